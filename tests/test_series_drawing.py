"""The drawings of numbers: every statement once, every label in its own place, nothing invented."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_data import Made

from build_content.build import check
from build_content.charts.series import assign_shapes, draw_legend, draw_series, tell_statements
from build_content.charts.series_axes import (
    extent_of,
    list_time_ticks,
    make_time_axis,
    make_value_axis,
    number_day,
    tell_tick,
)
from build_content.charts.series_boxes import Box, Line
from build_content.charts.series_marks import SHARED
from build_content.charts.series_plot import Plot, lay_out
from build_content.charts.series_svg import draw_plot
from build_content.charts.series_words import (
    NARROW,
    WIDE,
    LabelLine,
    Statement,
    choose_labelled,
)
from build_content.dates import Day, parse_date
from build_content.graph import Graph, link_site
from build_content.labels import short_name_of
from build_content.languages import ENGLISH
from build_content.model import Actor, Point, Series

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
SVG = "{http://www.w3.org/2000/svg}"
DESIGNS = pytest.mark.parametrize("design", [NARROW, WIDE], ids=["narrow", "wide"])


def link(folder: Path) -> Graph:
    return link_site(check(str(folder))[0])


OWN = link(DATA)
SAMPLE = link(Path(__file__).parent / "sample" / "data")
SERIES = [pytest.param(graph, series, id=series.id)
          for graph in (OWN, SAMPLE) for series in graph.site.series]  # fmt: skip


def make_point(**fields: Any) -> Point:
    given = {"date": "2024-02-26", "value": "1", "by": "nis", "sources": ["s"]}
    return Point.model_validate(given | fields)


def make_statement(point: Point, shape: int = 0, who: str = "NIS") -> Statement:
    lines = [LabelLine("value", str(point.value)), LabelLine("who", who)]
    return Statement(point, shape, (*lines, LabelLine("when", point.date.text)))


def check_labels(plot: Plot) -> None:
    """Check that no label meets another, covers a mark, or leaves the drawing."""
    page = Box(0, 0, plot.design.width, plot.height)
    boxes = [label.placed.box for label in plot.labels if label]
    marks = [mark.core for mark in plot.marks]
    assert all(page.holds(box) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert not [(box, mark) for box in boxes for mark in marks if box.meets(mark)]


def parse_figure(figure: str) -> ET.Element:
    """Read a figure as XML, which its HTML is too once the bare attribute has a value."""
    bare = str(figure).replace(" data-search-exclude>", ">")
    return ET.fromstring(bare.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))  # noqa: S314


# The axes


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([28000, 1000], "0 10,000 20,000 30,000"),
        ([12000000], "0 5,000,000 10,000,000 15,000,000"),
        ([0], "0 1"),
        ([1], "0 1"),
        ([3], "0 1 2 3"),
        ([0.1, 0.3], "0 0.1 0.2 0.3"),
        ([-0.25, 9.5], "-5 0 5 10"),
        ([-3, -1], "-3 -2 -1 0"),
        ([1e300], "0 5e+299 1e+300"),
    ],
)
def test_an_axis_begins_at_zero_and_is_round(values: list[float], ticks: str) -> None:
    axis = make_value_axis(values)
    assert " ".join(tell_tick(tick, ENGLISH) for tick in axis.ticks) == ticks


NUMBERS = st.one_of(
    st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.just(0)
)


@given(st.lists(NUMBERS, min_size=1, max_size=9))
def test_an_axis_holds_zero_and_every_value(values: list[float]) -> None:
    axis = make_value_axis(values)
    assert all(0 <= axis.share(value) <= 1 for value in (*values, 0))
    steps = {after - before for before, after in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert len(steps) == 1 < len(axis.ticks) <= 7
    assert str(steps.pop().normalize()).replace("E", "e").split("e")[0].strip("0.") in "125"


@given(st.dates())
def test_days_are_numbered_as_the_calendar_has_them(day: Any) -> None:
    since_1970 = day.toordinal() - 719163
    assert number_day(Day(day.year, day.month, day.day)) == since_1970


@pytest.mark.parametrize(
    ("dates", "width", "ticks"),
    [
        (["2023-10-13", "2025-07-13"], 600, "January 2024, July 2024, January 2025, July 2025"),
        (["2023-10-13", "2025-07-13"], 280, "2024, 2025"),
        (["2018-04"], 280, "March 2018, May 2018, July 2018"),
        (["-0044", "2024"], 280, "1 BC, AD 500, 1000, 1500, 2000"),
        (["Y-17000", "2024"], 600, ""),
    ],
)
def test_ticks_of_time_stand_as_close_as_their_words_allow(
    dates: list[str], width: float, ticks: str
) -> None:
    axis = make_time_axis([extent_of(parse_date(date)) for date in dates])
    found = list_time_ticks(axis, width, ENGLISH)
    assert ", ".join(tick.text for tick in found) == ticks or (not ticks and len(found) > 2)


# The layout


DATES = st.sampled_from(
    "2024-02-26 2024-02-27 2024-03 2024 2024-22 2024~ 2024-02-26~ 202X 2023/.. ../2024 2023/"
    " 2024-02-01/2024-05-01 1905 -0044 Y-17000 2024-XX".split()
)
NAMES = st.sampled_from(
    [
        "NIS",
        "South Korea's defence ministry",
        "국가정보원",
        "W" * 90,
        "Ein sehr langer Name, und mehr",
    ]
)
POINTS = st.builds(
    lambda date, value, bound, spread: make_point(
        date=date, value=repr(value), bound=bound, low=repr(value - spread) if spread else None
    ),
    DATES,
    st.one_of(st.integers(-50, 50), st.sampled_from([0, 6700, 12000000, 0.25])),
    st.sampled_from(["exact", "about", "at-least", "at-most"]),
    st.sampled_from([0, 0, 0, 3]),
)
STATEMENTS = st.lists(
    st.builds(make_statement, POINTS, st.integers(0, SHARED), NAMES), min_size=1, max_size=24
)


@DESIGNS
@settings(deadline=None, max_examples=20)
@given(statements=STATEMENTS)
def test_no_labels_meet_and_each_statement_is_drawn_once(
    design: Any, statements: list[Statement]
) -> None:
    plot = lay_out(statements, design, ENGLISH)
    check_labels(plot)
    assert len(plot.marks) == len(plot.labels) == len(statements)
    svg = ET.fromstring("\n".join(draw_plot(plot, statements, "s")))  # noqa: S314
    assert len([each for each in svg if each.get("class") == "statement"]) == len(statements)
    assert lay_out(statements, design, ENGLISH) == plot


@pytest.mark.parametrize(("graph", "series"), SERIES)
@DESIGNS
def test_what_is_published_has_its_labels_apart(graph: Graph, series: Series, design: Any) -> None:
    statements = tell_statements(graph, series)
    plot = lay_out(statements, design, ENGLISH)
    check_labels(plot)
    assert None not in plot.labels


@DESIGNS
def test_a_mark_stands_at_its_date_and_value(design: Any) -> None:
    points = [make_point(date="2023-01-01", value="0"), make_point(date="2024-01-01", value="50"),
              make_point(date="2025-01-01", value="100")]  # fmt: skip
    first, middle, last = lay_out(
        [make_statement(point) for point in points], design, ENGLISH
    ).marks
    assert middle.y == pytest.approx((first.y + last.y) / 2)
    assert (middle.x - first.x) / (last.x - first.x) == pytest.approx(365 / 731)
    assert (first.left, first.right, first.dashed) == (None, None, False)


@pytest.mark.parametrize(
    ("date", "days", "opens", "dashed"),
    [
        ("2024-02", 29, (False, False), False),
        ("2024", 366, (False, False), False),
        ("2024~", 366, (False, False), True),
        ("2024-02-10/2024-02-19", 10, (False, False), False),
        ("2024-06/..", None, (False, True), False),
        ("../2024-06", None, (True, False), False),
    ],
)
def test_a_date_is_as_long_as_it_is_known(
    date: str, days: int | None, opens: tuple[bool, bool], *, dashed: bool
) -> None:
    year = make_statement(make_point(date="2024"))
    marks = lay_out([year, make_statement(make_point(date=date, value="2"))], WIDE, ENGLISH).marks
    lengths = [mark.right - mark.left for mark in marks if mark.left is not None and mark.right]
    assert days is None or lengths[1] / lengths[0] == pytest.approx(days / 366)
    assert ((marks[1].opens_left, marks[1].opens_right), marks[1].dashed) == (opens, dashed)


def test_a_day_that_is_not_sure_is_dashed() -> None:
    [mark] = lay_out([make_statement(make_point(date="2025-08-22~"))], WIDE, ENGLISH).marks
    assert mark.dashed
    assert mark.left is not None


def test_marks_in_one_place_stand_side_by_side() -> None:
    plot = lay_out([make_statement(make_point()) for _ in range(3)], WIDE, ENGLISH)
    assert len({mark.x for mark in plot.marks}) == 3
    assert len({mark.y for mark in plot.marks}) == 1


def test_of_many_statements_the_telling_ones_are_labelled() -> None:
    points = [make_point(date=f"{1900 + at}", value=str(50 + at * 37 % 41)) for at in range(100)]
    statements = [make_statement(point) for point in points]
    values = [point.value for point in points]
    ends = {0, 99, values.index(min(values)), values.index(max(values))}
    assert set(choose_labelled(statements, 12)) == ends
    assert lay_out(statements, NARROW, ENGLISH).height < 800


# Shapes and names


def test_a_speaker_keeps_its_shape_and_shares_it_in_no_series() -> None:
    shapes = assign_shapes(OWN.site)
    for series in OWN.site.series:
        speakers = {point.by for point in series.points}
        assert len({shapes[speaker] for speaker in speakers}) == len(speakers)


def make_project(tmp_path: Path, points: list[dict[str, Any]], actors: list[str]) -> Graph:
    """Return a site with one series, whose speakers are named by their places in the list."""
    texts = {
        "site.yml": {"lanes": [{"id": "l", "name": "L", "description": "D"}]},
        "timeline.yml": [{"id": "e-1", "date": "2024", "title": "E", "summary": "S", "lane": "l",
                          "status": "documented", "sources": ["s"]}],
        "sources.yml": {"references": [{"id": "s", "type": "book", "title": "T",
                                         "issued": "2020"}]},
        "series.yml": [{"id": "x", "title": "X", "unit": "u", "counts": "c", "points": points}],
        "actors.yml": [{"id": f"a-{at}", "name": name, "kind": "state"}
                       for at, name in enumerate(actors)],
    }  # fmt: skip
    for name, content in texts.items():
        text = yaml.safe_dump(content, allow_unicode=True, width=10**6)
        (tmp_path / name).write_text(text, encoding="utf-8")
    essay = "---\ntitle: T\nstandfirst: S\npublished: 2024\nlanguage: en\n---\n## A\n\nb\n"
    (tmp_path / "essay.md").write_text(essay, encoding="utf-8")
    site, problems = check(str(tmp_path))
    assert [each for each in problems if each.severity == "error"] == []
    return link_site(site)


def test_shapes_run_out_and_names_go_on(tmp_path: Path) -> None:
    points = [{"date": f"{2000 + at}", "value": at, "by": f"a-{at}", "sources": ["s"]}
              for at in range(30)]  # fmt: skip
    graph = make_project(tmp_path, points, [f"Speaker {at}" for at in range(30)])
    shapes = Counter(assign_shapes(graph.site).values())
    assert shapes == {**dict.fromkeys(range(SHARED), 1), SHARED: 30 - SHARED}
    figure = parse_figure(draw_series(graph, graph.site.series[0]))
    for svg in figure.findall(f"{SVG}svg"):
        names = [each.get("aria-label") for each in svg if each.get("class") == "statement"]
        assert names == [f"{at}, Speaker {at}, {2000 + at}" for at in range(30)]
        titles = len(svg.findall(f".//{SVG}title"))
        assert titles == 30 - len(svg.findall(f".//{SVG}tspan[@class='value']"))


@pytest.mark.parametrize(
    ("name", "aliases", "short"),
    [
        ("South Korea's National Intelligence Service", ["NIS"], "NIS"),
        ("Multilateral Sanctions Monitoring Team", ["the team", "MSMT"], "MSMT"),
        ("Pentagon", ["DoD", "P"], "Pentagon"),
        ("White House", ["US National Security Council", "NSC"], "White House"),
        ("North Korea", ["DPRK"], "North Korea"),
    ],
)
def test_a_short_name_is_the_initials_in_use(name: str, aliases: list[str], short: str) -> None:
    actor = Actor.model_validate(
        {"id": "a", "name": name, "kind": "organisation", "aliases": aliases}
    )
    assert short_name_of(actor) == short


# What is said


@pytest.mark.parametrize(
    ("words", "is_essays"),
    [("some 1,500", True), ("1,500", True), ("some 1,5000", False), ("1,500 to 3,000", False),
     ("1500", False), ("many", False), ("11,500", False)],
)  # fmt: skip
def test_the_essays_figure_is_the_one_it_leads_to(
    words: str, tmp_path: Path, *, is_essays: bool
) -> None:
    points = [{"date": "2024", "value": value, "by": "a-0", "sources": ["s"], "event": "e-1"}
              for value in (1500, 3000)]  # fmt: skip
    make_project(tmp_path, points, ["A"])
    essay = tmp_path / "essay.md"
    essay.write_text(essay.read_text("utf-8") + f"\nSent [{words}](event:e-1) men.\n", "utf-8")
    graph = link(tmp_path)
    found = [graph.is_essays_figure(point) for point in graph.site.series[0].points]
    assert found == [is_essays, False]


def test_the_essays_figures_of_the_site() -> None:
    found = [(series.id, point.value) for series in OWN.site.series for point in series.points
             if OWN.is_essays_figure(point)]  # fmt: skip
    assert found == [("containers", 6700), ("troops-sent", 1500)]
    assert [SAMPLE.is_essays_figure(point) for point in SAMPLE.site.series[0].points].count(
        True
    ) == 1


def test_the_legend_explains_what_occurs_alone(tmp_path: Path) -> None:
    exact = {"date": "2024-02-26", "value": 1, "by": "a-0", "sources": ["s"]}
    graph = make_project(tmp_path, [exact, {**exact, "sources": ["s"], "bound": "at-most"}], ["A"])
    assert re.findall(r"</svg> (.*)</li>", draw_legend(graph)) == ["at most"]


def test_drawing_table_and_download_hold_the_same(made: Made) -> None:
    page = (made.docs / "numbers.md").read_text("utf-8")
    for series in made.site["series"]:
        _, _, part = page.partition(f"{{ #{series['id']} }}")
        part = part.partition("\n## ")[0]
        raw = (made.docs / "data" / f"{series['id']}.csv").read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(raw)))
        table = [line.split(" | ") for line in part.splitlines() if line.startswith("| ")][2:]
        assert len(table) == len(rows) == len(series["points"])
        for drawing in re.findall(r"<svg class=\"chart-plot.*?</svg>", part, re.DOTALL):
            names = [
                unescape(name)
                for name in re.findall(r'class="statement" aria-label="([^"]+)', drawing)
            ]
            assert len(names) == len(rows)
            for name, cells, row in zip(names, table, rows, strict=True):
                number = re.search(r"-?\d[\d,.]*\d|-?\d", name)
                assert number is not None
                assert float(number[0].replace(",", "")) == float(row["value"])
                assert number[0] in cells[2].replace("\\", "")
                assert name.endswith(row["date_text"])
                assert row["date_text"] in cells[0]


def test_a_figure_goes_through_markdown_unchanged(tmp_path: Path) -> None:
    hostile = ["<b>&amp;", "{#id} {: .x }", "```", "*a* _b_ [c](d.md)", '"quoted"', "~~~", "# h"]
    points = [{"date": "2024", "value": at, "by": f"a-{at}", "sources": ["s"], "event": "e-1"}
              for at in range(len(hostile))]  # fmt: skip
    graph = make_project(tmp_path, points, hostile)
    figure = draw_series(graph, graph.site.series[0])
    assert "\n\n" not in figure
    extensions = ["attr_list", "md_in_html", "tables", "toc", "fenced_code"]
    made = markdown.markdown(f"before\n\n{figure}\n\n*after*", extensions=extensions)
    assert str(figure) in made
    assert "<em>after</em>" in made
    items = ["".join(each.itertext()).strip() for each in parse_figure(figure).iter("li")]
    assert items == hostile


# Boxes and lines


def test_boxes_that_touch_do_not_meet() -> None:
    box = Box(0, 0, 10, 10)
    assert not box.meets(Box(10, 0, 20, 10))
    assert box.meets(Box(10, 0, 20, 10), gap=1)
    assert box.meets(Box(9, 9, 20, 20))


@pytest.mark.parametrize(
    ("line", "crosses"),
    [
        (Line(-5, 5, 15, 5), True),
        (Line(2, 2, 3, 3), True),
        (Line(10, 5, 20, 5), False),
        (Line(-5, 12, 15, 12), False),
        (Line(-4, 8, 8, 20), False),
        (Line(-4, 4, 8, 16), True),
        (Line(0, -5, 0, 15), False),
    ],
)
def test_a_line_crosses_a_box_only_through_its_inside(line: Line, *, crosses: bool) -> None:
    assert line.crosses(Box(0, 0, 10, 10)) is crosses


def test_lines_that_only_touch_do_not_meet() -> None:
    assert Line(0, 0, 10, 10).meets(Line(0, 10, 10, 0))
    assert not Line(0, 0, 10, 10).meets(Line(10, 10, 20, 0))


def test_ticks_are_exact() -> None:
    assert make_value_axis([0.3]).ticks[-1] == Decimal("0.3")
