"""`site.json`: it fits its schema, leads somewhere, and holds what the data holds, in order."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import jsonschema
import pytest
from made_data import FILES, LISTS, SAMPLE, Json, Made, list_entries

from build_content.build import build


def walk_objects(value: Any) -> Iterator[Json]:
    """Yield every object within a JSON value, itself included."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from walk_objects(inner)


# site.json and its schema


def test_the_site_fits_its_schema(made: Made) -> None:
    schema = json.loads((made.docs / "data" / "site.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(made.site)] == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("events", {"colour": "red"}),
        ("events", {"status": "rumoured"}),
        ("events", {"earliest": "in spring"}),
        ("events", {"used_by": [{"kind": "event"}]}),
        ("sources", {"citation_number": "first"}),
        ("series", {"points": [{}]}),
        ("claims", {"url": 7}),
    ],
)
def test_the_schema_refuses_what_the_site_never_holds(name: str, change: Json, made: Made) -> None:
    schema = json.loads((made.docs / "data" / "site.schema.json").read_text("utf-8"))
    wrong = {**made.site, name: [{**made.site[name][0], **change}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema, jsonschema.Draft202012Validator)


# Addresses


def list_ids(markdown: str) -> set[str]:
    """Return the ids that a page's Markdown gives out."""
    lists = re.findall(r"\{:?([^{}\n]*)\}", markdown)
    ids = {word[1:] for found in lists for word in found.split() if word.startswith("#")}
    return ids | set(re.findall(r'\sid="([^"]+)"', markdown))


@pytest.fixture(scope="module")
def ids(made: Made) -> dict[str, set[str]]:
    """Return the ids of each page by its address."""
    return {
        path.relative_to(made.docs).with_suffix(".html").as_posix(): list_ids(
            path.read_text("utf-8")
        )
        for path in made.docs.rglob("*.md")
    }


def find_dead(urls: Iterator[str], ids: dict[str, set[str]]) -> list[str]:
    dead = []
    for url in urls:
        page, _, fragment = url.partition("#")
        if page not in ids or (fragment and fragment not in ids[page]):
            dead.append(url)
    return dead


def test_every_address_leads_to_a_page_and_an_id_on_it(
    made: Made, ids: dict[str, set[str]]
) -> None:
    entries = [entry for _, entry in list_entries(made.site)] + made.site["lanes"]
    urls = [
        url for entry in entries for url in (entry["url"], *(u["url"] for u in entry["used_by"]))
    ]
    assert len(urls) > 100
    assert find_dead(iter(urls), ids) == []
    assert len({entry["url"] for _, entry in list_entries(made.site)}) == sum(
        1 for _ in list_entries(made.site)
    )


def test_every_link_in_a_text_leads_somewhere(made: Made, ids: dict[str, set[str]]) -> None:
    texts = [
        text for entry in walk_objects(made.site) for key, text in entry.items()
        if key.endswith("_html")
    ]  # fmt: skip
    found = html5lib.parseFragment("".join(texts), namespaceHTMLElements=False).iter("a")
    links = [str(link.get("href")) for link in found]
    inner = [link for link in links if not re.match(r"https?://|mailto:", link)]
    assert inner
    assert find_dead(iter(inner), ids) == []


# Fields and dates


def test_the_authors_fields_come_under_their_own_names(made: Made) -> None:
    """Every text that was typed is there as typed, whatever stands beside it."""
    for kind, name in FILES.items():
        [key] = [key for key, value in LISTS.items() if value == kind]
        told = {entry["id"]: entry for entry in made.site[key]}
        for entry in made.load(name):
            assert find_unlike(entry, told[entry["id"]]) == []
    told = {entry["id"]: entry for entry in made.site["sources"]}
    for source in made.load("sources.yml")["references"]:
        dates = {"issued", "accessed", "original-date"}  # CSL has three ways to write one
        plain = {key: value for key, value in source.items() if key not in dates}
        assert find_unlike(plain, told[source["id"]]) == []


def find_unlike(typed: Any, told: Any) -> list[tuple[Any, Any]]:
    """Return (typed, told) where a value is not told as typed."""
    if isinstance(typed, dict):
        return [pair for key, value in typed.items() for pair in find_unlike(value, told.get(key))]
    if isinstance(typed, list):
        return [
            pair for one, other in zip(typed, told, strict=True) for pair in find_unlike(one, other)
        ]
    if isinstance(told, dict):  # a source named by its id alone
        return [] if told == {"id": typed} else [(typed, told)]
    if isinstance(told, bool):
        return [] if typed == str(told).lower() else [(typed, told)]
    if isinstance(told, int | float):
        return [] if float(typed) == told else [(typed, told)]
    return [] if typed == told else [(typed, told)]


def test_every_date_has_words_and_bounds(made: Made) -> None:
    count = 0
    for entry in walk_objects(made.site):
        for key in [key.removesuffix("_text") for key in entry if key.endswith("_text")]:
            count += 1
            prefix = "" if key == "date" else f"{key}_"
            assert entry[f"{key}_text"].strip()
            first, last = entry[f"{prefix}earliest"], entry[f"{prefix}latest"]
            for bound in (first, last):
                assert bound is None or re.fullmatch(r"-?\d{4}-\d\d-\d\d", bound)
            assert None in (first, last) or first <= last or first.startswith("-")
    dated = {"date", "issued", "accessed", "updated", "published", "checked", "reviewed", "edition"}
    found = sum(key in dated for entry in walk_objects(made.site) for key in entry)
    assert count >= found - sum(key == "edition" for s in made.site["sources"] for key in s) > 40


DATES = {
    "Y-17000": ("17,001 BC", None, None),
    "-0044": ("45 BC", "-0044-01-01", "-0044-12-31"),
    "0000": ("1 BC", "0000-01-01", "0000-12-31"),
    "01XX": (..., "0100-01-01", "0199-12-31"),
    "../1899": ("until 1899", None, "1899-12-31"),
    "190X": (..., "1900-01-01", "1909-12-31"),
    "18XX": (..., "1800-01-01", "1899-12-31"),
    "195X~": (..., "1950-01-01", "1959-12-31"),
    "1974-XX": (..., "1974-01-01", "1974-12-31"),
    "1974-09-XX": (..., "1974-09-01", "1974-09-30"),
    "2001/": (..., "2001-01-01", None),
    "/2003": (..., None, "2003-12-31"),
    "2013-21": ("spring 2013", "2013-03-01", "2013-05-31"),
    "2013-22~": ("about summer 2013", "2013-06-01", "2013-08-31"),
    "2015-23": ("autumn 2015", "2015-09-01", "2015-11-30"),
    "2015-24": (..., "2015-12-01", "2016-02-29"),
    "2016-06/2016-08": ("June–August 2016", "2016-06-01", "2016-08-31"),
    "2019-03-31T01:00:00Z": ("31 March 2019", "2019-03-31", "2019-03-31"),
    "2019-05-02/2019-05-09": ("2–9 May 2019", "2019-05-02", "2019-05-09"),
    "2019-10~": ("about October 2019", "2019-10-01", "2019-10-31"),
    "2020/..": ("since 2020", "2020-01-01", None),
    "Y17000": (..., None, None),
}


@pytest.mark.parametrize("typed", DATES)
def test_a_date_is_told_as_it_is_and_no_more_precisely(typed: str, sample: Json) -> None:
    found = [entry for entry in walk_objects(sample["events"]) if entry.get("date") == typed]
    assert found
    said, first, last = DATES[typed]
    assert (found[0]["earliest"], found[0]["latest"]) == (first, last)
    assert said in (..., found[0]["date_text"])


# Order


def test_lists_stand_in_their_order(made: Made) -> None:
    site = made.site
    for kind, name in FILES.items():
        [key] = [key for key, value in LISTS.items() if value == kind]
        typed = [entry["id"] for entry in made.load(name)]
        told = [entry["id"] for entry in site[key]]
        assert sorted(told) == sorted(typed)
        assert kind == "event" or told == typed
    numbers = [source["citation_number"] for source in site["sources"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [lane["id"] for lane in site["lanes"]] == [
        lane["id"] for lane in made.load("site.yml")["lanes"]
    ]
    bounded = [event for event in site["events"] if event["earliest"] and event["latest"]]
    after = [event for event in bounded if not event["earliest"].startswith("-")]
    keys = [(event["earliest"], event["latest"], event["id"]) for event in after]
    assert keys == sorted(keys)


def test_events_stand_by_date_and_sections_as_written(sample: Json) -> None:
    assert [event["id"] for event in sample["events"]][:4] == [
        "sun-time", "ice-leaves-valley", "hour-stone", "clock-bought",
    ]  # fmt: skip
    assert sample["events"][-1]["id"] == "guarantee-ends"
    assert [section["id"] for section in sample["sections"]] == ["trust", "whos-late", "expects"]
    assert [source["id"] for source in sample["sources"]][:4] == [
        "almanac-2019", "council-minutes-1905", "ledger", "wire-pigeon",
    ]  # fmt: skip


def test_sources_that_nobody_cites_stand_last_without_a_number(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "data")
    file = tmp_path / "data" / "sources.yml"
    unused = "  - {id: unused, type: book, title: Unread, issued: 2000}\n"
    file.write_text(file.read_text("utf-8").replace("references:\n", f"references:\n{unused}"))
    docs = tmp_path / "docs"
    assert not build(tmp_path / "data", docs).failed
    sources = json.loads((docs / "data" / "site.json").read_text("utf-8"))["sources"]
    assert (sources[-1]["id"], sources[-1]["used_by"]) == ("unused", [])
    assert [source["id"] for source in sources if "citation_number" not in source] == ["unused"]
