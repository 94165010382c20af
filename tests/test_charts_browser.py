"""The drawn timeline in Chromium: what it measures must hold, with the site's font and without."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from bench_data import write_data
from drawn import draw, read_folder
from made_data import FOLDERS
from playwright.sync_api import Browser

from build_content.model import Event, Site

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parent.parent / "docs" / "assets"
SIZES = (25, 250, 2500)
# window and the one drawing that is shown in it, in the page below
WINDOWS = {360: "narrow", 768: "medium", 1280: "wide"}
FONT = ASSETS / "fonts" / "libre-franklin-core.woff2"
FACE = f'@font-face{{font-family:"Libre Franklin";font-weight:400 700;src:url("{FONT.as_uri()}")}}'
OTHER = ':root{--sans:"DejaVu Sans",sans-serif}'

# Boxes of all that is written in the drawing that is shown, in its own units, and its size.
MEASURE = """() => {
  const all = [...document.querySelectorAll(".drawing > svg")]
  const shown = all.filter(svg => svg.getClientRects().length)
  const svg = shown[0]
  const size = svg.viewBox.baseVal
  return {
    shown: shown.map(svg => svg.getAttribute('class')),
    scale: svg.getBoundingClientRect().width / size.width,
    width: size.width,
    height: size.height,
    wide: document.documentElement.scrollWidth > window.innerWidth,
    boxes: [...svg.querySelectorAll('text')].map(text => {
      const box = text.getBBox()
      return [text.textContent, box.x, box.y, box.x + box.width, box.y + box.height]
    }),
  }
}"""
"""A px is forgiven: fonts round their heights up."""
ROUNDING = 1.0


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the figures that are looked at, by name."""
    own = read_folder(FOLDERS["site"])
    keys = [event for event in own.timeline if event.key]
    found = {"site": figure_of(own), "overview": figure_of(own, keys)}
    found["sample"] = figure_of(read_folder(FOLDERS["sample"]))
    for size in SIZES:
        folder = tmp_path_factory.mktemp("bench") / str(size)
        write_data(folder, size)
        found[str(size)] = figure_of(read_folder(folder))
    return found


def figure_of(site: Site, events: Sequence[Event] | None = None) -> str:
    return draw(site.timeline if events is None else events, site.lanes)


def write_page(figure: str, style: str) -> str:
    sheets = "".join(
        f'<link rel="stylesheet" href="{(ASSETS / "stylesheets" / name).as_uri()}">'
        for name in ("tokens.css", "drawing.css", "print.css")
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>{sheets}'
        f"<style>{style} body {{ margin: 16px }}</style>"
        f'<body data-md-color-scheme="default">{figure}'
    )


@pytest.mark.parametrize("font", ["the site's", "another"])
@pytest.mark.parametrize("name", ["site", "overview", "sample", *map(str, SIZES)])
def test_no_label_meets_another_or_is_clipped(
    name: str, font: str, figures: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(write_page(figures[name], FACE if font != "another" else OTHER), "utf-8")
    window = browser.new_page()
    window.goto(page.as_uri())
    window.evaluate("document.fonts.ready")
    assert font == "another" or window.evaluate("document.fonts.check('12px Libre Franklin')")
    for width, kind in WINDOWS.items():
        window.set_viewport_size({"width": width, "height": 900})
        measured = window.evaluate(MEASURE)
        assert measured["shown"] == [f"drawing--{kind}"]
        assert measured["scale"] > 0.95
        assert not measured["wide"]
        assert find_clashes(measured) == []
    window.close()


def find_clashes(measured: dict[str, Any]) -> list[str]:
    """Return the texts whose boxes meet, or that leave the drawing."""
    found = []
    boxes = sorted(measured["boxes"], key=lambda box: box[2])
    for at, (text, left, top, right, bottom) in enumerate(boxes):
        if left < -ROUNDING or top < -ROUNDING:
            found.append(f"{text} is cut off")
        if right > measured["width"] + ROUNDING or bottom > measured["height"] + ROUNDING:
            found.append(f"{text} is cut off")
        for other, left_2, top_2, right_2, _ in boxes[at + 1 :]:
            if top_2 > bottom - ROUNDING:
                break
            if left_2 < right - ROUNDING and left < right_2 - ROUNDING:
                found.append(f"{text} meets {other}")
    return found


def test_on_paper_the_middle_drawing_is_shown(
    figures: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(write_page(figures["site"], FACE), "utf-8")
    window = browser.new_page(viewport={"width": 360, "height": 900})
    window.goto(page.as_uri())
    window.emulate_media(media="print")
    assert window.evaluate(MEASURE)["shown"] == ["drawing--medium"]
    window.close()


def test_links_are_reached_by_key_in_the_order_of_time(
    figures: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(write_page(figures["overview"], FACE), "utf-8")
    window = browser.new_page(viewport={"width": 768, "height": 900})
    window.goto(page.as_uri())
    reached = []
    for _ in range(figures["overview"].count("drawing--medium") * 10):
        window.keyboard.press("Tab")
        reached.append(window.evaluate("Number(document.activeElement.dataset.events)"))
    assert reached == list(range(1, len(reached) + 1))
    window.close()
