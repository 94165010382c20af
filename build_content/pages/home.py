"""The home page: what this is, the argument, what checking found, and the ways in."""

from __future__ import annotations

from collections.abc import Sequence

from build_content.graph import Graph
from build_content.model import Point, Section, Series, Site
from build_content.pages.provenance import tell_provenance
from build_content.pages.writer import PageWriter
from build_content.text.sentences import find_sentence

ARGUMENT_SENTENCES = 5


def write_home(graph: Graph) -> str:
    """Return `index.md`."""
    site, page = graph.site, PageWriter(graph, "index")
    return page.write(
        "home.md.jinja",
        site.essay.info.title,
        site.essay.info.standfirst,
        essay=site.essay,
        provenance=tell_provenance(page),
        argument=pick_argument(site.essay.sections),
        findings=[site.claim(id) for id in site.info.key_claims],
        key_events=[event for event in site.timeline if event.key],
        numbers=pick_numbers(site),
        counts=count_claims(site),
    )


def pick_argument(sections: Sequence[Section]) -> list[tuple[Section, str]]:
    """Return five sections, spread evenly from first to last, each with its first sentence."""
    last = len(sections) - 1
    count = min(ARGUMENT_SENTENCES, len(sections))
    picked = [sections[round(at * last / max(1, count - 1))] for at in range(count)]
    return [(section, find_sentence(section.text.plain, 0)) for section in picked]


def pick_numbers(site: Site) -> list[tuple[Series, Point]]:
    """Return the latest statement of each series chosen for the home page."""
    chosen = [series for id in site.info.key_series for series in site.series if series.id == id]
    return [
        (series, max(series.points, key=lambda point: point.date.sort_key))
        for series in chosen
        if series.points
    ]


def count_claims(site: Site) -> str:
    """Return how many statements were checked, were not, and are not of a kind that can be."""
    facts = [claim for claim in site.claims if claim.kind == "fact"]
    checked = sum(claim.verdict != "unchecked" for claim in facts)
    return (
        f"{checked} factual {_many(checked, 'statement')} checked, "
        f"{len(facts) - checked} not checked, "
        f"{len(site.claims) - len(facts)} opinions, inferences and forecasts not rated."
    )


def _many(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
