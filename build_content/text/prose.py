"""A text of the author's, read once: its tokens, the references in it, and its faults."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from build_content.text.dialect import make_parser
from build_content.text.sentences import find_sentence, tidy_spaces

_SCHEME: Final = re.compile(r"(?:https?://|mailto:)\S", re.ASCII | re.IGNORECASE)
_SHOWN: Final = frozenset({"text", "code_inline"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a text may not hold: the rule, what to say, and where to find it.

    `needle` stands in the text as typed; `nth` counts its occurrences from 0.
    """

    rule: str
    message: str
    hint: str
    needle: str
    nth: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One occurrence of a reference: what it points at, and the sentence it stands in.

    `number` counts the occurrences of the same target in one text from 1; `locator` is what a
    citation adds (a page); `needle` and `nth` find it in the text as typed.
    """

    kind: str
    id: str
    snippet: str
    needle: str
    nth: int
    number: int
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as typed and as read; `inline` tells that blocks were not looked for."""

    source: str
    tokens: tuple[Token, ...]
    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]
    inline: bool = False

    def __str__(self) -> str:
        return self.source

    @property
    def plain(self) -> str:
        """What readers see of the text, on one line: without marks and notes."""
        parts = []
        for block in self.tokens:
            parts += [plain_of(token) for token in block.children or ()]
            parts.append(" ")
        return tidy_spaces("".join(parts))


@cache
def _parser() -> MarkdownIt:
    return make_parser()


def read_inline(source: str) -> Prose:
    """Read a text that has no blocks: one paragraph's worth of Markdown."""
    tokens = _parser().parseInline(source)
    return gather_prose(source, tokens, inline=True)


def read_blocks(source: str) -> Prose:
    """Read a text of any number of Markdown blocks."""
    return gather_prose(source, _parser().parse(source), inline=False)


def gather_prose(source: str, tokens: list[Token], *, inline: bool) -> Prose:
    """Gather references and faults from tokens that were read from a source.

    The tokens may be some of the source's, as the sections of an essay are.
    """
    lines = source.split("\n")
    references: list[Reference] = []
    faults: list[Fault] = []
    for token in tokens:
        if token.type == "html_block":
            faults.append(_tell_html(source, token.content, _line_offset(lines, token)))
        for offset, child in _children_with_offsets(lines, token, inline=inline):
            faults += _find_faults(source, child, offset)
        references += _find_references(source, lines, token, references, inline=inline)
    return Prose(source, tuple(tokens), tuple(references), tuple(faults), inline)


def _children_with_offsets(
    lines: list[str], block: Token, *, inline: bool
) -> list[tuple[int, Token]]:
    return [
        (_source_offset(lines, block, child.meta.get("offset", 0), inline=inline), child)
        for child in block.children or ()
        if child.type in ("html_inline", "link_open")
    ]


def _find_faults(source: str, token: Token, offset: int) -> list[Fault]:
    if token.type == "html_inline":
        return [_tell_html(source, token.content, offset)]
    address = str(token.attrs.get("href", ""))
    if _SCHEME.match(address):
        return []
    scheme = address.partition(":")[0] if ":" in address else ""
    said = f"the scheme '{scheme}:'" if scheme else f"no scheme: '{address}'"
    return [
        Fault(
            "bad-url",
            f"a link has {said}",
            "links begin with https://, http:// or mailto:, or are event:, actor:, term:, "
            "series: or claim: and an id",
            source[offset : offset + 1] or "[",
            source.count(source[offset : offset + 1], 0, offset) if source else 0,
        )
    ]


def _tell_html(source: str, markup: str, offset: int) -> Fault:
    tag = markup.strip().split("\n")[0]
    shown = tag if len(tag) <= 30 else tag[:30] + "…"
    needle = tag[:12]
    return Fault(
        "raw-html",
        f"raw HTML is not shown: '{shown}'",
        "write Markdown; for a literal < write \\<",
        needle,
        source.count(needle, 0, offset),
    )


def _find_references(
    source: str, lines: list[str], block: Token, before: list[Reference], *, inline: bool
) -> list[Reference]:
    """Return the references of one block in order, each with its sentence."""
    if not block.children:
        return []
    plain, marks = _flatten(block.children)
    found: list[Reference] = []
    for start, token, kind, target, locator in marks:
        offset = _source_offset(lines, block, token.meta.get("offset", 0), inline=inline)
        needle = f"@{target}" if kind == "source" else f"{kind}:{target}"
        same = sum(r.kind == kind and r.id == target for r in (*before, *found))
        found.append(
            Reference(
                kind,
                target,
                find_sentence(plain, start),
                needle,
                source.count(needle, 0, offset),
                same + 1,
                locator,
            )
        )
    return found


def _flatten(children: list[Token]) -> tuple[str, list[tuple[int, Token, str, str, str]]]:
    """Return a block's plain text and its references: (offset in it, token, kind, id, locator).

    A citation has no words of its own: it belongs to the sentence that it follows.
    """
    parts: list[str] = []
    length = 0
    marks: list[tuple[int, Token, str, str, str]] = []
    for token in children:
        if token.type == "citation":
            marks += [
                (max(0, length - 2), token, "source", target, locator)
                for target, locator in token.meta["items"]
            ]
        elif token.type == "reference_open":
            marks.append((length, token, token.meta["kind"], token.meta["id"], ""))
        shown = plain_of(token)
        parts.append(shown)
        length += len(shown)
    return "".join(parts), marks


def plain_of(token: Token) -> str:
    """Return what a reader sees of one inline token, without marks or notes."""
    if token.type in _SHOWN:
        return token.content
    return " " if token.type in ("softbreak", "hardbreak") else ""


def _line_offset(lines: list[str], block: Token) -> int:
    first = block.map[0] if block.map else 0
    return sum(len(line) + 1 for line in lines[:first])


def _source_offset(lines: list[str], block: Token, offset: int, *, inline: bool) -> int:
    """Turn an offset into a block's content into one into the text as typed.

    A block's content is the source's lines without their indentation and markers.
    """
    if inline or not block.map:
        return offset
    before = block.content[:offset].split("\n")
    row = block.map[0] + len(before) - 1
    content_line = block.content.split("\n")[len(before) - 1]
    typed = lines[row] if row < len(lines) else ""
    indent = max(0, typed.find(content_line))
    return sum(len(line) + 1 for line in lines[:row]) + indent + len(before[-1])
