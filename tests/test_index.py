"""The index: filed by the first word that is no article, shown as it is called."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from made_data import Made

from build_content.languages import ENGLISH, load_language
from build_content.languages.loading import list_languages
from build_content.pages.index_a_z import letter_key, letter_of, list_lines
from build_content.pages.print_edition import INDEXED
from build_content.reading import read_site


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("The treaty enters into force", "T"),
        ("The US says so", "U"),
        ("A newspaper reports", "N"),
        ("an Ode", "O"),
        ("“The Rogue Duo”", "R"),
        ("The 528th Regiment", "#"),
        # no article, or nothing but one
        ("Theatre", "T"),
        ("Another day", "A"),
        ("The", "T"),
        ("A", "A"),
        ("The A B C", "A"),
        ("— The dash", "D"),
        ("", "#"),
    ],
)
def test_a_text_is_filed_by_its_first_word_that_is_no_article(text: str, letter: str) -> None:
    assert letter_of(text, ENGLISH) == letter


def test_an_article_does_not_part_what_is_called_alike() -> None:
    texts = ["The treaty", "A trade", "Treaties", "An artery", "The treaty of 1961"]
    assert sorted(texts, key=lambda text: letter_key(text, ENGLISH)) == [
        "An artery", "A trade", "Treaties", "The treaty", "The treaty of 1961",
    ]  # fmt: skip


@pytest.mark.parametrize("tag", list_languages())
def test_articles_are_words_as_they_are_compared(tag: str) -> None:
    articles = load_language(tag).articles
    assert all(article == article.casefold().strip() for article in articles)
    assert len(set(articles)) == len(articles)


def test_web_and_paper_have_the_index_in_one_order_with_its_texts_as_they_are(made: Made) -> None:
    site = read_site(str(made.data))[0]
    lines = list_lines(site)
    called = [text for text, *_ in lines]
    assert any(text.startswith(("The ", "A ")) for text in called)
    for before, after in pairwise(called):
        assert letter_key(before, ENGLISH) <= letter_key(after, ENGLISH)
    page = (made.docs / "index-a-z.md").read_text("utf-8").partition("<div hidden")[0]
    web = re.findall(r"^- \[.*\]\(\S*?#?([a-z0-9-]+)(?:\.md)?\)\{ \.(\w+) \}", page, re.MULTILINE)
    assert [id for id, _ in web] == [id for _, _, id in lines]
    paper = (made.docs / "print.md").read_text("utf-8").partition('<div class="index"')[2]
    shown = re.findall(r"^- \[.*\]\(#\w+?-([a-z0-9-]+)\)", paper, re.MULTILINE)
    assert shown
    assert shown == [id for _, kind, id in lines if kind in INDEXED]


def test_who_is_in_the_index_is_told_as_state_organisation_or_person(made: Made) -> None:
    page = (made.docs / "index-a-z.md").read_text("utf-8")
    kinds = {actor["id"]: actor["kind"] for actor in made.site["actors"]}
    told = re.findall(r"\(actors\.md#([\w-]+)\)\{ \.actor \} <small>(\w+)</small>", page)
    assert {id for id, _ in told} == set(kinds)
    assert all(ENGLISH.say(f"index.{kinds[id]}") == kind for id, kind in told)
