"""Styles for drawings that stand outside the site: in a PDF through usvg, and in an EPUB.

On the site the style sheets rule (drawing.css, series.css). Here there are no custom properties,
no `:is()` and no colour functions: usvg reads plain rules alone
(https://github.com/linebender/resvg/blob/main/docs/unsupported.md), and few readers of EPUB more.
Names of fonts are the reader's in an EPUB.
"""

from __future__ import annotations

from typing import Final

_RULES: Final = """
.strip text, .chart-plot text { fill: INK; font-weight: 400; SANS; stroke: none }
.ground { fill: PAPER; stroke: none }
.strip .code, .strip .again, .strip .key, .strip .strand { font-size: 7.5px }
.strip .key, .strip .strand, .strip .when { font-weight: 600 }
.strip .when { font-size: 9px }
.strip .column { font-size: 7px }
.strip .again, .strip .column { fill: SOFT_INK }
.strip .lane, .strip .months { fill: none; stroke: RULE; stroke-width: 0.4px }
.strip .edge { fill: none; stroke: SOFT_INK; stroke-width: 0.6px }
.strip .s, .strip .h { stroke: MARK; stroke-width: 0.9px }
.strip .s { fill: MARK }
.strip .h { fill: PAPER }
.strip .b { stroke-width: 0.6px }
.strip .s.b { fill: BAND }
.strip .d { stroke-dasharray: 1.8 1.2 }
.strip .s.d { fill: BAND }
.strip .x { fill: none; stroke: INK; stroke-width: 1px }
.chart-plot text { font-size: 12px }
.chart-plot .axis text, .chart-plot .spread, .chart-plot .who, .chart-plot .when { fill: SOFT_INK }
.chart-plot .value { font-size: 13px; font-weight: 600 }
.chart-plot .essay { font-weight: 600 }
.grid, .zero, .leader, .range, .arrow, .extent, .ring { fill: none; stroke-width: 1.5px }
.grid { stroke: RULE; stroke-width: 0.6px }
.zero, .leader { stroke: SOFT_INK; stroke-width: 0.75px }
.range, .arrow, .extent, .ring { stroke: MARK }
.extent.dashed { stroke-dasharray: 3 2.5 }
.shape { stroke: MARK; stroke-width: 1.8px }
.shape.filled { fill: MARK }
.shape.hollow { fill: PAPER }
"""


def _write_style(**values: str) -> str:
    """Return the rules with every word in capitals filled in, the longest words first."""
    written = _RULES
    for word in sorted(values, key=len, reverse=True):
        written = written.replace(word, values[word])
    return written


PAPER_STYLE: Final = _write_style(
    INK="#1b1c1e",
    SOFT_INK="#55575a",
    RULE="#c9c6be",
    MARK="#24506d",
    BAND="#bfcdd8",
    PAPER="#ffffff",
    SANS='font-family: "Libre Franklin"',
)
"""For print on white: lightness alone tells a point (dark), a band (grey) and a hollow mark."""

EBOOK_STYLE: Final = _write_style(
    INK="currentColor",
    SOFT_INK="currentColor",
    RULE="currentColor; stroke-opacity: 0.3",
    MARK="currentColor",
    BAND="currentColor; fill-opacity: 0.3",
    PAPER="none",
    SANS="font-family: sans-serif",
)
"""For screens of any colour: everything in the reader's own colour, as text has it."""


def dress(svg: str, style: str = PAPER_STYLE) -> str:
    """Return an `svg` element with a style inside and its namespace: a file of its own."""
    start, tag, rest = svg.partition(">")
    space = "" if " xmlns=" in start else ' xmlns="http://www.w3.org/2000/svg"'
    return f"{start}{space}{tag}<style>{style}</style>{rest}"
