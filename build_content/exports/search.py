"""What the search looks through: every entry of the site, with what it is and when it was.

A page's search index would tell of headings and pages. This one tells of events, claims, sources,
people, terms, series and sections, each at its own address. `docs/assets/scripts/search-words.js`
reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from build_content.addresses import address_of
from build_content.dates import EdtfDate, words
from build_content.graph import Graph
from build_content.labels import Labels
from build_content.languages import Language
from build_content.model import Actor, Claim, Event, Series, Site, Source, SourceRef
from build_content.text.escape import collapse
from build_content.text.prose import Prose

Json = dict[str, Any]
KINDS: Final = ("event", "claim", "actor", "term", "series", "section", "source", "page")
# What a question can ask for by its first words.
HINTED: Final = ("series", "term", "actor", "event", "section", "source")
# As much as a page is told by that has no entry of its own, such as the list of sources.
LEAD: Final = 240
# MkDocs leaves whole tags, and no other `<`; the last one may have been cut.
_TAG: Final = re.compile(r"<[^>]*>?")


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What the search looks through.

    `entries` each have `location` (relative to the site's root), `title`, `text` (what a snippet
    is taken from) and `kind`; and, where there is any, `names` (what else it is called), `more`
    (what is found, but not shown), `date` in words, `from` and `to` (ISO 8601 days).
    `config` holds the words of the language; `pages` are the pages that the build writes.
    """

    entries: Sequence[Json]
    config: Json
    pages: frozenset[str]


def gather_search(graph: Graph, paths: Iterable[str]) -> SearchIndex:
    """Return what the search looks through, given the paths under `docs/` that are written."""
    pages = (path.removesuffix(".md") + ".html" for path in paths if path.endswith(".md"))
    return SearchIndex(
        entries=[_leave_out_empty(entry) for entry in _list_entries(graph)],
        config=_describe_language(graph.site.language),
        pages=frozenset(pages),
    )


def rewrite_index(index: SearchIndex, renderers: str) -> str:
    """Return the whole index as JSON: the entries, and the renderer's pages that have none.

    `renderers` is its `search_index.json`: under `docs` a page, then its headings, each with
    `location`, `title` and `text` as HTML. A page written by hand is told with its headings, a
    page of the build with its first words: its headings are entries, or say nothing by themselves.
    """
    docs: list[Json] = json.loads(renderers)["docs"]
    whole = {"config": index.config, "docs": [*index.entries, *_list_pages(index, docs)]}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _list_pages(index: SearchIndex, docs: Iterable[Json]) -> Iterator[Json]:
    known = {entry["location"] for entry in index.entries}
    for doc in docs:
        page, _, heading = doc["location"].partition("#")
        if page in known or (heading and page in index.pages):
            continue
        html = doc["text"][:LEAD] if page in index.pages else doc["text"]
        text = collapse(unescape(_TAG.sub(" ", html)))
        yield {"location": doc["location"], "title": unescape(doc["title"]), "kind": "page",
               "text": text}  # fmt: skip


def _leave_out_empty(entry: Json) -> Json:
    return {key: value for key, value in entry.items() if value}


def _list_entries(graph: Graph) -> Iterator[Json]:
    site = graph.site
    labels = Labels(site.language)
    for event in site.timeline:
        yield _describe_event(site, labels, event)
    for claim in site.claims:
        yield _describe_claim(site, labels, claim)
    for actor in site.actors:
        yield _describe_actor(site, actor)
    for term in site.terms:
        text = _join([term.definition])
        yield _describe("term", term.id, term.term, text) | {"names": [*term.aliases]}
    for series in site.series:
        yield _describe_series(site, labels, series)
    for section in site.essay.sections:
        yield _describe("section", section.id, section.heading.plain, _join([section.text]))
    for source in site.sources:
        yield _describe_source(site, source)


def _describe(kind: str, id: str, title: str, text: str) -> Json:
    return {"location": address_of((kind, id)).url, "title": title, "kind": kind, "text": text}


def _describe_event(site: Site, labels: Labels, event: Event) -> Json:
    more = [
        event.place.name if event.place else None,
        labels.status_of(event),
        *_list_quotes(event.sources),
        *(name for id in event.actors for name in _name_actor(site, id)),
    ]
    return (
        _describe("event", event.id, event.title, _join([event.summary, event.body]))
        | _tell_date(site, event.date)
        | {"more": _join(more), "names": [labels.code_of(site.event_numbers[event.id])]}
    )


def _describe_claim(site: Site, labels: Labels, claim: Claim) -> Json:
    quote = claim.quote and f"“{claim.quote}”"
    text = _join([quote, claim.record, claim.since])
    more = [labels.verdict_of(claim), *_list_quotes([*claim.sources, *claim.against])]
    return _describe("claim", claim.id, site.titles["claim", claim.id], text) | {
        "more": _join(more),
    }


def _describe_actor(site: Site, actor: Actor) -> Json:
    whole = actor.part_of and site.titles["actor", actor.part_of]
    entry = _describe("actor", actor.id, actor.name, _join([actor.summary]))
    return entry | {"names": [*actor.aliases], "more": whole}


def _describe_series(site: Site, labels: Labels, series: Series) -> Json:
    stated = [
        _join([words(point.date, site.language.dates), site.titles["actor", point.by],
               labels.value_of(point), point.note])
        for point in series.statements
    ]  # fmt: skip
    entry = _describe("series", series.id, series.title, _join([series.counts, series.description]))
    return entry | {"more": _join([series.unit, *stated])}


def _describe_source(site: Site, source: Source) -> Json:
    authors = ", ".join(str(name) for name in source.author or ())
    entry = _describe("source", source.id, source.shown_title, _join([authors, source.outlet]))
    # who looks for a source often knows no more than who published it
    entry["names"] = [name for name in (source.outlet, source.publisher) if name]
    return entry | (_tell_date(site, source.issued) if source.issued else {})


def _tell_date(site: Site, date: EdtfDate) -> Json:
    """Return a date in words, and its first and last day; an open side is where the other is."""
    first, last = date.earliest_iso, date.latest_iso
    return {
        "date": words(date, site.language.dates),
        "from": first or last,
        "to": last or first,
    }


def _name_actor(site: Site, id: str) -> Iterator[str]:
    actor = site.actor(id)
    yield actor.name
    yield from actor.aliases


def _list_quotes(sources: Iterable[SourceRef]) -> Iterator[str]:
    return (source.quote for source in sources if source.quote)


def _join(parts: Iterable[Prose | str | None]) -> str:
    """Join texts as readers see them, without marks and notes."""
    plain = (part.plain if isinstance(part, Prose) else part for part in parts if part)
    return " ".join(text.strip() for text in plain)


def _describe_language(language: Language) -> Json:
    """Return what the search must know of a language, and the words that it shows itself."""
    say = language.say
    return {
        "months": language.dates.months,
        "seasons": language.dates.seasons,
        "stopWords": say("search.stop_words").split(),
        "endings": say("search.endings").split(),
        "sameWords": [_split(group) for group in say("search.same_words").split(";")],
        "hints": {kind: _split(say(f"search.hints_{kind}")) for kind in HINTED},
        "kinds": {kind: say(f"search.{kind}") for kind in KINDS},
        "found": say("search.found", n="{n}"),
        "foundNone": say("search.found_none"),
        "instead": say("search.instead", n="{n}"),
        "more": say("search.more", n="{n}"),
        "all": say("search.all"),
        "option": say("search.option", name="{name}", n="{n}"),
    }


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]
