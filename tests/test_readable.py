"""Every page can be read by everyone: without script, narrow or enlarged, at rest, in grey."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from browsing import list_pages, open_window
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# Script may add what only works with it: controls.
READ = """
() => {
  const article = document.querySelector("article");
  // What is far down is laid out when it comes near; here all of it is to be read at once.
  for (const one of article.querySelectorAll("section, div")) {
    one.style.contentVisibility = "visible";
  }
  const added = "button, form, output, dialog, [popover], [role=search], [role=status]";
  article.querySelectorAll(added).forEach((one) => one.remove());
  return {
    text: article.innerText.split(/\\s*\\n\\s*/),
    links: [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
  };
}
"""
CUT_OFF = """
() => {
  const wide = document.scrollingElement.scrollWidth;
  const found = wide > innerWidth + 1 ? [`the page is ${wide} wide`] : [];
  const name = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}: ` +
    one.textContent.trim().slice(0, 40);
  for (const one of document.querySelectorAll(".md-header *, article *, .md-footer *")) {
    const style = getComputedStyle(one);
    // What is for the ears only is a pixel wide; what scrolls by itself loses nothing.
    const isForEyes = one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && one.clientWidth > 1 && style.clipPath === "none" && style.clip === "auto";
    if (!isForEyes || one.closest("svg, .md-search, [tabindex='0']")) {
      continue;
    }
    const cuts = ["hidden", "clip"].includes(style.overflowX);
    if (cuts && one.scrollWidth > one.clientWidth + 1) found.push(`cut: ${name(one)}`);
    const box = one.getBoundingClientRect();
    if (box.right > innerWidth + 1) found.push(`ends at ${box.right}: ${name(one)}`);
  }
  return found.slice(0, 8);
}
"""
MOVING = """
() => [...document.querySelectorAll("*")].flatMap((one) => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(one);
  const moves = /[1-9]/.test(transitionDuration + animationDuration) || scrollBehavior === "smooth";
  return moves ? [`${one.tagName}.${one.getAttribute("class")}`] : [];
}).slice(0, 8)
"""
TEXT_TWICE_AS_LARGE = "() => { document.documentElement.style.fontSize = '250%'; }"
"""Of the browser's size; the site's own is 125 %."""
ENLARGED = {
    "320 px wide": ({"width": 320, "height": 800}, ""),
    "twice as large": ({"width": 640, "height": 450}, ""),
    "text twice as large": ({"width": 1280, "height": 900}, TEXT_TWICE_AS_LARGE),
}


def ask_pages(window: Page, host: str, site: Path, *scripts: str) -> dict[str, Any]:
    """Return what the last script says of each kind of page, if it says anything."""
    found = {}
    for kind, path in list_pages(site).items():
        window.goto(host + path)
        for script in scripts:
            found[kind] = window.evaluate(script)
    return {kind: told for kind, told in found.items() if told}


def test_script_takes_nothing_away_and_holds_nothing_back(
    host: str, site: Path, browser: Browser
) -> None:
    with open_window(browser) as window:
        with_script = ask_pages(window, host, site, READ)
    with open_window(browser, java_script_enabled=False) as window:
        without = ask_pages(window, host, site, READ)
    assert [kind for kind, found in without.items() if len("".join(found["text"])) < 100] == []
    for kind, part in product(without, ("text", "links")):
        one, other = without[kind][part], with_script[kind][part]
        assert {*one} ^ {*other} == set(), f"{kind}: only with script, or only without"
        assert one == other, f"{kind}: not in the same order"


@pytest.mark.parametrize("case", ENLARGED)
def test_nothing_is_lost_in_little_room(case: str, host: str, site: Path, browser: Browser) -> None:
    size, script = ENLARGED[case]
    with open_window(browser, viewport=size, reduced_motion="reduce") as window:
        faults = ask_pages(window, host, site, *filter(None, [script]), CUT_OFF)
    assert faults == {}


def test_nothing_moves_for_those_who_ask_for_rest(host: str, site: Path, browser: Browser) -> None:
    with open_window(browser, reduced_motion="reduce") as window:
        assert ask_pages(window, host, site, MOVING) == {}


@pytest.mark.parametrize("word", ["status", "verdict"])
def test_a_judgement_is_told_by_words(word: str, site: Path) -> None:
    """What looks differ in colour differ in their text too, so that grey keeps them apart."""
    mark = re.compile(rf'class="[^"]*\b{word}--([\w-]+)[^"]*"[^>]*>([^<]*)<')
    looks: dict[str, set[str]] = {}
    for path in site.rglob("*.html"):
        for look, text in mark.findall(path.read_text(encoding="utf-8")):
            looks.setdefault(text.strip(), set()).add(look)
    assert len(looks) > 3
    assert "" not in looks
    assert {text: found for text, found in looks.items() if len(found) > 1} == {}
