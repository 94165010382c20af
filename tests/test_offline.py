"""The site as one archive: the same bytes, only what is needed, and it opens from a folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from browsing import open_window
from made_data import FOLDERS
from playwright.sync_api import Browser, expect

from build_content.offline import pack_site
from build_content.reading import read_site

TOOLS = Path(__file__).parent.parent / "tools"
SITE, _ = read_site(str(FOLDERS["site"]))
NAME = "two-sinking-ships"


@pytest.fixture(scope="module")
def packed(site: Path) -> bytes:
    return pack_site(site, SITE)


@pytest.fixture(scope="module")
def folder(packed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the archive, unpacked."""
    target = tmp_path_factory.mktemp("a folder with spaces")
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        archive.extractall(target)
    return target / NAME


def test_the_same_site_gives_the_same_bytes(packed: bytes, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "copy", copy_function=shutil.copyfile)
    assert pack_site(tmp_path / "copy", SITE) == packed


def test_all_is_in_one_folder_in_order(packed: bytes) -> None:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        names = archive.namelist()
        assert names[0] == f"{NAME}/README.txt"
        assert names[1:] == sorted(names[1:])
        assert all(name.startswith(f"{NAME}/") for name in names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pages_and_downloads_are_there_and_hosts_files_are_not(folder: Path, site: Path) -> None:
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert here - there == {"README.txt"}
    left_out = there - here
    assert {path for path in left_out if path.endswith(".html")} == {"404.html"}
    assert not {path for path in left_out if path.startswith("data/")}
    assert {"_headers", "robots.txt", "sitemap.xml"} <= left_out
    assert not [path for path in here if path.endswith(".map")]


def test_no_page_asks_for_what_is_left_out(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(TOOLS / "check_site.py"), str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_line_says_what_to_open(folder: Path) -> None:
    text = (folder / "README.txt").read_text("utf-8")
    assert "index.html" in text
    assert text.startswith("Two Sinking Ships, edition of 22 November 2026.")


@pytest.mark.browser
def test_it_opens_from_a_folder_and_can_be_searched(folder: Path, browser: Browser) -> None:
    with open_window(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{folder.as_uri()}/index.html")
        expect(page.locator("h1")).to_contain_text("Two Sinking Ships")
        page.locator(".parts a", has_text="Claims").click()
        page.get_by_role("textbox", name="Search").press_sequentially("containers")
        first = page.locator(".md-search-result__item a").first
        expect(first).to_contain_text("container")
        first.click()
        assert page.url.startswith(folder.as_uri())
        expect(page.locator("article")).to_contain_text("container")
        assert asked
        assert all(url.startswith((folder.as_uri(), "blob:", "data:")) for url in asked)
