"""Outlets named in brackets: which brackets are citations, and a stub source for each outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml

from build_content.convert.pasted import ends_sentence, opens_sentence
from build_content.convert.slugs import choose_id

_BRACKETS: Final = re.compile(r"\(([^()\[\]]+)\)|\[([^()\[\]]+)\]")
_SENTENCE_ENDS: Final = re.compile(r"[\"'”’»]*(?:\s*$|[.!?…。])")
_NAME_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.&/-]*(?:['’.&/-][^\W\d_]*)*")
_SMALL_WORDS: Final = frozenset({
    "a", "an", "and", "at", "de", "del", "der", "des", "di", "die", "du", "el", "for", "in", "la",
    "le", "of", "on", "the",
})  # fmt: skip
# A name with one of these is an outlet's even if the table does not hold it.
_TELLING: Final = re.compile(
    r"\b(?:News|Times|Post|Herald|Tribune|Gazette|Journal|Review|Daily|Weekly|Magazine|Press"
    r"|Chronicle|Telegraph|Observer|Broadcasting|Radio|TV|Zeitung|Shimbun|Ilbo)\b"
)
# With these a bracket says something of its own.
_NOT_IN_NAMES: Final = frozenset({
    "also", "as", "cf", "compare", "emphasis", "from", "image", "my", "note", "our", "per", "photo",
    "read", "see", "source", "sources", "via",
})  # fmt: skip
_MAX_NAME: Final = 7  # words

Guess = Literal["citation", "unsure", "text"]


@dataclass(frozen=True, slots=True)
class SourceStub:
    """A source of which only the outlet's name is known, as typed."""

    id: str
    title: str
    kind: str
    type: str = "webpage"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket in a paragraph: from the offset `start` to `end`, and what it is taken for."""

    start: int
    end: int
    names: tuple[str, ...]
    taken_for: Guess


def find_brackets(text: str) -> Iterator[Bracket]:
    """Yield every bracket of a paragraph and whether it is a citation of outlets.

    It is one at the end of a sentence if each item looks like an outlet's name and at least one is
    known or tells by a word such as "News". Anything less with an outlet in it is unsure.
    """
    for found in _BRACKETS.finditer(text):
        names = tuple(name.strip() for name in re.split("[,;]", found[1] or found[2]))
        taken_for = _judge(names, text[: found.start()], text[found.end() :])
        yield Bracket(found.start(), found.end(), names, taken_for)


def make_stubs(names: Iterable[str]) -> Mapping[str, SourceStub]:
    """Return a stub for each outlet under its name as `name_key` writes it, in first-use order."""
    stubs: dict[str, SourceStub] = {}
    for name in names:
        if name_key(name) not in stubs:
            taken = {stub.id for stub in stubs.values()}
            kind = _known_outlets().get(name_key(name), "other")
            stubs[name_key(name)] = SourceStub(choose_id(name, "source", taken), name, kind)
    return stubs


def name_key(name: str) -> str:
    """Return what two spellings of the same outlet's name share."""
    return name.casefold()


def _judge(names: tuple[str, ...], before: str, after: str) -> Guess:
    known = any(name_key(name) in _known_outlets() for name in names)
    if not all(_looks_like_name(name) for name in names):
        return "unsure" if any(_holds_outlet(name) for name in names) else "text"
    if not known and not any(_TELLING.search(name) for name in names):
        return "text"
    if not _at_sentence_end(before, after) or (len(names) == 1 and _is_gloss(before, *names)):
        return "unsure"
    return "citation"


def _looks_like_name(name: str) -> bool:
    """Tell whether an item could name an outlet: known, or a few capitalised words, no digits."""
    if name_key(name) in _known_outlets():
        return True
    words = name.split()
    return (
        0 < len(words) <= _MAX_NAME
        and words[0][0].isupper()
        and all(_NAME_WORD.fullmatch(word) for word in words)
        and all(word[0].isupper() or word in _SMALL_WORDS for word in words)
        and not any(word.lower() in _NOT_IN_NAMES for word in words)
    )


def _holds_outlet(item: str) -> bool:
    """Tell whether an item begins or ends with a known outlet: "see NK News"."""
    words = item.split()[: 2 * _MAX_NAME]
    parts = (" ".join(part) for at in range(len(words)) for part in (words[at:], words[: at + 1]))
    return any(name_key(part) in _known_outlets() for part in parts)


def _at_sentence_end(before: str, after: str) -> bool:
    """Tell whether a bracket stands before a sentence's full stop, or between two sentences."""
    if _SENTENCE_ENDS.match(after):
        return True
    return ends_sentence(before) and after[:1].isspace() and opens_sentence(after)


def _is_gloss(before: str, name: str) -> bool:
    """Tell whether a bracket explains the words before it: "Foreign News Agency (FNA)"."""
    words = [word for word in re.findall(r"[^\W\d_]+", before[-120:]) if word not in _SMALL_WORDS]
    if name.isupper() and len(name) > 1:
        return "".join(word[0] for word in words[-len(name) :]) == name
    initials = "".join(word[0] for word in name.split() if word not in _SMALL_WORDS)
    return len(initials) > 1 and words[-1:] == [initials.upper()]


@cache
def _known_outlets() -> Mapping[str, str]:
    """Return the kind of each outlet in the table."""
    table = files(__package__).joinpath("outlets.yml").read_text("utf-8")
    kinds: dict[str, list[str]] = yaml.safe_load(table)
    return {name_key(name): kind for kind, names in kinds.items() for name in names}
