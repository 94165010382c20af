"""The lanes of a strip: each mark at its place, its code beside it, no two upon each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from build_content.charts.marks import Mark
from build_content.charts.measure import wrap_text
from build_content.charts.placing import Rows
from build_content.charts.placing import Strip as Stretch
from build_content.charts.shapes import Form, Pen, draw_form, list_forms, strike
from build_content.charts.strip_periods import Period, Told
from build_content.charts.svg import STYLES, Anchor, Box, Label, room_for, write_number
from build_content.labels import Labels
from build_content.languages import Language
from build_content.model import Lane

WIDTH: Final = 482.0
"""The text width of A4 with margins of 20 mm, in points; one unit is one point on paper."""
BLEED: Final = 10.0
"""What goes on reaches so far over the edge of its period."""
ROW: Final = 9.7
PEN: Final = Pen(is_across=True, radius=2.8)

_WIDEST_NAME, _MOST_LINES, _LINE = 104.0, 3, 9.0
_PAD: Final = 2.5
_GAP: Final = 2.5
_HALF: Final = ROW / 2
# A stroke through a mark stands out of a point so far at each side.
_STRUCK: Final = 2.0
_BEHIND_STROKE: Final = 14.4
_BAND: Final = 3.4
Paths = tuple[tuple[str, str], ...]
# Where a code may stand: what it and its mark take of rows, x, how many rows below, anchor.
_Option = tuple[list[Stretch], float, int, Anchor]


@dataclass(frozen=True)
class Window:
    """A period on the paper: its days lie evenly between `left` and `right`."""

    period: Period
    left: float
    right: float

    def place(self, day: float) -> float:
        """Return where a day's beginning is, or would be where it is outside."""
        start, end = self.period.start, self.period.end
        return self.left + (self.right - self.left) * (day - start) / (end - start)

    def pieces(self, start: float, end: float) -> list[tuple[float, float]]:
        """Return what is seen of what lies between two places: one piece or none."""
        low, high = max(start, self.left - BLEED), min(end, self.right + BLEED)
        return [(low, high)] if low < high else []


@dataclass(frozen=True)
class Design:
    """What all strips of a site share: their lanes by id, and the room for lanes' names."""

    lanes: Mapping[str, Lane]
    language: Language
    gutter: float

    def frame(self, period: Period) -> Window:
        """Return a period as it stands on paper."""
        return Window(period, self.gutter + BLEED, WIDTH - BLEED)

    def wrap(self, name: str) -> tuple[str, ...]:
        """Return a lane's name in lines that fit before the lane."""
        size, weight = STYLES["strand"]
        return wrap_text(name, size, _WIDEST_NAME, _MOST_LINES, weight)


@dataclass(frozen=True)
class Drawn:
    """An event as a strip shows it: paths, its code, and the box of its mark if it has one."""

    told: Told
    paths: Paths
    code: Label
    mark: Box | None


@dataclass(frozen=True)
class LaneRows:
    """A lane of a strip from top to bottom: the lines of its name, and its events."""

    top: float
    bottom: float
    names: tuple[Label, ...]
    drawn: tuple[Drawn, ...]


def make_design(lanes: Sequence[Lane], language: Language) -> Design:
    """Return the design for lanes, as narrow before them as their names allow."""
    design = Design({lane.id: lane for lane in lanes}, language, 0)
    names = [*(lane.name for lane in lanes), language.say("strips.wider")]
    widest = max(room_for(line, "strand") for name in names for line in design.wrap(name))
    return Design(design.lanes, language, widest + 6)


def lay_lane(
    design: Design, window: Window, name: str, told: Sequence[Told], down: tuple[float, float]
) -> LaneRows | None:
    """Return a lane of at least one event; None where it does not fit `down` from here to there."""
    (top, lowest), rows, drawn = down, Rows(), []
    codes = [_code(each, window, design.language) for each in told]
    widest = max(code.width for code in codes)
    for code in codes:
        if code.told.goes_through(window.period):
            drawn.append(_flow(window, code, rows, top + _PAD, widest))
        else:
            drawn.append(_draw(window, code, rows, top + _PAD))
        if top + rows.count * ROW + 2 * _PAD > lowest:
            return None
    lines = design.wrap(name)
    bottom = top + max(rows.count * ROW, len(lines) * _LINE) + 2 * _PAD
    # the first line of the name stands in line with the first row of codes
    first = top + _PAD + _HALF + _drop("strand")
    names = tuple(Label(line, 0, first + at * _LINE, "strand") for at, line in enumerate(lines))
    return None if bottom > lowest else LaneRows(top, bottom, names, tuple(drawn))


@dataclass(frozen=True)
class _Code:
    """An event's code as a strip writes it, and its class."""

    told: Told
    text: str
    style: str

    @property
    def width(self) -> float:
        return room_for(self.text, self.style)


def _code(told: Told, window: Window, language: Language) -> _Code:
    """Return an event's code: in brackets where an earlier strip has begun what ends here."""
    code = Labels(language).code_of(told.number)
    if told.begins_in(window.period):
        return _Code(told, code, "key" if told.event.key else "code")
    if told.goes_through(window.period):
        return _Code(told, code, "again")
    return _Code(told, language.say("strips.again", code=code), "again")


def _drop(style: str) -> float:
    """Return how far below the middle of its row a text's baseline is."""
    return STYLES[style][0] * 0.35


