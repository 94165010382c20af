"""The timeline: the ordered list by year, and a page an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from urllib.parse import quote

from build_content.dates import parse_date, words
from build_content.graph import Graph
from build_content.languages import Language
from build_content.model import Event, Site
from build_content.pages.writer import PageWriter
from build_content.text.escape import escape_attribute, escape_html

MANY_EVENTS = 24
MAX_YEAR = 9999
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
Groups = list[tuple[str, str, list[Event]]]


def write_timeline(graph: Graph) -> str:
    """Return `timeline/index.md`."""
    site, page = graph.site, PageWriter(graph, "timeline/index")
    summary = tell_span(site)
    return page.write(
        "timeline_index.md.jinja", "Timeline", summary, groups=group_by_year(site), summary=summary
    )


def tell_span(site: Site) -> str:
    """Return how many events there are and what the first and last are dated."""
    events = site.timeline
    if not events:
        return "No events yet."
    if len(events) == 1:
        return f"One event: {words(events[0].date, site.language.dates)}."
    first, last = (
        words(events[0].date, site.language.dates),
        words(events[-1].date, site.language.dates),
    )
    return f"{len(events)} events. The first: {first}. The last: {last}."


def group_by_year(site: Site) -> Groups:
    """Return (heading, id, events) a year, in order; open starts stand under their end's year."""
    return [
        (heading, f"_{NOT_IN_IDS.sub('-', heading.lower())}", list(events))
        for heading, events in groupby(site.timeline, key=partial(year_of, language=site.language))
    ]


def year_of(event: Event, language: Language) -> str:
    """Return the heading that an event stands under: the year it began in, as far as known."""
    first, last = event.date.earliest, event.date.latest
    if first is not None:
        return _tell_year(first.year, language)
    return f"Until {_tell_year(last.year, language)}" if last is not None else "Undated"


def _tell_year(year: int, language: Language) -> str:
    """Return an astronomical year in the words that dates of that year have."""
    typed = f"{year:05d}" if year < 0 else f"{year:04d}"
    return words(parse_date(typed if abs(year) <= MAX_YEAR else f"Y{year}"), language.dates)


def write_event(graph: Graph, at: int) -> str:
    """Return `timeline/EVENT.md` of the event at a position in the order of time."""
    events = graph.site.timeline
    event = events[at]
    page = PageWriter(graph, f"timeline/{event.id}")
    return page.write(
        "event.md.jinja",
        event.title,
        event.summary.plain,
        event=event,
        before=events[at - 1] if at else None,
        after=events[at + 1] if at + 1 < len(events) else None,
        coordinates=_tell_position(event),
        correction=page.tell_correction(),
        media=_media(event),
    )


def _tell_position(event: Event) -> str:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return ""
    north = "N" if place.lat >= 0 else "S"
    east = "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):g}° {north}, {abs(place.lon):g}° {east}"


def _media(event: Event) -> dict[str, str]:
    """Return a picture's attributes as HTML: a figure is not read as Markdown."""
    if event.media is None:
        return {}
    return {
        "file": escape_attribute(f"../media/{quote(event.media.file)}"),
        "alt": escape_attribute(event.media.alt),
        "credit": escape_html(event.media.credit),
    }


def media_files(site: Site) -> Sequence[str]:
    """Return the files under `data/media/` that events show."""
    return sorted({event.media.file for event in site.events if event.media})


def split_events(site: Site) -> list[tuple[tuple[str, ...], Event]]:
    """Return the events in order, each with its year, and its month in years that hold many.

    So the navigation that one page shows does not grow with the number of events.
    """
    trails: list[tuple[tuple[str, ...], Event]] = []
    for heading, _, events in group_by_year(site):
        by_month = len(events) > MANY_EVENTS
        for event in events:
            month = _month_of(event, site.language) if by_month else ""
            trails.append(((heading, month) if month else (heading,), event))
    return trails


def _month_of(event: Event, language: Language) -> str:
    """Return the month that an event begins in, as words; nothing if it is not known."""
    points = event.date.points
    if not points or points[0].month is None:
        return ""
    month = points[0].text[:-3] if points[0].day else points[0].text
    return words(parse_date(month), language.dates)
