"""Titles that look like markup: shown as typed wherever a reader or a program meets them.

Built as the site is, with the theme and `--strict`, and read as a browser reads.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

ROOT = Path(__file__).parent.parent
TEXTS = {
    "tag": "A <b>bold</b> step",
    "end-of-title": "x</title><script>alert(1)</script>",
    "stars": "*a* and **b**",
    "underscores": "_a_ and __b__ in snake_case_word",
    "pipe": "a|b || c",
    "backticks": "`a` ``b`` ```",
    "link": "[x](y) and ![z](w) and [v][u]",
    "citation": "[@source-tag] is [^1] not one",
    "attributes": "{#id .c} and {: .d } {x}",
    "heading": "# x",
    "backslash": "C:\\new\\*dir\\",
    "newline": "one\n  two\n\nthree\tfour",
    "entity": "&amp; &lt; &#60; &copy & co",
    "double-quote": "\"quoted\" 'single'",
    "apostrophe": "it's 'so' ’tis",
    "numbered": "1. x",
    "dash": "- x",
    "colon": ": x",
    "struck": "~~x~~ and H~2~O",
    "box": "!!! note",
    "comment": "a <!-- b --> c",
    "template": "{{ config.theme.name }} {% raw %} {# no #}",
    "emoji": "🕰️ 7 ✓ late 👩‍🚀",
    "right-to-left": "שעון המגדל (2019) ساعة",
    "long-word": "Turmuhrenaufziehergehilfen" * 8,
    "equals": "===",
    "address": "http://example.org/?a=b&c=<d> me@example.org",
    "percent": "100% %20 $x$ ^up^",
    "quote": "> x",
    "plus": "+ x",
}
EVERY = pytest.mark.parametrize("name", TEXTS)


def show(text: str) -> str:
    """Return a text as a browser shows it: white space as one space."""
    return " ".join(text.split())


def write_inline(text: str) -> str:
    """Write a text as an author does who means it literally in Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", show(text))


ALL = " · ".join(show(TEXTS[name]) for name in ("tag", "stars", "entity", "template", "backslash"))
ESSAY = f"Titles {ALL}"


def write_data(folder: Path) -> None:
    """Write a site where every text there can be is each of TEXTS once."""
    folder.mkdir()
    for name, value in make_data().items():
        # JSON is YAML, and quotes whatever stands in a text
        (folder / f"{name}.yml").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    front = {
        "title": ESSAY, "standfirst": ALL, "published": "2020", "language": "en",
        "license": TEXTS["tag"], "authors": [TEXTS["stars"]],
    }  # fmt: skip
    parts = ["---", json.dumps(front, ensure_ascii=False), "---", ""]
    for name, text in TEXTS.items():
        typed = write_inline(text)
        parts += [
            f"## {typed} {{#s-{name}}}", "",
            f"[{typed}](claim:{name}) by [{typed}](actor:{name}), see [{typed}](term:{name}).", "",
        ]  # fmt: skip
    (folder / "essay.md").write_text("\n".join(parts), "utf-8")


def make_data() -> dict[str, Any]:
    return {
        "site": {
            "lanes": [
                {"id": name, "name": text, "description": text} for name, text in TEXTS.items()
            ],
            "publisher": TEXTS["tag"],
            "reviewed_by": list(TEXTS.values()),
            "key_claims": list(TEXTS),
            "key_series": list(TEXTS),
        },
        "timeline": [make_event(at, name, text) for at, (name, text) in enumerate(TEXTS.items())],
        "sources": {"references": [make_source(name, text) for name, text in TEXTS.items()]},
        "claims": [
            {
                "id": name, "statement": write_inline(text), "kind": "fact", "quote": text,
                "verdict": "accurate", "record": write_inline(text),
                "sources": [{"id": f"source-{name}", "quote": text}],
            }
            for name, text in TEXTS.items()
        ],
        "series": [
            {
                "id": name, "title": text, "unit": text, "counts": text,
                "points": [
                    {"date": "2020", "value": "7", "by": name, "note": text,
                     "sources": [{"id": f"source-{name}", "locator": text}]},
                ],
            }
            for name, text in TEXTS.items()
        ],
        "actors": [
            {"id": name, "name": text, "kind": "organisation", "aliases": [text],
             "summary": write_inline(text)}
            for name, text in TEXTS.items()
        ],
        "glossary": [
            {"id": name, "term": text, "aliases": [text], "definition": write_inline(text)}
            for name, text in TEXTS.items()
        ],
    }  # fmt: skip


def make_event(at: int, name: str, text: str) -> Any:
    return {
        "id": name, "date": f"20{at // 8:02}", "title": text, "summary": write_inline(text),
        "lane": name, "status": "asserted", "attribution": text, "contested_by": [name],
        "sources": [{"id": f"source-{name}", "locator": text, "quote": text}],
        "dates_differ": [{"date": "2021", "note": text}], "place": {"name": text}, "key": True,
    }  # fmt: skip


