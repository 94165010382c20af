"""How much a drawing condenses, and its scale: the finest cells that are wide enough to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, pairwise
from typing import Final

from build_content.charts.axis import name_year, say_length
from build_content.charts.marks import Mark, list_marks, list_solids
from build_content.charts.scale import MAX_CUTS, Scale, find_stretches, fit_scale
from build_content.charts.svg import room_for
from build_content.languages import Language
from build_content.model import PAGED_ABOVE, Event

CELL: Final = 17.0
"""A cell is at least so long in time, in px; February is the shortest of months."""
MOST_CELLS: Final = 150
"""With more cells than this nobody sees where events are many: they are made coarser."""

_PAD: Final = 10.0
_SMALLEST_CUT: Final = 30.0
_SMALLEST_SHARE: Final = 0.4


@dataclass(frozen=True)
class Story:
    """What is drawn, at any width: the events, their numbers, and the words for them."""

    events: tuple[Event, ...]
    numbers: Mapping[str, int]
    language: Language

    @property
    def is_condensed(self) -> bool:
        """Whether there are too many events to draw each."""
        return len(self.events) > PAGED_ABOVE

    def measure_gap(self, last: int, first: int) -> int:
        """Return the days between what has ended by `last` and what begins on `first` or later.

        Cells reach further than their events: what is said of a cut is true of these.
        """
        end = max(end for _, end in self._solids if end <= last)
        return min(start for start, _ in self._solids if start >= first) - end

    @cached_property
    def _solids(self) -> Sequence[tuple[int, int]]:
        """What each event says of its days: each way to lay the axis asks for it."""
        return list_solids(list_marks(self.events, self.numbers, None))


@dataclass(frozen=True)
class Fitted:
    """Marks and the scale that they are drawn to."""

    marks: tuple[Mark, ...]
    scale: Scale


def fit_marks(
    story: Story, lays: Sequence[Callable[[Sequence[tuple[int, int]]], Scale | None]]
) -> Fitted:
    """Return the marks with the finest cells that fit, and their scale, the first that fits.

    Each of `lays` makes a scale of stretches, or returns None where there is no room for so many.
    """
    sizes = _cell_sizes() if story.is_condensed else [None]
    for months in sizes:
        marks = list_marks(story.events, story.numbers, months)
        if sum(mark.bin is not None for mark in marks) > MOST_CELLS:
            continue
        solids = list_solids(marks)
        stretches = [find_stretches(solids, cuts) for cuts in range(MAX_CUTS, -1, -1)]
        for lay in lays:
            # with as many cuts as there is room for
            scale = next(scale for each in stretches if (scale := lay(each)) is not None)
            if all(_fits(mark, scale) for mark in marks):
                return Fitted(marks, scale)
    raise AssertionError  # cells grow until there is but one


def _cell_sizes() -> Iterator[int]:
    """Yield the sizes of cells in months: a month, a quarter, a year, ten years and so on."""
    yield from (1, 3)
    yield from (12 * 10**power for power in count())


def _fits(mark: Mark, scale: Scale) -> bool:
    if mark.bin is None:
        return True
    length = scale.place(mark.bin.end) - scale.place(mark.bin.start)
    return length >= max(CELL, room_for(str(len(mark.events)), "count") + 4)


def lay_scale(
    stretches: Sequence[tuple[int, int]],
    story: Story,
    start: float,
    length: float,
    *,
    is_across: bool,
) -> Scale | None:
    """Lay stretches along a drawing's axis; None where cuts and their words take too much of it.

    Across, words stand beside each other and decide how long a cut and its sides must be.
    """
    pads, cuts = [_PAD] * len(stretches), [_SMALLEST_CUT] * (len(stretches) - 1)
    if is_across:
        days = sum(last - first for first, last in stretches)
        pads = [_pad_for(stretch, days, story.language) for stretch in stretches]
        cuts = [
            max(room_for(_say_cut(before[1], after[0], story), "cut") + 8, _SMALLEST_CUT)
            for before, after in pairwise(stretches)
        ]
    if cuts and 2 * sum(pads) + sum(cuts) > (1 - _SMALLEST_SHARE) * length:
        return None
    return fit_scale(stretches, start=start, length=length, pads=pads, cuts=cuts)


def _say_cut(last: int, first: int, story: Story) -> str:
    return say_length(story.measure_gap(last, first), story.language)


def _pad_for(stretch: tuple[int, int], days: int, language: Language) -> float:
    """Return the padding of a stretch: a short one still has room for the name of its year."""
    if (stretch[1] - stretch[0]) * 20 > days:
        return _PAD
    return max(room_for(name_year(stretch, language), "year") / 2 + 3, _PAD)
