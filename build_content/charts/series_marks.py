"""The mark of one statement: a shape for its speaker, and what was said of bounds and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from build_content.charts.series_boxes import Box
from build_content.model.records import Bound

RADIUS: Final = 5.5
RING: Final = 9.0
ARROW: Final = 20.0
_STUB: Final = 13.0
_CAP: Final = 4.0
# Filled and hollow in turn, so that neighbours differ most; no hollow circle, for "about" is a
# ring. The last is for all speakers for whom no shape is left.
_SQUARE, _TRIANGLE = "M-5-5H5V5H-5Z", "M0-6L6 5H-6Z"
_DIAMOND, _TIP = "M0-6.5L6.5 0 0 6.5-6.5 0Z", "M0 6L6-5H-6Z"
SHAPES: Final = (
    ("filled", "M-5.5 0A5.5 5.5 0 1 0 5.5 0 5.5 5.5 0 1 0-5.5 0Z"),
    ("hollow", _SQUARE),
    ("filled", _TRIANGLE),
    ("hollow", _DIAMOND),
    ("filled", _SQUARE),
    ("hollow", _TRIANGLE),
    ("filled", _DIAMOND),
    ("hollow", _TIP),
    ("filled", _TIP),
    ("filled", "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z"),
    ("filled", "M-3 0A3 3 0 1 0 3 0 3 3 0 1 0-3 0Z"),
)
SHARED: Final = len(SHAPES) - 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in place. `left` and `right` are the ends of its date where that is no single day.

    An end that is open has an arrow. `low` and `high` are the heights of a stated range. `aside`
    is how far `x` is from where the mark belongs, for another stands there.
    """

    x: float
    y: float
    shape: int
    bound: Bound = "exact"
    left: float | None = None
    right: float | None = None
    opens_left: bool = False
    opens_right: bool = False
    dashed: bool = False
    low: float | None = None
    high: float | None = None
    aside: float = 0

    @property
    def core(self) -> Box:
        """The box of the shape, with its ring if it has one."""
        half = RING + 1 if self.bound == "about" else RADIUS + 1.5
        return Box(self.x - half, self.y - half, self.x + half, self.y + half)

    def boxes(self) -> Iterator[Box]:
        """Yield the boxes of all that is drawn."""
        yield self.core
        if self.bound == "at-least":
            yield Box(self.x - 5, self.y - ARROW, self.x + 5, self.y)
        if self.bound == "at-most":
            yield Box(self.x - 5, self.y, self.x + 5, self.y + ARROW)
        if self.low is not None and self.high is not None:
            yield Box(self.x - 5, self.high - 1, self.x + 5, self.low + 1)
        if self.left is not None and self.right is not None:
            yield Box(self.left, self.y - 8, self.right, self.y + 8)


def draw_mark(mark: Mark) -> str:
    """Return a mark as SVG."""
    return "".join(_draw_parts(mark))


def _draw_parts(mark: Mark) -> Iterator[str]:
    x, y = mark.x, mark.y
    if mark.left is not None and mark.right is not None:
        yield _draw_extent(mark, mark.left, mark.right)
    if mark.low is not None and mark.high is not None:
        yield (
            f'<path class="range" d="M{x - _CAP:.1f} {mark.high:.1f}h{2 * _CAP:g}m{-_CAP:g} 0'
            f'V{mark.low:.1f}m{-_CAP:g} 0h{2 * _CAP:g}"/>'
        )
    if mark.bound in ("at-least", "at-most"):
        sign = -1 if mark.bound == "at-least" else 1
        yield (
            f'<path class="arrow" d="M{x:.1f} {y + sign * RADIUS:.1f}v{sign * (ARROW - RADIUS):g}'
            f'm-4 {-sign * 5}l4 {sign * 5} 4 {-sign * 5}"/>'
        )
    style, path = SHAPES[mark.shape]
    yield f'<path class="shape {style}" transform="translate({x:.1f} {y:.1f})" d="{path}"/>'
    if mark.bound == "about":
        yield f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{RING:g}"/>'


def _draw_extent(mark: Mark, left: float, right: float) -> str:
    """Return the stretch of time that a date covers: with an arrow or an end at each side."""
    style = "extent dashed" if mark.dashed else "extent"
    ends = (
        "l4-4m-4 4l4 4" if mark.opens_left else "m0-7v14",
        "l-4-4m4 4l-4 4" if mark.opens_right else "m0-7v14",
    )
    return (
        f'<path class="{style}" d="M{left:.1f} {mark.y:.1f}H{right:.1f}"/>'
        f'<path class="extent" d="M{left:.1f} {mark.y:.1f}{ends[0]}M{right:.1f} {mark.y:.1f}'
        f'{ends[1]}"/>'
    )


def stub_of(x: float) -> tuple[float, float]:
    """Return a short stretch about a day, on which a dash can show that the day is not sure."""
    return x - _STUB, x + _STUB
