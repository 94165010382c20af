"""The records of a site, a class a kind of entry: the shape that formats and schemas tell."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from build_content.model.fields import (
    Contact,
    Date,
    Flag,
    Fragment,
    Id,
    Inline,
    Language,
    Latitude,
    Longitude,
    Markdown,
    Number,
    Quote,
    Ref,
    Summary,
    Text,
    Url,
    fault,
)
from build_content.model.record import STAND_IN, Part, Record

EssayKind = Literal["opinion", "analysis", "background"]
Status = Literal[
    "acknowledged", "public-act", "documented", "asserted", "reported", "unreviewed"
]  # fmt: skip
ClaimKind = Literal["fact", "inference", "opinion", "forecast"]
Verdict = Literal[
    "accurate", "outdated", "imprecise", "partly-supported", "contradicted", "unproven",
    "unchecked",
]  # fmt: skip
Bound = Literal["exact", "about", "at-least", "at-most"]
ActorKind = Literal["state", "person", "organisation"]

STATUSES: tuple[str, ...] = get_args(Status)
VERDICTS: tuple[str, ...] = get_args(Verdict)
CLAIM_KINDS: tuple[str, ...] = get_args(ClaimKind)
ATTRIBUTED: frozenset[str] = frozenset({"asserted", "reported"})
UNSOURCED_VERDICTS: frozenset[str] = frozenset({"unproven", "unchecked"})


class Lane(Part):
    """A strand of the story: a row of the timeline's drawing."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN,
        "name": STAND_IN,
        "description": STAND_IN,
    }

    id: Id = Field(description="What events name in `lane`.")
    name: Text = Field(description="Name in the drawing and in filters.")
    description: Text = Field(description="What belongs in this lane.")


class Font(Part):
    """A further font for the editions."""

    stand_ins: ClassVar[dict[str, Any]] = {"file": STAND_IN, "license": STAND_IN}

    file: Text = Field(description="Font file, relative to the data folder.")
    license: Text = Field(description="Licence of the font.")


class SiteInfo(Record):
    """`site.yml`: what the site is about and who answers for it."""

    stand_ins: ClassVar[dict[str, Any]] = {"lanes": [Lane.stand_ins]}

    lanes: list[Lane] = Field(
        description="The strands of the story, in the order they are drawn.", min_length=1
    )
    url: Url | None = Field(None, description="Where the site is published.")
    publisher: Text | None = Field(None, description="Who publishes it.")
    contact: Contact | None = Field(None, description="Where corrections go: address or mail.")
    reviewed_by: list[Text] = Field([], description="Who has reviewed it.")
    edition: Date | None = Field(None, description="Date of this edition.")
    record_until: Date | None = Field(None, description="Until when sources were read.")
    key_claims: list[Ref] = Field([], description="Claims for the home page.")
    key_series: list[Ref] = Field([], description="Series for the home page.")
    fonts: list[Font] = Field([], description="Further fonts for the editions.")


class Original(Part):
    """The text that an essay retells."""

    title: Text | None = Field(None, description="Its title.")
    url: Url | None = Field(None, description="Its address.")
    publisher: Text | None = Field(None, description="Who published it.")
    date: Date | None = Field(None, description="When: verdicts are judged on this day.")


class EssayInfo(Record):
    """The front matter of `essay.md`."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "title": STAND_IN, "standfirst": STAND_IN, "published": "0001", "language": "und",
    }  # fmt: skip

    title: Text = Field(description="Title of the essay and of the site.")
    standfirst: Text = Field(description="The case in a sentence or two.")
    published: Date = Field(description="When this text was published.")
    language: Language = Field(description="Language of the text (BCP 47).")
    authors: list[Text] = Field([], description="Who wrote it; none: 'Author not stated'.")
    license: Text | None = Field(None, description="Its licence; none: 'No licence stated'.")
    updated: Date | None = Field(None, description="When it was last changed.")
    kind: EssayKind | None = Field(None, description="What kind of text it is.")
    original: Original | None = Field(None, description="The text that it retells.")


class SourceRef(Part):
    """A source as an entry names it, with the place in it and the words that carry the entry."""

    stand_ins: ClassVar[dict[str, Any]] = {"id": STAND_IN}

    id: Ref = Field(description="Id of a source.")
    locator: Text | None = Field(None, description="Where in the source: 'p. 4'.")
    quote: Quote | None = Field(None, description="Its words, verbatim, at most 25.")


def _wrap_id(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


Sources = list[
    Annotated[SourceRef, BeforeValidator(_wrap_id, json_schema_input_type=str | SourceRef)]
]
SomeSources = Annotated[Sources, Field(min_length=1)]


class DifferingDate(Part):
    """Another date that a source gives for the same event."""

    stand_ins: ClassVar[dict[str, Any]] = {"date": "0001"}

    date: Date = Field(description="The other date (EDTF).")
    source: Ref | None = Field(None, description="Source that gives it.")
    note: Text | None = Field(None, description="Why they differ, if known.")


class PlaceOnEarth(Part):
    """Where an event happened: WGS 84 degrees."""

    stand_ins: ClassVar[dict[str, Any]] = {"name": STAND_IN}

    name: Text = Field(description="Name of the place.")
    lat: Latitude | None = Field(None, description="Latitude, -90 to 90.")
    lon: Longitude | None = Field(None, description="Longitude, -180 to 180.")

    @model_validator(mode="after")
    def _check_both(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            has, lacks = ("lon", "lat") if self.lat is None else ("lat", "lon")
            raise fault("bad-place", f"a place with '{has}' has '{lacks}' too",
                        f"add '{lacks}: …', or take '{has}' out")  # fmt: skip
        return self


class Media(Part):
    """A picture: all three keys, or none."""

    stand_ins: ClassVar[dict[str, Any]] = {"file": STAND_IN, "alt": STAND_IN, "credit": STAND_IN}

    file: Text = Field(description="File under data/media/.")
    alt: Text = Field(description="What the picture shows, for who cannot see it.")
    credit: Text = Field(description="Who made it and under which terms it is shown.")


class Event(Record):
    """One thing that happened, or was said to: an entry of `timeline.yml`."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN, "date": "0001", "title": STAND_IN, "summary": STAND_IN, "lane": STAND_IN,
        "status": "documented", "sources": [STAND_IN],
    }  # fmt: skip

    id: Id = Field(description="Permanent: part of the page's address.")
    date: Date = Field(description="When (EDTF), no more precisely than is known.")
    title: Text = Field(description="What happened, in a line.")
    summary: Summary = Field(description="What happened, in at most 400 characters.")
    lane: Ref = Field(description="Id of a lane in site.yml.")
    status: Status = Field(description="How well what the title states is established.")
    sources: SomeSources = Field(description="Sources: ids or {id, locator, quote}.")
    body: Markdown | None = Field(None, description="The fuller account.")
    attribution: Text | None = Field(None, description="Who says so.")
    contested_by: list[Ref] = Field([], description="Actors who deny it.")
    key: Flag = Field(default=False, description="Labelled in the overview.")
    dates_differ: list[DifferingDate] = Field([], description="Other dates that sources give.")
    place: PlaceOnEarth | None = Field(None, description="Where.")
    actors: list[Ref] = Field([], description="Who takes part.")
    media: Media | None = Field(None, description="A picture.")
    updated: Date | None = Field(None, description="When the entry was last changed.")
    first_day: Flag = Field(default=False, description="1 January is meant, not just the year.")


