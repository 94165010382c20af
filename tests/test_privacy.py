"""The site in Chromium under its own policy: nothing is refused, nothing is stored unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browsing import Host, open_window
from playwright.sync_api import Browser, Page, Route, expect
from test_browser import list_pages

pytestmark = pytest.mark.browser

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
KEPT = """async () => ({
  local: Object.entries(localStorage), session: Object.entries(sessionStorage),
  cookies: document.cookie, databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker?.getRegistrations().catch(() => []))?.length ?? 0,
})"""
SEARCHED = ("index.html", "essay/index.html", "no/such/page.html")
NOTHING = {"local": [], "session": [], "cookies": "", "databases": 0, "workers": 0}


class StrictHost(Host):
    """A host that sends what the site's own header file says."""

    def end_headers(self) -> None:
        """Add the headers."""
        text = Path(self.directory, "_headers").read_text(encoding="utf-8")
        for name, value in re.findall(r"^  ([A-Za-z-]+): (.+)$", text, re.MULTILINE):
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def strict_host(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHost, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/ships/"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["host", "folder"])
def start(request: pytest.FixtureRequest, strict_host: str, site: Path) -> str:
    """Return where the site begins: on a host with all its headers, then in a folder."""
    return strict_host if request.param == "host" else f"{site.as_uri()}/"


def switch(page: Page) -> None:
    """Switch between light and dark."""
    page.locator("form.md-header__option label:visible").click()


def use_all(page: Page) -> None:
    """Use what a page offers: the palette there and back, and the first buttons of its text."""
    switch(page)
    switch(page)
    for button in page.locator("article button:visible").all()[:3]:
        button.click()


def look_for(page: Page, word: str) -> None:
    """Search for a word until there is an answer."""
    page.get_by_role("textbox", name="Search").press_sequentially(word)
    expect(page.locator(".md-search-result__item a").first).to_be_visible()


# What the policy refuses


def test_nothing_is_refused(start: str, browser: Browser, event: dict[str, Any]) -> None:
    with open_window(browser) as page:
        page.add_init_script(LISTEN)
        for name in list_pages(event):
            if start.startswith("file:") and name == "no/such/page.html":
                continue  # a folder has no page for what is not there
            page.goto(start + name)
            use_all(page)
            if name in SEARCHED:
                look_for(page, "troops")
            assert page.evaluate("window.refused") == [], name


def test_the_listener_hears_what_is_refused(strict_host: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.goto(f"{strict_host}index.html")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.text = "window.ran = true";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>');
      document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" }));
    }""")
    page.wait_for_function("window.refused.length >= 3")
    refused = page.evaluate("window.refused.map(text => text.split(':')[0]).sort()")
    assert set(refused) == {"img-src", "script-src-elem", "style-src-attr"}
    assert page.evaluate("window.ran") is None
    context.close()


# What is stored


def test_who_touches_nothing_leaves_nothing(
    start: str, browser: Browser, event: dict[str, Any]
) -> None:
    with open_window(browser) as page:
        for name in ("index.html", "timeline/index.html", event["url"], "claims.html"):
            page.goto(start + name, wait_until="networkidle")
            assert page.evaluate(KEPT) == NOTHING, name
        assert page.context.cookies() == []


def test_a_reader_s_choice_is_kept_and_nothing_else(start: str, browser: Browser) -> None:
    with open_window(browser, color_scheme="light") as page:
        page.goto(f"{start}index.html")
        switch(page)
        page.goto(f"{start}claims.html")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        kept = page.evaluate(KEPT)
        [[key, _]] = kept["local"]
        assert key == "/ships/.__palette"
        assert {**kept, "local": []} == NOTHING
        assert page.context.cookies() == []


@pytest.mark.parametrize(("system", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_system_s_choice_holds_before_any_other_script_runs(
    host: str, browser: Browser, system: str, scheme: str
) -> None:
    def never(route: Route) -> None:
        route.fulfill(body="", content_type="text/javascript")

    with open_window(browser, color_scheme=system) as page:
        page.route("**/*.js", never)
        page.goto(f"{host}essay/index.html")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_a_browser_that_stores_nothing_can_still_search(
    host: str, browser: Browser, event: dict[str, Any]
) -> None:
    with open_window(browser) as page:
        page.add_init_script("""Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("refused", "SecurityError"); } });""")
        page.goto(f"{host}index.html")
        page.get_by_role("textbox", name="Search").press_sequentially(event["title"])
        expect(page.locator(".md-search-result__item a").first).to_contain_text(event["title"])


# A page that is not there


@pytest.mark.parametrize("slip", ["timeline/{id}", "events/{id}.htm", "Timeline/{id}s.html"])
def test_a_slip_of_the_pen_is_understood(
    strict_host: str, browser: Browser, event: dict[str, Any], slip: str
) -> None:
    with open_window(browser) as page:
        page.goto(strict_host + slip.format(id=event["id"]))
        near = page.locator("#_near a")
        expect(near.first).to_have_text(event["title"])
        assert near.count() <= 3
        near.first.click()
        assert page.url == strict_host + event["url"]


def test_what_is_like_nothing_is_not_guessed_at(strict_host: str, browser: Browser) -> None:
    with open_window(browser) as page:
        page.goto(f"{strict_host}qqqq/zzzz/xxxx.html", wait_until="networkidle")
        expect(page.locator("#_near")).to_be_hidden()
        links = page.locator("article li a").evaluate_all("links => links.map(link => link.href)")
        assert f"{strict_host}index.html" in links
        for link in links:
            answer = page.request.get(link)
            assert answer.ok, link
