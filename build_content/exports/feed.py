"""Changes to the record as an Atom feed (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287).

Where the site will stand is known when its pages are rendered, not when they are written: so this
makes what the feed holds, and `write_feed` is called with the address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from build_content.addresses import address_of
from build_content.dates import EdtfDate, parse_date, words
from build_content.exported import FEED, Loss, Why
from build_content.graph import Graph
from build_content.labels import Labels
from build_content.model import Claim, Event, Site
from build_content.text.escape import collapse

MOST: Final = 50
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the feed. `url` is relative to the site's root; `day` is an ISO date."""

    url: str
    title: str
    summary: str
    day: str
    categories: tuple[tuple[str, str], ...] = ()
    """(term, label) each."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What the feed holds, and what it could not carry."""

    title: str
    subtitle: str
    language: str
    names: tuple[str, ...]
    rights: str
    day: str
    home: str | None
    """The address by which the site is known, whichever it is built for; None if it has none."""
    changes: tuple[Change, ...]
    losses: tuple[Loss, ...]


def make_feed(graph: Graph) -> Feed:
    """Gather the latest changes, newest first: this edition, and entries by their `updated`."""
    site, losses = graph.site, list[Loss]()
    found = [*_describe_edition(site), *_describe_entries(site, losses)]
    found.sort(key=lambda change: change.url)
    found.sort(key=lambda change: change.day, reverse=True)
    info = site.essay.info
    return Feed(
        title=collapse(info.title),
        subtitle=collapse(info.standfirst),
        language=info.language,
        names=_name_authors(site),
        rights=collapse(info.license or ""),
        day=max((change.day for change in found), default="0001-01-01"),
        home=site.info.url,
        changes=tuple(found[:MOST]),
        losses=tuple(losses),
    )


def _name_authors(site: Site) -> tuple[str, ...]:
    """Return who answers for the feed: Atom asks for a name, so the site's own is the last."""
    info = site.essay.info
    names = info.authors or [site.info.publisher or info.title]
    return tuple(map(collapse, names))


def _describe_edition(site: Site) -> Iterator[Change]:
    """Yield this edition as an entry: so that a feed has one before the first change."""
    day = _find_day(site.info.edition) or (site.day if _can_tell(site.day) else None)
    if day:
        say, count = site.language.say, site.language.count
        summary = say(
            "feed.edition_holds",
            events=count("feed.events", len(site.events)),
            claims=count("feed.claims", len(site.claims)),
            sources=count("feed.sources", len(site.sources)),
        )
        date = words(parse_date(day), site.language.dates)
        title = say("feed.edition", title=site.essay.info.title, date=date)
        url = f"index.html?edition={day}"
        yield Change(url, collapse(title), collapse(summary), day,
                     (("edition", say("feed.kind_edition")),))  # fmt: skip


def _describe_entries(site: Site, losses: list[Loss]) -> Iterator[Change]:
    for event in site.events:
        day = _choose_day("event", event.id, {"updated": event.updated}, losses)
        if day:
            yield _describe_event(site, event, day)
    for claim in site.claims:
        dates = {"updated": claim.updated, "reviewed": claim.reviewed}
        day = _choose_day("claim", claim.id, dates, losses)
        if day:
            yield _describe_claim(site, claim, day)


def _choose_day(
    kind: str, id: str, dates: dict[str, EdtfDate | None], losses: list[Loss]
) -> str | None:
    """Return the latest of an entry's days of change. Atom writes no less than a whole day."""
    days = []
    for field, date in dates.items():
        day = _find_day(date)
        if day:
            days.append(day)
        if date and day != date.text:
            why: Why = "day" if day else "undatable"
            losses.append(Loss(kind, id, field, date.text, day or "", why))
    return max(days, default=None)


def _find_day(date: EdtfDate | None) -> str | None:
    """Return the first day that a date can mean, if RFC 3339 can write it."""
    day = date.earliest_iso if date else None
    return day if _can_tell(day) else None


def _can_tell(day: str | None) -> bool:
    return day is not None and not day.startswith(("-", "0000"))


def _describe_event(site: Site, event: Event, day: str) -> Change:
    when = words(event.date, site.language.dates)
    status = Labels(site.language).status_of(event)
    lane = site.lane(event.lane)
    said = site.language.say("feed.event", when=when, status=status, summary=event.summary.plain)
    categories = (
        ("event", site.language.say("evidence.event")),
        (f"lane:{lane.id}", lane.name),
        (f"status:{event.status}", status),
    )
    url = address_of(("event", event.id)).url
    return Change(url, collapse(event.title), collapse(said), day, categories)


def _describe_claim(site: Site, claim: Claim, day: str) -> Change:
    labels = Labels(site.language)
    verdict, kind = labels.verdict_of(claim), labels.kind_of(claim)
    said = site.language.say("feed.claim", verdict=verdict, record=labels.record_of(claim))
    categories = [("claim", site.language.say("evidence.claim")), (f"kind:{claim.kind}", kind)]
    if claim.verdict:
        categories.append((f"verdict:{claim.verdict}", verdict))
    title, url = claim.statement.plain, address_of(("claim", claim.id)).url
    return Change(url, collapse(title), collapse(said).strip(), day, tuple(categories))


def write_feed(feed: Feed, address: str) -> str:
    """Return the feed of a site that stands at an address, which ends in a slash.

    What names an entry for ever is its address under the site's own (`url` in site.yml), if it has
    one, so that a copy elsewhere tells of the same entries.
    """
    home = f"{feed.home.rstrip('/')}/" if feed.home else address
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed.language})
    _add(root, "id", home)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _write_time(feed.day))
    for name in feed.names:
        _add(SubElement(root, "author"), "name", name)
    if feed.rights:
        _add(root, "rights", feed.rights)
    SubElement(root, "link", {
        "rel": "self", "type": "application/atom+xml", "href": address + FEED,
    })  # fmt: skip
    SubElement(root, "link", {"type": "text/html", "href": f"{address}index.html"})
    _add_changes(root, feed.changes, address, home)
    indent(root, " ")
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f"{declaration}{tostring(root, encoding='unicode')}\n"


def _add_changes(root: Element, changes: Sequence[Change], address: str, home: str) -> None:
    for change in changes:
        entry = SubElement(root, "entry")
        _add(entry, "id", home + change.url)
        _add(entry, "title", change.title)
        _add(entry, "updated", _write_time(change.day))
        # an edition is told on the home page: what tells one from another is no place there
        link = change.url.partition("?")[0]
        SubElement(entry, "link", {"type": "text/html", "href": address + link})
        for term, label in change.categories:
            SubElement(entry, "category", {"term": term, "label": label})
        _add(entry, "summary", change.summary)


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _write_time(day: str) -> str:
    """Return a day as RFC 3339 writes a time: its first second."""
    return f"{day}T00:00:00Z"
