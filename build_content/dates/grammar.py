"""The grammar of EDTF level 0 and level 1: one pattern for a side, and what its parts may be.

Level 0 and 1: https://www.loc.gov/standards/datetime/ . Where the page leaves room:
- `?`, `~` and `%` may also end a season and a year over four digits, and such a year may be a
  side of an interval; X may not stand inside an interval (that is level 2);
- seconds run from 00 to 59 and hours from 00 to 23 (ISO 8601-1:2019);
- an interval without any date (`../..`) says nothing and is refused.
"""

from __future__ import annotations

import re
from typing import cast

from build_content.dates.records import (
    EdtfDate,
    Missing,
    Point,
    Qualifier,
    Side,
    Unspecified,
    count_days,
)
from build_content.languages import ENGLISH

_SIDE = re.compile(
    r"""
    (?P<year> -?[0-9]{4} | -?[0-9]{3}X | -?[0-9]{2}XX | Y-?[1-9][0-9]{4,11} )
    (?: - (?P<month> [0-9]{2} | XX )
        (?: - (?P<day> [0-9]{2} | XX )
            (?: T (?P<time> [0-9]{2}:[0-9]{2}:[0-9]{2} )
                  (?P<zone> Z | [+-][0-9]{2}(?: :[0-9]{2})? )? )? )? )?
    (?P<qualifier> [?~%] )?
    """,
    re.VERBOSE,
)
_YEAR_OR_SET = re.compile(
    r"""
    [\[{] [-0-9XY?~%.,E]+ [\]}]                                # one of a set, all of a set
    | Y? -? [0-9]+ ( E[0-9]+ (S[0-9]+)? | S[0-9]+ ) [?~%]?     # exponents, significant digits
    """,
    re.VERBOSE,
)
# X anywhere, and a mark before or behind any part.
_ANY_PARTS = re.compile(
    r"[?~%]? -? [0-9X]{4} [?~%]? ( - [?~%]? [0-9X]{2} [?~%]? ){0,2}", re.VERBOSE
)
_LAST_MINUTE = 14 * 60


class Refusal(ValueError):
    """Why a text is not read: a reason in words ('' where it fits no form) and the part at fault.

    `level_two` tells a date of EDTF level 2 from what is no date at all.
    """

    def __init__(
        self, reason: str, part: str, *, rule: str = "bad-date", level_two: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.part = part
        self.rule = rule
        self.level_two = level_two


def read_date(text: str) -> EdtfDate:
    """Read a date or an interval exactly as typed; raise `Refusal` where it is neither."""
    sides = text.split("/")
    if len(sides) == 1:
        point = _read_point(text)
        return EdtfDate(text, point, point)
    if len(sides) > 2:
        raise Refusal("", text)
    start, end = _read_side(sides[0]), _read_side(sides[1])
    date = EdtfDate(text, start, end, is_interval=True)
    _check_interval(date)
    return date


def is_readable(text: str) -> bool:
    """Whether a text is a date of level 0 or 1."""
    try:
        read_date(text)
    except Refusal:
        return False
    return True


def _check_interval(date: EdtfDate) -> None:
    if not date.points:
        raise Refusal("it gives neither a start nor an end", date.text)
    if date.earliest and date.latest and date.latest < date.earliest:
        raise Refusal("ends before it begins", date.text, rule="date-order")


def _read_side(text: str) -> Side:
    if text in ("", ".."):
        return Missing(text)
    point = _read_point(text)
    if point.time:
        raise Refusal("an interval runs from day to day, without times of day", text)
    if point.unspecified:
        raise Refusal("", text, level_two=True)
    return point


def _read_point(text: str) -> Point:
    match = _SIDE.fullmatch(text)
    if match is None:
        raise Refusal("", text, level_two=_is_level_two(text))
    year, month, day = match["year"], match["month"], match["day"]
    _check_year(text, year, month)
    _check_month(text, month, day)
    first, last = _span_years(year)
    _check_day(text, first, month, day)
    _check_time(text, match)
    season = month is not None and month > "20" and month != "XX"
    return Point(
        text=text,
        first_year=first,
        last_year=last,
        season=int(month) if season else None,
        month=None if season else _number(month),
        day=_number(day),
        unspecified=_find_unspecified(year, month, day),
        qualifier=cast("Qualifier", match["qualifier"] or ""),
        time=(match["time"] or "") + (match["zone"] or ""),
    )


def _find_unspecified(year: str, month: str | None, day: str | None) -> Unspecified:
    """Return the finest part typed as X."""
    if "X" in year:
        return "year"
    if day == "XX":
        return "day"
    return "month" if month == "XX" else ""


def _number(part: str | None) -> int | None:
    return None if part in (None, "XX") else int(part)


def _span_years(year: str) -> tuple[int, int]:
    """Return the first and last year that the digits allow: 202X is 2020 to 2029."""
    digits = year.removeprefix("Y")
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    # -004X counts away from zero, and int("-0000") is the year 0.
    return min(ends), max(ends)


def _check_year(text: str, year: str, month: str | None) -> None:
    if year == "-0000":
        raise Refusal("the year 0 has no minus sign", text)
    if month is not None and year.startswith("Y"):
        raise Refusal("a year of more than four digits stands alone", text)
    if month is not None and "X" in year:
        raise Refusal("", text, level_two=True)


def _check_month(text: str, month: str | None, day: str | None) -> None:
    if month is None:
        return
    if month == "XX":
        if day not in (None, "XX"):
            raise Refusal("", text, level_two=True)
        return
    if "01" <= month <= "12" or ("21" <= month <= "24" and day is None):
        return
    if "25" <= month <= "41" and day is None:
        raise Refusal("", text, level_two=True)
    raise Refusal(f"there is no month {month}", text)


def _check_day(text: str, year: int, month: str | None, day: str | None) -> None:
    if month in (None, "XX") or day in (None, "XX"):
        return
    number = int(month)
    last = count_days(year, number)
    if day == "00":
        raise Refusal("there is no day 00", text)
    if int(day) > last:
        # Only February changes from year to year.
        of_year = f" {text[: text.index('-', 1)]}" if number == 2 else ""
        raise Refusal(f"{ENGLISH.dates.months[number - 1]}{of_year} has {last} days", text)


def _check_time(text: str, match: re.Match[str]) -> None:
    time, zone = match["time"], match["zone"]
    if time is None:
        return
    if match["qualifier"]:
        raise Refusal("a date with a time of day takes no ?, ~ or %", text)
    hour, minute, second = (int(part) for part in time.split(":"))
    if hour > 23 or minute > 59 or second > 59:
        raise Refusal(f"there is no time {time}", text)
    if zone and zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[4:] or 0)
        if minutes > 59 or hours * 60 + minutes > _LAST_MINUTE:
            raise Refusal(f"there is no time zone {zone}", text)


def _is_level_two(text: str) -> bool:
    """Whether a text that level 1 refuses has the form of a date of level 2."""
    if _YEAR_OR_SET.fullmatch(text):
        return True
    return bool(_ANY_PARTS.fullmatch(text)) and any(mark in text for mark in "X?~%")
