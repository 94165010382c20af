"""The drawing where there is room: time runs right, lanes lie below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from build_content.charts.axis import Tick, list_ticks, say_length
from build_content.charts.cells import draw_cell, largest_count
from build_content.charts.fitting import Fitted, Story, fit_marks, lay_scale
from build_content.charts.marks import Mark
from build_content.charts.measure import shorten_text
from build_content.charts.placing import Rows, Strip, keep_apart
from build_content.charts.scale import Scale
from build_content.charts.shapes import Form, Pen, draw_forms, list_forms
from build_content.charts.svg import STYLES, Anchor, Drawing, Label, Link, room_for, write_number
from build_content.charts.titles import count_lines, style_of, tell_lines
from build_content.model import Lane

_AXIS: Final = 36.0
_NAME: Final = 22.0
_STRIP: Final = 22.0
_CELL_HEIGHT: Final = 18.0
_ROW: Final = 16.0
_LANE_END: Final = 8.0
_GAP: Final = 5.0
# A mark longer than this has its title below it, not behind it.
_LONG: Final = 60.0
_TITLE_SHARE: Final = 0.22
_PEN: Final = Pen(is_across=True)
_Paths = tuple[tuple[str, str], ...]


def draw_across(story: Story, lanes: Sequence[Lane], name: str, width: float) -> Drawing:
    """Return the drawing at a width in px; it is as high as its lanes need."""

    def lay(stretches: Sequence[tuple[int, int]]) -> Scale | None:
        return lay_scale(stretches, story, 0, width, is_across=True)

    fitted = fit_marks(story, [lay])
    drawn: list[_LaneDrawing] = []
    top = _AXIS
    for lane in lanes:
        drawn.append(_draw_lane(story, fitted, lane, top, width))
        top = drawn[-1].bottom
    labels, rules = _draw_axis(story, fitted.scale, top, width)
    hairlines = "".join(
        f"M{write_number(start)} {write_number(at)}H{write_number(end)}"
        for at in [*(each.top for each in drawn), top]
        for start, end in fitted.scale.pieces(0, width)
    )
    links = [link for each in drawn for link in each.links]
    return Drawing(
        name,
        width,
        top,
        (*rules, ("lane", hairlines)),
        (*labels, *(each.name for each in drawn)),
        tuple(sorted(links, key=lambda link: link.mark.numbers)),
    )


@dataclass(frozen=True)
class _LaneDrawing:
    top: float
    bottom: float
    name: Label
    links: tuple[Link, ...]


@dataclass(frozen=True)
class _Item:
    """A mark that is no cell, before it has a row: its forms, its reach in time, its text."""

    mark: Mark
    forms: tuple[Form, ...]
    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        """How wide its text is."""
        return max((room_for(line, style_of(self.mark)) for line in self.lines), default=0)


def _draw_lane(story: Story, fitted: Fitted, lane: Lane, top: float, width: float) -> _LaneDrawing:
    """Return a lane: its name, its strip of cells if it has any, and rows of other marks."""
    marks = [mark for mark in fitted.marks if mark.lane == lane.id]
    largest = largest_count(fitted.marks)
    cells = [_draw_cell(mark, fitted.scale, top + _NAME, largest) for mark in marks if mark.bin]
    first_row = top + _NAME + (_STRIP if cells else 0)
    rows = Rows()
    items = [
        _place(_make_item(story, fitted, mark, width), rows, fitted.scale, first_row, width)
        for mark in marks
        if not mark.bin
    ]
    size, weight = STYLES["name"]
    name = Label(shorten_text(lane.name, size, width, weight), 0, top + 17, "name")
    bottom = first_row + rows.count * _ROW + _LANE_END
    return _LaneDrawing(top, bottom, name, (*cells, *items))


def _draw_cell(mark: Mark, scale: Scale, top: float, largest: int) -> Link:
    assert mark.bin
    start, end = scale.place(mark.bin.start) + 0.5, scale.place(mark.bin.end) - 0.5
    middle = top + _CELL_HEIGHT / 2
    path = _PEN.box(start, end, middle, _CELL_HEIGHT / 2)
    return draw_cell(mark, path, ((start + end) / 2, middle), largest)


def _make_item(story: Story, fitted: Fitted, mark: Mark, width: float) -> _Item:
    forms = list_forms(mark, fitted.scale, _PEN, (0, width))
    reaches = [form.reach(_PEN) for form in forms]
    lines = tell_lines(
        mark,
        max(_TITLE_SHARE * width, 150),
        count_lines(fitted.marks),
        is_condensed=story.is_condensed,
    )
    starts, ends = zip(*reaches, strict=True)
    return _Item(mark, tuple(forms), min(starts), max(ends), lines)


def _place(item: _Item, rows: Rows, scale: Scale, top: float, width: float) -> Link:
    """Take the first rows in which the mark and its text are free, and draw it there."""
    options = _list_options(item, width)
    option, row = rows.place([strips for strips, *_ in options])
    _, x, first_line, anchor = options[option]
    middle = top + row * _ROW + _ROW / 2
    style = style_of(item.mark)
    baseline = middle + first_line * _ROW + STYLES[style][0] * 0.35
    labels = (
        Label(line, x, baseline + at * _ROW, style, anchor) for at, line in enumerate(item.lines)
    )
    return Link(item.mark, draw_forms(item.mark, item.forms, scale, _PEN, middle), tuple(labels))


def _list_options(item: _Item, width: float) -> list[tuple[list[Strip], float, int, Anchor]]:
    """Return where the text may stand, the best first: (strips, x, first line's row, anchor).

    Behind the mark, before it, or below it: below is always within the drawing.
    """
    mark = Strip(0, 1, item.start - 4, item.end + 4)
    if not item.lines:
        return [([mark], 0, 0, "start")]
    behind, before = item.end + _GAP, item.start - _GAP - item.width
    below = min(max(item.start, 0), width - item.width)
    lines = len(item.lines)

    def text_at(left: float, row: int) -> Strip:
        return Strip(row, lines, left - 1, left + item.width + _GAP)

    options: list[tuple[list[Strip], float, int, Anchor]] = []
    if behind + item.width <= width:
        options.append(([mark, text_at(behind, 0)], behind, 0, "start"))
    if before >= 0:
        options.append(([mark, text_at(before, 0)], item.start - _GAP, 0, "end"))
    if not options or item.end - item.start > _LONG:
        options.insert(0, ([mark, text_at(below, 1)], below, 1, "start"))
    return options


def _draw_axis(
    story: Story, scale: Scale, bottom: float, width: float
) -> tuple[list[Label], _Paths]:
    """Return the axis' labels and the rules that run down from it."""
    room = max(room_for(tick.text, "year") for tick in list_ticks(scale, story.language, 1e9, 1e9))
    ticks = list_ticks(scale, story.language, room + 8, 30)
    cuts = [
        Label(
            say_length(story.measure_gap(before.last, after.first), story.language),
            *((before.end + after.at) / 2, 29, "cut", "middle"),
        )
        for before, after in scale.cuts
    ]
    kept = list(keep_apart((_label(tick, width) for tick in ticks), cuts))
    lines = {
        kind: "".join(
            f"M{write_number(tick.at)} {start}V{write_number(end)}"
            for tick in ticks
            if tick.has_line and tick.is_year == (kind == "year")
        )
        for kind, start, end in (("year", 4, bottom), ("month", 31, _AXIS))
    }
    rules = [(f"{kind}s", path) for kind, path in lines.items() if path]
    jags = "".join(_jag(before.end, after.at, bottom) for before, after in scale.cuts)
    return [*cuts, *kept], (*([("cuts", jags)] if jags else []), *rules)


def _label(tick: Tick, width: float) -> Label:
    """Return a tick's label: a year above, a month below, right of its line and in the drawing."""
    style, y = ("year", 14) if tick.is_year else ("month", 29)
    left = tick.at + (4 if tick.has_line else 2)
    label = Label(tick.text, left, y, style)
    if left + label.width <= width:
        return label
    return Label(tick.text, width - label.width, y, style)


def _jag(start: float, end: float, bottom: float) -> str:
    """Return a torn strip down the drawing, for what was cut out between two places."""
    teeth = int((bottom - _AXIS) / 8)
    down, up = "l3 4l-3 4" * teeth, "l-3-4l3-4" * teeth
    return f"{_PEN.move(start, _AXIS)}{down}H{write_number(end)}{up}z"
