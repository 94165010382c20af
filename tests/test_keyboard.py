"""The keyboard alone reaches everything, in the order of the page, and shows where it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browsing import list_pages, open_window
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KINDS = ("home", "section", "timeline", "event", "numbers", "not found")

PREPARE = """
() => {
  const all = [...document.querySelectorAll("*")];
  // What a reader sees of a field that is not drawn itself is its label, or the one after it.
  const shown = (one) => one.matches(".md-option, .md-toggle")
    ? [...one.parentElement.querySelectorAll("label")].find((label) => label.checkVisibility())
    : one;
  const isSeen = (one) => {
    const width = one?.getBoundingClientRect().width;
    return width > 0 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const isInView = (one) => {
    const box = one.getBoundingClientRect();
    return box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  };
  const look = (one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow].join();
  };
  // Of a group of radio buttons Tab reaches the one that is chosen; arrows reach the others.
  const able = "a[href], button, input:not([type=radio]:not(:checked)), select, textarea, " +
    "summary, [tabindex='0']";
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  window.tellFocus = async () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const seen = shown(element);
    // Search opens, and a page scrolls, a little after a field has the focus.
    for (let wait = 0; wait < 40 && !(isSeen(seen) && isInView(seen)); wait += 1) await drawn();
    const told = {
      at: all.indexOf(element),
      name: `${element.tagName} ${element.getAttribute("class") ?? ""}: ` +
        (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40),
      isSeen: isSeen(seen) && isInView(seen),
    };
    const marked = seen && look(seen);
    element.blur();
    told.isMarked = seen && marked !== look(seen);
    element.focus({ preventScroll: true });
    return told;
  };
  return all.flatMap((one, at) =>
    one.matches(able) && one.tabIndex >= 0 && !one.disabled && one.checkVisibility() &&
      isSeen(shown(one)) ? [at] : []);
}
"""


def walk(window: Page, most: int) -> list[dict[str, Any]]:
    """Press Tab until it leads out of the page, or to its beginning again."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        window.keyboard.press("Tab")
        stop = window.evaluate("tellFocus()")
        if stop is None or (stops and stop["at"] == stops[0]["at"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"no way out of the page after {stops[-3:]}")


@pytest.mark.parametrize("width", [640, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_keys_reach_everything_in_order(
    kind: str, width: int, host: str, site: Path, browser: Browser
) -> None:
    size = {"width": width, "height": 900}
    with open_window(browser, viewport=size, reduced_motion="reduce") as window:
        window.goto(host + list_pages(site)[kind])
        # what scripts put off until the browser has nothing to do is done by then
        window.evaluate("() => new Promise((done) => requestIdleCallback(() => done()))")
        wanted = window.evaluate(PREPARE)
        stops = walk(window, 2 * len(wanted) + 10)
        missed = window.evaluate(
            "places => places.map(at => document.querySelectorAll('*')[at].outerHTML.slice(0, 80))",
            sorted({*wanted} - {stop["at"] for stop in stops}),
        )
    assert len(stops) > 5
    assert missed == []
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []
    assert [stop["name"] for stop in stops if not stop["isMarked"]] == []
    back = [(one["name"], two["name"]) for one, two in pairwise(stops) if two["at"] < one["at"]]
    assert back == []
