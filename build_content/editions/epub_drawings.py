"""The drawings of an EPUB that differ from those on paper: the page of a reader is a phone's."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from build_content.charts.series import tell_statements
from build_content.charts.series_plot import lay_out
from build_content.charts.series_svg import draw_plot
from build_content.charts.series_words import NARROW
from build_content.graph import link_site
from build_content.model import Site
from build_content.pages.print_edition import locate_event


def draw_narrow(site: Site) -> dict[str, Element]:
    """Return the series' drawings, 328 px wide, by the id of what names them on any page."""
    graph = link_site(site)
    drawings = {}
    for series in site.series:
        statements = tell_statements(graph, series, locate_event)
        lines = draw_plot(lay_out(statements, NARROW, site.language), statements, series.id)
        drawing = fromstring("\n".join(lines))  # noqa: S314 - ours
        drawings[drawing.get("aria-labelledby", "")] = drawing
    return drawings
