"""What the marks of a drawing mean: only of what occurs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from build_content.charts.marks import Mark
from build_content.charts.shapes import Pen
from build_content.charts.svg import Drawing, Label, room_for
from build_content.dates import EdtfDate
from build_content.languages import Language

_ROW: Final = 20.0
_SAMPLE: Final = 26.0
_BETWEEN: Final = 18.0
_MIDDLE: Final = 10.0
_ABOVE: Final = 12.0
_PEN: Final = Pen(is_across=True)
_Sample = tuple[tuple[str, str], ...]


def add_legend(drawing: Drawing, language: Language) -> Drawing:
    """Return the drawing with its legend below it, in rows as wide as the drawing."""
    x, y = 0.0, drawing.height + _ABOVE
    labels: list[Label] = []
    paths: list[tuple[str, str]] = []
    number = _find_number(drawing)
    keys = list_keys([link.mark for link in drawing.links])
    for key in ("number", *keys) if number else keys:
        text = language.say(f"drawing.legend_{key}")
        room = room_for(number, "number") if key == "number" else 0
        sample = max(_SAMPLE, room + 8)
        width = sample + room_for(text, "legend")
        if x and x + width > drawing.width:
            x, y = 0.0, y + _ROW
        if key == "number":
            middle = max(x + _MIDDLE, x + room / 2)
            labels.append(Label(number, middle, y + _ROW / 2 + 4, "number", "middle"))
        else:
            paths += draw_sample(key, x, y + _ROW / 2)
        labels.append(Label(text, x + sample, y + _ROW / 2 + 4, "legend"))
        x += width + _BETWEEN
    if not labels:
        return drawing
    return replace(
        drawing,
        height=y + _ROW + 2,
        labels=(*drawing.labels, *labels),
        legend=(*drawing.legend, *paths),
    )


def _find_number(drawing: Drawing) -> str:
    """Return a number that stands beside the mark of one event, which is that event's; or nothing.

    Beside the mark of several it says how many they are.
    """
    return next(
        (
            label.text
            for link in drawing.links
            for label in link.labels
            if label.style == "number" and len(link.mark.numbers) == 1
        ),
        "",
    )


def list_keys(marks: Sequence[Mark]) -> Iterator[str]:
    """Yield what the legend must explain, in its order."""
    single = [mark for mark in marks if mark.bin is None]
    dates = [mark.event.date for mark in single]
    found = {
        "cell": len(single) < len(marks),
        "day": any(_has_days(date) for date in dates),
        "block": any(point.precision != "day" for date in dates for point in date.points),
        "bar": any(len(date.points) == 2 for date in dates),
        "open": any(date.open_start or date.open_end for date in dates),
        "unknown": any(date.unknown_start or date.unknown_end for date in dates),
        "dashed": any(date.is_approximate or date.is_uncertain for date in dates),
        "hollow": any(mark.is_hollow for mark in single),
        "contested": any(mark.is_contested for mark in single),
    }
    yield from (key for key, occurs in found.items() if occurs)


def draw_sample(key: str, x: float, y: float) -> _Sample:
    """Return a small mark of a kind, its left edge and its middle given."""
    dot = _PEN.pill(x + 10, x + 10, y)
    samples: dict[str, _Sample] = {
        "cell": (("q1", _PEN.box(x, x + 10, y, 7)), ("q4", _PEN.box(x + 10, x + 20, y, 7))),
        "day": (("s", dot),),
        "block": (("s", _PEN.box(x + 2, x + 18, y, 5)),),
        "bar": (("s", _PEN.pill(x + 4, x + 16, y)),),
        "open": (
            ("s", _PEN.box(x, x + 12, y, 1.6)),
            ("s", _PEN.line([(x + 12, y - 5), (x + 19, y), (x + 12, y + 5)]) + "z"),
        ),
        "unknown": (
            ("s", _PEN.pill(x + 4, x + 4, y)),
            *(("s", _PEN.box(at - 1, at + 1, y, 1)) for at in (x + 12, x + 16.5, x + 21)),
        ),
        "dashed": (("s d", _PEN.box(x + 2, x + 18, y, 5)),),
        "hollow": (("h", dot),),
        "contested": (("h", dot), ("x", _PEN.line([(x + 4, y + 6), (x + 16, y - 6)]))),
    }  # fmt: skip
    return samples[key]


def _has_days(date: EdtfDate) -> bool:
    return any(point.precision == "day" for point in date.points)
