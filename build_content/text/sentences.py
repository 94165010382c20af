"""Where a sentence begins and ends, well enough to quote the one that holds a reference."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_BEFORE_WORDS: Final = "mr mrs ms dr prof gen col lt sgt rep sen gov st cf e.g i.e vs"
_BEFORE_NUMBERS: Final = (
    "no nos vol p pp fig art ca approx jan feb mar apr jun jul aug sept sep oct nov dec"
)
_ABBREVIATIONS: Final = frozenset(_BEFORE_WORDS.split())
_COUNTED: Final = frozenset(_BEFORE_NUMBERS.split())
UNSEEN: Final = "\0"
"""Stands in plain text where a citation stood: no text that was read holds it."""
_END: Final = re.compile(rf"[.!?…]+[\"'”’»)\]]*(?=[\s{UNSEEN}])")
_BEFORE_STOP: Final = re.compile(rf"\s*{UNSEEN}+(?=[.,;:!?])")
_WORD_BEFORE: Final = re.compile(r"(\S*?)[.!?…]+[\"'”’»)\]]*$")


def find_sentence(text: str, offset: int) -> str:
    """Return the sentence of a paragraph of plain text in which a character offset lies.

    A break is a full stop, question or exclamation mark before white space, unless the word
    before it is an abbreviation or a single letter, or the next word is in lower case. Some
    abbreviations are words too, and count as such only before a number: "no. 5".
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


@lru_cache(maxsize=8192)
def take_sentences(text: str, length: int) -> str:
    """Return a paragraph's first sentence, and those after it that end within a length.

    The length is in characters; a sentence is never cut.
    """
    if len(text) <= length:
        return tidy_spaces(text)
    end = 0
    for found in _END.finditer(text):
        if end and found.end() > length:
            break
        if _ends_sentence(text, found):
            end = found.end()
    return tidy_spaces(text[:end] if end else text)


def tidy_spaces(text: str) -> str:
    """Return a text on one line, without the space that a citation leaves before a full stop."""
    return " ".join(_BEFORE_STOP.sub("", text).replace(UNSEEN, "").split())


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :].replace(UNSEEN, "").lstrip()
    if rest[:1].islower():
        return False
    if not found.group().startswith("."):
        return True
    before = _WORD_BEFORE.search(text[max(0, found.start() - 40) : found.end()])
    word = before.group(1).lstrip("(\"'“‘").lower() if before else ""
    if word in _COUNTED:
        return not rest[:1].isdigit()
    is_letter = len(word) == 1 and word.isalpha()
    return not is_letter and word not in _ABBREVIATIONS and not re.fullmatch(r"(\w\.)+\w", word)
