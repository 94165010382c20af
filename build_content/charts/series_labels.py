"""Labels beside marks: where each stands, so that no two boxes meet and none leaves the drawing.

Each label takes the first place that is free: beside its mark, else further off with a line that
leads back. Several orders are tried and the tidiest kept. Where there is no room at all, the
drawing grows: a taller one always has a free strip in the end, which is why this ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice, tee
from math import hypot
from typing import Final, Literal

from build_content.charts.series_boxes import Box, Line

Align = Literal["start", "middle", "end"]
_BESIDE: Final = 5.0
_APART: Final = 5.0
_CLEAR: Final = 8.0
_ROUNDS: Final = 6
_NET: Final = 14
"""How far apart the places are that are tried away from a mark."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that is to be placed: its own width and height, and the boxes of its mark.

    `mark` is that of the shape, `whole` that of all that is drawn for it.
    """

    mark: Box
    whole: Box
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the mark."""
        return (self.mark.left + self.mark.right) / 2, (self.mark.top + self.mark.bottom) / 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in place: its box, the side its text is flush with, and a line back if need be."""

    box: Box
    align: Align
    leader: Line | None = None
    distance: float = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What labels are placed on: the area, what may not be covered, and the shapes of marks.

    `strict` tells whether lines may not run across labels, marks or each other, and labels keep
    clear of marks of others; `reach` how many places away from its mark are tried for a label.
    """

    area: Box
    taken: Sequence[Box]
    shapes: Sequence[Box]
    reach: int
    strict: bool = True


def place_labels(wanted: Sequence[Wanted], ground: Ground) -> tuple[Placed, ...] | None:
    """Return a place for each label, in the order given; None where there is no room."""
    # most places are never looked at, so they are found as they are asked for, but once only
    choices = [tee(_list_choices(each, ground), 1)[0] for each in wanted]
    best: tuple[Placed, ...] = ()
    for order in _list_orders(wanted):
        found = _improve(choices, order, strict=ground.strict)
        if found and (not best or _untidiness(found) < _untidiness(best)):
            best = found
        if best and not any(label.leader for label in best):
            break
    return best if best or not wanted else None


def _improve(
    choices: Sequence[Iterator[Placed]], order: Sequence[int], *, strict: bool
) -> tuple[Placed, ...]:
    """Return the tidiest of some rounds: labels that were driven off choose first in the next."""
    best: tuple[Placed, ...] = ()
    for _ in range(_ROUNDS):
        placed = _place_in_order(choices, order, strict=strict)
        driven_off = [at for at in order if at not in placed or placed[at].leader]
        if len(placed) == len(order):
            found = tuple(placed[at] for at in sorted(placed))
            best = min(best or found, found, key=_untidiness)
        again = [*driven_off, *(at for at in order if at not in driven_off)]
        if again == order:
            break
        order = again
    return best


def _untidiness(placed: Sequence[Placed]) -> float:
    """Return how far labels stand from their marks in all; each line back counts for more."""
    return sum(label.distance + (40 if label.leader else 0) for label in placed)


def _list_orders(wanted: Sequence[Wanted]) -> Iterator[list[int]]:
    """Yield orders to try: as given, backwards, from the top, and the most crowded first."""
    forth = list(range(len(wanted)))
    yield forth
    yield forth[::-1]
    yield sorted(forth, key=lambda at: wanted[at].mark.top)
    yield sorted(forth, key=lambda at: -_count_near(wanted, at))


def _count_near(wanted: Sequence[Wanted], at: int) -> int:
    x, y = wanted[at].middle
    near = Box(x - 90, y - 45, x + 90, y + 45)
    return sum(near.meets(other.mark) for other in wanted)


def _place_in_order(
    choices: Sequence[Iterator[Placed]], order: Sequence[int], *, strict: bool
) -> dict[int, Placed]:
    """Return the first free place for each label in its turn, but for those that find none.

    `choices` are heads of `tee`: a copy yields the same places again, and leaves the head there.
    """
    placed: dict[int, Placed] = {}
    for at in order:
        others = list(placed.values())
        fits = (place for place in copy(choices[at]) if _is_free(place, others, strict=strict))
        found = next(fits, None)
        if found is not None:
            placed[at] = found
    return placed


