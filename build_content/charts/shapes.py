"""The form of a mark tells its date: a point for a day, a block for a month or a year, a bar.

An interval is the forms of its two sides with a line between. Where a side is open the line ends
in an arrow, where nobody knows it in three dots. Edges are dashed where a side is approximate or
uncertain. What is not established is hollow; what somebody denies is struck through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.charts.calendar import day_number
from build_content.charts.marks import Mark
from build_content.charts.scale import Axis
from build_content.charts.svg import write_number
from build_content.dates import Missing, Point

_ARROW: Final = 7.0
_DOTS: Final = (4.0, 8.5, 13.0)
_SHORTEST: Final = 6.0
Paths = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pen:
    """Writes paths along time and across it: time runs right, or down where it is not `across`.

    `radius` is half a mark's size.
    """

    is_across: bool
    radius: float = 4.0

    def box(self, start: float, end: float, middle: float, half: float) -> str:
        """Return a rectangle from start to end of time, around the middle."""
        left, top, width, height = start, middle - half, end - start, 2 * half
        if not self.is_across:
            left, top, width, height = top, left, height, width
        across, down = write_number(width), write_number(height)
        return f"{self.move(left, top)}h{across}v{down}h-{across}z"

    def line(self, points: Sequence[tuple[float, float]]) -> str:
        """Return a line through points given as (time, across)."""
        placed = (point if self.is_across else point[::-1] for point in points)
        return "M" + "L".join(f"{write_number(x)} {write_number(y)}" for x, y in placed)

    def pill(self, start: float, end: float, middle: float) -> str:
        """Return a rounded bar between two centres; a circle where they are the same."""
        r, length = write_number(self.radius), write_number(end - start)
        if self.is_across:
            turn = f"a{r} {r} 0 0 1 0 {write_number(2 * self.radius)}"
            back = f"a{r} {r} 0 0 1 0-{write_number(2 * self.radius)}"
            there, again = (f"h{length}", f"h-{length}") if end > start else ("", "")
            return f"{self.move(start, middle - self.radius)}{there}{turn}{again}{back}z"
        turn = f"a{r} {r} 0 0 1-{write_number(2 * self.radius)} 0"
        back = f"a{r} {r} 0 0 1 {write_number(2 * self.radius)} 0"
        there, again = (f"v{length}", f"v-{length}") if end > start else ("", "")
        return f"{self.move(middle + self.radius, start)}{there}{turn}{again}{back}z"

    def move(self, x: float, y: float) -> str:
        """Return the beginning of a path."""
        return f"M{write_number(x)} {write_number(y)}"


@dataclass(frozen=True)
class Form:
    """What a date's side, or the line between two, looks like: centres or ends along time."""

    start: float
    end: float
    kind: str
    is_dashed: bool = False

    def reach(self, pen: Pen) -> tuple[float, float]:
        """Return the first and last place that it covers."""
        more = pen.radius if self.kind == "pill" else 0
        return self.start - more, self.end + more


def list_forms(mark: Mark, scale: Axis, pen: Pen, edges: tuple[float, float]) -> list[Form]:
    """Return the forms that a mark of one date is drawn with; `edges` are the axis' ends."""
    date = mark.event.date
    if not date.is_interval:
        assert isinstance(date.start, Point)
        return [_form_of(date.start, scale)]
    sides = [_form_of(point, scale) for point in date.points]
    if len(sides) == 2:
        return _join(sides[0], sides[1], pen)
    low, high = sides[0].reach(pen)
    if date.start is Missing.OPEN:
        return [Form(edges[0], low, "back"), *sides]
    if date.end is Missing.OPEN:
        return [*sides, Form(high, edges[1], "on")]
    if date.start is Missing.UNKNOWN:
        return [Form(low - _DOTS[-1] - 1, low, "lost-back"), *sides]
    return [*sides, Form(high, high + _DOTS[-1] + 1, "lost-on")]


def draw_forms(mark: Mark, forms: Sequence[Form], scale: Axis, pen: Pen, middle: float) -> Paths:
    """Return a mark's paths around a middle across time."""
    base = "h" if mark.is_hollow else "s"
    drawn: dict[str, list[str]] = {}
    for form in forms:
        kind = "s" if form.kind.startswith("lost") else base
        kind = f"{kind} d" if form.is_dashed else kind
        drawn.setdefault(kind, []).extend(draw_form(form, scale, pen, middle))
    paths = tuple((kind, "".join(parts)) for kind, parts in drawn.items())
    return (*paths, ("x", strike(forms, pen, middle))) if mark.is_contested else paths


def _form_of(point: Point, scale: Axis) -> Form:
    first, last = day_number(point.earliest), day_number(point.latest) + 1
    dashed = bool(point.qualifier)
    if point.precision == "day":
        centre = scale.place((first + last) / 2)
        return Form(centre, centre, "pill", dashed)
    start, end = scale.place(first), scale.place(last)
    lacking = max(_SHORTEST - (end - start), 0) / 2
    return Form(start - lacking, end + lacking, "block", dashed)


def _join(first: Form, last: Form, pen: Pen) -> list[Form]:
    """Return two forms with a line between; two points that would touch become one pill."""
    low, high = first.reach(pen)[1], last.reach(pen)[0]
    if high > low:
        return [first, Form(low, high, "line"), last]
    if first.kind == last.kind and first.is_dashed == last.is_dashed:
        return [Form(first.start, max(last.end, first.end), first.kind, first.is_dashed)]
    return [first, last]


def draw_form(form: Form, scale: Axis, pen: Pen, middle: float) -> Iterator[str]:
    """Yield a form's path data around a middle across time."""
    if form.kind == "pill":
        yield pen.pill(form.start, form.end, middle)
    elif form.kind == "block":
        for start, end in scale.pieces(form.start, form.end):
            yield pen.box(start, end, middle, pen.radius + 1)
    elif form.kind == "line":
        yield from _draw_line(form.start, form.end, scale, pen, middle)
    elif form.kind in ("on", "back"):
        yield from _draw_arrow(form, scale, pen, middle)
    else:
        at, sign = (form.start, 1) if form.kind == "lost-on" else (form.end, -1)
        for step in _DOTS:
            yield pen.box(at + sign * step - 1, at + sign * step + 1, middle, 1)


def _draw_line(start: float, end: float, scale: Axis, pen: Pen, middle: float) -> Iterator[str]:
    for first, last in scale.pieces(start, end):
        yield pen.box(first, last, middle, pen.radius * 0.4)


def _draw_arrow(form: Form, scale: Axis, pen: Pen, middle: float) -> Iterator[str]:
    """Draw a line to the end of the axis, or back to its beginning, with a head there."""
    tip, sign = (form.end, -1) if form.kind == "on" else (form.start, 1)
    neck = tip + sign * _ARROW
    low, high = (form.start, neck) if form.kind == "on" else (neck, form.end)
    if low < high:
        yield from _draw_line(low, high, scale, pen, middle)
    half = pen.radius + 1
    yield pen.line([(neck, middle - half), (tip, middle), (neck, middle + half)]) + "z"


def strike(forms: Sequence[Form], pen: Pen, middle: float) -> str:
    """Return a stroke through a mark's first form, longer than the form is wide."""
    form = next(form for form in forms if form.kind in ("pill", "block"))
    half = pen.radius + 2
    at = min((form.start + form.end) / 2, form.start + 2 * half)
    return pen.line([(at - half, middle + half), (at + half, middle - half)])
