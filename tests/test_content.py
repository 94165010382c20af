"""What the first site says, held against the research it stands on, where that lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from build_content.build import check
from build_content.graph import Graph, link_site
from build_content.languages import ENGLISH
from build_content.model import Site

ROOT = Path(__file__).parent.parent
RESEARCH = ROOT.parent / "shared" / "research" / "facts.md"
BIG_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4,}")
MILLIONS = re.compile(r"(\d+(?:\.\d+)?) million")
STATEHOOD = {"state-media", "partisan"}


@cache
def load_site() -> Site:
    site, problems = check(str(ROOT / "data"))
    assert problems == ()
    return site


@cache
def research() -> str | None:
    return RESEARCH.read_text("utf-8") if RESEARCH.exists() else None


def graph() -> Graph:
    return link_site(load_site())


def find_unfounded_numbers(text: str, grounds: str) -> list[str]:
    """Return the numbers of four digits or more that the grounds do not hold."""
    known = {found.replace(",", "") for found in BIG_NUMBER.findall(grounds)}
    known |= {str(round(float(found) * 1e6)) for found in MILLIONS.findall(grounds)}
    return [found for found in BIG_NUMBER.findall(text) if found.replace(",", "") not in known]


def list_texts(site: Site) -> Iterator[tuple[str, str]]:
    for section in site.essay.sections:
        yield f"section {section.id}", section.text.plain
    for event in site.events:
        yield (
            f"event {event.id}",
            " ".join((event.title, event.summary.plain, event.body.plain if event.body else "")),
        )
    for claim in site.claims:
        for prose in (claim.statement, claim.record, claim.since):
            if prose:
                yield f"claim {claim.id}", prose.plain


def list_quotes(site: Site) -> Iterator[tuple[str, str]]:
    for event in site.events:
        yield from ((event.id, source.quote) for source in event.sources if source.quote)
    for claim in site.claims:
        for source in (*claim.sources, *claim.against):
            if source.quote:
                yield claim.id, source.quote
    for series in site.series:
        for point in series.points:
            yield from ((series.id, source.quote) for source in point.sources if source.quote)


def test_every_number_stands_in_the_research() -> None:
    grounds = research()
    for where, text in list_texts(load_site()):
        if grounds is not None:
            assert (where, find_unfounded_numbers(text, grounds)) == (where, [])


def test_every_value_of_a_series_stands_in_the_research() -> None:
    grounds = research()
    for series in load_site().series:
        for point in series.points:
            if grounds is not None:
                unfounded = find_unfounded_numbers(ENGLISH.number(point.value), grounds)
                assert (series.id, unfounded) == (series.id, [])


@pytest.mark.parametrize(
    ("text", "unfounded"),
    [
        ("more than 6,700 containers in 2023", []),
        ("about 6,800 containers", ["6,800"]),
        ("16500 and 900", ["16500"]),
        ("4,800,000 shells", []),
        ("4,800,001 shells", ["4,800,001"]),
    ],
)
def test_a_number_out_of_thin_air_is_found(text: str, unfounded: list[str]) -> None:
    grounds = "around 6700 containers, said in 2023; up to 4.8 million shells"
    assert find_unfounded_numbers(text, grounds) == unfounded


def test_every_quote_is_word_for_word_in_the_research() -> None:
    grounds = research()
    quotes = list(list_quotes(load_site()))
    assert quotes
    for where, quote in quotes:
        assert grounds is None or quote in grounds or quote.replace('"', '\\"') in grounds, where


def test_every_address_is_one_that_the_research_gives() -> None:
    grounds = research()
    for source in load_site().sources:
        assert grounds is None or source.url is None or source.url in grounds, source.id


def test_everything_judged_or_counted_has_a_source() -> None:
    site = load_site()
    judged = [
        claim for claim in site.claims if claim.verdict not in (None, "unproven", "unchecked")
    ]
    assert judged
    assert all(claim.sources for claim in judged)
    assert all(event.sources for event in site.events)
    assert all(point.sources for series in site.series for point in series.points)


def test_no_verdict_rests_only_on_a_blog_or_on_what_nobody_vouches_for() -> None:
    site = load_site()
    for claim in site.claims:
        if claim.verdict in (None, "unproven", "unchecked"):
            continue
        kinds = {site.source(source.id).custom.kind for source in claim.sources}
        assert kinds - {"blog", "other", None}, claim.id


def test_every_claim_is_marked_and_every_source_used() -> None:
    site, linked = load_site(), graph()
    assert {claim.id for claim in site.claims} == set(linked.marks)
    assert {source.id for source in site.sources} == set(linked.numbers)


def test_opinions_and_forecasts_are_not_rated() -> None:
    assert all(claim.verdict is None for claim in load_site().claims if claim.kind != "fact")


def test_the_record_covers_its_years_and_has_about_ten_key_events() -> None:
    site = load_site()
    years = {event.date.earliest.year for event in site.events if event.date.earliest}
    assert {2022, 2023, 2024, 2025} <= years
    assert len(site.events) >= 40
    assert 8 <= sum(event.key for event in site.events) <= 12


def test_state_media_say_so_in_the_list_of_sources() -> None:
    site = load_site()
    for source in site.sources:
        if source.outlet.startswith(("TASS", "KCNA")):
            assert source.custom.kind in STATEHOOD, source.id
