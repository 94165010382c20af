"""The timeline for paper: each event where it belongs, no code upon another, no strip too high."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from drawn import LANES, make_event, read_folder
from hypothesis import given, settings
from hypothesis import strategies as st
from made_data import FOLDERS
from test_charts_timeline import build, row

from build_content.build import check as read_checked
from build_content.charts.paper import EBOOK_STYLE, PAPER_STYLE, dress
from build_content.charts.series_paper import draw_series_on_paper
from build_content.charts.strip_key import draw_key
from build_content.charts.strip_lanes import BLEED, WIDTH
from build_content.charts.strip_periods import Period
from build_content.charts.strips import HIGHEST, Gap, Layout, Strip, draw_strips, lay_strips
from build_content.charts.svg import STYLES, Box
from build_content.dates import Day
from build_content.graph import Graph, link_site
from build_content.model import Event, Series, Site

HERE = Path(__file__).parent
GOLDEN = HERE / "sample" / "strips.txt"
SVG = "{http://www.w3.org/2000/svg}"


@cache
def read_sample() -> Site:
    return read_folder(FOLDERS["sample"])


def make_site(events: Sequence[Event]) -> Site:
    """Return a site of these events, in the lanes for the tests of drawings."""
    sample = read_sample()
    info = sample.info.model_copy(update={"lanes": list(LANES)})
    return replace(sample, info=info, events=tuple(events))


def draw_dates(*dates: str, **more: Any) -> list[Strip]:
    return draw_strips(make_site([make_event(f"e{at}", date, **more) for at, date in
                                  enumerate(dates)]))  # fmt: skip


def days_of(period: Period) -> tuple[Day, Day]:
    """Return the first day of a period, and a day that is after its last but before all others."""
    end = period.first + period.months
    return Day(period.first // 12, period.first % 12 + 1, 1), Day(end // 12, end % 12 + 1, 0)


def is_in(event: Event, period: Period) -> bool:
    first, last = days_of(period)
    points = event.date.points
    is_on = event.date.open_end or points[-1].latest >= first
    return points[0].earliest <= last and is_on


def shrink(box: Box) -> Box:
    """Return a box without the hair that sums of fractions may be wrong by."""
    return Box(box.left + 0.01, box.top + 0.01, box.right - 0.01, box.bottom - 0.01)


def find_faults(laid: Layout) -> list[str]:
    """Return each code that meets another, meets the mark of another event, or leaves the strip."""
    drawn = laid.drawn
    boxes = [
        (each.told.number, shrink(box))
        for each in drawn
        for box in (each.code.box, each.mark)
        if box
    ]
    boxes.sort(key=lambda box: box[1].top)
    faults = []
    for at, (one, box) in enumerate(boxes):
        # sorted by their tops: none behind the first that begins below can meet it
        for other, found in boxes[at + 1 :]:
            if found.top >= box.bottom:
                break
            if one != other and box.meets(found):
                faults.append(f"E{one} and E{other}")
    for each in drawn:
        box = each.code.box
        is_band = any(" b" in f" {kind}" for kind, _ in each.paths)
        if not is_band and each.mark and shrink(each.mark).meets(box):
            faults.append(f"{each.code.text} and its own mark")
        if box.left < 0 or box.right > WIDTH + 0.1 or box.top < 0 or box.bottom > laid.height:
            faults.append(f"{each.code.text} leaves the strip")
    return faults


def check(events: Sequence[Event]) -> list[Strip]:
    """Assert what holds of any timeline; return its strips."""
    site = make_site(events)
    groups = list(lay_strips(site))
    periods = [each.period if isinstance(each, Gap) else each[0].window.period for each in groups]
    assert all(before.end == after.start for before, after in pairwise(periods))
    for period, group in zip(periods, groups, strict=True):
        here = Counter(event.id for event in site.timeline if is_in(event, period))
        if isinstance(group, Gap):
            assert Counter(told.event.id for told in group.told) == here
            continue
        assert Counter(drawn.told.event.id for laid in group for drawn in laid.drawn) == here
        for laid in group:
            assert find_faults(laid) == []
            assert laid.height <= HIGHEST
    strips = draw_strips(site)
    assert [id for strip in strips for id in strip.begins] != []
    assert Counter(id for strip in strips for id in strip.begins) == Counter(
        event.id for event in events
    )
    for strip in strips:
        numbers = [site.event_numbers[id] for id in strip.events]
        assert numbers == sorted(numbers)
    return strips


def texts_of(strip: Strip) -> list[tuple[str, str]]:
    """Return the class and text of each code of a strip, in order."""
    root = ET.fromstring(strip.svg)  # noqa: S314 - our own
    return [
        (text.get("class", ""), text.text or "") for text in root.iterfind(f".//{SVG}a/{SVG}text")
    ]


def kinds_of(strip: Strip) -> set[str]:
    """Return the classes of the marks of a strip."""
    root = ET.fromstring(strip.svg)  # noqa: S314 - our own
    return {path.get("class", "") for path in root.iterfind(f".//{SVG}a/{SVG}path")}


# --- any timeline ---


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(row, min_size=1, max_size=14))
def test_codes_are_apart_and_each_event_is_where_it_belongs(rows: Any) -> None:
    check(build(rows))


in_two_years = st.builds("20{}-{:02d}-{:02d}".format, st.integers(23, 24), st.integers(1, 12),
                         st.integers(1, 28))  # fmt: skip
crowded = st.one_of(
    in_two_years,
    in_two_years.map(lambda day: day[:7]),
    in_two_years.map(lambda day: day + "~"),
    st.tuples(in_two_years, in_two_years).map(lambda days: "/".join(sorted(days))),
    in_two_years.map(lambda day: f"{day}/.."),
    in_two_years.map(lambda day: f"/{day}"),
    st.sampled_from(["2023", "2024", "2023-24", "202X", "2023/2024", "../2023", "2024/"]),
)


@settings(deadline=None, max_examples=8)
@given(
    rows=st.lists(row, min_size=20, max_size=40),
    dates=st.lists(crowded, min_size=200, max_size=400),
)
def test_many_events_are_apart_too(rows: Any, dates: Any) -> None:
    check(build([(date, *rows[at % len(rows)][1:]) for at, date in enumerate(dates)]))


# --- the edges ---


def test_no_events_no_strips() -> None:
    assert draw_strips(make_site([])) == []
    assert draw_key(make_site([])) == ""


def test_years_without_events_are_told() -> None:
    headings = [strip.heading for strip in draw_dates("1950-10-19", "2016-11-30", "2018")]
    assert headings == ["1950", "1951–2015: no events", "2016", "2017: no events", "2018"]


def test_what_runs_through_a_gap_is_told_with_it() -> None:
    strips = draw_dates("2016-05/2019-02", "202X", "2031-01-01")
    assert [strip.heading for strip in strips] == [
        "2016", "2017–2018: no events but E1", "2019",
        "2020", "2021–2030: no events but E2", "2031",
    ]  # fmt: skip


def test_a_span_is_named_where_it_begins_and_in_brackets_where_it_ends() -> None:
    first, last = draw_dates("2023-11-05/2024-02-03")
    assert texts_of(first) == [("code", "E1")]
    assert texts_of(last) == [("again", "(E1)")]
    assert (first.begins, last.begins) == (("e0",), ())
    assert first.events == last.events == ("e0",)


def test_what_goes_through_a_year_stands_in_a_row_of_its_own() -> None:
    middle = draw_dates("2022/..", "2023-05-01")[1]
    assert texts_of(middle) == [("again", "E1"), ("code", "E2")]
    assert "Wider dates: E1." in middle.description


def test_the_codes_of_key_events_are_bold() -> None:
    (strip,) = draw_dates("2024-01-05", key="true")
    assert texts_of(strip) == [("key", "E1")]


def test_the_description_counts_and_names_the_lanes() -> None:
    events = [
        make_event("a", "2024-01-05"),
        make_event("b", "2024-06-19", lane="lane-1"),
        make_event("c", "2024-12-27"),
    ]
    (strip,) = draw_strips(make_site(events))
    assert strip.description == (
        "3 events; the first: 5 January 2024, the last: 27 December 2024. "
        "Arms & shells: E1, E3. Дипломатия: E2."
    )


@pytest.mark.parametrize(
    ("date", "fields", "kinds"),
    [
        ("2024-06-19", {}, {"s"}),
        ("2024-06-19~", {}, {"s d"}),
        ("2024-06", {}, {"s b"}),
        ("2024-06?", {}, {"s b d"}),
        ("2024-22", {"status": "reported"}, {"h b"}),
        ("2024-06-19", {"status": "reported"}, {"h"}),
        ("2024-06-19", {"contested_by": ["somebody"]}, {"s", "x"}),
        ("2024-06-19/2024-08", {}, {"s", "s b"}),
        ("2024-06-19/..", {}, {"s"}),
    ],
)
def test_every_distinction_is_one_of_form(date: str, fields: Any, kinds: set[str]) -> None:
    (strip,) = draw_strips(make_site([make_event("a", date, **fields)]))
    assert kinds_of(strip) == kinds


def test_a_day_is_at_its_place() -> None:
    ((laid,),) = lay_strips(make_site([make_event("a", "2023-07-02")]))  # type: ignore[misc]
    assert isinstance(laid, Layout)
    (drawn,) = laid.drawn
    assert drawn.mark
    # noon of the 183rd of 365 days is the middle of the year
    middle = (laid.window.left + laid.window.right) / 2
    assert (drawn.mark.left + drawn.mark.right) / 2 == pytest.approx(middle)


def test_a_band_reaches_over_the_edge_where_it_goes_on() -> None:
    ((first,), (last,)) = lay_strips(make_site([make_event("a", "2023-24")]))  # type: ignore[misc]
    assert isinstance(first, Layout)
    assert isinstance(last, Layout)
    (begun,), (ended,) = first.drawn, last.drawn
    assert begun.mark
    assert begun.mark.right == WIDTH
    assert ended.mark
    assert ended.mark.left < last.window.left - BLEED
    # three sides only: the fourth is where it goes on
    assert not begun.paths[0][1].endswith("z")
    assert not ended.paths[0][1].endswith("z")


def test_an_open_end_has_an_arrow() -> None:
    with_arrow, without = (draw_dates(date)[0].svg for date in ("2024-06-19/..", "2024-06-19"))
    assert len(re.findall(r"L\d", with_arrow)) > len(re.findall(r"L\d", without))


# --- full years ---


def spread(count: int, days: int) -> list[Event]:
    """Return so many events, evenly over the first days of 2024's months, in one lane."""
    return [
        make_event(f"e{at:04d}", f"2024-{at % 12 + 1:02d}-{at // 12 % days + 1:02d}")
        for at in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "headings"),
    [
        (60, ["2024"]),
        (480, ["January–June 2024", "July–December 2024"]),
    ],
)
def test_a_year_is_cut_as_often_as_it_must(count: int, headings: list[str]) -> None:
    assert [strip.heading for strip in check(spread(count, 28))] == headings


