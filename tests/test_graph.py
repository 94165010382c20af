"""Who refers to whom: every occurrence, in reading order, both ways."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_content.checks import check_site
from build_content.graph import Graph, link_site
from build_content.reading import read_site

FILES = {
    "site.yml": """
lanes: [{id: flights, name: Flights, description: What flew.}]
key_claims: [it-flew]
key_series: [height]
""",
    "essay.md": """---
title: The Kite
standfirst: A kite flew.
published: 2024
language: en
---

Before all [@essay-first; @twice, p. 1].

## The [flight](event:launch) [@heading]

One. [The kite [flew](event:launch) [@twice]](claim:it-flew). Two [@twice]. [@twice]

- [It flew](claim:it-flew) again, says the [office](actor:office).

## The end {#end}

[It ended](claim:it-ended), see [height](series:height) and [kite](term:kite) [@twice].
""",
    "timeline.yml": """
- {id: late, date: 2025, title: Late, summary: "It [@late].", lane: flights, status: documented,
   sources: [event-late]}
- id: launch
  date: 2024
  title: The launch
  summary: "First [@event-summary]. Then [it](event:launch)."
  body: "A body [@event-body]. See [the claim](claim:it-flew)."
  lane: flights
  status: documented
  sources: [event-field, {id: twice, locator: p. 2}, event-field]
  dates_differ: [{date: 2023, source: differing}, {date: 2022}]
  contested_by: [office]
  actors: [office, harbour]
""",
    "claims.yml": """
- id: it-ended
  statement: It ended [@statement].
  kind: fact
  verdict: accurate
  record: As recorded [@record].
  since: Since then [@since].
  sources: [claim-field]
  against: [against]
  events: [late, launch]
- {id: it-flew, statement: It flew., kind: opinion}
""",
    "series.yml": """
- id: height
  title: Height
  unit: m
  counts: Metres.
  description: As counted [@described].
  points:
  - {date: 2024, value: 1, by: office, sources: [point-a], event: launch}
  - {date: 2025, value: 2, by: harbour, sources: [point-b, twice]}
""",
    "actors.yml": """
- {id: office, name: Office, kind: organisation, summary: "Keeps [@actor].", part_of: harbour}
- {id: harbour, name: Harbour, kind: state}
""",
    "glossary.yml": """
