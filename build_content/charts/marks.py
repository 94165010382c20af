"""Which marks a drawing has: one for an event, or one for several where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.charts.calendar import Bin, bin_of, day_number
from build_content.model import Event

ESTABLISHED: Final = frozenset({"acknowledged", "public-act", "documented"})


@dataclass(frozen=True)
class Mark:
    """What is drawn as one: events of one lane in the order of time, with their numbers.

    A cell (`bin`) holds the events of a stretch of months; any other mark holds one event, or
    several that look the same.
    """

    events: tuple[Event, ...]
    numbers: tuple[int, ...]
    bin: Bin | None = None
    is_titled: bool = False

    @property
    def event(self) -> Event:
        """The first of its events."""
        return self.events[0]

    @property
    def lane(self) -> str:
        """The id of its lane."""
        return self.event.lane

    @property
    def solids(self) -> Iterator[tuple[int, int]]:
        """The days that the axis must show: of a decade or more only where it begins and ends."""
        if self.bin:
            yield self.bin.start, self.bin.end
            return
        for point in self.event.date.points:
            first, end = day_number(point.earliest), day_number(point.latest) + 1
            if point.precision in ("decade", "century"):
                yield from ((first, first + 1), (end - 1, end))
            else:
                yield first, end

    @property
    def is_hollow(self) -> bool:
        """Whether what it stands for is not established."""
        return self.event.status not in ESTABLISHED

    @property
    def is_contested(self) -> bool:
        """Whether somebody denies what it stands for."""
        return bool(self.event.contested_by)


def list_marks(
    events: Sequence[Event], numbers: Mapping[str, int], months: int | None
) -> tuple[Mark, ...]:
    """Return the marks in the order of time; `months` is the size of a cell, None for no cells.

    Every event is in exactly one mark. Into a cell goes only what surely lies in it and has no
    title to show; equal dates that are no cell's are merged.
    """
    groups: dict[object, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: numbers[event.id]):
        groups[_group_of(event, months)].append(event)
    marks = [_make_mark(group, numbers, months) for group in groups.values()]
    return tuple(sorted(marks, key=lambda mark: mark.numbers))


def list_solids(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Return what the axis must show, each stretch once, in order."""
    return sorted({solid for mark in marks for solid in mark.solids})


def _group_of(event: Event, months: int | None) -> object:
    """Return what events must share to be drawn as one."""
    if event.key or months is None:
        return event.id
    found = bin_of(event.date, months)
    if found:
        return event.lane, found
    date = event.date
    return (
        *(event.lane, date.text.replace("%", "~").replace("?", "~")),
        *(event.status in ESTABLISHED, bool(event.contested_by)),
    )


def _make_mark(events: Sequence[Event], numbers: Mapping[str, int], months: int | None) -> Mark:
    first = events[0]
    is_cell = months is not None and not first.key
    return Mark(
        tuple(events),
        tuple(numbers[event.id] for event in events),
        bin_of(first.date, months) if is_cell and months is not None else None,
        first.key,
    )
