"""A text of the author's, read once: its tokens, the references in it, and its faults."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from build_content.text.dialect import make_parser
from build_content.text.sentences import UNSEEN, find_sentence, tidy_spaces
from build_content.text.typed import TypedText

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
    citation adds (a page); `words` are those that lead there, none of a citation; `needle` and
    `nth` find it in the text as typed.
    """

    kind: str
    id: str
    snippet: str
    needle: str
    nth: int
    number: int
    locator: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bare:
    """An id in plain text, `@id` or `[id]`: no reference, but meant as one if a source has it."""

    id: str
    needle: str
    nth: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as typed and as read; `inline` tells that blocks were not looked for."""

    source: str
    tokens: tuple[Token, ...]
    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]
    inline: bool = False
    bare: tuple[Bare, ...] = ()

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
    tokens = _parser().parseInline(source.rstrip())
    return gather_prose(source, tokens, inline=True)


def read_blocks(source: str) -> Prose:
    """Read a text of any number of Markdown blocks."""
    return gather_prose(source, _parser().parse(source), inline=False)


def gather_prose(source: str, tokens: list[Token], *, inline: bool) -> Prose:
    """Gather references and faults from tokens that were read from a source.

    The tokens may be some of the source's, as the sections of an essay are.
    """
    typed = TypedText(source, inline=inline)
    references: list[Reference] = []
    faults: list[Fault] = []
    bare: list[Bare] = []
    counts: Counter[tuple[str, str]] = Counter()
    for token in tokens:
        typed.enter(token)
        if token.type == "html_block":
            faults.append(_tell_html(typed, token.content, typed.offset_of(token, 0)))
        for at, child in enumerate(token.children or ()):
            if not _closes_what_was_told(token, at):
                faults += _find_faults(typed, token, child)
        references += _find_references(typed, token, counts)
        for offset, kind, id, markup in token.meta.get("loose", ()):
            needle = typed.find_needle(typed.offset_of(token, offset), len(markup))
            if kind:
                faults.append(_tell_loose(kind, id, needle))
            else:
                bare.append(Bare(id, *needle))
    return Prose(
        source, tuple(tokens), tuple(references), tuple(faults), inline=inline, bare=tuple(bare)
    )


def _closes_what_was_told(block: Token, at: int) -> bool:
    """Tell whether a child is `</x>` below an `<x>`: one of the two says it all."""
    children = block.children or []
    name = children[at].content.removeprefix("</").rstrip("> ")
    if children[at].type != "html_inline" or name == children[at].content:
        return False
    opened = (child.content for child in children[:at] if child.type == "html_inline")
    return any(re.match(rf"<{re.escape(name)}\b", tag) for tag in opened)


def _find_faults(typed: TypedText, block: Token, token: Token) -> list[Fault]:
    if token.type == "html_inline":
        offset = typed.offset_of(block, token.meta["offset"])
        return [_tell_html(typed, token.content, offset)]
    if token.type == "link_open":
        return _tell_address(typed, str(token.attrs.get("href", "")), block, token)
    return [
        _tell_citation(typed, item, typed.offset_of(block, at))
        for at, item in token.meta.get("malformed", ())
    ]


def _tell_address(typed: TypedText, address: str, block: Token, token: Token) -> list[Fault]:
    if _SCHEME.match(address):
        return []
    offset = typed.offset_of(block, token.meta.get("offset", 0))
    scheme = address.partition(":")[0] if ":" in address else ""
    said = f"a link has the scheme '{scheme}:'" if scheme else f"a link leads to '{address}'"
    hint = (
        "links begin with https://, http:// or mailto:, or are event:, actor:, term:, series: "
        "or claim: and an id"
    )
    return [Fault("bad-url", said, hint, *typed.find_needle(offset, 1))]


def _tell_html(typed: TypedText, markup: str, offset: int) -> Fault:
    tag = markup.strip().split("\n")[0]
    shown = tag if len(tag) <= 30 else tag[:30] + "…"
    needle, nth = tag[:12], typed.source.count(tag[:12], 0, offset)
    said = f"raw HTML is not shown: '{shown}'"
    return Fault("raw-html", said, "write Markdown; for a literal < write \\<", needle, nth)


def _tell_citation(typed: TypedText, item: str, offset: int) -> Fault:
    said = f"'{item}' is not a citation" if item else "a citation is missing here"
    hint = "'@' before each id, ';' between two, ',' before a page: [@a; @b, p. 4]"
    needle, nth = typed.find_needle(offset, len(item) or 1)
    return Fault("unknown-source", said, hint, needle, nth)


def _tell_loose(kind: str, id: str, needle: tuple[str, int]) -> Fault:
    """Tell of what looks like a reference: of the kinds that have none, what else to write."""
    id = id.rstrip(".,;:!?*_`'\"")
    if kind == "section":
        said = f"'section:{id}' leads nowhere: sections have no such links"
        return Fault("bad-url", said, "take it out, or name the section in words", *needle)
    if kind == "source":
        is_typed_so = needle[0].startswith("source:")
        said = f"'source:{id}' is no citation" if is_typed_so else f"'{needle[0]}' has no end: ']'"
        hint = f"write [@{id}]" if id else "write [@ID], or \\[@ where no citation is meant"
        return Fault("unknown-source", said, hint, *needle)
    said = f"'{kind}:{id}' is not within a whole link"
    hint = f"write [the words]({kind}:{id}), both brackets closed and no space between them"
    return Fault(f"unknown-{kind}", said, hint, *needle)


def _find_references(
    typed: TypedText, block: Token, counts: Counter[tuple[str, str]]
) -> list[Reference]:
    """Return the references of one block in order, each with its sentence.

    A citation has no words of its own: it belongs to the sentence that it follows.
    """
    plain = "".join(plain_of(token) for token in block.children or ())
    found: list[Reference] = []
    length = 0
    for at_token, token in enumerate(block.children or ()):
        if token.type == "citation":
            snippet = find_sentence(plain, max(0, len(plain[:length].rstrip(f" {UNSEEN}")) - 1))
            for (id, locator), at in zip(token.meta["items"], token.meta["offsets"], strict=True):
                needle = typed.find_needle(typed.offset_of(block, at), len(id) + 1)
                counts["source", id] += 1
                number = counts["source", id]
                found.append(Reference("source", id, snippet, *needle, number, locator))
        elif token.type == "reference_open":
            kind, id = token.meta["kind"], token.meta["id"]
            offset = typed.offset_of(block, token.meta["offset"])
            is_here = typed.source.startswith(f"{kind}:{id}", offset)
            needle = typed.find_needle(offset, len(f"{kind}:{id}") if is_here else 1)
            counts[kind, id] += 1
            number = counts[kind, id]
            snippet, words = find_sentence(plain, length), _find_words(block, at_token)
            found.append(Reference(kind, id, snippet, *needle, number, words=words))
        length += len(plain_of(token))
    return found


def _find_words(block: Token, opening: int) -> str:
    """Return the words of the reference that opens at a child, up to where it closes."""
    parts, depth = [], 0
    for token in (block.children or ())[opening:]:
        depth += (token.type == "reference_open") - (token.type == "reference_close")
        if not depth:
            break
        parts.append(plain_of(token))
    return tidy_spaces("".join(parts))


def plain_of(token: Token) -> str:
    """Return what a reader sees of one inline token, without marks or notes."""
    if token.type in _SHOWN:
        return token.content
    if token.type == "citation":
        return UNSEEN
    return " " if token.type in ("softbreak", "hardbreak") else ""
