"""YAML as text with places: nothing is guessed, and everything knows where it was typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_content.problems import Place, Problem
from build_content.reading.nodes import Node, Source, find_nth, read_yaml


def read(text: str) -> Node:
    node, problems = read_yaml(Source("a.yml", text))
    assert node is not None, problems
    assert problems == []
    return node


def at(line: int, column: int) -> Place:
    return Place("a.yml", line, column)


# Nothing is guessed


@pytest.mark.parametrize(
    "typed",
    ["no", "Yes", "on", "null", "~", "true", "0755", "0o17", "0x1F", "-0044", "1_000", "1:30",
     "2024-06-19", "2024-06-19 10:00:00", ".inf", "-.INF", ".nan", "1e3", "=", "1.", "+5", "NaN"],
)  # fmt: skip
def test_a_value_is_the_text_that_was_typed(typed: str) -> None:
    assert read(f"key: {typed}\n{typed}: x\n").plain() == {"key": typed, typed: "x"}


def test_what_is_left_out_is_the_empty_text() -> None:
    assert read("a:\nb: ''\nc: {d: }\ne:\n  -\n").plain() == {
        "a": "", "b": "", "c": {"d": ""}, "e": [""],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n", "# only\n# comments", "---\n", "--- # nothing\n...\n"])
def test_a_file_without_a_value_is_the_empty_text(text: str) -> None:
    assert read(text).plain() == ""


def test_scalars_are_folded_and_unescaped_as_yaml_says() -> None:
    text = (
        'a: |\n  one\n\n   two\nb: >-\n  one\n  two\n\n  three\nc: "\\u00e9\\t\\\\ x\\\n  y"\n'
        "d: 'it''s'\ne: plain\n  text # no comment\n  \n"
    )
    assert read(text).plain() == {
        "a": "one\n\n two\n",
        "b": "one two\nthree",
        "c": "é\t\\ xy",
        "d": "it's",
        "e": "plain text",
    }


# Places


TYPED = """\
# A comment
- id: launch
  "title": 'A kite'
  sources: [log, {id: book, quote: "é 😀"}]
  place:
    name: Mole
-
  - deeper
