"""The coverage report as a page, for whoever edits the data."""

from __future__ import annotations

from build_content.coverage import cover_site
from build_content.graph import Graph
from build_content.pages.writer import PageWriter


def write_coverage(graph: Graph) -> str:
    """Return `data/coverage.md`: what an editor looks at next."""
    page = PageWriter(graph, "data/coverage")
    return page.write(
        "coverage.md.jinja",
        page.language.say("coverage.title"),
        page.language.say("coverage.summary"),
        front={"search": {"exclude": True}},
        findings=cover_site(graph),
    )
