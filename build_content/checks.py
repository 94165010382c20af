"""Rules that need several records. A rule is a function; its docstring is what goes wrong."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from build_content.dates import is_first_of_january
from build_content.graph import Graph, link_site
from build_content.model import ATTRIBUTED, UNSOURCED_VERDICTS, Claim, Record, Site
from build_content.model.record import STAND_IN
from build_content.problems import Problem

Rule = Callable[[Graph], Iterable[Problem]]
_FILES: Final = {
    "event": "timeline.yml",
    "source": "sources.yml",
    "claim": "claims.yml",
    "series": "series.yml",
    "actor": "actors.yml",
    "term": "glossary.yml",
}


def check_site(site: Site) -> list[Problem]:
    """Return what is wrong between records, errors and warnings, in no particular order."""
    graph = link_site(site)
    return [problem for rule in RULES for problem in rule(graph)]


def find_repeated_ids(graph: Graph) -> Iterator[Problem]:
    """`repeated-id`: two entries of a file have the same id."""
    site = graph.site
    lists: Iterable[Iterable[Record]] = (
        site.events, site.sources, site.claims, site.series, site.actors, site.terms,
    )  # fmt: skip
    for records in lists:
        seen: set[str] = set()
        for record in records:
            id = str(getattr(record, "id", ""))
            if id in seen and id != "stand-in":
                yield Problem(
                    record.located.at("id"),
                    "repeated-id",
                    f"'{id}' is the id of an entry above",
                    "give this one another: an id names one entry",
                )
            seen.add(id)


def find_repeated_lanes(graph: Graph) -> Iterator[Problem]:
    """`repeated-id`: two lanes have the same id."""
    seen: set[str] = set()
    for at, lane in enumerate(graph.site.lanes):
        if lane.id in seen:
            place = graph.site.info.located.at("lanes", at, "id")
            yield Problem(place, "repeated-id", f"'{lane.id}' is the id of a lane above",
                          "give this one another")  # fmt: skip
        seen.add(lane.id)


def find_unknown_targets(graph: Graph) -> Iterator[Problem]:
    """`unknown-source`, `unknown-event`, …: a reference leads nowhere."""
    for use in graph.uses:
        kind, id = use.target
        known = graph.site.entries[kind]
        if id in known or kind in graph.site.unread:
            continue
        yield Problem(
            use.find_place(),
            f"unknown-{kind}",
            f"there is no {kind} '{id}'",
            _hint_unknown(kind, id, list(known)),
        )


def _hint_unknown(kind: str, id: str, known: list[str]) -> str:
    if kind == "source" and "@" in id:
        return "several citations stand apart with ';': [@a; @b]"
    near = difflib.get_close_matches(id, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"add it to {_FILES[kind]}, or take the reference out"


def find_unknown_lanes(graph: Graph) -> Iterator[Problem]:
    """`unknown-lane`: an event's lane is not in `site.yml`."""
    site = graph.site
    known = [lane.id for lane in site.lanes]
    if "site" in site.unread or "lanes" in site.info.at_fault:
        return
    for event in site.events:
        if event.lane not in known and event.lane != STAND_IN:
            near = difflib.get_close_matches(event.lane, known, n=1, cutoff=0.6)
            hint = f"did you mean '{near[0]}'?" if near else f"lanes are {', '.join(known)}"
            said = f"there is no lane '{event.lane}'"
            yield Problem(event.located.at("lane"), "unknown-lane", said, hint)


def find_unattributed_events(graph: Graph) -> Iterator[Problem]:
    """`unattributed`: an asserted or reported event does not tell who says so."""
    for event in graph.site.events:
        told = event.attribution or "attribution" in event.at_fault
        if event.status in ATTRIBUTED and not told:
            yield Problem(
                event.located.at(),
                "unattributed",
                f"'{event.id}' is {event.status}, and nobody is named who says so",
                "add a line 'attribution: …'",
            )


def find_unjudged_facts(graph: Graph) -> Iterator[Problem]:
    """`missing-key`, `unsourced`: a fact without verdict, record, or a source to carry it."""
    for claim in graph.site.claims:
        if claim.kind == "fact":
            yield from _tell_unjudged(claim)


def _tell_unjudged(claim: Claim) -> Iterator[Problem]:
    for key in ("verdict", "record"):
        if getattr(claim, key) is None and key not in claim.at_fault:
            yield Problem(
                claim.located.at(),
                "missing-key",
                f"'{key}' is missing in '{claim.id}', which is a fact",
                f"add a line '{key}: …'; 'unchecked' is a verdict too",
            )
    judged = claim.verdict is not None and claim.verdict not in UNSOURCED_VERDICTS
    if judged and not claim.sources and "sources" not in claim.at_fault:
        yield Problem(
            claim.located.at(),
            "unsourced",
            f"'{claim.id}' is judged {claim.verdict}, and no source carries that",
            "name one under 'sources', or write 'verdict: unchecked'",
        )


def find_unmarked_claims(graph: Graph) -> Iterator[Problem]:
    """`claim-not-marked`: no passage of the essay marks a claim."""
    if "essay" in graph.site.unread:
        return
    for claim in graph.site.claims:
        if claim.id not in graph.marks:
            yield Problem(
                claim.located.at(),
                "claim-not-marked",
                f"no passage of the essay marks '{claim.id}'",
                f"mark it in essay.md: [the passage](claim:{claim.id})",
            )


def find_unused_entries(graph: Graph) -> Iterator[Problem]:
    """`unused-source`, `unused-term`: nothing refers to an entry, in any file."""
    if graph.site.unread:
        return
    lists: tuple[tuple[str, Iterable[Record]], ...] = (
        ("source", graph.site.sources), ("term", graph.site.terms),
    )  # fmt: skip
    for kind, records in lists:
        for record in records:
            id = str(getattr(record, "id", ""))
            if not graph.uses_of(kind, id):
                yield Problem(
                    record.located.at(),
                    f"unused-{kind}",
                    f"nothing refers to '{id}'",
                    "refer to it, or take it out",
                    "warning",
                )


def find_first_days(graph: Graph) -> Iterator[Problem]:
    """`first-day`: 1 January, likely a year written too precisely."""
    for event in graph.site.events:
        if is_first_of_january(event.date) and not event.first_day:
            yield Problem(
                event.located.at("date"),
                "first-day",
                f"'{event.date.text}' is the first day of a year: is only the year known?",
                "write the year alone, or add 'first_day: true'",
                "warning",
            )


def find_unreviewed(graph: Graph) -> Iterator[Problem]:
    """`unreviewed`: nobody has judged yet how well an event is established."""
    for event in graph.site.events:
        if event.status == "unreviewed":
            yield Problem(
                event.located.at("status"),
                "unreviewed",
                f"nobody has judged '{event.id}' yet",
                "give it one of the other statuses",
                "warning",
            )


RULES: Final[tuple[Rule, ...]] = (
    find_repeated_ids,
    find_repeated_lanes,
    find_unknown_targets,
    find_unknown_lanes,
    find_unattributed_events,
    find_unjudged_facts,
    find_unmarked_claims,
    find_unused_entries,
    find_first_days,
    find_unreviewed,
)
