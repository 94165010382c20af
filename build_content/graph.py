"""Who refers to whom, both ways, by occurrence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from build_content.model import (
    Actor,
    Claim,
    Event,
    Key,
    Point,
    Record,
    Series,
    Site,
    SourceRef,
    Term,
)
from build_content.model.record import STAND_IN
from build_content.problems import Located, Place
from build_content.text.prose import Prose, Reference

Steps = tuple[str | int, ...]
# The fields that hold references, by the kind of their record.
_TEXTS: Mapping[type[Record], Sequence[str]] = {
    Event: ("summary", "body"),
    Claim: ("statement", "record", "since"),
    Series: ("description",),
    Actor: ("summary",),
    Term: ("definition",),
}
_NUMBER = re.compile(r"\d(?:[^\w\s]?\d)*")


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a reference: the entry that refers, the one it points at, and where.

    `snippet` is the sentence as plain text, or the referring entry's title where a field names
    the target. `anchor` is the id of the passage on the referring entry's page, or nothing.
    `steps` leads to the field; `reference` is the occurrence in a text, if it is in one.
    """

    by: Key
    target: Key
    snippet: str
    located: Located
    steps: Steps
    anchor: str = ""
    reference: Reference | None = None

    def find_place(self) -> Place:
        """Return where the reference was typed."""
        if self.reference is None:
            return self.located.at(*self.steps)
        return self.located.within(self.reference.needle, self.reference.nth, *self.steps)


@dataclass(frozen=True)
class Graph:
    """All uses, in the order in which a reader meets them."""

    site: Site
    uses: Sequence[Use]

    @cached_property
    def used_by(self) -> Mapping[Key, Sequence[Use]]:
        """The uses of each entry that has any."""
        found: dict[Key, list[Use]] = defaultdict(list)
        for use in self.uses:
            if use.by[0] != "site":
                found[use.target].append(use)
        return dict(found)

    def uses_of(self, kind: str, id: str) -> Sequence[Use]:
        """Return the uses of an entry, none if nothing refers to it."""
        return self.used_by.get((kind, id), ())

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Citation numbers by source id, from 1 in the order of first use."""
        order: dict[str, int] = {}
        for use in self.uses:
            if use.target[0] == "source" and use.target[1] not in order:
                order[use.target[1]] = len(order) + 1
        return order

    @cached_property
    def marks(self) -> Mapping[str, Sequence[Use]]:
        """The passages of the essay that make each claim, by the claim's id."""
        found: dict[str, list[Use]] = defaultdict(list)
        for use in self.uses:
            if use.target[0] == "claim" and use.by[0] in ("essay", "section"):
                found[use.target[1]].append(use)
        return dict(found)

    def is_essays_figure(self, point: Point) -> bool:
        """Tell whether the essay itself uses a statement's number.

        It does where it leads to the event of the statement in words that hold that number and no
        other: "some [1,500](event:…)". Other numbers told at the same event are not the essay's.
        """
        language = self.site.language
        shown = language.number(point.value)
        return point.event is not None and any(
            _NUMBER.findall(use.reference.words) == [shown.lstrip("-")]
            for use in self.uses_of("event", point.event)
            if use.by[0] in ("essay", "section") and use.reference is not None
        )


def link_site(site: Site) -> Graph:
    """Gather every reference of a site, whether or not what it points at exists."""
    uses = (
        *_essay_uses(site),
        *(use for event in site.timeline for use in _event_uses(event)),
        *(use for claim in site.claims for use in _claim_uses(claim)),
        *(use for series in site.series for use in _series_uses(series)),
        *(use for actor in site.actors for use in _actor_uses(actor)),
        *(use for term in site.terms for use in _term_uses(term)),
        *_site_uses(site),
    )
    return Graph(site, tuple(use for use in uses if use.target[1] != STAND_IN))


def list_texts(site: Site) -> Iterator[tuple[Prose, Located, Steps]]:
    """Yield every text that may hold references, with its place and the steps that lead to it."""
    essay = site.essay
    yield essay.intro, essay.located, ()
    for section in essay.sections:
        yield section.heading, section.located, ()
        yield section.text, section.located, ()
    for record in chain.from_iterable(site.lists.values()):
        for name in _TEXTS.get(type(record), ()):
            prose = getattr(record, name)
            if prose is not None:
                yield prose, record.located, (name,)


