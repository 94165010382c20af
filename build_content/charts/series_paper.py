"""A series as one drawing for paper, without the figure that chooses between two on the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from build_content.charts.series import frame_series, tell_statements
from build_content.charts.series_plot import Label, lay_out
from build_content.charts.series_svg import draw_plot
from build_content.charts.series_words import LINE_HEIGHT, WIDE, width_of
from build_content.charts.svg import write_number, write_path
from build_content.graph import Graph
from build_content.model import Series

_PAD: Final = 1.5


def draw_series_on_paper(graph: Graph, series: Series, locate: Callable[[str], str]) -> Markup:
    """Return a series' figure with its wide drawing alone: 720 units, which fill a page's width.

    `locate` gives the address of an event by its id. Behind each label lies a ground in the colour
    of the page: the rim that letters have on the site becomes outlines in a PDF, ten times the
    size.
    """
    statements = tell_statements(graph, series, locate)
    plot = lay_out(statements, WIDE, graph.site.language)
    lines = list(draw_plot(plot, statements, series.id))
    ground = "".join(_clear(label) for label in plot.labels if label)
    # behind marks and labels, over the lines of the axes
    lines.insert(lines.index("</g>") + 1, write_path("ground", ground))
    return frame_series(graph, series, [plot], lines)


def _clear(label: Label) -> str:
    """Return a box behind each line of a label."""
    box, align = label.placed.box, label.placed.align
    boxes = []
    for at, line in enumerate(label.lines):
        width = width_of([line])
        middle = (box.left + box.right - width) / 2
        left = {"start": box.left, "middle": middle, "end": box.right - width}[align] - _PAD
        top, across = write_number(box.top + at * LINE_HEIGHT), write_number(width + 2 * _PAD)
        boxes.append(f"M{write_number(left)} {top}h{across}v{LINE_HEIGHT}h-{across}z")
    return "".join(boxes)
