"""The page of numbers in Chromium: what the font really measures, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# Boxes of the text of each label of the drawings that are shown, with the box of their drawing;
# a pixel more or less is rounding.
MEASURE = """() => [...document.querySelectorAll('.chart-plot')]
  .filter(svg => svg.getClientRects().length)
  .map(svg => ({
    id: svg.getAttribute('aria-labelledby'),
    page: svg.getBoundingClientRect().toJSON(),
    marks: svg.querySelectorAll('.statement').length,
    labels: [...svg.querySelectorAll('.statement text, .axis text')]
      .map(text => text.getBoundingClientRect().toJSON()),
  }))"""


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 1
        and other["top"] < one["bottom"] - 1
    )


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_words_of_a_drawing_meet_or_are_cut(width: int, host: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=width != 360
    )
    page = context.new_page()
    page.goto(f"{host}numbers.html")
    page.reload()  # the fonts are there at once the second time
    drawings: list[dict[str, Any]] = page.evaluate(MEASURE)
    series = page.locator("figure.chart").count()
    assert len(drawings) == series > 0
    for drawing in drawings:
        labels, edge = drawing["labels"], drawing["page"]
        assert len(labels) > drawing["marks"] > 0
        met = [
            (one, other)
            for at, one in enumerate(labels)
            for other in labels[:at]
            if overlap(one, other)
        ]
        assert (drawing["id"], met) == (drawing["id"], [])
        assert all(
            edge["left"] - 1 <= box["left"]
            and box["right"] <= edge["right"] + 1
            and edge["top"] - 1 <= box["top"]
            and box["bottom"] <= edge["bottom"] + 1
            for box in labels
        ), drawing["id"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_each_mark_with_an_event_leads_to_it_by_keyboard(host: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{host}numbers.html")
    link = page.locator(".chart-plot--wide a.statement").first
    name = link.get_attribute("aria-label") or ""
    assert page.get_by_role("link", name=name, exact=True).count() == 1
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/*.html")
    assert name.rpartition(", ")[2] in page.locator("article").inner_text()
    context.close()
