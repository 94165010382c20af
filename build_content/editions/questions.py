"""Questions to discuss: on weighing sources, and on what a site's own data leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from build_content.dates import words
from build_content.model import ATTRIBUTED, Series, Site


def list_questions(site: Site) -> list[str]:
    """Return the questions that a site's data gives ground for, the nearest at hand first."""
    return list(_ask(site))


def _ask(site: Site) -> Iterator[str]:
    say, info = site.language.say, site.essay.info
    yield say("handout.ask_author")
    if any(event.status in ATTRIBUTED for event in site.events):
        yield say("handout.ask_interest")
        yield say("handout.ask_one_party")
    for series in _list_disputed(site)[:1]:
        count = site.language.count
        yield count("handout.ask_numbers", len(series.points), unit=series.title)
    written = info.original.date if info.original and info.original.date else info.published
    if any(event.date.sort_key > written.sort_key for event in site.events):
        yield say("handout.ask_later", date=words(written, site.language.dates))
    if any(claim.verdict == "unproven" for claim in site.claims):
        yield say("handout.ask_unproven", verdict=say("verdict.unproven"))
    yield say("handout.ask_mind")


def _list_disputed(site: Site) -> list[Series]:
    """Return the series in which speakers differ, those of the home page first."""
    differing = [
        series
        for series in site.series
        if len({point.value for point in series.points}) > 1
        and len({point.by for point in series.points}) > 1
    ]
    key = site.info.key_series
    order = {id: at for at, id in enumerate(key)}
    return sorted(differing, key=lambda series: order.get(series.id, len(order)))
