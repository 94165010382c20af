"""How the files of an EPUB belong together: the package document, and the contents.

https://www.w3.org/TR/epub-33/#sec-package-doc and https://www.w3.org/TR/epub-33/#sec-nav
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from build_content.editions.epub_chapters import Chapter
from build_content.editions.epub_metadata import IDENTIFIER, describe_book
from build_content.editions.epub_pages import MEDIA_TYPES, Book, kind_of, write_xhtml
from build_content.model import Site
from build_content.pages.years import list_years

PACKAGE: Final = "package.opf"
CONTENTS: Final = "contents.xhtml"
_TIMELINE: Final = "_timeline"
_TYPES: Final = {".css": "text/css", ".xhtml": "application/xhtml+xml", **MEDIA_TYPES}
# The first of each kind is a landmark; the essay's are where reading starts.
_LANDMARKS: Final = {
    "titlepage": "titlepage",
    "part": "bodymatter",
    "glossary": "glossary",
    "bibliography": "bibliography",
    "index": "index",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, where it leads, and the lines below it."""

    title: str
    target: str
    inner: tuple[Entry, ...] = ()


def write_container(folder: str) -> bytes:
    """Return the file that tells in which folder the package document is."""
    namespace = "urn:oasis:names:tc:opendocument:xmlns:container"
    container = Element("container", {"version": "1.0", "xmlns": namespace})
    rootfile = {"full-path": f"{folder}/{PACKAGE}", "media-type": "application/oebps-package+xml"}
    SubElement(SubElement(container, "rootfiles"), "rootfile", rootfile)
    return _write(container)


def write_package(site: Site, chapters: Sequence[Chapter], files: Mapping[str, bytes]) -> bytes:
    """Return the package document of a book of these files, in their order."""
    package = Element("package", {
        "xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique-identifier": IDENTIFIER,
        "xml:lang": site.essay.info.language,
    })  # fmt: skip
    items = [_describe_file(name, content) for name, content in files.items()]
    pictured = any(
        "svg" in item.get("properties", "") or item["media-type"].startswith("image/")
        for item in items
    )
    parts = {chapter.part for chapter in chapters}
    package.append(describe_book(site, parts, has_pictures=pictured))
    manifest = SubElement(package, "manifest")
    for item in items:
        SubElement(manifest, "item", item)
    spine = SubElement(package, "spine")
    first, *rest = (chapter.file for chapter in chapters)
    for name in (first, CONTENTS, *rest):
        SubElement(spine, "itemref", {"idref": _id_of(name)})
    return _write(package)


def _describe_file(name: str, content: bytes) -> dict[str, str]:
    """Return what the manifest tells of a file."""
    item = {"id": _id_of(name), "href": name, "media-type": _TYPES[PurePosixPath(name).suffix]}
    if name == CONTENTS:
        item["properties"] = "nav"
    elif name.endswith(".xhtml") and b"<svg" in content:
        item["properties"] = "svg"
    return item


def _id_of(name: str) -> str:
    # an XML id begins with a letter, which a file's name need not
    return f"file-{name}"


def write_contents(site: Site, chapters: Sequence[Chapter], book: Book) -> bytes:
    """Return the navigation document: the contents, and the landmarks, which are not shown."""
    title = site.language.say("paper.contents")
    content = Element("div")
    contents = SubElement(content, "nav", {"epub:type": "toc", "role": "doc-toc"})
    contents.set("aria-labelledby", "contents")
    SubElement(contents, "h2", {"id": "contents"}).text = title
    contents.append(_write_entries(list_entries(site, chapters, book)))
    landmarks = SubElement(content, "nav", {"epub:type": "landmarks", "hidden": "hidden"})
    landmarks.set("aria-label", site.language.say("epub.landmarks"))
    listed = SubElement(landmarks, "ol")
    for kind, chapter in _find_landmarks(chapters).items():
        link = SubElement(SubElement(listed, "li"), "a", {"epub:type": kind, "href": chapter.file})
        link.text = chapter.title
    return write_xhtml(f"{title} – {book.title}", content, book)


def list_entries(site: Site, chapters: Iterable[Chapter], book: Book) -> list[Entry]:
    """Return the contents: parts, with the sections of the essay and the years of the timeline."""
    entries: list[Entry] = []
    for chapter in chapters:
        entry = Entry(chapter.title, chapter.file)
        if chapter.is_section:
            entries[-1] = replace(entries[-1], inner=(*entries[-1].inner, entry))
        elif chapter.part:
            years = tuple(_list_years(site, book)) if chapter.part == _TIMELINE else ()
            entries.append(replace(entry, inner=years))
    return entries


def _list_years(site: Site, book: Book) -> Iterator[Entry]:
    """Yield the years of the timeline: where one has no heading, its first event stands for it."""
    for year in list_years(site):
        for id in (year.anchor, f"event-{year.events[0].id}"):
            if id in book.places:
                yield Entry(year.heading, f"{book.places[id]}#{id}")
                break


def _write_entries(entries: Iterable[Entry]) -> Element:
    listed = Element("ol")
    for entry in entries:
        item = SubElement(listed, "li")
        SubElement(item, "a", {"href": entry.target}).text = entry.title
        if entry.inner:
            item.append(_write_entries(entry.inner))
    return listed


def _find_landmarks(chapters: Iterable[Chapter]) -> dict[str, Chapter]:
    found: dict[str, Chapter] = {}
    for chapter in chapters:
        kind = _LANDMARKS.get(kind_of(chapter)[0])
        if kind:
            found.setdefault(kind, chapter)
    return found


def _write(root: Element) -> bytes:
    indent(root, " ")
    declared = '<?xml version="1.0" encoding="utf-8"?>\n'
    return (declared + tostring(root, encoding="unicode") + "\n").encode()
