"""Pages from the browser's print command, as they lie on the desk: nothing lost, nothing cut.

Printed by Chromium, with script and without, light and dark with backgrounds on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browsing import list_pages, open_window, read_model
from playwright.sync_api import Browser, expect
from printed import HEADINGS, MM, Print, bare, list_runs, read_article

pytestmark = pytest.mark.browser

ROOT = "https://example.org/ships/"
"""Where the site of the tests would stand."""
KINDS = ("home", "section", "timeline", "event", "claims", "numbers", "sources")
BODY_HEIGHT = 18.0
"""No word of running text is higher, and none of a heading's lower, in points."""


class Ways(NamedTuple):
    """How a page is printed."""

    scheme: str
    script: bool
    background: bool
    paper: str


WAYS = {
    "light": Ways("light", script=True, background=False, paper="A4"),
    "dark, no script": Ways("dark", script=False, background=True, paper="Letter"),
}
Printer = Callable[[str, Ways], Print]


@pytest.fixture(scope="module")
def paths(site: Path) -> dict[str, str]:
    return list_pages(site)


@pytest.fixture(scope="module")
def printer(host: str, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Printer:
    folder = tmp_path_factory.mktemp("printed")
    done: dict[tuple[str, Ways], Print] = {}

    def print_page(path: str, ways: Ways) -> Print:
        if (path, ways) not in done:
            target = folder / f"{len(done)}.pdf"
            options: Any = {"color_scheme": ways.scheme, "java_script_enabled": ways.script}
            with open_window(browser, **options) as window:
                window.goto(host + path)
                window.pdf(path=target, format=ways.paper, print_background=ways.background)
            done[path, ways] = Print(target)
        return done[path, ways]

    return print_page


@pytest.fixture(params=[(kind, way) for kind in KINDS for way in WAYS], ids=" ".join)
def sheets(
    request: pytest.FixtureRequest, paths: dict[str, str], printer: Printer
) -> tuple[str, Print]:
    kind, way = request.param
    return paths[kind], printer(paths[kind], WAYS[way])


def test_nothing_is_lost(sheets: tuple[str, Print], site: Path) -> None:
    path, printed = sheets
    runs = list_runs(read_article(site / path))
    assert len(runs) > 10
    assert [run for run in runs if run not in printed.text] == []


def test_nothing_stands_in_the_margins(sheets: tuple[str, Print]) -> None:
    _, printed = sheets
    side = 16 * MM - 1
    for sheet in printed.sheets:
        outside = [
            line for line in sheet.lines if line.left < side or line.right > sheet.width - side
        ]
        assert outside == []
        assert len(list(sheet.within(printed.margin))) >= len(sheet.lines) - 3


def test_every_sheet_says_where_it_is_from(sheets: tuple[str, Print]) -> None:
    path, printed = sheets
    for number, sheet in enumerate(printed.sheets, start=1):
        said = {line.text for line in sheet.lines if line.top > sheet.height - 18 * MM}
        assert f"{ROOT}{path}" in " ".join(said)
        assert f"{number} / {len(printed.sheets)}" in " ".join(said)
    colophon = bare(f"Two Sinking Ships · {ROOT}{path} · Edition of")
    assert colophon in printed.text


def test_no_heading_is_left_behind(sheets: tuple[str, Print], site: Path) -> None:
    path, printed = sheets
    article = read_article(site / path)
    headings = ["".join(list_runs(h)) for kind in HEADINGS for h in article.iter(kind)]
    for sheet in printed.sheets:
        *_, last = sheet.within(printed.margin)
        is_heading = last.height > BODY_HEIGHT and any(
            heading.endswith(bare(last.text)) for heading in headings
        )
        assert not is_heading, last


def test_no_sheet_is_almost_empty(sheets: tuple[str, Print]) -> None:
    _, printed = sheets
    for sheet in printed.sheets[:-1]:
        *_, last = sheet.within(printed.margin)
        assert last.bottom > sheet.height / 2


def test_no_residue_is_printed(sheets: tuple[str, Print]) -> None:
    _, printed = sheets
    for residue in ("¶", "undefined", "localhost", "127.0.0.1", "file://", "↩"):
        assert residue not in printed.text


def test_sheets_are_white_to_their_corners(sheets: tuple[str, Print]) -> None:
    _, printed = sheets
    assert printed.corners() == {(255, 255, 255)}


def test_a_scheme_that_was_chosen_stays_on_the_screen(
    host: str, browser: Browser, tmp_path: Path
) -> None:
    with open_window(browser) as window:
        window.goto(f"{host}index.html")
        window.locator("label[title='Switch to dark mode']").click()
        expect(window.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        window.pdf(path=tmp_path / "dark.pdf", print_background=True)
    assert Print(tmp_path / "dark.pdf").corners() == {(255, 255, 255)}


@pytest.mark.parametrize("way", WAYS)
def test_an_event_stands_whole(way: str, printer: Printer, site: Path) -> None:
    printed = printer("timeline/index.html", WAYS[way])
    events = read_model(site)["events"]
    assert len(events) > 50
    found = []
    for number, event in enumerate(events, start=1):
        [(sheet, date)] = [
            (sheet, line)
            for sheet in printed.sheets
            for line in sheet.within(printed.margin)
            if bare(line.text) == bare(f"{number}. {event['date_text']}")
        ]
        beside = [line.text for line in sheet.lines if abs(line.bottom - date.bottom) < 4]
        assert any(bare(event["title"]).startswith(bare(text)[:20]) for text in beside), event["id"]
        assert bare(f"{event['title']}›{number}") in sheet.text
        found.append((printed.sheets.index(sheet), date.top))
    assert found == sorted(found)


@pytest.mark.parametrize("way", WAYS)
def test_a_caption_stays_with_its_drawing(way: str, printer: Printer, site: Path) -> None:
    printed = printer("numbers.html", WAYS[way])
    figures = read_article(site / "numbers.html").findall(".//figure")
    assert len(figures) > 3
    for figure in figures:
        caption, *_, last = list_runs(figure)
        together = [sheet for sheet in printed.sheets if caption in sheet.text]
        assert len(together) == 1
        assert last in together[0].text


def test_what_is_filtered_out_is_told(printer: Printer) -> None:
    printed = printer("timeline/index.html?lane=drones", WAYS["light"])
    assert bare("Filtered: Strand: Iran’s drones. Not shown: ") in printed.text
    assert len(printed.sheets) < len(printer("timeline/index.html", WAYS["light"]).sheets)


def test_on_a_screen_nothing_of_it_shows(host: str, browser: Browser) -> None:
    with open_window(browser) as window:
        window.goto(f"{host}index.html")
        assert window.locator(".paper").count() == 1
        expect(window.locator(".paper")).to_be_hidden()
        marks = "links => links.map(link => getComputedStyle(link, '::after').content)"
        assert set(window.locator("[data-link]").evaluate_all(marks)) == {"none"}
