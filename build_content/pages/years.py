"""The years and months that the timeline is told by, and where each of them is found.

Addresses come from the year's number and not from its words: they stay in every language. No
event's id consists of digits alone or begins with an underscore, so none can take them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from build_content.dates import Point, parse_date, words
from build_content.languages import Language
from build_content.model import PAGED_ABOVE, Event, Site

BY_MONTH_ABOVE: Final = 24
MAX_YEAR: Final = 9999
YearKey = tuple[bool, int]
"""Whether an event is only known to have been over by a year, and the year."""
Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The events that began in a year, or were over by then; `name` is its page without folder.

    `number` is the astronomical year.
    """

    heading: str
    name: str
    number: int
    events: tuple[Event, ...]

    @property
    def typed(self) -> str:
        """The year in EDTF, as it is typed in data."""
        return _type_year(self.number)

    @property
    def page(self) -> str:
        """The path of the year's page, without ending."""
        return f"timeline/{self.name}"

    @property
    def anchor(self) -> str:
        """The id of the year's heading on the page of the whole timeline."""
        return f"_{self.name.removeprefix('_')}"


@dataclass(frozen=True, slots=True)
class Month:
    """Events of a year, one after the other, that began in one month, or in no month given."""

    heading: str
    anchor: str
    events: tuple[Event, ...]
    is_given: bool


def is_paged(site: Site) -> bool:
    """Tell whether the list is too long for one page, so that each year has its own."""
    return len(site.events) > PAGED_ABOVE


def list_years(site: Site) -> list[Year]:
    """Return the years of a site's events in the order of time, those with an open start first."""
    return [
        Year(_head_year(key, site.language), _name_year(key), key[1], tuple(events))
        for key, events in groupby(site.timeline, key=_year_of)
    ]


def list_months(year: Year, language: Language) -> list[Month]:
    """Return a year's events by month, in their order; one group where they are few.

    An event of no stated month stands between those of months that it may belong to, so a month's
    heading may come twice, and its id is numbered from the second time on.
    """
    if len(year.events) <= BY_MONTH_ABOVE:
        return [Month("", "", year.events, is_given=False)]
    seen: Counter[str] = Counter()
    return [
        _make_month(year, month, tuple(events), seen, language)
        for month, events in groupby(year.events, key=month_of)
    ]


def split_events(year: Year, language: Language) -> list[tuple[Trail, Event]]:
    """Return a year's events, each with the headings that lead to it in the navigation.

    So the navigation that one page shows does not grow with the number of events.
    """
    return [
        ((year.heading, month.heading) if month.is_given else (year.heading,), event)
        for month in list_months(year, language)
        for event in month.events
    ]


def month_of(event: Event) -> str:
    """Return the month that an event begins in as '2024-06'; nothing if it is not known."""
    first = event.date.start
    if not isinstance(first, Point) or first.month is None:
        return ""
    return f"{_type_year(first.first_year)}-{first.month:02d}"


def find_months(year: Year, language: Language) -> dict[str, str]:
    """Return where each month of a year begins on the year's page: ids by '2024-06'.

    A season, or a year, counts for the month of its first day, unless others are given for that
    month. A year of few events has no headings of months: the month's first event stands for it.
    """
    listed = [
        (event, group.anchor or anchor_of(event))
        for group in list_months(year, language)
        for event in group.events
    ]
    found: dict[str, str] = {}
    for event, id in listed:
        found.setdefault(month_of(event), id)
    for event, id in listed:
        if event.date.earliest:
            first = event.date.earliest
            found.setdefault(f"{_type_year(first.year)}-{first.month:02d}", id)
    return found


def anchor_of(event: Event) -> str:
    """Return the id of an event in every list of the timeline."""
    return f"_event-{event.id}"


def _year_of(event: Event) -> YearKey:
    first, last = event.date.earliest, event.date.latest
    if first is not None:
        return False, first.year
    assert last is not None  # the grammar refuses an interval without any date
    return True, last.year


def _head_year(key: YearKey, language: Language) -> str:
    is_end, number = key
    said = words(parse_date(_type_year(number)), language.dates)
    return language.say("timeline.until", year=said) if is_end else said


def _name_year(key: YearKey) -> str:
    is_end, number = key
    typed = _type_year(number).lower()
    if is_end:
        return f"_until-{typed}"
    return typed if typed.isdigit() else f"_{typed}"


def _type_year(number: int) -> str:
    """Return an astronomical year in EDTF, as it is typed in data."""
    if abs(number) > MAX_YEAR:
        return f"Y{number}"
    return f"{number:05d}" if number < 0 else f"{number:04d}"


def _make_month(
    year: Year, month: str, events: tuple[Event, ...], seen: Counter[str], language: Language
) -> Month:
    seen[month] += 1
    again = f"_{seen[month]}" if seen[month] > 1 else ""
    anchor = f"_{month.lower()}" if month else f"{year.anchor}-no-month"
    return Month(_head_month(month, language), f"{anchor}{again}", events, is_given=bool(month))


def _head_month(month: str, language: Language) -> str:
    if not month:
        return language.say("timeline.no_month")
    return words(parse_date(month), language.dates)
