"""The records of a site as nodes of schema.org (https://schema.org/docs/full.html).

A node's `@id` is the address at which readers find the entry. What a record does not say, its
node does not say either: no author is made up, no title for what has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from build_content.addresses import address_of
from build_content.dates import words
from build_content.graph import Graph
from build_content.linked_data.dates import is_fully_told, write_dates, write_day
from build_content.linked_data.writing import Here, Node
from build_content.model import Actor, Claim, Event, Key, Series, Site, Source, Term
from build_content.model.records import EssayInfo

WEBSITE: Final = Here("index.html")
ESSAY: Final = Here("essay/index.html")
TERMS: Final = Here("glossary.html")
CARD: Final = "card.png"

ARTICLE: Final = {
    "opinion": "OpinionNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "background": "BackgroundNewsArticle",
    None: "Article",
}
_ACTOR: Final = {"state": "Country", "person": "Person", "organisation": "Organization"}
_SOURCE: Final = {
    "article-journal": "ScholarlyArticle", "article-magazine": "Article",
    "article-newspaper": "NewsArticle", "book": "Book", "broadcast": "CreativeWork",
    "chapter": "Chapter", "dataset": "Dataset", "legislation": "Legislation", "map": "Map",
    "post": "SocialMediaPosting", "post-weblog": "BlogPosting", "report": "Report",
    "review": "Review", "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip


def place_of(kind: str, id: str) -> Here:
    """Return where readers find an entry."""
    return Here(address_of((kind, id)).url)


def describe_website(site: Site) -> Node:
    """Return the site as a whole."""
    info = site.essay.info
    return {
        "@type": "WebSite",
        "@id": WEBSITE,
        "url": WEBSITE,
        "name": info.title,
        "inLanguage": info.language,
        "publisher": _name_publisher(site.info.publisher),
        "image": Here(CARD),
    }


def _name_publisher(name: str | None) -> Node:
    return {"@type": "Organization", "name": name} if name else {}


def type_of_essay(info: EssayInfo) -> str:
    """Return the kind of article that the essay's pages are.

    What retells a text that stands elsewhere explains it, whatever kind that text is: it would be
    false to say that an opinion is this site's, for it speaks as that author nowhere.
    """
    return ARTICLE["background"] if info.original else ARTICLE[info.kind]


def describe_essay(site: Site) -> Node:
    """Return the essay: what every page about it refers to."""
    info = site.essay.info
    return {
        "@type": type_of_essay(info),
        "@id": ESSAY,
        "url": ESSAY,
        "headline": info.title,
        "description": info.standfirst,
        "inLanguage": info.language,
        **_describe_origin(site),
        "image": Here(CARD),
        "isPartOf": {"@id": WEBSITE},
        "isBasedOn": describe_original(info),
    }


def _describe_origin(site: Site) -> Node:
    """Return who wrote and published the essay, when, and under which terms."""
    info = site.essay.info
    return {
        "author": [{"@type": "Person", "name": name} for name in info.authors],
        "publisher": _name_publisher(site.info.publisher),
        "datePublished": write_day(info.published.start),
        "dateModified": info.updated and write_day(info.updated.start),
        "license": _name_license(info.license),
    }


def _name_license(terms: str | None) -> str | Node:
    if terms is None or terms.startswith(("https://", "http://")):
        return terms or ""
    return {"@type": "CreativeWork", "name": terms}


def describe_original(info: EssayInfo) -> Node:
    """Return the text that the essay retells; nothing if it stands for itself."""
    original = info.original
    if original is None:
        return {}
    return {
        "@type": ARTICLE[info.kind],
        "@id": original.url,
        "url": original.url,
        "headline": original.title,
        "datePublished": original.date and write_day(original.date.start),
        "publisher": _name_publisher(original.publisher),
    }


def identify_source(source: Source) -> Here | str:
    """Return a source's own address, by which all the world knows it; else where we list it."""
    return source.url or place_of("source", source.id)