def test_a_full_day_is_told_in_pieces() -> None:
    strips = check([make_event(f"e{at:03d}", "2024-06-19") for at in range(150)])
    assert [strip.heading for strip in strips] == [
        "January–May 2024: no events",
        *(f"June 2024, {at} of 4" for at in range(1, 5)),
        "July–December 2024: no events",
    ]


def test_many_that_go_on_do_not_make_a_strip_too_high() -> None:
    events = [make_event(f"e{at:03d}", "2020/2030") for at in range(150)]
    check([*events, make_event("z", "2024-06-19")])


# --- as text ---


def test_strips_stand_alone_and_share_no_id() -> None:
    date = "2023-11-05/2024-02-03"
    events = build([(date, title, 1, "asserted", True, True) for title in
                    ("Шойгу & <Kim> “sign” a treaty {:.x} `now`", "]]> -->", 'a"b')])  # fmt: skip
    strips = draw_strips(make_site(events))
    roots = [ET.fromstring(dress(strip.svg)) for strip in strips]  # noqa: S314 - our own
    ids = [each.get("id") for root in roots for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) == 4
    for root in roots:
        links = list(root.iter(f"{SVG}a"))
        assert [link.get("href") for link in links] == [f"#event-e{at}" for at in range(3)]
        assert all(link.get("aria-label") == link.findtext(f"{SVG}title") for link in links)
        assert "Шойгу & <Kim>" in (links[0].get("aria-label") or "")
        described = root.get("aria-describedby")
        assert described in {each.get("id") for each in root.iter(f"{SVG}desc")}


