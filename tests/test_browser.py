"""The built site in Chromium: it asks no other host, its search finds, it needs no script.

tools/browsing.py opens Chromium's windows and serves the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import read_model
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = (
    *("index.html", "essay/index.html", "timeline/index.html", "claims.html", "numbers.html"),
    *("actors.html", "sources.html", "glossary.html", "index-a-z.html", "print.html"),
    *("about.html", "data/index.html", "no/such/page.html"),
)
"""The last one is shown by 404.html."""


def list_pages(event: dict[str, Any]) -> Iterator[str]:
    yield from PAGES
    yield event["url"]


def test_nothing_is_asked_of_other_hosts(host: str, page: Page, event: dict[str, Any]) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    for name in list_pages(event):
        page.goto(host + name, wait_until="networkidle")
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []


@pytest.mark.parametrize("origin", ["host", "folder"])
def test_search_finds_an_event(
    origin: str, host: str, site: Path, page: Page, event: dict[str, Any]
) -> None:
    start = host if origin == "host" else f"{site.as_uri()}/"
    page.goto(f"{start}essay/index.html")
    box = page.get_by_role("textbox", name="Search")
    box.fill(event["title"])
    found = page.locator(".md-search-result__item a").first
    expect(found).to_contain_text(event["title"])
    found.click()
    expect(page.locator("article h1")).to_contain_text(event["title"])
    assert page.url.startswith(start + event["url"])


def test_search_costs_nothing_until_a_reader_turns_to_it(host: str, page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host}essay/index.html", wait_until="networkidle")
    assert asked
    assert [url for url in asked if "search" in url] == []
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    assert [url for url in asked if url.endswith("search_index.js")]


def test_an_address_can_hold_a_search(host: str, page: Page, event: dict[str, Any]) -> None:
    page.goto(f"{host}index.html?q={event['title'].replace(' ', '+')}")
    expect(page.locator(".md-search-result__item a").first).to_contain_text(event["title"])


def test_pages_can_be_read_without_script(
    host: str, browser: Browser, event: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    window = context.new_page()
    for name in list_pages(event):
        window.goto(host + name)
        expect(window.locator("article h1")).to_be_visible()
        text = window.locator("article").inner_text()
        assert len(text) > 100, f"{name} says no more than: {text}"
    expect(window.locator("article h1")).to_contain_text(event["title"])
    window.get_by_role("link", name="Claims", exact=True).first.click()
    assert window.url == f"{host}claims.html"
    context.close()


def test_a_page_that_is_not_there_leads_home(host: str, page: Page) -> None:
    answer = page.goto(f"{host}timeline/no/such/event.html")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("article h1")).to_have_text("This page is not here")
    sheets = page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length)")
    assert sheets
    assert all(sheets)
    page.locator("article").get_by_role("link", name="Home", exact=True).click()
    assert page.url == f"{host}index.html"


def test_claims_are_filtered_by_what_was_found(host: str, site: Path, page: Page) -> None:
    claims = read_model(site)["claims"]
    verdict = claims[0].get("verdict") or next(c["verdict"] for c in claims if "verdict" in c)
    found = [claim["id"] for claim in claims if claim.get("verdict") == verdict]
    assert 0 < len(found) < len(claims)
    page.goto(f"{host}claims.html?verdict={verdict}")
    shown = page.locator("section[data-claim]:visible")
    assert sorted(shown.evaluate_all("all => all.map(one => one.dataset.claim)")) == sorted(found)
    expect(page.locator(".filter output")).to_contain_text(f"{len(found)} of {len(claims)}")
    page.get_by_role("button", name="Show all claims").click()
    expect(shown).to_have_count(len(claims))
    assert page.url == f"{host}claims.html"
