"""The XHTML of an EPUB: what stands on a page of the site, as readers' devices want it.

XHTML within EPUB: https://www.w3.org/TR/epub-33/#sec-xhtml. Names with a prefix are written out
as such (`epub:type`, `xml:lang`), each declared where it is used, so that no registry of
namespaces is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from build_content.editions.epub_chapters import Chapter
from build_content.editions.reading import classes_of

STYLE: Final = "epub.css"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""The pictures that every reader shows (https://www.w3.org/TR/epub-33/#sec-core-media-types)."""
Kind = tuple[str, str]
CHAPTER: Final[Kind] = ("chapter", "doc-chapter")
KINDS: Final[Mapping[str, Kind]] = {
    "": ("titlepage", ""),
    "_marks": ("preamble", ""),
    "_essay": ("part", "doc-part"),
    "_glossary": ("glossary", "doc-glossary"),
    "_sources": ("bibliography", "doc-bibliography"),
    "_index": ("index", "doc-index"),
}
"""What parts are, by id: in https://www.w3.org/TR/epub-ssv-11/ and, if there too, as role of
https://www.w3.org/TR/dpub-aria-1.1/; all others are chapters."""
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_DOCTYPE: Final = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'


@dataclass(frozen=True, slots=True)
class Book:
    """What its pages have in common.

    `places` are the files of ids, `pictures` the files of pictures by their address on the page,
    `drawings` those that take the place of drawings with the same `aria-labelledby`; `address` is
    the site's, against which other links are resolved.
    """

    title: str
    language: str
    places: Mapping[str, str]
    pictures: Mapping[str, str]
    drawings: Mapping[str, Element]
    address: str | None


def kind_of(chapter: Chapter) -> Kind:
    """Return what a chapter is, as `epub:type` and as role; '' for a role that there is not."""
    return CHAPTER if chapter.is_section else KINDS.get(chapter.part, CHAPTER)


def write_chapter(chapter: Chapter, book: Book) -> bytes:
    """Return a chapter's file. Raises KeyError for a link to an id that is nowhere."""
    epub_type, role = kind_of(chapter)
    section = Element("section", {"epub:type": epub_type})
    if role:
        section.set("role", role)
    if chapter.id:
        section.set("aria-labelledby", chapter.id)
    section.extend([_copy(element, chapter.file, book) for element in chapter.content])
    title = f"{chapter.title} – {book.title}" if chapter.part else book.title
    return write_xhtml(title, section, book)


def write_xhtml(title: str, content: Element, book: Book) -> bytes:
    """Return a file with a title and one element in its body."""
    language = {"lang": book.language, "xml:lang": book.language}
    html = Element("html", {"xmlns": _XHTML, "xmlns:epub": _OPS, **language})
    head = SubElement(html, "head")
    SubElement(head, "title").text = title
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": STYLE})
    SubElement(html, "body").append(content)
    return (_DOCTYPE + tostring(html, encoding="unicode") + "\n").encode()


def find_pictures(body: Element) -> dict[str, str]:
    """Return the file in the book for each picture that readers show, by its address on the page.

    Files are numbered, for a name that a disk bears may be one that a book may not.
    """
    sources = dict.fromkeys(image.get("src", "") for image in body.iter("img"))
    shown = [source for source in sources if _ending(source) in MEDIA_TYPES]
    return {source: f"picture-{at}{_ending(source)}" for at, source in enumerate(shown, 1)}


def _ending(address: str) -> str:
    return PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()


def local_tag(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _copy(element: Element, file: str, book: Book, *, in_svg: bool = False) -> Element:
    """Return an element, and all that is in it, as it stands in a file of the book."""
    tail = element.tail
    element = book.drawings.get(element.get("aria-labelledby", ""), element)
    tag = local_tag(element)
    if tag == "img" and element.get("src") not in book.pictures:
        return _tell_picture(element)
    is_svg = in_svg or tag == "svg"
    copy = Element(tag, _adapt(element, file, book, is_svg=is_svg))
    if is_svg and not in_svg:
        copy.set("xmlns", _SVG)
        copy.set("xmlns:xlink", _XLINK)
    copy.text, copy.tail = element.text, tail
    inner = is_svg and tag != "foreignObject"
    copy.extend([_copy(child, file, book, in_svg=inner) for child in _choose(element)])
    return copy


def _tell_picture(image: Element) -> Element:
    """Return the words for a picture that not every reader could show."""
    told = Element("span")
    told.text, told.tail = image.get("alt"), image.tail
    return told


def _choose(element: Element) -> Sequence[Element]:
    """Return what is kept of an element: of drawings of the same for several widths the narrowest.

    For there is but one that suits a phone, and a reader need not know container queries.
    """
    drawings = [child for child in element if local_tag(child) == "svg"]
    if local_tag(element) != "figure" or len(drawings) < 2:
        return list(element)
    narrowest = min(drawings, key=_width_of)
    return [child for child in element if child is narrowest or child not in drawings]


def _width_of(drawing: Element) -> float:
    return float(drawing.get("viewBox", "0 0 0 0").split()[2])


def _adapt(element: Element, file: str, book: Book, *, is_svg: bool) -> dict[str, str]:
    """Return the attributes of an element's copy."""
    given = {name: value for name, value in element.items() if not name.startswith("data-")}
    if aligned := given.pop("align", ""):
        given["class"] = f"{given.get('class', '')} {aligned}".strip()
    if element.tag == "th":
        given.setdefault("scope", "col")
    if "src" in given:
        given["src"] = book.pictures[given["src"]]
    if "href" in given:
        target = _resolve(given.pop("href"), file, book)
        given |= {"xlink:href" if is_svg else "href": target} if target else {}
        given |= _tell_link(element)
    return given


def _resolve(target: str, file: str, book: Book) -> str:
    """Return where a link leads to from a file of the book; '' if that is nowhere known."""
    if target.startswith("#"):
        there = book.places[target[1:]]
        return target if there == file else there + target
    if urlsplit(target).scheme:
        return target
    return urljoin(book.address, target) if book.address else ""


def _tell_link(element: Element) -> dict[str, str]:
    """Return what kind of reference a link is, where there is a word for it."""
    classes = classes_of(element)
    for name, kind in (("source", "biblioref"), ("term", "glossref")):
        if name in classes and element.get("href", "").startswith(f"#{name}-"):
            return {"epub:type": kind, "role": f"doc-{kind}"}
    return {}
