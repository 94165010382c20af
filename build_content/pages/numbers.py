"""Numbers: each series as stated over time, by whom, with its bounds."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from build_content.graph import Graph
from build_content.pages.writer import PageWriter


def write_numbers(graph: Graph, legend: Markup, drawings: Mapping[str, Markup]) -> str:
    """Return `numbers.md`, with the drawing of each series by its id."""
    page = PageWriter(graph, "numbers")
    return page.write(
        "numbers.md.jinja",
        page.language.say("numbers.title"),
        page.language.say("numbers.summary"),
        legend=legend,
        drawings=drawings,
    )