def describe_source(source: Source) -> Node:
    """Return a source; what stands in for a title that it lacks is its description."""
    named = "description" if source.custom.title_is else "name"
    return {
        "@type": _SOURCE.get(source.type, "CreativeWork"),
        "@id": identify_source(source),
        named: source.title,
        "url": source.url,
        "author": [{"@type": "Person", "name": str(name)} for name in source.author or ()
                   if not name.literal],
        "publisher": _name_publisher(source.outlet),
        "datePublished": source.issued and write_day(source.issued.start),
    }  # fmt: skip


def cite(site: Site, ids: Sequence[str]) -> list[Node]:
    """Return sources, each once, in the order in which they are first named."""
    return [describe_source(site.source(id)) for id in dict.fromkeys(ids)]


def describe_event(site: Site, event: Event) -> Node:
    """Return an event, dated as exactly as it is known.

    Where a machine's date would say less than ours, its words stand before the summary.
    """
    told, when = event.summary.plain, words(event.date, site.language.dates)
    return {
        "@type": "Event",
        "@id": place_of("event", event.id),
        "name": event.title,
        "description": told if is_fully_told(event.date) else f"{when}: {told}",
        **write_dates(event.date),
        "location": _describe_place(event),
        "about": [refer(site, ("actor", id)) for id in event.actors],
        "image": event.media and Here(f"media/{event.media.file}"),
    }


def _describe_place(event: Event) -> Node:
    place = event.place
    if place is None:
        return {}
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {"@type": "Place", "name": place.name, "geo": {} if place.lat is None else geo}


def describe_actor(actor: Actor) -> Node:
    """Return a state, person or organisation."""
    return {
        "@type": _ACTOR[actor.kind],
        "@id": place_of("actor", actor.id),
        "name": actor.name,
        "alternateName": actor.aliases,
        "description": actor.summary and actor.summary.plain,
    }


def describe_term(term: Term) -> Node:
    """Return a term with its definition."""
    return {
        "@type": "DefinedTerm",
        "@id": place_of("term", term.id),
        "name": term.term,
        "alternateName": term.aliases,
        "description": term.definition.plain,
        "inDefinedTermSet": {"@id": TERMS},
    }


def describe_claim(graph: Graph, claim: Claim) -> Node:
    """Return a statement of fact and where the essay makes it.

    Opinions, inferences and forecasts are no claims to schema.org, which means what is "factually
    oriented" (https://schema.org/Claim); and verdicts are not told: `ClaimReview` asks for a
    rating and for who gives it, and a site that counts no score and whose reviewers may have no
    name yet would have to invent both. Readers find each verdict, in words, at the same address.
    """
    original = describe_original(graph.site.essay.info)
    marks = dict.fromkeys(place_of(*use.by) for use in graph.marks.get(claim.id, ()))
    return {
        "@type": "Claim",
        "@id": place_of("claim", claim.id),
        "text": claim.statement.plain,
        "appearance": [{"@id": place} for place in marks],
        "firstAppearance": {"@id": original["@id"]} if original.get("@id") else {},
        "about": [refer(graph.site, ("event", id)) for id in claim.events],
        "citation": [
            {"@id": identify_source(graph.site.source(id))}
            for id in dict.fromkeys(ref.id for ref in (*claim.sources, *claim.against))
        ],
    }


def describe_series(site: Site, series: Series) -> Node:
    """Return a quantity as stated over time, with the file that holds it."""
    file = Here(f"data/{series.id}.csv")
    return {
        "@type": "Dataset",
        "@id": place_of("series", series.id),
        "name": series.title,
        "description": series.counts,
        "inLanguage": site.essay.info.language,
        "license": _name_license(site.essay.info.license),
        "isPartOf": {"@id": WEBSITE},
        "distribution": {
            "@type": "DataDownload", "contentUrl": file, "encodingFormat": "text/csv",
        },
    }  # fmt: skip


def refer(site: Site, key: Key) -> Node:
    """Return what names an entry that another page describes."""
    kind, id = key
    types = {"event": "Event", "term": "DefinedTerm", "claim": "Claim"}
    name_of_type = _ACTOR[site.actor(id).kind] if kind == "actor" else types[kind]
    named = "text" if kind == "claim" else "name"
    return {"@type": name_of_type, "@id": place_of(kind, id), named: site.titles[key]}
