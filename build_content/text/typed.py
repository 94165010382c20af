"""A text as typed, and the way from a block's content, which lacks markers, back into it."""

from __future__ import annotations

import re
from itertools import accumulate

from markdown_it.token import Token


class TypedText:
    """A text as typed. Its blocks are entered in order: a table's cells are told apart by that."""

    def __init__(self, source: str, *, inline: bool) -> None:
        self.source = source
        self._inline = inline
        self._lines = source.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._in_table = False
        self._cell_start = self._cell_end = 0

    def enter(self, block: Token) -> None:
        """Go on to the next token of a block, which may be a table's or one of its cells."""
        if block.type in ("table_open", "table_close"):
            self._in_table = block.type == "table_open"
        elif block.type == "tr_open":
            self._cell_start = self._cell_end = 0
        elif block.type == "inline" and self._in_table and block.map:
            self._enter_cell(self._lines[block.map[0]], block.content)

    def _enter_cell(self, line: str, content: str) -> None:
        # a pipe within a cell is typed with a backslash before it
        pattern = re.escape(content).replace(r"\|", r"\\\|")
        found = re.compile(pattern).search(line, self._cell_end)
        self._cell_start, self._cell_end = found.span() if found else (0, self._cell_end)

    def offset_of(self, block: Token, offset: int) -> int:
        """Turn an offset into a block's content into one into the text as typed."""
        if self._inline or not block.map:
            return offset
        row = block.map[0]
        if self._in_table:
            escapes = block.content.count("|", 0, offset)
            return self._starts[row] + self._cell_start + offset + escapes
        above = block.content.count("\n", 0, offset)
        start = block.content.rfind("\n", 0, offset) + 1
        line = block.content[start:].partition("\n")[0]
        typed = self._lines[row + above] if row + above < len(self._lines) else ""
        # markers and indentation stand before it, and tabs there may have become spaces
        indent = typed.find(line.strip()) - (len(line) - len(line.lstrip()))
        return self._starts[row + above] + max(0, indent + offset - start)

    def find_needle(self, offset: int, length: int) -> tuple[str, int]:
        """Return what stands at an offset, and how many times it stands before, from 0."""
        needle = self.source[offset : offset + length]
        return needle, self.source.count(needle, 0, offset) if needle else 0
