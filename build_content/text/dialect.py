"""The Markdown that authors write: CommonMark 0.31, pipe tables and our references.

https://spec.commonmark.org/0.31.2/ and, for tables, https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

SCHEMES: Final = {
    "event": "event",
    "actor": "actor",
    "term": "term",
    "series": "series",
    "claim": "claim",
}
_CITATION: Final = re.compile(r"\[@(?:[^\[\]\\]|\\.)*\]", re.DOTALL)
_ITEM: Final = re.compile(r"@([^\s@,]+)\s*(?:,(?!\s*@)\s*(.*))?", re.DOTALL)
_TARGET: Final = re.compile(rf"({'|'.join(SCHEMES)}):([^()<>\n]*)")
_OWN_ID: Final = re.compile(r"[ \t]*(?<!\\)\{#([^{}]*)\}[ \t]*$")

# What stands before the colon in `[words] (event:x)`, `[words](event:x` and `[words(event:x)`.
_LOOSE_KIND: Final = re.compile(rf"(?<!\\)\(({'|'.join(SCHEMES)}|source|section)$")
_LOOSE_ID: Final = re.compile(r":([a-z0-9][^\s()\[\]<>]*)")
_LOOSE_CITATION: Final = re.compile(r"\[@([^\s\[\];,]*)")
_SLUG: Final = r"([a-z0-9]+(?:-[a-z0-9]+)*)"
# The end of no mail address, and the beginning of none.
_BARE: Final = re.compile(rf"\[{_SLUG}\]|(?<![\w.%+\[])@{_SLUG}(?![\w@/-]|\.\w)")
_LONGEST_KIND: Final = len("\\(section")
_LOOSE: Final = "loose references"

InlineRule = Callable[[StateInline, bool], bool]
Loose = tuple[int, str, str, str]
"""Offset, kind, id and markup of what looks like a reference: see `make_parser`."""


def make_parser() -> MarkdownIt:
    """Return a parser whose tokens carry references and, where it matters, their offsets.

    Beside CommonMark's tokens there are `citation` (meta: items, each (source id, locator), and
    their offsets; malformed, each (offset, text)) and `reference_open` / `reference_close` (meta:
    kind, id, offset of the address, or of the whole where the address is elsewhere). Raw HTML is
    kept as tokens, so that it can be told to the author; pictures are not read. A block's `inline`
    token has the meta `loose`: each (offset, kind, id, markup) of what looks like a reference and
    is none. Its kind is empty where only the sources tell whether it was meant as one. Offsets
    count from the start of the block's content.
    """
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("image")
    parser.validateLink = _accept  # type: ignore[method-assign]
    for name in ("link", "autolink", "html_inline"):
        _note_offset(parser, name)
    parser.inline.ruler.before("link", "citation", _read_citation)
    parser.inline.ruler.before("link", "reference", _read_reference)
    # last: what comes here is plain text, as code, links and what has a backslash are read by then
    parser.inline.ruler.push("loose", _note_loose)
    parser.core.ruler.after("inline", "loose", _hand_out_loose)
    parser.core.ruler.before("inline", "section_id", _take_section_ids)
    parser.core.ruler.push("late_reference", _turn_late_links)
    return parser


def _accept(url: str) -> bool:  # noqa: ARG001 - what a link may be is told by its own rule
    return True


def _note_offset(parser: MarkdownIt, name: str) -> None:
    """Make an inline rule remember where in the block it began: CommonMark tokens do not."""
    rules = parser.inline.ruler
    original: InlineRule = next(rule.fn for rule in rules.__rules__ if rule.name == name)

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's interface
        start, before = state.pos, len(state.tokens)
        found = original(state, silent)
        if found and not silent:
            for token in state.tokens[before:]:
                if token.type in ("link_open", "html_inline"):
                    token.meta.setdefault("offset", start)
        return found

    rules.at(name, noting)


def _read_citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Read `[@a; @b, p. 4]`: Pandoc's citations without prefixes."""
    if state.src[state.pos : state.pos + 2] != "[@":
        return False
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found.group()
        token.meta = _split_citation(found.group(), state.pos)
    state.pos = found.end()
    return True


