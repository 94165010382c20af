"""Lines of the essay that were meant as the heading of a section, and are none.

CommonMark (https://spec.commonmark.org/0.31.2/#atx-headings) takes them for text or for headings of
another level: the section would be lost in the one before, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from markdown_it.token import Token

from build_content.problems import Place, Problem
from build_content.reading.nodes import Source
from build_content.text.prose import Prose

_SHOWN: Final = 60
_NO_SPACE: Final = re.compile(r"(#+)(.*)")
_OWN_ID: Final = re.compile(r"(?<!\\)\{#([^{}`\s]*)\}[ \t]*$")
_OPEN_ID: Final = re.compile(r"(?<!\\)\{#([^{}`\s]*)[ \t]*$")


def find_lost_headings(prose: Prose, body: Source) -> Iterator[Problem]:
    """`no-sections`, `bad-id`: a heading of no section, or with an id that is none."""
    for opened, inline in pairwise(prose.tokens):
        if inline.type != "inline" or opened.level or not opened.map:
            continue
        if opened.type == "heading_open":
            yield from _judge_heading(opened, inline, body)
        elif opened.type == "paragraph_open":
            yield from _judge_lines(opened, inline, body)


def _judge_heading(opened: Token, inline: Token, body: Source) -> Iterator[Problem]:
    line = opened.map[0] if opened.map else 0
    own, unclosed = _OWN_ID.search(inline.content), _OPEN_ID.search(inline.content)
    words = _shorten(_OWN_ID.sub("", inline.content))
    if opened.tag == "h1":
        id = f" {own[0].strip()}" if own else ""
        said = f"'{words}' is a heading of the first level, which begins no section"
        hint = f"write '## {words}{id}'; the essay's title stands in its front matter"
        yield Problem(body.place(line, 0), "no-sections", said, hint)
    elif unclosed:
        words = _shorten(inline.content[: unclosed.start()])
        said = f"the id behind '{words}' is not closed"
        id = f" {{#{unclosed[1]}}}" if unclosed[1] and opened.tag == "h2" else ""
        hint = f"write '{opened.markup} {words}{id}'"
        yield Problem(_find(body, line, "{#"), "bad-id", said, hint)
    elif own and opened.tag != "h2":
        said = f"'{words}' is no section, and has no id of its own"
        hint = f"write '## {words} {own[0].strip()}' for a section, or leave the id out"
        yield Problem(_find(body, line, "{#"), "bad-id", said, hint)


def _judge_lines(opened: Token, inline: Token, body: Source) -> Iterator[Problem]:
    for at, line in enumerate(inline.content.split("\n"), opened.map[0] if opened.map else 0):
        if found := _NO_SPACE.match(line):
            marks, words = found[1], _shorten(found[2])
            said = f"a line begins with '{marks}' and is no heading"
            hint = f"write '## {words}' for a section, or '\\{marks}' for text"
            yield Problem(_find(body, at, "#"), "no-sections", said, hint)


def _shorten(words: str) -> str:
    """Return words on one line, short enough for a message."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()} …"


def _find(body: Source, line: int, needle: str) -> Place:
    """Return the place of the last occurrence of an id's bracket, the first of a mark."""
    typed = body.text.split("\n")[line]
    at = typed.rfind(needle) if needle == "{#" else typed.find(needle)
    return body.place(line, max(0, at))
