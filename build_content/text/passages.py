"""What a block of prose refers to, with the words that each reference stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from build_content.text.prose import plain_of
from build_content.text.sentences import tidy_spaces


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference: what it points at, the words it marks, and a citation's place in a source.

    A citation has no words, only a citation has a locator.
    """

    kind: str
    id: str
    words: str = ""
    locator: str = ""


def list_mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Return the references in tokens of blocks, in the order in which they begin."""
    return [mention for token in tokens for mention in _list_in_line(token.children or ())]


def _list_in_line(tokens: Sequence[Token]) -> Iterator[Mention]:
    for at, token in enumerate(tokens):
        if token.type == "citation":
            for id, locator in token.meta["items"]:
                yield Mention("source", id, locator=locator)
        elif token.type == "reference_open":
            yield Mention(token.meta["kind"], token.meta["id"], _words_from(tokens[at:]))


def _words_from(tokens: Sequence[Token]) -> str:
    """Return what readers see from an opened reference to where it closes."""
    depth, words = 0, ""
    for token in tokens:
        depth += {"reference_open": 1, "reference_close": -1}.get(token.type, 0)
        words += plain_of(token)
        if depth == 0:
            break
    return tidy_spaces(words)