def anchor_of(reference: Reference) -> str:
    """Return the id that an occurrence has on the essay's pages.

    An underscore, which no id of the author's has, keeps the number apart from the id.
    """
    number = f"_{reference.number}" if reference.number > 1 else ""
    return f"_{reference.kind}-{reference.id}{number}"


def _essay_uses(site: Site) -> Iterator[Use]:
    essay = site.essay
    yield from _text_uses(("essay", "essay"), essay.intro, essay.located, ())
    for section in essay.sections:
        by = ("section", section.id)
        yield from _text_uses(by, section.heading, section.located, (), anchored=False)
        yield from _text_uses(by, section.text, section.located, ())


def _text_uses(
    by: Key, prose: Prose | None, located: Located, steps: Steps, *, anchored: bool = True
) -> Iterator[Use]:
    for reference in prose.references if prose else ():
        target = (reference.kind, reference.id)
        anchor = anchor_of(reference) if anchored else ""
        yield Use(by, target, reference.snippet, located, steps, anchor, reference)


def _record_uses(record: Record, by: Key) -> Iterator[Use]:
    for name in _TEXTS[type(record)]:
        yield from _text_uses(by, getattr(record, name), record.located, (name,), anchored=False)


def _field_uses(  # noqa: PLR0913, PLR0917 - what a use is made of
    record: Record, by: Key, title: str, kind: str, name: str, ids: Sequence[str]
) -> Iterator[Use]:
    for at, id in enumerate(ids):
        yield Use(by, (kind, id), title, record.located, (name, at))


def _source_uses(
    record: Record, by: Key, title: str, name: str, sources: Sequence[SourceRef]
) -> Iterator[Use]:
    for at, source in enumerate(sources):
        yield Use(by, ("source", source.id), title, record.located, (name, at, "id"))


def _event_uses(event: Event) -> Iterator[Use]:
    by, title = ("event", event.id), event.title
    yield from _record_uses(event, by)
    yield from _source_uses(event, by, title, "sources", event.sources)
    for at, differing in enumerate(event.dates_differ):
        if differing.source:
            steps = ("dates_differ", at, "source")
            yield Use(by, ("source", differing.source), title, event.located, steps)
    yield from _field_uses(event, by, title, "actor", "contested_by", event.contested_by)
    yield from _field_uses(event, by, title, "actor", "actors", event.actors)


def _claim_uses(claim: Claim) -> Iterator[Use]:
    by, title = ("claim", claim.id), claim.statement.plain
    yield from _record_uses(claim, by)
    yield from _source_uses(claim, by, title, "sources", claim.sources)
    yield from _source_uses(claim, by, title, "against", claim.against)
    yield from _field_uses(claim, by, title, "event", "events", claim.events)


def _series_uses(series: Series) -> Iterator[Use]:
    by, title = ("series", series.id), series.title
    yield from _record_uses(series, by)
    for at, point in enumerate(series.points):
        steps = ("points", at)
        yield Use(by, ("actor", point.by), title, series.located, (*steps, "by"))
        for number, source in enumerate(point.sources):
            deeper = (*steps, "sources", number, "id")
            yield Use(by, ("source", source.id), title, series.located, deeper)
        if point.event:
            yield Use(by, ("event", point.event), title, series.located, (*steps, "event"))


def _actor_uses(actor: Actor) -> Iterator[Use]:
    by = ("actor", actor.id)
    yield from _record_uses(actor, by)
    if actor.part_of:
        yield Use(by, ("actor", actor.part_of), actor.name, actor.located, ("part_of",))


def _term_uses(term: Term) -> Iterator[Use]:
    yield from _record_uses(term, ("term", term.id))


def _site_uses(site: Site) -> Iterator[Use]:
    by, title = ("site", "site"), site.essay.info.title
    info = site.info
    yield from _field_uses(info, by, title, "claim", "key_claims", info.key_claims)
    yield from _field_uses(info, by, title, "series", "key_series", info.key_series)