def _is_free(place: Placed, others: Sequence[Placed], *, strict: bool) -> bool:
    """Tell whether a place meets no other label, and no line back runs across another thing."""
    box, line = place.box, place.leader
    for other in others:  # no `any`: most is ruled out by the first or second, thousands of times
        if box.meets(other.box, _APART):
            return False
        if strict and other.leader and other.leader.crosses(box):
            return False
    if line is None or not strict:
        return True
    return not any(
        line.crosses(other.box) or (other.leader and line.meets(other.leader)) for other in others
    )


def _list_choices(wanted: Wanted, ground: Ground) -> Iterator[Placed]:
    """Yield the places for a label that cover nothing but, perhaps, other labels; best first."""
    for place in _list_beside(wanted):
        if ground.area.holds(place.box) and not any(
            place.box.meets(box, 1) for box in ground.taken
        ):
            yield place
    yield from islice(_list_away(wanted, ground), ground.reach)


def _list_beside(wanted: Wanted) -> Iterator[Placed]:
    """Yield the places that need no line: right, left, above, below, then the corners."""
    mark, width, height = wanted.mark, wanted.width, wanted.height
    x, y = wanted.middle
    right, left = mark.right + _BESIDE, mark.left - _BESIDE - width
    above, below = wanted.whole.top - height - 1, wanted.whole.bottom + 1
    corners: tuple[tuple[float, float, Align], ...] = (
        (right, y - height / 2, "start"),
        (left, y - height / 2, "end"),
        (x - width / 2, above, "middle"),
        (x - width / 2, below, "middle"),
        (right, y - height + 7, "start"),
        (right, y - 7, "start"),
        (left, y - height + 7, "end"),
        (left, y - 7, "end"),
        (x - 6, above, "start"),
        (x - 6, below, "start"),
        (x - width + 6, above, "end"),
        (x - width + 6, below, "end"),
    )
    for at, (across, down, align) in enumerate(corners):
        yield Placed(Box(across, down, across + width, down + height), align, None, at)


def _list_away(wanted: Wanted, ground: Ground) -> Iterator[Placed]:
    """Yield the open places of a net over the area, nearest to the mark first."""
    x, y = wanted.middle
    places = []
    for left, top in _list_open(wanted, ground):
        box = Box(left, top, left + wanted.width, top + wanted.height)
        across, down = box.nearest(x, y)
        places.append((hypot(x - across, y - down), box))
    for distance, box in sorted(places):
        place = _lead_back(wanted, box, distance)
        if not ground.strict or not _crosses_any(place.leader, ground.shapes):
            yield place


def _list_open(wanted: Wanted, ground: Ground) -> Iterator[tuple[float, float]]:
    """Yield the corners, left and top, of the places of the net at which a label covers nothing.

    Each box takes a rectangle out of the net: a run of bits out of some rows.
    """
    area = ground.area
    lefts = _list_starts(area.left, area.right - wanted.width)
    tops = _list_starts(area.top, area.bottom - wanted.height)
    rows = [(1 << len(lefts)) - 1] * len(tops)
    for box, gap in _list_kept_clear(ground):
        first = bisect_right(lefts, box.left - gap - wanted.width)
        last = bisect_left(lefts, box.right + gap)
        cut = (1 << last) - (1 << first) if first < last else 0
        upper = bisect_right(tops, box.top - gap - wanted.height)
        for row in range(upper, bisect_left(tops, box.bottom + gap)):
            rows[row] &= ~cut
    for top, row in zip(tops, rows, strict=True):
        yield from ((left, top) for at, left in enumerate(lefts) if row >> at & 1)


def _list_starts(first: float, last: float) -> list[float]:
    """Return where the net has places along one axis."""
    return [first + at * _NET for at in range(int((last - first) // _NET) + 1)]


def _list_kept_clear(ground: Ground) -> Iterator[tuple[Box, float]]:
    """Yield what a label away from its mark may not meet, and how near it may come."""
    yield from ((box, 1) for box in ground.taken)
    if ground.strict:  # well clear of others' marks, or it would seem to be theirs
        yield from ((shape, _CLEAR) for shape in ground.shapes)


def _crosses_any(line: Line | None, boxes: Sequence[Box]) -> bool:
    return line is not None and any(line.crosses(box) for box in boxes)


def _lead_back(wanted: Wanted, box: Box, distance: float) -> Placed:
    """Return a label that stands away from its mark, with the line between them."""
    x, y = wanted.middle
    align: Align = "start" if box.left > x else "end" if box.right < x else "middle"
    end = Box(box.left - 3, box.top - 3, box.right + 3, box.bottom + 3).nearest(x, y)
    start = wanted.mark.edge_towards(*end)
    return Placed(box, align, Line(*start, *end), distance)
