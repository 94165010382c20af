"""Ids: what one may be, and how one is made of words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ID_PATTERN: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
MAX_ID: Final = 64


def is_id(text: str) -> bool:
    """Tell whether a text may be an id: well formed, not too long, not digits alone or `index`."""
    fits = len(text) <= MAX_ID and not text.isdigit() and text != "index"
    return fits and re.fullmatch(ID_PATTERN, text) is not None


def make_slug(words: str) -> str:
    """Form an id from words: NFKD to ASCII, lower case, apostrophes dropped, other runs a hyphen.

    A long one ends at the last hyphen that fits. May be empty or otherwise no id: ask `is_id`.
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’‘]", "", words))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    return slug if len(slug) <= MAX_ID else slug[:MAX_ID].rpartition("-")[0] or slug[:MAX_ID]
