"""A data folder built once, and its `site.json`: for all tests that read what was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_content.build import build

HERE = Path(__file__).parent
SAMPLE = HERE / "sample" / "data"
FOLDERS = {"sample": SAMPLE, "site": HERE.parent / "data"}
LISTS = {
    "sections": "section", "events": "event", "sources": "source", "claims": "claim",
    "series": "series", "actors": "actor", "terms": "term",
}  # fmt: skip
FILES = {
    "event": "timeline.yml", "claim": "claims.yml", "series": "series.yml", "actor": "actors.yml",
    "term": "glossary.yml",
}  # fmt: skip
Json = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A data folder, what was built from it, and its `site.json`."""

    data: Path
    docs: Path
    site: Json

    def load(self, name: str) -> Any:
        """Return a data file's texts, lists and mappings; nothing where there is no such file."""
        path = self.data / name
        text = path.read_text("utf-8") if path.exists() else ""
        return yaml.load(text, Loader=yaml.BaseLoader) or []  # noqa: S506 - makes texts only


def make_folder(data: Path, docs: Path) -> Made:
    """Build a data folder that must have no errors."""
    built = build(data, docs)
    assert not built.failed, built.problems
    return Made(data, docs, json.loads((docs / "data" / "site.json").read_text("utf-8")))


def list_entries(site: Json) -> Iterator[tuple[str, Json]]:
    """Yield (kind, entry) for all that can be referred to."""
    yield "essay", site["essay"]
    for name, kind in LISTS.items():
        yield from ((kind, entry) for entry in site[name])
