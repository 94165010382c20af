"""The PDF editions of the project's own data, as a reader, a printer and a screen reader take them.

The list follows what PDF/UA-1 and a typesetter ask for; Typst itself refuses what breaks PDF/UA-1
and PDF/A-2a.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfs import bare, list_bookmarks, read_pages, read_words, walk_tags

from build_content.build import check
from build_content.cli import EDITIONS, main
from build_content.downloads import FILES, hash_data
from build_content.editions.making import CHOICES
from build_content.editions.pdf import PARTS
from build_content.editions.reading import EXTENSIONS, read_page, text_of
from build_content.graph import Graph, link_site
from build_content.languages import ENGLISH
from build_content.outputs import make_print_edition
from build_content.pages.claims import order_claims
from build_content.pages.home import count_claims

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
SIZES = {"edition-a4.pdf": (595, 842), "edition-letter.pdf": (612, 792)}
MARGIN = 48


@pytest.fixture(scope="session")
def graph() -> Graph:
    site, problems = check(os.fspath(DATA))
    assert not [problem for problem in problems if problem.severity == "error"]
    return link_site(site)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every edition, made by the command."""
    target = tmp_path_factory.mktemp("editions") / "made"
    assert main(["editions", "--data", os.fspath(DATA), "-o", os.fspath(target)]) == 0
    return target


@pytest.fixture(scope="session", params=SIZES)
def file(request: pytest.FixtureRequest, folder: Path) -> Path:
    return folder / str(request.param)


@pytest.fixture
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file) as opened:
        yield opened


@pytest.fixture(scope="session")
def pages(file: Path) -> list[str]:
    return read_pages(file)


def test_the_list_tells_what_was_made(folder: Path, graph: Graph) -> None:
    listed = json.loads((folder / "editions.json").read_text("utf-8"))
    assert listed["data"] == hash_data(graph.site)
    for entry in listed["editions"]:
        made = folder / entry["file"]
        assert entry["bytes"] == made.stat().st_size
        if made.suffix == ".pdf":
            with pikepdf.open(made) as opened:
                assert entry["pages"] == len(opened.pages)
    assert [entry["file"] for entry in listed["editions"]] == list(FILES.values())


def test_the_command_offers_every_edition() -> None:
    assert list(CHOICES) == list(EDITIONS)
    assert sorted(kind for kinds in CHOICES.values() for kind in kinds) == sorted(FILES)


def test_pages_are_read_with_the_extensions_of_the_site() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8").partition("markdown_extensions:")[2]
    listed = re.findall(r"^  - (\w+)", text.partition("\nextra_css")[0], re.MULTILINE)
    assert listed == list(EXTENSIONS)


def test_it_is_tagged_and_says_its_language_and_title(pdf: pikepdf.Pdf, graph: Graph) -> None:
    title = graph.site.essay.info.title
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.Lang == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == title
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == title


def test_tags_are_those_of_a_book(pdf: pikepdf.Pdf, graph: Graph) -> None:
    tags = Counter(tag for tag, _ in walk_tags(pdf))
    assert {"Document", "Title", "TOC", "TOCI", "Note", "Table", "TH", "Figure"} <= tags.keys()
    notes = [use for use in graph.uses if use.target[0] == "source"
             and use.by[0] in ("essay", "section")]  # fmt: skip
    assert 0 < tags["Note"] <= len(notes)
    assert tags["Table"] >= len(graph.site.series)


