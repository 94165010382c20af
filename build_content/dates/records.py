"""What a date is once it is read: one point, or an interval with two sides.

Years are astronomical throughout: 0 is 1 BC, -43 is 44 BC. The calendar is the proleptic
Gregorian one, as ISO 8601 has it.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from enum import Enum
from typing import Literal, NamedTuple

Qualifier = Literal["", "?", "~", "%"]
Precision = Literal["century", "decade", "year", "season", "month", "day"]
Unspecified = Literal["", "year", "month", "day"]
SortKey = tuple[tuple[int, int, int, int], tuple[int, int, int, int]]

_COARSEST_FIRST: tuple[Precision, ...] = ("century", "decade", "year", "season", "month", "day")
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Season code to the months it runs from and to; winter ends in the next year.
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


class Day(NamedTuple):
    """One day: astronomical year, month 1 to 12, day 1 to 31."""

    year: int
    month: int
    day: int

    def iso(self) -> str | None:
        """Return '2024-06-19' or '-0239-06-01'; None where the year has over four digits."""
        if not -9999 <= self.year <= 9999:
            return None
        width = 5 if self.year < 0 else 4
        return f"{self.year:0{width}d}-{self.month:02d}-{self.day:02d}"


class Missing(Enum):
    """Why a side of an interval holds no date: left open ('..') or not known (empty)."""

    OPEN = ".."
    UNKNOWN = ""


def count_days(year: int, month: int) -> int:
    """Return how many days a month has; February follows the astronomical year."""
    return 29 if month == 2 and isleap(year) else _MONTH_LENGTHS[month - 1]


@dataclass(frozen=True, slots=True)
class Point:
    """One date as typed: a stretch of years, or a year with a season, a month or a day.

    `first_year` and `last_year` differ only where digits of the year are unspecified (202X).
    `season` is 21 to 24. `unspecified` names the finest part that was typed as X. `time` is
    what stood after T; it is kept, but bounds, order and words know only the day.
    """

    text: str
    first_year: int
    last_year: int
    season: int | None = None
    month: int | None = None
    day: int | None = None
    unspecified: Unspecified = ""
    qualifier: Qualifier = ""
    time: str = ""

    @property
    def precision(self) -> Precision:
        """The finest part that is really given: for 2024-XX the year."""
        if self.last_year != self.first_year:
            return "decade" if self.last_year - self.first_year < 10 else "century"
        if self.season is not None:
            return "season"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def earliest(self) -> Day:
        """The first day this date can mean; qualifiers do not widen it."""
        month = self.month or 1
        if self.season is not None:
            month = _SEASON_MONTHS[self.season][0]
        return Day(self.first_year, month, self.day or 1)

    @property
    def latest(self) -> Day:
        """The last day this date can mean; winter runs to February of the next year."""
        year, month = self.last_year, self.month or 12
        if self.season is not None:
            first_month, month = _SEASON_MONTHS[self.season]
            year += month < first_month
        return Day(year, month, self.day or count_days(year, month))


Side = Point | Missing


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as typed, with its two sides; where it is no interval both sides are the same."""

    text: str
    start: Side
    end: Side
    is_interval: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """The sides that hold a date, start first; a date that is no interval has one."""
        sides = (self.start, self.end) if self.is_interval else (self.start,)
        return tuple(side for side in sides if isinstance(side, Point))

    @property
    def earliest(self) -> Day | None:
        """The first possible day; None where the start is open or unknown."""
        return self.start.earliest if isinstance(self.start, Point) else None

    @property
    def latest(self) -> Day | None:
        """The last possible day; None where the end is open or unknown."""
        return self.end.latest if isinstance(self.end, Point) else None

    @property
    def earliest_iso(self) -> str | None:
        """`earliest` as text; None also where the year has over four digits."""
        return self.earliest and self.earliest.iso()

    @property
    def latest_iso(self) -> str | None:
        """`latest` as text; None also where the year has over four digits."""
        return self.latest and self.latest.iso()

    @property
    def sort_key(self) -> SortKey:
        """Order by the earliest day (none first), then by the latest (none last)."""
        first, last = self.earliest, self.latest
        return ((1, *first) if first else (0, 0, 0, 0), (1, *last) if last else (2, 0, 0, 0))

    @property
    def precision(self) -> Precision:
        """The precision of the coarser side that holds a date."""
        return min((point.precision for point in self.points), key=_COARSEST_FIRST.index)

    @property
    def is_approximate(self) -> bool:
        """Whether a side is marked ~ or %."""
        return any(point.qualifier in ("~", "%") for point in self.points)

    @property
    def is_uncertain(self) -> bool:
        """Whether a side is marked ? or %."""
        return any(point.qualifier in ("?", "%") for point in self.points)

    @property
    def open_start(self) -> bool:
        """Whether the start is typed '..': it reaches back without limit."""
        return self.start is Missing.OPEN

    @property
    def open_end(self) -> bool:
        """Whether the end is typed '..': it goes on."""
        return self.end is Missing.OPEN

    @property
    def unknown_start(self) -> bool:
        """Whether the start is left empty: there was one, nobody says when."""
        return self.start is Missing.UNKNOWN

    @property
    def unknown_end(self) -> bool:
        """Whether the end is left empty: there was one, nobody says when."""
        return self.end is Missing.UNKNOWN


def is_first_of_january(date: EdtfDate) -> bool:
    """Whether a side names 1 January: often a year that a form or a program filled up."""
    return any((point.month, point.day) == (1, 1) for point in date.points)
