"""Every file to download, made once, with what each does not carry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final

from build_content.exported import FEED, TABLES, Export, Loss
from build_content.exports.bibtex import write_bibtex
from build_content.exports.citing import describe_site_as_source
from build_content.exports.csl_json import write_csl_json
from build_content.exports.feed import Feed, make_feed
from build_content.exports.ris import write_ris
from build_content.exports.schemas import (
    describe_list,
    write_list_schema,
    write_losses_schema,
    write_site_schema,
)
from build_content.exports.series_csv import write_series_csv
from build_content.exports.site_json import (
    describe_site,
    order_sources,
    write_part,
    write_site_json,
)
from build_content.exports.tables import Json, join_schemas, list_points, write_table_csv
from build_content.graph import Graph

LOSSES: Final = "data/losses.json"
_CITATIONS: Final = ((".csl.json", write_csl_json), (".bib", write_bibtex), (".ris", write_ris))


@dataclass(frozen=True)
class Downloads:
    """All exports of a site: several pages and files ask for them, and each is made once."""

    graph: Graph

    @cached_property
    def files(self) -> tuple[Export, ...]:
        """The files in the order in which readers are told of them."""
        return tuple(self._make())

    @cached_property
    def feed(self) -> Feed:
        """The feed, which is written when the site's address is known."""
        return make_feed(self.graph)

    def _make(self) -> Iterator[Export]:
        described = describe_site(self.graph)
        yield Export("data/site.json", write_site_json(described))
        yield Export("data/site.schema.json", write_site_schema())
        for name, kind in TABLES.items():
            yield from _write_table(name, kind, described[name])
        site = self.graph.site
        for series in site.series:
            yield write_series_csv(site, series)
        yield from self._make_citations()
        yield Export("data/losses.schema.json", write_losses_schema())

    def _make_citations(self) -> Iterator[Export]:
        site = self.graph.site
        sources, itself = order_sources(self.graph), [describe_site_as_source(site)]
        for ending, write in _CITATIONS:
            yield write(f"data/sources{ending}", sources, site.language)
        for ending, write in _CITATIONS:
            yield write(f"data/cite{ending}", itself, site.language)

    @property
    def losses(self) -> Mapping[str, tuple[Loss, ...]]:
        """What each file does not carry, by its path; the feed is one of them."""
        return {file.path: file.losses for file in self.files} | {FEED: self.feed.losses}

    def write_losses(self) -> str:
        """Return `losses.json`: for each file but the schemas, what it does not carry."""
        lists = [
            f"{json.dumps(path)}: {write_part([asdict(loss) for loss in losses])}"
            for path, losses in self.losses.items()
            if not path.endswith(".schema.json")
        ]
        return "{\n" + ",\n".join(lists) + "\n}\n"


def _write_table(name: str, kind: str, entries: list[dict[str, Any]]) -> Iterator[Export]:
    """Yield a list of `site.json` as JSON, its schema, and as CSV: of series the statements."""
    yield Export(f"data/{name}.json", f"{write_part(entries)}\n")
    yield Export(f"data/{name}.schema.json", write_list_schema(name))
    rows: Sequence[Json] = entries
    schema: Json = describe_list(name)["items"]
    if name == "series":
        rows, schema = list_points(entries), join_schemas(schema)
    yield write_table_csv(f"data/{name}.csv", kind, rows, schema)