def test_no_level_of_headings_is_skipped(pdf: pikepdf.Pdf) -> None:
    levels = [int(tag[1]) for tag, _ in walk_tags(pdf) if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_is_told_in_words(pdf: pikepdf.Pdf) -> None:
    figures = [element for tag, element in walk_tags(pdf) if tag == "Figure"]
    told = [str(figure.get("/Alt", "")) for figure in figures]
    assert told
    assert all(len(words) > 20 for words in told)


def test_every_head_of_a_column_says_what_it_heads(pdf: pikepdf.Pdf) -> None:
    heads = [element for tag, element in walk_tags(pdf) if tag == "TH"]
    assert heads
    assert all(any("/Scope" in part for part in head.A) for head in heads)


def test_every_link_is_told_and_tagged(pdf: pikepdf.Pdf) -> None:
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(links) > 1000
    assert all(str(link.get("/Contents", "")) and "/StructParent" in link for link in links)
    assert all(page.get("/Tabs") == "/S" for page in pdf.pages)


def test_every_font_is_embedded_and_readable(pdf: pikepdf.Pdf) -> None:
    fonts = [
        font
        for page in pdf.pages
        for font in dict(page.Resources.get("/Font", pikepdf.Dictionary())).values()
    ]
    assert fonts
    for font in fonts:
        assert font.Subtype == "/Type0"
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_paper_is_as_named(file: Path, pdf: pikepdf.Pdf) -> None:
    width, height = SIZES[file.name]
    for page in pdf.pages:
        assert [float(side) for side in page.MediaBox] == pytest.approx(
            [0, 0, width, height], abs=1
        )


def test_it_is_small(file: Path) -> None:
    assert file.stat().st_size < 1_500_000


def test_bookmarks_name_every_part_and_entry_once_in_order(pdf: pikepdf.Pdf, graph: Graph) -> None:
    marks = list_bookmarks(pdf)
    titles = [title for _, title, _ in marks]
    numbers = [page for _, _, page in marks]
    assert numbers == sorted(numbers)
    site = graph.site
    for number, event in enumerate(site.timeline, 1):
        assert titles.count(f"E{number} {event.title}") == 1
    for section in site.essay.sections:
        assert titles.count(section.heading.plain) == 1
    parts = [title for depth, title, _ in marks if depth == 1]
    assert len(parts) == len(set(parts)) >= len(PARTS)


def test_page_numbers_of_the_contents_are_true(pdf: pikepdf.Pdf, pages: list[str]) -> None:
    marked = {bare(title): page for _, title, page in list_bookmarks(pdf)}
    # a word joiner (U+2060) keeps each number on the line of its dots
    rows = re.findall(r"^(.+?) \.[ .]+\u2060?(\d+)$", pages[1], re.MULTILINE)
    assert len(rows) > 15
    for title, number in rows:
        assert marked[bare(title)] == int(number)


def test_every_page_but_the_first_has_its_number_and_running_title(
    pages: list[str], graph: Graph
) -> None:
    title = graph.site.essay.info.title
    for number, text in enumerate(pages[1:], 2):
        assert f"{number} of {len(pages)}" in text
        assert text.startswith(title)
    assert "of" not in re.findall(rf"\d+ of {len(pages)}", pages[0])


def test_all_that_the_page_says_is_on_paper(pages: list[str], graph: Graph) -> None:
    printed = bare("".join([pages[0], *(_leave_out_furniture(text, graph) for text in pages[1:])]))
    body = read_page(make_print_edition(graph))
    index = next(part for part in body.iter("div") if part.get("class") == "index")
    listed = {id(part) for part in index.iter()}
    told = [part for part in body.iter() if part.tag in ("p", "td", "th", "h3", "h4", "li", "dd")]
    # a page may end within a paragraph, and a note then stands between two of its words
    missing = {
        text_of(part): lost
        for part in told
        if id(part) not in listed
        and len(lost := [piece for piece in _cut(part) if bare(piece) not in printed]) > 1
    }
    assert missing == {}
    assert len(told) > 900


def _leave_out_furniture(text: str, graph: Graph) -> str:
    """Return a page's text without what stands at its head and foot."""
    lines = text.split("\n")
    title = graph.site.essay.info.title
    furniture = re.compile(rf"\d+ of \d+|{re.escape(title)}")
    return "\n".join(line for line in lines[3:] if not furniture.fullmatch(line.strip()))


def _cut(element: Any) -> list[str]:
    """Return the runs of text of an element: links may have a page number behind them."""
    if element.tag == "li" and element.find("ul") is not None:
        return []
    runs = [run for run in element.itertext() if len(run.split()) > 2]
    return [word for run in runs for word in _sentences(run)]


def _sentences(run: str) -> list[str]:
    # a page may end anywhere in a paragraph, and a note then stands between: look for its words
    words = run.split()
    return [" ".join(words[at : at + 3]) for at in range(0, max(1, len(words) - 2), 3)]


def test_events_stand_in_the_order_of_time(pages: list[str], graph: Graph) -> None:
    text = bare("".join(pages[5:]))
    places = [
        text.index(bare(f"E{number} {event.title}"))
        for number, event in enumerate(graph.site.timeline, 1)
    ]
    assert places == sorted(places)


def test_each_event_has_title_date_and_first_words_on_one_page(
    pages: list[str], graph: Graph
) -> None:
    bared = [bare(text) for text in pages]
    for number, event in enumerate(graph.site.timeline, 1):
        head = bare(f"E{number} {event.title}")
        first = bare(" ".join(event.summary.plain.split()[:3]))
        assert any(head in text and first in text.partition(head)[2] for text in bared), event.id


def test_codes_lead_to_the_page_that_tells_of_them(pdf: pikepdf.Pdf, pages: list[str]) -> None:
    starts = {
        title.split()[0]: page
        for _, title, page in list_bookmarks(pdf)
        if re.match(r"[EC]\d+ ", title)
    }
    told = re.findall(r"\(([EC]\d+),\s+p\.\s(\d+)\)", " ".join(" ".join(pages).split()))
    assert len(told) > 100
    assert {code for code, _ in told} <= starts.keys()
    assert all(starts[code] == int(page) for code, page in told)


def test_references_to_numbers_tell_the_page_of_their_series(
    pdf: pikepdf.Pdf, pages: list[str], graph: Graph
) -> None:
    starts = {bare(title): page for _, title, page in list_bookmarks(pdf)}
    text = bare("".join(pages))
    site = graph.site
    referring = [*(event.body for event in site.events), *(claim.since for claim in site.claims),
                 *(claim.record for claim in site.claims)]  # fmt: skip
    links = [ref for prose in referring if prose for ref in prose.references
             if ref.kind == "series"]  # fmt: skip
    assert len(links) >= 10
    for ref in links:
        page = starts[bare(site.titles["series", ref.id])]
        assert bare(f"{ref.words} (p. {page})") in text


def test_a_possessive_stays_with_its_name(pages: list[str]) -> None:
    text = bare("".join(pages))
    assert re.search(r"VladimirPutin’s\(p\.\d+\)own", text)
    assert re.findall(r"\(p\.\d+\)[’']s", text) == []


def test_claims_and_numbers_begin_as_on_the_site(pages: list[str], graph: Graph) -> None:
    text, say = bare("".join(pages)), ENGLISH.say
    assert bare(say("claims.lead", summary=count_claims(graph.site))) in text
    assert bare(say("numbers.intro")) in text
    assert bare(say("numbers.reading")) in text
    assert text.count(bare(say("numbers.leads"))) == 0, "paper leads nowhere"


def test_every_claim_says_that_the_essay_asserts_it(pages: list[str], graph: Graph) -> None:
    text = bare("".join(pages[2:]))
    for number, claim in enumerate(order_claims(graph), 1):
        title = graph.site.titles["claim", claim.id]
        assert bare(f"C{number} {title} {ENGLISH.say('claims.asserted')}") in text, claim.id


def test_every_address_is_printed_and_linked(
    pdf: pikepdf.Pdf, pages: list[str], graph: Graph
) -> None:
    text = bare("".join(pages))
    linked = {
        str(note.A.URI)
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    }
    for source in graph.site.sources:
        if source.url:
            assert source.url in linked
            assert bare(source.url) in text


def test_no_word_stands_outside_the_margins(file: Path) -> None:
    width, height = SIZES[file.name]
    outside = [
        word
        for page in read_words(file)
        for word in page
        if word[1] < MARGIN or word[3] > width - MARGIN or word[2] < 30 or word[4] > height - 30
    ]
    assert outside == []


def test_no_heading_ends_a_page(file: Path, pdf: pikepdf.Pdf) -> None:
    """Below every heading stands a line at least of what it heads."""
    heads: dict[int, list[str]] = {}
    for _, title, page in list_bookmarks(pdf):
        heads.setdefault(page, []).append(title)
    for number, words in enumerate(read_words(file), 1):
        if number not in heads:
            continue
        _, height = SIZES[file.name]
        text = bare(" ".join(word[0] for word in words if 60 < word[2] < height - 60))
        assert not text.endswith(bare(heads[number][-1])), number


def test_no_page_but_the_first_is_nearly_blank(pages: list[str]) -> None:
    assert [number for number, text in enumerate(pages[1:], 2) if len(text.split()) < 40] == []


def test_nothing_of_screens_and_machines_is_left(pages: list[str], pdf: pikepdf.Pdf) -> None:
    text = "".join(pages)
    for residue in (
        "¶",
        "↩",
        "undefined",
        "localhost",
        "file://",
        "browser’s print",
        "{:",
        "\ufffd",
    ):
        assert residue not in text
    addresses = [
        str(note.A.URI)
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    ]
    assert all(re.match(r"https?://|mailto:", address) for address in addresses)


def test_the_same_data_makes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """In another process, folder, time zone and order of hashes."""
    target = tmp_path / "there, far away"
    subprocess.run(
        [sys.executable, "-m", "build_content", "editions", "--data", DATA, "-o", target],
        cwd=ROOT, env={**os.environ, "TZ": "America/Adak", "PYTHONHASHSEED": "7"}, check=True,
        capture_output=True,
    )  # fmt: skip
    for path in sorted(folder.iterdir()):
        assert (target / path.name).read_bytes() == path.read_bytes(), path.name
