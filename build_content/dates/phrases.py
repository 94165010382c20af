"""What people write in words instead of EDTF: 19 June 2024, summer 2022, in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_content.dates.rewrites import Guess, compile_rewrites
from build_content.languages import ENGLISH

_MONTHS = {name.lower(): number for number, name in enumerate(ENGLISH.dates.months, start=1)}
_SEASONS = {name: code for code, name in enumerate(ENGLISH.dates.seasons, start=21)} | {"fall": 23}
_SKIPPED = re.compile(r"of|the|in|on|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:[a-z]*day)?")
_BETWEEN_WORDS = re.compile(r"[\s,]+|\.\s*|(?<=\w)-(?=\w)")
_SEASON = "spring|summer|autumn|fall|winter"


def _find_month(word: str) -> int | None:
    """Return the month that a word of three letters or more begins: jun, sept, october."""
    if len(word) < 3:
        return None
    return next((number for name, number in _MONTHS.items() if name.startswith(word)), None)


def _name_parts(match: re.Match[str]) -> Iterator[Guess]:
    """19 June 2024, June 19th, 2024, June 2024, 2024 June 19: any order, nothing left over."""
    months, years, days = [], [], []
    for word in filter(None, _BETWEEN_WORDS.split(match[0].lower())):
        if month := _find_month(word):
            months.append(month)
        elif re.fullmatch("[0-9]{4}", word):
            years.append(word)
        elif day := re.fullmatch("([0-9]{1,2})(?:st|nd|rd|th)?", word):
            days.append(int(day[1]))
        elif not _SKIPPED.fullmatch(word):
            return
    if len(months) == len(years) == 1 and len(days) <= 1:
        yield Guess(f"{years[0]}-{months[0]:02d}" + "".join(f"-{day:02d}" for day in days))


def _days_of_month(match: re.Match[str]) -> Iterator[Guess]:
    """8-13 October 2024."""
    if month := _find_month(match[3].lower()):
        first, last = (f"{match[4]}-{month:02d}-{match[side]:0>2}" for side in (1, 2))
        yield Guess(f"{first}/{last}")


def _season(match: re.Match[str]) -> Iterator[Guess]:
    """Summer 2022; a winter of one year may be the one it began or the one it ended in."""
    code, year = _SEASONS[match[1].lower()], int(match[2])
    if code == 24 and year:
        yield Guess(f"{year - 1:04d}-{code}")
    yield Guess(f"{year:04d}-{code}")


def _winter(match: re.Match[str]) -> Iterator[Guess]:
    """Winter 2023-24, winter 2023/2024."""
    year = int(match[1])
    if int(match[2]) == (year + 1) % 10 ** len(match[2]):
        yield Guess(f"{year:04d}-24")


PHRASE_REWRITES = compile_rewrites(
    (
        (r"[a-z0-9][a-z0-9 ,.\-]*", _name_parts),
        (r"(\d{1,2}) ?[-\u2013] ?(\d{1,2}) ([a-z]+) (\d{4})", _days_of_month),
        (rf"(?:the )?({_SEASON})(?: of|,)? (\d{{4}})", _season),
        (r"(?:the )?winter(?: of)? (\d{4}) ?[-/\u2013] ?(\d{2}|\d{4})", _winter),
    )
)
