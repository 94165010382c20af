"""Every reference is told where it leads, found here without the program's own reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from made_data import FILES, Json, Made, list_entries

Reference = tuple[str, str, str, str]
"""Who refers (kind, id), and to whom (kind, id)."""


CODE = re.compile(r"^ {4}\[.*$|^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
CITATION = re.compile(r"\[(@[^\[\]]*)\]")
LINK = re.compile(r"(?:\]\(|<)(event|actor|term|series|claim):([a-z0-9-]+)[)>]")
DEFINITION = re.compile(
    r"^\[([^\]]+)\]: (event|actor|term|series|claim):([a-z0-9-]+)$", re.MULTILINE
)


def find_references(text: str) -> Iterator[tuple[str, str]]:
    text = CODE.sub("", text)
    for found in CITATION.finditer(text):
        for item in found[1].split(";"):
            yield "source", item.strip().removeprefix("@").partition(",")[0]
    yield from LINK.findall(text)
    for label, kind, id in DEFINITION.findall(text):
        yield from [(kind, id)] * text.count(f"][{label}]")


def list_ids_of(sources: Any) -> list[str]:
    return [source if isinstance(source, str) else source["id"] for source in sources]


def find_listed(kind: str, entry: Any) -> Iterator[tuple[str, str]]:
    """Yield what an entry's fields name, beside its texts."""
    for name in ("sources", "against"):
        yield from (("source", id) for id in list_ids_of(entry.get(name, [])))
    for name, target in (("contested_by", "actor"), ("actors", "actor"), ("events", "event")):
        yield from ((target, id) for id in entry.get(name, []))
    for name, target in (
        ("part_of", "actor"),
        ("by", "actor"),
        ("event", "event"),
        ("source", "source"),
    ):
        if name in entry:
            yield target, entry[name]
    for inner in (*entry.get("points", []), *entry.get("dates_differ", [])):
        yield from find_listed(kind, inner)


def find_all(made: Made) -> Iterator[Reference]:
    for kind, name in FILES.items():
        for entry in made.load(name):
            texts = [
                entry[key] for key in
                ("summary", "body", "statement", "record", "since", "description", "definition")
                if key in entry
            ]  # fmt: skip
            found = [target for text in texts for target in find_references(text)]
            yield from ((kind, entry["id"], *target) for target in found)
            yield from ((kind, entry["id"], *target) for target in find_listed(kind, entry))
    body = (made.data / "essay.md").read_text("utf-8").split("---\n", 2)[2]
    intro, *sections = re.split(r"^## ", body, flags=re.MULTILINE)
    definitions = "\n".join(found[0] for found in DEFINITION.finditer(body))
    yield from (("essay", "essay", *target) for target in find_references(intro))
    for section, text in zip(made.site["sections"], sections, strict=True):
        own = text if definitions in text else f"{text}\n{definitions}"
        yield from (("section", section["id"], *target) for target in find_references(own))


def test_every_reference_is_told_at_its_target_once_for_each_time(made: Made) -> None:
    told = Counter(
        (use["kind"], use["id"], kind, entry["id"])
        for kind, entry in list_entries(made.site)
        for use in entry["used_by"]
    )
    wanted = Counter(find_all(made))
    assert {"missing": wanted - told, "invented": told - wanted} == {
        "missing": Counter(), "invented": Counter(),
    }  # fmt: skip
    assert told.total() > 80


def test_a_use_tells_who_refers_where_and_in_which_words(made: Made) -> None:
    urls = {(kind, entry["id"]): entry["url"] for kind, entry in list_entries(made.site)}
    for _, entry in list_entries(made.site):
        for use in entry["used_by"]:
            assert set(use) == {"kind", "id", "url", "snippet"}
            assert use["url"].partition("#")[0] == urls[use["kind"], use["id"]].partition("#")[0]
            assert use["snippet"].strip()
            assert not re.search(r"\]\(|\[@|\n", use["snippet"])


def test_a_lane_is_used_by_its_events(made: Made) -> None:
    events = made.site["events"]
    for lane in made.site["lanes"]:
        assert [use["id"] for use in lane["used_by"]] == [
            event["id"] for event in events if event["lane"] == lane["id"]
        ]


def test_snippets_are_the_sentence_or_the_title(sample: Json) -> None:
    [keeper] = [actor for actor in sample["actors"] if actor["id"] == "clock-keeper"]
    assert keeper["used_by"] == [
        {
            "kind": "section", "id": "trust", "url": "essay/trust.html#_actor-clock-keeper",
            "snippet": "It is wound every Thursday by the clock keeper.",
        },
        {
            "kind": "event", "id": "winder-stops", "url": "timeline/winder-stops.html",
            "snippet": "The electric winder stops",
        },
        {
            "kind": "event", "id": "clock-repaired", "url": "timeline/clock-repaired.html",
            "snippet": "The clock is repaired",
        },
        {
            "kind": "series", "id": "minutes-behind", "url": "numbers.html#minutes-behind",
            "snippet": "How far the clock was behind",
        },
    ]  # fmt: skip
