"""Without colour every sign is still told from every other: on grey paper, by a colour-blind eye.

Chromium shows the page as to somebody who sees no colour at all; the pictures are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any

import pytest
from browsing import open_window
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Locator, Page

from build_content.charts.legend import draw_sample

pytestmark = pytest.mark.browser

SAMPLES = "cell day block bar open unknown dashed hollow contested".split()
STEPS = ("q1", "q2", "q3", "q4")
SCALE = 2
SEEN = 40
"""How far a dot must be from another's brightness, of 255, for an eye to see it."""
DOTS = 24
"""How many dots must differ; there are four to a pixel."""


@pytest.fixture(params=["light", "dark"])
def grey(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Open a window in which there is no colour."""
    look: dict[str, Any] = {"color_scheme": request.param, "device_scale_factor": SCALE}
    with open_window(browser, **look) as window:
        session = window.context.new_cdp_session(window)
        session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
        yield window


def cut_out(whole: Locator, signs: Locator) -> list[Image.Image]:
    """Return pictures of the signs in an element, all from one picture of it."""
    shown = Image.open(BytesIO(whole.screenshot())).convert("L")
    frame = whole.bounding_box()  # a picture may move the page
    assert frame is not None
    boxes = [sign.bounding_box() or frame for sign in signs.all()]
    return [
        shown.crop(
            (
                round((box["x"] - frame["x"]) * SCALE),
                round((box["y"] - frame["y"]) * SCALE),
                round((box["x"] - frame["x"] + box["width"]) * SCALE),
                round((box["y"] - frame["y"] + box["height"]) * SCALE),
            )
        )
        for box in boxes
    ]


def show_paths(page: Page, drawings: Mapping[str, str]) -> dict[str, Image.Image]:
    """Return pictures of drawings, each given as SVG, as the timeline shows them."""
    page.evaluate(
        """(drawings) => document.querySelector("figure.drawing").insertAdjacentHTML("beforeend",
          `<p id="shown">${drawings.map((one) => `<svg class="drawing--wide" width="32" height="24"
            viewBox="0 0 32 24">${one}</svg>`).join("")}</p>`)""",
        list(drawings.values()),
    )
    signs = cut_out(page.locator("#shown"), page.locator("#shown svg"))
    return dict(zip(drawings, signs, strict=True))


def find_brightness(image: Image.Image, x: int, y: int) -> int:
    return image.tobytes()[y * image.width + x]


def count_different(one: Image.Image, other: Image.Image) -> int:
    """Return how many dots of two pictures, laid over each other, differ to the eye."""
    size = max(one.width, other.width), max(one.height, other.height)
    ground = find_brightness(one, 0, 0)
    laid = [Image.new("L", size, ground) for _ in range(2)]
    for canvas, image in zip(laid, (one, other), strict=True):
        canvas.paste(image)
    return sum(ImageChops.difference(*laid).histogram()[SEEN:])


def list_alike(pictures: Mapping[str, Image.Image]) -> list[tuple[str, str, int]]:
    return [
        (one, other, different)
        for one, other in combinations(pictures, 2)
        if (different := count_different(pictures[one], pictures[other])) < DOTS
    ]


def test_what_differs_by_colour_alone_would_be_found(grey: Page) -> None:
    grey.set_content("<p><b>x</b> <b>x</b> <b>x</b></p>")
    for at, colour in enumerate(("#c04040", "#2b7a2b", "#ffffff")):
        grey.locator("b").nth(at).evaluate("(b, colour) => b.style.background = colour", colour)
    signs = cut_out(grey.locator("p"), grey.locator("b"))
    pictures = dict(zip(("red", "green", "white"), signs, strict=True))
    assert [pair[:2] for pair in list_alike(pictures)] == [("red", "green")]


@pytest.mark.parametrize("name", ["numbers.html", "print.html"])
def test_signs_of_a_key_are_told_apart(name: str, host: str, grey: Page) -> None:
    grey.goto(host + name)
    keys = grey.locator("ul.chart-key").all()
    assert len(keys) > 5
    for key in keys:
        words = key.locator("li").all_inner_texts()
        signs = cut_out(key, key.locator("li svg:first-child"))
        assert list_alike(dict(zip(words, signs, strict=True))) == []


def test_marks_of_the_timeline_are_told_apart(host: str, grey: Page) -> None:
    grey.goto(f"{host}timeline/index.html")
    samples = {
        name: "".join(f'<path class="{kind}" d="{d}"/>' for kind, d in draw_sample(name, 4, 12))
        for name in SAMPLES
    }
    assert list_alike(show_paths(grey, samples)) == []


def test_a_square_for_more_events_stands_out_more(host: str, grey: Page) -> None:
    grey.goto(f"{host}timeline/index.html")
    # rules for what does not occur are left out
    steps = [step for step in STEPS if grey.locator(f"figure.drawing .{step}").count()]
    assert len(steps) > 2
    drawings = {step: f'<path class="{step}" d="M4 2H28V22H4z"/>' for step in steps}
    squares = show_paths(grey, drawings).values()
    distances = [
        abs(find_brightness(square, 32, 24) - find_brightness(square, 0, 0)) for square in squares
    ]
    assert all(later - earlier > 20 for earlier, later in pairwise(distances))
