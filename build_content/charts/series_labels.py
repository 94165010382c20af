"""Labels beside marks: where each stands, so that no two boxes meet and none leaves the drawing.

Each label takes the first place that is free: beside its mark, else further off with a line that
leads back. Several orders are tried and the tidiest kept. Where there is no room at all, the
drawing grows: a taller one always has a free strip in the end, which is why this ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
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
    choices = [_list_choices(each, ground) for each in wanted]
    best: tuple[Placed, ...] = ()
    for order in _list_orders(wanted):
        found = _improve(choices, order, strict=ground.strict)
        if found and (not best or _untidiness(found) < _untidiness(best)):
            best = found
        if best and not any(label.leader for label in best):
            break
    return best if best or not wanted else None


def _improve(
    choices: Sequence[Sequence[Placed]], order: Sequence[int], *, strict: bool
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
    choices: Sequence[Sequence[Placed]], order: Sequence[int], *, strict: bool
) -> dict[int, Placed]:
    """Return the first free place for each label in its turn, but for those that find none."""
    placed: dict[int, Placed] = {}
    for at in order:
        others = list(placed.values())
        fits = (place for place in choices[at] if _is_free(place, others, strict=strict))
        found = next(fits, None)
        if found is not None:
            placed[at] = found
    return placed


def _is_free(place: Placed, others: Sequence[Placed], *, strict: bool) -> bool:
    """Tell whether a place meets no other label, and no line back runs across another thing."""
    if any(place.box.meets(other.box, _APART) for other in others):
        return False
    if not strict:
        return True
    if any(other.leader and other.leader.crosses(place.box) for other in others):
        return False
    line = place.leader
    return line is None or not any(
        line.crosses(other.box) or (other.leader and line.meets(other.leader)) for other in others
    )


def _list_choices(wanted: Wanted, ground: Ground) -> tuple[Placed, ...]:
    """Return the places for a label that cover nothing but, perhaps, other labels; best first."""
    beside = (place for place in _list_beside(wanted) if _is_open(place, ground))
    away = (place for place in _list_away(wanted, ground.area) if _is_open(place, ground))
    return (*beside, *islice(away, ground.reach))


def _is_open(place: Placed, ground: Ground) -> bool:
    box, line = place.box, place.leader
    if not ground.area.holds(box) or any(box.meets(taken, 1) for taken in ground.taken):
        return False
    # a label away from its mark keeps well clear of others' marks, or it would seem to be theirs
    return (
        line is None
        or not ground.strict
        or not any(line.crosses(shape) or box.meets(shape, _CLEAR) for shape in ground.shapes)
    )


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


def _list_away(wanted: Wanted, area: Box) -> Iterator[Placed]:
    """Yield the places of a net over the area, nearest to the mark first."""
    x, y = wanted.middle
    columns = int((area.right - area.left - wanted.width) // _NET) + 1
    rows = int((area.bottom - area.top - wanted.height) // _NET) + 1
    boxes = (
        Box(left, top, left + wanted.width, top + wanted.height)
        for top in (area.top + row * _NET for row in range(rows))
        for left in (area.left + column * _NET for column in range(columns))
    )
    spread = sorted(
        (hypot(x - near[0], y - near[1]), box) for box in boxes for near in [box.nearest(x, y)]
    )
    for distance, box in spread:
        yield _lead_back(wanted, box, distance)


def _lead_back(wanted: Wanted, box: Box, distance: float) -> Placed:
    """Return a label that stands away from its mark, with the line between them."""
    x, y = wanted.middle
    align: Align = "start" if box.left > x else "end" if box.right < x else "middle"
    end = Box(box.left - 3, box.top - 3, box.right + 3, box.bottom + 3).nearest(x, y)
    start = wanted.mark.edge_towards(*end)
    return Placed(box, align, Line(*start, *end), distance)
