"""Ids from names, as the contract forms and bounds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_ID: Final = 64


def make_slug(words: str) -> str:
    """Form an id from words: NFKD to ASCII, lower case, no apostrophes, other runs a hyphen.

    May be empty, too long or otherwise no id: ask `is_id`.
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", words))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")


def is_id(text: str) -> bool:
    """Tell whether a text may be an id: well formed, not too long, not digits alone or `index`."""
    fits = len(text) <= _MAX_ID and not text.isdigit() and text != "index"
    return fits and _ID.fullmatch(text) is not None


def choose_id(words: str, stem: str, taken: Container[str]) -> str:
    """Return the id that words form or, where that is none or taken, the first free `STEM-N`."""
    slug = make_slug(words)
    if is_id(slug) and slug not in taken:
        return slug
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