def test_links_lead_where_they_are_told_to() -> None:
    (strip,) = draw_strips(make_site([make_event("a", "2024")]), lambda id: f"events.xhtml#{id}")
    assert 'href="events.xhtml#a"' in unescape(strip.svg)


@pytest.mark.parametrize("folder", FOLDERS)
def test_same_data_same_bytes(folder: str) -> None:
    site = read_folder(FOLDERS[folder])
    turned = replace(site, events=tuple(reversed(site.events)))
    assert draw_strips(site) == draw_strips(turned)


def test_the_projects_own_strips_fill_a_page_at_most() -> None:
    strips = draw_strips(read_folder(FOLDERS["site"]))
    assert sum(strip.height for strip in strips) < HIGHEST


def test_the_sample_is_drawn_as_it_stood() -> None:
    """To take a change over: python tests/test_strips.py."""
    assert draw_sample() == GOLDEN.read_text("utf-8"), test_the_sample_is_drawn_as_it_stood.__doc__


def draw_sample() -> str:
    strips = draw_strips(read_sample())
    return f"{draw_key(read_sample())}\n" + "".join(
        f"{strip.heading}\n{strip.svg}\n" for strip in strips
    )


def test_the_key_tells_what_occurs() -> None:
    day, span = make_event("a", "2024-06-19"), make_event("b", "2023-06/2024-06", key="true")
    keys = [unescape(draw_key(make_site(events))) for events in ([day], [day, span])]
    assert 'aria-label="What the marks mean: a day."' in keys[0]
    assert "a key event; begins in an earlier strip." in keys[1]
    ET.fromstring(dress(keys[1]))  # noqa: S314 - our own


