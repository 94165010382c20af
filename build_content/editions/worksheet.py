"""The timeline worksheet: cards without dates, a blank line of time, and the key to both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Any, Final

from build_content.charts.axis import Tick, list_ticks, say_length
from build_content.charts.calendar import month_start, write_year
from build_content.charts.scale import Scale, find_stretches, fit_scale
from build_content.dates import parse_date, words
from build_content.editions.lesson import find_undated, hide_dates, list_outlets, mix_events
from build_content.labels import Labels
from build_content.languages import Language
from build_content.model import Event, Site

Json = dict[str, Any]
LINE_LENGTH: Final = 566.0
"""The length of the line in points: that of five cards under each other, 200 mm."""
_CUT: Final = 26.0
_YEAR_ROOM: Final = 14.0
_MONTH_ROOM: Final = 9.0


def tell_worksheet(site: Site, events: Sequence[Event]) -> Json | None:
    """Return what the worksheet says; nothing for fewer than two events, which have no order."""
    if len(events) < 2:
        return None
    say = site.language.say
    return {
        "title": say("handout.worksheet"),
        "cards": {
            "title": say("handout.cards"),
            "lead": say("handout.cards_lead"),
            "items": [_tell_card(site, letter, event) for letter, event in _letter(events)],
        },
        "axis": tell_axis(site.language, events),
    }


def _letter(events: Sequence[Event]) -> list[tuple[str, Event]]:
    """Return the cards as they are mixed, each with its letter: there are ten at most."""
    return list(zip(ascii_uppercase, mix_events(events), strict=False))


def _tell_card(site: Site, letter: str, event: Event) -> Json:
    line = find_undated(event.summary.plain, site.language)
    return {
        "letter": letter,
        "title": hide_dates(event, site.language),
        "line": line or Labels(site.language).status_of(event),
    }


def tell_event_key(site: Site, events: Sequence[Event]) -> Json | None:
    """Return the answers of the worksheet: the events in the order of time, each with its card."""
    if len(events) < 2:
        return None
    say = site.language.say
    letters = {event.id: letter for letter, event in _letter(events)}
    heads = ("card", "date", "event", "source")
    return {
        "title": say("timeline.title"),
        "head": [say(f"handout.head_{name}") for name in heads],
        "rows": [
            {
                "letter": letters[event.id],
                "date": words(event.date, site.language.dates),
                "title": event.title,
                "outlet": list_outlets(site, event.sources[:1])[0],
            }
            for event in events
        ],
    }


def tell_axis(language: Language, events: Sequence[Event]) -> Json:
    """Return the line: whole years from the first to the last, long empty stretches cut out.

    All places are in points from the top of the line.
    """
    scale = _lay_line(events)
    cuts = list(scale.cuts)
    gaps = [say_length(after.first - before.last, language) for before, after in cuts]
    lead = language.say("handout.axis_lead")
    return {
        "title": language.say("handout.axis"),
        "lead": f"{lead} {language.say('handout.axis_cut')}" if cuts else lead,
        "alt": " ".join(_describe(language, events, gaps)),
        "height": LINE_LENGTH,
        "stretches": [(stretch.at, stretch.end) for stretch in scale.stretches],
        "cuts": [
            {"at": (before.end + after.at) / 2, "words": gap}
            for (before, after), gap in zip(cuts, gaps, strict=True)
        ],
        "ticks": [
            {"at": tick.at, "text": tick.text, "year": tick.is_year, "line": tick.has_line}
            for tick in _keep_apart(list_ticks(scale, language, _YEAR_ROOM, _MONTH_ROOM))
        ],
    }


def _lay_line(events: Sequence[Event]) -> Scale:
    stretches = find_stretches([_days_of(*years) for years in sorted(_years_of(events))])
    return fit_scale(
        stretches,
        start=0,
        length=LINE_LENGTH,
        pads=[0.0] * len(stretches),
        cuts=[_CUT] * (len(stretches) - 1),
    )


def _years_of(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last year of each event: of an open side, nothing is known."""
    for event in events:
        sides = [day.year for day in (event.date.earliest, event.date.latest) if day]
        yield min(sides), max(sides)


def _days_of(first: int, last: int) -> tuple[int, int]:
    """Return a stretch of whole years: ends that are events would be told by the line."""
    return month_start(12 * first), month_start(12 * (last + 1))


def _keep_apart(ticks: Sequence[Tick]) -> list[Tick]:
    """Return the ticks whose words have room, the more important first."""
    kept: list[Tick] = []
    for tick in ticks:
        room = _YEAR_ROOM if tick.is_year else _MONTH_ROOM
        if all(abs(tick.at - other.at) >= room for other in kept):
            kept.append(tick)
    return sorted(kept, key=lambda tick: tick.at)


def _describe(language: Language, events: Sequence[Event], gaps: Sequence[str]) -> Iterator[str]:
    years = [year for pair in _years_of(events) for year in pair]
    first, last = (words(parse_date(write_year(year)), language.dates)
                   for year in (min(years), max(years)))  # fmt: skip
    yield language.say("handout.axis_alt", first=first, last=last)
    for gap in gaps:
        yield language.say("handout.axis_alt_cut", gap=gap)
