"""The whole site on one page, in reading order, for paper."""

from __future__ import annotations

from build_content.addresses import Address
from build_content.graph import Graph
from build_content.labels import MARK
from build_content.model import Key
from build_content.pages.actors import sort_actors
from build_content.pages.claims import order_claims
from build_content.pages.glossary import sort_terms
from build_content.pages.provenance import tell_provenance
from build_content.pages.sources import head_sources, order_sources, write_reference
from build_content.pages.writer import PageWriter

PAGE = "print"


def write_print_edition(graph: Graph) -> str:
    """Return `print.md`: links between its parts stay on the page."""
    site = graph.site
    page = PageWriter(graph, PAGE, _locate_here)
    sources = order_sources(graph)
    return page.write(
        "print_edition.md.jinja",
        page.language.say("print.title"),
        page.language.say("meta.print"),
        front={"search": {"exclude": True}, "styles": ["serif"]},
        heading=site.essay.info.title,
        essay=site.essay,
        provenance=tell_provenance(page),
        marks=MARK,
        claims=order_claims(graph),
        actors=sort_actors(site),
        terms=sort_terms(site),
        sources=sources,
        headings=head_sources(graph),
        references={source.id: write_reference(source, site.language) for source in sources},
    )


def _locate_here(key: Key) -> Address:
    kind, id = key
    return Address(PAGE, "_essay" if kind == "essay" else f"{kind}-{id}")
