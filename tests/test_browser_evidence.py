"""The essay in Chromium: notes beside passages, previews of links, paragraphs to point at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import list_pages, open_window, read_model
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

BESIDE = """
() => [...document.querySelectorAll('.noted')].map((noted) => {
  const box = (part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  return [box(noted.firstElementChild), box(noted.querySelector('.notes > ul'))];
})
"""
SHIFTS = """
() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => told(sum), 500);
})
"""
COVERED = """
(selector) => {
  const preview = document.getElementById('_preview').getBoundingClientRect();
  return [...document.querySelector(selector).getClientRects()].some((line) =>
    line.left < preview.right && preview.left < line.right
    && line.top < preview.bottom && preview.top < line.bottom);
}
"""


@pytest.fixture(scope="module")
def sections(site: Path) -> list[dict[str, Any]]:
    """Return some of the essay's sections, as data/site.json tells them."""
    found: list[dict[str, Any]] = read_model(site)["sections"]
    assert len(found) > 2
    return found[:: len(found) // 3]


@pytest.fixture(scope="module")
def marked(site: Path) -> dict[str, str]:
    """Return the first use of a claim that does not hold, of one that does, and of an actor."""
    model = read_model(site)
    found: dict[str, str] = {}
    for claim in model["claims"]:
        found.setdefault(claim.get("verdict", claim["kind"]), claim["used_by"][0]["url"])
    actor = next(
        use["url"]
        for entry in model["actors"]
        for use in entry["used_by"]
        if use["kind"] == "section"
    )
    return found | {"actor": actor}


@pytest.fixture
def tablet(browser: Browser) -> Iterator[Page]:
    """Open a window in which notes stay folded and a pointer hovers."""
    with open_window(browser, viewport={"width": 800, "height": 900}) as window:
        yield window


@pytest.mark.parametrize("width", [960, 1100, 1280, 1600])
def test_notes_stand_beside_their_passage_and_touch_no_other(
    width: int, host: str, page: Page, sections: list[dict[str, Any]]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for section in sections:
        page.goto(host + section["url"], wait_until="networkidle")
        last = 0.0
        for block, notes in page.evaluate(BESIDE):
            assert notes["left"] >= block["right"]
            assert abs(notes["top"] - block["top"]) < 12
            assert notes["top"] >= last
            assert notes["right"] <= width
            last = notes["bottom"]
        expect(page.locator(".notes li").first).to_be_visible()
        expect(page.locator(".notes summary").first).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(
    width: int, host: str, site: Path, browser: Browser
) -> None:
    for kind, path in list_pages(site).items():
        # a window a page: as on a first visit, nothing is at hand
        with open_window(browser, viewport={"width": width, "height": 900}) as window:
            window.goto(host + path)
            # to three digits, as Lighthouse tells it: less is nothing that a reader sees
            assert round(window.evaluate(SHIFTS), 3) == 0, kind


@pytest.mark.parametrize("script", [True, False])
def test_notes_are_folded_on_a_phone_and_open_with_or_without_script(
    *, script: bool, host: str, browser: Browser, sections: list[dict[str, Any]]
) -> None:
    with open_window(
        browser, viewport={"width": 360, "height": 800}, java_script_enabled=script
    ) as phone:
        phone.goto(host + sections[1]["url"])
        notes = phone.locator("details.notes")
        assert notes.count() > 1
        for at in range(notes.count()):
            expect(notes.nth(at).locator("li").first).to_be_hidden()
            notes.nth(at).locator("summary").click()
            for note in notes.nth(at).locator("li").all():
                expect(note).to_be_visible()
        assert phone.locator("article").evaluate("one => one.scrollWidth <= one.clientWidth")


def test_notes_are_open_beside_the_text_without_script(
    host: str, browser: Browser, sections: list[dict[str, Any]]
) -> None:
    with open_window(browser, java_script_enabled=False) as window:
        window.goto(host + sections[0]["url"])
        for note in window.locator(".notes li").all():
            expect(note).to_be_visible()


def test_paper_shows_all_notes(host: str, page: Page, sections: list[dict[str, Any]]) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(host + sections[1]["url"])
    expect(page.locator(".notes li").first).to_be_hidden()
    page.emulate_media(media="print")
    for note in page.locator(".notes li").all():
        expect(note).to_be_visible()
    expect(page.locator(".notes summary").first).to_be_hidden()
    expect(page.locator(".paragraph-link").first).to_be_hidden()


@pytest.mark.parametrize("origin", ["host", "folder"])
def test_a_preview_tells_what_a_link_leads_to(
    origin: str, host: str, site: Path, tablet: Page, marked: dict[str, str]
) -> None:
    start = host if origin == "host" else f"{site.as_uri()}/"
    url, _, anchor = marked["actor"].partition("#")
    tablet.goto(start + url)
    link = tablet.locator(f"#{anchor}")
    preview = tablet.get_by_role("tooltip")
    link.hover()
    expect(preview).to_be_visible()
    expect(preview).to_contain_text(link.inner_text()[:4])
    expect(link).to_have_attribute("aria-describedby", "_preview")
    assert preview.locator("a, [id]").count() == 0
    assert not tablet.evaluate(COVERED, f"#{anchor}")


def test_a_preview_may_be_pointed_at_and_is_put_away_by_escape(
    host: str, tablet: Page, marked: dict[str, str]
) -> None:
    url, _, anchor = marked["outdated"].partition("#")
    tablet.goto(host + url)
    preview = tablet.locator("#_preview")
    tablet.locator(f"#{anchor} + .mark").hover()
    expect(preview).to_contain_text("Out of date when published")
    preview.hover()
    tablet.wait_for_timeout(600)
    expect(preview).to_be_visible()
    tablet.mouse.move(1, 1)
    expect(preview).to_be_hidden()
    tablet.locator(f"#{anchor} + .mark").hover()
    expect(preview).to_be_visible()
    tablet.keyboard.press("Escape")
    expect(preview).to_be_hidden()


def test_a_preview_comes_at_once_with_the_keyboard(
    host: str, tablet: Page, marked: dict[str, str]
) -> None:
    url, _, anchor = marked["actor"].partition("#")
    tablet.goto(host + url)
    preview = tablet.locator("#_preview")
    for _ in range(60):
        tablet.keyboard.press("Tab")
        if tablet.evaluate("document.activeElement.id") == anchor:
            break
    assert tablet.evaluate("document.activeElement.id") == anchor
    assert preview.is_visible()
    assert not tablet.evaluate(COVERED, f"#{anchor}")
    tablet.keyboard.press("Escape")
    assert preview.is_hidden()
    assert tablet.evaluate("document.activeElement.id") == anchor
    tablet.keyboard.press("Shift+Tab")
    tablet.keyboard.press("Tab")
    assert preview.is_visible()


def test_a_preview_stays_within_the_window(host: str, page: Page, marked: dict[str, str]) -> None:
    page.set_viewport_size({"width": 420, "height": 400})
    url, _, anchor = marked["outdated"].partition("#")
    page.goto(host + url)
    selector = f"#{anchor} + .mark"
    for place in ("start", "end"):
        page.evaluate(
            "([selector, block]) => document.querySelector(selector).scrollIntoView({ block })",
            [selector, place],
        )
        page.locator(selector).hover()
        expect(page.locator("#_preview")).to_be_visible()
        box = page.locator("#_preview").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 420
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 400
        assert not page.evaluate(COVERED, selector)
        page.mouse.move(1, 1)
        expect(page.locator("#_preview")).to_be_hidden()


def test_a_mark_beside_its_note_points_at_the_note_instead(
    host: str, page: Page, marked: dict[str, str]
) -> None:
    url, _, anchor = marked["outdated"].partition("#")
    page.goto(host + url)
    page.locator(f"#{anchor} + .mark").hover()
    expect(page.locator(".note--met")).to_contain_text("Out of date when published")
    expect(page.locator("#_preview")).to_be_hidden()


def test_a_tap_follows_the_link(host: str, browser: Browser, marked: dict[str, str]) -> None:
    url, _, anchor = marked["actor"].partition("#")
    with open_window(browser, viewport={"width": 360, "height": 800}, has_touch=True) as phone:
        phone.goto(host + url)
        phone.locator(f"#{anchor}").tap()
        phone.wait_for_url("**/actors.html*")


def test_the_ledger_previews_what_stands_on_its_own_page(host: str, page: Page) -> None:
    page.goto(f"{host}claims.html")
    link = page.locator("article a.claim[href^='#']").first
    target = str(link.get_attribute("href")).removeprefix("#")
    link.hover()
    heading = page.locator(f"[id='{target}']").evaluate("one => one.firstChild.textContent")
    expect(page.locator("#_preview")).to_contain_text(heading)


DRAWN = """<!doctype html><title>Drawn</title><body><article class="md-content">
<svg width="90" height="30"><a href="a.html" data-events="1"><rect width="30" height="30"/></a>
<a href="#b" data-events="1 2"><rect x="60" width="30" height="30"/></a></svg>
<ol><li data-event="a" value="1">May: <a href="a.html">The first</a>. It began.</li>
<li data-event="b" value="2">June: <a id="b" href="b.html">The second</a></li></ol></article>
<script src="{script}"></script>"""


def test_a_mark_of_a_drawing_previews_its_events(page: Page, tmp_path: Path) -> None:
    script = Path(__file__).parent.parent / "docs" / "assets" / "scripts" / "evidence.js"
    drawn = tmp_path / "drawn.html"
    drawn.write_text(DRAWN.replace("{script}", script.as_uri()), "utf-8")
    page.goto(drawn.as_uri())
    page.locator("svg a").first.hover()
    expect(page.get_by_role("tooltip")).to_have_text("May: The first. It began.")
    page.locator("svg a").last.hover()
    expect(page.get_by_role("tooltip").get_by_role("listitem")).to_have_text(
        ["The first", "The second"]
    )
    page.locator("#b").hover()
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_paragraph_gives_its_address(
    host: str, browser: Browser, sections: list[dict[str, Any]]
) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with open_window(browser, permissions=allowed) as window:
        window.goto(host + sections[1]["url"])
        paragraph = window.locator("#_p2")
        link = paragraph.locator(".paragraph-link")
        expect(link).to_have_css("opacity", "0")
        paragraph.hover()
        expect(link).to_have_css("opacity", "1")
        link.click()
        expect(window.get_by_role("status").filter(has_text="copied")).to_have_text("Link copied")
        address = f"{host}{sections[1]['url']}#_p2"
        assert window.evaluate("navigator.clipboard.readText()") == address
        assert window.url == address


def test_a_paragraph_is_an_ordinary_link_without_script(
    host: str, browser: Browser, sections: list[dict[str, Any]]
) -> None:
    with open_window(browser, java_script_enabled=False, has_touch=True, is_mobile=True) as phone:
        phone.goto(host + sections[1]["url"])
        link = phone.locator("#_p2 .paragraph-link")
        expect(link).to_have_css("opacity", "1")
        link.click()
        assert phone.url.endswith("#_p2")


def test_search_reads_neither_notes_nor_previews(site: Path) -> None:
    index = (site / "search" / "search_index.json").read_text("utf-8")
    assert "claims checked" not in index
    assert "¶" not in index
    assert "Claim · " not in index
