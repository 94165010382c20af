"""Numbers: each series as stated over time, by whom, with its bounds."""

from __future__ import annotations

from dataclasses import dataclass

from build_content.dates import words
from build_content.graph import Graph
from build_content.languages import Language
from build_content.model import Point, Series
from build_content.pages.writer import PageWriter


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as a row of the table."""

    point: Point
    stated: str
    range: str


def write_numbers(graph: Graph) -> str:
    """Return `numbers.md`."""
    site, page = graph.site, PageWriter(graph, "numbers")
    return page.write(
        "numbers.md.jinja",
        "Numbers",
        "Every number with who stated it, when, and within which bounds.",
        rows={series.id: list_rows(series, site.language) for series in site.series},
    )


def list_rows(series: Series, language: Language) -> list[Row]:
    """Return a series' statements in the order of time."""
    points = sorted(series.points, key=lambda point: (*point.date.sort_key, point.by))
    return [
        Row(point, words(point.date, language.dates), tell_range(point, language))
        for point in points
    ]


def tell_range(point: Point, language: Language) -> str:
    """Return the range that was stated, or nothing."""
    if point.low is not None and point.high is not None:
        return f"{language.number(point.low)} to {language.number(point.high)}"
    if point.low is not None:
        return f"from {language.number(point.low)}"
    return f"to {language.number(point.high)}" if point.high is not None else ""
