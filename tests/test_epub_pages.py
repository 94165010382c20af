"""Any page as an e-book: titles, drawings, pictures, links, and what the book says of itself."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

import pytest
from books import OPF, XLINK, Book, list_blocks, list_toc, make_book, parse
from hypothesis import given, settings
from hypothesis import strategies as st
from made_data import SAMPLE, make_folder, write_least

from build_content.build import check
from build_content.editions.epub import write_epub
from build_content.editions.epub_metadata import make_identifier
from build_content.editions.reading import read_page
from build_content.model import Site


@pytest.fixture(scope="session")
def least(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book of a site without claims, numbers, actors and terms."""
    folder = tmp_path_factory.mktemp("least")
    write_least(folder / "data")
    docs = make_folder(folder / "data", folder / "docs").docs
    return make_book(
        read_page((docs / "print.md").read_text("utf-8")), check(str(folder / "data"))[0]
    )


@pytest.fixture(scope="session")
def sample_site() -> Site:
    return check(str(SAMPLE))[0]


# --- what it says of itself --------------------------------------------------------------------


def test_what_the_sample_says_of_itself(sample_site: Site) -> None:
    book = make_book(parse('<h2 id="_essay">Essay</h2>'), sample_site)
    info = sample_site.essay.info
    address = "https://example.org/quillham-clock/"
    assert book.find("dc:identifier") == [f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"]
    assert book.find("dc:title") == [info.title]
    assert book.find("dc:language") == [info.language]
    assert book.find("dc:creator") == info.authors
    assert book.find("dc:publisher") == ["The Quillham Almanac"]
    assert book.find("dc:rights") == ([info.license] if info.license else [])
    assert book.find("dc:date") == ["2026-01-15"]
    assert book.find("dcterms:modified") == ["2026-01-15T00:00:00Z"]


def test_where_nothing_is_known_nothing_is_said(least: Book) -> None:
    for name in ("dc:creator", "dc:publisher", "dc:rights", "dc:source"):
        assert least.find(name) == []
    assert least.find("dcterms:conformsTo") == []


def test_without_an_address_the_title_and_day_name_the_book(least: Book) -> None:
    named = make_identifier(least.site)
    assert named == make_identifier(least.site)
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}", named
    )
    other = with_title(least.site, "Another")
    assert make_identifier(other) != named


def test_a_day_before_our_era_is_none_that_the_format_knows(least: Book) -> None:
    info = least.site.essay.info.model_validate(
        {"title": "t", "standfirst": "s", "published": "-0043", "language": "la"}
    )
    site = replace(least.site, essay=replace(least.site.essay, info=info))
    book = make_book(least.page, site)
    assert book.find("dc:date") == []
    assert book.find("dcterms:modified") == ["0001-01-01T00:00:00Z"]


