"""`essay.md`: front matter, what stands before the first heading, and sections."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_content.model import Essay
from build_content.model.record import STAND_IN
from build_content.problems import Place, Problem
from build_content.reading.essay import read_essay, read_nothing
from build_content.reading.nodes import Source
from build_content.text.prose import read_blocks
from build_content.text.slugs import ID_PATTERN, MAX_ID, make_slug

FRONT = """---
title: The Kite
standfirst: A kite flew.
published: 2024
language: en
---
"""


def read(text: str) -> Essay:
    essay, problems = read_essay(Source("essay.md", text))
    assert essay is not None, problems
    assert problems == []
    return essay


def body(text: str) -> Essay:
    return read(FRONT + text)


def problems_of(text: str) -> list[Problem]:
    return read_essay(Source("essay.md", text))[1]


# Sections


def test_a_section_runs_to_the_next_heading_of_its_level() -> None:
    essay = body("""
Before *all*.

## One

First.

### Deeper

More.

## Two *words* {#two}

Second.

> ## Quoted
""")
    assert [section.id for section in essay.sections] == ["one", "two"]
    assert [section.heading.plain for section in essay.sections] == ["One", "Two words"]
    assert essay.sections[0].text.plain == "First. Deeper More."
    assert essay.sections[1].text.plain == "Second. Quoted"
    assert essay.intro.plain == "Before all."


def test_what_was_typed_is_kept() -> None:
    essay = body("\n\nBefore.\n\n\n## One {#a}\n\n*First* \\[x].\n\n    code\n\nTwo\n---\n\n> q\n")
    assert essay.typed_intro == "Before."
    assert [section.typed for section in essay.sections] == [
        "*First* \\[x].\n\n    code",
        "> q",
    ]


def test_a_heading_is_inline() -> None:
    heading = body("## A [word](event:x) `a`\n").sections[0].heading
    assert heading.inline
    assert [(r.kind, r.id, r.snippet) for r in heading.references] == [("event", "x", "A word a")]


def test_references_are_counted_within_their_section() -> None:
    essay = body("[@a]\n\n## One\n\n[@a] [@a]\n\n## Two\n\n[@a]\n")
    numbers = [[r.number for r in section.text.references] for section in essay.sections]
    assert [r.number for r in essay.intro.references] == [1]
    assert numbers == [[1, 2], [1]]


def test_a_definition_of_a_link_may_stand_anywhere() -> None:
    essay = body("## One\n\n[a][x] [b][y]\n\n## Two\n\n[x]: https://example.org\n[y]: event:e\n")
    assert [(r.kind, r.id) for r in essay.sections[0].text.references] == [("event", "e")]


@pytest.mark.parametrize(
    "text", ["---\n---\n\n## One\n", "---\n\n...\n## One\n", "--- \n# a: b\n---\t\n## One\n"]
)
def test_front_matter_may_be_fenced_as_yaml_fences_documents(text: str) -> None:
    assert [problem.rule for problem in problems_of(text)] == ["front-matter"]


def test_a_line_of_dashes_in_the_text_is_no_fence() -> None:
    assert body("## One\n\n---\n\nText\n\n***\n").sections[0].text.plain.strip() == "Text"


# Places


def at(line: int, column: int) -> Place:
    return Place("essay.md", line, column)


def test_a_section_knows_where_it_begins_and_where_its_references_are() -> None:
    essay = body("\n## One\n\n[@a]\n\n## Two\n\n`[@a]` [@a]\n")
    one, two = essay.sections
    assert (one.located.at(), two.located.at()) == (at(8, 1), at(12, 1))
    (first,), (second,) = one.text.references, two.text.references
    assert one.located.within(first.needle, first.nth) == at(10, 2)
    assert two.located.within(second.needle, second.nth) == at(14, 9)
    assert two.located.within("nowhere", 0) == at(12, 1)


def test_faults_are_told_in_their_place_and_with_those_of_the_front_matter() -> None:
    text = FRONT.replace("2024", "June") + "<br>\n\n## One\n\nA <b> [x](y)\n\n## One\n"
    assert [(problem.rule, problem.place) for problem in sorted(problems_of(text))] == [
        ("bad-date", at(4, 12)),
        ("raw-html", at(7, 1)),
        ("raw-html", at(11, 3)),
        ("bad-url", at(11, 7)),
        ("repeated-id", at(13, 1)),
    ]


def test_an_essay_without_front_matter_to_trust_still_has_its_sections() -> None:
    essay, problems = read_essay(Source("essay.md", "---\n- a\n---\n## One\n\n[@x]\n"))
    assert essay is not None
    assert [problem.rule for problem in problems] == ["front-matter"]
    assert essay.info.title == STAND_IN
    assert [section.id for section in essay.sections] == ["one"]


def test_the_stand_in_for_an_essay_is_empty() -> None:
    essay = read_nothing()
    assert (essay.info.title, essay.sections, essay.intro.plain) == (STAND_IN, (), "")


# Ids of headings


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("A pact born of weakness", "a-pact-born-of-weakness"),
        ("  Spaces   and\ttabs ", "spaces-and-tabs"),
        ('The author’s ‘own’ "words"', "the-authors-own-words"),
        ("Don't", "dont"),
        ("Café, naïve: Œuvre", "cafe-naive-uvre"),
        ("½ of 2024–25", "12-of-202425"),
        ("ﬁne print", "fine-print"),
        ("C++ & C#", "c-c"),
        ("--- a ---", "a"),
        ("平和", ""),
        ("", ""),
        ("2024", "2024"),
        ("x" * 80, "x" * 64),
        ("word " * 20, "-".join(["word"] * 13)[:64].rpartition("-")[0]),
    ],
)
def test_a_heading_makes_an_id(heading: str, slug: str) -> None:
    assert make_slug(heading) == slug


@given(st.text(max_size=200))
@example("a" * 64 + "-b")
@settings(deadline=None)
def test_what_a_heading_makes_is_an_id_or_nothing(heading: str) -> None:
    slug = make_slug(heading)
    assert slug == "" or re.fullmatch(ID_PATTERN, slug)
    assert len(slug) <= MAX_ID
    assert make_slug(slug) == slug


def test_marks_and_notes_are_no_part_of_an_id() -> None:
    essay = body("## The *first* [flight](event:x) `a_b` [@log]\n\nTwo\nlines\n---\n")
    assert [section.id for section in essay.sections] == ["the-first-flight-a-b", "two-lines"]


@pytest.mark.parametrize(
    ("heading", "id", "shown"),
    [
        ("## One {#own}", "own", "One"),
        ("## One {#own} ##", "own", "One"),
        ("## One{#own}  ", "own", "One"),
        ("One {#own}\n---", "own", "One"),
        ("## One {#a} {#own}", "own", "One {#a}"),
        ("## One {.own}", "one-own", "One {.own}"),
        ("## One {#own .x}", "", ""),
        ("## One `{#own}`", "one-own", "One {#own}"),
        ("## One \\{#own}", "one-own", "One {#own}"),
        ("## One {#own} two", "one-own-two", "One {#own} two"),
    ],
)
def test_a_heading_may_have_an_id_of_its_own(heading: str, id: str, shown: str) -> None:
    essay, problems = read_essay(Source("essay.md", f"{FRONT}{heading}\n"))
    assert essay is not None
    if id:
        assert problems == []
        assert (essay.sections[0].id, essay.sections[0].heading.plain) == (id, shown)
    else:
        assert [problem.rule for problem in problems] == ["bad-id"]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab#-=>*_`[]()@:{}\n \t"), max_size=60))
def test_nothing_of_the_text_is_lost(text: str) -> None:
    """Sections and what stands before them hold, in order, all that the whole holds."""
    essay, _ = read_essay(Source("essay.md", FRONT + text))
    assert essay is not None
    parts = [essay.intro.plain]
    for section in essay.sections:
        parts += [section.heading.plain, section.text.plain]
    assert " ".join(" ".join(parts).split()) == read_blocks(text).plain
