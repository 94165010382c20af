"""A file to download, and what it does not carry of the data: told beside it, never in silence.

What a format cannot hold is noted by the very code that leaves it out, so that no second list can
be wrong about the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

FEED: Final = "feed.xml"
"""The path of the feed, relative to the site's root."""
TABLES: Final[Mapping[str, str]] = {
    "events": "event", "claims": "claim", "sources": "source", "actors": "actor",
    "series": "series",
}  # fmt: skip
"""The lists of `site.json` that stand in files of their own, and what their entries are."""

Why = Literal[
    "bracketed", "date", "day", "field", "formula", "line", "markup", "name", "separator", "type",
    "undatable",
]  # fmt: skip
"""Why a file does not say what the data says; readers are told in the words of `losses.WHY`."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a file says otherwise than the data, or not at all.

    `kind` and `id` name the entry, `field` is its key in `site.json`, a part of it behind a dot.
    `had` is what stands in the data, `says` what the file says in its place: nothing, often.
    """

    kind: str
    id: str
    field: str
    had: str
    says: str
    why: Why


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its path relative to the site's root, its text, and all that it does not carry."""

    path: str
    text: str
    losses: tuple[Loss, ...] = ()
