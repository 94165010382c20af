"""What a language must bring so that dates can be said in it: names and patterns, no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Names and `str.format` patterns; the fields in braces are fixed by the pattern's name.

    A year inside a pattern is already written out: with its era where it needs one.
    """

    months: tuple[str, ...]
    seasons: Mapping[int, str]
    day_month_year: str
    day_month: str
    month_year: str
    season_year: str
    before_era: str
    in_era: str
    thousands: str
    decade: str
    years_between: str
    some_month: str
    some_day: str
    close_range: str
    wide_range: str
    since: str
    until: str
    end_unknown: str
    start_unknown: str
    about: str
    noted: str
    note_separator: str
    approximate: str
    uncertain: str
    approximate_and_uncertain: str
    start_is: str
    end_is: str
