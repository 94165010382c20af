"""The index: every entry under the first letter of what it is called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from build_content.graph import Graph
from build_content.languages import Language
from build_content.model import Site
from build_content.pages.writer import PageWriter

KINDS = ("event", "source", "claim", "actor", "term", "series")
Line = tuple[str, str, str]


def write_index(graph: Graph) -> str:
    """Return `index-a-z.md`."""
    page = PageWriter(graph, "index-a-z")
    language = page.language
    groups = [
        (letter, list(lines))
        for letter, lines in groupby(
            list_lines(graph.site), key=lambda line: letter_of(line[0], language)
        )
    ]
    ids = {letter: f"_{'0-9' if letter == '#' else letter.lower()}" for letter, _ in groups}
    return page.write(
        "index_a_z.md.jinja",
        language.say("index.title"),
        language.say("index.summary"),
        groups=groups,
        ids=ids,
        tell_kind=lambda kind, id: _tell_kind(graph.site, kind, id),
    )


def _tell_kind(site: Site, kind: str, id: str) -> str:
    """Return what an entry is; of an actor that it is a state, an organisation or a person."""
    return site.language.say(f"index.{site.actor(id).kind if kind == 'actor' else kind}")


def list_lines(site: Site) -> list[Line]:
    """Return (text, kind, id) for every entry and alias, in alphabetical order."""
    return sorted(_lines(site), key=lambda line: (letter_key(line[0], site.language), line))


def _lines(site: Site) -> Iterator[Line]:
    for (kind, id), title in site.titles.items():
        if kind in KINDS:
            yield title, kind, id
    for actor in site.actors:
        for alias in actor.aliases:
            yield site.language.say("index.see", alias=alias, name=actor.name), "actor", actor.id
    for term in site.terms:
        for alias in term.aliases:
            yield site.language.say("index.see", alias=alias, name=term.term), "term", term.id


def letter_key(text: str, language: Language) -> tuple[str, str]:
    """Return what a text is sorted by: its letter, then its words without marks and case."""
    filed = _file(text, language)
    return _begin_of(filed), filed


def letter_of(text: str, language: Language) -> str:
    """Return the letter that a text stands under; `#` for what begins with no letter."""
    return _begin_of(_file(text, language))


def _file(text: str, language: Language) -> str:
    """Return a text as it is filed: by the first word that is no article, if it has another."""
    folded = _fold(text).lstrip()
    first, _, rest = folded.partition(" ")
    return rest.lstrip() or folded if first in language.articles else folded


def _begin_of(folded: str) -> str:
    first = folded[:1].upper()
    return first if first.isalpha() else "#"


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    if decomposed.replace(" ", "").isalnum():
        return decomposed
    return "".join(character for character in decomposed if character.isalnum() or character == " ")
