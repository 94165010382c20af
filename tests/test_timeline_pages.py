"""The timeline's pages: its years and months, their addresses, the numbers, the filter."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from made_data import Made, build_well, flatten, make_event, write_least

from build_content.languages import ENGLISH
from build_content.model import PAGED_ABOVE, Site
from build_content.pages.filter import write_claims_filter, write_filter
from build_content.pages.years import BY_MONTH_ABOVE, find_months, list_months, list_years
from build_content.reading import read_site

# An event's id, by the contract.
AN_ID = re.compile(r"(?!\d+$)[a-z0-9]+(-[a-z0-9]+)*")
ITEM = re.compile(r'<li id="_event-([^"]+)" value="(\d+)" data-event="([^"]+)"')
MARK = re.compile(r'<a href="([^"]+)" data-events="([\d ]+)"')


def read_events(folder: Path, *dates: str) -> Site:
    """Return a site with an event a date, their ids in the order given."""
    events = [make_event(f"e-{at:02}", date) for at, date in enumerate(dates)]
    for event, date in zip(events, dates, strict=True):
        if date.endswith("-01-01"):
            event["first_day"] = True
    write_least(folder / "data", events)
    site, problems = read_site(str(folder / "data"))
    assert [problem for problem in problems if problem.severity == "error"] == []
    return site


def crowd(folder: Path, count: int, date: str = "2021-05-03") -> Path:
    """Write a site of so many events on one day and two of other years; return its docs."""
    events = [make_event(f"e-{at:02}", date) for at in range(count - 2)]
    events += [make_event("long-ago", "-0044"), make_event("before-all", "../1899")]
    write_least(folder / "data", events)
    return folder / "docs"


# Years


@pytest.mark.parametrize(
    ("date", "heading", "name", "anchor"),
    [
        ("2024-06-19", "2024", "2024", "_2024"),
        ("2023-24", "2023", "2023", "_2023"),  # a winter stands where it began
        ("2020/..", "2020", "2020", "_2020"),
        ("2001/", "2001", "2001", "_2001"),
        ("202X", "2020", "2020", "_2020"),
        ("18XX", "1800", "1800", "_1800"),
        ("0044", "AD 44", "0044", "_0044"),
        ("0000", "1 BC", "0000", "_0000"),
        ("-0044", "45 BC", "_-0044", "_-0044"),
        ("Y-17000", "17,001 BC", "_y-17000", "_y-17000"),
        ("Y17000", "AD 17,000", "_y17000", "_y17000"),
        ("../1899", "Until 1899", "_until-1899", "_until-1899"),
        ("/2003", "Until 2003", "_until-2003", "_until-2003"),
        ("../-0044", "Until 45 BC", "_until--0044", "_until--0044"),
    ],
)
def test_a_year_has_a_name_that_no_event_can_take(
    date: str, heading: str, name: str, anchor: str, tmp_path: Path
) -> None:
    [year] = list_years(read_events(tmp_path, date))
    assert (year.heading, year.name, year.anchor) == (heading, name, anchor)
    assert not AN_ID.fullmatch(year.name)


def test_events_of_one_heading_stand_together_in_the_order_of_time(tmp_path: Path) -> None:
    dates = ("2020-05", "202X", "../2020", "2020-24", "2021", "/2019", "2020-01-01")
    years = list_years(read_events(tmp_path, *dates))
    told = [(year.heading, [event.date.text for event in year.events]) for year in years]
    assert told == [
        ("Until 2019", ["/2019"]),
        ("Until 2020", ["../2020"]),
        ("2020", ["2020-01-01", "202X", "2020-05", "2020-24"]),
        ("2021", ["2021"]),
    ]


# Months


def test_few_events_of_a_year_need_no_months(tmp_path: Path) -> None:
    site = read_events(tmp_path, *["2021-05-03"] * (BY_MONTH_ABOVE - 1), "2021-06")
    [year] = list_years(site)
    [group] = list_months(year, ENGLISH)
    assert (group.heading, group.events) == ("", year.events)
    assert find_months(year, ENGLISH) == {"2021-05": "_event-e-00", "2021-06": "_event-e-23"}


def test_an_event_without_a_month_is_given_none(tmp_path: Path) -> None:
    days = ["2021-05-03"] * BY_MONTH_ABOVE
    others = ("2021", "2021-01-01", "2021-01-09", "2021-22", "2021-06-01", "2021-06-XX")
    [year] = list_years(read_events(tmp_path, *days, *others))
    months = list_months(year, ENGLISH)
    told = [(month.heading, month.anchor, len(month.events)) for month in months]
    assert told == [
        ("January 2021", "_2021-01", 1),
        ("No month given", "_2021-no-month", 1),
        ("January 2021", "_2021-01_2", 1),
        ("May 2021", "_2021-05", BY_MONTH_ABOVE),
        ("June 2021", "_2021-06", 2),
        ("No month given", "_2021-no-month_2", 1),
    ]
    assert [event for month in months for event in month.events] == list(year.events)


def test_a_month_is_found_where_it_begins(tmp_path: Path) -> None:
    days = ["2021-05-03"] * BY_MONTH_ABOVE
    [year] = list_years(read_events(tmp_path, *days, "2021-07/..", "2021-23", "2021-08-XX"))
    assert find_months(year, ENGLISH) == {
        "2021-05": "_2021-05",
        "2021-07": "_2021-07",
        "2021-08": "_2021-08",
        "": "_2021-no-month",
        "2021-09": "_2021-no-month",  # autumn has no month of its own
    }


# Pages


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_is_paged_when_it_is_longer_than_its_limit(more: int, tmp_path: Path) -> None:
    docs = crowd(tmp_path, PAGED_ABOVE + more)
    navigation = build_well(tmp_path / "data", docs).navigation
    names = ("_until-1899", "_-0044", "2021")
    pages = [f"timeline/{name}.md" for name in names]
    assert [(docs / page).exists() for page in pages] == [bool(more)] * 3
    found = list(flatten(navigation))
    timeline = [page for page in found if page.startswith("timeline/")]
    order = ["index", *(names[:1] if more else ()), "before-all", *(names[1:2] if more else ())]
    assert timeline[: len(order)] == [f"timeline/{name}.md" for name in order]
    assert len(timeline) == len(set(timeline)) == PAGED_ABOVE + more + 1 + 3 * more


def test_a_year_stands_before_its_months_in_the_navigation(tmp_path: Path) -> None:
    navigation = build_well(tmp_path / "data", crowd(tmp_path, PAGED_ABOVE + 1)).navigation or []
    [timeline] = [item["Timeline"] for item in navigation if "Timeline" in item]
    year = timeline[-1]["2021"]
    assert year[0] == "timeline/2021.md"
    assert [list(item) for item in year[1:]] == [["May 2021"]]


def test_a_year_leads_to_those_beside_it(tmp_path: Path) -> None:
    docs = crowd(tmp_path, PAGED_ABOVE + 1)
    build_well(tmp_path / "data", docs)
    texts = [
        (docs / f"timeline/{name}.md").read_text("utf-8").split("\n\n")[2]
        for name in ("_until-1899", "_-0044", "2021")
    ]
    around = [re.findall(r"\]\(([^)#]+)", text) for text in texts]
    assert around == [
        ["index.md", "_-0044.md"],
        ["_until-1899.md", "index.md", "2021.md"],
        ["_-0044.md", "index.md"],
    ]


def test_drawing_and_list_have_the_same_events_in_the_same_order(made: Made) -> None:
    pages = [
        page
        for page in (made.docs / "timeline").glob("*.md")
        if 'class="timeline-list' in page.read_text("utf-8")
    ]
    order = [event["id"] for event in made.site["events"]]
    assert len(pages) >= 1
    for page in pages:
        text = page.read_text("utf-8")
        items = ITEM.findall(text)
        assert items
        for anchored, number, id in items:
            assert anchored == id == order[int(number) - 1]
        listed = [int(number) for _, number, _ in items]
        assert all(one < other for one, other in pairwise(listed))
        for drawing in re.findall("<svg.*?</svg>", text, re.DOTALL):
            drawn = [int(n) for _, numbers in MARK.findall(drawing) for n in numbers.split()]
            assert sorted(drawn) == listed


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2020-05-03", 'data-from="2020"'),
        ("2020-05/2021-02", 'data-from="2020" data-to="2021"'),
        ("2020/..", 'data-from="2020" data-to=""'),
        ("../2020", 'data-to="2020"'),
        ("0000", 'data-from="0"'),
        ("-0001/0000", 'data-from="-1" data-to="0"'),
    ],
)
def test_an_item_tells_its_years_once(tmp_path: Path, date: str, told: str) -> None:
    docs = tmp_path / "docs"
    write_least(tmp_path / "data", [make_event("one", date)])
    build_well(tmp_path / "data", docs)
    [item] = re.findall("<li id=[^>]*>", (docs / "timeline" / "index.md").read_text("utf-8"))
    assert re.findall('data-(?:from|to)="[^"]*"', item) == told.split()


def test_every_event_is_in_the_list_of_the_whole_timeline(made: Made) -> None:
    text = (made.docs / "timeline" / "index.md").read_text("utf-8")
    listed = [id for _, _, id in ITEM.findall(text)]
    assert listed == [event["id"] for event in made.site["events"]]


def test_a_mark_of_a_month_leads_to_its_list(tmp_path: Path) -> None:
    dates = ["2020-12-05", *["2021-05-03"] * PAGED_ABOVE, "2021-06-01"]
    docs = tmp_path / "docs"
    write_least(tmp_path / "data", [make_event(f"e-{at:02}", day) for at, day in enumerate(dates)])
    build_well(tmp_path / "data", docs)
    for page, target in (("index", "2021.html#_2021-05"), ("2021", "#_2021-05")):
        text = (docs / "timeline" / f"{page}.md").read_text("utf-8")
        assert target in {unescape(href) for href, numbers in MARK.findall(text) if " " in numbers}
    assert "{ #_2021-05 }" in (docs / "timeline" / "2021.md").read_text("utf-8")


# The filter


def test_what_all_events_share_is_no_choice(tmp_path: Path) -> None:
    site = read_events(tmp_path, "2020", "2020-02")
    written = write_filter(site, list_years(site))
    assert re.findall("<(?:fieldset|select|option|input)", written) == []


def test_choices_are_those_that_events_give(made: Made) -> None:
    site, _ = read_site(str(made.data))
    written = write_filter(site, list_years(site))
    events: list[dict[str, Any]] = made.site["events"]
    for kind in ("lane", "status"):
        offered = re.findall(rf'name="{kind}" value="([^"]+)"', written)
        assert set(offered) == {event[kind] for event in events}
    menu = written.partition('name="actor"')[2].partition("</select>")[0]
    offered = re.findall(r'<option value="([^"]+)"', menu)
    assert set(offered) == {actor for event in events for actor in event.get("actors", [])}


def test_choices_among_claims_are_those_that_claims_give(made: Made) -> None:
    site, _ = read_site(str(made.data))
    written = write_claims_filter(site.claims, site.language)
    for kind in ("verdict", "kind"):
        offered = re.findall(rf'name="{kind}" value="([^"]+)"', written)
        given = {claim[kind] for claim in made.site["claims"] if kind in claim}
        assert set(offered) == given


def test_words_of_authors_are_shown_as_typed(tmp_path: Path) -> None:
    site = read_events(tmp_path, "2020", "2021")
    lanes = [site.lanes[0], site.lanes[0].model_copy(update={"id": "b", "name": 'A <b> & "c" `d`'})]
    info = site.info.model_copy(update={"lanes": lanes})
    other = site.events[1].model_copy(update={"lane": "b"})
    site = Site(info, site.essay, (site.events[0], other))
    written = write_filter(site, list_years(site))
    assert '<span>A &lt;b&gt; &amp; "c" &#96;d&#96;</span>' in written
