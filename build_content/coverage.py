"""How well the record carries the essay: what an editor looks at next. It blocks nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from build_content.dates import Day, words
from build_content.graph import Graph
from build_content.labels import Labels
from build_content.model import Claim, Event, Key, Site, SourceRef
from build_content.model.records import CLAIM_KINDS, VERDICTS

LONG_GAP_DAYS: Final = 90
INTERESTED: Final = frozenset({"state-media", "partisan", "government"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One question to the record, and the entries that answer it, each with a note or nothing."""

    heading: str
    entries: tuple[tuple[Key, str], ...]
    counts: tuple[tuple[str, int], ...] = ()


def cover_site(graph: Graph) -> list[Finding]:
    """Return every finding, also those without entries: nothing found is an answer too."""
    return [find(graph) for find in _FINDINGS]


def _say(graph: Graph, key: str, **values: object) -> str:
    return graph.site.language.say(f"coverage.{key}", **values)


def _count_verdicts(graph: Graph) -> Finding:
    order = [*VERDICTS, *CLAIM_KINDS]
    named: dict[str, Claim] = {claim.verdict or claim.kind: claim for claim in graph.site.claims}
    counts = Counter[str](claim.verdict or claim.kind for claim in graph.site.claims)
    labels = Labels(graph.site.language)
    rows = tuple((labels.verdict_of(named[key]), counts[key]) for key in order if counts[key])
    return Finding(_say(graph, "verdicts"), (), rows)


def _judged(site: Site) -> Iterator[Claim]:
    yield from (claim for claim in site.claims if claim.kind == "fact" and claim.sources)


def _find_single_sources(graph: Graph) -> Finding:
    entries = tuple(
        (("claim", claim.id), claim.sources[0].id)
        for claim in _judged(graph.site)
        if len({source.id for source in claim.sources}) == 1
    )
    return Finding(_say(graph, "single_sources"), entries)


def _find_single_voices(graph: Graph) -> Finding:
    """A claim rests on one party's word if all its sources are its outlets, or of one outlet."""
    entries = []
    for claim in _judged(graph.site):
        sources = [graph.site.source(reference.id) for reference in claim.sources]
        outlets = {source.outlet for source in sources}
        if all(source.custom.kind in INTERESTED for source in sources):
            entries.append((("claim", claim.id), _say(graph, "interested_only")))
        elif len(sources) > 1 and len(outlets) == 1:
            entries.append((("claim", claim.id), _say(graph, "outlet_only", outlet=outlets.pop())))
    return Finding(_say(graph, "single_voices"), tuple(entries))


def _find_unarchived(graph: Graph) -> Finding:
    entries = tuple(
        (("source", source.id), "")
        for source in graph.site.sources
        if source.url and not source.custom.archived
    )
    return Finding(_say(graph, "unarchived"), entries)


def _find_undated(graph: Graph) -> Finding:
    entries = tuple(
        (
            ("source", source.id),
            _say(graph, "no_date" if source.issued is None else "approximate_date"),
        )
        for source in graph.site.sources
        if source.issued is None or source.custom.date_is
    )
    return Finding(_say(graph, "undated"), entries)


def _find_unlinked_events(graph: Graph) -> Finding:
    """An event is linked to the essay directly, or by a claim that the essay makes."""
    linked = {id for claim in graph.site.claims for id in claim.events}
    linked |= {
        use.target[1]
        for use in graph.uses
        if use.target[0] == "event" and use.by[0] in ("essay", "section", "claim")
    }
    entries = tuple(
        (("event", event.id), words(event.date, graph.site.language.dates))
        for event in graph.site.timeline
        if event.id not in linked
    )
    return Finding(_say(graph, "unlinked"), entries)


def _find_gaps(graph: Graph) -> Finding:
    entries = tuple(
        (
            ("event", after.id),
            _say(graph, "gap", days=days, date=words(before.date, graph.site.language.dates)),
        )
        for before, after in pairwise(graph.site.timeline)
        if (days := _days_between(before, after)) > LONG_GAP_DAYS
    )
    return Finding(_say(graph, "gaps", days=LONG_GAP_DAYS), entries)


def _days_between(before: Event, after: Event) -> int:
    """Return the days from the end of one event to the beginning of another; 0 if not known."""
    end, start = before.date.latest, after.date.earliest
    if end is None or start is None or not _in_calendar(end) or not _in_calendar(start):
        return 0
    return (date(*start) - date(*end)).days


def _in_calendar(day: Day) -> bool:
    return date.min.year <= day.year <= date.max.year


def _find_unlocated_quotes(graph: Graph) -> Finding:
    entries = tuple(
        (key, reference.id)
        for key, references in _source_lists(graph.site)
        for reference in references
        if reference.quote and not reference.locator
    )
    return Finding(_say(graph, "unlocated"), entries)


def _source_lists(site: Site) -> Iterator[tuple[Key, Sequence[SourceRef]]]:
    for event in site.timeline:
        yield ("event", event.id), event.sources
    for claim in site.claims:
        yield ("claim", claim.id), [*claim.sources, *claim.against]
    for series in site.series:
        yield ("series", series.id), [ref for point in series.points for ref in point.sources]


_FINDINGS: Final[Sequence[Callable[[Graph], Finding]]] = (
    _count_verdicts,
    _find_single_sources,
    _find_single_voices,
    _find_unlinked_events,
    _find_gaps,
    _find_undated,
    _find_unarchived,
    _find_unlocated_quotes,
)


def tell_coverage(graph: Graph) -> str:
    """Return the findings as text for a terminal, each entry with the place where it stands."""
    lines = []
    for finding in cover_site(graph):
        total = f" ({len(finding.entries)})" if not finding.counts else ""
        lines.append(f"{finding.heading}{total}")
        lines += [f"  {number:>4}  {label}" for label, number in finding.counts]
        for (kind, id), note in finding.entries:
            place = graph.site.entries[kind][id].located.at()
            lines.append(f"  {place}: {id}{f': {note}' if note else ''}")
    return "".join(f"{line}\n" for line in lines)
