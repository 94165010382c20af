"""What can be downloaded, with a codebook made from the records' own descriptions."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from build_content.downloads import Download
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


def write_data_index(graph: Graph, downloads: Sequence[Download] = ()) -> str:
    """Return `data/index.md`, with the editions linked."""
    page = PageWriter(graph, "data/index")
    return page.write(
        "data_index.md.jinja",
        page.language.say("data.title"),
        page.language.say("data.summary"),
        downloads=[
            ("site.json", page.language.say("data.site_json")),
            ("site.schema.json", page.language.say("data.schema")),
            *((f"{series.id}.csv", page.language.say("data.series_csv", title=series.title))
              for series in graph.site.series),
        ],
        editions=list_downloads(page, downloads),
        codes=_list_codes,
        tables=[(name, name, list_fields(model)) for name, model in TABLES],
    )  # fmt: skip


def _list_codes(*names: str) -> Markup:
    return Markup(", ".join(map(escape_code, names)))  # noqa: S704 - escaped there


def list_fields(model: type[Part]) -> list[tuple[str, str]]:
    """Return (key, description) for what an author may write in a record."""
    return [
        (info.alias or name, info.description or "") for name, info in model.model_fields.items()
    ]
