"""How wide a text will be, known before any browser draws it.

Sums the advances of the site's sans font, Libre Franklin, as `tools/make_advances.py` has read
them. Kerning is left out: it nearly always narrows, so a measure here is a little too wide rather
than too narrow. Lengths are in the unit of the given size (1 unit = 1 CSS px in our drawings).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

Weight = Literal[400, 600]
ELLIPSIS: Final = "…"
# What a reader's system font may need, in thousandths of an em, where ours lacks a character:
# Hangul and Han stand in a full em; letters of other scripts rarely pass 0.7 of it.
_WIDE, _NARROW = 1000, 700
_BREAKS_AFTER: Final = "-–—/"


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Return the width of a text set in one line at a font size; 0 for an empty text."""
    return size / 1000 * _sum_advances(text, weight)


@lru_cache(maxsize=32768)
def _sum_advances(text: str, weight: Weight) -> int:
    """Measure a text once: drawings of each width, of the whole and of each year, try the same."""
    return sum(_list_advances(text, weight))


def wrap_text(
    text: str, size: float, width: float, lines: int, weight: Weight = 400
) -> tuple[str, ...]:
    """Break a text into at most so many lines, each at most `width` wide.

    Breaks at spaces and behind hyphens and dashes; within a word only where the word alone is
    too wide. What does not fit ends in an ellipsis. No line is empty; an empty text has none.
    """
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines - 1:
        line, rest = _take_line(rest, size, width, weight)
        found.append(line)
    if rest:
        found.append(shorten_text(rest, size, width, weight))
    return tuple(found)


def shorten_text(text: str, size: float, width: float, weight: Weight = 400) -> str:
    """Return the text, or as many words of it as fit with an ellipsis."""
    if text_width(text, size, weight) <= width:
        return text
    kept = _fit(text, size, width - text_width(ELLIPSIS, size, weight), weight)
    if text[kept] != " " and " " in text[:kept]:
        kept = text.rindex(" ", 0, kept)
    return text[:kept].rstrip(" ,;:-–—") + ELLIPSIS


def _take_line(text: str, size: float, width: float, weight: Weight) -> tuple[str, str]:
    """Return the line that a text begins with, and the rest."""
    kept = max(_fit(text, size, width, weight), 1)
    if kept == len(text):
        return text, ""
    cut = kept if text[kept] == " " else _find_break(text[:kept])
    return text[:cut].rstrip(), text[cut:].lstrip()


def _find_break(text: str) -> int:
    """Return where to break a line: behind the last break, or at its end if it has none."""
    return max(
        (at for at, character in enumerate(text, 1) if character in f" {_BREAKS_AFTER}"),
        default=len(text),
    )


def _fit(text: str, size: float, width: float, weight: Weight) -> int:
    """Return how many characters from the start fit; marks stay with their letter."""
    used = 0.0
    for at, advance in enumerate(_list_advances(text, weight)):
        used += size / 1000 * advance
        if used > width:
            return at
    return len(text)


def _list_advances(text: str, weight: Weight) -> Iterator[int]:
    """Yield the advance of each character in thousandths of an em."""
    advances = _read_advances()[weight]
    for character in text:
        known = advances.get(character)
        yield _guess_advance(character) if known is None else known


def _guess_advance(character: str) -> int:
    """Return a safe advance for a character that the font lacks."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WFA" else _NARROW


@cache
def _read_advances() -> Mapping[Weight, Mapping[str, int]]:
    """Return advances in thousandths of an em, by weight and character."""
    tables = json.loads(files(__package__).joinpath("advances.json").read_text("utf-8"))
    return {400: _ungroup(tables["400"]), 600: _ungroup(tables["600"])}


def _ungroup(groups: Mapping[str, str]) -> Mapping[str, int]:
    return {
        character: int(advance)
        for advance, characters in groups.items()
        for character in characters
    }
