"""The axis of time: its ticks, and the words for what was cut out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from build_content.charts.calendar import month_at, month_start, write_year
from build_content.charts.scale import Scale, Stretch
from build_content.dates import parse_date, words
from build_content.languages import Language

_DAYS_A_YEAR: Final = 365.2425
_MONTH_STEPS: Final = (1, 3)


@dataclass(frozen=True)
class Tick:
    """A place on the axis, in px, with its words; without a line, a stretch's first year."""

    at: float
    text: str
    is_year: bool
    has_line: bool = True


def list_ticks(scale: Scale, language: Language, year_room: float, month_room: float) -> list[Tick]:
    """Return ticks, the more important first: years, what names a stretch, months.

    `year_room` and `month_room` are the px that a label of each kind needs.
    """
    years = [
        tick for stretch in scale.stretches for tick in _years(stretch, scale, language, year_room)
    ]
    named = [
        Tick(stretch.at, name_year(stretch, language), is_year=True, has_line=False)
        for stretch in scale.stretches
    ]
    months = [
        tick
        for stretch in scale.stretches
        for tick in _months(stretch, scale, language, month_room)
    ]
    return [*years, *named, *months]


def name_year(stretch: Stretch | tuple[int, int], language: Language) -> str:
    """Return the year in which a stretch begins, in words."""
    first = stretch.first if isinstance(stretch, Stretch) else stretch[0]
    return _say_year(month_at(first) // 12, language)


def say_length(days: int, language: Language) -> str:
    """Return how long a gap is, in whole years, months or days: '34 years'."""
    if days >= 2 * _DAYS_A_YEAR:
        return language.count("drawing.years", int(days / _DAYS_A_YEAR))
    months = int(days * 12 / _DAYS_A_YEAR)
    if months >= 2:
        return language.count("drawing.months", months)
    return language.count("drawing.days", days)


def _say_year(year: int, language: Language) -> str:
    return words(parse_date(write_year(year)), language.dates)


def _years(stretch: Stretch, scale: Scale, language: Language, room: float) -> Iterator[Tick]:
    needed = room / (scale.px_a_day * _DAYS_A_YEAR)
    step = next(size for size in _steps() if size >= needed)
    first = _first_multiple(stretch.first, 12 * step)
    for month in count(first, 12 * step):
        if month_start(month) >= stretch.last:
            return
        at = stretch.place(month_start(month))
        yield Tick(at, _say_year(month // 12, language), is_year=True)


def _steps() -> Iterator[int]:
    """Yield the steps between years that read well: 1, 2, 5, 10 and so on without end."""
    for power in count():
        yield from (10**power, 2 * 10**power, 5 * 10**power)


def _first_multiple(day: int, months: int) -> int:
    """Return the first month, a multiple of so many, that begins on a day or after it."""
    month = month_at(day) // months * months
    return month if month_start(month) >= day else month + months


def _months(stretch: Stretch, scale: Scale, language: Language, room: float) -> Iterator[Tick]:
    fitting = (step for step in _MONTH_STEPS if step * _DAYS_A_YEAR / 12 * scale.px_a_day >= room)
    step = next(fitting, 0)
    names = language.say("drawing.month_names").split()
    first = _first_multiple(stretch.first, step) if step else 0
    for month in count(first, step) if step else ():
        if month_start(month) >= stretch.last:
            return
        yield Tick(stretch.place(month_start(month)), names[month % 12], is_year=False)