def make_source(name: str, text: str) -> Any:
    custom = {"kind": "state-media", "via": text}
    return {
        "id": f"source-{name}", "type": "book", "title": text, "container-title": text,
        "author": [{"literal": text}], "issued": "2020", "note": text, "custom": custom,
    }  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A built page, as a browser reads it."""

    root: Element

    @cached_property
    def heading(self) -> str:
        [found] = self.root.iter("h1")
        return text_of(found)

    @property
    def title(self) -> str:
        [found] = [element for head in self.root.iter("head") for element in head.iter("title")]
        return text_of(found)

    @cached_property
    def article(self) -> str:
        """What the page itself says, without what stands around it."""
        [found] = self.root.iter("article")
        return text_of(found)

    def find(self, tag: str, **attributes: str) -> list[Element]:
        return [
            element
            for element in self.root.iter(tag)
            if all(value in (element.get(key) or "").split() for key, value in attributes.items())
        ]


def text_of(element: Element) -> str:
    """Return what is seen of an element, without the marks that link to a heading."""
    return " ".join("".join(walk_text(element)).split())


def walk_text(element: Element) -> Iterator[str]:
    if "headerlink" not in (element.get("class") or ""):
        yield element.text or ""
        for child in element:
            yield from walk_text(child)
            yield child.tail or ""


@dataclass(frozen=True)
class Built:
    """The built site and what it was made from."""

    project: Path

    def page(self, path: str) -> Page:
        text = (self.project / "site" / f"{path}.html").read_text("utf-8")
        return Page(html5lib.parse(text, namespaceHTMLElements=False))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = tmp_path_factory.mktemp("titles")
    for name in ("mkdocs.yml", "mkdocs_hook.py"):
        shutil.copy(ROOT / name, project)
    for name in ("theme", "docs/assets"):
        shutil.copytree(ROOT / name, project / name)
    write_data(project / "data")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(project / "mkdocs.yml")],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Built(project)


@pytest.fixture(scope="module")
def event_pages(built: Built) -> dict[str, Page]:
    return {name: built.page(f"timeline/{name}") for name in TEXTS}


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, Page]:
    """Return the pages that hold many entries, by their address."""
    names = (
        "index", "essay/index", "timeline/index", "claims", "numbers", "actors", "sources",
        "glossary", "index-a-z", "print",
    )  # fmt: skip
    return {name: built.page(name) for name in names}


# Pages of one entry


@EVERY
def test_an_event_is_called_as_typed(name: str, event_pages: dict[str, Page]) -> None:
    page, wanted = event_pages[name], show(TEXTS[name])
    assert page.heading == wanted
    assert page.title == f"{wanted} - {show(ESSAY)}"
    [described] = page.find("meta", name="description")
    assert show(described.get("content") or "") == wanted
    assert page.article.count(wanted) >= 6  # title, summary, attribution, place, lane, quote


@EVERY
def test_a_section_is_called_as_typed(name: str, built: Built) -> None:
    page, wanted = built.page(f"essay/s-{name}"), show(TEXTS[name])
    assert page.heading == wanted
    assert page.title == f"{wanted} - {show(ESSAY)}"
    assert page.article.count(wanted) >= 4


def test_the_essay_is_called_as_typed(pages: dict[str, Page]) -> None:
    assert pages["index"].heading == ESSAY
    for page in ("index", "essay/index", "print"):
        assert ALL in pages[page].article


# Ways between pages


def test_the_menu_says_what_the_pages_say(event_pages: dict[str, Page]) -> None:
    seen = set()
    for page in event_pages.values():
        for link in page.find("a", **{"class": "md-nav__link"}):
            name = (link.get("href") or "").removesuffix(".html")
            if name in TEXTS and not re.fullmatch(r"20\d\d", text_of(link)):
                assert text_of(link) == show(TEXTS[name])
                seen.add(name)
    assert len(seen) == len(TEXTS)


def test_before_and_after_say_what_the_pages_say(event_pages: dict[str, Page]) -> None:
    seen = set()
    for page in event_pages.values():
        for link in page.find("a", **{"class": "md-footer__link"}):
            target = (link.get("href") or "").removesuffix(".html")
            if target not in TEXTS:
                continue
            wanted = show(TEXTS[target])
            assert wanted in text_of(link)
            assert show(link.get("aria-label") or "").endswith(f": {wanted}")
            seen.add((target, link.get("rel")))
    assert len(seen) == 2 * len(TEXTS) - 2


def test_search_finds_what_was_typed(built: Built) -> None:
    index = json.loads((built.project / "site/search/search_index.json").read_text("utf-8"))
    titles = {entry["location"]: show(entry["title"]) for entry in index["docs"]}
    for name, text in TEXTS.items():
        wanted = show(text)
        assert titles[f"timeline/{name}.html"] == wanted
        assert titles[f"essay/s-{name}.html"] == wanted
        assert titles[f"glossary.html#{name}"] == wanted
        assert titles[f"actors.html#{name}"] == wanted
        assert titles[f"claims.html#{name}"] == wanted
        assert titles[f"numbers.html#{name}"] == wanted
        assert titles[f"sources.html#source-{name}"] == wanted


# Pages of many entries


@EVERY
@pytest.mark.parametrize("page", ["actors", "glossary", "claims", "numbers", "sources"])
def test_an_entry_is_called_as_typed(page: str, name: str, pages: dict[str, Page]) -> None:
    id = f"source-{name}" if page == "sources" else name
    [heading] = [
        element
        for tag in ("h2", "h3")
        for element in pages[page].find(tag)
        if element.get("id") == id
    ]
    said = text_of(heading)
    assert said == show(TEXTS[name]) or (
        page == "sources" and re.fullmatch(rf"\[\d+\] {re.escape(show(TEXTS[name]))}", said)
    )


AT_LEAST = {
    "index": 1, "timeline/index": 2, "claims": 2, "numbers": 3, "actors": 2, "sources": 3,
    "glossary": 2, "index-a-z": 6, "print": 8, "essay/index": 1,
}  # fmt: skip


@EVERY
@pytest.mark.parametrize("page", AT_LEAST)
def test_a_page_says_each_text_as_often_as_it_must(
    page: str, name: str, pages: dict[str, Page]
) -> None:
    assert pages[page].article.count(show(TEXTS[name])) >= AT_LEAST[page]


def is_stop(element: Element) -> bool:
    """Tell whether this is the script that says nothing (`build_content.pauses`)."""
    return element.tag == "script" and not (element.attrib or element.text or len(element))


def walk_typed(element: Element, parent: Element | None = None) -> Iterator[Element]:
    """Yield an article's own, not what only we write: drawings, titles, facts, stops, paper."""
    if element.tag == "svg" or element.attrib.get("class") == "paper" or is_stop(element):
        return
    is_title = element.tag == "b" and parent is not None and "data-of" in parent.attrib
    if not is_title and element.attrib.get("class") != "facts":
        yield element
    for child in element:
        yield from walk_typed(child, element)


