"""`mkdocs serve`: an edit shows, a mistake harms nothing, nothing loops."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

PATIENCE = 30
"""Seconds until a rebuild that has not come is taken for one that never will."""


@dataclass(frozen=True)
class Server:
    """A running `mkdocs serve`: the project it serves, its address, and what it says."""

    project: Path
    address: str
    log: Path

    def read(self, page: str) -> str:
        """Fetch a page."""
        with urlopen(f"{self.address}{page}", timeout=PATIENCE) as answer:  # noqa: S310 - our own
            text: str = answer.read().decode()
        return text

    def says(self) -> str:
        """Return all it has said."""
        return self.log.read_text(encoding="utf-8")

    def count_builds(self) -> int:
        """Return how often it has begun to build."""
        return self.says().count("Building documentation...")

    def edit(self, change: Callable[[str], str]) -> None:
        """Change the timeline."""
        timeline = self.project / "data" / "timeline.yml"
        timeline.write_text(change(timeline.read_text(encoding="utf-8")), encoding="utf-8")


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something to become so; fail where it does not."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"waited {PATIENCE} s until {what}"
        time.sleep(0.1)


def find_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def server(project: Path, environment: dict[str, str]) -> Iterator[Server]:
    port, log = find_port(), project / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with (
        log.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            command, cwd=project, env=environment, stdout=out, stderr=subprocess.STDOUT
        ) as process,
    ):
        one = Server(project, f"http://127.0.0.1:{port}/ships/", log)
        try:
            wait_until(lambda: "Serving on" in one.says() or process.poll() is not None, "it runs")
            assert process.poll() is None, one.says()
            yield one
        finally:
            process.terminate()


def rename_first_event(text: str, title: str) -> str:
    return re.sub(r"(?m)^(  title: ).*", rf'\1"{title}"', text, count=1)


def test_an_edit_shows_and_the_server_comes_to_rest(server: Server) -> None:
    before = server.count_builds()
    server.edit(lambda text: rename_first_event(text, "Edited <here>"))
    wait_until(lambda: "Edited &lt;here&gt;" in server.read("timeline/index.html"), "it shows")
    # MkDocs sees what was written under docs/ as one more change.
    time.sleep(3)
    settled = server.count_builds()
    assert settled - before <= 2, server.says()
    time.sleep(5)
    assert server.count_builds() == settled, server.says()


def test_a_mistake_is_told_and_the_last_good_site_stays(server: Server) -> None:
    server.edit(lambda text: text.replace("  status: ", "  statsu: ", 1))
    wait_until(lambda: "Nothing was built" in server.says(), "the mistake is told")
    assert re.search(r"(?m)^data/timeline\.yml:\d+:\d+: error: .*statsu", server.says())
    assert "Traceback" not in server.says()
    assert "<h1" in server.read("timeline/index.html")
    server.edit(lambda text: rename_first_event(text.replace("statsu", "status"), "Mended"))
    wait_until(lambda: "Mended" in server.read("timeline/index.html"), "the mended one shows")


def test_pages_can_reload_themselves(server: Server) -> None:
    # The script that MkDocs adds has another text each time: no policy could name it by its hash.
    page = server.read("timeline/index.html")
    assert "livereload(" in page
    assert "Content-Security-Policy" not in page
