"""Dates for machines that know no more of ISO 8601 than whole days, months and years.

schema.org takes a `Date` as ISO 8601 writes it (https://schema.org/Date), which has no way to say
"about", "perhaps", "summer" or "the 2020s". What cannot be said exactly is left unsaid here: the
words of a date stand in the description beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from build_content.dates import EdtfDate
from build_content.dates.records import Point, Side

LAST_YEAR = 9999


def write_day(side: Side) -> str | None:
    """Return a side of a date as ISO 8601, as exactly as it is known: '2024-06-19', '2024-06'.

    None for what ISO 8601 cannot say: an open side, one marked as approximate or uncertain, a
    season, a decade or century, and years that do not have four digits.
    """
    if not isinstance(side, Point) or side.qualifier or not 0 < side.first_year <= LAST_YEAR:
        return None
    if side.precision in ("season", "decade", "century"):
        return None
    month = f"-{side.month:02d}" if side.month else ""
    day = f"-{side.day:02d}" if side.day else ""
    time = f"T{side.time}" if side.time else ""
    return f"{side.first_year:04d}{month}{day}{time}"


def write_dates(date: EdtfDate) -> Mapping[str, str]:
    """Return `startDate` and, for an interval, `endDate`, each only where it is known."""
    sides = {"startDate": write_day(date.start)}
    if date.is_interval:
        sides["endDate"] = write_day(date.end)
    return {name: day for name, day in sides.items() if day}


def is_fully_told(date: EdtfDate) -> bool:
    """Tell whether `write_dates` says all that the date does."""
    return len(write_dates(date)) == (2 if date.is_interval else 1)
