"""The page follows its reader: the contents mark what is read, and the way back is offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import open_window
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

MARKED = ".md-nav--secondary [aria-current=location]"
LINKS = ".md-nav--secondary a"


@pytest.fixture
def low(browser: Browser) -> Iterator[Page]:
    """Open a window so low that the contents do not fit."""
    with open_window(browser, viewport={"width": 1280, "height": 400}) as window:
        yield window


def go_to(page: Page, link: str) -> None:
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", link.rpartition("#")[2])


def list_links(page: Page) -> list[str]:
    found: list[str] = page.locator(LINKS).evaluate_all("links => links.map(one => one.hash)")
    return found


@pytest.mark.parametrize("name", ["sources.html", "numbers.html", "print.html"])
def test_the_contents_mark_the_passage_that_is_read(host: str, low: Page, name: str) -> None:
    low.goto(host + name)
    expect(low.locator(MARKED)).to_have_count(0)
    links = list_links(low)
    for link in (links[0], links[len(links) // 2], links[1], links[len(links) // 3]):
        go_to(low, link)
        expect(low.locator(MARKED)).to_have_count(1)
        expect(low.locator(MARKED)).to_have_attribute("href", link)
        expect(low.locator(MARKED)).to_be_in_viewport(ratio=1)


def test_an_address_with_a_passage_is_marked_at_once(host: str, low: Page) -> None:
    low.goto(f"{host}numbers.html")
    link = list_links(low)[-1]
    low.goto(f"{host}index.html")
    low.goto(f"{host}numbers.html{link}")
    expect(low.locator(f"h2{link}")).to_be_in_viewport()
    expect(low.locator(MARKED)).to_have_attribute("href", link)


def test_the_page_that_is_read_is_in_sight_in_the_list_of_its_part(
    host: str, low: Page, event: dict[str, Any]
) -> None:
    low.goto(host + event["url"])
    here = low.locator(".md-nav--primary [aria-current=page]")
    expect(here).to_have_text(event["title"])
    expect(here).to_be_in_viewport(ratio=1)
    title = low.locator(".md-nav--primary .md-nav__title")
    # what has gone by is not seen through the name of the part, which stays
    assert title.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_a_passage_that_the_filter_hides_is_not_marked(host: str, low: Page) -> None:
    low.goto(f"{host}sources.html")
    links = list_links(low)
    low.evaluate("(id) => document.getElementById(id).parentElement.hidden = true", links[1][1:])
    expect(low.locator(f"[id='{links[1][1:]}']")).to_be_hidden()
    go_to(low, links[2])
    expect(low.locator(MARKED)).to_have_attribute("href", links[2])


def test_the_top_is_offered_to_who_turns_back(host: str, page: Page) -> None:
    page.goto(f"{host}sources.html")
    top = page.get_by_role("button", name="Back to top")
    expect(top).to_be_hidden()
    page.mouse.wheel(0, 5000)
    page.wait_for_function("scrollY > 4000")
    expect(top).to_be_hidden()
    page.mouse.wheel(0, -500)
    expect(top).to_be_visible()
    top.click()
    page.wait_for_function("scrollY === 0")
    expect(top).to_be_hidden()


def test_a_phone_has_nothing_beside_the_text_to_mark(host: str, browser: Browser) -> None:
    phone: dict[str, Any] = {"viewport": {"width": 360, "height": 800}}
    with open_window(browser, **phone) as page:
        page.goto(f"{host}numbers.html")
        go_to(page, list_links(page)[2])
        page.wait_for_function("scrollY > 0")
        page.evaluate("new Promise(requestAnimationFrame)")
        expect(page.locator(MARKED)).to_have_count(0)
