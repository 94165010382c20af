"""What an author typed is what a reader sees: escaping, held by rendering it and reading it back.

Python-Markdown runs as MkDocs runs it with our `mkdocs.yml`; html5lib reads what it wrote as a
browser would. Two private characters stand in for the text in a copy of each page, to tell what
the page would show without it.
"""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import category
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt
from mkdocs.config import load_config

from build_content.text.escape import (
    escape_attribute,
    escape_code,
    escape_html,
    escape_markdown,
    page_title,
    write_front_matter,
)

ROOT = Path(__file__).parent.parent
XHTML = "{http://www.w3.org/1999/xhtml}"
STAND_IN = "\ue000"
a_few = settings(max_examples=40)  # for each of many pages
LEFTOVER = runpy.run_path(str(ROOT / "tools" / "built_files.py"))["LEFTOVER"]

# What means something somewhere in Markdown, HTML, YAML or a template, and what stands beside it.
PIECES = (
    *"\\`*_{}[]()<>#+-.!|~:=?/&;@^$%\"'aB7é—",
    *("word", "1.", "12)", " ", "    ", "\n", "\n\n", "\t", "\u00a0", "\u2028", "![", "](", "]: "),
    *("[^1]", "[@x]", "[TOC]", "*[x]:", "!!!", "===", "---", "```", "~~~", "~~", ":   ", "???"),
    *("{#id}", "{.x}", "{: .x}", "{{ x }}", "{% x %}", "{ #x }", "event:x", "](event:x)", "| a |"),
    *("<b>", "</b>", "</title>", "<!--", "-->", "<?", "<![CDATA[", "</div>", "</td>", "<script>"),
    *(
        "&amp;",
        "&lt",
        "&#60;",
        "&#x3c",
        "<http://e.org>",
        "<a@b.org>",
        "|---|",
        "\\|",
        "\x02",
        "\x0c",
    ),
)


def seen(text: str) -> str:
    """Return what a reader sees of a text: no controls, white space as one space."""
    return " ".join("".join(filter(is_allowed, text)).split())


def is_allowed(character: str) -> bool:
    """Tell whether HTML may hold a character (https://infra.spec.whatwg.org/#noncharacter)."""
    if category(character) in {"Cc", "Cs"}:
        return character in "\t\n\v\f\r\x85"
    return not ("\ufdd0" <= character <= "\ufdef" or character in "\ufffe\uffff")


typed = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join),
    st.text(min_size=1, max_size=30),
).filter(lambda text: bool(seen(text)) and STAND_IN not in text)


