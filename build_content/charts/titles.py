"""What stands beside a mark: a key event's title in lines, another's number, or how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from build_content.charts.marks import Mark
from build_content.charts.measure import text_width, wrap_text
from build_content.charts.svg import STYLES

# So many key events have titles of three lines, so many of two; with more of them, of one.
_FEW, _SOME = 24, 48
_TRIES: Final = 6


def count_lines(marks: Sequence[Mark]) -> int:
    """Return how many lines a title may have in a drawing of these marks."""
    titled = sum(mark.is_titled for mark in marks)
    return 3 if titled <= _FEW else 2 if titled <= _SOME else 1


def tell_lines(mark: Mark, width: float, lines: int, *, is_condensed: bool) -> tuple[str, ...]:
    """Return the lines beside a mark that is no cell, none of them wider than `width`.

    Where most events are told by their number alone, a number beside a mark tells how many it
    stands for, and one is not told.
    """
    if mark.is_titled:
        return _balance(mark.event.title, width, lines)
    if not is_condensed:
        return (str(mark.numbers[0]),)
    return (str(len(mark.events)),) if len(mark.events) > 1 else ()


def style_of(mark: Mark) -> str:
    """Return the class of the text beside a mark."""
    return "title" if mark.is_titled else "number"


def _balance(title: str, width: float, lines: int) -> tuple[str, ...]:
    """Wrap a title into as few lines as it needs, of about the same length."""
    size, weight = STYLES["title"]
    best = wrap_text(title, size, width, lines, weight)
    if len(best) == 1 or best[-1].endswith("…"):
        return best
    # a hair more than the longest word, for widths are summed in another order there
    longest = max(text_width(word, size, weight) for word in title.split()) + 0.1
    narrow = min(max(text_width(title, size, weight) / len(best), longest), width)
    for step in range(_TRIES):
        tried = wrap_text(title, size, narrow + (width - narrow) * step / _TRIES, lines, weight)
        if len(tried) == len(best) and not tried[-1].endswith("…"):
            return tried
    return best
