"""The home page: what this is, the argument, what checking found, and the ways in."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from build_content.addresses import address_of
from build_content.downloads import Download
from build_content.graph import Graph
from build_content.labels import Labels
from build_content.model import Claim, Point, Section, Series, Site
from build_content.pages.downloads import list_downloads
from build_content.pages.provenance import tell_provenance
from build_content.pages.timeline import Draw
from build_content.pages.writer import PageWriter
from build_content.text.sentences import find_sentence

ARGUMENT_SENTENCES = 5
FINDING_LENGTH = 280


def write_home(graph: Graph, draw: Draw, downloads: Sequence[Download] = ()) -> str:
    """Return `index.md`, with the key events drawn and the editions linked."""
    site, page = graph.site, PageWriter(graph, "index")
    return page.write(
        "home.md.jinja",
        site.essay.info.title,
        site.essay.info.standfirst,
        {"styles": ["serif"]},
        essay=site.essay,
        provenance=tell_provenance(page),
        argument=pick_argument(site.essay.sections),
        findings=[_tell_finding(site.claim(id), page.labels) for id in site.info.key_claims],
        drawing=_draw_key_events(page, draw),
        numbers=pick_numbers(site),
        counts=count_claims(site),
        downloads=list_downloads(page, downloads),
    )


def _draw_key_events(page: PageWriter, draw: Draw) -> Markup:
    """Return the overview: each key event with its title, nothing where there is none."""
    site = page.site
    events = [event for event in site.timeline if event.key]
    if not events:
        return Markup("")
    for event in events:
        page.show(("event", event.id))
    drawn = draw(
        events,
        lanes=site.lanes,
        numbers=site.event_numbers,
        language=page.language,
        locate=lambda id: address_of(("event", id)).url,
        title=page.language.say("home.drawing"),
    )
    return Markup(drawn)  # noqa: S704 - drawn by this package


def _tell_finding(claim: Claim, labels: Labels) -> tuple[Claim, str]:
    """Return a claim with the first sentences of what sources say about it."""
    record = labels.record_of(claim)
    return claim, pick_sentences(record, FINDING_LENGTH) if record else ""


def pick_sentences(text: str, length: int) -> str:
    """Return as many whole sentences from the start as fit, and one at least."""
    picked = find_sentence(text, 0)
    while len(picked) < len(text):
        longer = f"{picked} {find_sentence(text, len(picked) + 1)}"
        if len(longer) > length or not text.startswith(longer):
            break
        picked = longer
    return picked


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
    count = site.language.count
    return site.language.say(
        "claims.counts",
        checked=count("claims.checked", checked),
        unchecked=count("claims.unchecked", len(facts) - checked),
        unrated=count("claims.unrated", len(site.claims) - len(facts)),
    )
