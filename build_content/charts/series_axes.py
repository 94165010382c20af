"""The axes of a series' drawing: values from zero in round steps, and days.

Values are reckoned as decimals, so that ticks are as round as they look: never 0.30000000000000004.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import Final, NamedTuple

from build_content.charts.measure import text_width
from build_content.dates import Day, EdtfDate, parse_date, words
from build_content.languages import Language

TEXT_SIZE: Final = 12
_STEPS: Final = 4
_SHORTEST: Final = 180
"""Days that an axis spans at least: a single day has no scale of its own."""
_MONTH_STEPS: Final = (1, 2, 3, 6)
_LAST_YEAR: Final = 9999
_GAP: Final = 14


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """An axis for values: its ticks, lowest first; the outer two are its ends."""

    ticks: tuple[Decimal, ...]

    def share(self, value: float | Decimal) -> float:
        """Return how far up the axis a value stands: 0 at the foot, 1 at the top."""
        low, high = self.ticks[0], self.ticks[-1]
        return float((_exact(value) - low) / (high - low))


def make_value_axis(values: Sequence[float]) -> ValueAxis:
    """Return an axis that begins at zero, or reaches below it for values that do."""
    exact = [_exact(value) for value in values]
    low, high = min(*exact, Decimal(0)), max(*exact, Decimal(0))
    whole = all(value == value.to_integral_value() for value in exact)
    step = _round_step((high - low) / _STEPS, at_least_one=whole)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return ValueAxis(tuple(at * step for at in range(first, max(last, first + 1) + 1)))


def tell_tick(tick: Decimal, language: Language) -> str:
    """Return a tick's value as text."""
    is_whole = tick == tick.to_integral_value() and abs(tick) < 2**53
    return language.number(int(tick) if is_whole else float(tick))


def _exact(value: float | Decimal) -> Decimal:
    """Return a number as it is written, not as binary fractions have it."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _round_step(wanted: Decimal, *, at_least_one: bool) -> Decimal:
    """Return the next 1, 2 or 5 with zeros; things that are counted have no halves."""
    if not wanted or (at_least_one and wanted < 1):
        return Decimal(1)
    power = wanted.adjusted()
    steps = (Decimal(digit).scaleb(power) for digit in (1, 2, 5, 10))
    return next(step for step in steps if step >= wanted)


class Extent(NamedTuple):
    """The days that a date can mean, as numbers, the end not included; None where it is open."""

    start: float | None
    end: float | None


def extent_of(date: EdtfDate) -> Extent:
    """Return the days that a date can mean."""
    first, last = date.earliest, date.latest
    return Extent(first and number_day(first), last and number_day(last) + 1)


def is_day(date: EdtfDate) -> bool:
    """Tell whether a date can mean one day only."""
    return date.earliest is not None and date.earliest == date.latest


def number_day(day: Day) -> int:
    """Return a day's number in the proleptic Gregorian calendar, 1970-01-01 being 0.

    https://howardhinnant.github.io/date_algorithms.html#days_from_civil
    """
    year = day.year - (day.month <= 2)
    era, of_era = divmod(year, 400)
    of_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


class TimeTick(NamedTuple):
    """A tick of the time axis: its day's number and its words; none at a small tick."""

    day: int
    text: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """An axis for days: the numbers of its ends."""

    first: float
    last: float

    def share(self, day: float) -> float:
        """Return how far along the axis a day stands: 0 to 1."""
        return (day - self.first) / (self.last - self.first)


def make_time_axis(extents: Sequence[Extent]) -> TimeAxis:
    """Return an axis that holds all days given, with room beyond them for open ends."""
    known = [day for extent in extents for day in extent if day is not None]
    first, last = min(known), max(known)
    missing = max(0.0, _SHORTEST - (last - first)) / 2
    beyond = (last - first + 2 * missing) / 10
    starts_open = any(extent.start is None for extent in extents)
    ends_open = any(extent.end is None for extent in extents)
    return TimeAxis(first - missing - beyond * starts_open, last + missing + beyond * ends_open)


def list_time_ticks(axis: TimeAxis, width: float, language: Language) -> list[TimeTick]:
    """Return ticks at the finest step of months or years whose words have room side by side."""
    found: list[TimeTick] = []
    for months in _list_steps():
        step = months * 30.4 / (axis.last - axis.first) * width
        if step < text_width("2024", TEXT_SIZE) + _GAP:
            continue
        found = _list_ticks(axis, months, language)
        widest = max((text_width(tick.text, TEXT_SIZE) for tick in found), default=0)
        if widest + _GAP <= step:
            break
    return found


def list_small_ticks(axis: TimeAxis, ticks: Sequence[TimeTick]) -> list[int]:
    """Return the days of quarters where the ticks stand a year apart."""
    if len(ticks) < 2 or not 365 <= ticks[1].day - ticks[0].day <= 366:
        return []
    return [day for day, _, _ in _list_months(axis, 3)]


def _list_steps() -> Iterator[int]:
    """Yield steps in months, finest first."""
    yield from _MONTH_STEPS
    for power in count():
        yield from (digit * 10**power * 12 for digit in (1, 2, 5))


def _list_ticks(axis: TimeAxis, months: int, language: Language) -> list[TimeTick]:
    return [
        TimeTick(day, _tell_month(year, month if months < 12 else None, language))
        for day, year, month in _list_months(axis, months)
    ]


def _list_months(axis: TimeAxis, step: int) -> Iterator[tuple[int, int, int]]:
    """Yield (day's number, year, month) of each first of a month that stands on a step."""
    # 146,097 days are 4,800 months: an estimate from which to walk
    guess = int((axis.first + 719468) * 4800 / 146097) // step - 1
    for at in count(guess):
        year, month = divmod(at * step, 12)
        day = number_day(Day(year, month + 1, 1))
        if day > axis.last:
            return
        if day >= axis.first:
            yield day, year, month + 1


def _tell_month(year: int, month: int | None, language: Language) -> str:
    if abs(year) > _LAST_YEAR:
        return words(parse_date(f"Y{year}"), language.dates)
    typed = f"{year:05d}" if year < 0 else f"{year:04d}"
    return words(parse_date(f"{typed}-{month:02d}" if month else typed), language.dates)
