"""Firefox, which prints pages by an engine of its own, for tests of paper.

Firefox is the one that is installed (`make test` sees to that); nothing is downloaded. It is
spoken to by WebDriver BiDi, which it brings: https://w3c.github.io/webdriver-bidi/
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from browsing import find_program
from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
START_SECONDS = 60
END_SECONDS = 10
Setting = str | int | bool
# In a profile of its own nobody is asked anything, and what Firefox would ask its maker for
# (updates, lists, news) ends at a port where nobody listens: this machine alone needs no proxy.
QUIET: dict[str, Setting] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.failover_direct": False,
    "network.dns.disabled": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.auto": False,
    "browser.aboutwelcome.enabled": False,
}
LIGHT: dict[str, Setting] = {"layout.css.prefers-color-scheme.content-override": 1}
DARK: dict[str, Setting] = {"layout.css.prefers-color-scheme.content-override": 0}
NO_SCRIPT: dict[str, Setting] = {"javascript.enabled": False}
NO_FONTS: dict[str, Setting] = {"gfx.downloadable_fonts.enabled": False}
"""Only fonts of the machine. Firefox draws the weights of a variable font as shapes: in its PDFs
words in bold can then be seen, but not read."""


@dataclass(frozen=True)
class Firefox:
    """A Firefox that runs, with one tab."""

    connection: ClientConnection
    _ids: Iterator[int] = field(default_factory=count)

    def open(self, address: str) -> None:
        """Open a page and wait until all of it is there."""
        self.tell("browsingContext.navigate", context=self._tab(), url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return what an expression of JavaScript is on the page: text, a number, true or false."""
        target = {"context": self._tab()}
        told = self.tell(
            "script.evaluate", expression=expression, target=target, awaitPromise=False
        )
        return told["result"]["value"]

    def print(self, width: float, height: float, *, background: bool = False) -> bytes:
        """Return the page as PDF, on paper of a size in centimetres, with the page's own margins.

        What is wider than the paper stays so, where people would have it made smaller: a test can
        see it then.
        """
        options = {"background": background, "page": {"width": width, "height": height}}
        told = self.tell("browsingContext.print", context=self._tab(), shrinkToFit=False, **options)
        return b64decode(told["data"])

    def tell(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command and return its result; what it cannot do is a RuntimeError."""
        command = next(self._ids)
        self.connection.send(json.dumps({"id": command, "method": method, "params": params}))
        while True:
            answer = json.loads(self.connection.recv())
            if answer.get("id") == command:
                break
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _tab(self) -> str:
        tab: str = self.tell("browsingContext.getTree")["contexts"][0]["context"]
        return tab


@contextmanager
def launch_firefox(folder: Path, settings: Mapping[str, Setting]) -> Iterator[Firefox]:
    """Run Firefox while the block runs, with its home and its profile in an empty folder.

    `settings` are what `about:config` lists.
    """
    profile = folder / "profile"
    profile.mkdir(parents=True)
    wanted = {**QUIET, **settings}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(wanted[name])});" for name in wanted]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    with _run(folder, profile) as address, connect(address, max_size=None, proxy=None) as speaking:
        firefox = Firefox(speaking)
        firefox.tell("session.new", capabilities={})
        yield firefox
        firefox.tell("browser.close")


@contextmanager
def _run(home: Path, profile: Path) -> Iterator[str]:
    """Run the program, and give the address at which it is spoken to."""
    command = [find_program(NAMES), "--headless", "--no-remote", "--profile", str(profile)]
    with (home / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port=0"],
            env={**os.environ, "HOME": str(home), "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=said,
            stderr=said,
            start_new_session=True,  # a group of its own, which can be ended as one
        )
    try:
        yield _await_address(process, profile / "WebDriverBiDiServer.json")
    finally:
        _end(process)


def _await_address(process: subprocess.Popen[bytes], file: Path) -> str:
    """Return the address that Firefox writes down when it listens."""
    latest = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < latest:
        # A moment may lie between the file and what it holds.
        with suppress(FileNotFoundError, json.JSONDecodeError):
            told = json.loads(file.read_text(encoding="utf-8"))
            return f"ws://{told['ws_host']}:{told['ws_port']}/session"
        time.sleep(0.05)
    said = (file.parent.parent / "said.txt").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"Firefox did not start: {said[-500:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """See that Firefox ends: by itself, since it was told to, or else with all its processes."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
