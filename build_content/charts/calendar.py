"""Days as whole numbers, and stretches of months: what an axis counts in.

Years are astronomical and the calendar is the proleptic Gregorian one, as in `dates`; a day's
number may be of any size, for `datetime` ends at the years 1 and 9999 and history does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from build_content.dates import Day, EdtfDate, parse_date

_DAYS_IN_400_YEARS: Final = 146_097
_MAX_PLAIN_YEAR: Final = 9999


def day_number(day: Day) -> int:
    """Return the days from 1 March of year 0, negative before it.

    The year is counted from March, so that the day a leap year adds comes last:
    https://howardhinnant.github.io/date_algorithms.html#days_from_civil
    """
    year = day.year - (day.month <= 2)
    in_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + in_year


def month_at(number: int) -> int:
    """Return the month that a day lies in, as months from January of year 0."""
    # a first guess from the mean length of a month is at most one month off
    guess = number * 4800 // _DAYS_IN_400_YEARS + 2
    return next(month for month in (guess + 1, guess, guess - 1) if month_start(month) <= number)


def month_start(month: int) -> int:
    """Return the number of the first day of a month, given as months from January of year 0."""
    return day_number(Day(month // 12, month % 12 + 1, 1))


def span_of(date: EdtfDate) -> tuple[int | None, int | None]:
    """Return the first day a date can mean and the day after its last; None for no bound."""
    first, last = date.earliest, date.latest
    return first and day_number(first), last and day_number(last) + 1


def write_month(month: int) -> str:
    """Return a month, given as months from January of year 0, as EDTF."""
    return f"{write_year(month // 12)}-{month % 12 + 1:02d}"


def write_year(year: int) -> str:
    """Return an astronomical year as EDTF: '2024', '-0043', 'Y-17000'."""
    if abs(year) > _MAX_PLAIN_YEAR:
        return f"Y{year}"
    return f"{year:05d}" if year < 0 else f"{year:04d}"


@dataclass(frozen=True, order=True)
class Bin:
    """A stretch of so many months, counted from January of year 0: a quarter has 3, a year 12."""

    index: int
    months: int

    @property
    def start(self) -> int:
        """The number of its first day."""
        return month_start(self.index * self.months)

    @property
    def end(self) -> int:
        """The number of the day after its last."""
        return month_start((self.index + 1) * self.months)

    @property
    def date(self) -> EdtfDate:
        """The stretch as a date, to be said in words."""
        first, last = self.index * self.months, (self.index + 1) * self.months - 1
        if self.months == 1:
            return parse_date(write_month(first))
        if self.months < 12:
            return parse_date(f"{write_month(first)}/{write_month(last)}")
        if self.months == 12:
            return parse_date(write_year(self.index))
        return parse_date(f"{write_year(first // 12)}/{write_year(last // 12)}")


def bin_of(date: EdtfDate, months: int) -> Bin | None:
    """Return the bin that a date lies in; None for an interval, or where it may be in two."""
    return None if date.is_interval else bin_around(date, months)


def bin_around(date: EdtfDate, months: int) -> Bin | None:
    """Return the bin that a date or a whole interval lies in; None where it may reach into two."""
    if date.earliest is None or date.latest is None:
        return None
    first, last = (
        (day.year * 12 + day.month - 1) // months for day in (date.earliest, date.latest)
    )
    return Bin(first, months) if first == last else None
