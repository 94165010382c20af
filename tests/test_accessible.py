"""axe-core finds no fault on any kind of page, light and dark, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import list_pages, open_window
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = {"width": 360, "height": 900}, {"width": 1280, "height": 900}

# Dark differs from light by colour alone: the other rules would see the same page again.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# Lists of hundreds of entries made alike are judged to their end once, then by their beginning.
BEGINNINGS = {"exclude": ["article :nth-child(n + 15)"]}
LOOKS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "a desk, light": ({"viewport": DESK, "color_scheme": "light"}, {}, {}),
    "a desk, dark": ({"viewport": DESK, "color_scheme": "dark"}, COLOURS, BEGINNINGS),
    "a phone, light": ({"viewport": PHONE, "color_scheme": "light"}, {}, BEGINNINGS),
    "a phone, dark": ({"viewport": PHONE, "color_scheme": "dark"}, COLOURS, BEGINNINGS),
}
"""How a page is shown, by which rules it is judged, and what of it."""
SHOWN = 5
"""Faults of a kind that a failure lists."""


def list_faults(window: Page, rules: dict[str, Any], part: dict[str, Any]) -> Iterator[str]:
    # No sheets are fetched again: the one rule that reads them is about turning a phone.
    options = {"resultTypes": ["violations"], "preload": False, **rules}
    found = Axe().run(window, context=part, options=options)
    for fault in found.response["violations"]:
        for node in fault["nodes"][:SHOWN]:
            checks = [*node["any"], *node["all"], *node["none"]]
            yield f"{fault['id']} ({len(fault['nodes'])}): {node['target']}: {checks[0]['message']}"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(look: str, host: str, site: Path, browser: Browser) -> None:
    shown, rules, part = LOOKS[look]
    faults = []
    # At rest, else a colour may be judged half way to another.
    with open_window(browser, **shown, reduced_motion="reduce") as window:
        for kind, path in list_pages(site).items():
            window.goto(host + path)
            faults += [f"{kind}: {fault}" for fault in list_faults(window, rules, part)]
    assert not faults, "\n".join(faults)
