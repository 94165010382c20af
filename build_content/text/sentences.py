"""Where a sentence begins and ends, well enough to quote the one that holds a reference."""

from __future__ import annotations

import re
from typing import Final

_ABBREVIATIONS: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "rep",
        "sen",
        "gov",
        "st",
        "no",
        "nos",
        "vol",
        "p",
        "pp",
        "fig",
        "art",
        "ca",
        "cf",
        "e.g",
        "i.e",
        "etc",
        "vs",
        "approx",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_SPACE_BEFORE_STOP: Final = re.compile(r" ([.,;:!?])")  # left where a citation stood
_WORD_BEFORE: Final = re.compile(r"(\S*?)[.!?…]+[\"'”’»)\]]*$")


def find_sentence(text: str, offset: int) -> str:
    """Return the sentence of a paragraph of plain text in which a character offset lies.

    A break is a full stop, question or exclamation mark before white space, unless the word
    before it is an abbreviation or a single letter, or the next word is in lower case.
    """
    start, end = 0, len(text)
    for found in _END.finditer(text):
        if not _ends_sentence(text, found):
            continue
        if found.end() > offset:
            end = found.end()
            break
        start = found.end()
    return tidy_spaces(text[start:end])


def tidy_spaces(text: str) -> str:
    """Return a text on one line, without the space that a citation leaves before a full stop."""
    return _SPACE_BEFORE_STOP.sub(r"\1", " ".join(text.split()))


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    if not found.group().startswith("."):
        return True
    rest = text[found.end() :].lstrip()
    if rest[:1].islower():
        return False
    before = _WORD_BEFORE.search(text[max(0, found.start() - 40) : found.end()])
    word = before.group(1).lstrip("(\"'“‘").lower() if before else ""
    return len(word) != 1 and word not in _ABBREVIATIONS and not re.fullmatch(r"(\w\.)+\w", word)
