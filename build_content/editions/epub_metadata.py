"""What an EPUB says of itself: names, dates, origin, and how accessible it is.

https://www.w3.org/TR/epub-33/#sec-pkg-metadata and, for accessibility,
https://www.w3.org/TR/epub-a11y-11/#sec-discovery. What the data does not say is not said either;
nor that the book conforms to a standard, which takes somebody who has judged it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from build_content.model import Site
from build_content.text.escape import collapse

IDENTIFIER: Final = "identifier"
# The namespaces of names: of addresses (RFC 9562, section 6.6), and of titles, which is our own.
_OF_ADDRESSES: Final = "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
_OF_TITLES: Final = "3d0c1f6e-5b0f-4c55-9a35-6a5c0f6b8e42"
# A book has to say when it was last changed, even one whose data has no such day.
_NO_DAY: Final = "0001-01-01"
_FEATURES: Final = (
    *("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"),
    "unlocked",
)


def describe_book(site: Site, parts: Collection[str], *, has_pictures: bool) -> Element:
    """Return the `metadata` of a book with these parts, named by id."""
    metadata = Element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    for name, value in _list_names(site):
        SubElement(metadata, f"dc:{name}").text = collapse(value)
    metadata[0].set("id", IDENTIFIER)
    for name, value in _list_properties(site, parts, has_pictures=has_pictures):
        SubElement(metadata, "meta", {"property": name}).text = value
    return metadata


def make_identifier(site: Site) -> str:
    """Return the book's identifier, which all its editions share: made of the site's address.

    Where there is none, of title and day. A version 5 UUID, https://www.rfc-editor.org/rfc/rfc9562#section-5.5.
    """
    space, name = _OF_ADDRESSES, site.info.url
    if name is None:
        info = site.essay.info
        space, name = _OF_TITLES, f"{info.title}\n{info.published.text}"
    named = bytes.fromhex(space.replace("-", "")) + name.encode()
    digest = bytearray(hashlib.sha1(named, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    id = digest.hex()
    return f"urn:uuid:{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}"


def _list_names(site: Site) -> Iterator[tuple[str, str]]:
    """Yield names of Dublin Core with their values."""
    info = site.essay.info
    yield "identifier", make_identifier(site)
    yield "title", info.title
    yield "language", info.language
    yield "description", info.standfirst
    yield from (("creator", name) for name in info.authors)
    if site.info.publisher:
        yield "publisher", site.info.publisher
    if info.license:
        yield "rights", info.license
    source = info.original and (info.original.url or info.original.title)
    if source:
        yield "source", source
    day = _day_of(site)
    if day != _NO_DAY:
        yield "date", day


def _list_properties(
    site: Site, parts: Collection[str], *, has_pictures: bool
) -> Iterator[tuple[str, str]]:
    """Yield properties of the book with their values; all that is in pictures is in words too."""
    say = site.language.say
    yield "dcterms:modified", f"{_day_of(site)}T00:00:00Z"
    yield "schema:accessMode", "textual"
    if has_pictures:
        yield "schema:accessMode", "visual"
    yield "schema:accessModeSufficient", "textual"
    yield from (("schema:accessibilityFeature", feature) for feature in _FEATURES)
    if has_pictures:
        yield "schema:accessibilityFeature", "alternativeText"
    if "_index" in parts:
        yield "schema:accessibilityFeature", "index"
    yield "schema:accessibilityHazard", "none"
    drawn = f" {say('epub.summary_drawings')}" if has_pictures else ""
    yield "schema:accessibilitySummary", f"{say('epub.summary')}{drawn}"


def _day_of(site: Site) -> str:
    """Return the edition's day, if it is of the era that the format can write."""
    day = site.day
    return day if day and not day.startswith("-") else _NO_DAY
