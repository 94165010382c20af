"""Leave out of stylesheets the rules that match nothing on a site: half of what a theme brings.

A rule goes if all its selectors ask for an element, a class, an id or an attribute whose name
stands in no page of the site and in no script. Whatever is not certain stays: what pseudo-classes
such as `:not()` ask for, rules within rules, at-rules that are not known, a sheet with a mistake.

https://www.w3.org/TR/selectors-4/ and https://www.w3.org/TR/css-syntax-3/ rule.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Final

import tinycss2
from tinycss2.ast import (
    AtRule,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    ParseError,
    QualifiedRule,
    SquareBracketsBlock,
    StringToken,
)

_WORD: Final = re.compile(r"[\w-]+")
# A tag with its attributes; the second form is for one with a quote that nothing ends.
_TAG: Final = re.compile(
    r"""<[a-z][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>|<[a-z][^>]*>""", re.IGNORECASE
)
_INLINE: Final = re.compile(
    r"<script\b(?![^>]*ld\+json)[^>]*>(.+?)</script", re.DOTALL | re.IGNORECASE
)
# In a string of a script, the letter after the stroke is no part of the word that follows.
_ESCAPED: Final = re.compile(r"\\[bfnrtv]")
_CAPITAL: Final = re.compile(r"(?<=[a-z])([A-Z])")
# What browsers add by themselves: elements that HTML leaves out, and what a reader opened.
_ALWAYS: Final = frozenset("html head body tbody tr colgroup open".split())
_GROUPS: Final = frozenset("media supports container layer".split())
_EITHER: Final = frozenset("is where".split())
_COMPARED: Final = frozenset("= ~= |= ^= $= *=".split())
_WHOLE: Final = frozenset("= ~=".split())
# A selector that a browser does not understand makes it forget the rule, with all its selectors;
# these all browsers understand.
_PLAIN: Final = frozenset(
    """active after before checked disabled empty enabled first-child first-letter first-line
    first-of-type focus focus-visible focus-within hover is last-child last-of-type link not
    nth-child nth-last-child nth-of-type only-child placeholder root target visited where""".split()
)
# As tinycss2 writes them: a custom property that is a picture, and the names that are asked for.
_PICTURE: Final = re.compile(
    r"""(?<=[{;])(--[\w-]+):\s*url\((?:"(?:[^"\\]|\\.)*"|(?:[^"'()\s\\]|\\.)*)\)(?:;|(?=\}))"""
)
_ASKED: Final = re.compile(r"--[\w-]+(?!\s*:|[\w-])")


@dataclass(frozen=True)
class Names:
    """The words that pages hold or scripts may put into them, in small letters."""

    words: frozenset[str]
    scripted: frozenset[str]

    @cached_property
    def _starts(self) -> tuple[str, ...]:
        """What scripts may put something behind: `"md-color-" + name`."""
        return tuple(word for word in self.scripted if len(word) > 1 and word[-1] in "-_")

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        """What scripts may put something before: `name + "--active"`."""
        return tuple(word for word in self.scripted if len(word) > 1 and word[0] in "-_")

    def may_be(self, name: str) -> bool:
        """Tell whether a name of a stylesheet may stand in a page, now or after a script ran."""
        pieces = _WORD.findall(name.lower())
        return all(
            piece in _ALWAYS
            or piece in self.words
            or piece in self.scripted
            or piece.startswith(self._starts)
            or piece.endswith(self._ends)
            for piece in pieces
        )


def find_tags(html: str) -> set[str]:
    """Return the tags of a page, each once; most of them stand in other pages as well."""
    return set(_TAG.findall(html))


def find_scripts(html: str) -> set[str]:
    """Return the scripts that stand in a page itself, and the data they read."""
    return set(_INLINE.findall(html))


def find_names(tags: Iterable[str], scripts: Iterable[str]) -> Names:
    """Return the words of tags and scripts: names, parts of names, and what attributes say."""
    words = _WORD.findall(unescape(" ".join(tags)).lower())
    written = "\n".join(scripts)
    scripted = {*_WORD.findall(written), *_WORD.findall(_ESCAPED.sub(" ", written))}
    # https://html.spec.whatwg.org/multipage/dom.html#dom-dataset
    data = {"data-" + _CAPITAL.sub(r"-\1", word) for word in scripted}
    return Names(frozenset(words), frozenset(word.lower() for word in scripted | data))


def leave_out_unused(sheets: Mapping[str, str], names: Names) -> dict[str, str]:
    """Return stylesheets by name without the rules, and the pictures, that nothing asks for.

    A sheet with a mistake comes back as it is: what a browser makes of it is not for us to say.
    """
    kept = {name: leave_out_rules(text, names) for name, text in sheets.items()}
    asked = {found for text in kept.values() for found in _ASKED.findall(text)}
    asked |= names.words | names.scripted
    return {
        name: _PICTURE.sub(lambda found: found[0] if found[1] in asked else "", text)
        for name, text in kept.items()
    }


def leave_out_rules(sheet: str, names: Names) -> str:
    """Return a stylesheet without the rules that can match nothing, and without comments."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    try:
        return "".join(_keep(rules, names))
    except _Unsure:
        return sheet


class _Unsure(Exception):
    """A stylesheet has a mistake."""


def _keep(rules: Iterable[Node], names: Names) -> Iterator[str]:
    """Write the rules that may match, each as text."""
    for rule in rules:
        if isinstance(rule, ParseError):
            raise _Unsure(rule.message)
        if isinstance(rule, QualifiedRule):
            yield _keep_rule(rule, names)
        elif isinstance(rule, AtRule) and rule.content and rule.lower_at_keyword in _GROUPS:
            yield _keep_group(rule, names)
        else:
            yield rule.serialize()


def _keep_group(rule: AtRule, names: Names) -> str:
    """Write `@media` and its like with the rules that may match; nothing if there are none."""
    inner = tinycss2.parse_rule_list(rule.content or (), skip_comments=True, skip_whitespace=True)
    kept = "".join(_keep(inner, names))
    if not kept and rule.lower_at_keyword != "layer":  # which has its rank, though it is empty
        return ""
    return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"


def _keep_rule(rule: QualifiedRule, names: Names) -> str:
    """Write a rule with those of its selectors that may match; nothing if there are none."""
    listed = _split(rule.prelude)
    selectors = [one for one in listed if _may_match(one, names)]
    if not selectors:
        return ""
    if not all(map(_is_plain, listed)):
        selectors = listed
    head = ",".join(tinycss2.serialize(one).strip() for one in selectors)
    return f"{head}{{{tinycss2.serialize(rule.content)}}}"


def _is(node: Node | None, sign: str) -> bool:
    return isinstance(node, LiteralToken) and node.value == sign


def _split(prelude: Iterable[Node]) -> list[list[Node]]:
    """Part a list of selectors at its commas."""
    parts: list[list[Node]] = [[]]
    for node in prelude:
        if _is(node, ","):
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _is_plain(selector: Sequence[Node]) -> bool:
    """Tell whether every browser understands a selector."""
    pairs = itertools.pairwise(selector)
    named = (node for before, node in pairs if _is(before, ":") and not _is(node, ":"))
    return all(
        getattr(node, "lower_value", "") in _PLAIN or getattr(node, "lower_name", "") in _PLAIN
        for node in named
    )


def _may_match(selector: Sequence[Node], names: Names) -> bool:
    """Tell whether all that a selector asks for may stand in a page."""
    if any(_is(node, "|") for node in selector):  # a name of another namespace
        return True
    before: Node | None = None
    for node in selector:
        if not _may_be(node, before, names):
            return False
        before = node
    return True


def _may_be(node: Node, before: Node | None, names: Names) -> bool:
    """Tell whether one part of a selector, which follows another, may stand in a page."""
    match node:
        case IdentToken() if not _is(before, ":"):
            return names.may_be(node.value)
        case HashToken():
            return names.may_be(node.value)
        case SquareBracketsBlock():
            return _may_hold(node, names)
        case FunctionBlock() if node.lower_name in _EITHER:
            return any(_may_match(one, names) for one in _split(node.arguments))
    return True


def _may_hold(attribute: SquareBracketsBlock, names: Names) -> bool:
    """Tell whether an attribute may stand in a page, with the value it is to have, if it is one."""
    signs = {node.value for node in attribute.content if isinstance(node, LiteralToken)}
    asked = [node.value for node in attribute.content if isinstance(node, IdentToken | StringToken)]
    if not signs <= _COMPARED:  # a namespace
        return True
    return all(map(names.may_be, asked[: 2 if signs & _WHOLE else 1]))
