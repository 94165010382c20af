"""A page an event: when, who says so, what happened, what it rests on, where the essay uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from build_content.graph import Graph, Use
from build_content.model import Claim, Event, Site
from build_content.pages.writer import PageWriter
from build_content.pages.years import anchor_of
from build_content.text.escape import escape_attribute, escape_html

Uses = Mapping[str, Sequence[Use]]


def write_event(graph: Graph, at: int) -> str:
    """Return `timeline/EVENT.md` of the event at a position in the order of time."""
    events = graph.site.timeline
    event = events[at]
    page = PageWriter(graph, f"timeline/{event.id}")
    passages, elsewhere = _sort_uses(page, event)
    return page.write(
        "event.md.jinja",
        event.title,
        event.summary.plain,
        {"styles": ["filter", "serif"]},
        event=event,
        number=at + 1,
        anchor=anchor_of(event),
        before=events[at - 1] if at else None,
        after=events[at + 1] if at + 1 < len(events) else None,
        coordinates=_tell_position(page, event),
        correction=page.tell_correction("event", event.id),
        media=_media(event),
        passages=passages,
        claims=_list_claims(graph, event),
        elsewhere=elsewhere,
    )


def _sort_uses(page: PageWriter, event: Event) -> tuple[list[Use], Uses]:
    """Part an event's uses but those by claims: passages of the essay, and all others."""
    passages: list[Use] = []
    elsewhere: dict[str, list[Use]] = {}
    for heading, uses in page.uses("event", event.id).items():
        for use in uses:
            if use.by[0] in {"essay", "section"}:
                passages.append(use)
            elif use.by[0] != "claim":
                elsewhere.setdefault(heading, []).append(use)
    return passages, elsewhere


def _list_claims(graph: Graph, event: Event) -> list[Claim]:
    """Return every claim that names an event in a text or a field, each once.

    First those that the essay makes where it tells of the event itself, for a reader looks for
    them first; in both parts as the essay has them.
    """
    uses = graph.uses_of("event", event.id)
    naming = {use.by[1] for use in uses if use.by[0] == "claim"}
    passages = {(use.by, use.snippet) for use in uses if use.reference is not None}
    claims = [graph.site.claim(id) for id in graph.marks if id in naming]
    return sorted(
        claims,
        key=lambda claim: passages.isdisjoint(
            (use.by, use.snippet) for use in graph.marks[claim.id]
        ),
    )


def _tell_position(page: PageWriter, event: Event) -> str:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return ""
    say, lat, lon = page.language.say, f"{abs(place.lat):g}", f"{abs(place.lon):g}"
    north = say("event.north", degrees=lat) if place.lat >= 0 else say("event.south", degrees=lat)
    east = say("event.east", degrees=lon) if place.lon >= 0 else say("event.west", degrees=lon)
    return f"{north}, {east}"


def _media(event: Event) -> dict[str, str]:
    """Return a picture's attributes as HTML: a figure is not read as Markdown."""
    if event.media is None:
        return {}
    return {
        "file": escape_attribute(f"../media/{quote(event.media.file)}"),
        "alt": escape_attribute(event.media.alt),
        "credit": escape_html(event.media.credit),
    }


def media_files(site: Site) -> Sequence[str]:
    """Return the files under `data/media/` that events show."""
    return sorted({event.media.file for event in site.events if event.media})
