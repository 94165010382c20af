"""JSON-LD: judged by schema.org's own vocabulary, dated as exactly as is known, safe in a page."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_data import SAMPLE, Made

from build_content.dates import parse_date
from build_content.graph import Graph, link_site
from build_content.linked_data.dates import is_fully_told, write_dates
from build_content.linked_data.nodes import ARTICLE, describe_original, type_of_essay
from build_content.linked_data.pages import describe_page
from build_content.linked_data.writing import ROOT, Here, write_json_ld
from build_content.reading import read_site

# Made by tools/extract_vocabulary.py from the npm package schema-dts 2.1.0.
VOCABULARY: Mapping[str, Mapping[str, Any]] = json.loads(
    Path(__file__).with_name("schema_org.json").read_text("utf-8")
)
ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d(:\d\d)?)?)?)?)?")
WORDS = {"Text", "URL", "Date", "DateTime"}
NUMBERS = {"Number", "Integer", "Text"}


def lineage(name: str) -> set[str]:
    """Return a type and all above it."""
    known = VOCABULARY.get(name, {"parents": []})
    return {name}.union(*(lineage(parent) for parent in known["parents"]))


def judge(node: Any) -> Iterator[str]:
    """Yield what schema.org does not allow in a node or in those inside it."""
    if node.keys() == {"@id"}:
        return
    name = node.get("@type")
    if name not in VOCABULARY:
        yield f"no such type: {name}"
        return
    properties: dict[str, list[str]] = {}
    for above in lineage(name):
        properties |= VOCABULARY.get(above, {"properties": {}})["properties"]
    for key, value in node.items():
        if key.startswith("@"):
            continue
        if key not in properties:
            yield f"{name} has no {key}"
            continue
        for item in value if isinstance(value, list) else [value]:
            yield from judge_value(f"{name}.{key}", set(properties[key]), item)


def judge_value(where: str, ranges: set[str], value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "@type" in value and not lineage(value["@type"]) & ranges:
            yield f"{where} holds no {value['@type']}"
        yield from judge(value)
    elif isinstance(value, str):
        if not ranges & WORDS:
            yield f"{where} holds no text"
        elif not ranges - {"Date", "DateTime"} and not ISO.fullmatch(value):
            yield f"{where} is no date: {value}"
        elif ranges <= {"URL", "ImageObject", "CreativeWork"} and not is_address(value):
            yield f"{where} is no address: {value}"
    elif not ranges & NUMBERS:
        yield f"{where} holds no number"


def is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", ROOT))


def read_pages(docs: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the nodes of every page that has some, by its path."""
    pages = {}
    for path in sorted(docs.rglob("*.md")):
        front = path.read_text("utf-8").split("---\n")[1] if path.name != "about.md" else ""
        fields = yaml.load(front, Loader=yaml.CSafeLoader) or {}
        if "json_ld" in fields:
            body = json.loads(fields["json_ld"])
            assert body["@context"] == "https://schema.org"
            pages[path.relative_to(docs).as_posix()] = body.get("@graph", [body])
    return pages


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node in a value."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from walk(item)
        elif isinstance(item, dict):
            yield item
            yield from walk(list(item.values()))


@pytest.fixture(scope="module")
def pages(made: Made) -> dict[str, list[dict[str, Any]]]:
    return read_pages(made.docs)


@pytest.fixture(scope="module")
def graph() -> Graph:
    site, _ = read_site(str(SAMPLE))
    return link_site(site)


# The vocabulary


def test_every_property_is_one_of_its_type_and_holds_what_it_may(
    pages: dict[str, list[dict[str, Any]]],
) -> None:
    faults = [
        f"{path}: {fault}"
        for path, nodes in pages.items()
        for node in nodes
        for fault in judge({key: item for key, item in node.items() if key != "@context"})
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "Essay"}, "no such type"),
        ({"@type": "Event", "citation": "x"}, "Event has no citation"),
        ({"@type": "Claim", "appearance": {"@type": "Person"}}, "holds no Person"),
        ({"@type": "Event", "startDate": "2024-21"}, "is no date"),
        ({"@type": "Event", "startDate": "2024-12"}, None),
        ({"@type": "Event", "startDate": "summer 2024"}, "is no date"),
        ({"@type": "Event", "location": {"@type": "Place", "headline": "x"}}, "Place has no"),
        ({"@type": "Thing", "url": "somewhere"}, "is no address"),
    ],
)
def test_the_judge_sees_faults(node: dict[str, Any], fault: str | None) -> None:
    found = list(judge(node))
    assert bool(found) is (fault is not None)
    assert fault is None or fault in found[0]


def test_what_the_issue_asks_for_is_there(pages: dict[str, list[dict[str, Any]]]) -> None:
    found = {node["@type"] for node in walk(list(pages.values())) if "@type" in node}
    assert {"WebSite", "Event", "DefinedTerm", "DefinedTermSet", "Claim", "Dataset"} <= found
    assert found & (set(ARTICLE.values()) - {"Article"})
    cited = [node for node in walk(list(pages.values())) if "citation" in node]
    assert any(lineage(node["@type"]) >= {"Article"} for node in cited)
    claims = [node for node in walk(pages["claims.md"]) if node.get("@type") == "Claim"]
    assert all("appearance" in claim for claim in claims)


