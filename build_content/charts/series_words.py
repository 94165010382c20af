"""What the drawing of a series is made from, and the words beside its marks: which, how wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from build_content.charts.measure import text_width, wrap_text
from build_content.charts.series_axes import TEXT_SIZE
from build_content.model import Point

VALUE_SIZE: Final = 13
LINE_HEIGHT: Final = 15


@dataclass(frozen=True, slots=True)
class Design:
    """A width to draw at, how many labels it bears, and how wide their lines may be."""

    name: str
    width: float
    most_labels: int
    line_width: float


NARROW: Final = Design("narrow", 328, 12, 116)
WIDE: Final = Design("wide", 720, 18, 150)


class LabelLine(NamedTuple):
    """A line of a label: its words, and what they are (value, essay, who, when)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be drawn of a point: its speaker's shape and the parts of its label."""

    point: Point
    shape: int
    label: tuple[LabelLine, ...]
    address: str = ""
    """Where its event stands, from the site's root; nothing if it has none."""


def choose_labelled(statements: Sequence[Statement], most: int) -> list[int]:
    """Return which statements have labels: all, or where those are too many the telling ones.

    The essay's own figure, the first and the last, the lowest and the highest, then the first of
    each speaker, beginning with those whose shape is shared, unless marks leave no ground.
    """
    every = range(len(statements))
    if len(statements) <= most:
        return list(every)
    values = [statement.point.value for statement in statements]
    first_of: dict[str, int] = {}
    for at in every:
        first_of.setdefault(statements[at].point.by, at)
    essays = [at for at in every if any(line.kind == "essay" for line in statements[at].label)]
    ends = [0, every[-1], values.index(min(values)), values.index(max(values))]
    is_crowded = len(statements) > 3 * most
    speakers = sorted(
        first_of.values() if not is_crowded else (), key=lambda at: -statements[at].shape
    )
    return sorted(list(dict.fromkeys((*essays, *ends, *speakers)))[:most])


def wrap_label(label: Sequence[LabelLine], width: float) -> tuple[LabelLine, ...]:
    """Return the lines of a label, each at most so wide."""
    return tuple(
        LabelLine(kind, line)
        for kind, text in label
        for line in wrap_text(text, _size_of(kind), width, 3, 600 if is_strong(kind) else 400)
    )


def is_strong(kind: str) -> bool:
    """Tell whether a line of a label is set in semibold."""
    return kind in ("value", "essay")


def _size_of(kind: str) -> int:
    return VALUE_SIZE if kind == "value" else TEXT_SIZE


def width_of(lines: Sequence[LabelLine]) -> float:
    """Return the width of a label's widest line."""
    return max(
        text_width(text, _size_of(kind), 600 if is_strong(kind) else 400) for kind, text in lines
    )
