"""The whole of what was read, and the way from an id to its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from build_content.languages import Language, load_language
from build_content.model.record import Record
from build_content.model.records import (
    Actor,
    Claim,
    EssayInfo,
    Event,
    Lane,
    Series,
    SiteInfo,
    Term,
)
from build_content.model.sources import Source
from build_content.problems import Located
from build_content.text.prose import Prose

Entry = Event | Source | Claim | Series | Actor | Term
Key = tuple[str, str]
"""What names an entry anywhere: (kind, id)."""

KINDS = ("event", "source", "claim", "series", "actor", "term")
PAGED_ABOVE: Final = 60
"""With more events than this the timeline is drawn by month, and its list is paged by year."""


@dataclass(frozen=True)
class Section:
    """A section of the essay; `heading` is inline, `text` the blocks below it, `typed` as typed."""

    id: str
    heading: Prose
    text: Prose
    typed: str
    located: Located


@dataclass(frozen=True)
class Essay:
    """The essay: its front matter, what stands before the first heading, and its sections."""

    info: EssayInfo
    intro: Prose
    typed_intro: str
    sections: tuple[Section, ...]
    located: Located


@dataclass(frozen=True)
class Site:
    """All records in file order.

    `unread` names the kinds whose file could not be read. `absent` names those that have none,
    each with the name of a file that may have been meant as it, or nothing.
    """

    info: SiteInfo
    essay: Essay
    events: tuple[Event, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    series: tuple[Series, ...] = ()
    actors: tuple[Actor, ...] = ()
    terms: tuple[Term, ...] = ()
    unread: frozenset[str] = field(default=frozenset())
    absent: Mapping[str, str] = field(default_factory=dict)
    data: str = ""
    """The data folder as the user gave it: media are copied from it."""

    @cached_property
    def language(self) -> Language:
        """The language of the essay, which is that of all words on the pages."""
        return load_language(self.essay.info.language)

    @property
    def day(self) -> str | None:
        """The day of this edition as ISO date, for clocks that must stand still.

        It is the edition's own, else the day the essay was last changed or published.
        """
        info = self.essay.info
        dates = (self.info.edition, info.updated, info.published)
        return next((date.earliest_iso for date in dates if date and date.earliest_iso), None)

    @property
    def lanes(self) -> Sequence[Lane]:
        """The lanes in the order they are drawn."""
        return self.info.lanes

    @property
    def lists(self) -> Mapping[str, Sequence[Entry]]:
        """Every entry by kind, in file order."""
        return {
            "event": self.events,
            "source": self.sources,
            "claim": self.claims,
            "series": self.series,
            "actor": self.actors,
            "term": self.terms,
        }

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, Entry]]:
        """Every entry by kind and id; of a repeated id the first."""
        return {
            kind: {record.id: record for record in reversed(records)}
            for kind, records in self.lists.items()
        }

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """The events by date: earliest possible day, then latest, then id."""
        return tuple(sorted(self.events, key=lambda event: (*event.date.sort_key, event.id)))

    @cached_property
    def event_numbers(self) -> Mapping[str, int]:
        """The events' numbers by id, from 1 in the order of time: in drawings and in lists."""
        return {event.id: number for number, event in enumerate(self.timeline, 1)}

    def event(self, id: str) -> Event:
        """Return the event with an id that the checks have found to exist."""
        entry = self.entries["event"][id]
        assert isinstance(entry, Event)
        return entry

    def source(self, id: str) -> Source:
        """Return the source with an id that the checks have found to exist."""
        entry = self.entries["source"][id]
        assert isinstance(entry, Source)
        return entry

    def claim(self, id: str) -> Claim:
        """Return the claim with an id that the checks have found to exist."""
        entry = self.entries["claim"][id]
        assert isinstance(entry, Claim)
        return entry

    def actor(self, id: str) -> Actor:
        """Return the actor with an id that the checks have found to exist."""
        entry = self.entries["actor"][id]
        assert isinstance(entry, Actor)
        return entry

    def lane(self, id: str) -> Lane:
        """Return the lane with an id that the checks have found to exist."""
        return next(lane for lane in self.lanes if lane.id == id)

    @cached_property
    def titles(self) -> Mapping[Key, str]:
        """What each entry is called: its title, name, term or statement, as plain text."""
        named: dict[Key, str] = {
            ("section", section.id): section.heading.plain for section in self.essay.sections
        }
        named["essay", "essay"] = self.essay.info.title
        for kind, records in self.entries.items():
            for id, record in records.items():
                named[kind, id] = title_of(record)
        return named


def title_of(record: Record) -> str:
    """Return what an entry is called, as plain text."""
    if isinstance(record, Actor):
        return record.name
    if isinstance(record, Term):
        return record.term
    if isinstance(record, Claim):
        return record.statement.plain
    if isinstance(record, Source):
        return record.shown_title
    return str(getattr(record, "title", ""))
