"""Pages from Firefox's print command: what holds of Chromium's paper holds of this one.

Firefox knows no boxes in the margins, keeps no heading with what follows and counts no lines at
the end of a sheet: docs/assets/stylesheets/print.css says what stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from browsing import list_pages
from firefox import DARK, LIGHT, NO_FONTS, NO_SCRIPT, Setting, launch_firefox
from printed import MM, Print, bare, list_runs, read_article

pytestmark = pytest.mark.browser

ROOT = "https://example.org/ships/"
"""Where the site of the tests would stand."""
SVG = "{http://www.w3.org/2000/svg}"
MARK = (0x2D, 0x5F, 0x80)
"""The colour of the marks in drawings, on paper."""


class Ways(NamedTuple):
    """How pages are printed, and which; the paper in centimetres."""

    settings: Mapping[str, Setting]
    background: bool
    paper: tuple[float, float]
    kinds: tuple[str, ...]


SHORT = ("home", "section", "timeline", "event", "claims", "numbers")
LONG = ("sources", "print")
BARE = {**LIGHT, **NO_SCRIPT, **NO_FONTS}
A4, LETTER = (21, 29.7), (21.59, 27.94)
WAYS = {
    "plain": Ways(BARE, background=False, paper=A4, kinds=SHORT),
    "plain, long": Ways(BARE, background=False, paper=A4, kinds=LONG),
    "dark": Ways(DARK, background=True, paper=LETTER, kinds=SHORT),
}
ALL = [(name, kind) for name, ways in WAYS.items() for kind in ways.kinds]
PLAIN = [(name, kind) for name, kind in ALL if WAYS[name].settings == BARE]
Prints = Mapping[tuple[str, str], Print]


@pytest.fixture(scope="module")
def paths(site: Path) -> dict[str, str]:
    return list_pages(site)


@pytest.fixture(scope="module")
def prints(host: str, paths: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Prints:
    """Print all pages, each way in a Firefox of its own; side by side, for they mostly wait."""
    folder = tmp_path_factory.mktemp("firefox")
    with ThreadPoolExecutor() as together:
        done = together.map(lambda name: list(_print_all(name, host, paths, folder)), WAYS)
        return dict(entry for entries in done for entry in entries)


def _print_all(
    name: str, host: str, paths: Mapping[str, str], folder: Path
) -> Iterator[tuple[tuple[str, str], Print]]:
    ways = WAYS[name]
    with launch_firefox(folder / name, ways.settings) as firefox:
        for kind in ways.kinds:
            firefox.open(host + paths[kind])
            # what is asked for is what is printed
            assert firefox.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == (
                ways.settings == DARK
            )
            assert firefox.evaluate("document.documentElement.className == 'js'") == (
                "javascript.enabled" not in ways.settings
            )
            target = folder / f"{name}-{kind}.pdf"
            target.write_bytes(firefox.print(*ways.paper, background=ways.background))
            yield (name, kind), Print(target)


@pytest.fixture(params=ALL, ids=" ".join)
def printed(request: pytest.FixtureRequest, prints: Prints) -> Print:
    return prints[request.param]


@pytest.fixture(params=PLAIN, ids=" ".join)
def plain(
    request: pytest.FixtureRequest, prints: Prints, paths: dict[str, str], site: Path
) -> tuple[ET.Element, Print]:
    _, kind = request.param
    return read_article(site / paths[kind]), prints[request.param]


def test_nothing_is_lost(plain: tuple[ET.Element, Print]) -> None:
    article, printed = plain
    text = printed.text.casefold()  # where Firefox makes small capitals, its PDF has large ones
    runs = list_runs(article)
    assert len(runs) > 10
    assert [run for run in runs if run.casefold() not in text] == []


def test_links_are_numbered_and_listed_at_the_end(plain: tuple[ET.Element, Print]) -> None:
    article, printed = plain
    listed = [bare("".join(item.itertext())) for item in article.iterfind("div/ul/li[b]")]
    numbers = {link.get("data-link") for link in article.iter("a")} - {None}
    assert len(numbers) > 0
    assert len(listed) >= len(numbers)
    end = printed.text[printed.text.rindex(bare("Links on this page")) :]
    assert [number for number in numbers if f"›{number}" not in end] == []
    assert [item for item in listed if item not in printed.text] == []


def test_the_end_says_where_the_page_is_from(prints: Prints, paths: dict[str, str]) -> None:
    for (_, kind), printed in prints.items():
        said = f"Two Sinking Ships · {ROOT}{paths[kind]} · Edition of"
        assert bare(said) in printed.text


def test_nothing_stands_in_the_margins(printed: Print) -> None:
    side = 16 * MM - 1
    for sheet in printed.sheets:
        within = list(sheet.within(printed.margin))
        outside = [line for line in within if line.left < side or line.right > sheet.width - side]
        assert outside == []
        # nothing, or what @page puts at head and foot
        assert len(within) >= len(sheet.lines) - 3


def test_sheets_are_white(printed: Print) -> None:
    assert printed.corners() | printed.grounds() == {(255, 255, 255)}


def test_no_residue_is_printed(printed: Print) -> None:
    for residue in ("¶", "undefined", "localhost", "127.0.0.1", "file://", "↩", "\ufffd"):
        assert residue not in printed.text


def test_no_heading_is_left_behind(plain: tuple[ET.Element, Print]) -> None:
    article, printed = plain
    # A label stands beside what it labels, and may be the longer of the two.
    labels = [
        bare("".join(label.itertext())) for label in article.iter() if _is(label, "row-label")
    ]
    datelines = [bare("".join(line.itertext())) for line in article.iter() if _is(line, "dateline")]
    for sheet, (last, is_bold) in zip(printed.sheets, printed.last_lines(), strict=True):
        assert not is_bold or any(label.endswith(bare(last)) for label in labels), last
        assert not any(line and sheet.text.endswith(line) for line in datelines), last


def test_a_paragraph_after_another_stays_whole(plain: tuple[ET.Element, Print]) -> None:
    article, printed = plain
    sheets = [sheet.text.casefold() for sheet in printed.sheets]
    for parent in article.iter():
        for before, after in pairwise(parent):
            if before.tag == after.tag == "p" and not _is(before, "dateline", "label"):
                text = "".join(list_runs(after)).casefold()
                assert any(text in sheet for sheet in sheets), text


@pytest.mark.parametrize(
    "which",
    [pair for pair in PLAIN if pair[1] in {"home", "timeline", "numbers", "print"}],
    ids=" ".join,
)
def test_drawings_stand_whole(
    which: tuple[str, str], prints: Prints, host: str, paths: dict[str, str], site: Path
) -> None:
    printed, path = prints[which], paths[which[1]]
    drawn = [figure for figure in read_article(site / path).iter("figure") if len(figure) > 1]
    assert drawn
    for figure in drawn:
        words = list_runs(figure)
        [number] = [at for at, sheet in enumerate(printed.sheets) if words[0] in sheet.text]
        assert words[-1] in printed.sheets[number].text
        assert MARK in printed.colours(number)
        # Words in drawings become shapes, but what they lead to can be told: all of it is there.
        leads = {urljoin(host + path, href) for href in _list_links(figure)}
        assert leads - set(printed.links(number)) == set()


def _list_links(figure: ET.Element) -> Iterator[str]:
    """Yield where the drawing leads that is printed: of several widths, the one for paper.

    Links within the page are left out: Firefox makes places in the PDF of them.
    """
    for drawing in figure.iter(f"{SVG}svg"):
        if _is(drawing, "drawing--medium", "chart-plot--wide"):
            found = [link.attrib["href"] for link in drawing.iter(f"{SVG}a")]
            assert found
            yield from (href for href in found if not href.startswith("#"))


def _is(element: ET.Element, *classes: str) -> bool:
    return not set(classes).isdisjoint(element.get("class", "").split())
