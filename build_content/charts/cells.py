"""Cells: how many events a lane has in a month, a quarter, a year or more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from build_content.charts.marks import Mark
from build_content.charts.svg import STYLES, Label, Link

STEPS: Final = 4
"""So many shades, `q1` to `q4`; the number is written in any case."""


def largest_count(marks: Iterable[Mark]) -> int:
    """Return the most events that one cell holds; 0 without cells."""
    return max((len(mark.events) for mark in marks if mark.bin), default=0)


def draw_cell(mark: Mark, path: str, centre: tuple[float, float], largest: int) -> Link:
    """Return a cell with its number at its centre, darker the nearer it is to the largest."""
    count = len(mark.events)
    step = 1 + (STEPS * (count - 1)) // largest
    x, y = centre
    kind = "count" if step <= 2 else "count on"
    label = Label(str(count), x, y + STYLES["count"][0] * 0.36, kind, "middle")
    return Link(mark, ((f"q{step}", path),), (label,))
