"""The sample site: it uses all that a data folder can hold, and comes out as `sample/docs/` has it.

Where a change of the output is meant, this command takes it over:

    python -m build_content build --data tests/sample/data --docs tests/sample/docs
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from build_content.build import Built, build
from build_content.model import (
    CLAIM_KINDS,
    SOURCE_KINDS,
    STATUSES,
    VERDICTS,
    Actor,
    Claim,
    EssayInfo,
    Event,
    Part,
    Series,
    SiteInfo,
    Source,
    Term,
)
from build_content.model.records import ActorKind, Bound

HERE = Path(__file__).parent
DATA = HERE / "sample" / "data"
GOLDEN = HERE / "sample" / "docs"
BY_HAND = "about.md"
SHOWN_LINES = 40
TAKE_OVER = "python -m build_content build --data tests/sample/data --docs tests/sample/docs"


def list_files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "docs"
    folder.mkdir()
    shutil.copy(GOLDEN / BY_HAND, folder)
    build_sample(folder)
    return folder


def build_sample(folder: Path) -> Built:
    built = build(DATA, folder)
    assert not built.failed, built.problems
    return built


@pytest.mark.parametrize("path", list_files(GOLDEN))
def test_a_file_comes_out_as_it_stood(path: str, docs: Path) -> None:
    made = docs / path
    assert made.is_file(), f"no longer written; to take that over: {TAKE_OVER}"
    if made.read_bytes() != (GOLDEN / path).read_bytes():
        pytest.fail(tell_difference(path, GOLDEN / path, made), pytrace=False)


def tell_difference(path: str, before: Path, after: Path) -> str:
    """Return what differs, as a person reads it, and how to take it over."""
    old, new = (
        file.read_bytes().decode("utf-8", "replace").replace("\r", "\\r").splitlines()
        for file in (before, after)
    )
    names = "as it stood", "as it comes out"
    found = list(difflib.unified_diff(old, new, *names, lineterm="", n=1))
    more = len(found) - SHOWN_LINES
    told = found[:SHOWN_LINES] + ([f"… and {more} lines more"] if more > 0 else [])
    return "\n".join([f"{path} has changed:", *told, "", f"To take it over: {TAKE_OVER}"])


def test_nothing_else_comes_out(docs: Path) -> None:
    assert sorted(set(list_files(docs)) - set(list_files(GOLDEN))) == [], TAKE_OVER


def test_the_sample_has_one_problem_and_that_is_meant() -> None:
    problems = build(DATA, GOLDEN, dry=True).problems
    assert [(problem.severity, problem.rule) for problem in problems] == [("warning", "unreviewed")]


# What the sample uses


def load(name: str) -> Any:
    text = (DATA / name).read_text("utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only


def load_front_matter() -> Any:
    front = (DATA / "essay.md").read_text("utf-8").split("---\n")[1]
    return yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - as above


RECORDS: list[tuple[type[Part], Any]] = [
    (SiteInfo, load("site.yml")),
    (EssayInfo, load_front_matter()),
    (Event, load("timeline.yml")),
    (Source, load("sources.yml")["references"]),
    (Claim, load("claims.yml")),
    (Series, load("series.yml")),
    (Actor, load("actors.yml")),
    (Term, load("glossary.yml")),
]


def find_part(annotation: Any) -> type[Part] | None:
    """Return the model inside `list[X] | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        assert issubclass(annotation, Part)
        return annotation
    inner = (find_part(argument) for argument in get_args(annotation))
    return next((found for found in inner if found), None)


def walk_values(model: type[Part], data: Any) -> Iterator[tuple[type[Part], str, Any]]:
    """Yield (model, key, value) for every key in the data, and nothing for those not written."""
    for item in data if isinstance(data, list) else [data]:
        if not isinstance(item, dict):
            continue
        for name, info in model.model_fields.items():
            key = info.alias or name
            if key not in item:
                continue
            yield model, key, item[key]
            part = find_part(info.annotation)
            if part:
                yield from walk_values(part, item[key])


def walk_models(model: type[Part]) -> Iterator[type[Part]]:
    yield model
    for info in model.model_fields.values():
        part = find_part(info.annotation)
        if part:
            yield from walk_models(part)


VALUES = [value for model, data in RECORDS for value in walk_values(model, data)]
MODELS = dict.fromkeys(part for model, _ in RECORDS for part in walk_models(model))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_used(model: type[Part]) -> None:
    keys = {info.alias or name for name, info in model.model_fields.items()}
    used = {key for part, key, _ in VALUES if part is model}
    assert sorted(keys - used) == []


def test_every_choice_is_used() -> None:
    choices = {
        "status": set(STATUSES),
        "verdict": set(VERDICTS),
        "bound": set(get_args(Bound)),
        "kind": {*CLAIM_KINDS, *SOURCE_KINDS, *get_args(ActorKind)},
    }
    used: dict[str, set[str]] = defaultdict(set)
    for model, key, value in VALUES:
        if key in choices and not (model is Source and key == "status"):
            used[key].add(value)
    assert {key: sorted(wanted - used[key]) for key, wanted in choices.items()} == {
        "status": [], "verdict": [], "bound": [], "kind": [],
    }  # fmt: skip


def test_a_source_is_named_by_id_and_with_locator_and_quote() -> None:
    named = [ref for event in load("timeline.yml") for ref in event["sources"]]
    assert any(isinstance(ref, str) for ref in named)
    assert any("locator" in ref and "quote" in ref for ref in named if isinstance(ref, dict))


EDTF_FORMS = {
    "day": r"\d{4}-\d\d-\d\d",
    "month": r"\d{4}-(0\d|1[0-2])",
    "year": r"\d{4}",
    "spring": r"\d{4}-21",
    "summer": r"\d{4}-22~?",
    "autumn": r"\d{4}-23",
    "winter": r"\d{4}-24",
    "about": r"\d{4}-\d\d~",
    "unsure": r"\d{4}\?",
    "about and unsure": r"\d{4}%",
    "decade": r"\d{3}X",
    "decade, about": r"\d{3}X~",
    "century": r"\d\dXX",
    "some month": r"\d{4}-XX",
    "some day": r"\d{4}-\d\d-XX",
    "some month and day": r"\d{4}-XX-XX",
    "from day to day": r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
    "from month to month": r"\d{4}-\d\d/\d{4}-\d\d",
    "open end": r"\d{4}/\.\.",
    "open start": r"\.\./\d{4}",
    "unknown end": r"\d{4}/",
    "unknown start": r"/\d{4}",
    "before our era": r"-\d{4}",
    "the year 0": "0000",
    "far past": r"Y-\d{5,}",
    "far future": r"Y\d{5,}",
    "time of day": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "time in UTC": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "time in a zone": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
}


@pytest.mark.parametrize("form", EDTF_FORMS.values(), ids=EDTF_FORMS)
def test_every_kind_of_date_is_used(form: str) -> None:
    dates = [value for _, key, value in VALUES if key == "date"]
    assert any(re.fullmatch(form, date) for date in dates)


def test_every_csl_notation_of_a_date_is_used() -> None:
    issued = [
        source["issued"] for source in load("sources.yml")["references"] if "issued" in source
    ]
    assert any(isinstance(date, str) for date in issued)
    assert any("date-parts" in date for date in issued if isinstance(date, dict))
    assert {key for date in issued if isinstance(date, list) for side in date for key in side} == {
        "year", "month", "day", "season", "circa",
    }  # fmt: skip


REFERENCES = {
    "a citation": r"\[@[a-z0-9-]+\]",
    "with a locator": r"\[@[a-z0-9-]+, [^\]]+\]",
    "several citations": r"\[@[^;\]]+; @[^\]]+\]",
    "event": r"\]\(event:",
    "actor": r"\]\(actor:",
    "term": r"\]\(term:",
    "series": r"\]\(series:",
    "claim": r"\]\(claim:",
    "a passage with a reference in it": r"\[[^\[\]]+\[[^\]]+\]\(event:[^)]+\)[^\]]+\]\(claim:",
    "by a definition": r"^\[[a-z]+\]: event:",
    "in angle brackets": r"<event:",
    "a link": r"\]\(https://",
    "a mail address": r"<mailto:",
    "a heading's own id": r"^## .*\{#[a-z-]+\}$",
    "a heading without": r"^## [^{}]+$",
    "in a code span": r"`\[@",
    "in a code block": r"^ {4}\[@",
    "in a table": r"^\|.*\]\(actor:",
}