def _draw(window: Window, code: _Code, rows: Rows, top: float) -> Drawn:
    """Take the first rows in which the mark and its code are free, and draw them there."""
    told = code.told
    mark = Mark((told.event,), (told.number,))
    forms = _see(told, list_forms(mark, window, PEN, _edges(window)), window)
    start, end = _reach(mark, forms)
    options = _list_options(start, end, code.width, window)
    options = options or [_find_inside(mark, forms, code.width, window)]
    option, row = rows.place([stretches for stretches, *_ in options])
    _, x, below, anchor = options[option]
    middle = top + row * ROW + _HALF
    label = Label(code.text, x, middle + below * ROW + _drop(code.style), code.style, anchor)
    paths = _draw_mark(mark, forms, window, middle)
    return Drawn(told, paths, label, Box(start, middle - _HALF, end, middle + _HALF))


def _flow(window: Window, code: _Code, rows: Rows, top: float, widest: float) -> Drawn:
    """Return a code alone, behind the one before it, in columns."""
    columns = max(int((window.right - window.left) // (widest + 2 * _GAP)), 1)
    lefts = [window.left + _GAP + at * (widest + 2 * _GAP) for at in range(columns)]
    at, row = rows.place([[Stretch(0, 1, left, left + widest)] for left in lefts])
    y = top + row * ROW + _HALF + _drop(code.style)
    return Drawn(code.told, (), Label(code.text, lefts[at], y, code.style), None)


def _edges(window: Window) -> tuple[float, float]:
    return window.left - BLEED, window.right + BLEED


def _see(told: Told, forms: Sequence[Form], window: Window) -> list[Form]:
    """Return the forms that are seen: a side that lies in another strip is drawn there."""
    shown = []
    for form in forms:
        if form.kind == "pill":
            is_seen = form.start <= window.right and window.left <= form.end
        elif form.kind in ("on", "lost-on"):
            is_seen = told.last <= window.period.end
        elif form.kind in ("back", "lost-back"):
            is_seen = told.first >= window.period.start
        else:
            is_seen = bool(window.pieces(form.start, form.end))
        if is_seen:
            shown.append(form)
    return shown


def _reach(mark: Mark, forms: Sequence[Form]) -> tuple[float, float]:
    starts, ends = zip(*(form.reach(PEN) for form in forms), strict=True)
    more = _STRUCK if mark.is_contested else 0
    return max(min(starts) - more, 0), min(max(ends) + more, WIDTH)


def _list_options(start: float, end: float, width: float, window: Window) -> list[_Option]:
    """Return where a code may stand beside a mark, the best first; nowhere if the mark is long."""
    low, high = window.left - BLEED, WIDTH
    start, end = max(start, low), min(end, high)
    mark = Stretch(0, 1, start - _GAP / 2, end + _GAP / 2)
    options: list[_Option] = []
    if end + _GAP + width <= high:
        options.append(([mark, _text_at(end + _GAP, width)], end + _GAP, 0, "start"))
    if start - _GAP - width >= low:
        before = start - _GAP
        options.append(([mark, _text_at(before - width, width)], before, 0, "end"))
    return options


def _find_inside(mark: Mark, forms: Sequence[Form], width: float, window: Window) -> _Option:
    """Return where a code stands that has no room beside its mark: in a band, or else below."""
    reach = _reach(mark, forms)
    taken = Stretch(0, 1, reach[0] - _GAP / 2, reach[1] + _GAP / 2)
    for form in forms:
        start, end = _clamp(form, window)
        # behind the stroke through a band
        start = max(start + (_BEHIND_STROKE if mark.is_contested else 0), window.left) + _GAP
        if form.kind == "block" and start + width + _GAP <= end:
            return [taken], start, 0, "start"
    below = min(max(reach[0], window.left) + _GAP, WIDTH - width)
    return [taken, _text_at(below, width, 1)], below, 1, "start"


def _text_at(left: float, width: float, row: int = 0) -> Stretch:
    return Stretch(row, 1, left - _GAP / 2, left + width + _GAP / 2)


def _draw_mark(mark: Mark, forms: Sequence[Form], window: Window, middle: float) -> Paths:
    """Return a mark's paths: of what is no day a band, which is lighter than a point."""
    base = "h" if mark.is_hollow else "s"
    drawn: dict[str, list[str]] = {}
    for form in forms:
        kind = "s" if form.kind.startswith("lost") else base
        kind += " b" if form.kind == "block" else ""
        kind += " d" if form.is_dashed else ""
        drawn.setdefault(kind, []).extend(_draw_form(form, window, middle))
    paths = tuple((kind, "".join(parts)) for kind, parts in drawn.items())
    if not mark.is_contested:
        return paths
    seen = [replace(form, start=low, end=high) for form in forms if form.kind in ("pill", "block")
            for low, high in [_clamp(form, window)]]  # fmt: skip
    return (*paths, ("x", strike(seen, PEN, middle)))


def _clamp(form: Form, window: Window) -> tuple[float, float]:
    """Return what is seen of a point or a band: two points that have run together are clipped."""
    more = BLEED if form.kind == "block" else 0
    return max(form.start, window.left - more), min(form.end, window.right + more)


def _draw_form(form: Form, window: Window, middle: float) -> Iterator[str]:
    if form.kind not in ("pill", "block"):
        yield from draw_form(form, window, PEN, middle)
        return
    start, end = _clamp(form, window)
    if form.kind == "pill":
        yield PEN.pill(start, end, middle)
    else:
        yield _draw_band(start, end, middle, opens=(form.start < start, form.end > end))


def _draw_band(start: float, end: float, middle: float, opens: tuple[bool, bool]) -> str:
    """Return a band without an edge at the side where it goes on: never at both."""
    half = _BAND
    across, down = write_number(end - start), write_number(2 * half)
    if opens[0]:
        return f"{PEN.move(start, middle - half)}h{across}v{down}h-{across}"
    if opens[1]:
        return f"{PEN.move(end, middle - half)}h-{across}v{down}h{across}"
    return PEN.box(start, end, middle, half)