def make_converter() -> Markdown:
    """Return Markdown as MkDocs sets it up for this site."""
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], docs_dir=str(ROOT / "tests"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


converter = make_converter()
commonmark = MarkdownIt("commonmark").enable("table")


def render(markdown: str) -> Element:
    """Render a page as the site does, and read it as a browser does."""
    return parse(converter.reset().convert(markdown))


def render_elsewhere(markdown: str) -> Element:
    """Render a page as CommonMark says, and read it as a browser does."""
    return parse(commonmark.render(markdown))


def parse(body: str) -> Element:
    """Read the body of a page as a browser does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # html5lib warns of what it mends
        document: Element = html5lib.parse(f"<!doctype html><body>{body}")
    return document


def text_of(element: Element) -> str:
    """Return the text in an element without white space, which blocks of a page do not share."""
    return "".join("".join(element.itertext()).split())


def check_shown(read: Callable[[str], Element], page: str, escaped: str, text: str) -> Element:
    """See that a page with an escaped text shows all it shows without, and the text."""
    without = text_of(read(page.replace("TEXT", STAND_IN)))
    document = read(page.replace("TEXT", escaped))
    assert text_of(document) == without.replace(STAND_IN, "".join(seen(text).split()))
    return document


PLAIN_PAGES = {
    "paragraph": "TEXT",
    "sentence": "Before TEXT after.",
    "heading": "## TEXT\n\nMore.",
    "link": "[TEXT](x.md)",
    "link in a sentence": "A [TEXT](x.md) and TEXT.",
    "between links": "a[1](b.md)TEXT[2](b.md)TEXT",
    "list": "- first\n- TEXT\n- last",
    "numbered": "1. TEXT\n1. last",
    "quote": "> TEXT",
    "first cell": "| a | b |\n| --- | --- |\n| TEXT | c |",
    "last cell": "| a | b |\n| --- | --- |\n| c | TEXT |",
    "table heading": "| TEXT | b |\n| --- | --- |\n| x | c |",
    "span": 'A <span class="x">TEXT</span> b',
    "span first": '<span class="x">TEXT</span>',
}
OUR_PAGES = {
    "heading with id": "## TEXT {#own}\n\n- b",
    "link with class": "[TEXT](x.md){.x} and TEXT",
    "block": '<div markdown="block">\n\nTEXT\n\n</div>',
    "tight block": '<div markdown="block">\nTEXT\n</div>',
    "heading in blocks": '<ol markdown="block">\n<li markdown="block">\n\n### TEXT {#own}\n\n'
    "TEXT\n\n</li>\n</ol>",
    "heading element": '<h3 markdown id="own">TEXT</h3>',
    "paragraph in a block": '<div markdown="block"><p markdown>TEXT</p></div>',
}


@pytest.mark.parametrize("page", {**PLAIN_PAGES, **OUR_PAGES}.values(), ids=str)
@a_few
@given(text=typed)
def test_markdown_shows_what_was_typed(page: str, text: str) -> None:
    check_shown(render, page, escape_markdown(text).strip(" "), text)


@pytest.mark.parametrize("page", PLAIN_PAGES.values(), ids=str)
@a_few
@given(text=typed)
def test_other_renderers_show_it_too(page: str, text: str) -> None:
    check_shown(render_elsewhere, page, escape_markdown(text).strip(" "), text)


@pytest.mark.parametrize("page", {**PLAIN_PAGES, **OUR_PAGES}.values(), ids=str)
@a_few
@given(text=typed)
def test_code_shows_what_was_typed(page: str, text: str) -> None:
    document = check_shown(render, page, escape_code(text), text)
    shown = {text_of(code) for code in document.iter(f"{XHTML}code")}
    assert shown == {"".join(seen(text).split())}


@given(texts=st.lists(typed, min_size=2, max_size=4))
def test_texts_can_be_joined(texts: list[str]) -> None:
    check_shown(render, "TEXT", "".join(map(escape_markdown, texts)).strip(" "), "".join(texts))


@pytest.mark.parametrize(
    "prose",
    [
        "Russia’s “rogue” ally – 10,000–12,000 troops, said NATO on 28 Oct. 2024 (about a third).",
        "It cost $5; 50% more than the ~3.3 million of 2023: too much?",
        "Mr. Kim's own words: 'a firm alliance' - no more, no less!?",
    ],
)
def test_plain_prose_stays_as_it_is(prose: str) -> None:
    assert escape_markdown(prose) == prose


@pytest.mark.parametrize(
    "page",
    [
        'A <b title="TEXT">x</b> *y*',
        '- <b title="TEXT">x</b>',
        '[<b title="TEXT">x</b>](x.md)',
        '| a | b |\n| --- | --- |\n| <b title="TEXT">x</b> | c |',
        '## A <b title="TEXT">x</b> {#own}',
        '<div markdown="block">\n\nA <b title="TEXT">x</b>\n\n</div>',
        '<figure><b title="TEXT">x</b></figure>',
    ],
)
@given(text=typed)
def test_attribute_holds_what_was_typed(page: str, text: str) -> None:
    document = render(page.replace("TEXT", escape_attribute(text)))
    (bold,) = document.iter(f"{XHTML}b")
    assert seen(bold.attrib["title"]) == seen(text)
    assert text_of(document) == text_of(render(page))


@pytest.mark.parametrize(
    "page",
    [
        "<div>\nTEXT\n</div>\n\n*x*",
        '<div markdown="block">\n<blockquote>TEXT</blockquote>\n\n</div>',
        "Before.\n\n<figure><svg><text>TEXT</text></svg></figure>\n\nAfter.",
        '<table markdown="block"><tr><td>a TEXT</td></tr></table>',
    ],
)
@given(text=typed)
def test_html_shows_what_was_typed(page: str, text: str) -> None:
    check_shown(render, page, escape_html(text), text)


@given(text=typed)
def test_what_was_typed_is_never_taken_for_leftovers(text: str) -> None:
    if "](event:" in text:  # nobody means that to be read
        assert "data-typed" not in escape_markdown(text)
        return
    document = render(escape_markdown(text).strip(" "))
    assert not [piece for piece in list_prose(document) if LEFTOVER.search(piece)]


def list_prose(element: Element) -> Iterator[str]:
    """Yield the texts that the checker of the site looks at."""
    if "data-typed" not in element.attrib and element.tag not in {f"{XHTML}code", f"{XHTML}pre"}:
        yield element.text or ""
        for child in element:
            yield from list_prose(child)
            yield child.tail or ""


@given(value=st.text() | st.booleans() | st.none() | st.integers() | st.lists(st.text()))
def test_front_matter_comes_back(value: str | bool | int | list[str] | None) -> None:  # noqa: FBT001
    allowed = "".join(filter(is_allowed, value)) if isinstance(value, str) else value
    if isinstance(value, list):
        allowed = ["".join(filter(is_allowed, item)) for item in value]
    fields = {"title": value, "search": {"exclude": True}}
    _, text, rest = write_front_matter(fields).split("---\n")
    assert yaml.safe_load(text) == {"title": allowed, "search": {"exclude": True}}
    assert rest == ""


NASTY = [
    "A <b>bold</b> </title> &amp; AT&T &lt;",
    "\"double\" 'single' *star* _under_ `tick` [link](x) ![x]",
    "{#id} {{ x }} {% y %} # hash | pipe \\ back \\* - dash: colon",
]


@pytest.fixture(scope="module")
def titled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of pages with nasty titles, in our theme."""
    folder = tmp_path_factory.mktemp("titles")
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "hooks": [],
        "watch": [],
        "theme": {"custom_dir": str(ROOT / "theme")},
        "nav": ["index.md", *({page_title(title): f"{at}.md"} for at, title in enumerate(NASTY))],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    (folder / "docs" / "assets").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    for at, title in enumerate(NASTY):
        fields = {"title": page_title(title), "description": page_title(title)}
        body = f"# {escape_markdown(title)}\n\nText.\n\n## {escape_markdown(title)}\n\nText.\n"
        page = folder / "docs" / f"{at}.md"
        page.write_text(write_front_matter(fields) + body, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.mark.parametrize("at", range(len(NASTY)))
def test_titles_show_as_typed_wherever_the_theme_puts_them(titled_site: Path, at: int) -> None:
    page = html5lib.parse((titled_site / f"{at}.html").read_text(encoding="utf-8"))
    title = NASTY[at]
    assert shown(page, "title") == [f"{title} - Two Sinking Ships"]
    assert shown(page, "h1") == [f"{title}¶"]
    described = [meta.get("content") for meta in page.iter(f"{XHTML}meta")]
    assert title in described
    links = shown(page, "a")
    assert set(NASTY) <= {link.removeprefix("Next ").removeprefix("Previous ") for link in links}
    labels = {element.get("aria-label") for element in page.iter() if element.get("aria-label")}
    beside = [f"Next: {title}" for title in NASTY[at + 1 : at + 2]]
    assert {*beside, f"Previous: {NASTY[at - 1] if at else 'Home'}"} <= labels
    shared = [
        meta.get("content")
        for meta in page.iter(f"{XHTML}meta")
        if meta.get("property") == "og:title"
    ]
    assert shared == [title]


def test_titles_are_in_the_search_index_as_html(titled_site: Path) -> None:
    index = json.loads((titled_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {seen("".join(parse(entry["title"]).itertext())) for entry in index["docs"]}
    assert found == {"Home", *NASTY}


def shown(page: Element, tag: str) -> list[str]:
    """Return what the elements of one name show."""
    return [seen("".join(element.itertext())) for element in page.iter(XHTML + tag)]