# --- styles outside the site ---


def _draw_series(graph: Graph, series: Series) -> str:
    """Return the drawing itself, without the figure around it."""
    figure = draw_series_on_paper(graph, series, lambda id: f"#event-{id}")
    return str(re.findall(r'<svg class="chart-plot.*?</svg>', figure, re.DOTALL)[0])


def list_drawings() -> list[str]:
    graph = link_site(read_checked(str(FOLDERS["site"]))[0])
    strips = [strip.svg for strip in draw_strips(graph.site) if strip.svg]
    sample = [strip.svg for strip in draw_strips(read_sample()) if strip.svg]
    series = [_draw_series(graph, series) for series in graph.site.series]
    return [*strips, *sample, draw_key(read_sample()), *series]


@pytest.mark.parametrize("style", [PAPER_STYLE, EBOOK_STYLE], ids=["paper", "ebook"])
def test_a_style_outside_the_site_is_plain_and_whole(style: str) -> None:
    for word in ("var(", ":is(", "color-mix", "light-dark", "INK", "RULE", "BAND", "MARK", "SANS"):
        assert word not in style
    for svg in list_drawings():
        root = ET.fromstring(dress(svg, style))  # noqa: S314 - our own
        shapes = [each for each in root.iter() if each.tag in {f"{SVG}path", f"{SVG}circle"}]
        names = {name for shape in shapes for name in shape.get("class", "").split()}
        assert {name for name in names if not re.search(rf"\.{name}\b", style)} == set()


@pytest.mark.parametrize("style", ["code", "again", "key", "strand", "when", "column"])
def test_paper_has_the_sizes_that_are_measured(style: str) -> None:
    size, weight = STYLES[style]
    rules = re.findall(rf"\.strip \.{style}\b[^{{]*{{([^}}]*)}}", PAPER_STYLE)
    assert any(f"font-size: {size:g}px" in rule for rule in rules)
    assert any("font-weight: 600" in rule for rule in rules) == (weight == 600)


def test_a_dressed_drawing_names_its_namespace_once() -> None:
    for svg in list_drawings():
        assert dress(svg).count("xmlns=") == 1


if __name__ == "__main__":
    GOLDEN.write_text(draw_sample(), encoding="utf-8")
