"""Data folders of any size for the bench: the same number gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Final

SECTIONS, PARAGRAPHS, WORDS_A_PARAGRAPH = 8, 5, 60
ACTORS, TERMS, POINTS = 40, 20, 20
FIRST_DAY: Final = date(2015, 1, 2)
LANES: Final = ("trade", "talks", "law", "field")
STATUSES: Final = ("acknowledged", "public-act", "documented", "asserted", "reported")
VERDICTS: Final = ("accurate", "outdated", "imprecise", "partly-supported")
WORDS: Final = tuple(
    """
    the council of a harbour sent its report on grain to every member state before winter and
    asked whether ships from that port had carried coal or steel under another flag in spring
    officials who spoke about cargo said little while researchers counted vessels on pictures
    taken from orbit then compared them with lists which customs offices had published earlier
    ministers met again agreed to share what was known signed an accord promised aid denied it
    newspapers wrote that numbers differed because some observers meant crates others tonnes
    later figures rose slowly although nobody could confirm how much arrived by rail by sea
    """.split()
)

Entry = dict[str, object]


def write_data(folder: Path, events: int) -> None:
    """Write a whole data folder: an essay of 2,400 words and this many events of 60 words.

    Every event has two sources and three actors; there are half as many sources as events.
    """
    folder.mkdir(parents=True)
    sources = max(events // 2, 20)
    (folder / "essay.md").write_text(_write_essay(sources), encoding="utf-8")
    entries: dict[str, object] = {
        "site.yml": _make_site(),
        "timeline.yml": [_make_event(at, sources) for at in range(events)],
        "sources.yml": {"references": [_make_source(at) for at in range(sources)]},
        "claims.yml": [
            _make_claim(at, sources, at % events) for at in range(SECTIONS * PARAGRAPHS)
        ],
        "actors.yml": [_make_actor(at) for at in range(ACTORS)],
        "glossary.yml": [_make_term(at) for at in range(TERMS)],
        "series.yml": [_make_series(at, sources) for at in range(2)],
    }
    for name, content in entries.items():
        (folder / name).write_text(_write_yaml(content), encoding="utf-8")


def _write_yaml(content: object) -> str:
    """Return YAML with an entry a line: JSON is YAML, and quick to write."""
    if isinstance(content, list):
        return "".join(f"- {json.dumps(entry)}\n" for entry in content)
    if isinstance(content, dict):
        return "".join(
            f"{key}:\n{_write_yaml(value)}"
            if isinstance(value, list)
            else f"{key}: {json.dumps(value)}\n"
            for key, value in content.items()
        )
    return json.dumps(content)


def _prose(seed: int, words: int) -> str:
    """Return sentences of so many words: another seed, other words."""
    return " ".join(_sentences(list(_pick(seed, words))))


def _pick(seed: int, words: int) -> Iterator[str]:
    """Yield words as a linear congruential generator throws them (modulus 2**31, glibc's)."""
    state = seed * 2654435761 + 1
    for _ in range(words):
        state = (state * 1103515245 + 12345) % 2**31
        yield WORDS[(state >> 12) % len(WORDS)]


def _sentences(words: list[str]) -> Iterator[str]:
    """Cut words into sentences of nine to fifteen."""
    lengths = cycle((12, 9, 15, 11))
    while words:
        sentence = list(islice(words, next(lengths)))
        del words[: len(sentence)]
        yield " ".join(sentence).capitalize() + "."


def _write_essay(sources: int) -> str:
    front = {
        "title": "A measured case",
        "standfirst": "An essay that says nothing, at length, for the bench alone.",
        "published": "2024-10-24",
        "language": "en-GB",
    }
    parts = [f"---\n{_write_yaml(front)}---\n\n{_prose(1, 40)}\n"]
    for section in range(SECTIONS):
        parts.append(f"\n## Part {section + 1} of the case {{#part-{section + 1}}}\n")
        for at in range(PARAGRAPHS):
            number = section * PARAGRAPHS + at
            parts.append(f"\n{_write_paragraph(number, sources)}\n")
    return "".join(parts)


def _write_paragraph(number: int, sources: int) -> str:
    """Return a paragraph that makes one claim, cites one source and explains one term."""
    marked = f"[{_prose(number + 100, 20)}](claim:claim-{number})"
    term = f"[This word](term:term-{number % TERMS}) says it."
    rest = _prose(number + 200, WORDS_A_PARAGRAPH - 23)
    return f"{marked} {term} {rest} [@source-{number % sources}]"


def _make_site() -> Entry:
    return {
        "edition": "2026-01-15",
        "lanes": [
            {"id": lane, "name": lane.capitalize(), "description": f"What concerns {lane}."}
            for lane in LANES
        ],
        "key_claims": ["claim-0", "claim-1", "claim-2"],
        "key_series": ["series-0", "series-1"],
    }


def _make_event(at: int, sources: int) -> Entry:
    first, second = at % sources, (at * 7 + 3) % sources
    status = STATUSES[at % len(STATUSES)]
    event: Entry = {
        "id": f"event-{at}",
        "date": str(FIRST_DAY + timedelta(days=at * 2 % 3650)),
        "title": event_title(at),
        "summary": f"{_prose(at + 1000, 25)} [@source-{first}]",
        "body": f"{_prose(at + 5000, 30)} See [that actor](actor:actor-{at % ACTORS}).",
        "lane": LANES[at % len(LANES)],
        "status": status,
        "sources": [f"source-{first}", {"id": f"source-{second}", "quote": "a few words of it"}],
        "actors": [f"actor-{(at + step) % ACTORS}" for step in (0, 1, 17)],
        "first_day": True,
    }
    if status in {"asserted", "reported"}:
        event["attribution"] = f"Actor {at % ACTORS}"
    if at % 25 == 0:
        event["key"] = True
    return event


def event_title(at: int) -> str:
    """Return the title of an event: it stands on the event's own page."""
    return f"Event {at}: {' '.join(_pick(at, 5))}"


def _make_source(at: int) -> Entry:
    return {
        "id": f"source-{at}",
        "type": "article-newspaper",
        "title": f"Report {at}: {' '.join(_pick(at + 9000, 6))}",
        "container-title": f"Paper {at % 30}",
        "issued": str(FIRST_DAY + timedelta(days=at * 3 % 3650)),
        "URL": f"https://example.org/reports/{at}",
        "custom": {"kind": "news"},
    }


def _make_claim(at: int, sources: int, event: int) -> Entry:
    return {
        "id": f"claim-{at}",
        "statement": _prose(at + 300, 15),
        "kind": "fact",
        "verdict": VERDICTS[at % len(VERDICTS)],
        "record": f"{_prose(at + 400, 40)} [@source-{at * 3 % sources}]",
        "sources": [f"source-{at % sources}"],
        "events": [f"event-{event}"],
    }


def _make_actor(at: int) -> Entry:
    return {
        "id": f"actor-{at}",
        "name": f"Actor {at}",
        "kind": "organisation",
        "summary": _prose(at + 600, 20),
    }


def _make_term(at: int) -> Entry:
    return {"id": f"term-{at}", "term": f"Term {at}", "definition": _prose(at + 700, 20)}


def _make_series(at: int, sources: int) -> Entry:
    return {
        "id": f"series-{at}",
        "title": f"Series {at}",
        "unit": "crates",
        "counts": "Crates as stated.",
        "points": [
            {
                "date": str(FIRST_DAY + timedelta(days=point * 90)),
                "value": 100 * point,
                "by": f"actor-{point % 3}",
                "sources": [f"source-{point % sources}"],
            }
            for point in range(1, POINTS + 1)
        ],
    }
