"""Say a date in words that stand in a heading as well as inside a sentence.

The words give what the data gives and no more: a month stays a month. A time of day is not said.
"""

from __future__ import annotations

from functools import lru_cache

from build_content.dates.records import EdtfDate, Missing, Point, Qualifier
from build_content.languages import DateWords


@lru_cache(maxsize=8192)
def words(date: EdtfDate, language: DateWords) -> str:
    """Return the date in words: '19 June 2024', 'about October 2024', 'since 2023'."""
    start, end = date.start, date.end
    if isinstance(start, Point) and isinstance(end, Point):
        return _say_whole(start, end, language)
    if isinstance(start, Point):
        pattern = language.since if end is Missing.OPEN else language.end_unknown
        return pattern.format(date=_say_whole(start, start, language))
    assert isinstance(end, Point)  # the grammar refuses an interval without any date
    pattern = language.until if start is Missing.OPEN else language.start_unknown
    return pattern.format(date=_say_whole(end, end, language))


def _say_whole(start: Point, end: Point, language: DateWords) -> str:
    """Say a point (given twice) or a closed interval, with its qualifiers."""
    plain = _say_point(start, language)
    is_range = plain != _say_point(end, language)
    if is_range:
        plain = _say_range(start, end, language)
    if start.qualifier != end.qualifier:
        return _note_sides(plain, start.qualifier, end.qualifier, language)
    # "about a day in June" and "about between" would say something else.
    can_be_about = start.unspecified == "" or _is_named_decade(start)
    return _qualify(plain, start.qualifier, language, can_be_about=can_be_about)


def _qualify(plain: str, qualifier: Qualifier, language: DateWords, *, can_be_about: bool) -> str:
    """Put 'about' before the words where that reads well, and every other mark behind them."""
    if qualifier in ("~", "%") and can_be_about:
        plain = language.about.format(date=plain)
        qualifier = "?" if qualifier == "%" else ""
    if not qualifier:
        return plain
    return language.noted.format(date=plain, notes=_name(qualifier, language))


def _note_sides(plain: str, start: Qualifier, end: Qualifier, language: DateWords) -> str:
    """Say of which side a mark is true, so that 'about' is not read as being about both."""
    sides = ((language.start_is, start), (language.end_is, end))
    notes = [pattern.format(note=_name(mark, language)) for pattern, mark in sides if mark]
    return language.noted.format(date=plain, notes=language.note_separator.join(notes))


def _name(qualifier: Qualifier, language: DateWords) -> str:
    if qualifier == "~":
        return language.approximate
    return language.uncertain if qualifier == "?" else language.approximate_and_uncertain


def _say_point(point: Point, language: DateWords) -> str:
    """Say one date without its qualifier."""
    if point.unspecified == "year":
        return _say_unspecified_years(point, language)
    said = _say_given(point, language)
    if point.unspecified == "month":
        return language.some_month.format(date=said)
    return language.some_day.format(date=said) if point.unspecified == "day" else said


def _say_given(point: Point, language: DateWords) -> str:
    if point.season is not None:
        year = _say_winter(point.first_year, language)
        if point.season != 24:
            year = _say_year(point.first_year, language)
        return language.season_year.format(season=language.seasons[point.season - 21], year=year)
    year = _say_year(point.first_year, language)
    if point.month is None:
        return year
    month = language.months[point.month - 1]
    if point.day is None:
        return language.month_year.format(month=month, year=year)
    return language.day_month_year.format(day=point.day, month=month, year=year)


def _say_range(start: Point, end: Point, language: DateWords) -> str:
    """Say a closed interval, naming a month or a year both sides share only once."""
    shape = start.precision
    if shape == end.precision == "year":
        return _say_years(start.first_year, end.first_year, language)
    if shape == end.precision and start.first_year == end.first_year:
        year = _say_year(start.first_year, language)
        if shape == "month":
            months = language.close_range.format(
                start=_name_month(start, language), end=_name_month(end, language)
            )
            return language.month_year.format(month=months, year=year)
        if shape == "day":
            return _say_days_of_year(start, end, year, language)
    return language.wide_range.format(
        start=_say_point(start, language), end=_say_point(end, language)
    )


def _say_days_of_year(start: Point, end: Point, year: str, language: DateWords) -> str:
    if start.month == end.month:
        days = language.close_range.format(start=start.day, end=end.day)
        return language.day_month_year.format(
            day=days, month=_name_month(start, language), year=year
        )
    first = language.day_month.format(day=start.day, month=_name_month(start, language))
    return language.wide_range.format(start=first, end=_say_point(end, language))


def _name_month(point: Point, language: DateWords) -> str:
    assert point.month is not None
    return language.months[point.month - 1]


def _era_of(year: int, language: DateWords) -> str:
    """Return the pattern for a year: only years that could be misread carry their era."""
    if year <= 0:
        return language.before_era
    return "{year}" if 1000 <= year <= 9999 else language.in_era


def _count(year: int, language: DateWords) -> str:
    """Return a year's number within its era: year 0 is 1, the year before it is 2."""
    number = year if year > 0 else 1 - year
    return str(number) if number <= 9999 else f"{number:,}".replace(",", language.thousands)


def _say_year(year: int, language: DateWords) -> str:
    return _era_of(year, language).format(year=_count(year, language))


def _say_years(first: int, last: int, language: DateWords) -> str:
    """Say a range of years, with the era once where both share it."""
    era = _era_of(first, language)
    if era == _era_of(last, language) or era == language.in_era:
        both = language.close_range.format(
            start=_count(first, language), end=_count(last, language)
        )
        return era.format(year=both)
    return language.wide_range.format(
        start=_say_year(first, language), end=_say_year(last, language)
    )


def _say_winter(year: int, language: DateWords) -> str:
    """Say the two years of a winter: '2023-24' with a dash, in full where a century turns."""
    if 1000 <= year <= 9998 and (year + 1) % 100:
        return language.close_range.format(start=year, end=f"{(year + 1) % 100:02d}")
    return _say_years(year, year + 1, language)


def _is_named_decade(point: Point) -> bool:
    """Whether 'the 2020s' is clear; 'the 1900s' is not, it may be the whole century."""
    return point.precision == "decade" and point.first_year >= 1000 and point.first_year % 100 > 0


def _say_unspecified_years(point: Point, language: DateWords) -> str:
    if _is_named_decade(point):
        return language.decade.format(year=point.first_year)
    return language.years_between.format(
        start=_say_year(point.first_year, language), end=_say_year(point.last_year, language)
    )
