"""What people write in numbers instead of EDTF, and the dates they can have meant.

Each rewrite is a pattern and a function from its match to guesses. A guess may be unreadable
(31.02.2024); whoever asks drops those. Where a text can mean two dates, both are guessed: no
rewrite chooses for the author.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from build_content.dates.grammar import is_readable


@dataclass(frozen=True, slots=True)
class Guess:
    """A date in EDTF, and when it is the right one: in words, or `say` for the date's own words."""

    text: str
    when: str = ""
    say: bool = False


Rewrite = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[Guess]]]

_NO_MONTH = "if the month is unknown"
_NO_DAY = "if the day is unknown"
# Periods of level 2 that are no northern season: southern seasons (29 to 32), quarters, periods
# of four and of six months.
_FIRST_MONTHS = dict(enumerate((9, 12, 3, 6, 1, 4, 7, 10, 1, 5, 9, 1, 7), start=29))
_MONTH_COUNTS = dict(enumerate((3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 6, 6), start=29))


def compile_rewrites(
    rows: Iterable[tuple[str, Callable[[re.Match[str]], Iterable[Guess]]]],
) -> tuple[Rewrite, ...]:
    """Compile the patterns of a table of rewrites: ASCII digits, either case."""
    return tuple((re.compile(row, re.IGNORECASE | re.ASCII), rewrite) for row, rewrite in rows)


