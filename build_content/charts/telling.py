"""A drawing in words: its description, and the name of each mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from build_content.charts.axis import say_length
from build_content.charts.calendar import Bin, bin_around, span_of
from build_content.charts.fitting import Story
from build_content.charts.marks import Mark
from build_content.dates import parse_date, words
from build_content.labels import Labels
from build_content.languages import Language
from build_content.model import Event, Lane


def describe_story(story: Story) -> str:
    """Return what a drawing shows: how many events, from when to when, where most, where none."""
    language, events = story.language, sort_events(story)
    if not events:
        return language.say("drawing.none")
    said = language.count("drawing.events", len(events))
    first, last = (words(event.date, language.dates) for event in (events[0], events[-1]))
    if first == last:
        return language.say("drawing.all_on", events=said, date=first)
    span = language.say("drawing.span", events=said, first=first, last=last)
    return " ".join([span, *_tell_densest(events, language), *_tell_gap(events, language)])


def sort_events(story: Story) -> list[Event]:
    """Return the events in the order of time."""
    return sorted(story.events, key=lambda event: story.numbers[event.id])


def name_mark(mark: Mark, lanes: Mapping[str, Lane], language: Language) -> str:
    """Return a mark's name: of an event its date, title and status; of more, how many where."""
    count = len(mark.events)
    if count == 1 and mark.bin is None:
        return _name_event(mark.event, language)
    date = mark.bin.date if mark.bin else mark.event.date
    return language.count(
        "drawing.mark_of_several",
        count,
        when=_capitalise(words(date, language.dates)),
        lane=lanes[mark.lane].name,
    )


def _name_event(event: Event, language: Language) -> str:
    said = language.say(
        "drawing.mark",
        when=_capitalise(words(event.date, language.dates)),
        title=event.title,
        status=Labels(language).status_of(event),
    )
    return language.say("drawing.mark_contested", mark=said) if event.contested_by else said


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tell_densest(events: Sequence[Event], language: Language) -> Iterator[str]:
    """Yield which month has most events, or which year where few dates name a month."""
    for months in (1, 12):
        bins: Counter[Bin] = Counter()
        bins.update(found for event in events if (found := bin_around(event.date, months)))
        densest, count = max(
            bins.items(), key=lambda item: (item[1], -item[0].start), default=(None, 0)
        )
        if densest and count > 1:
            when = words(densest.date, language.dates)
            yield language.count("drawing.densest", count, when=when)
            return


def _tell_gap(events: Sequence[Event], language: Language) -> Iterator[str]:
    """Yield the longest time in which nothing began, or had begun and may still have been on."""
    spans = [span_of(event.date) for event in events]
    ends = accumulate((_end_of(span) for span in spans), max)
    gaps = [
        (start - end, at)
        for at, (end, (start, _)) in enumerate(zip(ends, spans[1:], strict=False))
        if start is not None
    ]
    length, at = max(gaps, key=lambda gap: (gap[0], -gap[1]), default=(0, 0))
    if length > 1:
        last = max(events[: at + 1], key=lambda event: _end_of(span_of(event.date)))
        after = words(parse_date(last.date.points[-1].text), language.dates)
        yield language.say("drawing.gap", length=say_length(length, language), after=after)


def _end_of(span: tuple[int | None, int | None]) -> int:
    """Return the day after the last that is sure to be covered; an open end covers its start."""
    start, end = span
    known = end if end is not None else start
    assert known is not None  # the grammar refuses a date without any bound
    return known
