"""Lanes beside each other, for time that runs down: marks side by side, numbers, cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from build_content.charts.cells import draw_cell, largest_count
from build_content.charts.fitting import Fitted, Story
from build_content.charts.marks import Mark
from build_content.charts.placing import spread
from build_content.charts.scale import Scale
from build_content.charts.shapes import Form, Pen, draw_forms, list_forms
from build_content.charts.svg import STYLES, Label, Link, room_for
from build_content.charts.titles import tell_lines
from build_content.model import Lane

NUMBER_HEIGHT: Final = 14.0
_SLOT, _NARROWEST_SLOT = 10.0, 3.0
_CELL_WIDTH: Final = 16.0
_GAPS: Final = (2.0, 14.0)
# Marks this near in time may overlap a little before one moves aside.
_OVERLAP: Final = 2.0
_SHIFTED: Final = 2.0
_PEN: Final = Pen(is_across=False)


@dataclass(frozen=True)
class Bead:
    """A mark that is no cell: its forms, its reach in time, and its place among neighbours."""

    mark: Mark
    forms: tuple[Form, ...]
    start: float
    end: float
    slot: int
    number: str = ""

    @property
    def at(self) -> float:
        """Where its label would stand best: beside where it begins."""
        return (self.start + min(self.end, self.start + NUMBER_HEIGHT)) / 2


@dataclass(frozen=True)
class Column:
    """A lane: its beads in slots, then their numbers, then its cells; in px from the left."""

    lane: Lane
    beads: tuple[Bead, ...]
    cells: tuple[Mark, ...]
    left: float = 0
    slot: float = _SLOT

    @property
    def slots(self) -> int:
        """How many marks stand beside each other."""
        return max((bead.slot + 1 for bead in self.beads), default=0)

    @property
    def number_room(self) -> float:
        """How wide its numbers are."""
        return max((room_for(bead.number, "number") + 2 for bead in self.beads if bead.number),
                   default=0)  # fmt: skip

    @property
    def cell_room(self) -> float:
        """How wide its cells are."""
        counts = (room_for(str(len(cell.events)), "count") + 4 for cell in self.cells)
        return max((_CELL_WIDTH, *counts)) + 2 if self.cells else 0

    @property
    def numbers_at(self) -> float:
        """Where its numbers begin."""
        return self.left + self.slots * self.slot + 1

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.numbers_at + self.number_room + self.cell_room

    @property
    def post(self) -> float:
        """Where its line runs down: through the first slot, before cells where it has no other."""
        return self.left + self.slot / 2 if self.beads else self.left + 0.5

    @property
    def pen(self) -> Pen:
        """What its marks are drawn with."""
        return Pen(is_across=False, radius=min(_PEN.radius, self.slot / 2 - 0.5))

    def middle(self, bead: Bead) -> float:
        """Return where a bead's middle is."""
        return self.left + (bead.slot + 0.5) * self.slot


def lay_columns(
    story: Story, fitted: Fitted, lanes: Sequence[Lane], left: float, room: float
) -> list[Column]:
    """Return the columns side by side from `left`; in `room` px if slots of 3 px allow it."""
    columns = [_make_column(story, fitted, lane) for lane in lanes]
    needed = sum(column.right + _GAPS[0] for column in columns)
    slots = max(sum(column.slots for column in columns), 1)
    slot = min(_SLOT, max(_SLOT - (needed - room) / slots, _NARROWEST_SLOT))
    gap = min(max(_GAPS[0] + (room - needed) / len(columns), _GAPS[0]), _GAPS[1])
    placed = []
    for column in columns:
        placed.append(Column(column.lane, column.beads, column.cells, left, slot))
        left = placed[-1].right + gap
    return placed


def place_numbers(column: Column, low: float, high: float) -> dict[int, Label]:
    """Return the labels of a column's numbers, each as near to its mark as the others let it."""
    told = sorted((bead for bead in column.beads if bead.number), key=lambda bead: bead.at)
    wanted = [bead.at - NUMBER_HEIGHT / 2 for bead in told]
    tops = spread(wanted, [NUMBER_HEIGHT] * len(told), low, high)
    baseline = NUMBER_HEIGHT / 2 + STYLES["number"][0] * 0.35
    return {
        bead.mark.numbers[0]: Label(bead.number, column.numbers_at + 1, top + baseline, "number")
        for bead, top in zip(told, tops, strict=True)
    }


def lead_to_numbers(column: Column, labels: dict[int, Label]) -> str:
    """Return hairlines from marks to numbers that could not stand right beside them."""
    lines = []
    for bead in column.beads:
        label = labels.get(bead.mark.numbers[0])
        if label is None:
            continue
        y = label.y - STYLES["number"][0] * 0.35
        start = column.middle(bead) + column.pen.radius
        if abs(y - bead.at) > _SHIFTED or label.x - start > _SLOT:
            lines.append(column.pen.line([(bead.at, start), (y, label.x - 1)]))
    return "".join(lines)


def draw_bead(column: Column, bead: Bead, scale: Scale, labels: tuple[Label, ...]) -> Link:
    """Return a mark with its labels."""
    paths = draw_forms(bead.mark, bead.forms, scale, column.pen, column.middle(bead))
    return Link(bead.mark, paths, labels)


def draw_cells(column: Column, fitted: Fitted) -> list[Link]:
    """Return a column's cells."""
    largest, links = largest_count(fitted.marks), []
    half = column.cell_room / 2 - 1
    middle = column.right - half
    for mark in column.cells:
        assert mark.bin
        start = fitted.scale.place(mark.bin.start) + 0.5
        end = fitted.scale.place(mark.bin.end) - 0.5
        path = _PEN.box(start, end, middle, half)
        links.append(draw_cell(mark, path, (middle, (start + end) / 2), largest))
    return links


def _make_column(story: Story, fitted: Fitted, lane: Lane) -> Column:
    marks = [mark for mark in fitted.marks if mark.lane == lane.id]
    beads = [_make_bead(story, fitted, mark) for mark in marks if not mark.bin]
    beads.sort(key=lambda bead: (bead.start, bead.end, bead.mark.numbers))
    slotted, ends = [], list[float]()
    for bead in beads:
        slot = next((at for at, end in enumerate(ends) if end - _OVERLAP <= bead.start), len(ends))
        ends[slot : slot + 1] = [bead.end]
        slotted.append(Bead(bead.mark, bead.forms, bead.start, bead.end, slot, bead.number))
    return Column(lane, tuple(slotted), tuple(mark for mark in marks if mark.bin))


def _make_bead(story: Story, fitted: Fitted, mark: Mark) -> Bead:
    scale = fitted.scale
    edges = (scale.stretches[0].at, scale.stretches[-1].end)
    forms = list_forms(mark, scale, _PEN, edges)
    starts, ends = zip(*(form.reach(_PEN) for form in forms), strict=True)
    number = ""
    if not mark.is_titled:
        number = "".join(tell_lines(mark, 0, 0, is_condensed=story.is_condensed))
    return Bead(mark, tuple(forms), min(starts), max(ends), 0, number)