@pytest.mark.parametrize("form", REFERENCES.values(), ids=REFERENCES)
def test_every_kind_of_reference_is_used(form: str) -> None:
    essay = (DATA / "essay.md").read_text("utf-8")
    assert re.search(form, essay, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("timeline.yml", ["summary", "body"]),
        ("claims.yml", ["statement", "record", "since"]),
        ("series.yml", ["description"]),
        ("actors.yml", ["summary"]),
        ("glossary.yml", ["definition"]),
    ],
)
def test_every_text_holds_a_reference_somewhere(name: str, fields: list[str]) -> None:
    for field in fields:
        texts = [entry[field] for entry in load(name) if field in entry]
        assert any("](" in text or "[@" in text for text in texts), field


# What comes out


def test_every_page_of_the_contract_exists(docs: Path) -> None:
    names = {
        "index.md", "essay/index.md", "timeline/index.md", "claims.md", "numbers.md", "actors.md",
        "sources.md", "glossary.md", "index-a-z.md", "print.md", "data/index.md", "about.md",
        "data/site.json", "data/site.schema.json", "media/tower-clock.png",
    }  # fmt: skip
    sections = ["trust", "whos-late", "expects"]
    events = [event["id"] for event in load("timeline.yml")]
    series = [entry["id"] for entry in load("series.yml")]
    names |= {f"essay/{id}.md" for id in sections} | {f"timeline/{id}.md" for id in events}
    names |= {f"data/{id}.csv" for id in series}
    assert sorted(names - set(list_files(docs))) == []


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("claims.md", "claims.yml"),
        ("numbers.md", "series.yml"),
        ("actors.md", "actors.yml"),
        ("sources.md", "sources.yml"),
        ("glossary.md", "glossary.yml"),
    ],
)
def test_every_entry_has_its_address(page: str, name: str, docs: Path) -> None:
    entries = load(name)
    markdown = (docs / page).read_text("utf-8")
    for entry in entries["references"] if isinstance(entries, dict) else entries:
        assert len(re.findall(rf"#{entry['id']} ", markdown)) == 1, entry["id"]


def test_a_picture_comes_out_as_it_is(docs: Path) -> None:
    picture = "media/tower-clock.png"
    assert (docs / picture).read_bytes() == (DATA / picture).read_bytes()
