"""The notes of the essay's passages, and the previews of what pages link to."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from made_data import Made
from markdown import Markdown

from build_content.build import build
from build_content.pages.findings import tell_record
from build_content.pages.notes import shorten
from build_content.reading import read_site
from build_content.text.passages import Mention, list_mentions
from build_content.text.prose import read_blocks
from build_content.text.sentences import take_sentences

XHTML = "{http://www.w3.org/1999/xhtml}"
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
NASTY = 'A <b>bold</b> & *starred* [link](x) `code` {: #id } "quoted" claim'


@cache
def read_page(path: Path) -> Element:
    """Return a page as a browser reads it; links lead to Markdown still."""
    markdown = path.read_text("utf-8").split("---\n", 2)[2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document: Element = html5lib.parse(Markdown(extensions=EXTENSIONS).convert(markdown))
    return document


def find(element: Element, name: str, of: str = "") -> Iterator[Element]:
    """Yield elements by name, and by a class of theirs."""
    for found in element.iter(f"{XHTML}{name}"):
        if not of or of in found.get("class", "").split():
            yield found


def list_passages(made: Made) -> list[Element]:
    pages = sorted((made.docs / "essay").glob("*.md"))
    return [passage for page in pages for passage in find(read_page(page), "div", "noted")]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def links_of(element: Element) -> list[str]:
    """Return where the marks and citations, or the notes, of an element lead, in order."""
    return [
        link.get("href", "")
        for link in find(element, "a")
        if {"claim", "source"} & set(link.get("class", "").split())
    ]


# Notes


def test_notes_hold_each_claim_and_source_of_their_passage_once_in_order(made: Made) -> None:
    passages = list_passages(made)
    assert len(passages) >= 5
    for passage in passages:
        block, notes = passage
        assert links_of(block)
        assert links_of(notes) == list(dict.fromkeys(links_of(block)))
        assert len(list(find(notes, "li", "note"))) == len(links_of(notes))


def test_no_claim_or_citation_of_the_essay_is_without_a_note(made: Made) -> None:
    noted = [link for passage in list_passages(made) for link in links_of(passage[0])]
    used = [
        use
        for name in ("claims", "sources")
        for entry in made.site[name]
        for use in entry["used_by"]
        if use["kind"] in {"essay", "section"}
    ]
    assert len(noted) == len(used) > 0


def test_a_passage_is_no_link_and_ends_in_its_mark(made: Made) -> None:
    pages = sorted((made.docs / "essay").glob("*.md"))
    spans = [span for page in pages for span in find(read_page(page), "span", "claim")]
    assert len(spans) >= len(made.site["claims"])
    for page in pages:
        for parent in read_page(page).iter():
            for passage, mark in zip(parent, list(parent)[1:], strict=False):
                if passage in find(passage, "span", "claim"):
                    assert mark.tag == f"{XHTML}a"
                    assert mark.get("href", "").endswith(
                        passage.get("id", "").removeprefix("_claim-").partition("_")[0]
                    )


def test_only_a_claim_that_does_not_hold_is_told_in_full(made: Made) -> None:
    verdicts = {claim["id"]: claim.get("verdict", claim["kind"]) for claim in made.site["claims"]}
    seen = set()
    for passage in list_passages(made):
        for mark in find(passage[0], "a", "mark"):
            verdict = verdicts[mark.get("href", "").rpartition("#")[2]]
            seen.add(verdict)
            if verdict == "accurate":
                assert (text_of(mark), mark.get("aria-label")) == ("✓", "✓\u00a0Accurate")
            elif verdict in {"opinion", "inference", "forecast"}:
                assert text_of(mark) == verdict
            else:
                assert len(text_of(mark).split()) > 1
            is_loud = "mark--fails" in mark.get("class", "")
            assert is_loud == (
                verdict in {"outdated", "imprecise", "partly-supported", "contradicted"}
            )
    assert {"accurate", "outdated", "opinion"} <= seen


def test_a_summary_counts_what_is_in_the_notes(made: Made) -> None:
    for passage in list_passages(made):
        notes = passage[1]
        told = [int(number) for number in re.findall(r"\d+", text_of(notes[0]))]
        assert sum(told) == len(list(find(notes, "li", "note")))


def test_a_paragraph_links_to_itself(made: Made) -> None:
    paragraphs = 0
    for page in (made.docs / "essay").glob("*.md"):
        for paragraph in find(read_page(page), "p"):
            if paragraph.get("id", "").startswith("_p"):
                paragraphs += 1
                link = list(find(paragraph, "a", "paragraph-link"))[-1]
                assert link.get("href") == f"#{paragraph.get('id')}"
    assert paragraphs > 5


def write_folder(folder: Path, essay: str) -> Path:
    data = folder / "data"
    data.mkdir()
    site = {"lanes": [{"id": "l", "name": "L", "description": "L."}]}
    source = {"id": "s", "type": "book", "title": NASTY, "publisher": NASTY, "issued": "2020"}
    facts = {"kind": "fact", "verdict": "accurate", "sources": ["s"]}
    record = r"\<b>bold\</b> & \*starred\* \[link](x) \`code\` {: #id }"
    claims = [{"id": "c", "statement": r"A \<b> statement", "record": record, **facts}]
    front = "title: T\nstandfirst: S\npublished: 2024\nlanguage: en\n"
    files = {"site.yml": site, "sources.yml": {"references": [source]}, "claims.yml": claims}
    for name, value in files.items():
        (data / name).write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    (data / "timeline.yml").write_text("[]\n", "utf-8")
    (data / "essay.md").write_text(f"---\n{front}---\n\n## Part\n\n{essay}\n", "utf-8")
    return data


def notes_of(folder: Path, essay: str) -> list[Element]:
    data, docs = write_folder(folder, essay), folder / "docs"
    built = build(data, docs)
    assert not built.failed, built.problems
    return list(find(read_page(docs / "essay" / "part.md"), "li", "note"))


def test_what_authors_typed_is_shown_in_notes_as_typed(tmp_path: Path) -> None:
    claim, source = notes_of(tmp_path, r"[A \<i> \*passage\*](claim:c) [@s, p. <4> *x*].")
    assert text_of(claim).startswith("A <i> *passage*")
    assert text_of(claim).endswith("<b>bold</b> & *starred* [link](x) `code` {: #id }")
    assert f"{NASTY}, {NASTY}, 2020, p. <4> *x*" in text_of(source)
    assert not list(find(source, "b"))
    assert claim.get("id") is source.get("id") is None


def test_what_is_cited_twice_has_one_note_with_both_places(tmp_path: Path) -> None:
    essay = "[One](claim:c) [@s, p. 1]. [Two](claim:c) [@s, p. 2; @s, p. 1]."
    claim, source = notes_of(tmp_path, essay)
    assert text_of(claim).startswith("One ")
    assert text_of(source).endswith("p. 1; p. 2")


def test_a_block_without_claims_or_citations_has_no_notes(tmp_path: Path) -> None:
    notes = notes_of(tmp_path, "[a](claim:c)\n\nNothing.\n\n- [@s]\n\n### [@s]")
    assert len(notes) == 2


def test_mentions_are_read_with_their_words() -> None:
    text = "[a [*b* [@s, p. 1]](actor:x) `c`](claim:y)\n\n> [d](event:e), [@s; @t]"
    assert list_mentions(read_blocks(text).tokens) == [
        Mention("claim", "y", "a b c"),
        Mention("actor", "x", "b"),
        Mention("source", "s", locator="p. 1"),
        Mention("event", "e", "d"),
        Mention("source", "s"),
        Mention("source", "t"),
    ]


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("short", "short"),
        ("just as long", "just as long"),
        ("somewhat longer words", "somewhat…"),
        ("one, two, and three", "one, two…"),
        ("unbreakable-as-it-is", "unbreakable-…"),
        ("", ""),
    ],
)
def test_words_are_cut_between_words(words: str, short: str) -> None:
    assert shorten(words, 12) == short


@pytest.mark.parametrize(
    ("length", "taken"),
    [
        (0, "One."),
        (8, "One."),
        (9, "One. Two!"),
        (20, "One. Two!"),
        (99, "One. Two! Dr. Three came."),
    ],
)
def test_whole_sentences_are_taken(length: int, taken: str) -> None:
    assert take_sentences("One. Two! Dr. Three came.", length) == taken


def test_a_record_does_not_begin_with_its_verdict(sample_claims: dict[str, str]) -> None:
    assert sample_claims["bill"] == ""
    assert not sample_claims["best-clock"].startswith("Looked for, not established.")
    assert sample_claims["council-knew"] == "It was told in 2015; it voted in 2018."


@pytest.fixture
def sample_claims() -> dict[str, str]:
    site, _ = read_site("tests/sample/data")
    return {claim.id: tell_record(claim, site.language, 120) for claim in site.claims}


# Previews


@cache
def previews_of(path: Path) -> dict[str, str]:
    found = re.search(r'<template id="_previews">.*</template>', path.read_text("utf-8"), re.DOTALL)
    if not found:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document: Element = html5lib.parse(found[0])
    return {one.get("data-of", ""): text_of(one) for one in find(document, "li")}


def resolve(path: Path, docs: Path, address: str) -> str:
    """Return where an address on a page leads, from the root of the site."""
    folder = path.relative_to(docs).parent.as_posix()
    return normpath(join(folder, address.replace(".md", ".html")))


def test_every_link_to_an_entry_elsewhere_has_its_preview(made: Made) -> None:
    kinds = {"claim", "event", "actor", "term", "source"}
    checked = 0
    for path in [*made.docs.glob("essay/*.md"), *made.docs.glob("timeline/*-*.md")]:
        known = {resolve(path, made.docs, address) for address in previews_of(path)}
        for link in find(read_page(path), "a"):
            kind = kinds & set(link.get("class", "").split())
            url = resolve(path, made.docs, link.get("href", ""))
            # where an entry is used, the link leads to the passage on its page
            url = url.partition("#")[0] if kind == {"event"} else url
            if kind and "#_" not in url:
                assert url in known, path.name
                checked += 1
    assert checked > 50


def test_a_preview_tells_kind_title_date_and_status(made: Made) -> None:
    for event in made.site["events"]:
        for path in (made.docs / "essay").glob("*.md"):
            told = previews_of(path).get(f"../timeline/{event['id']}.html")
            if told:
                assert told.startswith(f"Event · {event['date_text']} · ")
                assert " ".join(event["title"].split()) in told


def test_a_page_keeps_no_preview_of_what_stands_on_it(made: Made) -> None:
    assert previews_of(made.docs / "print.md") == {}
    own = [url for url in previews_of(made.docs / "claims.md") if url.startswith("claims.html")]
    assert own == []


def test_previews_show_what_authors_typed(tmp_path: Path) -> None:
    notes_of(tmp_path, "[One](claim:c) [@s].")
    known = previews_of(tmp_path / "docs" / "essay" / "part.md")
    assert known["../sources.html#s"] == f"Source 1 {NASTY} {NASTY}, 2020"
    assert known["../claims.html#c"].startswith("Claim · ✓ Accurate A <b> statement")
