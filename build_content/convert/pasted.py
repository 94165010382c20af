"""Pasted text as lines: clean them, tell where sentences end, join them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

_LINE_END: Final = re.compile("\r\n|[\r\v\x85\u2028]")
_PARAGRAPH_END: Final = re.compile("[\f\u2029]")
# Characters that neither show nor join: controls, byte order marks, zero-width spaces.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_SOFT_HYPHEN: Final = "\u00ad"
_INNER_SOFT_HYPHEN: Final = re.compile(rf"{_SOFT_HYPHEN}(?![ \t\u00a0]*\n)")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# A narrow no-break space (U+202F) is set on purpose and stays; U+00A0 is what editors leave behind.
_SPACES: Final = re.compile("[ \t\u00a0\u2000-\u200a\u205f\u3000]+")

_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»›)\]」』]*$")
_OPENERS: Final = "\"'“‘«‹„([「『¿¡"
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CUT_WORD: Final = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_DASH_END: Final = re.compile(r"\S—$")
_NO_SPACES: Final = re.compile("[\u3005-\u30ff\u3400-\u9fff\uff01-\uff60]")
# After these a hyphen at the line's end hangs: "two- and three-year".
_SUSPENDING: Final = frozenset(
    {"and", "or", "to", "nor", "und", "oder", "bis", "et", "ou", "y", "o"}
)
_MAX_WORD: Final = 80  # characters; keeps the search for a word short on endless lines


def read_lines(text: str) -> list[str]:
    """Return the lines of a text, whatever their endings, without what cannot be seen.

    White space before a line's first word is kept, since it may mark a paragraph; no-break spaces
    are too, since they tell that two words belong together.
    """
    text = _PARAGRAPH_END.sub("\n\n", _LINE_END.sub("\n", text))
    text = _LONE_SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))
    return [line.rstrip() for line in _INNER_SOFT_HYPHEN.sub("", text).split("\n")]


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends with the end of a sentence, closing quotes and brackets aside."""
    return _SENTENCE_END.search(line.rstrip()[-_MAX_WORD:]) is not None


def opens_sentence(line: str) -> bool:
    """Tell whether a line could begin a sentence: a capital, a digit, a letter without case."""
    first = line.lstrip().lstrip(_OPENERS)[:1]
    return first.isdigit() or (first.isalpha() and not first.islower())


def collect_words(lines: Iterable[str]) -> frozenset[str]:
    """Return every word that stands whole in some line, in lower case, hyphens within kept."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line))


def join_lines(lines: Sequence[str], words: frozenset[str]) -> str:
    """Join the lines of one paragraph, with one space where white space stood.

    A hyphen at a line's end goes only when it was a soft one, or when the text elsewhere writes the
    word without it. Otherwise it stays, closed up, as in "hard-won": no letter is ever lost.
    """
    plain = [_SPACES.sub(" ", line).strip() for line in lines]
    joined = [_join(before, after, words) for before, after in pairwise(plain)]
    return "".join([*joined, plain[-1].removesuffix(_SOFT_HYPHEN)])


def find_kept_hyphens(lines: Sequence[str], words: frozenset[str]) -> list[str]:
    """Return the words whose hyphen at a line's end was kept without knowing that it belongs."""
    found = []
    for before, after in pairwise(lines):
        parts = _cut_parts(before, after)
        if parts and _join_cut(*parts, words) == "-" and "-".join(parts).lower() not in words:
            found.append("-".join(parts))
    return found


def _join(before: str, after: str, words: frozenset[str]) -> str:
    """Return a line with the end it gets when the next one joins it."""
    if before.endswith(_SOFT_HYPHEN):
        return before[:-1]
    parts = _cut_parts(before, after)
    if parts:
        return before[:-1] + _join_cut(*parts, words)
    without_spaces = _NO_SPACES.match(before[-1:]) and _NO_SPACES.match(after)
    return before + ("" if without_spaces or _DASH_END.search(before[-2:]) else " ")


def _cut_parts(before: str, after: str) -> tuple[str, str] | None:
    """Return the two parts of a word with a hyphen at the line's end, if there is one."""
    start = _CUT_WORD.search(before.rstrip()[-_MAX_WORD:])
    rest = _FIRST_WORD.match(after.lstrip())
    return (start[1], rest[0]) if start and rest else None


def _join_cut(start: str, rest: str, words: frozenset[str]) -> str:
    if rest.lower() in _SUSPENDING:
        return "- "
    if f"{start}-{rest}".lower() not in words and f"{start}{rest}".lower() in words:
        return ""
    return "-"
