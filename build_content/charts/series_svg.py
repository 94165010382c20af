"""A plot as SVG. Colours come from the style sheet, by class, so that dark and paper follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from build_content.charts.series_marks import draw_mark
from build_content.charts.series_plot import Label, Plot
from build_content.charts.series_words import LINE_HEIGHT, Statement
from build_content.text.escape import escape_attribute, escape_html

_ASCENT: Final = 11
"""From the top of a line to its baseline."""


def draw_plot(plot: Plot, statements: Sequence[Statement], id: str) -> Iterator[str]:
    """Yield a plot as lines of SVG; each statement is one element, a link where it has an event.

    A group and not a picture, for a picture's links would be hidden from who cannot see it:
    https://www.w3.org/TR/graphics-aria-1.0/ and https://www.w3.org/TR/svg-aam-1.0/
    """
    design, height = plot.design, plot.height
    yield (
        f'<svg class="chart-plot chart-plot--{design.name}" viewBox="0 0 {design.width} {height:g}"'
        f' width="{design.width}" height="{height:g}" role="group"'
        f' aria-labelledby="_{id}-axes" aria-describedby="_{id}-told">'
    )
    yield from _draw_axes(plot)
    for statement, mark, label in zip(statements, plot.marks, plot.labels, strict=True):
        drawn = draw_mark(mark) + (_draw_label(label) if label else "")
        yield _wrap_statement(statement, drawn, has_label=label is not None)
    yield "</svg>"


def _wrap_statement(statement: Statement, drawn: str, *, has_label: bool) -> str:
    """Return a statement under its name; where no label is seen, the name shows on hover."""
    name = ", ".join(line.text for line in statement.label)
    title = "" if has_label else f"<title>{escape_html(name)}</title>"
    named = f'class="statement" aria-label="{escape_attribute(name)}"'
    if statement.address:
        return f'<a {named} href="{escape_attribute(statement.address)}">{title}{drawn}</a>'
    return f'<g {named} role="img">{title}{drawn}</g>'


def _draw_axes(plot: Plot) -> Iterator[str]:
    width, foot = plot.design.width, plot.value_ticks[0].at
    lines = "".join(f"M0 {tick.at:.1f}H{width}" for tick in plot.value_ticks)
    ticks = "".join(f"M{tick.at:.1f} {foot:.1f}v8" for tick in plot.time_ticks)
    small = "".join(f"M{at:.1f} {foot:.1f}v4" for at in plot.small_ticks)
    yield '<g class="axis" aria-hidden="true">'
    yield f'<path class="grid" d="{lines}{ticks}{small}"/>'
    yield f'<path class="zero" d="M0 {plot.zero:.1f}H{width}"/>'
    for tick in plot.value_ticks:
        yield f'<text x="0" y="{tick.at - 4:.1f}">{escape_html(tick.text)}</text>'
    for tick in plot.time_ticks:
        yield (
            f'<text x="{tick.middle:.1f}" y="{plot.height - 14:.1f}" text-anchor="middle">'
            f"{escape_html(tick.text)}</text>"
        )
    yield "</g>"


def _draw_label(label: Label) -> str:
    placed = label.placed
    box, align = placed.box, placed.align
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[align]
    lines = "".join(
        f'<tspan class="{line.kind}" x="{x:.1f}" y="{box.top + at * LINE_HEIGHT + _ASCENT:.1f}">'
        f"{escape_html(line.text)}</tspan>"
        for at, line in enumerate(label.lines)
    )
    leader = ""
    if placed.leader:
        x1, y1, x2, y2 = placed.leader
        leader = f'<path class="leader" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'
    anchor = "" if align == "start" else f' text-anchor="{align}"'
    return f"{leader}<text{anchor}>{lines}</text>"
