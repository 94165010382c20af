"""Problems as text: for a terminal, for a workflow's annotations, for another program."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_content.problems import Place, Problem
from build_content.telling import FORMS, count, tell

LATE = Problem(Place("data/b.yml", 2, 3), "bad-date", "'x' is not a date", "write 2024")
EARLY = Problem(Place("data/a.yml", 10, 1), "unused-term", "nothing refers to 'x'", "", "warning")


def test_a_problem_is_a_line_and_its_hint() -> None:
    assert tell([LATE, EARLY]) == (
        "data/a.yml:10:1: warning: nothing refers to 'x' [unused-term]\n"
        "data/b.yml:2:3: error: 'x' is not a date [bad-date]\n"
        "  hint: write 2024\n"
    )


def test_places_are_sorted_as_numbers_and_each_problem_is_told_once() -> None:
    places = [Place("a", 10, 1), Place("a", 9, 10), Place("a", 9, 9), Place("A", 99, 1)]
    problems = [Problem(place, "bad-id", "x") for place in (*places, *places)]
    lines = tell(problems).splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["A:99:1", "a:9:9", "a:9:10", "a:10:1"]


def test_a_message_is_one_line_and_a_hint_may_be_more() -> None:
    problem = Problem(Place("a"), "bad-id", "one\n two\t\n", "first\nsecond")
    lines = ["a:1:1: error: one two [bad-id]", "  hint: first", "  hint: second"]
    assert tell([problem]).splitlines() == lines


def test_a_terminal_obeys_nothing_that_an_author_typed() -> None:
    problem = Problem(Place("a\nb\udc80"), "bad-id", "\x1b[31m\u202e \xa0é😀")
    assert tell([problem]) == ("a\\nb\\udc80:1:1: error: \\x1b[31m\\u202e é😀 [bad-id]\n")


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([], "no problems"),
        ([LATE], "1 error"),
        ([EARLY], "1 warning"),
        ([LATE, EARLY, LATE], "1 error, 1 warning"),
        ([LATE, Problem(Place("c"), "bad-id", "x")], "2 errors"),
    ],
)
def test_problems_are_counted(problems: list[Problem], said: str) -> None:
    assert count(problems) == said


def test_annotations_are_workflow_commands() -> None:
    problem = Problem(Place("a,b:%.yml", 2, 3), "bad-id", "100 % 'x'\r\n::error::", "one\ntwo")
    assert tell([problem, EARLY], "github") == (
        "::error file=a%2Cb%3A%25.yml,line=2,col=3,title=bad-id::"
        "100 %25 'x'%0D%0A::error::%0Aone%0Atwo\n"
        "::warning file=data/a.yml,line=10,col=1,title=unused-term::nothing refers to 'x'\n"
    )


def test_json_has_every_part_by_its_name() -> None:
    assert json.loads(tell([LATE, EARLY], "json")) == [
        {
            "path": "data/a.yml", "line": 10, "column": 1, "severity": "warning",
            "rule": "unused-term", "message": "nothing refers to 'x'", "hint": "",
        },
        {
            "path": "data/b.yml", "line": 2, "column": 3, "severity": "error",
            "rule": "bad-date", "message": "'x' is not a date", "hint": "write 2024",
        },
    ]  # fmt: skip


def test_nothing_is_told_of_nothing() -> None:
    assert {form: tell([], form) for form in FORMS} == {"text": "", "github": "", "json": "[]\n"}


texts = st.text(max_size=20)
places = st.builds(Place, texts, st.integers(1, 9), st.integers(1, 9))
problem_lists = st.lists(
    st.builds(
        Problem, places, st.just("bad-id"), texts, texts, st.sampled_from(["error", "warning"])
    ),
    max_size=4,
)


@settings(deadline=None)
@given(problem_lists)
def test_no_text_breaks_a_form(problems: list[Problem]) -> None:
    distinct = sorted(set(problems))
    lines = tell(problems).split("\n")
    assert lines.pop() == ""
    assert sum(not line.startswith("  hint: ") for line in lines) == len(distinct)
    assert all(line.isprintable() for line in lines)
    commands = tell(problems, "github").split("\n")
    assert len(commands) == len(distinct) + 1
    assert all(command.startswith(("::error ", "::warning ")) for command in commands[:-1])
    rows = json.loads(tell(problems, "json"))
    assert [row["message"] for row in rows] == [problem.message for problem in distinct]
