"""What each kind of page holds, for machines: the nodes that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from build_content.graph import Graph
from build_content.linked_data.nodes import (
    CARD,
    ESSAY,
    TERMS,
    WEBSITE,
    cite,
    describe_actor,
    describe_claim,
    describe_essay,
    describe_event,
    describe_original,
    describe_series,
    describe_term,
    describe_website,
    place_of,
    refer,
    type_of_essay,
)
from build_content.linked_data.writing import Here, Node
from build_content.model import Event, Section, Site

# A list of more says nothing that the pages' own links do not say, and makes the page heavy.
MANY_EVENTS: Final = 60


def describe_home(graph: Graph) -> list[Node]:
    """Return the nodes of the home page: the site, and the essay that it is about."""
    essay = describe_essay(graph.site)
    return [{**describe_website(graph.site), "about": {"@id": ESSAY}}, essay]


def describe_essay_index(graph: Graph) -> list[Node]:
    """Return the nodes of the essay's first page: the whole, its parts, and all it rests on."""
    site = graph.site
    parts = [
        {"@type": type_of_essay(site.essay.info), "@id": place_of("section", section.id),
         "headline": section.heading.plain}
        for section in site.essay.sections
    ]  # fmt: skip
    cited = [
        use.target[1]
        for use in graph.uses
        if use.target[0] == "source" and use.by[0] in ("essay", "section")
    ]
    return [{**describe_essay(site), "hasPart": parts, "citation": cite(site, cited)}]


def describe_section(graph: Graph, section: Section) -> list[Node]:
    """Return the node of a section: what it cites, what it claims, what it mentions."""
    site, info = graph.site, graph.site.essay.info
    place = place_of("section", section.id)
    references = dict.fromkeys((found.kind, found.id) for found in section.text.references)
    whole = describe_essay(site)
    shared = ("inLanguage", "author", "publisher", "datePublished", "dateModified", "license")
    return [
        {
            "@type": type_of_essay(info), "@id": place, "url": place,
            "headline": section.heading.plain,
            **{name: whole[name] for name in shared},
            "image": Here(CARD),
            "isPartOf": {"@id": ESSAY},
            "citation": cite(site, [id for kind, id in references if kind == "source"]),
            "mentions": [
                refer(site, key) for key in references if is_described(site, *key)
            ],
        }
    ]  # fmt: skip


def is_described(site: Site, kind: str, id: str) -> bool:
    """Tell whether an entry is one that pages mention to machines: statements of fact, not all."""
    if kind == "claim":
        return site.claim(id).kind == "fact"
    return kind in ("event", "term", "actor")


def describe_event_page(graph: Graph, event: Event) -> list[Node]:
    """Return the node of an event; the page about it is what cites the sources."""
    site, place = graph.site, place_of("event", event.id)
    page = {
        "@type": "WebPage",
        "url": place,
        "isPartOf": {"@id": WEBSITE},
        "inLanguage": site.essay.info.language,
        "dateModified": event.updated and event.updated.earliest_iso,
        "citation": cite(site, [source.id for source in event.sources]),
    }
    return [{**describe_event(site, event), "subjectOf": page}]


def describe_timeline(graph: Graph) -> list[Node]:
    """Return the node of the timeline: the events in order, by name and address."""
    events = graph.site.timeline
    items = [
        {"@type": "ListItem", "position": at, "item": refer(graph.site, ("event", event.id))}
        for at, event in enumerate(events, 1)
    ]
    listed = {
        "@type": "ItemList",
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "numberOfItems": len(events),
        "itemListElement": items if len(items) <= MANY_EVENTS else [],
    }
    return [{**_collect("timeline/index.html"), "mainEntity": listed}]


def _collect(path: str) -> Node:
    return {"@type": "CollectionPage", "url": Here(path), "isPartOf": {"@id": WEBSITE}}


def describe_claims(graph: Graph) -> list[Node]:
    """Return the nodes of the ledger: each statement of fact, and the text that first made it."""
    facts = [claim for claim in graph.site.claims if claim.kind == "fact"]
    claims = [describe_claim(graph, claim) for claim in facts]
    original = describe_original(graph.site.essay.info)
    page = {**_collect("claims.html"), "hasPart": claims}
    return [page, original] if original else [page]


def describe_numbers(graph: Graph) -> list[Node]:
    """Return the nodes of the numbers: a data set a quantity."""
    return [describe_series(graph.site, series) for series in graph.site.series]


def describe_glossary(graph: Graph) -> list[Node]:
    """Return the node of the glossary: the set of its terms."""
    terms = graph.site.terms
    return [
        {
            "@type": "DefinedTermSet",
            "@id": TERMS,
            "url": TERMS,
            "inLanguage": graph.site.essay.info.language,
            "isPartOf": {"@id": WEBSITE},
            "hasDefinedTerm": [describe_term(term) for term in terms],
        }
    ]


def describe_actors(graph: Graph) -> list[Node]:
    """Return the node of the page of actors: who is named."""
    named = [describe_actor(actor) for actor in graph.site.actors]
    return [{**_collect("actors.html"), "mentions": named}]


_PAGES: Final[Mapping[str, Callable[[Graph], list[Node]]]] = {
    "index": describe_home,
    "essay/index": describe_essay_index,
    "timeline/index": describe_timeline,
    "claims": describe_claims,
    "numbers": describe_numbers,
    "glossary": describe_glossary,
    "actors": describe_actors,
}


def describe_page(graph: Graph, page: str) -> list[Node]:
    """Return the nodes of a page by its path without ending; none where links say it all."""
    if page in _PAGES:
        return _PAGES[page](graph)
    folder, _, id = page.rpartition("/")
    # Beside the events stand pages of years, which list and link them and are no entries.
    if folder == "timeline" and id in graph.site.entries["event"]:
        return describe_event_page(graph, graph.site.event(id))
    for section in graph.site.essay.sections:
        if folder == "essay" and section.id == id:
            return describe_section(graph, section)
    return []
