"""Putting labels where no two meet: always the same way, and always with success."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from build_content.charts.svg import Box, Label


class Strip(NamedTuple):
    """What an item takes of rows: from `row` on, so many `rows`, between two places."""

    row: int
    rows: int
    start: float
    end: float


class Rows:
    """Rows of a lane that are filled as items come; there is always one more row below."""

    def __init__(self) -> None:
        self._taken: list[list[tuple[float, float]]] = []

    @property
    def count(self) -> int:
        """How many rows are in use."""
        return len(self._taken)

    def place(self, options: Sequence[Sequence[Strip]]) -> tuple[int, int]:
        """Take the first row from which one of the options is free; return (option, row)."""
        for row in count():
            for at, strips in enumerate(options):
                if all(self._is_free(strip, row) for strip in strips):
                    self._take(strips, row)
                    return at, row
        raise AssertionError  # rows do not end

    def _is_free(self, strip: Strip, top: int) -> bool:
        first = top + strip.row
        return all(
            strip.end <= start or end <= strip.start
            for row in self._taken[first : first + strip.rows]
            for start, end in row
        )

    def _take(self, strips: Iterable[Strip], top: int) -> None:
        for strip in strips:
            last = top + strip.row + strip.rows
            self._taken.extend([] for _ in range(last - len(self._taken)))
            for row in self._taken[top + strip.row : last]:
                row.append((strip.start, strip.end))


def keep_apart(labels: Iterable[Label], others: Iterable[Label] = ()) -> Iterator[Label]:
    """Yield the labels, the first first, leaving out each that meets one that stands already."""
    taken: list[Box] = [label.box for label in others]
    for label in labels:
        if not any(label.box.meets(box) for box in taken):
            taken.append(label.box)
            yield label


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return starts for items in order that do not overlap, each as near as may be to its wish.

    Items that would overlap move together, to where their wishes are met best on average (pool
    adjacent violators). They stay between low and high, which must have room for all.
    """
    blocks: list[list[float]] = []  # each: items, their size, the sum of wishes for its start
    for wish, size in zip(wanted, sizes, strict=True):
        blocks.append([1, size, wish])
        while len(blocks) > 1 and _end(blocks[-2]) > blocks[-1][2] / blocks[-1][0]:
            items, more, wishes = blocks.pop()
            last = blocks[-1]
            blocks[-1] = [last[0] + items, last[1] + more, last[2] + wishes - items * last[1]]
    return _unroll(blocks, sizes, low, high)


def _end(block: Sequence[float]) -> float:
    return block[2] / block[0] + block[1]


def _unroll(
    blocks: Sequence[Sequence[float]], sizes: Sequence[float], low: float, high: float
) -> list[float]:
    """Return the start of each item, moved inside the bounds."""
    starts: list[float] = []
    for items, _, wishes in blocks:
        at = wishes / items
        for _ in range(int(items)):
            at = max(at, low)
            starts.append(at)
            at += sizes[len(starts) - 1]
            low = at
    for at in reversed(range(len(starts))):
        starts[at] = min(starts[at], high - sizes[at])
        high = starts[at]
    return starts
