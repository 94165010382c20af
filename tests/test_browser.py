"""The built site in Chromium: it asks no other host, its search finds, it needs no script.

Chromium is the one that is installed (`make test` sees to that); nothing is downloaded.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium itself would ask its maker for updates.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--no-first-run"),
)
PAGES = (
    *("index.html", "essay/index.html", "timeline/index.html", "claims.html", "numbers.html"),
    *("actors.html", "sources.html", "glossary.html", "index-a-z.html", "print.html"),
    *("about.html", "data/index.html", "no/such/page.html"),
)
"""The last one is shown by 404.html."""


class Host(SimpleHTTPRequestHandler):
    """A host on which the site stands in the folder /ships/, with its own page for what is not."""

    def translate_path(self, path: str) -> str:
        """Find the file for a path."""
        return super().translate_path(path.removeprefix("/ships"))

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """Show the site's own page."""
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """Serve the site; return its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/ships/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(f"none of these is installed: {', '.join(NAMES)}; `make test` installs one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window that fails the test on anything it cannot do."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    window = context.new_page()
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    yield window
    context.close()
    # A page that is not there is the one thing that may be complained of.
    assert [text for text in said if "404 (Not Found)" not in text] == []


@pytest.fixture(scope="module")
def event(site: Path) -> dict[str, Any]:
    """Return an event of the site as data/site.json tells it."""
    model = json.loads((site / "data" / "site.json").read_text(encoding="utf-8"))
    events: list[dict[str, Any]] = model["events"]
    return events[len(events) // 2]


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
    # Keys, not a value: Material looks when a key is let go.
    page.get_by_role("textbox", name="Search").press_sequentially(event["title"])
    found = page.locator(".md-search-result__item a").first
    expect(found).to_contain_text(event["title"])
    found.click()
    expect(page.locator("article h1")).to_contain_text(event["title"])
    assert page.url.startswith(start + event["url"])


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
    page.get_by_role("link", name="home page").click()
    assert page.url == f"{host}index.html"