class Claim(Record):
    """What the essay asserts, one assertion, held against what sources say."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN,
        "statement": STAND_IN,
        "kind": "opinion",
    }

    id: Id = Field(description="Permanent: part of the address.")
    statement: Inline = Field(description="What the essay asserts, in our words.")
    kind: ClaimKind = Field(description="What kind of assertion it is.")
    verdict: Verdict | None = Field(
        None, description="For facts: judged on what was public on the essay's date."
    )
    record: Markdown | None = Field(
        None, description="For facts: what sources say, or what was searched."
    )
    sources: Sources = Field([], description="Sources that carry the record.")
    quote: Fragment | None = Field(None, description="The author's own words, at most 20.")
    since: Markdown | None = Field(None, description="What became known after the essay's date.")
    against: Sources = Field([], description="Sources that contradict the assertion.")
    events: list[Ref] = Field([], description="Events that it is about.")
    reviewed: Date | None = Field(None, description="When it was last reviewed.")
    updated: Date | None = Field(None, description="When it was last changed.")


class Point(Part):
    """One statement of a quantity."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "date": "0001", "value": "0", "by": STAND_IN, "sources": [STAND_IN],
    }  # fmt: skip

    date: Date = Field(description="When it was stated (EDTF).")
    value: Number = Field(description="The number stated.")
    by: Ref = Field(description="Actor who stated it.")
    sources: SomeSources = Field(description="Sources of the statement.")
    bound: Bound = Field("exact", description="How the number was bounded when stated.")
    low: Number | None = Field(None, description="Lower end of a stated range.")
    high: Number | None = Field(None, description="Upper end of a stated range.")
    event: Ref | None = Field(None, description="Event in which it was stated.")
    note: Text | None = Field(None, description="Since when it counts, and what to mind.")


class Series(Record):
    """One quantity as stated over time. What counts different things is a series of its own."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN, "title": STAND_IN, "unit": STAND_IN, "counts": STAND_IN,
        "points": [Point.stand_ins],
    }  # fmt: skip

    id: Id = Field(description="Permanent: part of the address.")
    title: Text = Field(description="Name of the quantity.")
    unit: Text = Field(description="Unit of the values.")
    counts: Text = Field(description="What exactly is counted.")
    points: list[Point] = Field(description="The statements, in any order.", min_length=1)
    description: Markdown | None = Field(None, description="What to mind when reading it.")

    @property
    def statements(self) -> list[Point]:
        """The points in the order of time, those of one day by speaker."""
        return sorted(self.points, key=lambda point: (*point.date.sort_key, point.by))


class Actor(Record):
    """A state, person or organisation that the site names."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN,
        "name": STAND_IN,
        "kind": "organisation",
    }

    id: Id = Field(description="Permanent: part of the address.")
    name: Text = Field(description="The name the site uses.")
    kind: ActorKind = Field(description="What kind of actor.")
    aliases: list[Text] = Field([], description="Other names that readers may look for.")
    summary: Markdown | None = Field(None, description="Who this is.")
    part_of: Ref | None = Field(None, description="Actor that this one belongs to.")


class Term(Record):
    """A word that a newcomer trips over."""

    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN,
        "term": STAND_IN,
        "definition": STAND_IN,
    }

    id: Id = Field(description="Permanent: part of the address.")
    term: Text = Field(description="The term as the site writes it.")
    definition: Markdown = Field(description="What it means.")
    aliases: list[Text] = Field([], description="Other forms that readers may look for.")
