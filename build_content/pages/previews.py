"""Previews: the entries that a page links to, in brief, kept where only the script looks.

They stand in a `template`, which is no part of what is shown, read out, found or printed
(https://html.spec.whatwg.org/multipage/scripting.html#the-template-element), so that a page needs
no request to show one, not even from a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from build_content.addresses import address_of
from build_content.dates import words
from build_content.graph import Graph
from build_content.labels import Labels
from build_content.model import Actor, Claim, Event, Key, Source, Term
from build_content.pages.findings import tell_record, voice_of
from build_content.pages.references import finding_of
from build_content.text.escape import escape_attribute, escape_html
from build_content.text.sentences import take_sentences

MOST: Final = 160
"""How many entries a page keeps, by first link: more would cost every reader more than they help.

160 are some 12 kB compressed; the pages that link to more are lists of the same entries.
"""
_TEXT_SHOWN: Final = 200


class PreviewingPage(Protocol):
    """What previews ask of the page that they stand on."""

    @property
    def page(self) -> str:
        """The page's path without ending."""
        ...

    @property
    def graph(self) -> Graph:
        """The site and who refers to whom in it."""
        ...

    @property
    def labels(self) -> Labels:
        """The labels of records in the page's language."""
        ...

    def list_unseen(self) -> list[Key]:
        """Return the entries that the page links to and does not tell of."""
        ...


class Brief(NamedTuple):
    """An entry in brief, as plain text: what it is and how it stands, its name, a sentence."""

    about: tuple[str, ...]
    title: str
    text: str


def write_previews(page: PreviewingPage) -> str:
    """Return briefs of what a page links to, as HTML in which no Markdown is read.

    An entry is found by its address, seen from the page. Nothing where all stand on the page.
    """
    entries = page.graph.site.entries
    kept = [key for key in page.list_unseen() if key[0] in _TELL][:MOST]
    if not kept:
        return ""
    briefs = ((key, _TELL[key[0]](page, entries[key[0]][key[1]])) for key in kept)
    items = [
        f"<li data-of={_locate(page, key)}>{_write_brief(brief)}</li>" for key, brief in briefs
    ]
    opening = '<div hidden data-search-exclude><template id="_previews"><ul>'
    return "\n".join([opening, *items, "</ul></template></div>"])


def _locate(page: PreviewingPage, key: Key) -> str:
    """Return an entry's address from the page, as an attribute's value in quotes."""
    return f'"{escape_attribute(address_of(key).url_from_page(page.page))}"'


@lru_cache(maxsize=8192)
def _write_brief(brief: Brief) -> str:
    """Write a brief once: many pages link to the same entries."""
    about, title, text = (
        escape_html(part) for part in (" · ".join(brief.about), brief.title, brief.text)
    )
    told = f"<span>{text}</span>" if text else ""
    return f"<small>{about}</small> <b>{title}</b> {told}"


def _tell_event(page: PreviewingPage, event: Event) -> Brief:
    language = page.labels.language
    date = words(event.date, language.dates)
    about = (language.say("evidence.event"), date, page.labels.status_of(event))
    return Brief(about, event.title, take_sentences(event.summary.plain, _TEXT_SHOWN))


def _tell_claim(page: PreviewingPage, claim: Claim) -> Brief:
    language, labels = page.labels.language, page.labels
    about = (language.say("evidence.claim"), finding_of(claim, labels))
    return Brief(about, claim.statement.plain, tell_record(claim, language, _TEXT_SHOWN))


def _tell_actor(page: PreviewingPage, actor: Actor) -> Brief:
    about = (page.labels.language.say(f"evidence.{actor.kind}"),)
    told = take_sentences(actor.summary.plain, _TEXT_SHOWN) if actor.summary else ""
    return Brief(about, actor.name, told)


def _tell_term(page: PreviewingPage, term: Term) -> Brief:
    about = (page.labels.language.say("evidence.term"),)
    return Brief(about, term.term, take_sentences(term.definition.plain, _TEXT_SHOWN))


def _tell_source(page: PreviewingPage, source: Source) -> Brief:
    language = page.labels.language
    about = (
        language.say("evidence.source", n=page.graph.numbers.get(source.id, "")).strip(),
        voice_of(source, language),
    )
    date = words(source.issued, language.dates) if source.issued else ""
    told = ", ".join(part for part in (source.outlet, date) if part)
    return Brief(tuple(part for part in about if part), source.shown_title, told)


_TELL: Final[Mapping[str, Callable[[PreviewingPage, Any], Brief]]] = {
    "event": _tell_event,
    "claim": _tell_claim,
    "actor": _tell_actor,
    "term": _tell_term,
    "source": _tell_source,
}
