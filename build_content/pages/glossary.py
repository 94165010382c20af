"""The glossary: the terms a newcomer trips over, with every mention."""

from __future__ import annotations

from build_content.graph import Graph
from build_content.model import Site, Term
from build_content.pages.writer import PageWriter


def write_glossary(graph: Graph) -> str:
    """Return `glossary.md`."""
    site, page = graph.site, PageWriter(graph, "glossary")
    return page.write(
        "glossary.md.jinja",
        page.language.say("glossary.title"),
        page.language.say("glossary.summary"),
        terms=sort_terms(site),
        aliases={term.id: ", ".join(term.aliases) for term in site.terms},
    )


def sort_terms(site: Site) -> list[Term]:
    """Return the terms in alphabetical order."""
    return sorted(site.terms, key=lambda term: (term.term.casefold(), term.id))
