"""A strip in words: what it is called, what it shows, and the line for a time without events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_content.charts.strip_lanes import Design
from build_content.charts.strip_periods import Period, Told
from build_content.dates import words
from build_content.labels import Labels


def name_period(period: Period, design: Design) -> str:
    """Return a period in words: '2024', 'January–June 2024', 'June 2024'."""
    return words(period.date, design.language.dates)


def tell_gap(period: Period, told: Sequence[Told], design: Design) -> str:
    """Return the line for a period in which nothing begins or ends."""
    when = name_period(period, design)
    if not told:
        return design.language.say("strips.gap", when=when)
    return design.language.say("strips.gap_but", when=when, codes=list_codes(told, design))


def describe(told: Sequence[Told], period: Period, design: Design) -> str:
    """Return what a strip shows: how many events, from when to when, which in each lane."""
    language = design.language
    drawn = [each for each in told if not each.goes_through(period)]
    first, last = (words(each.event.date, language.dates) for each in (drawn[0], drawn[-1]))
    said = language.count("drawing.events", len(drawn))
    span = (
        language.say("drawing.all_on", events=said, date=first)
        if first == last
        else language.say("drawing.span", events=said, first=first, last=last)
    )
    return " ".join([span, *_tell_lanes(told, period, design)])


def list_codes(told: Sequence[Told], design: Design) -> str:
    """Return the codes of events, one after the other."""
    return ", ".join(Labels(design.language).code_of(each.number) for each in told)


def sort_into_lanes(
    told: Sequence[Told], period: Period, design: Design
) -> Iterator[tuple[str, list[Told]]]:
    """Yield the name and events of each lane that has any, and at last of what goes on."""
    for id, lane in design.lanes.items():
        here = [each for each in told if each.event.lane == id]
        drawn = [each for each in here if not each.goes_through(period)]
        if drawn:
            yield lane.name, drawn
    through = [each for each in told if each.goes_through(period)]
    if through:
        yield design.language.say("strips.wider"), through


def _tell_lanes(told: Sequence[Told], period: Period, design: Design) -> Iterator[str]:
    for name, here in sort_into_lanes(told, period, design):
        yield design.language.say("strips.lane", lane=name, codes=list_codes(here, design))
