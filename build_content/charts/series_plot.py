"""Where everything in the drawing of a series stands: axes, marks and labels, at one width."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, NamedTuple

from build_content.charts.measure import text_width
from build_content.charts.series_axes import (
    TEXT_SIZE,
    Extent,
    TimeAxis,
    ValueAxis,
    extent_of,
    is_day,
    list_small_ticks,
    list_time_ticks,
    make_time_axis,
    make_value_axis,
    tell_tick,
)
from build_content.charts.series_boxes import Box
from build_content.charts.series_labels import Ground, Placed, Wanted, place_labels
from build_content.charts.series_marks import Mark, stub_of
from build_content.charts.series_words import (
    LINE_HEIGHT,
    Design,
    LabelLine,
    Statement,
    choose_labelled,
    width_of,
    wrap_label,
)
from build_content.languages import Language
from build_content.model import Point

_TOP, _FOOT, _EDGE, _LEAST = 32.0, 42.0, 16.0, 190.0
_GROWTH: Final = 1.12
_STRICT_ATTEMPTS: Final = 3
_LAST: Final = 8
_REACH: Final = 60
# A mark that would cover another steps aside, by so much at most.
_STEPS_ASIDE: Final = (0, 13, -13, 26, -26, 39, -39)


class Tick(NamedTuple):
    """A tick in place, its text, and for a time where the middle of the text stands."""

    at: float
    text: str
    middle: float = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A label in place: its box and lines, one below the other."""

    placed: Placed
    lines: tuple[LabelLine, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A series laid out. Marks and labels stand in the statements' order; not all have labels."""

    design: Design
    height: float
    value_ticks: tuple[Tick, ...]
    time_ticks: tuple[Tick, ...]
    small_ticks: tuple[float, ...]
    zero: float
    marks: tuple[Mark, ...]
    labels: tuple[Label | None, ...]

    @property
    def has_moved(self) -> bool:
        """Whether a mark stands beside its place, for another is there."""
        return any(mark.aside for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The axes, and where on the drawing they run."""

    values: ValueAxis
    times: TimeAxis
    across: tuple[float, float]
    down: tuple[float, float]

    def x(self, day: float) -> float:
        left, right = self.across
        return left + self.times.share(day) * (right - left)

    def y(self, value: float) -> float:
        top, bottom = self.down
        return bottom - self.values.share(value) * (bottom - top)


def lay_out(statements: Sequence[Statement], design: Design, language: Language) -> Plot:
    """Return the plot of some statements: as low as their labels allow."""
    chosen = choose_labelled(statements, design.most_labels)
    lines = {at: wrap_label(statements[at].label, design.line_width) for at in chosen}
    # Where marks are so many that some have no label anyway, more may go before it grows too tall.
    is_crowded = len(chosen) < len(statements)
    tries = (
        _try(statements, _thin(lines, attempt if is_crowded else 0), design, language, attempt)
        for attempt in count()
    )
    return next(plot for plot in tries if plot is not None)


def _thin(
    lines: Mapping[int, tuple[LabelLine, ...]], attempt: int
) -> Mapping[int, tuple[LabelLine, ...]]:
    """Return the labels to try: after some attempts every second of them, in the end none."""
    if attempt >= _LAST:
        return {}
    return dict(list(lines.items())[:: 2 ** max(0, attempt - _STRICT_ATTEMPTS)])


def _try(
    statements: Sequence[Statement], lines: Mapping[int, tuple[LabelLine, ...]], design: Design,
    language: Language, attempt: int,
) -> Plot | None:  # fmt: skip
    """Return the plot at a height that grows with the attempt; None if labels lack room."""
    height = round(_least_height(lines.values(), design) * _GROWTH**attempt)
    frame = _make_frame(statements, design, height, language)
    marks = _set_marks(statements, frame)
    ticks = tuple(
        Tick(frame.y(float(tick)), tell_tick(tick, language)) for tick in frame.values.ticks
    )
    room = Box(0, 0, design.width, height - _FOOT)
    wanted = [_want(marks[at], own) for at, own in lines.items()]
    placed = place_labels(wanted, _make_ground(room, marks, ticks, attempt))
    if placed is None:
        return None
    labels = dict(zip(lines, map(Label, placed, lines.values()), strict=True))
    times = list_time_ticks(frame.times, frame.across[1] - frame.across[0], language)
    return Plot(
        design,
        height,
        ticks,
        tuple(_set_time_tick(frame.x(tick.day), tick.text, design) for tick in times),
        tuple(frame.x(day) for day in list_small_ticks(frame.times, times)),
        frame.y(0),
        marks,
        tuple(labels.get(at) for at in range(len(statements))),
    )


def _make_ground(room: Box, marks: Sequence[Mark], ticks: Sequence[Tick], attempt: int) -> Ground:
    """Return what labels must keep clear of: marks with their bounds, and the axis."""
    told = [
        Box(0, tick.at - LINE_HEIGHT, text_width(tick.text, TEXT_SIZE), tick.at) for tick in ticks
    ]
    return Ground(
        room,
        [*(box for mark in marks for box in mark.boxes()), *told],
        [mark.core for mark in marks],
        reach=_REACH * 2**attempt,
        # Lines across other things are put up with where more height has not helped.
        strict=attempt < _STRICT_ATTEMPTS,
    )


def _make_frame(
    statements: Sequence[Statement], design: Design, height: float, language: Language
) -> _Frame:
    values, times = _make_axes(statements)
    gutter = max(text_width(tell_tick(tick, language), TEXT_SIZE) for tick in values.ticks)
    across = (gutter + _EDGE, design.width - _EDGE)
    return _Frame(values, times, across, (_TOP, height - _FOOT))


def _set_time_tick(at: float, text: str, design: Design) -> Tick:
    """Return a tick whose text stays inside: moved in by a little, or left out."""
    half = text_width(text, TEXT_SIZE) / 2
    middle = min(max(at, half), design.width - half)
    return Tick(at, text if abs(middle - at) <= TEXT_SIZE else "", middle)


def _make_axes(statements: Sequence[Statement]) -> tuple[ValueAxis, TimeAxis]:
    points = [statement.point for statement in statements]
    told = [value for point in points for value in (point.value, point.low, point.high)]
    values = make_value_axis([value for value in told if value is not None])
    return values, make_time_axis([extent_of(point.date) for point in points])


def _least_height(labels: Collection[Sequence[LabelLine]], design: Design) -> float:
    """Return a height to begin with: at which labels cover a third, which is as dense as reads."""
    area = sum(width_of(lines) * LINE_HEIGHT * len(lines) for lines in labels)
    return _TOP + _FOOT + max(_LEAST + 12 * len(labels), round(3 * area / design.width))


def _want(mark: Mark, lines: Sequence[LabelLine]) -> Wanted:
    boxes = list(mark.boxes())
    whole = mark.core._replace(
        top=min(box.top for box in boxes), bottom=max(box.bottom for box in boxes)
    )
    return Wanted(mark.core, whole, width_of(lines) + 2, LINE_HEIGHT * len(lines))


def _set_marks(statements: Sequence[Statement], frame: _Frame) -> tuple[Mark, ...]:
    """Return the marks in place; one that would cover another stands beside it."""
    marks: list[Mark] = []
    for statement in statements:
        mark = _set_mark(statement, frame)
        cores = [other.core for other in marks]
        moved = (replace(mark, x=mark.x + step, aside=step) for step in _STEPS_ASIDE)
        marks.append(next((each for each in moved if _fits(each, cores, frame)), mark))
    return tuple(marks)


def _fits(mark: Mark, cores: Sequence[Box], frame: _Frame) -> bool:
    left, right = frame.across
    return left <= mark.x <= right and not any(mark.core.meets(core, -2) for core in cores)


def _set_mark(statement: Statement, frame: _Frame) -> Mark:
    point = statement.point
    extent = extent_of(point.date)
    left, right = _set_extent(extent, frame)
    is_unsure = point.date.is_approximate or point.date.is_uncertain
    x, y = (left + right) / 2, frame.y(point.value)
    ends: tuple[float, float] | tuple[None, None] = (left, right)
    if is_day(point.date):
        ends = stub_of(x) if is_unsure else (None, None)
    low, high = _set_range(point, frame)
    return Mark(
        x=x,
        y=y,
        shape=statement.shape,
        bound=point.bound,
        left=ends[0],
        right=ends[1],
        opens_left=extent.start is None,
        opens_right=extent.end is None,
        dashed=is_unsure,
        low=low,
        high=high,
    )


def _set_extent(extent: Extent, frame: _Frame) -> tuple[float, float]:
    """Return the ends of a date; an open one runs to the end of the axis."""
    left, right = frame.across
    return (
        left if extent.start is None else frame.x(extent.start),
        right if extent.end is None else frame.x(extent.end),
    )


def _set_range(point: Point, frame: _Frame) -> tuple[float | None, float | None]:
    """Return the heights between which the number lies; the number is an end where one lacks."""
    if point.low is None and point.high is None:
        return None, None
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    return frame.y(low), frame.y(high)
