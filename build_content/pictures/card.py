"""What the site's picture shows: title, standfirst, and the events of each lane along an axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import Final

from build_content.dates import parse_date, words
from build_content.dates.records import Day
from build_content.languages import Language
from build_content.model import Event, Site

# A stretch without events that takes up more of the whole than this is cut out, and shown as cut.
LARGEST_GAP: Final = 0.25
LAST_YEAR: Final = 9999

Span = tuple[float, float]
"""From when to when, in years: 2024.5 is the middle of 2024."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis without a large gap, and the years that stand at its ends."""

    start: float
    end: float
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that the picture is made from: the same card, the same pixels."""

    title: str
    standfirst: str
    stretches: tuple[Stretch, ...]
    lanes: tuple[tuple[Span, ...], ...]


def make_card(site: Site) -> Card:
    """Gather what the site's picture shows."""
    spans = {event.id: span_of(event) for event in site.timeline}
    stretches = find_stretches([span for span in spans.values() if span], site.language)
    return Card(
        site.essay.info.title,
        site.essay.info.standfirst,
        stretches,
        tuple(
            tuple(
                span
                for event in site.timeline
                if event.lane == lane.id and (span := spans[event.id])
            )
            for lane in site.lanes
        ),
    )


def span_of(event: Event) -> Span | None:
    """Return from when to when an event is dated; an open or unknown side ends where it begins."""
    first, last = event.date.earliest, event.date.latest
    start, end = first or last, last or first
    if start is None or end is None or max(abs(start.year), abs(end.year)) > LAST_YEAR:
        return None
    return to_years(start), to_years(end)


def to_years(day: Day) -> float:
    """Return a day as a number of years, to within a day: pixels are coarser."""
    return round(day.year + (day.month - 1) / 12 + (day.day - 1) / 372, 4)


def find_stretches(spans: Sequence[Span], language: Language) -> tuple[Stretch, ...]:
    """Return the parts of the axis on which there are events, in order."""
    if not spans:
        return ()
    parts = [_merge(sorted(spans))]
    # What is long beside the rest is seen only when the longest gaps are gone.
    while (cut := [piece for part in parts for piece in _cut(part, _measure(parts))]) != parts:
        parts = cut
    return tuple(_make_stretch(part[0][0], part[-1][1], language) for part in parts)


def _measure(parts: Sequence[Sequence[Span]]) -> float:
    return sum(part[-1][1] - part[0][0] for part in parts)


def _cut(part: Sequence[Span], whole: float) -> list[list[Span]]:
    """Return a part in pieces, cut at the gaps that are too large a share of the whole."""
    gaps = [other[0] - one[1] for one, other in pairwise(part)]
    cuts = [at for at, gap in enumerate(gaps, 1) if gap > whole * LARGEST_GAP]
    return [list(part[start:end]) for start, end in pairwise([0, *cuts, len(part)])]


def _merge(spans: Sequence[Span]) -> list[Span]:
    """Return spans that do not overlap and cover the same years."""
    merged = [spans[0]]
    for start, end in spans[1:]:
        before, until = merged[-1]
        if start <= until:
            merged[-1] = (before, max(until, end))
        else:
            merged.append((start, end))
    return merged


def _make_stretch(start: float, end: float, language: Language) -> Stretch:
    return Stretch(start, end, _tell_year(start, language), _tell_year(end, language))


def _tell_year(years: float, language: Language) -> str:
    year = floor(years)
    return words(parse_date(f"{year:05d}" if year < 0 else f"{year:04d}"), language.dates)
