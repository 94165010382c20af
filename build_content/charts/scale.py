"""A uniform scale of time whose long empty stretches are cut out, visibly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final, Protocol

MAX_CUTS: Final = 4
# A gap is cut where it would take at least two fifths of what is then left of the axis, and is
# so much longer than the longest gap that stays that nobody takes the two for alike.
_SHARE: Final = 2 / 3
_JUMP: Final = 4
# A day is never drawn wider than this: a single week need not fill the page.
_WIDEST_DAY: Final = 24.0


class Axis(Protocol):
    """Where days are drawn: all that a mark must know of a scale."""

    def place(self, day: float) -> float:
        """Return where a day's beginning is drawn."""
        ...

    def pieces(self, start: float, end: float) -> list[tuple[float, float]]:
        """Return what is drawn between two places."""
        ...


@dataclass(frozen=True)
class Stretch:
    """Days drawn at one scale, from `first` to `last` (a boundary), and where they are drawn."""

    first: int
    last: int
    at: float = 0
    length: float = 0
    pad: float = 0

    @property
    def end(self) -> float:
        """Where its drawing ends, padding included."""
        return self.at + self.length

    def place(self, day: float) -> float:
        """Return where a day's beginning is drawn."""
        inner = self.length - 2 * self.pad
        return self.at + self.pad + inner * (day - self.first) / (self.last - self.first)


@dataclass(frozen=True)
class Scale:
    """Where days are drawn, along the axis of time, in px; stretches in order, cuts between."""

    stretches: tuple[Stretch, ...]

    @property
    def cuts(self) -> Iterator[tuple[Stretch, Stretch]]:
        """The stretches on either side of each cut."""
        return pairwise(self.stretches)

    @property
    def px_a_day(self) -> float:
        """How long a day is drawn: the same everywhere."""
        first = self.stretches[0]
        return (first.length - 2 * first.pad) / (first.last - first.first)

    def place(self, day: float) -> float:
        """Return where a day's beginning is drawn; what was cut out lies at the cut's end."""
        for stretch in self.stretches:
            if day <= stretch.last:
                return stretch.place(max(day, stretch.first))
        return self.stretches[-1].place(self.stretches[-1].last)

    def pieces(self, start: float, end: float) -> list[tuple[float, float]]:
        """Return what is drawn between two places on the axis: nothing within a cut."""
        found = [
            (max(start, stretch.at), min(end, stretch.end))
            for stretch in self.stretches
            if stretch.at < end and start < stretch.end
        ]
        return found or [(start, end)]


def find_stretches(
    solids: Sequence[tuple[int, int]], most: int = MAX_CUTS
) -> list[tuple[int, int]]:
    """Return the stretches that stay when the longest gaps are cut.

    `solids` are stretches of days that must be shown, each once, in order. A bar that runs through
    a gap between them is cut with it.
    """
    ends = list(accumulate((end for _, end in solids), max))
    gaps = [max(start - end, 0) for end, (start, _) in zip(ends, solids[1:], strict=False)]
    longest = sorted(range(len(gaps)), key=lambda at: (-gaps[at], at))
    shown = ends[-1] - solids[0][0] - sum(gaps)
    cuts = sorted(longest[: _count_cuts([gaps[at] for at in longest], shown, most)])
    starts = [solids[0][0], *(solids[at + 1][0] for at in cuts)]
    return list(zip(starts, [*(ends[at] for at in cuts), ends[-1]], strict=True))


def _count_cuts(gaps: Sequence[int], shown: int, most: int) -> int:
    """Return how many of the gaps, longest first, are cut; `shown` is what is no gap.

    One gap at least stays, if only between days that touch: else events that are evenly far apart
    would all stand alone.
    """
    left = list(accumulate(reversed(gaps), initial=shown))[::-1]
    fitting = (
        count
        for count in range(1, min(most, len(gaps) - 1) + 1)
        if gaps[count - 1] >= max(_SHARE * left[count], _JUMP * gaps[count])
    )
    return max(fitting, default=0)


def fit_scale(
    stretches: Sequence[tuple[int, int]],
    *,
    start: float,
    length: float,
    pads: Sequence[float],
    cuts: Sequence[float],
) -> Scale:
    """Lay stretches along an axis: each with its padding at both ends, cuts of given sizes.

    `pads` has a number for each stretch, `cuts` one for each place between two.
    """
    days = sum(last - first for first, last in stretches)
    room = length - 2 * sum(pads) - sum(cuts)
    px_a_day = min(room / days, _WIDEST_DAY)
    at = start + (room - px_a_day * days) / 2
    placed = []
    for (first, last), pad, cut in zip(stretches, pads, [*cuts, 0.0], strict=True):
        size = px_a_day * (last - first) + 2 * pad
        placed.append(Stretch(first, last, at, size, pad))
        at += size + cut
    return Scale(tuple(placed))
