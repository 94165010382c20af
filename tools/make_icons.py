"""Draw the site's icons into docs/: the brackets of a citation, and what they hold.

Usage: python tools/make_icons.py [DOCS_DIR]

The icons are kept in git, for they never change; this script says how they came to be. One list of
rectangles on a grid of 16 makes them all, so that at 16 pixels every edge is sharp.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

GRID: Final = 16
GROUND, MARKS = "#1b1c1e", "#fcfbf8"
CORNER: Final = 2
# x, y, width, height: two brackets, and a full stop between them.
BOXES: Final = (
    *((3, 3, 2, 10), (3, 3, 3, 2), (3, 11, 3, 2)),
    *((11, 3, 2, 10), (10, 3, 3, 2), (10, 11, 3, 2)),
    (7, 7, 2, 2),
)
SIZES: Final = (32, 192, 512)
TOUCH_SIZE: Final = 180
ICO_SIZES: Final = (16, 32, 48)
FINER: Final = 4
"""How much larger than needed an icon is drawn, for its round corners."""


def write_svg() -> str:
    """Return the icon as SVG (https://www.w3.org/TR/SVG2/)."""
    rects = "".join(
        f'<path d="M{x} {y}h{width}v{height}h-{width}z"/>' for x, y, width, height in BOXES
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<rect width="{GRID}" height="{GRID}" rx="{CORNER}" fill="{GROUND}"/>'
        f'<g fill="{MARKS}">{rects}</g></svg>\n'
    )


def draw_icon(size: int, *, rounded: bool = True) -> Image.Image:
    """Return the icon in so many pixels; what a phone rounds by itself is left square."""
    scale = size * FINER / GRID
    image = Image.new("RGBA", (size * FINER, size * FINER))
    draw = ImageDraw.Draw(image)
    edge = size * FINER - 1
    draw.rounded_rectangle((0, 0, edge, edge), CORNER * scale if rounded else 0, fill=GROUND)
    for x, y, width, height in BOXES:
        far = ((x + width) * scale - 1, (y + height) * scale - 1)
        draw.rectangle((x * scale, y * scale, *far), fill=MARKS)
    return image.reduce(FINER)


def main(arguments: list[str]) -> int:
    """Write all icons."""
    docs = Path(arguments[0] if arguments else "docs")
    icons = docs / "assets" / "icons"
    icons.mkdir(parents=True, exist_ok=True)
    (icons / "icon.svg").write_text(write_svg(), encoding="utf-8", newline="\n")
    for size in SIZES:
        draw_icon(size).save(icons / f"icon-{size}.png", optimize=True)
    touch = draw_icon(TOUCH_SIZE, rounded=False).convert("RGB")
    touch.save(icons / f"icon-{TOUCH_SIZE}.png", optimize=True)
    first, *more = [draw_icon(size) for size in ICO_SIZES]
    largest = more[-1]
    largest.save(
        icons / "favicon.ico",
        sizes=[(size, size) for size in ICO_SIZES],
        append_images=[first, *more],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