def test_each_event_has_its_page_each_fact_and_term_its_place(
    made: Made, pages: dict[str, list[dict[str, Any]]]
) -> None:
    for event in made.site["events"]:
        [node] = pages[f"timeline/{event['id']}.md"]
        assert (node["@id"], node["name"]) == (ROOT + event["url"], event["title"])
    facts = [claim["url"] for claim in made.site["claims"] if claim["kind"] == "fact"]
    told = [node["@id"] for node in pages["claims.md"][0]["hasPart"]]
    assert told == [ROOT + url for url in facts]
    terms = [node["@id"] for node in pages["glossary.md"][0]["hasDefinedTerm"]]
    assert terms == [ROOT + term["url"] for term in made.site["terms"]]


def test_no_verdict_becomes_a_rating(pages: dict[str, list[dict[str, Any]]]) -> None:
    found = list(walk(list(pages.values())))
    assert not [node for node in found if "Rating" in str(node.get("@type"))]
    assert not [node for node in found if node.get("@type") == "ClaimReview"]


# The essay's kind


@pytest.mark.parametrize("kind", [None, "opinion", "analysis", "background"])
def test_a_text_of_its_own_is_of_its_own_kind(graph: Graph, kind: str | None) -> None:
    info = graph.site.essay.info.model_copy(update={"kind": kind, "original": None})
    assert type_of_essay(info) == ARTICLE[kind]
    assert describe_original(info) == {}


def test_a_retelling_is_no_opinion_but_what_it_retells_is() -> None:
    site, _ = read_site("data")
    assert site.essay.info.kind == "opinion"
    assert type_of_essay(site.essay.info) == "BackgroundNewsArticle"
    assert describe_original(site.essay.info)["@type"] == "OpinionNewsArticle"


# Dates


@pytest.mark.parametrize(
    ("typed", "start", "end", "all_told"),
    [
        ("2024-06-19", "2024-06-19", None, True),
        ("2024-06", "2024-06", None, True),
        ("2024", "2024", None, True),
        ("0987", "0987", None, True),
        ("2024-XX", "2024", None, True),
        ("2024-06-XX", "2024-06", None, True),
        ("2024-06-19T10:00:00Z", "2024-06-19T10:00:00Z", None, True),
        ("2024-10-08/2024-10-13", "2024-10-08", "2024-10-13", True),
        ("2024-10/2025", "2024-10", "2025", True),
        ("2023/..", "2023", None, False),
        ("../2024-05", None, "2024-05", False),
        ("2023/", "2023", None, False),
        ("2024-10~", None, None, False),
        ("2024?", None, None, False),
        ("2024-10~/2024-12", None, "2024-12", False),
        ("2022-22", None, None, False),
        ("202X", None, None, False),
        ("-0044", None, None, False),
        ("0000", None, None, False),
        ("Y12024", None, None, False),
    ],
)
def test_a_date_says_no_more_than_is_known(
    typed: str, start: str | None, end: str | None, *, all_told: bool
) -> None:
    date = parse_date(typed)
    found = write_dates(date)
    assert (found.get("startDate"), found.get("endDate")) == (start, end)
    assert is_fully_told(date) is all_told


def test_words_stand_in_for_a_date_that_machines_cannot_read(graph: Graph) -> None:
    event = next(event for event in graph.site.events if event.date.is_approximate)
    [node] = describe_page(graph, f"timeline/{event.id}")
    assert "startDate" not in node or event.date.is_interval
    assert node["description"].startswith("about")


# In a page


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script>", f"{ROOT}index.html", "a & b"]
)
def test_a_text_cannot_leave_the_script_or_pass_for_an_address(text: str) -> None:
    written = write_json_ld([{"@type": "Thing", "name": text, "url": Here("index.html")}])
    assert re.findall("[<>&]", written) == ["<", ">"]
    assert written.count(ROOT) == 1
    assert json.loads(written)["name"] == text


def test_half_a_character_is_left_out_and_naught_is_kept() -> None:
    written = write_json_ld([{"@type": "GeoCoordinates", "latitude": 0.0, "name": "a\ud800b"}])
    assert json.loads(written) == {
        "@context": "https://schema.org", "@type": "GeoCoordinates", "latitude": 0.0, "name": "ab",
    }  # fmt: skip


def test_what_is_not_said_is_not_there(graph: Graph) -> None:
    event = graph.site.timeline[0]
    bare = event.model_copy(update={"place": None, "actors": [], "media": None})
    site = dataclasses.replace(graph.site, events=(bare,))
    written = write_json_ld(describe_page(Graph(site, graph.uses), f"timeline/{bare.id}"))
    assert not {"location", "about", "image"} & json.loads(written).keys()


def test_a_long_timeline_is_counted_and_not_listed(graph: Graph) -> None:
    first = graph.site.timeline[0]
    many = tuple(first.model_copy(update={"id": f"event-{at}"}) for at in range(61))
    for events, listed in ((many[:60], 60), (many, 0)):
        site = dataclasses.replace(graph.site, events=events)
        [node] = describe_page(Graph(site, ()), "timeline/index")
        assert node["mainEntity"]["numberOfItems"] == len(events)
        assert len(node["mainEntity"]["itemListElement"]) == listed
