"""A data folder built once, and its `site.json`: for all tests that read what was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_content.build import Built, build

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


# The least there can be.
SITE = {"lanes": [{"id": "only", "name": "The one lane", "description": "All there is."}]}
ESSAY = """---
title: The least
standfirst: As little as can be.
published: 2020
language: en
---
## One section

One sentence [@one].
"""


def write_least(data: Path, events: list[dict[str, Any]] | None = None) -> None:
    """Write the least data folder there can be, with other events if they are given."""
    data.mkdir(parents=True)
    source = {"id": "one", "type": "book", "title": "The one source", "issued": "2019"}
    for name, value in (
        ("site", SITE), ("timeline", events or [make_event("only", "2020")]),
        ("sources", {"references": [source]}),
    ):  # fmt: skip
        (data / f"{name}.yml").write_text(json.dumps(value), "utf-8")  # JSON is YAML
    (data / "essay.md").write_text(ESSAY, "utf-8")


def make_event(id: str, date: str) -> dict[str, Any]:
    """Return an event for the least data folder."""
    return {
        "id": id, "date": date, "title": f"What happened {id}", "summary": "Something happened.",
        "lane": "only", "status": "documented", "sources": ["one"],
    }  # fmt: skip


def build_well(data: Path, docs: Path) -> Built:
    """Build a folder that must have no errors."""
    built = build(data, docs)
    assert not built.failed, built.problems
    return built


def flatten(navigation: Any) -> Iterator[str]:
    """Yield the pages of a navigation in order."""
    for item in navigation:
        if isinstance(item, str):
            yield item
        else:
            for inner in item.values():
                yield from flatten([inner] if isinstance(inner, str) else inner)
