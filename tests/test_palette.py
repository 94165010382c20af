"""Light or dark: the system's choice until a reader makes one, and no work for the page's start."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import open_window
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SWITCH = "form.md-header__option"
# What is changed at the root once the text is read: each change there makes a browser look at every
# element anew.
WATCH = """
window.changed = [];
new MutationObserver((records) => {
  for (const { target, attributeName, oldValue } of records)
    if (document.querySelector("footer") && target.matches("html, body")
        && target.getAttribute(attributeName) !== oldValue)
      changed.push(`${target.tagName} ${attributeName}`);
}).observe(document, { attributes: true, attributeOldValue: true, subtree: true });
"""


def expect_scheme(page: Page, scheme: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def told(page: Page) -> list[Any]:
    """Return what the page tells the browser of its colours."""
    found: list[Any] = page.evaluate("""["theme-color", "color-scheme"].map(
        (name) => document.querySelector(`meta[name=${name}]`)?.content)""")
    return found


def test_the_system_is_followed_until_a_reader_chooses(host: str, browser: Browser) -> None:
    with open_window(browser, color_scheme="light") as page:
        page.goto(host)
        expect_scheme(page, "default")
        page.emulate_media(color_scheme="dark")
        expect_scheme(page, "slate")
        page.locator(f"{SWITCH} label:visible").click()
        expect_scheme(page, "default")
        page.emulate_media(color_scheme="light")
        page.emulate_media(color_scheme="dark")
        page.reload()
        expect_scheme(page, "default")


def test_the_browser_is_told_the_colours(host: str, browser: Browser) -> None:
    with open_window(browser, color_scheme="light") as page:
        page.goto(host)
        light = told(page)
        assert light == ["rgb(252, 251, 248)", "light dark"]
        page.locator(f"{SWITCH} label:visible").click()
        assert told(page) == ["rgb(21, 24, 27)", "dark"]
        page.reload()
        assert told(page) == ["rgb(21, 24, 27)", "dark"]
        page.locator(f"{SWITCH} label:visible").click()
        assert told(page) == light


def test_the_switch_works_by_keyboard_and_says_what_it_does(host: str, page: Page) -> None:
    page.goto(host)
    page.locator(f"{SWITCH} input:checked").focus()
    expect(page.locator(f"{SWITCH} label:visible")).to_have_attribute(
        "title", "Switch to dark mode"
    )
    for scheme in ("slate", "default"):
        page.keyboard.press("Enter")
        expect_scheme(page, scheme)
        expect(page.locator(f"{SWITCH} input:checked")).to_be_focused()
    assert page.url == host


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_styled_anew_once_it_stands(host: str, browser: Browser, scheme: Any) -> None:
    with open_window(browser, color_scheme=scheme) as page:
        page.add_init_script(WATCH)
        page.goto(f"{host}timeline/index.html", wait_until="networkidle")
        assert page.evaluate("document.documentElement.className") == "js"
        assert page.evaluate("changed") == []
