"""What readers see of the contract's closed vocabularies, and a shape for each verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from build_content.model import Claim, Event

STATUS: Final[Mapping[str, str]] = {
    "acknowledged": "Acknowledged by the parties",
    "public-act": "Public act",
    "documented": "Documented by independent observers",
    "asserted": "Claimed",
    "reported": "Reported, not independently confirmed",
    "unreviewed": "Not yet reviewed",
}
VERDICT: Final[Mapping[str, str]] = {
    "accurate": "Accurate",
    "outdated": "Out of date when published",
    "imprecise": "Right in substance, wrong in detail",
    "partly-supported": "Partly supported",
    "contradicted": "Contradicted by the sources",
    "unproven": "Looked for, not established",
    "unchecked": "Not checked",
}
# told apart by shape, so that greyscale and colour-blind eyes lose nothing
MARK: Final[Mapping[str, str]] = {
    "accurate": "✓",
    "outdated": "◷",
    "imprecise": "≈",
    "partly-supported": "◐",
    "contradicted": "✗",
    "unproven": "?",
    "unchecked": "○",
}
CLAIM_KIND: Final[Mapping[str, str]] = {
    "fact": "Fact",
    "inference": "Inference",
    "opinion": "Opinion",
    "forecast": "Forecast",
}
BOUND: Final[Mapping[str, str]] = {
    "exact": "",
    "about": "about ",
    "at-least": "at least ",
    "at-most": "at most ",
}
ACTOR_KIND: Final[Mapping[str, str]] = {
    "state": "States",
    "organisation": "Organisations",
    "person": "People",
}
SOURCE_KIND: Final[Mapping[str, str]] = {
    "state-media": "State media",
    "partisan": "Partisan outlet",
    "wire": "News agency",
    "news": "News",
    "research": "Research",
    "government": "Government",
    "un": "United Nations",
    "blog": "Blog",
    "other": "Other",
}
ESSAY_KIND: Final[Mapping[str, str]] = {
    "opinion": "Opinion",
    "analysis": "Analysis",
    "background": "Background",
}
ENTRY_KIND: Final[Mapping[str, str]] = {
    "essay": "In the essay",
    "section": "In the essay",
    "event": "In the timeline",
    "claim": "Among what the essay asserts",
    "series": "In the numbers",
    "actor": "Among people and states",
    "source": "Among the sources",
    "term": "In the glossary",
}


def status_of(event: Event) -> str:
    """Return an event's status as readers see it: with the name of who claims it."""
    label = STATUS[event.status]
    return f"{label} by {event.attribution}" if event.status == "asserted" else label


def verdict_of(claim: Claim) -> str:
    """Return a claim's verdict as readers see it, or its kind where it is not judged."""
    return VERDICT[claim.verdict] if claim.verdict else f"{CLAIM_KIND[claim.kind]}, not rated"


def is_quiet(claim: Claim) -> bool:
    """Tell whether a claim's passage needs no more than a small mark: it holds, or is a view."""
    return claim.verdict in (None, "accurate")


def mark_of(claim: Claim) -> str:
    """Return the shape that stands for a claim's verdict; nothing where there is none."""
    return MARK[claim.verdict] if claim.verdict else ""


def number_text(value: float) -> str:
    """Return a number with thousands set apart by commas and no digits that were not typed."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.15g}"
