"""The timeline as a drawing: one figure with three SVGs, of which the style sheet shows one.

All three hold the same events. Which is shown follows from the width of the place the figure
stands in (container queries, https://www.w3.org/TR/css-conditional-5/#container-queries).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.charts.calendar import write_month, write_year
from build_content.charts.fitting import Story
from build_content.charts.horizontal import draw_across
from build_content.charts.legend import add_legend
from build_content.charts.marks import Mark
from build_content.charts.svg import (
    Drawing,
    Link,
    write_labels,
    write_number,
    write_path,
)
from build_content.charts.telling import describe_story, name_mark
from build_content.charts.vertical import draw_down
from build_content.languages import Language
from build_content.model import Event, Lane
from build_content.text.escape import escape_attribute, escape_html

WIDTHS: Final[Mapping[str, int]] = {"narrow": 328, "medium": 720, "wide": 1120}
"""The design widths in px; drawing.css shows the drawing that fits."""


@dataclass(frozen=True)
class _Page:
    """Where marks lead, and what they are called, on the page that the figure stands on."""

    lanes: Mapping[str, Lane]
    language: Language
    locate: Callable[[str], str]
    locate_bin: Callable[[str], str] | None


def draw_timeline(  # noqa: PLR0913 - what a page knows and a drawing cannot
    events: Sequence[Event],
    *,
    lanes: Sequence[Lane],
    numbers: Mapping[str, int],
    language: Language,
    locate: Callable[[str], str],
    locate_bin: Callable[[str], str] | None = None,
    title: str = "",
    id: str = "timeline",
) -> str:
    """Return a `figure` that may stand in a Markdown page as it is.

    `numbers` has the number of each event's id, in the order of time. `locate` returns the address
    of an event's page from its id, `locate_bin` that of a month or year in the list from
    "2024-06" or "2024": a cell leads to the first month, or year, in which it has an event.
    Without it a cell leads to its first event. A lane without events is not drawn.
    """
    story = Story(tuple(events), numbers, language)
    caption = _write_caption(story, title, id)
    if not events:
        return f'<figure class="drawing" id="{escape_attribute(id)}">\n{caption}\n</figure>\n'
    page = _Page({lane.id: lane for lane in lanes}, language, locate, locate_bin)
    drawings = [add_legend(drawing, language) for drawing in draw_all(story, lanes)]
    written = "\n".join(_write_drawing(drawing, page, id) for drawing in drawings)
    return (
        f'<figure class="drawing" id="{escape_attribute(id)}">\n{caption}\n{written}\n</figure>\n'
    )


def draw_all(story: Story, lanes: Sequence[Lane]) -> list[Drawing]:
    """Return the drawing of at least one event at each width, without legends."""
    used = {event.lane for event in story.events}
    shown = [lane for lane in lanes if lane.id in used]
    return [
        (draw_down if name == "narrow" else draw_across)(story, shown, name, width)
        for name, width in WIDTHS.items()
    ]


def _write_caption(story: Story, title: str, id: str) -> str:
    name = escape_attribute(id)
    shown = title or story.language.say("drawing.title")
    return (
        f'<figcaption><strong id="{name}-title">{escape_html(shown)}</strong> '
        f'<span id="{name}-description">{escape_html(describe_story(story))}</span></figcaption>'
    )


def _write_drawing(drawing: Drawing, page: _Page, id: str) -> str:
    """Write one SVG: rules and labels of the axis, then the marks in the order of time.

    A group of links, named by the caption: https://www.w3.org/TR/svg-aam-1.0/#mapping_role_table
    """
    name = escape_attribute(id)
    width, height = write_number(drawing.width), write_number(drawing.height)
    lines = [
        (
            f'<svg class="drawing--{drawing.name}" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="group" aria-labelledby="{name}-title" '
            f'aria-describedby="{name}-description">'
        ),
        "".join(write_path(kind, data) for kind, data in drawing.rules),
        write_labels(drawing.labels),
        "".join(write_path(kind, data) for kind, data in drawing.legend),
        *(_write_link(link, page) for link in drawing.links),
        "</svg>",
    ]
    return "\n".join(line for line in lines if line)


def _write_link(link: Link, page: _Page) -> str:
    mark = link.mark
    name = name_mark(mark, page.lanes, page.language)
    numbers = " ".join(map(str, mark.numbers))
    paths = "".join(write_path(kind, data) for kind, data in link.paths)
    # shown by a browser on hovering: no need where the drawing says it
    tooltip = "" if mark.bin or mark.is_titled else f"<title>{escape_html(name)}</title>"
    return (
        f'<a href="{escape_attribute(_find_address(mark, page))}" data-events="{numbers}" '
        f'data-lane="{escape_attribute(mark.lane)}" aria-label="{escape_attribute(name)}">'
        f"{tooltip}{paths}{write_labels(link.labels)}</a>"
    )


def _find_address(mark: Mark, page: _Page) -> str:
    if mark.bin is None or page.locate_bin is None:
        return page.locate(mark.event.id)
    first = mark.event.date.earliest
    assert first  # what is in a cell has both bounds
    if mark.bin.months < 12:
        return page.locate_bin(write_month(first.year * 12 + first.month - 1))
    return page.locate_bin(write_year(first.year))
