"""Where paragraphs begin in a pasted text, with or without blank lines between them.

A line break inside a paragraph was made by a program that filled lines to some width. So a line
that was left although the next word would have fitted was left on purpose. That, where sentences
end, and what the line looks like, are the signals; each rule at the end of this file reads one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from build_content.convert.layout import (
    HEADING,
    INDENT,
    Layout,
    Lines,
    had_room,
    is_lone,
    is_long,
    is_scrap,
    read_layout,
)
from build_content.convert.pasted import ends_sentence, opens_sentence

_ITEM: Final = re.compile(r"\s*(?:[-–*•·▪◦+]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S")
_NEARBY: Final = 12  # lines within which a list has another item
_PAUSES: Final = (".", ":", ";", ",", "!", "?")
_MAX_SUBHEAD: Final = 8  # words


def split_paragraphs(lines: Lines) -> list[list[str]]:
    """Return the paragraphs of a text as lists of their lines; headings and items are such too."""
    blocks = _split_blocks(lines)
    layout = read_layout(blocks)
    return [paragraph for block in blocks for paragraph in _split_block(block, layout)]


def _split_blocks(lines: Lines) -> list[list[str]]:
    """Part lines at blank lines."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _split_block(block: Lines, layout: Layout) -> Iterator[list[str]]:
    paragraph = [block[0]]
    for at in range(1, len(block)):
        if any(begins(block, at, layout) for begins in _RULES):
            yield paragraph
            paragraph = []
        paragraph.append(block[at])
    yield paragraph


def _is_cut(block: Lines, at: int, layout: Layout) -> bool:
    return len(block[at]) <= layout.cut and had_room(block, at, layout.width)


def _is_subhead(block: Lines, at: int, layout: Layout) -> bool:
    """Tell whether a line is a heading without a mark: a few words left without a full stop."""
    line = block[at]
    return (
        _is_cut(block, at, layout)
        and (at == 0 or ends_sentence(block[at - 1]))
        and opens_sentence(line)
        and line[-1].isalnum()
        and len(line.split()) <= _MAX_SUBHEAD
        and opens_sentence(block[at + 1])
    )


def _beside_heading(block: Lines, at: int, _layout: Layout) -> bool:
    return any(HEADING.match(line) for line in block[at - 1 : at + 1])


def _is_whole(block: Lines, at: int, layout: Layout) -> bool:
    """Tell lines that are a paragraph each: all of them, or a very long one among the others."""
    return layout.whole or (layout.long_lines and any(map(is_long, block[at - 1 : at + 1])))


def _is_indented(block: Lines, at: int, layout: Layout) -> bool:
    return layout.indents and INDENT.match(block[at]) is not None


def _is_item(block: Lines, at: int, layout: Layout) -> bool:
    """Tell an item of a list from a line that merely begins with a dash."""
    nearby = [*block[max(0, at - _NEARBY) : at], *block[at + 1 : at + _NEARBY]]
    if not _ITEM.match(block[at]) or not any(_ITEM.match(line) for line in nearby):
        return False
    return block[at - 1].endswith(_PAUSES) or had_room(block, at - 1, layout.width)


def _follows_short_line(block: Lines, at: int, layout: Layout) -> bool:
    """Tell whether a sentence ended above and the line was left: a paragraph's last."""
    return (
        not layout.lone_words
        and ends_sentence(block[at - 1])
        and opens_sentence(block[at])
        and _is_cut(block, at - 1, layout)
    )


def _beside_subhead(block: Lines, at: int, layout: Layout) -> bool:
    return not layout.lone_words and any(
        _is_subhead(block, line, layout) for line in (at - 1, at) if line + 1 < len(block)
    )


def _is_lone_word(block: Lines, at: int, layout: Layout) -> bool:
    """Tell a paragraph's first word alone on its line, sure where the next line goes on with it."""
    if layout.ragged or not is_lone(block, at, layout.width):
        return False
    if ends_sentence(block[at - 1]):
        return layout.lone_words or not opens_sentence(block[at + 1])
    # A title or a line that ends with a colon may stand above, but not another word alone.
    left_early = had_room(block, at - 1, layout.width) or block[at - 1].endswith(":")
    return layout.lone_words and left_early and not is_lone(block, at - 1, layout.width)


def _is_lone_sentence(block: Lines, at: int, layout: Layout) -> bool:
    """Tell a sentence of a word that opens a paragraph ("No.") from one that ends the last."""
    if not layout.lone_words or not ends_sentence(block[at - 1]):
        return False
    if not is_scrap(block, at, layout.width) or not ends_sentence(block[at]):
        return False
    return had_room(block, at - 1, layout.width) or not is_lone(block, at + 1, layout.width)


_RULES: Final[tuple[Callable[[Lines, int, Layout], bool], ...]] = (
    _beside_heading,
    _is_whole,
    _is_indented,
    _is_item,
    _follows_short_line,
    _beside_subhead,
    _is_lone_word,
    _is_lone_sentence,
)
"""Each tells, of a line that is not the first of its block, whether a paragraph begins there."""