def _split_citation(markup: str, start: int) -> dict[str, Any]:
    """Return a citation's meta: see `make_parser`."""
    items, offsets, malformed = [], [], []
    offset = start + 1
    for part in markup[1:-1].split(";"):
        item = part.strip()
        at = offset + part.find(item)
        found = _ITEM.fullmatch(item)
        if found:
            items.append((found.group(1), unescapeAll(found.group(2) or "")))
            offsets.append(at)
        else:
            malformed.append((at, item))
        offset += len(part) + 1
    return {"items": tuple(items), "offsets": tuple(offsets), "malformed": tuple(malformed)}


def _read_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Read `[words](event:ID)`: unlike CommonMark's links, the words may hold references."""
    if state.src[state.pos] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, state.pos, disableNested=False)
    if label_end < 0 or state.src[label_end + 1 : label_end + 2] != "(":
        return False
    target = _TARGET.match(state.src, label_end + 2)
    if not target or state.src[target.end() : target.end() + 1] != ")":
        return False
    if not silent:
        _push_reference(state, label_end, target)
    state.pos = target.end() + 1
    return True


def _push_reference(state: StateInline, label_end: int, target: re.Match[str]) -> None:
    start, end = state.pos, state.posMax
    opened = state.push("reference_open", "", 1)
    opened.meta = {"kind": target.group(1), "id": target.group(2), "offset": target.start()}
    state.pos, state.posMax = start + 1, label_end
    state.md.inline.tokenize(state)
    state.posMax = end
    state.push("reference_close", "", -1)


def _note_loose(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Note what looks like a reference and was not read as one; it stays plain text."""
    if not silent and state.src[state.pos] in "[@:":
        found = _find_loose(state.src, state.pos)
        if found:
            state.env.setdefault(_LOOSE, []).append((state.tokens, found))
    return False


def _find_loose(text: str, at: int) -> Loose | None:
    if text[at] == ":":
        kind = _LOOSE_KIND.search(text[max(0, at - _LONGEST_KIND) : at])
        id = _LOOSE_ID.match(text, at)
        if not kind or not id or _is_escaped(text, at - len(kind[0])):
            return None
        return at - len(kind[1]), kind[1], id[1], kind[1] + id[0]
    if citation := _LOOSE_CITATION.match(text, at):
        return at, "source", citation[1], citation[0]
    bare = _BARE.match(text, at)
    return (at, "", bare[1] or bare[2], bare[0]) if bare else None


def _is_escaped(text: str, end: int) -> bool:
    """Tell whether a bracket of the words before an address has a backslash, as one not meant."""
    opening = text.rfind("[", 0, end)
    is_beside = text[end - 1 : end] == "]" and opening >= 0
    return is_beside and "\\" in (text[opening - 1 : opening], text[end - 2 : end - 1])


def _hand_out_loose(state: StateCore) -> None:
    """Give each block what was noted in it: the tokens of a block are one list while it is read."""
    noted: dict[int, list[Loose]] = {}
    for tokens, loose in state.env.pop(_LOOSE, ()):
        noted.setdefault(id(tokens), []).append(loose)
    for block in state.tokens if noted else ():
        if id(block.children) in noted:
            block.meta["loose"] = tuple(noted[id(block.children)])


def _take_section_ids(state: StateCore) -> None:
    """Move `{#id}` from the end of a second-level heading into the heading's meta."""
    for opened, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opened.type == "heading_open" and opened.tag == "h2":
            found = _OWN_ID.search(inline.content)
            if found:
                opened.meta = {"id": found.group(1)}
                inline.content = inline.content[: found.start()]


def _turn_late_links(state: StateCore) -> None:
    """Turn links that reach our schemes in other ways (`[x][1]`, `<event:x>`) into references."""
    for block in state.tokens:
        targets: list[re.Match[str] | None] = []
        for token in block.children or ():
            if token.type == "link_open":
                targets.append(_TARGET.fullmatch(str(token.attrs.get("href", ""))))
                _turn_late_link(token, targets[-1])
            elif token.type == "link_close" and targets.pop():
                token.type = "reference_close"


def _turn_late_link(opened: Token, target: re.Match[str] | None) -> None:
    if target:
        opened.type = "reference_open"
        opened.meta |= {"kind": target.group(1), "id": target.group(2)}
