"""Timelines for the tests of drawings: of data folders, and of events made up on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from build_content.charts.fitting import Story
from build_content.charts.timeline import draw_timeline
from build_content.languages import ENGLISH
from build_content.model import Event, Lane, Site
from build_content.reading import read_site

LANES = tuple(
    Lane(id=f"lane-{at}", name=name, description="A strand.")
    for at, name in enumerate(
        ("Arms & shells", "Дипломатия", "북한이 얻는 것", "Sanctions and scrutiny")
    )
)


def make_event(id: str, date: str, **fields: Any) -> Event:
    """Return an event of a date; all else goes without saying."""
    common = {"title": "A thing happened", "summary": "It did.", "lane": "lane-0"}
    more = {"status": "documented", "sources": ["source"], "id": id, "date": date}
    return Event.model_validate(common | more | fields)


def number(events: Iterable[Event]) -> dict[str, int]:
    """Return the numbers of events in the order of time."""
    ordered = sorted(events, key=lambda event: (*event.date.sort_key, event.id))
    return {event.id: at for at, event in enumerate(ordered, 1)}


def make_story(events: Sequence[Event]) -> Story:
    """Return what is drawn of some events."""
    return Story(tuple(events), number(events), ENGLISH)


def read_folder(folder: Path) -> Site:
    """Return the site of a data folder that has no faults."""
    return read_site(str(folder))[0]


def draw(events: Sequence[Event], lanes: Sequence[Lane] = LANES, **more: Any) -> str:
    """Return the figure of some events."""
    return draw_timeline(
        events,
        lanes=lanes,
        numbers=number(events),
        language=ENGLISH,
        locate=lambda id: f"timeline/{id}.html",
        locate_bin=lambda key: f"#in-{key}",
        **more,
    )
