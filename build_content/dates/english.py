"""English: the one table of words for dates."""

from __future__ import annotations

from types import MappingProxyType

from build_content.dates.language import Language

ENGLISH = Language(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    seasons=MappingProxyType({21: "spring", 22: "summer", 23: "autumn", 24: "winter"}),
    day_month_year="{day} {month} {year}",
    day_month="{day} {month}",
    month_year="{month} {year}",
    season_year="{season} {year}",
    before_era="{year} BC",
    in_era="AD {year}",
    thousands=",",
    decade="the {year}s",
    years_between="between {start} and {end}",
    some_month="a month in {date}",
    some_day="a day in {date}",
    close_range="{start}\N{EN DASH}{end}",
    wide_range="{start} \N{EN DASH} {end}",
    since="since {date}",
    until="until {date}",
    end_unknown="from {date}, end unknown",
    start_unknown="until {date}, start unknown",
    about="about {date}",
    noted="{date} ({notes})",
    note_separator=", ",
    approximate="approximate",
    uncertain="uncertain",
    approximate_and_uncertain="approximate and uncertain",
    start_is="start {note}",
    end_is="end {note}",
)
