"""The drawing for a phone: time runs down, lanes stand beside each other, titles at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from build_content.charts.axis import Tick, list_ticks, say_length
from build_content.charts.columns import (
    NUMBER_HEIGHT,
    Bead,
    Column,
    draw_bead,
    draw_cells,
    lay_columns,
    lead_to_numbers,
    place_numbers,
)
from build_content.charts.fitting import Fitted, Story, fit_marks, lay_scale
from build_content.charts.marks import Mark, list_marks
from build_content.charts.measure import shorten_text
from build_content.charts.placing import keep_apart, spread
from build_content.charts.scale import Scale
from build_content.charts.svg import STYLES, Drawing, Label, Link, room_for, write_number
from build_content.charts.titles import count_lines, tell_lines
from build_content.model import Lane

_NAME: Final = 18.0
_LINE: Final = 15.5
_TITLE_GAP: Final = 9.0
# Titles of events that are near in time can stand near their marks only where there is room left.
_LEEWAY: Final = 1.2
_BEFORE_TITLES: Final = 14.0
_A_MARK: Final = 24.0
_LENGTHS: Final = (320.0, 480.0, 640.0, 800.0, 1000.0, 1200.0, 1400.0)
_NARROWEST_TITLES: Final = 104.0
_Paths = tuple[tuple[str, str], ...]


def draw_down(story: Story, lanes: Sequence[Lane], name: str, width: float) -> Drawing:
    """Return the drawing at a width in px; it is as long as its time and its titles need.

    It is wider than asked only where so many lanes stand beside each other that titles would
    have no room.
    """
    head = _NAME * len(lanes) + 8
    fitted = fit_marks(story, _list_lays(story, head))
    scale = fitted.scale
    low, high = scale.stretches[0].at, scale.stretches[-1].end
    ticks = list_ticks(scale, story.language, 24, 28)
    left = max(room_for(tick.text, "year") for tick in ticks) + 6
    titled = any(mark.is_titled for mark in fitted.marks)
    aside = _BEFORE_TITLES + _NARROWEST_TITLES if titled else 0
    columns = lay_columns(story, fitted, lanes, left, width - left - aside)
    end = max(columns[-1].right, *(label.width for label in _list_cuts(story, scale)), 0)
    width = max(width, end + aside)
    titles = _place_titles(fitted, columns, end + _BEFORE_TITLES, width, (low, high))
    links, leaders = _draw_columns(columns, fitted, titles, end, (low, high))
    labels, rules = _draw_axis(story, scale, ticks, left, end)
    names = [_name_column(column, at, width) for at, column in enumerate(columns)]
    return Drawing(
        name, width, high,
        (*rules, *_draw_posts(columns, scale), *([("leaders", leaders)] if leaders else [])),
        (*labels, *names),
        tuple(sorted(links, key=lambda link: link.mark.numbers)),
    )  # fmt: skip


def _list_lays(
    story: Story, head: float
) -> list[Callable[[Sequence[tuple[int, int]]], Scale | None]]:
    """Return ways to lay stretches, the shortest drawing first; in each all labels have room."""
    marks = list_marks(story.events, story.numbers, None)
    titled = [mark for mark in marks if mark.is_titled]
    others = Counter(mark.lane for mark in marks if not mark.is_titled)
    needed = max(
        _LEEWAY * (_count_lines(marks) * _LINE + _TITLE_GAP) * len(titled),
        NUMBER_HEIGHT * max(others.values(), default=0) * (not story.is_condensed),
        min(_A_MARK * len(marks), _LENGTHS[-1]) * (not story.is_condensed),
    )
    lengths = [max(length, needed) for length in _LENGTHS]
    if not story.is_condensed:
        lengths = lengths[:1]

    def lay_with(length: float) -> Callable[[Sequence[tuple[int, int]]], Scale | None]:
        return lambda stretches: lay_scale(stretches, story, head, length, is_across=False)

    return [lay_with(length) for length in lengths]


def _count_lines(marks: Sequence[Mark]) -> int:
    """Return how many lines a title may have: more than elsewhere, for they are short."""
    return {3: 6, 2: 3, 1: 1}[count_lines(marks)]


def _place_titles(
    fitted: Fitted, columns: Sequence[Column], left: float, width: float, ends: tuple[float, float]
) -> Mapping[int, tuple[Label, ...]]:
    """Return the lines of every title, in the order of time, as near to their marks as may be."""
    lines = _count_lines(fitted.marks)
    beads = sorted(
        (bead for column in columns for bead in column.beads if bead.mark.is_titled),
        key=lambda bead: (bead.at, bead.mark.numbers),
    )
    texts = [tell_lines(bead.mark, width - left, lines, is_condensed=True) for bead in beads]
    sizes = [len(text) * _LINE + _TITLE_GAP for text in texts]
    tops = spread([bead.at - _LINE / 2 for bead in beads], sizes, *ends)
    return {
        bead.mark.numbers[0]: tuple(
            Label(line, left, top + _LINE / 2 + STYLES["title"][0] * 0.35 + at * _LINE, "title")
            for at, line in enumerate(text)
        )
        for bead, text, top in zip(beads, texts, tops, strict=True)
    }


def _draw_columns(
    columns: Sequence[Column],
    fitted: Fitted,
    titles: Mapping[int, tuple[Label, ...]],
    end: float,
    ends: tuple[float, float],
) -> tuple[list[Link], str]:
    """Return the marks of all columns, and the hairlines to their labels."""
    links: list[Link] = []
    leaders = []
    for column in columns:
        numbers = place_numbers(column, *ends)
        leaders.append(lead_to_numbers(column, numbers))
        for bead in column.beads:
            first = bead.mark.numbers[0]
            labels = titles.get(first) or tuple([numbers[first]] if first in numbers else [])
            links.append(draw_bead(column, bead, fitted.scale, labels))
            if bead.mark.is_titled:
                leaders.append(_lead_to_title(column, bead, labels[0], end))
        links += draw_cells(column, fitted)
    return links, "".join(leaders)


def _lead_to_title(column: Column, bead: Bead, label: Label, end: float) -> str:
    y = label.y - STYLES["title"][0] * 0.35
    start = column.middle(bead) + column.pen.radius
    return column.pen.line([(bead.at, start), (bead.at, end + 3), (y, label.x - 3)])


def _name_column(column: Column, at: int, width: float) -> Label:
    """Return a lane's name: it stands on its column's post, a step below the name before it."""
    size, weight = STYLES["name"]
    text = shorten_text(column.lane.name, size, width - column.left, weight)
    return Label(text, column.left, at * _NAME + 14, "name")


def _draw_posts(columns: Sequence[Column], scale: Scale) -> _Paths:
    """Return a line down each lane from its name, broken where time is cut."""
    posts = []
    for at, column in enumerate(columns):
        x = write_number(column.post)
        top = at * _NAME + 20
        for stretch in scale.stretches:
            start = top if stretch is scale.stretches[0] else stretch.at
            posts.append(f"M{x} {write_number(start)}V{write_number(stretch.end)}")
    return (("lane", "".join(posts)),)


def _draw_axis(
    story: Story, scale: Scale, ticks: Sequence[Tick], left: float, end: float
) -> tuple[list[Label], _Paths]:
    """Return the axis' labels and the rules that run across from it."""
    cuts = _list_cuts(story, scale)
    kept = keep_apart((_label(tick) for tick in ticks), cuts)
    years = "".join(
        f"M{write_number(left - 4)} {write_number(tick.at)}H{write_number(end)}"
        for tick in ticks
        if tick.has_line and tick.is_year
    )
    jags = "".join(_jag(before.end, after.at, end) for before, after in scale.cuts)
    rules = [("cuts", jags), ("years", years)]
    return [*cuts, *kept], tuple(rule for rule in rules if rule[1])


def _list_cuts(story: Story, scale: Scale) -> list[Label]:
    """Return how long each cut is, in words, in its torn strip."""
    return [
        Label(
            say_length(story.measure_gap(before.last, after.first), story.language),
            *(0, (before.end + after.at) / 2 + 4, "cut"),
        )
        for before, after in scale.cuts
    ]


def _label(tick: Tick) -> Label:
    middle = tick.at if tick.has_line else tick.at + 10
    if tick.is_year:
        return Label(tick.text, 0, middle + 4, "year")
    # a J of some fonts reaches back
    return Label(tick.text, 2, middle + 4, "month")


def _jag(start: float, end: float, width: float) -> str:
    """Return a torn strip across the drawing, for what was cut out between two places."""
    teeth = int(width / 8)
    there, back = "l4 3l4-3" * teeth, "l-4 3l-4-3" * teeth
    return f"M0 {write_number(start)}{there}V{write_number(end)}{back}z"
