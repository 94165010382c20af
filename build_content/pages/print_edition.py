"""The whole site on one page, in reading order, for paper; the editions are made from it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from build_content.addresses import Address
from build_content.downloads import Download
from build_content.graph import Graph
from build_content.labels import MARK, Labels
from build_content.model import Key
from build_content.pages.actors import sort_actors
from build_content.pages.claims import order_claims
from build_content.pages.downloads import list_downloads
from build_content.pages.glossary import sort_terms
from build_content.pages.home import count_claims
from build_content.pages.index_a_z import list_lines
from build_content.pages.provenance import tell_provenance
from build_content.pages.sources import order_sources, write_reference
from build_content.pages.writer import PageWriter
from build_content.pages.years import list_years

PAGE: Final = "print"
# Sources are found by their numbers, claims in the essay's order; both say where they are used.
INDEXED: Final = frozenset({"event", "actor", "term", "series"})


def write_print_edition(
    graph: Graph,
    strips: Markup,
    legend: Markup,
    drawings: Mapping[str, Markup],
    downloads: Sequence[Download] = (),
) -> str:
    """Return `print.md`: links between its parts stay on the page, and entries have codes.

    `strips` is the timeline drawn for paper, `drawings` has the series' by id.
    """
    site = graph.site
    codes = make_codes(graph)
    page = PageWriter(graph, PAGE, _locate_here, codes)
    sources = order_sources(graph)
    return page.write(
        "print_edition.md.jinja",
        page.language.say("print.title"),
        page.language.say("meta.print"),
        front={"search": {"exclude": True}, "styles": ["serif", "edition"]},
        heading=site.essay.info.title,
        essay=site.essay,
        provenance=tell_provenance(page),
        downloads=list_downloads(page, downloads),
        codes=codes,
        marks=MARK,
        strips=strips,
        years=list_years(site),
        in_essay={event.id: _sections_that_name(graph, "event", event.id) for event in site.events},
        counts=count_claims(site),
        claims=order_claims(graph),
        claimed_in={
            claim.id: _sections_that_name(graph, "claim", claim.id) for claim in site.claims
        },
        legend=legend,
        drawings=drawings,
        actors=sort_actors(site),
        terms=sort_terms(site),
        sources=sources,
        references={source.id: write_reference(source, site.language) for source in sources},
        index=[line for line in list_lines(site) if line[1] in INDEXED],
    )


def make_codes(graph: Graph) -> dict[Key, str]:
    """Return what entries are called on paper: E and a number in time, C and one in the essay."""
    site = graph.site
    labels, say = Labels(site.language), site.language.say
    events = {("event", id): labels.code_of(number) for id, number in site.event_numbers.items()}
    claims = {
        ("claim", claim.id): say("claims.code", n=number)
        for number, claim in enumerate(order_claims(graph), 1)
    }
    return {**events, **claims}


def locate_event(id: str) -> str:
    """Return where an event stands on the page, for drawings on it."""
    return f"#event-{id}"


def _locate_here(key: Key) -> Address:
    kind, id = key
    return Address(PAGE, "_essay" if kind == "essay" else f"{kind}-{id}")


def _sections_that_name(graph: Graph, kind: str, id: str) -> list[Key]:
    """Return the parts of the essay that refer to an entry, each once, in order."""
    named = (use.by for use in graph.uses_of(kind, id))
    return list(dict.fromkeys(by for by in named if by[0] in ("essay", "section")))
