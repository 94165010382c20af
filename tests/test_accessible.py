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

WIDTHS = (360, 1280)
# Dark differs from light by colour alone: the other rules would see the same page again.
RULES = {
    "light": {},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
SHOWN = 5
"""Faults of a kind that a failure lists."""


def list_faults(window: Page, rules: dict[str, Any]) -> Iterator[str]:
    found = Axe().run(window, options={"resultTypes": ["violations"], **rules})
    for fault in found.response["violations"]:
        for node in fault["nodes"][:SHOWN]:
            checks = [*node["any"], *node["all"], *node["none"]]
            yield f"{fault['id']} ({len(fault['nodes'])}): {node['target']}: {checks[0]['message']}"


@pytest.mark.parametrize("scheme", RULES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    width: int, scheme: str, host: str, site: Path, browser: Browser
) -> None:
    faults = []
    size = {"width": width, "height": 900}
    # Else a colour may be judged half way to another.
    options = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    with open_window(browser, **options) as window:
        for kind, path in list_pages(site).items():
            window.goto(host + path)
            faults += [f"{kind}: {fault}" for fault in list_faults(window, RULES[scheme])]
    assert not faults, "\n".join(faults)
