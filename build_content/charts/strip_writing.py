"""A strip as SVG text: the months, the rules, the lanes' names, and a link for each event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.charts.calendar import month_start, write_year
from build_content.charts.marks import Mark
from build_content.charts.measure import shorten_text, text_width
from build_content.charts.strip_lanes import WIDTH, Design, Drawn, LaneRows, Window
from build_content.charts.svg import (
    STYLES,
    Label,
    write_label,
    write_labels,
    write_number,
    write_path,
)
from build_content.charts.telling import name_mark
from build_content.dates import parse_date, words
from build_content.text.escape import escape_attribute, escape_html

AXIS: Final = 13.0
"""The height of the axis: the months' names over a rule."""
_BASELINE: Final = 9.0
# Under lanes that are higher than this together, the columns' names stand once more.
_FAR: Final = 240.0


@dataclass(frozen=True)
class Place:
    """A strip on its page: its id, its name, and where events stand there, by their ids."""

    id: str
    heading: str
    locate: Callable[[str], str]


def measure_height(lanes: Sequence[LaneRows]) -> float:
    """Return how high a strip of these lanes is, in points: at most an axis more than they."""
    bottom = lanes[-1].bottom
    return round(bottom + (AXIS if _is_far(bottom) else 1), 1)


def _is_far(bottom: float) -> bool:
    return bottom - AXIS > _FAR


def write_strip(
    design: Design, window: Window, lanes: Sequence[LaneRows], place: Place, description: str
) -> str:
    """Return a strip as an `svg` element that may also stand alone as a file.

    A group of links, not a picture, for the links of a picture are hidden from who cannot see
    them: https://www.w3.org/TR/svg-aam-1.0/#mapping_role_table
    """
    bottom = lanes[-1].bottom
    width, height = write_number(WIDTH), write_number(measure_height(lanes))
    id = escape_attribute(place.id)
    labels, rules = _draw_axis(design, window, bottom)
    hairlines = "".join(f"M0 {write_number(lane.top)}H{width}" for lane in lanes[1:])
    edge = f"M0 {write_number(AXIS)}H{width}M0 {write_number(bottom)}H{width}"
    drawn = sorted((each for lane in lanes for each in lane.drawn), key=_number_of)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing strip" id="{id}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        f'aria-label="{escape_attribute(place.heading)}" aria-describedby="{id}-told">'
    )
    ground = "".join(_clear(each.code) for each in drawn)
    paths = (*rules, ("lane", hairlines), ("edge", edge), ("ground", ground))
    lines = [
        head,
        f'<desc id="{id}-told">{escape_html(description)}</desc>',
        "".join(write_path(kind, data) for kind, data in paths if data),
        write_labels([*labels, *(name for lane in lanes for name in lane.names)]),
        *(_write_event(each, design, place) for each in drawn),
        "</svg>",
    ]
    return "\n".join(lines)


def _number_of(drawn: Drawn) -> int:
    return drawn.told.number


def _write_event(drawn: Drawn, design: Design, place: Place) -> str:
    """Return an event as a link; its name begins with its code, which is what is seen of it."""
    event = drawn.told.event
    mark = Mark((event,), (drawn.told.number,))
    name = f"{drawn.code.text}. {name_mark(mark, design.lanes, design.language)}"
    paths = "".join(write_path(kind, data) for kind, data in drawn.paths)
    address = escape_attribute(place.locate(event.id))
    return (
        f'<a href="{address}" aria-label="{escape_attribute(name)}">'
        f"<title>{escape_html(name)}</title>{paths}{write_label(drawn.code)}</a>"
    )


def _clear(code: Label) -> str:
    """Return a box that keeps a code clear of the lines behind it.

    A rim around letters, as on the site, becomes outlines in a PDF: ten times the size.
    """
    size, weight = STYLES[code.style]
    width = text_width(code.text, size, weight)
    left = code.x - width if code.anchor == "end" else code.x
    place = f"M{write_number(left - 0.8)} {write_number(code.y - 0.75 * size)}"
    across, down = write_number(width + 1.6), write_number(0.8 * size)
    return f"{place}h{across}v{down}h-{across}z"


def _draw_axis(
    design: Design, window: Window, bottom: float
) -> tuple[list[Label], list[tuple[str, str]]]:
    """Return the year, the columns' names, the lines between columns, and the two edges."""
    period = window.period
    if period.months == 1:
        bounds = list(range(period.start, period.end + 1))
        names = [str(day) for day in range(1, len(bounds))]
    else:
        months = range(period.first, period.first + period.months + 1)
        bounds = [month_start(month) for month in months]
        told = design.language.say("drawing.month_names").split()
        names = [told[month % 12] for month in months[:-1]]
    places = [window.place(bound) for bound in bounds]
    labels = [
        Label(name, (places[at] + places[at + 1]) / 2, y, "column", "middle")
        for y in ([_BASELINE, bottom + _BASELINE] if _is_far(bottom) else [_BASELINE])
        for at, name in enumerate(names)
    ]
    inner = "".join(f"M{write_number(x)} {AXIS:g}V{write_number(bottom)}" for x in places[1:-1])
    ends = "".join(f"M{write_number(x)} 2V{write_number(bottom)}" for x in (places[0], places[-1]))
    return [_name_axis(design, window), *labels], [("months", inner), ("edge", ends)]


def _name_axis(design: Design, window: Window) -> Label:
    """Return the year, or the month where the axis has days, as it stands before the axis."""
    period = window.period
    date = period.date if period.months == 1 else parse_date(write_year(period.first // 12))
    size, weight = STYLES["when"]
    text = shorten_text(words(date, design.language.dates), size, design.gutter, weight)
    return Label(text, 0, _BASELINE, "when")
