"""Rules that need several records. A rule is a function; its docstring is what goes wrong."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from build_content.dates import is_first_of_january
from build_content.exported import TABLES
from build_content.graph import Graph, link_site, list_texts
from build_content.model import ATTRIBUTED, UNSOURCED_VERDICTS, Claim, Entry, Site
from build_content.model.record import STAND_IN
from build_content.problems import Place, Problem

Rule = Callable[[Graph], Iterable[Problem]]
_FILES: Final = {
    "event": "timeline.yml",
    "source": "sources.yml",
    "claim": "claims.yml",
    "series": "series.yml",
    "actor": "actors.yml",
    "term": "glossary.yml",
}


_JUDGED: Final = {
    "verdict": "add a line 'verdict: …'; 'verdict: unchecked' where nobody has looked",
    "record": "add a line 'record: …' that tells what sources say, or what was searched",
}
# where a fault may hide that an entry is referred to
_REFERRING: Final = frozenset({
    "against", "body", "dates_differ", "definition", "description", "points", "record", "since",
    "sources", "statement", "summary",
})  # fmt: skip


def check_site(site: Site) -> list[Problem]:
    """Return what is wrong between records, errors and warnings, in no particular order."""
    graph = link_site(site)
    return [problem for rule in RULES for problem in rule(graph)]


def _name(record: Entry) -> str:
    return "this entry" if record.id == STAND_IN else f"'{record.id}'"


def find_repeated_ids(graph: Graph) -> Iterator[Problem]:
    """`repeated-id`: two entries of a file have the same id."""
    for records in graph.site.lists.values():
        seen: set[str] = set()
        for record in records:
            if record.id in seen and record.id != STAND_IN:
                said = f"'{record.id}' is the id of an entry above"
                hint = "give this one another: an id names one entry"
                yield Problem(record.located.at("id"), "repeated-id", said, hint)
            seen.add(record.id)


def find_taken_names(graph: Graph) -> Iterator[Problem]:
    """`bad-id`: the table of a series would take the place of another download."""
    for series in graph.site.series:
        if series.id in TABLES:
            said = f"'{series.id}' cannot be the id of a series"
            hint = f"data/{series.id}.csv is the table of all {series.id}: add a word"
            yield Problem(series.located.at("id"), "bad-id", said, hint)


def find_repeated_lanes(graph: Graph) -> Iterator[Problem]:
    """`repeated-id`: two lanes have the same id."""
    seen: set[str] = set()
    for at, lane in enumerate(graph.site.lanes):
        if lane.id in seen and lane.id != STAND_IN:
            place = graph.site.info.located.at("lanes", at, "id")
            yield Problem(place, "repeated-id", f"'{lane.id}' is the id of a lane above",
                          "give this one another")  # fmt: skip
        seen.add(lane.id)


def find_unknown_targets(graph: Graph) -> Iterator[Problem]:
    """`unknown-source`, `unknown-event`, …: a reference leads nowhere."""
    lost = {kind: _find_lost_ids(records.values()) for kind, records in graph.site.entries.items()}
    for use in graph.uses:
        kind, id = use.target
        known = graph.site.entries[kind]
        unread = kind in graph.site.unread or kind in graph.site.absent
        if id in known or unread or _may_be_lost(id, lost[kind]):
            continue
        said = f"there is no {kind} '{id}'" if id.strip() else f"this {kind} has no id"
        hint = _hint_unknown(kind, id, list(known))
        yield Problem(use.find_place(), f"unknown-{kind}", said, hint)


def find_needed_files(graph: Graph) -> Iterator[Problem]:
    """`no-such-file`: an optional file is not there, and what is refers to entries in it."""
    for kind, misnamed in graph.site.absent.items():
        uses = [use for use in graph.uses if use.target[0] == kind]
        if not uses and not misnamed:
            continue
        said = f"there is no file '{_FILES[kind]}'"
        if uses:
            needing = "1 reference needs" if len(uses) == 1 else f"{len(uses)} references need"
            said += f", but {needing} it, first at {uses[0].find_place()}"
        hint = "create it, or take the references out"
        hint = f"rename '{misnamed}'" if misnamed else hint
        shown = os.path.join(graph.site.data, _FILES[kind])  # noqa: PTH118 - a Path changes './data'
        yield Problem(Place(shown), "no-such-file", said, hint)


def _find_lost_ids(records: Iterable[Entry]) -> list[str]:
    """Return the ids that the author has been told to mend, as typed; STAND_IN for none typed."""
    return [record.id for record in records if "id" in record.at_fault]


def _may_be_lost(id: str, lost: Sequence[str]) -> bool:
    """Tell whether an unknown id may be that of an entry whose own is to be mended."""
    return STAND_IN in lost or bool(difflib.get_close_matches(id, lost, n=1, cutoff=0.6))


def _hint_unknown(kind: str, id: str, known: Sequence[str]) -> str:
    if not id.strip():
        return f"write the id behind '{kind}:'"
    near = difflib.get_close_matches(id.strip(), known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"add it to {_FILES[kind]}, or take the reference out"


def find_bare_sources(graph: Graph) -> Iterator[Problem]:
    """`unknown-source`: a source's id in plain text, `@id` or `[id]`, where a citation was meant.

    What is no source's id may be a name on a social network, or a word that a quote leaves out.
    """
    for prose, located, steps in list_texts(graph.site):
        for bare in prose.bare:
            if bare.id in graph.site.entries["source"]:
                said = f"'{bare.needle}' is the id of a source, but no citation"
                place = located.within(bare.needle, bare.nth, *steps)
                yield Problem(place, "unknown-source", said, f"write [@{bare.id}]")


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


def find_undated_sources(graph: Graph) -> Iterator[Problem]:
    """`missing-key`: a source tells neither when it was issued or read, nor that it is undated."""
    for source in graph.site.sources:
        dated = source.issued or source.accessed or source.custom.undated
        if not dated and not source.at_fault & {"issued", "accessed", "custom"}:
            said = f"{_name(source)} has no date: 'issued' is missing"
            hint = "add a line 'issued: …'; for a page without a date 'accessed: …'"
            yield Problem(source.located.at(), "missing-key", said, hint)


def find_unattributed_events(graph: Graph) -> Iterator[Problem]:
    """`unattributed`: an asserted or reported event does not tell who says so."""
    for event in graph.site.events:
        told = event.attribution or "attribution" in event.at_fault
        if event.status in ATTRIBUTED and not told:
            yield Problem(
                event.located.at(),
                "unattributed",
                f"{_name(event)} is {event.status}, and nobody is named who says so",
                "add a line 'attribution: …'",
            )


def find_unjudged_facts(graph: Graph) -> Iterator[Problem]:
    """`missing-key`, `unsourced`: a fact without verdict, record, or a source to carry it."""
    for claim in graph.site.claims:
        if claim.kind == "fact":
            yield from _tell_unjudged(claim)


def _tell_unjudged(claim: Claim) -> Iterator[Problem]:
    for key in _JUDGED:
        if getattr(claim, key) is None and key not in claim.at_fault:
            yield Problem(
                claim.located.at(),
                "missing-key",
                f"{_name(claim)} is a fact without '{key}'",
                _JUDGED[key],
            )
    judged = claim.verdict is not None and claim.verdict not in UNSOURCED_VERDICTS
    if judged and not claim.sources and "sources" not in claim.at_fault:
        yield Problem(
            claim.located.at(),
            "unsourced",
            f"{_name(claim)} is judged {claim.verdict}, and no source carries that",
            "name one under 'sources', or write 'verdict: unchecked'",
        )


def find_unmarked_claims(graph: Graph) -> Iterator[Problem]:
    """`claim-not-marked`: no passage of the essay marks a claim."""
    if "essay" in graph.site.unread:
        return
    for claim in graph.site.claims:
        if claim.id not in graph.marks and "id" not in claim.at_fault:
            yield Problem(
                claim.located.at(),
                "claim-not-marked",
                f"no passage of the essay marks '{claim.id}'",
                f"mark it in essay.md: [the passage](claim:{claim.id})",
            )


def find_unused_entries(graph: Graph) -> Iterator[Problem]:
    """`unused-source`, `unused-term`: nothing but itself refers to an entry, in any file."""
    site = graph.site
    everything = (record for records in site.lists.values() for record in records)
    if site.unread or any(record.at_fault & _REFERRING for record in everything):
        return
    for kind in ("source", "term"):
        named = {use.target[1] for use in graph.uses if use.target[0] == kind}
        if not named <= site.entries[kind].keys():
            continue  # one that is misspelt may be meant
        for id, record in site.entries[kind].items():
            used = any(use.by != use.target for use in graph.uses_of(kind, id))
            if not used and "id" not in record.at_fault:
                said = f"nothing refers to '{id}'"
                hint = "refer to it, or take it out"
                yield Problem(record.located.at(), f"unused-{kind}", said, hint, "warning")


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
                f"nobody has judged yet how well {_name(event)} is established",
                "give it one of the other statuses",
                "warning",
            )


RULES: Final[tuple[Rule, ...]] = (
    find_repeated_ids,
    find_taken_names,
    find_repeated_lanes,
    find_unknown_targets,
    find_needed_files,
    find_bare_sources,
    find_unknown_lanes,
    find_undated_sources,
    find_unattributed_events,
    find_unjudged_facts,
    find_unmarked_claims,
    find_unused_entries,
    find_first_days,
    find_unreviewed,
)
