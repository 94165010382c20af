"""Nodes into records: every fault is told once, at its place, and leads to no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_content.build import check
from build_content.model import (
    Actor,
    Claim,
    EssayInfo,
    Event,
    Point,
    Record,
    Series,
    SiteInfo,
    Source,
    Term,
)
from build_content.model.record import STAND_IN, Part
from build_content.model.sources import Name
from build_content.problems import Place
from build_content.reading.nodes import Source as TextSource
from build_content.reading.nodes import read_yaml
from build_content.reading.records import read_record
from build_content.rules import RULES

Steps = tuple[str | int, ...]
RECORDS: tuple[type[Record], ...] = (
    Actor, Claim, EssayInfo, Event, Series, SiteInfo, Source, Term,
)  # fmt: skip

# A site in which every key stands that an author can write, of CSL's many variables a few.
SITE = """
url: https://example.org/kites/
publisher: The Bay Press
contact: desk@example.org
reviewed_by: [Ada Lin]
edition: 2024-11-01
record_until: 2024-10-30
key_claims: [it-flew]
key_series: [height]
fonts: [{file: media/serif.ttf, license: OFL-1.1}]
lanes: [{id: flights, name: Flights, description: What flew.}]
"""
FRONT_MATTER = """
title: The Kite
standfirst: A kite flew over the bay, the essay holds.
published: 2024-10-24
language: en
authors: [Ada Lin]
license: CC-BY-4.0
updated: 2024-10-25
kind: opinion
original: {title: Kites, url: https://example.org/kites, publisher: The Bay, date: 2023}
"""
BODY = """
## The flight

[The kite flew](claim:it-flew) in June [@log; @book, p. 4]. A [kite](term:kite) is held by a line.
"""
TIMELINE = """
- id: launch
  date: 2024-06-19
  title: The kite is launched
  summary: "[Two people](actor:harbour-office) launched a kite."
  lane: flights
  status: asserted
  sources: [log, {id: book, locator: p. 4, quote: it flew}]
  body: It [rose](series:height).
  attribution: The harbour office
  contested_by: [harbour-office]
  key: true
  dates_differ: [{date: 2024-06-20, source: book, note: As printed.}]
  place: {name: Mole, lat: 40.1, lon: -124.3}
  actors: [harbour-office]
  media: {file: kite.png, alt: A kite., credit: Own.}
  updated: 2024-10-24
  first_day: false
- {id: landing, date: 2024-06, title: It lands, summary: It landed., lane: flights,
   status: documented, sources: [log]}
"""
SOURCES = """
references:
- id: log
  type: report
  title: Harbour log
  author: [{family: Lin, given: Ada, suffix: Jr.}, {literal: Harbour office}]
  issued: 2024-06-20
  accessed: [{year: 2024, month: 7, day: 1}]
  categories: [logs]
  container-title: Logs of the bay
  URL: https://example.org/log
  custom: {kind: government, via: The Bay, title_is: description, date_is: approximate,
           archived: https://example.org/old, checked: 2024-10-24, undated: false}
- {id: book, type: book, title: Kites, issued: {date-parts: [[2023, 6]]}}
"""
CLAIMS = """
- id: it-flew
  statement: The kite flew, [as logged](event:launch).
  kind: fact
  verdict: accurate
  record: The harbour log says so [@log].
  sources: [{id: log, quote: it flew}]
  quote: the kite flew
  since: It [landed](event:landing).
  against: [book]
  events: [launch, landing]
  reviewed: 2024-10-24
  updated: 2024-10-25
"""
SERIES = """
- id: height
  title: Height of the kite
  unit: metres
  counts: Metres above the mole.
  description: As stated by the [office](actor:harbour-office).
  points:
  - {date: 2024-06-19, value: 40, by: harbour-office, sources: [log], bound: at-least,
     low: 35.5, high: 45, event: launch, note: From the mole.}
"""
ACTORS = """
- {id: harbour-office, name: Harbour office, kind: organisation, aliases: [the office],
   summary: "It keeps the [log](event:launch).", part_of: harbour}
- {id: harbour, name: Harbour, kind: state}
"""
GLOSSARY = """
- {id: kite, term: kite, definition: "A thing that flies [@book].", aliases: [dragon]}
"""


def read(text: str) -> Any:
    node, problems = read_yaml(TextSource("-", text))
    assert node is not None
    assert problems == []
    return node.plain()


WHOLE = {
    "site.yml": read(SITE),
    "essay.md": read(FRONT_MATTER),
    "timeline.yml": read(TIMELINE),
    "sources.yml": read(SOURCES),
    "claims.yml": read(CLAIMS),
    "series.yml": read(SERIES),
    "actors.yml": read(ACTORS),
    "glossary.yml": read(GLOSSARY),
}


def write(folder: Path, name: str, structure: Any) -> None:
    """Write a file as JSON: that is YAML too, and nothing in it needs quotes."""
    text = json.dumps(structure, ensure_ascii=False)
    if name == "essay.md":
        text = f"---\n{text}\n---\n{BODY}"
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder in which all is well."""
    for name, structure in WHOLE.items():
        write(tmp_path, name, structure)
    (tmp_path / "media").mkdir()
    (tmp_path / "media/kite.png").touch()
    (tmp_path / "media/serif.ttf").touch()
    return tmp_path


def test_a_site_with_every_key_has_no_fault(data: Path) -> None:
    assert check(str(data))[1] == ()


@pytest.mark.parametrize("model", RECORDS)
def test_the_site_has_every_key_but_those_of_csl(model: type[Record]) -> None:
    if model is not Source:
        written = {key for structure in WHOLE.values() for key in all_keys(structure)}
        assert {info.alias or name for name, info in model.model_fields.items()} <= written


def all_keys(structure: Any) -> Iterator[str]:
    for steps in all_steps(structure):
        if isinstance(steps[-1], str):
            yield steps[-1]


def all_steps(structure: Any, above: Steps = ()) -> Iterator[Steps]:
    pairs: Any = enumerate(structure) if isinstance(structure, list) else ()
    for step, part in structure.items() if isinstance(structure, dict) else pairs:
        yield (*above, step)
        yield from all_steps(part, (*above, step))


def change(structure: Any, steps: Steps, value: Any) -> Any:
    """Return a structure with another value at the steps; without what is there for None."""
    changed = deepcopy(structure)
    holder = changed
    for step in steps[:-1]:
        holder = holder[step]
    if value is None:
        del holder[steps[-1]]
    else:
        holder[steps[-1]] = value
    return changed


def places(text: str, name: str, steps: Steps) -> set[Place]:
    """Return where a value stands, its key, and what is in it; a date of CSL is told as a whole."""
    before = 1 if name == "essay.md" else 0
    node, _ = read_yaml(TextSource(name, text.removeprefix("---\n").split("\n")[0], before))
    assert node is not None
    date = steps[:3] if {"issued", "accessed"} & set(steps) else steps
    near = (date, steps, (*steps, 0), (*steps, 0, 0))
    return {node.at_key(*steps), *(node.at(*there) for there in near)}


@pytest.mark.parametrize("junk", ["", [["x"]]], ids=["nothing", "a list"])
@pytest.mark.parametrize("name", WHOLE)
def test_one_fault_is_told_once_and_in_its_place(data: Path, name: str, junk: Any) -> None:
    for steps in all_steps(WHOLE[name]):
        if junk == "" and steps[2:3] == ("accessed",) and steps[-1] in {"month", "day"}:
            continue  # CSL's programs write empty parts
        if junk == "" and steps[-2:] == (0, 1) and "date-parts" in steps:
            continue
        write(data, name, change(WHOLE[name], steps, junk))
        (problem,) = check(str(data))[1]
        place = replace(problem.place, path=name)
        assert place in places((data / name).read_text(encoding="utf-8"), name, steps), problem


@pytest.mark.parametrize("name", WHOLE)
def test_a_text_is_right_or_told_once(data: Path, name: str) -> None:
    for steps in all_steps(WHOLE[name]):
        write(data, name, change(WHOLE[name], steps, "No such thing!"))
        told = [problem for problem in check(str(data))[1] if not problem.rule.startswith("unk")]
        assert len(told) <= 1, told


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_missing_is_told_once(data: Path, name: str) -> None:
    for steps in all_steps(WHOLE[name]):
        write(data, name, change(WHOLE[name], steps, None))
        problems = check(str(data))[1]
        if isinstance(steps[-1], str):
            assert len(problems) <= 1, problems
        else:
            assert len({problem.rule for problem in problems}) <= 1, problems


@pytest.mark.parametrize("name", WHOLE)
def test_a_key_that_is_unknown_is_told_beside_what_is_missing(data: Path, name: str) -> None:
    for steps in all_steps(WHOLE[name]):
        write(data, name, change(WHOLE[name], steps, {"x": "y"}))
        rules = {problem.rule for problem in check(str(data))[1]}
        if rules & {"unknown-key"}:
            assert rules <= {"unknown-key", "missing-key", "unsourced"}
        else:
            assert len(rules) == 1, rules


anything = st.recursive(
    st.sampled_from(
        ["", "x", "log", "launch", "2024-13", "\x00", "[@nix] <b> [x](y)", "true", "0"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "x", "<<", "date", "sources"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_number_of_faults_is_told(data: Path, draw: st.DataObject) -> None:
    for name, structure in WHOLE.items():
        spoilt = structure
        for _ in range(draw.draw(st.integers(0, 2))):
            steps = draw.draw(st.sampled_from(list(all_steps(spoilt)) or [("x",)]))
            spoilt = change(spoilt, steps, draw.draw(anything))
        write(data, name, spoilt)
    for problem in check(str(data))[1]:
        assert problem.rule in RULES
        assert problem.severity == RULES[problem.rule].severity
        assert STAND_IN not in problem.message + problem.hint
        assert problem.message.strip()


# Stand-ins


def all_parts(model: type[Part] = Part) -> Iterator[type[Part]]:
    for part in model.__subclasses__():
        yield part
        yield from all_parts(part)


PARTS = sorted(set(all_parts()) - {Record}, key=str)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_stand_ins_fit_what_is_required(part: type[Part]) -> None:
    fields = {info.alias or name: info for name, info in part.model_fields.items()}
    assert {key for key, info in fields.items() if info.is_required()} <= part.stand_ins.keys()
    part.model_validate(part.stand_ins)


def test_a_record_knows_which_keys_are_stand_ins() -> None:
    node, _ = read_yaml(TextSource("-", "{id: a, name: [x], kind: state, aliases: ['', b], x: y}"))
    assert node is not None
    actor, problems = read_record(node, Actor)
    assert len(problems) == 3
    assert actor.at_fault == {"name", "aliases", "x"}
    assert (actor.id, actor.name, actor.kind, actor.aliases) == (
        "a", STAND_IN, "state", [STAND_IN, "b"],
    )  # fmt: skip
    assert actor.located is node


def test_an_entry_that_is_no_mapping_is_all_stand_ins() -> None:
    node, _ = read_yaml(TextSource("-", "It flew."))
    assert node is not None
    event, problems = read_record(node, Event)
    assert [problem.rule for problem in problems] == ["not-a-mapping"]
    assert event.id == event.title == STAND_IN
    assert event.at_fault >= {"id", "title", "sources", "body"}


def test_a_malformed_id_is_kept_as_typed() -> None:
    node, _ = read_yaml(TextSource("-", "{id: My_Id, name: x, kind: state}"))
    assert node is not None
    actor, problems = read_record(node, Actor)
    assert actor.id == "My_Id"
    assert actor.at_fault == {"id"}
    assert [problem.rule for problem in problems] == ["bad-id"]


# What fields hold


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0", 0), ("-0", 0), ("007", 7), ("+5", 5), (".5", 0.5), ("5.", 5), ("1e3", 1000),
     ("1E-2", 0.01), ("9007199254740993", 9007199254740993.0), ("-12.50", -12.5)],
)  # fmt: skip
def test_a_number_is_what_its_digits_say(typed: str, value: float) -> None:
    point = Point.model_validate(Point.stand_ins | {"value": typed})
    assert (point.value, type(point.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2024-06-19", "2024-06-19"),
        ({"date-parts": [["2024"]]}, "2024"),
        ({"date-parts": [["2024", "6", "9"]]}, "2024-06-09"),
        ({"date-parts": [["2024", "6"], ["2024", "7"]]}, "2024-06/2024-07"),
        ({"date-parts": [["2024"]], "season": "3"}, "2024-23"),
        ({"date-parts": [["2024"]], "circa": "true"}, "2024~"),
        ({"date-parts": [["-44"]]}, "-0044"),
        ([{"year": "2024", "month": "06", "day": "19"}], "2024-06-19"),
        ([{"year": "2024"}, {"year": "2025", "month": "1"}], "2024/2025-01"),
        ([{"year": "2024", "season": "24"}], "2024-24"),
        ([{"year": "2024", "circa": "about"}], "2024~"),
        ([{"year": "2024", "circa": "false"}], "2024"),
        ([{"year": "2024", "circa": "0", "month": ""}], "2024"),
        ({"year": "99"}, "0099"),
        ({"raw": "2024-06"}, "2024-06"),
        ({"literal": "2023/.."}, "2023/.."),
    ],
)
def test_a_date_of_csl_keeps_its_precision(typed: Any, edtf: str) -> None:
    source = Source.model_validate(Source.stand_ins | {"issued": typed})
    assert source.issued is not None
    assert source.issued.text == edtf


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ({"literal": "Harbour office", "family": "x"}, "Harbour office"),
        ({"family": "Lin", "given": "Ada"}, "Ada Lin"),
        ({"family": "Lin"}, "Lin"),
        ({"given": "Ada"}, "Ada"),
        ({"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}, "V. van Gogh"),
        ({"family": "Kim", "given": "Jong Un", "static-ordering": "true"}, "Kim Jong Un"),
        ({"family": "Lin", "given": "Ada", "suffix": "Jr."}, "Ada Lin Jr."),
    ],
)
def test_a_name_is_shown_in_its_order(name: Any, shown: str) -> None:
    assert str(Name.model_validate(name)) == shown


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "HTTP://EXAMPLE.org:80/", "https://münchen.example/ä?b=c#d",
     "https://example.org/a_(b)", "https://user@example.org/'x'"],
)  # fmt: skip
def test_a_web_address_is_kept_as_typed(url: str) -> None:
    assert Source.model_validate(Source.stand_ins | {"URL": url}).url == url


@pytest.mark.parametrize("tag", ["en", "en-GB", "ko", "zh-Hant-TW", "de-1996", "und", "sr-Latn"])
def test_a_language_is_a_tag(tag: str) -> None:
    assert EssayInfo.model_validate(EssayInfo.stand_ins | {"language": tag}).language == tag


GOOD_CONTACTS = ["desk@example.org", "mailto:d.e+k@bay.example.org", "https://example.org/contact"]
BAD_CONTACTS = [
    "javascript:alert(1)@example.org", "data:text/html,x@example.org", "mailto:", "desk@",
    "desk@bay", "a@b@example.org", "a b@example.org", "<a@example.org>", "https://", "example.org",
]  # fmt: skip


@pytest.mark.parametrize("contact", [*GOOD_CONTACTS, *BAD_CONTACTS])
def test_a_contact_is_a_web_or_a_mail_address(contact: str) -> None:
    node, _ = read_yaml(TextSource("-", json.dumps(WHOLE["site.yml"] | {"contact": contact})))
    assert node is not None
    info, problems = read_record(node, SiteInfo)
    fits = contact in GOOD_CONTACTS
    assert [problem.rule for problem in problems] == ([] if fits else ["bad-url"])
    assert info.contact == (contact if fits else None)
