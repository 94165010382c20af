"""Copies of the project, the built site and a browser, made once for all tests that read them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import launch, open_window, read_model, serve
from hypothesis import settings
from made_data import FOLDERS, SAMPLE, Json, Made, make_folder
from playwright.sync_api import Browser, Page

# How long an example takes says how busy the machine is; timings are the business of `make bench`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
NEEDED = (
    *("build_content", "data", "docs/about.md", "docs/assets"),
    *("mkdocs.yml", "mkdocs_hook.py", "theme"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that take long first, so that no worker is left alone with one at the end."""
    long = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return the environment for a renderer: dates from the data, no notice of the theme's.

    The site stands in a folder of its host, for that is harder.
    """
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/ships/"}


def copy_project(folder: Path) -> Path:
    """Copy what the site is made of, without what was generated."""
    for name in NEEDED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project that a module's tests may change."""
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """Return the folder of the site, built strictly."""
    folder = copy_project(tmp_path_factory.mktemp("built"))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session", params=FOLDERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample, then the site's own data: built, and to be read only."""
    return make_folder(FOLDERS[request.param], tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The sample's `site.json`."""
    return make_folder(SAMPLE, tmp_path_factory.mktemp("docs")).site


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[str]:
    """Serve the site; return its address."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window that fails the test on anything it cannot do."""
    with open_window(browser) as window:
        yield window


@pytest.fixture(scope="session")
def event(site: Path) -> dict[str, Any]:
    """Return an event of the site as data/site.json tells it."""
    events: list[dict[str, Any]] = read_model(site)["events"]
    return events[len(events) // 2]
