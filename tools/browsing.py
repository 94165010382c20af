"""Chromium, and a host for the built site, for tests and tools that look at pages.

Chromium is the one that is installed (`make test` sees to that); nothing is downloaded.
`tests/conftest.py` makes fixtures of what is here.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium itself would ask its maker for updates.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--no-first-run"),
)


COMPRESSED = frozenset((".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest"))


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


class CompressingHost(Host):
    """A host that sends text compressed, and keeps a connection open, as hosts in the open do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, or the page for what is not there."""
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
            content = gzip.compress(content, mtime=0)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serve(site: Path, kind: type[Host] = Host) -> Iterator[str]:
    """Serve a site while the block runs; gives the address of its home page's folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/ships/"
        finally:
            server.shutdown()
            thread.join()


def find_program(names: Sequence[str]) -> str:
    """Return the path of the first of some programs that is installed."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        wanted = ", ".join(names)
        raise FileNotFoundError(f"none of these is installed: {wanted}; `make test` installs one")
    return path


@contextmanager
def launch() -> Iterator[Browser]:
    """Run Chromium while the block runs."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_program(NAMES), args=QUIET)
        yield chromium
        chromium.close()


@contextmanager
def open_window(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a window of its own, by Playwright's options, that may not complain of anything."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    window = context.new_page()
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    yield window
    context.close()
    # A page that is not there is the one thing that may be complained of.
    assert [text for text in said if "404 (Not Found)" not in text] == []


def read_model(site: Path) -> dict[str, Any]:
    """Return what data/site.json says of a built site."""
    model: dict[str, Any] = json.loads((site / "data" / "site.json").read_text(encoding="utf-8"))
    return model


def list_pages(site: Path) -> dict[str, str]:
    """Return a page of each kind of a built site: what it is, and its path.

    The one that is not there is shown by 404.html. Where a site lacks a kind (few sites have so
    many events that years get pages of their own), so does the list.
    """
    model = read_model(site)
    events, sections = model["events"], model["sections"]
    years = sorted(site.glob("timeline/[0-9]*.html"))
    found = {
        "home": "index.html",
        "essay": "essay/index.html",
        "section": sections[len(sections) // 2]["url"],
        "timeline": "timeline/index.html",
        "year": next((f"timeline/{path.name}" for path in years), ""),
        "event": events[len(events) // 2]["url"],
        **{name: f"{name}.html" for name in ("claims", "numbers", "sources", "actors")},
        "glossary": "glossary.html",
        "index": "index-a-z.html",
        "print": "print.html",
        "about": "about.html",
        "data": "data/index.html",
        "coverage": "data/coverage.html",
        "not found": "no/such/page.html",
    }
    return {kind: path for kind, path in found.items() if path}
