"""How a page is cited, and how a reader suggests a correction: on every page, from the data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
from made_data import FOLDERS, SAMPLE, build_well, write_least

from build_content.metadata import PAGE, tell_metadata
from build_content.reading import read_site

SITE = "Two Sinking Ships, edition of 22 November 2026."
LINK = re.compile(r"\[Suggest a correction\]\(<([^>]+)>\)")


# Suggest a correction


def list_links(docs: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (address, title, link) for each event and claim that has a link."""
    for page in sorted((docs / "timeline").glob("*.md")):
        text = page.read_text("utf-8")
        for link in LINK.findall(text):
            yield f"timeline/{page.stem}.html", text, link
    for entry in (docs / "claims.md").read_text("utf-8").split('<section class="entry"')[1:]:
        for link in LINK.findall(entry):
            [id] = re.findall(r'^ data-claim="([^"]+)"', entry)
            yield f"claims.html#{id}", entry, link


def build_with(contact: str | None, folder: Path) -> Path:
    shutil.copytree(SAMPLE, folder / "data")
    file = folder / "data" / "site.yml"
    line = f"contact: {contact}\n" if contact else ""
    file.write_text(re.sub(r"contact: .*\n", line, file.read_text("utf-8")), "utf-8")
    build_well(folder / "data", folder / "docs")
    return folder / "docs"


def count_entries() -> int:
    site, _ = read_site(str(SAMPLE))
    return len(site.events) + len(site.claims)


@pytest.mark.parametrize("contact", ["corrections@example.org", "mailto:a+b?c&d@example.org"])
def test_a_mail_names_the_entry(contact: str, tmp_path: Path) -> None:
    found = list(list_links(build_with(contact, tmp_path)))
    assert len(found) == count_entries()
    site, _ = read_site(str(SAMPLE))
    for where, _, link in found:
        parts = urlsplit(link)
        assert (parts.scheme, unquote(parts.path)) == ("mailto", contact.removeprefix("mailto:"))
        [subject] = parse_qs(parts.query, strict_parsing=True)["subject"]
        kind, id = ("event", where[9:-5]) if "#" not in where else ("claim", where[12:])
        assert subject == f"Correction: {site.titles[kind, id]} ({where})"
        assert re.fullmatch(r"[A-Za-z0-9%?=:@+._~/-]+", link)


def test_a_web_address_stays_as_it_is(tmp_path: Path) -> None:
    address = "https://example.org/corrections?site=clock#form"
    found = list(list_links(build_with(address, tmp_path)))
    assert len(found) == count_entries()
    assert {link for _, _, link in found} == {address}


def test_nobody_to_write_to_means_no_link(tmp_path: Path) -> None:
    docs = build_with(None, tmp_path)
    assert not any("Suggest a correction" in page.read_text("utf-8") for page in docs.rglob("*.md"))


# To cite


@pytest.mark.parametrize("name", FOLDERS)
def test_the_words_around_a_page(name: str) -> None:
    site, _ = read_site(str(FOLDERS[name]))
    words = {key: unescape(text) for key, text in tell_metadata(site).words.items()}
    assert words["cite_page"].count(PAGE) == 1
    assert site.essay.info.title in words["cite_site"]
    assert site.info.edition
    assert words["cite_site"].count(site.info.edition.text[:4]) == 1
    assert all(author in words["cite_authors"] for author in site.essay.info.authors)


def test_what_is_not_known_is_not_said(tmp_path: Path) -> None:
    write_least(tmp_path / "data")
    site, _ = read_site(str(tmp_path / "data"))
    words = tell_metadata(site).words
    assert (words["cite_authors"], words["cite_site"]) == ("", "The least, 2020.")


def cite_lines(site: Path) -> dict[str, str]:
    """Return the line on each page of a built site, as text."""
    lines = {}
    for page in site.rglob("*.html"):
        tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
        found = [" ".join("".join(p.itertext()).split()) for p in tree.iter("footer")
                 if p.get("class") == "cite"]  # fmt: skip
        lines[page.relative_to(site).as_posix()] = "\n".join(found)
    return lines


def test_every_page_says_how_to_cite_it(site: Path) -> None:
    lines = cite_lines(site)
    assert lines.pop("404.html") == ""
    assert len(lines) > 80
    for path, line in lines.items():
        assert line.startswith("To cite this page: "), path
        assert f"{SITE} https://example.org/ships/{path}" in line
    assert lines["claims.html"].startswith("To cite this page: “Claims”, in: Two Sinking Ships")
    assert lines["index.html"].startswith("To cite this page: Two Sinking Ships, edition")


def test_every_page_leads_to_the_feed(site: Path) -> None:
    assert (site / "feed.xml").is_file()
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        [head] = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*>', text)
        [href] = re.findall(r'href="([^"]*feed\.xml)"', head)
        here = page.parent if page.name != "404.html" else None
        assert here is None or (here / href).resolve() == (site / "feed.xml").resolve()
        assert re.search(r'<a href="[^"]*feed\.xml" type="application/atom\+xml">Feed</a>', text)


def test_a_site_without_an_address_cites_none_and_has_no_feed(project: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project, env={**kept, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    built = project / "site"
    assert not (built / "feed.xml").exists()
    for path, line in cite_lines(built).items():
        text = (built / path).read_text("utf-8")
        assert "feed.xml" not in text
        assert "127.0.0.1" not in line
        assert path == "404.html" or line.endswith(f"{SITE} For reference managers")