def write_year(year: int) -> str:
    """Write an astronomical year as EDTF has it: 0476, -0043, Y-17000."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:05d}" if year < 0 else f"{year:04d}"


def _year_first(match: re.Match[str]) -> Iterator[Guess]:
    """2024-6-9, 2024/06/19, 2024-19-06, 2024-06-31."""
    year, second, third = match[1], match[3].zfill(2), match[4].zfill(2)
    if is_readable(straight := f"{year}-{second}-{third}"):
        yield Guess(straight)
    elif is_readable(swapped := f"{year}-{third}-{second}"):
        yield Guess(swapped, say=True)
        yield Guess(year, _NO_MONTH)
    elif "01" <= second <= "12":
        yield Guess(f"{year}-{second}", _NO_DAY)
    else:
        yield Guess(year, _NO_MONTH)


def _year_last(match: re.Match[str]) -> Iterator[Guess]:
    """19.06.2024, 06/19/2024; 05/06/2024 is 5 June to some and 6 May to others."""
    first, second, year = match[1].zfill(2), match[3].zfill(2), match[4]
    found = [f"{year}-{second}-{first}", f"{year}-{first}-{second}"]
    yield from map(Guess, found)
    if not any(map(is_readable, found)) and (first > "12") != (second > "12"):
        yield Guess(f"{year}-{min(first, second)}", _NO_DAY)


def _year_and_number(match: re.Match[str]) -> Iterator[Guess]:
    """2024/06, 2024-6, 2011/12, 2022-2023, 2012-13, 2024-13, 2024-25."""
    year, mark, number = match[1], match[2], match[3]
    is_code = mark == "-" and len(number) == 2
    if int(number) <= 12 and not is_code:
        yield Guess(f"{year}-{number:0>2}")
    later = year[: -len(number)] + number
    if later > year:
        yield Guess(f"{year}/{later}", say=is_code)
    if is_code:
        yield from _bad_month(year, number, is_pair=later > year)


def _bad_month(year: str, number: str, *, is_pair: bool) -> Iterator[Guess]:
    code = int(number)
    if 25 <= code <= 28:
        yield Guess(f"{year}-{code - 4}", say=True)
    elif code in _FIRST_MONTHS:
        first = _FIRST_MONTHS[code]
        last = first + _MONTH_COUNTS[code] - 1
        end_year = write_year(int(year) + (last > 12))
        yield Guess(f"{year}-{first:02d}/{end_year}-{(last - 1) % 12 + 1:02d}", say=True)
    else:
        if code == 13 and not is_pair:
            yield Guess(f"{year}-12")
        yield Guess(year, _NO_MONTH)


def _number_and_year(match: re.Match[str]) -> Iterator[Guess]:
    """06/2024, 6.2024."""
    if int(match[1]) <= 12:
        yield Guess(f"{match[2]}-{match[1]:0>2}")


def _digits(match: re.Match[str]) -> Iterator[Guess]:
    """20240619, 202406, 476, 12024."""
    text = match[0]
    if len(text) == 8:
        yield Guess(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    elif len(text) == 3:
        yield Guess(f"0{text}", say=True)
    elif len(text) > 4:
        if len(text) == 6 and text[4:] <= "12":
            yield Guess(f"{text[:4]}-{text[4:]}")
        yield Guess(f"Y{text}", say=True)


def _negative_digits(match: re.Match[str]) -> Iterator[Guess]:
    """-44 is 45 BC to a calendar that has a year 0, and perhaps 44 BC to its author."""
    year = -int(match[1])
    yield Guess(write_year(year), say=True)
    if year:
        yield Guess(write_year(year + 1), say=True)


def _short_y(match: re.Match[str]) -> Iterator[Guess]:
    yield Guess(write_year(int(match[1])), say=True)


def _before_era(match: re.Match[str]) -> Iterator[Guess]:
    if number := int(match[1].replace(",", "")):
        yield Guess(write_year(1 - number))


def _in_era(match: re.Match[str]) -> Iterator[Guess]:
    if number := int(match[1] or match[2]):
        yield Guess(write_year(number))


def _decade(match: re.Match[str]) -> Iterator[Guess]:
    """2020s; 1900s may be ten years or a hundred; 2022s is a slip of the hand."""
    century, tens, ones = match[1], match[2], match[3]
    if ones != "0":
        yield Guess(f"{century}{tens}{ones}")
    if tens + ones == "00":
        yield _write_years(f"{century}0X")
        yield _write_years(f"{century}XX")
    else:
        yield Guess(f"{century}{tens}X", say=ones != "0")


def _century(match: re.Match[str]) -> Iterator[Guess]:
    """20th century: its usual hundred years, said so that an exact author can object."""
    yield _write_years(f"{int(match[1]) - 1}XX")


def _write_years(text: str) -> Guess:
    return Guess(text, f"for the years {text.replace('X', '0')} to {text.replace('X', '9')}")


def _unknown_digits(match: re.Match[str]) -> Iterator[Guess]:
    """202? and 20?? (also with * or _ for a digit)."""
    yield _write_years(match[1] + "X" * (4 - len(match[1])))


def _with_time(match: re.Match[str]) -> Iterator[Guess]:
    """Guess at a time without seconds, with parts of one, behind a space, or with a mark."""
    day, zone = match["day"], (match["zone"] or "").upper()
    if match["mark"]:
        yield Guess(day + match["mark"])
        return
    yield Guess(day)
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    yield Guess(f"{day}T{match['minutes']}:{match['seconds'] or '00'}{zone}", "with the time")


def _drop_unread_parts(match: re.Match[str]) -> Iterator[Guess]:
    """2024-XX-19, 2024-0X, 202X-06, -0043-13: keep the part in front that can be read."""
    year, month = match[1], match[2]
    if match[3] and is_readable(f"{year}-{month}"):
        yield Guess(f"{year}-{month}", _NO_DAY)
    else:
        yield Guess(year, "" if "X" in year else _NO_MONTH)


def _only_year(match: re.Match[str]) -> Iterator[Guess]:
    """Y17000-06: nobody knows the month of such a year."""
    yield Guess(match[1])


NUMBER_REWRITES = compile_rewrites(
    (
        (r"(\d{4})([-./ \u2013])(\d{1,2})\2(\d{1,2})", _year_first),
        (r"(\d{1,2})([-./ \u2013])(\d{1,2})\2(\d{4})", _year_last),
        (r"(\d{4})([-./\u2013]| - | \u2013 )(\d{1,2}|\d{4})", _year_and_number),
        (r"(\d{1,2})[-./](\d{4})", _number_and_year),
        (r"\d{3,12}", _digits),
        (r"-(\d{1,12})", _negative_digits),
        (r"Y(-?\d{1,4})", _short_y),
        (r"(\d{1,12}|\d{1,3}(?:,\d{3}){1,3}) ?(?:BCE?|B\.C\.(?:E\.)?)", _before_era),
        (r"(?:AD|A\.D\.) ?(\d{1,4})|(\d{1,4}) ?(?:AD|A\.D\.|CE|C\.E\.)", _in_era),
        (r"(?:the )?(\d\d)(\d)(\d)['\u2019]?s", _decade),
        (r"(?:the )?(1[1-9]|2\d)(?:st|nd|rd|th)[ -]century", _century),
        (r"(\d{3})[?*_]", _unknown_digits),
        (r"(\d{2})[?*_]{2}", _unknown_digits),
        (
            (
                r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<minutes>\d{2}:\d{2})(?::(?P<seconds>\d{2})"
                r"(?:[.,]\d+)?)?(?P<zone>Z|[-+]\d{2}(?::?\d{2})?)?(?P<mark>[?~%])?"
            ),
            _with_time,
        ),
        (r"(-?\d{4}|-?\d{3}X|-?\d{2}XX)-([\dX]{2})(-[\dX]{2})?", _drop_unread_parts),
        (r"(Y-?\d{5,12})-[\dX]{2}(?:-[\dX]{2})?", _only_year),
    )
)