def test_it_claims_pictures_only_where_there_are_some(sample_site: Site) -> None:
    plain = make_book(parse('<h2 id="_a">A</h2><p>Words</p>'), sample_site)
    assert plain.find("schema:accessMode") == ["textual"]
    assert "alternativeText" not in plain.find("schema:accessibilityFeature")
    drawn = make_book(
        parse('<h2 id="_a">A</h2><svg viewBox="0 0 1 1" aria-label="A"/>'), sample_site
    )
    assert drawn.find("schema:accessMode") == ["textual", "visual"]
    assert drawn.find("schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" in drawn.find("schema:accessibilityFeature")


# --- any page ----------------------------------------------------------------------------------


def test_the_least_site_is_a_book(least: Book) -> None:
    assert least.spine[2:4] == ["part-essay.xhtml", "section-one-section.xhtml"]
    assert [line[1] for line in list_toc(least) if line[0] == 2] == ["One section", "2020"]


def with_title(site: Site, title: str) -> Site:
    info = site.essay.info.model_copy(update={"title": title})
    return replace(site, essay=replace(site.essay, info=info))


@pytest.mark.parametrize(
    "title",
    [
        "A & B <i>C</i>",
        "\"quoted\" & 'single'",
        "두 척의 침몰하는 배",
        "Два тонущих корабля",
        "]]>",
        "&amp;",
    ],
)
def test_a_title_survives(title: str, least: Book) -> None:
    page = parse('<h2 id="_essay">Essay</h2><h3 id="section-a">Section</h3>')
    page[0].text = page[2].text = title
    book = make_book(page, with_title(least.site, title))
    assert book.find("dc:title") == [title]
    assert book.pages["title-page.xhtml"].findtext("head/title") == title
    assert book.pages["section-a.xhtml"].findtext("head/title") == f"{title} – {title}"
    assert book.pages["section-a.xhtml"].findtext("body/section/h3") == title
    assert [line[1] for line in list_toc(book)] == ["Essay", title]


@settings(deadline=None)
@given(title=st.text(min_size=1))
def test_any_title_makes_a_book_that_can_be_read(title: str, least: Book) -> None:
    book = make_book(least.page, with_title(least.site, title))
    assert len(book.pages) == len(least.pages)
    assert book.find("dc:title")[0].split() == clean(title).split()


def clean(text: str) -> str:
    """Return a text without what XML forbids, or nobody can see."""
    return re.sub(
        "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "", text
    )


def test_headings_may_stand_in_boxes(least: Book) -> None:
    page = parse(
        '<div><h2 id="_essay">Essay</h2><p>Intro</p><div><h3 id="section-a">A</h3><p>One</p></div>'
        '</div><div><h2 id="_b">B</h2><div class="entry"><h3 id="x">X</h3></div></div>'
    )
    book = make_book(page, least.site)
    assert book.spine[2:] == ["part-essay.xhtml", "section-a.xhtml", "part-b.xhtml"]
    assert list(list_blocks(book.pages["section-a.xhtml"])) == [("h3", "A"), ("p", "One")]
    assert book.pages["part-b.xhtml"].find(".//div[@class='entry']/h3") is not None


def test_marks_and_citations_are_no_part_of_a_name(least: Book) -> None:
    page = parse(
        '<h2 id="_essay">Essay</h2><h3 id="section-a">The <em>first</em>'
        '<sup class="citation">[<a href="#_essay">1</a>]</sup> part</h3>'
    )
    assert list_toc(make_book(page, least.site))[1][1] == "The first part"


def test_a_drawing_is_kept_once_with_its_links(least: Book) -> None:
    svg = '<svg {} class="{}" viewBox="0 0 {} 50"><a href="#_b"><text>{}</text></a></svg>'
    wide, narrow = (
        svg.format("", "w", 700, "wide"),
        svg.format('xmlns="http://www.w3.org/2000/svg"', "n", 300, "narrow"),
    )
    page = parse(f'<h2 id="_a">A</h2><figure>{wide}{narrow}</figure><h2 id="_b">B</h2>')
    book = make_book(page, least.site)
    told = book.files["EPUB/part-a.xhtml"].decode()
    assert told.count('xmlns="http://www.w3.org/2000/svg"') == told.count("<svg") == 1
    assert (">narrow<" in told, ">wide<" in told) == (True, False)
    assert [link.get(XLINK) for link in book.pages["part-a.xhtml"].iter("a")] == ["part-b.xhtml#_b"]
    items = {item.get("href"): item.get("properties") for item in book.package.iter(f"{OPF}item")}
    assert (items["part-a.xhtml"], items["part-b.xhtml"]) == ("svg", None)


def test_a_picture_comes_along(sample_site: Site) -> None:
    image = '<h2 id="_a">A</h2><p><img src="media/tower-clock.png" alt="The clock" /> after</p>'
    book = make_book(parse(image), sample_site)
    shown = book.pages["part-a.xhtml"].find(".//img")
    assert shown is not None
    assert shown.get("alt") == "The clock"
    name = posixpath.join("EPUB", shown.get("src", ""))
    assert book.files[name] == (SAMPLE / "media" / "tower-clock.png").read_bytes()


def test_a_picture_that_not_every_reader_shows_is_told(sample_site: Site) -> None:
    image = '<h2 id="_a">A</h2><p><img src="media/x.tiff" alt="The clock" /> after</p>'
    book = make_book(parse(image), sample_site)
    assert list(list_blocks(book.pages["part-a.xhtml"])) == [("h2", "A"), ("p", "The clock after")]


def test_a_link_to_the_site_leads_there_or_nowhere(sample_site: Site, least: Book) -> None:
    page = parse('<h2 id="_a">A</h2><p><a href="data/index.html">Data</a></p>')
    link = make_book(page, sample_site).pages["part-a.xhtml"].find(".//a")
    assert link is not None
    assert link.get("href") == "https://example.org/quillham-clock/data/index.html"
    bare = make_book(page, least.site).pages["part-a.xhtml"].find(".//a")
    assert bare is not None
    assert bare.attrib == {}


def test_a_link_to_an_id_that_is_nowhere_is_a_fault(least: Book) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        write_epub(parse('<h2 id="_a">A</h2><p><a href="#nowhere">there</a></p>'), least.site)
