"""The notes of a passage: what it cites, and what checking found of the claims it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token
from markupsafe import Markup

from build_content.model import Claim, Source
from build_content.pages.findings import tell_record, voice_of
from build_content.pages.writer import PageWriter
from build_content.text.passages import Mention, list_mentions
from build_content.text.prose import Prose

PARAGRAPH: Final = "_p"
"""Begins the ids of paragraphs. Addresses with them have been published: they stay."""
_NOTED: Final = frozenset({"claim", "source"})
_WORDS_SHOWN: Final = 40
_RECORD_SHOWN: Final = 120


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim made in a passage: the words that make it, and what sources say of it."""

    claim: Claim
    words: str
    found: str


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source cited in a passage, with the places in it."""

    source: Source
    number: int
    locators: str
    voice: str


Note = ClaimNote | SourceNote


def write_passages(page: PageWriter, prose: Prose, *, deepen: int = 0) -> Markup:
    """Return a text of the essay: each paragraph with its link, each passage with its notes."""
    numbers = iter(range(1, len(prose.tokens) + 1))

    def finish(block: str, tokens: Sequence[Token]) -> str:
        if tokens[0].type == "heading_open":
            return block
        if tokens[0].type == "paragraph_open":
            block = _link_paragraph(page, block, next(numbers))
        notes = list_notes(page, list_mentions(tokens))
        return _put_beside(page, block, notes) if notes else block

    return page.prose(prose, deepen=deepen, anchored=True, marked=True, finish=finish)


def _put_beside(page: PageWriter, block: str, notes: Sequence[Note]) -> str:
    """Return a block of the essay with its notes; it is Markdown already."""
    summary = count_notes(page, notes)
    return page.render("notes.md.jinja", block=Markup(block), notes=notes, summary=summary)  # noqa: S704


def _link_paragraph(page: PageWriter, block: str, number: int) -> str:
    """Give a paragraph its id, and a link to itself that search does not read."""
    id = f"{PARAGRAPH}{number}"
    name = page.language.say("evidence.paragraph_link", n=number)
    link = f'[¶](#{id}){{ .paragraph-link aria-label="{name}" data-search-exclude="" }}'
    return f"{block}&nbsp;{link}\n{{: #{id} }}"


def list_notes(page: PageWriter, mentions: Sequence[Mention]) -> list[Note]:
    """Return a note for each claim and source among mentions, in their order, none twice."""
    noted = dict.fromkeys((one.kind, one.id) for one in mentions if one.kind in _NOTED)
    return [
        _note_claim(page, id, mentions) if kind == "claim" else _note_source(page, id, mentions)
        for kind, id in noted
    ]


def _note_claim(page: PageWriter, id: str, mentions: Iterable[Mention]) -> ClaimNote:
    claim = page.site.claim(id)
    words = next(one.words for one in mentions if (one.kind, one.id) == ("claim", id))
    return ClaimNote(
        claim, shorten(words, _WORDS_SHOWN), tell_record(claim, page.language, _RECORD_SHOWN)
    )


def _note_source(page: PageWriter, id: str, mentions: Iterable[Mention]) -> SourceNote:
    cited = [one.locator for one in mentions if (one.kind, one.id) == ("source", id)]
    locators = "; ".join(dict.fromkeys(locator for locator in cited if locator))
    source = page.site.source(id)
    return SourceNote(source, page.graph.numbers[id], locators, voice_of(source, page.language))


def shorten(words: str, length: int) -> str:
    """Return words up to a length in characters, cut between two of them with an ellipsis."""
    if len(words) <= length:
        return words
    kept = words[: length + 1].rpartition(" ")[0] or words[:length]
    return kept.rstrip(" ,;:.–—") + "…"


def count_notes(page: PageWriter, notes: Sequence[Note]) -> str:
    """Return what notes hold, in words: claims checked and not, views, sources."""
    claims = [note.claim for note in notes if isinstance(note, ClaimNote)]
    facts = [claim for claim in claims if claim.verdict]
    unchecked = sum(claim.verdict == "unchecked" for claim in facts)
    counts = {
        "evidence.checked": len(facts) - unchecked,
        "evidence.unchecked": unchecked,
        "evidence.views": len(claims) - len(facts),
        "evidence.sources": len(notes) - len(claims),
    }
    return page.language.say("evidence.joint").join(
        page.language.count(key, number) for key, number in counts.items() if number
    )
