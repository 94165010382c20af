"""How a pasted text is set: how wide its lines are, and what its line breaks mean."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.convert.pasted import ends_sentence, opens_sentence

Lines = Sequence[str]

HEADING: Final = re.compile(r" {0,3}(#{2,6})[ \t]+(\S.*)")
INDENT: Final = re.compile("(?:\t| {2}|[\u00a0\u2003\u3000]| \t)")
_TWO_SENTENCES: Final = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“‘«(]*[^\W\d_a-z]")
_LONG: Final = 120  # characters; hardly a program fills lines any wider
_FEW_WORDS: Final = 3
_MOST: Final = 0.55
_NEARLY_ALL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: what its line breaks mean."""

    width: int
    """Characters in a full line."""
    cut: int
    """Longest line, in characters, that a paragraph's end may be told by; 0 where by none."""
    whole: bool
    """Every line is a paragraph."""
    long_lines: bool
    """A line far longer than the others is a paragraph."""
    indents: bool
    """A paragraph's first line is indented."""
    ragged: bool
    """Lines are left anywhere, as in verse: a short one means nothing."""
    lone_words: bool
    """A paragraph's first word stands on a line of its own."""


def read_layout(blocks: Sequence[Lines]) -> Layout:
    """Learn from all lines of a text, in blocks that blank lines part, how it is set."""
    lines = [line for block in blocks for line in block if not HEADING.match(line)]
    # Blank lines part the paragraphs if they part more than one thing of several lines.
    tight = sum(len(block) > 1 for block in blocks) <= 1
    long = [line for line in lines if is_long(line)]
    long_lines = _are_mostly(ends_sentence, long)
    width = _measure_width([line for line in lines if not (long_lines and is_long(line))])
    ragged = _is_ragged(blocks, width)
    return Layout(
        width=width,
        cut=_measure_cut(blocks, width, tight=tight),
        whole=(tight and _share(ends_sentence, lines) >= _NEARLY_ALL)
        or (
            long_lines
            and (tight or _are_mostly(_holds_two_sentences, long))
            and 2 * _count_characters(long) > _count_characters(lines)
        ),
        long_lines=long_lines and tight,
        indents=tight and not _are_mostly(_is_indented, lines),
        ragged=ragged,
        lone_words=not ragged and _has_lone_words(blocks, width),
    )


def _measure_width(lines: Lines) -> int:
    """Return the length that all but the longest twentieth of the lines keep within."""
    lengths = sorted(len(line) for line in lines)
    return lengths[math.ceil(0.95 * len(lengths)) - 1] if lengths else 0


def _measure_cut(blocks: Sequence[Lines], width: int, *, tight: bool) -> int:
    """Return how long a line may be to count as a paragraph's last one.

    Where lines are filled to the width without fail, any line is that had room for the next word.
    Where they are not (HTML counts `&quot;` as six), only much shorter ones, and only if nothing
    else parts the paragraphs.
    """
    breaks = [(block, at) for block in blocks for at in range(len(block) - 1)]
    early = [block[at] for block, at in breaks if had_room(block, at, width)]
    much_shorter = width * 3 // 5
    strays = sum(len(line) > much_shorter and not ends_sentence(line) for line in early)
    if 2 * len(early) <= len(breaks) and 20 * strays <= len(breaks):
        return width
    return much_shorter if tight else 0


def _is_ragged(blocks: Sequence[Lines], width: int) -> bool:
    """Tell whether every fourth line and more was left early in mid-sentence."""
    breaks = [(block, at) for block in blocks for at in range(len(block) - 1)]
    left = sum(
        had_room(block, at, width)
        and not ends_sentence(block[at])
        and not is_lone(block, at, width)
        for block, at in breaks
    )
    return 4 * left > len(breaks)


def _has_lone_words(blocks: Sequence[Lines], width: int) -> bool:
    """Tell whether paragraphs begin with a line of one word, as Word's HTML does when pasted.

    Plain subheadings stand alone as well, but then the next line begins with a capital.
    """
    nexts = [
        block[at + 1]
        for block in blocks
        for at in range(len(block) - 1)
        if (at == 0 or ends_sentence(block[at - 1])) and is_lone(block, at, width)
    ]
    in_lower_case = sum(not opens_sentence(line) for line in nexts)
    return len(nexts) > 1 and 3 * in_lower_case >= len(nexts)


def is_lone(block: Lines, at: int, width: int) -> bool:
    """Tell whether a line holds only a sentence's first words, with room for more."""
    return is_scrap(block, at, width) and not ends_sentence(block[at])


def is_scrap(block: Lines, at: int, width: int) -> bool:
    """Tell whether a line holds a few words, maybe a whole sentence, with room for more."""
    line = block[at]
    few = len(re.split("[ \t]+", line.strip())) <= _FEW_WORDS and 2 * len(line) <= width
    return few and opens_sentence(line) and had_room(block, at, width)


def had_room(block: Lines, at: int, width: int) -> bool:
    """Tell whether the next line's first word would have fitted on this line."""
    if at + 1 >= len(block):
        return False
    return len(block[at]) + 1 + len(block[at + 1].split()[0]) <= width


def is_long(line: str) -> bool:
    """Tell whether a line is long even without its longest word, which may be an address."""
    return len(line) - max(map(len, line.split()), default=0) > _LONG


def _holds_two_sentences(line: str) -> bool:
    return _TWO_SENTENCES.search(line) is not None


def _is_indented(line: str) -> bool:
    return INDENT.match(line) is not None


def _are_mostly(has: Callable[[str], bool], lines: Lines) -> bool:
    return _share(has, lines) > _MOST


def _share(has: Callable[[str], bool], lines: Lines) -> float:
    """Return for which part of some lines something holds: 0 to 1, and 0 where there are none."""
    return sum(map(has, lines)) / len(lines) if lines else 0.0


def _count_characters(lines: Lines) -> int:
    return sum(map(len, lines))