"""


@pytest.mark.parametrize(
    ("steps", "line", "column"),
    [
        ((), 2, 1),
        ((0,), 2, 3),
        ((0, "id"), 2, 7),
        ((0, "title"), 3, 12),
        ((0, "sources"), 4, 12),
        ((0, "sources", 0), 4, 13),
        ((0, "sources", 1, "quote"), 4, 36),
        ((0, "place", "name"), 6, 11),
        ((1, 0), 8, 5),
        ((0, "place", "lat"), 6, 5),
        ((0, "sources", 7), 4, 12),
        ((0, "id", "deeper"), 2, 7),
        ((7,), 2, 1),
    ],
)
def test_a_part_or_its_nearest_parent_has_a_place(
    steps: tuple[str | int, ...], line: int, column: int
) -> None:
    assert read(TYPED).at(*steps) == at(line, column)


def test_a_key_has_a_place_of_its_own() -> None:
    node = read(TYPED)
    assert node.at_key(0, "title") == at(3, 3)
    assert node.at_key(0, "sources", 1, "quote") == at(4, 29)
    assert node.at_key(0, "missing") == at(2, 3)


def test_lines_that_stand_before_are_counted() -> None:
    node, _ = read_yaml(Source("essay.md", "title: x\n", 1))
    assert node is not None
    assert node.at("title") == Place("essay.md", 2, 8)
    assert node.at_key("title") == Place("essay.md", 2, 1)


def test_a_string_is_found_within_its_own_part_alone() -> None:
    node = read("- a: x [@b]\n  c: |\n    [@b] and\n    [@b]\n  d: '[@b] ''[@b]'''\n- a: x\n")
    assert node.within("[@b]", 0, 0, "a") == at(1, 8)
    assert node.within("[@b]", 0, 0, "c") == at(3, 5)
    assert node.within("[@b]", 1, 0, "c") == at(4, 5)
    assert node.within("[@b]", 1, 0, "d") == at(5, 14)
    assert node.within("[@b]", 0, 1, "a") == at(6, 6)
    assert node.within("[@b]", 2, 0, "c") == at(2, 6)


def test_the_nth_of_a_string_may_overlap_the_one_before() -> None:
    assert [find_nth("aaa", "aa", nth, 0, 3) for nth in range(3)] == [0, 1, -1]


# What JSON writes is YAML too, and says where each value must be

visible = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff"),
    max_size=8,
)
keys = visible.filter(lambda key: key != "<<")
structures = st.recursive(
    visible,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def walk(node: Node) -> Iterator[Node]:
    yield node
    inside = node.value if node.kind == "list" else ()
    for part in node.value.values() if node.kind == "mapping" else inside:
        yield from walk(part)


@settings(deadline=None)
@given(structures, st.sampled_from([None, 0, 2]))
def test_what_was_written_is_read_at_its_place(structure: Any, indent: int | None) -> None:
    text = json.dumps(structure, ensure_ascii=False, indent=indent)
    node = read(text)
    assert node.plain() == structure
    lines = text.split("\n")
    for part in walk(node):
        rest = lines[part.place.line - 1][part.place.column - 1 :]
        expected = json.dumps(part.plain(), ensure_ascii=False)
        assert rest.startswith(expected if part.kind == "text" else expected[0])
        assert text[part.start] == rest[0]


# Whatever is typed, there is a node or a problem

PIECES = (
    *("a", "key", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "  ", "\t", '"', "'"),
    *("[", "]", "{", "}", ", ", "#", " #", "|", ">", "|\n", ">-\n", "&a ", "*a", "!t ", "!!str "),
    *("<<", "? ", "---", "\n---\n", "...", "%", "%YAML 1.2", "@", "`", "\\", "\\x", "\\0", "\x00"),
    *(
        "\x07",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ud800",
        "\uffff",
        "é",
        "😀",
        "~",
        "0",
        "=",
        "\r",
    ),
)
typed = st.lists(st.sampled_from(PIECES), max_size=16).map("".join) | st.text(max_size=30)


@settings(deadline=None, max_examples=300)
@given(typed)
@example("a: &a\n<<: *a")
@example('a: "\\ud800\\0\\x85"')
@example("? [a]\n: b\n? {c: d}\n: e")
def test_whatever_is_typed_is_read_or_told_in_its_place(text: str) -> None:
    node, problems = read_yaml(Source("a.yml", text))
    assert node is not None or problems
    lines = text.split("\n")
    for problem in problems:
        assert problem.rule in {"yaml-syntax", "no-anchors", "repeated-key", "not-a-text"}
        assert problem.message
        assert problem.hint
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


def test_all_mistakes_before_one_that_stops_reading_are_told() -> None:
    _, problems = read_yaml(Source("a.yml", "a: &x 1\na: 2\nb: @\n"))
    assert [problem.rule for problem in problems] == ["no-anchors", "repeated-key", "yaml-syntax"]


def test_a_value_that_was_refused_is_marked() -> None:
    node, problems = read_yaml(Source("a.yml", "a: &x [1]\nb: *x\nc:\n  <<: *x\n  d: 1\n"))
    assert node is not None
    told = [step for step in ("a", "b", "c") if node.descend(step).told]
    assert told == ["b", "c"]
    assert node.plain() == {"a": ["1"], "b": "", "c": {"d": "1"}}
    assert [problem.rule for problem in problems] == ["no-anchors"] * 4


def test_problems_are_values() -> None:
    _, problems = read_yaml(Source("a.yml", "a: @\n"))
    said, hint = "a text cannot begin with '@'", "put the whole text in quotes"
    assert problems == [Problem(at(1, 4), "yaml-syntax", said, hint)]


def test_a_character_that_is_refused_does_not_come_in_as_an_escape() -> None:
    node, problems = read_yaml(
        Source("a.yml", 'a: "x\\0"\n"\\x07": y\nb: "\\u2028"\nc: "\\u2027"\n')
    )
    assert node is not None
    assert node.plain() == {"a": "", "b": "", "c": "\u2027"}
    assert [step for step in ("a", "b", "c") if node.descend(step).told] == ["a", "b"]
    assert [problem.place for problem in problems] == [at(1, 4), at(2, 1), at(3, 4)]
