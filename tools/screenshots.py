"""Picture the built site's kinds of page for people to look at: light and dark, phone and desk.

Usage: screenshots.py SITE_DIR [--to .cache/screenshots] [--kinds home,section,...]

Writes KIND-SCHEME-WIDTH.png, as high as the page but not higher than 5,000 pixels.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path
from typing import Final, Literal

from browsing import launch, list_pages, open_window, serve

KINDS: Final = ("home", "section", "timeline", "event", "claims", "numbers", "sources", "print")
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
WIDTHS: Final = (360, 1280)
HIGHEST: Final = 5000


def main() -> int:
    """Take every picture; prints the folder they are in."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--to", type=Path, default=Path(".cache/screenshots"))
    parser.add_argument("--kinds", default=",".join(KINDS), help=f"({','.join(KINDS)})")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    paths = list_pages(options.site)
    with serve(options.site) as host, launch() as browser:
        for scheme, width in product(SCHEMES, WIDTHS):
            size = {"width": width, "height": 900}
            with open_window(browser, viewport=size, color_scheme=scheme) as window:
                for kind in options.kinds.split(","):
                    window.goto(host + paths[kind], wait_until="networkidle")
                    height = window.evaluate("document.documentElement.scrollHeight")
                    window.screenshot(
                        path=options.to / f"{kind}-{scheme}-{width}.png".replace(" ", "-"),
                        full_page=True,
                        clip={"x": 0, "y": 0, "width": width, "height": min(height, HIGHEST)},
                    )
    print(f"Look at the pictures in {options.to}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
