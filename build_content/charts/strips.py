"""The timeline for paper: a strip a year, with the twelve months over it and a code at each mark.

The same SVG stands in HTML and EPUB, and through Typst in a PDF, so it leans on nothing around
it: colours and sizes come from classes (docs/assets/stylesheets/drawing.css, `paper.py`), and it
names its own namespace. SVG 2: https://www.w3.org/TR/SVG2/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from build_content.charts.strip_lanes import (
    WIDTH,
    Design,
    Drawn,
    LaneRows,
    Window,
    lay_lane,
    make_design,
)
from build_content.charts.strip_periods import Period, Told, list_periods, share_out, tell
from build_content.charts.strip_words import describe, name_period, sort_into_lanes, tell_gap
from build_content.charts.strip_writing import AXIS, Place, measure_height, write_strip
from build_content.charts.svg import Box
from build_content.model import Site

HIGHEST: Final = 640.0
"""A strip is never higher, in points: it must stand on a page of US Letter with its heading."""
# A year is cut into so many parts, the fewest in which each part is low enough.
_PARTS: Final = (1, 2, 4, 12)


@dataclass(frozen=True)
class Strip:
    """A year, or a part of a full one, as a drawing; or a line for a time without events.

    `svg` and `description` are empty where nothing begins or ends: `heading` says so. A drawing
    has its year in itself, before the months. `events` are all that it shows, by number; of them
    `begins` are in no strip before. `codes` are the boxes of the codes in points from the left
    and the top, by event: where a page can lay links over a picture.
    """

    heading: str
    svg: str = ""
    description: str = ""
    events: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    codes: tuple[tuple[str, Box], ...] = ()
    width: float = WIDTH
    height: float = 0


@dataclass(frozen=True)
class Layout:
    """A strip before it is written: what it shows, where, in a period or a piece of one."""

    window: Window
    told: tuple[Told, ...]
    lanes: tuple[LaneRows, ...]

    @property
    def height(self) -> float:
        """How high it is."""
        return measure_height(self.lanes)

    @property
    def drawn(self) -> list[Drawn]:
        """All events as they are drawn, by number."""
        found = [drawn for lane in self.lanes for drawn in lane.drawn]
        return sorted(found, key=lambda drawn: drawn.told.number)


@dataclass(frozen=True)
class Gap:
    """A period in which nothing begins or ends, and what goes on in it."""

    period: Period
    told: tuple[Told, ...]


def locate_here(id: str) -> str:
    """Return where an event stands on the page that holds the whole site."""
    return f"#event-{id}"


def draw_strips(site: Site, locate: Callable[[str], str] = locate_here) -> list[Strip]:
    """Return the strips and gaps of a site's timeline in the order of time; none without events.

    Each event has its code in the strip in which it begins, in brackets in each that it reaches
    into, and stands in the row of what goes on where it neither begins nor ends. `locate` returns
    the address of an event from its id.
    """
    design = make_design(site.lanes, site.language)
    strips: list[Strip] = []
    for laid in lay_strips(site):
        if isinstance(laid, Gap):
            strips.append(Strip(tell_gap(laid.period, laid.told, design)))
        else:
            strips += _write_pieces(laid, design, locate)
    return strips


def lay_strips(site: Site) -> Iterator[Gap | list[Layout]]:
    """Yield each gap, and each strip as a list: of one, or of pieces where no cut was enough."""
    design = make_design(site.lanes, site.language)
    told = [tell(event, site.event_numbers[event.id]) for event in site.timeline]
    for period, here in share_out(list_periods(told), told):
        yield from _lay_year(design, period, here)


def _lay_year(design: Design, year: Period, told: tuple[Told, ...]) -> Iterator[Gap | list[Layout]]:
    """Yield a year whole, or in the fewest parts that are low enough, or in pieces of months."""
    if _is_gap(year, told):
        yield Gap(year, told)
        return
    for parts in _PARTS:
        laid = _lay_parts(design, _cut(year, parts, told))
        if laid is not None:
            yield from laid
            return
    for period, here in _cut(year, _PARTS[-1], told):
        yield Gap(period, here) if _is_gap(period, here) else _lay_pieces(design, period, here)


def _lay_parts(
    design: Design, parts: Sequence[tuple[Period, tuple[Told, ...]]]
) -> list[Gap | list[Layout]] | None:
    """Return each part as a gap or as one strip; None where one of them is too high."""
    laid: list[Gap | list[Layout]] = []
    for period, told in parts:
        if _is_gap(period, told):
            laid.append(Gap(period, told))
            continue
        strip = _lay(design, period, told)
        if strip is None:
            return None
        laid.append([strip])
    return laid


def _is_gap(period: Period, told: Sequence[Told]) -> bool:
    """Tell whether nothing begins or ends; of the years between strips that is known."""
    return period.months > 12 or all(each.goes_through(period) for each in told)


def _cut(
    year: Period, parts: int, told: Sequence[Told]
) -> list[tuple[Period, tuple[Told, ...]]]:  # fmt: skip
    """Return the parts of a year with what touches them; empty neighbours are one part."""
    shared = list(share_out(year.split(parts), told))
    joined = []
    for is_gap, group in groupby(shared, key=lambda part: _is_gap(*part)):
        found = list(group)
        if not is_gap:
            joined += found
            continue
        period = Period(found[0][0].first, sum(part.months for part, _ in found))
        joined.append((period, tuple(each for each in told if each.touches(period))))
    return joined


def _lay_pieces(design: Design, period: Period, told: tuple[Told, ...]) -> list[Layout]:
    """Return a period in as many strips as it needs: half of the events in each, and so on."""
    laid = _lay(design, period, told)
    if laid:
        return [laid]
    half = len(told) // 2
    assert half  # one event is never too high
    return [
        *_lay_pieces(design, period, told[:half]),
        *_lay_pieces(design, period, told[half:]),
    ]


def _lay(design: Design, period: Period, told: tuple[Told, ...]) -> Layout | None:
    """Return the lanes of a period one below the other; None where they are too high."""
    window, top = design.frame(period), AXIS
    lanes: list[LaneRows] = []
    for name, here in sort_into_lanes(told, period, design):
        lane = lay_lane(design, window, name, here, (top, HIGHEST - AXIS))
        if lane is None:
            return None
        lanes.append(lane)
        top = lane.bottom
    return Layout(window, told, tuple(lanes))


def _write_pieces(
    pieces: Sequence[Layout], design: Design, locate: Callable[[str], str]
) -> Iterator[Strip]:
    for at, laid in enumerate(pieces, 1):
        period = laid.window.period
        heading = name_period(period, design)
        if len(pieces) > 1:
            heading = design.language.say("strips.piece", when=heading, n=at, all=len(pieces))
        place = Place(_name_id(period, at if len(pieces) > 1 else 0), heading, locate)
        told = describe(laid.told, period, design)
        drawn = laid.drawn
        yield Strip(
            heading,
            write_strip(design, laid.window, laid.lanes, place, told),
            told,
            tuple(each.told.event.id for each in drawn),
            tuple(each.told.event.id for each in drawn if each.told.begins_in(period)),
            tuple((each.told.event.id, each.code.box) for each in drawn),
            WIDTH,
            laid.height,
        )


def _name_id(period: Period, piece: int) -> str:
    """Return an id that no entry has, for those begin with the name of their kind."""
    name = period.date.text.lower().replace("/", "_to_")
    return f"_strip-{name}-{piece}" if piece else f"_strip-{name}"
