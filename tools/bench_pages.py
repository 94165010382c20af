"""What a reader's browser makes of the timeline: size, nodes, times to an event, the filter.

Measured in Chromium as a phone with its CPU slowed down, for the bench.
"""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import Final

from browsing import launch, serve
from playwright.sync_api import Browser, ViewportSize

PAGE: Final = "timeline/index.html"
PHONE: Final = ViewportSize(width=360, height=740)
SLOWDOWN: Final = 4
# Noted before anything of the page runs, in ms since the page was asked for: when an event, drawn
# or listed, stands in the window, and when the list's first is laid out.
# https://www.w3.org/TR/hr-time-3/#dom-performance-now
WATCH: Final = """
const isSeen = (event) => [...event.getClientRects()]
  .some(({ bottom, top }) => bottom > 0 && top < innerHeight);
const look = () => {
  const drawn = [...document.querySelectorAll(".drawing a")];
  const listed = document.querySelector("li[data-event]");
  if ([...drawn, listed].some((event) => event && isSeen(event)))
    window.firstSeen ??= performance.now();
  if (listed?.getClientRects().length) window.firstListed = performance.now();
  else requestAnimationFrame(look);
};
look();
"""
# From a tick to the next frame that shows what it did, in ms.
TICK: Final = """() => new Promise((resolve) => {
  const start = performance.now();
  document.querySelector(".filter input").click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""


def measure_timeline(site: Path, runs: int) -> dict[str, float]:
    """Return the figures of a built site's timeline, times as medians in ms."""
    html = (site / PAGE).read_text(encoding="utf-8")
    drawing = re.search(r'<figure class="drawing".*?</figure>', html, re.DOTALL)
    with serve(site) as address, launch() as browser:
        visits = [_visit(browser, address) for _ in range(runs)]
    nodes, seen, listed, ticks = zip(*visits, strict=True)
    return {
        "timeline page, kB": len(html.encode()) / 1e3,
        "its drawing, kB": len(drawing[0].encode()) / 1e3 if drawing else 0,
        "its DOM nodes": nodes[0],
        f"an event in sight, CPU {SLOWDOWN} times slower, ms": median(seen),
        f"its list's first event, CPU {SLOWDOWN} times slower, ms": median(listed),
        f"its filter answers, CPU {SLOWDOWN} times slower, ms": median(ticks),
    }


def _visit(browser: Browser, address: str) -> tuple[int, float, float, float]:
    """Return the nodes of the page, the times to an event in sight, in the list, of the filter."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    protocol = context.new_cdp_session(page)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(address + PAGE, wait_until="load")
    page.wait_for_function("window.firstListed")
    nodes: int = page.evaluate("document.getElementsByTagName('*').length")
    seen, listed = page.evaluate("[window.firstSeen, window.firstListed]")
    ticked: float = page.evaluate(TICK)
    context.close()
    return nodes, seen, listed, ticked
