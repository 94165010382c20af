"""Ids for what is pasted: made of its words, or numbered where that gives none."""

from __future__ import annotations

from collections.abc import Container

from build_content.text.slugs import is_id, make_slug


def choose_id(words: str, stem: str, taken: Container[str]) -> str:
    """Return the id that words form or, where that is none or taken, the first free `STEM-N`."""
    slug = make_slug(words)
    if is_id(slug) and slug not in taken:
        return slug
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
