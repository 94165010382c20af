"""What a language brings: words by key, forms for what is counted, and patterns for dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Any, Final

Forms = tuple[str, ...]
_FORMATTER: Final = Formatter()


# told apart by identity, as languages are: each file is loaded once
@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """Names and `str.format` patterns; the fields in braces are fixed by the pattern's name.

    A year inside a pattern is already written out: with its era where it needs one. `months` are
    January to December, `seasons` spring to winter.
    """

    months: tuple[str, ...]
    seasons: tuple[str, ...]
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


# told apart by identity: each file is loaded once
@dataclass(frozen=True, eq=False)
class Language:
    """One language: its tag (BCP 47), its words by key (`table.name`), how it counts.

    `pick_form` takes a number and returns the place, from 0, of the form that goes with it.
    `articles` are words that a name is not filed by, in lower case.
    """

    tag: str
    dates: DateWords
    strings: Mapping[str, str | Forms]
    pick_form: Callable[[float], int]
    decimal_point: str
    articles: tuple[str, ...]

    def say(self, key: str, /, **values: object) -> str:
        """Return the words of a key with its fields filled in, as plain text."""
        pattern = self.pattern(key)
        return pattern.format(**values) if values or "{" in pattern else pattern

    def count(self, key: str, number: float, /, **values: object) -> str:
        """Return the words of a key in the form for a number, which fills the field `n`."""
        return self.form(key, number).format(n=self.number(number), **values)

    def pattern(self, key: str) -> str:
        """Return the words of a key with its fields still open."""
        words = self.strings[key]
        assert isinstance(words, str), f"{key} is counted"
        return words

    def form(self, key: str, number: float) -> str:
        """Return the form of a counted key for a number, its fields still open."""
        forms = self.strings[key]
        assert isinstance(forms, tuple), f"{key} is not counted"
        return forms[self.pick_form(number)]

    def number(self, value: float) -> str:
        """Return a number with its thousands set apart and no digits that were not typed."""
        written = f"{value:,}" if isinstance(value, int) else f"{value:,.15g}"
        marks = str.maketrans({",": self.dates.thousands, ".": self.decimal_point})
        return written.translate(marks)


def fill(pattern: str, values: Mapping[str, Any], escape: Callable[[str], str]) -> str:
    """Fill a pattern's fields and escape all of it, but for values that are markup already.

    Markup is what has `__html__`, as in Jinja.
    """
    return "".join(
        part if field is None else _write(values[field], escape)
        for part, field in _parse(pattern, escape)
    )


def _write(value: Any, escape: Callable[[str], str]) -> str:
    return str(value) if hasattr(value, "__html__") else escape(str(value))


@lru_cache(maxsize=1024)
def _parse(pattern: str, escape: Callable[[str], str]) -> tuple[tuple[str, str | None], ...]:
    """Return a pattern as (escaped words, None) and ("", field) in turn."""
    parts: list[tuple[str, str | None]] = []
    for literal, field, _, _ in _FORMATTER.parse(pattern):
        parts += [(escape(literal), None)] if literal else []
        parts += [("", field)] if field is not None else []
    return tuple(parts)
