"""What is added for paper: which links get a number, what is listed, where a page is from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_content.languages import ENGLISH
from build_content.paper import Paper, Reference, add_paper

PAPER = Paper(
    language=ENGLISH,
    title="Two Ships",
    edition="1 May 2025",
    license="",
    titles={
        "timeline/treaty.html": "A <treaty> is signed",
        "essay/help.html": "Little help",
        "claims.html#shells": "Shells were sent.",
    },
    sources={
        "sources.html#tass": Reference(4, "Factbox", "https://tass.example/1?a=b&c=d"),
        "sources.html#bbc": Reference(2, "Troops", "https://bbc.example/2"),
        "sources.html#book": Reference(7, "A book", ""),
    },
)
ROOT = "https://example.org/ships/"
START = '<html lang="en"><head><title>Help &amp; "more" - Ships</title></head><article class="a">'


def print_page(body: str, path: str = "timeline/event.html", root: str = ROOT) -> str:
    return add_paper(f"{START}{body}</article></html>", path, root, PAPER)


def list_end(page: str) -> list[tuple[str, str, str]]:
    """Return number, title and address of what is listed at the end, as HTML."""
    return re.findall(r'<li><b>(.*?)</b> (.*?) <span class="address">(.*?)</span></li>', page)


def test_links_are_numbered_and_listed_by_name() -> None:
    page = print_page(
        '<a class="event" href="treaty.html">then</a>, <a href="../about.html">our <b>way</b></a>, '
        '<a href="https://example.com/?a=1&amp;b=2">elsewhere</a>, <a href="treaty.html">again</a>'
    )
    assert re.findall(r'data-link="(\d+)"', page) == ["1", "2", "3", "1"]
    assert '<a data-link="1" class="event" href="treaty.html">then</a>' in page
    assert list_end(page) == [
        ("›1", "A &lt;treaty&gt; is signed", "timeline/treaty.html"),
        ("›2", "our way", "about.html"),
        ("›3", "elsewhere", "https://example.com/?a=1&amp;b=2"),
    ]
    assert f"Put {ROOT} before an address that does not begin with http." in page


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#_there">there</a>',
        '<a href="event.html#_there">there</a>',
        '<a class="headerlink" href="../claims.html">¶</a>',
        '<a class="claim mark mark--fails" href="../claims.html#shells">✗</a>',
        '<a href="https://example.com/">https://example.com/</a>',
        '<a href="mailto:us@example.org?subject=x">us@example.org</a>',
        '<h2 id="2024"><a href="2024.html">2024</a></h2>',
        '<svg viewBox="0 0 9 9"><a href="treaty.html"><text>mark</text></a></svg>',
        '<div hidden><template><a href="treaty.html">preview</a></template></div>',
        '<details class="notes"><ul><li><a href="../claims.html">note</a></li></ul></details>',
        '<p class="around"><a href="2023.html">before</a></p>',
        '<a id="anchor">no link</a>',
    ],
)
def test_a_link_that_paper_does_not_lack_has_no_number(body: str) -> None:
    page = print_page(body)
    assert body in page
    assert list_end(page) == []
    assert "<h2>Links" not in page


def test_a_letter_goes_to_an_address() -> None:
    page = print_page('<a href="mailto:us@example.org?subject=Event">Suggest a correction</a>')
    assert list_end(page) == [("›1", "Suggest a correction", "us@example.org")]
    assert "Put " not in page


def test_a_citation_keeps_its_own_number() -> None:
    page = print_page(
        '<sup>[<a class="source" href="../sources.html#tass">4</a>; '
        '<a class="source" href="../sources.html#bbc">2</a>]</sup> '
        '<a class="source" href="../sources.html#bbc">Troops</a> '
        '<a href="https://bbc.example/2">there</a>'
    )
    assert "data-link" not in page
    assert list_end(page) == [
        ("[2]", "", "https://bbc.example/2"),  # its title stands on the page
        ("[4]", "Factbox", "https://tass.example/1?a=b&amp;c=d"),
    ]


def test_a_source_that_is_not_cited_by_number_gets_one() -> None:
    page = print_page('<a class="source" href="../sources.html#tass">Factbox</a>')
    assert list_end(page) == [("›1", "Factbox", "sources.html#tass")]


def test_a_passage_is_named_as_its_page_is() -> None:
    page = print_page(
        '<a href="../essay/help.html#_claim-a">one</a> <a href="../essay/help.html#_p2">two</a> '
        '<a href="../claims.html#shells">three</a>'
    )
    assert list_end(page) == [
        ("›1", "Little help", "essay/help.html"),
        ("›2", "Shells were sent.", "claims.html#shells"),
    ]


def test_the_index_is_a_list_of_links_itself() -> None:
    body = '<ul><li><a href="claims.html#shells">Shells</a></li></ul>'
    page = print_page(body, path="index-a-z.html")
    assert body in page
    assert f"Put {ROOT} before" in page
    assert list_end(page) == []


def test_a_page_says_where_it_is_from() -> None:
    page = print_page("<p>Text</p>")
    assert page.startswith(
        '<html data-title="Help &#38; &#34;more&#34; - Ships"'
        f' data-address="{ROOT}timeline/event.html" lang="en">'
    )
    assert (
        f'<p class="colophon">Two Ships · {ROOT}timeline/event.html · Edition of 1 May 2025 · '
        "Terms of use: see About</p></div></article>"
    ) in page


def test_an_address_that_nobody_knows_is_not_printed() -> None:
    page = print_page('<a href="treaty.html">then</a>', root="")
    assert "Put " not in page
    assert "Two Ships · timeline/event.html · " in page


def test_a_page_without_text_of_its_own_stays_as_it_is() -> None:
    assert add_paper("<html lang='en'></html>", "a.html", ROOT, PAPER) == "<html lang='en'></html>"


def test_what_is_there_is_not_added_again() -> None:
    page = print_page('<a href="treaty.html">then</a>')
    assert add_paper(page, "timeline/event.html", ROOT, PAPER) == page


def test_every_page_of_the_site_has_it_and_search_does_not(site: Path) -> None:
    pages = sorted(set(site.rglob("*.html")) - {site / "404.html"})
    assert len(pages) > 90
    for page in pages:
        html = page.read_text("utf-8")
        assert html.count('<div class="paper">') == 1, page
        assert f'data-address="{ROOT}{page.relative_to(site).as_posix()}"' in html
    index = (site / "search" / "search_index.json").read_text("utf-8")
    assert "Little help at the front" in index
    assert ENGLISH.say("printed.links") not in index
    assert "Terms of use: see About" not in index
