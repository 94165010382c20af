"""What can be downloaded, with a codebook made from the records' own descriptions."""

from __future__ import annotations

from collections.abc import Sequence

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
from build_content.pages.writer import PageWriter

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


def write_data_index(graph: Graph) -> str:
    """Return `data/index.md`."""
    page = PageWriter(graph, "data/index")
    return page.write(
        "data_index.md.jinja",
        "Data",
        "Everything on this site, to download and to build on.",
        downloads=[
            ("site.json", "the whole linked model: every entry with every use of it"),
            ("site.schema.json", "its JSON Schema"),
            *((f"{series.id}.csv", f"{series.title}: every statement as a row")
              for series in graph.site.series),
        ],
        tables=[(name, name, list_fields(model)) for name, model in TABLES],
    )  # fmt: skip


def list_fields(model: type[Part]) -> list[tuple[str, str]]:
    """Return (key, description) for what an author may write in a record."""
    return [
        (info.alias or name, info.description or "") for name, info in model.model_fields.items()
    ]
