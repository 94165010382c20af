"""What can be downloaded, with a codebook made from the records' own descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from build_content import exported
from build_content.citation import cite_authors, cite_site
from build_content.downloads import Download
from build_content.exported import FEED, Loss
from build_content.graph import Graph
from build_content.model import (
    Actor,
    Claim,
    EssayInfo,
    Event,
    Lane,
    Part,
    Point,
    Series,
    Source,
    Term,
)
from build_content.pages.downloads import list_downloads
from build_content.pages.writer import PageWriter
from build_content.text.escape import escape_code

TABLES: Sequence[tuple[str, type[Part]]] = (
    ("essay", EssayInfo),
    ("lanes", Lane),
    ("events", Event),
    ("sources", Source),
    ("claims", Claim),
    ("series", Series),
    ("points", Point),
    ("actors", Actor),
    ("terms", Term),
)


PROGRAMS: Final = {"csl.json": "csl_json", "bib": "bib", "ris": "ris"}
"""The endings of files for reference managers, and the words for them."""
Losses = Mapping[str, Sequence[Loss]]


def write_data_index(graph: Graph, losses: Losses, downloads: Sequence[Download] = ()) -> str:
    """Return `data/index.md`: every file, `losses` by its path, and the editions linked."""
    page = PageWriter(graph, "data/index")
    say = page.language.say
    return page.write(
        "data_index.md.jinja",
        say("data.title"),
        say("data.summary"),
        downloads=[
            ("site.json", say("data.site_json")),
            ("site.schema.json", say("data.schema")),
            *((f"{series.id}.csv", say("data.series_csv", title=series.title))
              for series in graph.site.series),
        ],
        lists=[(name, say(f"data.{name}")) for name in exported.TABLES],
        programs=[(f"sources.{end}", say(f"data.{key}")) for end, key in PROGRAMS.items()],
        citation=_tell_citation(page),
        cite_files=_list_links(f"cite.{end}" for end in PROGRAMS),
        told=[(_link(path), _tell_losses(page, found)) for path, found in losses.items() if found],
        whole=_list_links(_strip(path) for path, found in losses.items()
                          if not found and path != FEED and not path.endswith(".schema.json")),
        link=_link,
        editions=list_downloads(page, downloads),
        codes=_list_codes,
        tables=[(name, name, list_fields(model)) for name, model in TABLES],
    )  # fmt: skip


def _tell_citation(page: PageWriter) -> str:
    """Return how to cite the site as a whole, with its address where the data gives it."""
    site = page.site
    return " ".join(filter(None, (cite_authors(site), cite_site(site), site.info.url)))


def _tell_losses(page: PageWriter, losses: Sequence[Loss]) -> Markup:
    """Return how much of what a file does not carry, reason by reason."""
    counts = Counter(loss.why for loss in losses)
    return Markup("; ").join(page.count(f"losses.{why}", counts[why]) for why in sorted(counts))


def _list_links(paths: Iterable[str]) -> Markup:
    return Markup(", ").join(map(_link, paths))


def _link(path: str) -> Markup:
    """Return a link to a file beside the page. Not every site has the feed: it is named only."""
    name = _strip(path)
    return Markup(f"[{name}]({name})" if path != FEED else name)  # noqa: S704 - names of ours


def _strip(path: str) -> str:
    return path.removeprefix("data/")


def _list_codes(*names: str) -> Markup:
    return Markup(", ".join(map(escape_code, names)))  # noqa: S704 - escaped there


def list_fields(model: type[Part]) -> list[tuple[str, str]]:
    """Return (key, description) for what an author may write in a record."""
    return [
        (info.alias or name, info.description or "") for name, info in model.model_fields.items()
    ]