def test_nothing_that_was_typed_became_markup(
    built: Built, pages: dict[str, Page], event_pages: dict[str, Page]
) -> None:
    sections = [built.page(f"essay/s-{name}") for name in TEXTS]
    for page in (*pages.values(), *event_pages.values(), *sections):
        [article] = page.root.iter("article")
        elements = list(walk_typed(article))
        tags = {str(element.tag) for element in elements}
        assert not tags & {"b", "del", "img", "script", "title", "code", "pre", "dl", "blockquote"}
        classes = {name for element in elements for name in (element.get("class") or "").split()}
        assert not classes & {"c", "d", "admonition", "footnote-ref"}
        ids = {element.get("id") for element in article.iter()}
        assert not ids & {"id", "fn:1"}
        links = {element.get("href") for element in article.iter("a")}
        assert not links & {"y", "w", "http://example.org/?a=b&c=<d>", "mailto:me@example.org"}
        assert "material" not in text_of(article)


# Downloads


def test_site_json_holds_what_was_typed(built: Built) -> None:
    site = json.loads((built.project / "docs/data/site.json").read_text("utf-8"))
    for key, field in (
        ("events", "title"), ("sources", "title"), ("actors", "name"), ("terms", "term"),
        ("series", "title"), ("lanes", "name"),
    ):  # fmt: skip
        told = [entry[field] for entry in site[key]]
        assert sorted(told) == sorted(TEXTS.values())
    for key, field in (("claims", "statement_html"), ("sections", "heading_html")):
        shown = [
            text_of(html5lib.parseFragment(entry[field], namespaceHTMLElements=False))
            for entry in site[key]
        ]
        assert sorted(shown) == sorted(show(text) for text in TEXTS.values())
    assert site["essay"]["title"] == ESSAY


@EVERY
def test_a_table_holds_what_was_typed(name: str, built: Built) -> None:
    raw = (built.project / f"docs/data/{name}.csv").read_bytes().decode("utf-8")
    [row] = csv.DictReader(io.StringIO(raw, newline=""))
    cells = (row["note"], row["unit"], row["by_name"])
    # before what a spreadsheet would take for a formula stands an apostrophe
    assert tuple(re.sub(r"^'(?='*[-=+@])", "", cell) for cell in cells) == (TEXTS[name],) * 3