- {id: kite, term: kite, definition: "A [kite](term:kite) flies [@term]."}
""",
}
CITED = [
    "essay-first", "twice", "heading",
    # events by date, their texts before their fields
    "event-summary", "event-body", "event-field", "differing", "late", "event-late",
    # claims, series, actors and terms as they stand in their files
    "statement", "record", "since", "claim-field", "against", "described", "point-a", "point-b",
    "actor", "term",
]  # fmt: skip
UNUSED = "nobody-cites-this"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    entries = "".join(
        f"- {{id: {id}, type: book, title: T, issued: 2020}}\n" for id in [UNUSED, *sorted(CITED)]
    )
    (folder / "sources.yml").write_text("references:\n" + entries)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("data")
    write(folder, FILES)
    site, problems = read_site(str(folder))
    assert problems == []
    assert [problem.rule for problem in check_site(site)] == ["unused-source"]
    return link_site(site)


def snippets(graph: Graph, kind: str, id: str) -> list[tuple[str, str, str]]:
    return [(*use.by, use.snippet) for use in graph.uses_of(kind, id)]


def test_citations_are_numbered_in_the_order_of_first_use(graph: Graph) -> None:
    assert sorted(CITED, key=lambda id: graph.numbers[id]) == CITED
    assert sorted(graph.numbers.values()) == list(range(1, len(CITED) + 1))


def test_a_source_that_nobody_cites_has_no_number(graph: Graph) -> None:
    assert UNUSED not in graph.numbers
    assert graph.uses_of("source", UNUSED) == ()


def test_every_occurrence_is_a_use_with_its_sentence(graph: Graph) -> None:
    assert snippets(graph, "source", "twice") == [
        ("essay", "essay", "Before all."),
        ("section", "the-flight", "The kite flew."),
        ("section", "the-flight", "Two."),
        ("section", "the-flight", "Two."),
        ("section", "end", "It ended, see height and kite."),
        ("event", "launch", "The launch"),
        ("series", "height", "Height"),
    ]


def test_uses_of_an_event_come_from_everywhere(graph: Graph) -> None:
    assert snippets(graph, "event", "launch") == [
        ("section", "the-flight", "The flight"),
        ("section", "the-flight", "The kite flew."),
        ("event", "launch", "Then it."),
        ("claim", "it-ended", "It ended."),
        ("series", "height", "Height"),
    ]


def test_a_field_counts_every_time_it_names_an_entry(graph: Graph) -> None:
    uses = graph.uses_of("source", "event-field")
    assert [use.steps for use in uses] == [("sources", 0, "id"), ("sources", 2, "id")]
    actors = graph.uses_of("actor", "office")
    assert [use.by[0] for use in actors] == ["section", "event", "event", "series"]


def test_what_the_home_page_names_is_no_use(graph: Graph) -> None:
    assert [use.by for use in graph.uses_of("claim", "it-flew")] == [
        ("section", "the-flight"), ("section", "the-flight"), ("event", "launch"),
    ]  # fmt: skip
    assert ("site", "site") in {use.by for use in graph.uses}


def test_marks_are_the_passages_of_the_essay(graph: Graph) -> None:
    assert {id: [use.snippet for use in uses] for id, uses in graph.marks.items()} == {
        "it-flew": ["The kite flew.", "It flew again, says the office."],
        "it-ended": ["It ended, see height and kite."],
    }


def test_passages_of_the_essay_have_anchors(graph: Graph) -> None:
    anchors = [(use.by[1], use.anchor) for use in graph.uses if use.by[0] in {"essay", "section"}]
    assert anchors == [
        ("essay", "_source-essay-first"),
        ("essay", "_source-twice"),
        ("the-flight", ""),
        ("the-flight", ""),
        ("the-flight", "_claim-it-flew"),
        ("the-flight", "_event-launch"),
        ("the-flight", "_source-twice"),
        ("the-flight", "_source-twice_2"),
        ("the-flight", "_source-twice_3"),
        ("the-flight", "_claim-it-flew_2"),
        ("the-flight", "_actor-office"),
        ("end", "_claim-it-ended"),
        ("end", "_series-height"),
        ("end", "_term-kite"),
        ("end", "_source-twice"),
    ]


def test_every_use_knows_where_it_was_typed(graph: Graph) -> None:
    lines = {name: text.split("\n") for name, text in FILES.items()}
    for use in graph.uses:
        place = use.find_place()
        typed = lines[Path(place.path).name][place.line - 1][place.column - 1 :]
        kind, id = use.target
        assert typed.startswith((id, f"@{id}", f"{kind}:{id}"))


def test_both_ways_hold_the_same(graph: Graph) -> None:
    backward = [use for uses in graph.used_by.values() for use in uses]
    forward = [use for use in graph.uses if use.by[0] != "site"]
    assert Counter(map(id, backward)) == Counter(map(id, forward))
    assert all(use.target == key for key, uses in graph.used_by.items() for use in uses)


# Anchors

ids = st.sampled_from(["a", "a-2", "a-a", "a2", "2a"])
kinds = st.sampled_from(["event", "actor", "term", "series", "claim"])
marks = st.one_of(
    st.tuples(kinds, ids).map(lambda mark: "[x]({}:{})".format(*mark)),
    st.lists(ids, min_size=1, max_size=3).map(
        lambda cited: f"[{'; '.join('@' + i for i in cited)}]"
    ),
)
paragraphs = st.lists(marks, min_size=1, max_size=6).map(" ".join)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(paragraphs, min_size=2, max_size=4))
def test_no_two_anchors_of_a_page_are_the_same(tmp_path: Path, texts: list[str]) -> None:
    sections = "\n\n".join(f"## S{at}\n\n{text}\n\n- {text}" for at, text in enumerate(texts))
    front = FILES["essay.md"].split("---\n\n")[0] + "---\n\n"
    write(tmp_path, FILES | {"essay.md": f"{front}{texts[0]}\n\n{sections}\n"})
    uses = link_site(read_site(str(tmp_path))[0]).uses
    anchors = Counter((use.by, use.anchor) for use in uses if use.anchor)
    assert len(anchors) >= 2
    assert set(anchors.values()) == {1}


def test_what_could_not_be_read_refers_to_nothing(tmp_path: Path) -> None:
    spoilt = FILES["timeline.yml"].replace("actors: [office, harbour]", "actors: [[a], '', office]")
    write(tmp_path, FILES | {"timeline.yml": spoilt})
    site, problems = read_site(str(tmp_path))
    assert len(problems) == 2
    places = [
        use.steps for use in link_site(site).uses_of("actor", "office") if "actors" in use.steps
    ]
    assert places == [("actors", 2)]
