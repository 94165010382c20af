"""Which periods of time have a strip of their own, and what each of them has to tell.

A year has a strip if something begins or ends in it. The years between are told in a line, for
they may be many: 16,955 lie between the first two events of the tests' sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from build_content.charts.calendar import day_number, month_start, write_month, write_year
from build_content.dates import EdtfDate, parse_date
from build_content.model import Event

# Of a decade nobody knows when in it: its last year has nothing to show that its first has not.
_VAGUE: Final = ("decade", "century")


@dataclass(frozen=True)
class Period:
    """So many months from a first one, which is counted from January of year 0."""

    first: int
    months: int

    @cached_property
    def start(self) -> int:
        """The number of its first day."""
        return month_start(self.first)

    @cached_property
    def end(self) -> int:
        """The number of the day after its last."""
        return month_start(self.first + self.months)

    @property
    def date(self) -> EdtfDate:
        """The period as a date, to be said in words."""
        last = self.first + self.months - 1
        if self.first % 12 or self.months % 12:
            low, high = write_month(self.first), write_month(last)
        else:
            low, high = write_year(self.first // 12), write_year(last // 12)
        return parse_date(low if low == high else f"{low}/{high}")

    def split(self, parts: int) -> list[Period]:
        """Return so many equal parts; the months must be a multiple of them."""
        size = self.months // parts
        return [Period(self.first + at * size, size) for at in range(parts)]


@dataclass(frozen=True)
class Told:
    """An event with its number and the days that it names: `last` is the day after them.

    Days are counted as in `calendar`. What is open or unknown is in neither.
    """

    event: Event
    number: int
    first: int
    last: int

    def touches(self, period: Period) -> bool:
        """Tell whether some of it is in a period; what is open at its end goes on for good."""
        is_on = period.start < self.last or self.event.date.open_end
        return self.first < period.end and is_on

    def begins_in(self, period: Period) -> bool:
        """Tell whether its first day is in a period: true of one period of all."""
        return period.start <= self.first < period.end

    def goes_through(self, period: Period) -> bool:
        """Tell whether it touches a period, but neither begins nor ends in it."""
        ends = period.start < self.last <= period.end
        return self.touches(period) and not ends and self.first < period.start


def tell(event: Event, number: int) -> Told:
    """Return an event with the days that it names."""
    points = event.date.points
    return Told(event, number, day_number(points[0].earliest), day_number(points[-1].latest) + 1)


def list_periods(told: Sequence[Told]) -> list[Period]:
    """Return the years with a strip, and each stretch of years between two, in order."""
    years = sorted({year for each in told for year in _years_of(each.event)})
    periods = [Period(years[0] * 12, 12)] if years else []
    for before, year in pairwise(years):
        if year > before + 1:
            periods.append(Period((before + 1) * 12, (year - before - 1) * 12))
        periods.append(Period(year * 12, 12))
    return periods


def share_out(
    periods: Sequence[Period], told: Sequence[Told]
) -> Iterator[tuple[Period, tuple[Told, ...]]]:
    """Yield each period with what touches it, by number; both come in the order of time.

    One walk along time: what is over is not looked at again.
    """
    waiting = sorted(told, key=lambda each: -each.first)
    on: list[Told] = []
    for period in periods:
        while waiting and waiting[-1].first < period.end:
            on.append(waiting.pop())
        on = [each for each in on if each.touches(period)]
        yield period, tuple(sorted(on, key=lambda each: each.number))


def _years_of(event: Event) -> Iterator[int]:
    for point in event.date.points:
        yield point.earliest.year
        if point.precision not in _VAGUE:
            yield point.latest.year
