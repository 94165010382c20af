"""The drawn timeline: every event once, in order, and no label upon another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import html5lib
import markdown
import pytest
import yaml
from drawn import LANES, draw, make_event, make_story, read_folder
from hypothesis import given, settings
from hypothesis import strategies as st
from made_data import FOLDERS
from test_dates_any import ask_for_fault, texts

from build_content.charts.fitting import Story
from build_content.charts.legend import add_legend
from build_content.charts.marks import list_marks
from build_content.charts.svg import STYLES, Drawing
from build_content.charts.timeline import WIDTHS, draw_all
from build_content.charts.titles import tell_lines
from build_content.languages import ENGLISH
from build_content.model import PAGED_ABOVE, Event, Lane

HERE = Path(__file__).parent
ROOT = HERE.parent
GOLDEN = HERE / "sample" / "timeline.html"
STATUSES = ("acknowledged", "documented", "asserted", "unreviewed")
TITLES = (
    "Shells",
    "The US says more than 1,000 containers of arms have gone to Russia, and that more will",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Шойгу & <Kim> “sign” a treaty {:.x} `now`",
    "북한군 병사 천오백 명이 러시아 함정으로 블라디보스토크에 이송되었다고 밝혔다",
)


def make_drawings(events: Sequence[Event], lanes: Sequence[Lane] = LANES) -> list[Drawing]:
    return [add_legend(drawing, ENGLISH) for drawing in draw_all(make_story(events), lanes)]


def find_faults(drawing: Drawing) -> list[str]:
    """Return each label that meets another or leaves the drawing; a px of rounding is allowed."""
    labels = sorted(drawing.all_labels, key=lambda label: label.box.top)
    faults = [
        f"{drawing.name}: '{one.text}' meets '{other.text}'"
        for one, other in combinations(labels, 2)
        if one.box.meets(other.box)
    ]
    return faults + [
        f"{drawing.name}: '{label.text}' leaves the drawing"
        for label in labels
        if label.box.left < -0.1
        or label.box.right > drawing.width + 0.1
        or label.box.top < 0
        or label.box.bottom > drawing.height
    ]


def check(events: Sequence[Event], lanes: Sequence[Lane] = LANES) -> list[Drawing]:
    """Assert what holds of any timeline; return its drawings."""
    drawings = make_drawings(events, lanes)
    for drawing in drawings:
        assert find_faults(drawing) == []
        numbers = [link.mark.numbers for link in drawing.links]
        assert sorted(sum(numbers, ())) == list(range(1, len(events) + 1))
        assert numbers == sorted(numbers)
        assert all(list(several) == sorted(several) for several in numbers)
    return drawings


# --- any timeline ---

dates = (
    st.dates().map(str)
    | st.builds("20{}-{:02d}-{:02d}".format, st.integers(22, 26), st.integers(1, 12), st.just(3))
    | texts.filter(lambda text: ask_for_fault(text) is None)
)


def build(rows: Sequence[tuple[str, str, int, str, bool, bool]]) -> list[Event]:
    return [
        make_event(
            f"e{at}",
            date,
            title=title,
            lane=f"lane-{lane}",
            status=status,
            key=str(key).lower(),
            contested_by=["somebody"] if contested else [],
            **({"attribution": "Somebody"} if status == "asserted" else {}),
        )
        for at, (date, title, lane, status, key, contested) in enumerate(rows)
    ]


row = st.tuples(
    dates,
    st.sampled_from(TITLES),
    st.integers(0, 3),
    st.sampled_from(STATUSES),
    st.booleans(),
    st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(row, min_size=1, max_size=12))
def test_few_events_are_each_drawn_without_a_clash(rows: Any) -> None:
    for drawing in check(build(rows)):
        assert all(len(link.mark.events) == 1 for link in drawing.links)


@settings(deadline=None, max_examples=12)
@given(rows=st.lists(row, min_size=PAGED_ABOVE + 1, max_size=PAGED_ABOVE + 30))
def test_many_events_are_drawn_once_without_a_clash(rows: Any) -> None:
    check(build(rows))


@settings(deadline=None, max_examples=40)
@given(rows=st.lists(row, min_size=1, max_size=20), months=st.sampled_from([1, 3, 12, 120]))
def test_a_cell_holds_only_what_surely_lies_in_it(rows: Any, months: int) -> None:
    story = make_story(build(rows))
    for mark in list_marks(story.events, story.numbers, months):
        if mark.bin is None:
            continue
        for event in mark.events:
            assert not event.key
            assert not event.date.is_interval
            assert event.date.earliest is not None
            assert event.date.latest is not None
            first, last = (
                day.year * 12 + day.month - 1 for day in (event.date.earliest, event.date.latest)
            )
            assert first // months == last // months == mark.bin.index


# --- the edges ---

LANES_12 = tuple(
    Lane(id=f"lane-{at}", name=f"The strand of number {at}", description="One.") for at in range(12)
)
EDGES: dict[str, tuple[Sequence[Event], Sequence[Lane]]] = {
    "one": ([make_event("a", "2024-06-19", key="true")], LANES),
    "one day": ([make_event(f"e{at}", "2024-06-19") for at in range(9)], LANES),
    "300 on one day": ([make_event(f"e{at}", "2024-06-19") for at in range(300)], LANES),
    "open start": ([make_event("a", "../2023"), make_event("b", "/2024-05")], LANES),
    "far apart": (
        [make_event("a", "Y-17000"), make_event("b", "-0044-03-15"), make_event("c", "2024/..")],
        LANES,
    ),
    "12 lanes": (
        [
            make_event(f"e{at}", f"20{at % 20 + 5:02d}-0{at % 9 + 1}-11", lane=f"lane-{at % 12}",
                       key=str(at % 6 == 0).lower(), title=TITLES[at % 5])
            for at in range(60)
        ],
        LANES_12,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EDGES)
def test_edges(case: str) -> None:
    check(*EDGES[case])


def test_no_events_are_said_to_be_none() -> None:
    figure = draw([])
    assert "No events yet." in figure
    assert "<svg" not in figure


def test_a_lane_without_events_is_not_drawn() -> None:
    assert all(
        [label.text for label in drawing.labels if label.style == "name"] == ["Дипломатия"]
        for drawing in make_drawings([make_event("a", "2024", lane="lane-1")])
    )


def test_what_is_cut_out_is_said() -> None:
    events = [make_event(f"e{year}", str(year)) for year in (1950, 2022, 2023, 2024)]
    for drawing in check(events):
        assert [label.text for label in drawing.labels if label.style == "cut"] == ["71 years"]


def test_a_title_is_balanced_without_breaking_a_word() -> None:
    title = "Putin and Kim sign the Comprehensive Strategic Partnership Treaty"
    (mark,) = list_marks([make_event("a", "2024-06-19", title=title, key="true")], {"a": 1}, None)
    lines = tell_lines(mark, 104, 6, is_condensed=False)
    assert " ".join(lines) == title


def test_even_gaps_are_not_cut() -> None:
    events = [make_event(f"e{year}", str(year)) for year in range(1900, 2000, 25)]
    for drawing in check(events):
        assert not any(label.style == "cut" for label in drawing.labels)


# --- forms ---


@pytest.mark.parametrize(
    ("date", "kinds"),
    [
        ("2024-06-19", {"s"}),
        ("2024-06-19~", {"s d"}),
        ("2024-06?/2024-08", {"s d", "s"}),
        ("2024-06%/..", {"s d", "s"}),
    ],
)
def test_edges_are_dashed_where_a_date_is_not_sure(date: str, kinds: set[str]) -> None:
    for drawing in make_drawings([make_event("a", date), make_event("b", "2024-12-31")]):
        assert {kind for kind, _ in drawing.links[0].paths} == kinds


def test_every_distinction_is_one_of_form() -> None:
    variants = [
        make_event("a", "2024-06-19"),
        make_event("b", "2024-06-19", status="asserted", attribution="Somebody"),
        make_event("c", "2024-06-19", contested_by=["somebody"]),
        make_event("d", "2024-06"),
        make_event("e", "2024-06-01/2024-06-30"),
        make_event("f", "2024-06-19/.."),
        make_event("g", "2024-06-19/"),
        make_event("h", "2024-06-19~"),
    ]
    for drawing in make_drawings([*variants, make_event("z", "2025-01-31")]):
        forms = set()
        for link in drawing.links:
            shapes = tuple(
                (kind, re.sub(r"M[-\d.]+ [-\d.]+", "M", data)) for kind, data in link.paths
            )
            forms.add(shapes)
        assert len(forms) == len(variants), "the last looks like the first, all others differ"


def test_the_legend_tells_what_occurs() -> None:
    drawing = make_drawings([make_event("a", "2024-06-19", key="true")])[0]
    assert [label.text for label in drawing.labels if label.style == "legend"] == ["a day"]


def test_the_legend_tells_what_a_number_beside_a_mark_is() -> None:
    told = ENGLISH.say("drawing.legend_number")
    titled = [make_event("a", "2024-06-19", key="true")]
    # only key events have a title
    several = [*titled, *(make_event(f"e{at}", f"2024-06-{at:02d}") for at in range(20, 31))]
    # so many that what stands beside a mark is how many it stands for
    crowd = [make_event(f"e{at}", "2024-06-19/..") for at in range(PAGED_ABOVE + 1)]
    for events, is_told in ((titled, False), (several, True), (crowd, False)):
        for drawing in check(events):
            numbers = {
                label.text for link in drawing.links for label in link.labels
                if label.style == "number"
            }  # fmt: skip
            legend = [label.text for label in drawing.labels if label.style == "legend"]
            samples = [label.text for label in drawing.labels if label.style == "number"]
            assert (told in legend) == is_told, drawing.name
            assert bool(numbers) == (events is not titled)
            assert len(samples) == is_told
            assert set(samples) <= numbers


# --- the figure as a page has it ---


def test_the_figure_passes_through_markdown_as_it_is() -> None:
    events = [
        make_event(f"e{at}", f"2024-0{at + 1}-11", title=title, key="true")
        for at, title in enumerate(TITLES)
    ]
    figure = draw(events, title="<Four> *years* & {: .x }", id="overview")
    settings_ = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    names = [
        name if isinstance(name, str) else next(iter(name))
        for name in settings_["markdown_extensions"]
    ]
    page = f"# A page\n\nBefore.\n\n{figure}\nAfter.\n"
    assert "\n\n" not in figure
    assert figure.strip() in markdown.markdown(page, extensions=names)


def test_ids_are_the_figures_own() -> None:
    figure = draw([make_event("a", "2024")], id="one") + draw([make_event("a", "2024")], id="two")
    ids = re.findall(r' id="([^"]*)"', figure)
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize("folder", FOLDERS)
def test_links_are_named_and_lead_somewhere(folder: str) -> None:
    site = read_folder(FOLDERS[folder])
    root = html5lib.parse(draw(site.timeline, site.lanes), namespaceHTMLElements=False)
    drawings = [each for each in root.iter() if each.tag.endswith("svg")]
    assert [each.get("class") for each in drawings] == [f"drawing--{name}" for name in WIDTHS]
    for each in drawings:
        links = [link for link in each.iter() if link.tag.rpartition("}")[2] == "a"]
        found = [int(n) for link in links for n in link.get("data-events", "").split()]
        assert sorted(found) == list(range(1, len(site.events) + 1))
        assert all(link.get("href") and link.get("aria-label") for link in links)
        assert {link.get("data-lane") for link in links} == {event.lane for event in site.events}


def test_a_mark_is_named_by_date_title_and_status() -> None:
    figure = draw([make_event("a", "2024-06~", status="asserted", attribution="Seoul", title="Go")])
    assert 'aria-label="About June 2024: Go. Claimed by Seoul"' in figure


def test_a_cell_leads_to_its_first_month() -> None:
    events = [make_event(f"e{at}", f"2024-0{at % 3 + 5}-1{at % 9}") for at in range(70)]
    figure = draw(events)
    assert 'href="&#35;in-2024-05"' in figure
    assert re.search(r'aria-label="May 2024, Arms &amp;|aria-label="May 2024, Arms &#38;', figure)


def test_the_description_counts() -> None:
    events = [make_event(f"e{at}", date) for at, date in enumerate(
        ("1950-10-19", "2024-06-01", "2024-06", "2024-06-19/2024-06-20", "2025~"))]  # fmt: skip
    assert (
        "5 events; the first: 19 October 1950, the last: about 2025. Most in June 2024: 3 events. "
        "Longest gap: 73 years, after 19 October 1950." in draw(events)
    )


@pytest.mark.parametrize(
    ("date", "count"), [("2024-06-01/2024-06-30", 3), ("2024-05-31/2024-06-02", 2)]
)
def test_a_span_counts_where_all_of_it_lies(date: str, count: int) -> None:
    dates = ("2024-06-01", "2024-06", date)
    events = [make_event(f"e{at}", day) for at, day in enumerate(dates)]
    assert f"Most in June 2024: {count} events." in draw(events)


def test_the_style_sheet_says_the_sizes_that_are_measured() -> None:
    sheet = (ROOT / "docs/assets/stylesheets/drawing.css").read_text("utf-8")
    for style, (size, weight) in STYLES.items():
        rules = re.findall(rf"\.drawing \.{style.split()[0]} {{(.*?)}}", sheet, re.DOTALL)
        rules += re.findall(r"\.drawing text {(.*?)}", sheet, re.DOTALL)
        declared = " ".join(rules)
        assert f"{size:g}px" in declared, style
        assert (f"font-weight: {weight}" in declared) == (weight == 600), style


def test_same_data_same_bytes() -> None:
    site = read_folder(FOLDERS["site"])
    assert draw(site.timeline, site.lanes) == draw(tuple(reversed(site.timeline)), site.lanes)


def test_the_sample_is_drawn_as_it_stood() -> None:
    """To take a change over: python tests/test_charts_timeline.py."""
    assert draw_sample() == GOLDEN.read_text("utf-8"), test_the_sample_is_drawn_as_it_stood.__doc__


def draw_sample() -> str:
    site = read_folder(FOLDERS["sample"])
    return draw(site.timeline, site.lanes)


def test_a_story_is_condensed_above_the_limit() -> None:
    events = [make_event(f"e{at}", "2024-06-19") for at in range(PAGED_ABOVE + 1)]
    assert make_story(events).is_condensed
    assert not Story(tuple(events[1:]), {}, ENGLISH).is_condensed


if __name__ == "__main__":
    GOLDEN.write_text(draw_sample(), encoding="utf-8")
