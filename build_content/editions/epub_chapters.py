"""The files of an EPUB: a title page, one for each part of the site and section of the essay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from build_content.editions.reading import classes_of

ESSAY: Final = "_essay"
TITLE_PAGE: Final = "title-page.xhtml"
# What may stand in a heading and is no part of its name.
_ADDED: Final = frozenset({"citation", "mark"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: its name, its heading's id and words, and the elements in it.

    `part` is the id of the part that it is or, if it is a section of the essay, belongs to; the
    title page belongs to none: ''.
    """

    file: str
    id: str
    title: str
    part: str
    content: tuple[Element, ...]

    @property
    def is_section(self) -> bool:
        """Whether it is a section within a part."""
        return self.id != self.part and bool(self.part)


def split_book(body: Element) -> list[Chapter]:
    """Return the chapters of a page in their order: the first holds all before the first h2."""
    front, *parts = _split(_open(body, "h2"), "h2")
    return [_make_title_page(front), *(chapter for part in parts for chapter in _split_part(part))]


def _split_part(content: Sequence[Element]) -> list[Chapter]:
    part = content[0].get("id", "")
    if part != ESSAY:
        return [_make_chapter(content, part)]
    opened = (inner for element in content for inner in _open_one(element, "h3"))
    return [_make_chapter(piece, part) for piece in _split(opened, "h3")]


def _make_chapter(content: Sequence[Element], part: str) -> Chapter:
    heading = content[0]
    id = heading.get("id", "")
    # ids of ours begin with an underscore, and no other id may take their files
    name = f"part-{id[1:]}" if id.startswith("_") else id
    return Chapter(f"{name}.xhtml", id, name_of(heading), part, tuple(content))


def _make_title_page(content: Sequence[Element]) -> Chapter:
    heading = next(element for element in content if element.tag == "h1")
    return Chapter(TITLE_PAGE, heading.get("id", ""), name_of(heading), "", tuple(content))


def name_of(heading: Element) -> str:
    """Return the words of a heading without the marks and citations in it."""
    return " ".join("".join(_read(heading)).split())


def _read(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not classes_of(child) & _ADDED:
            yield from _read(child)
        yield child.tail or ""


def locate_ids(chapters: Iterable[Chapter]) -> dict[str, str]:
    """Return the file that each id of the book stands in."""
    return {
        id: chapter.file
        for chapter in chapters
        for top in chapter.content
        for element in top.iter()
        if (id := element.get("id"))
    }


def _split(elements: Iterable[Element], tag: str) -> list[list[Element]]:
    """Split elements before each one of a tag; the first list holds what stands before any."""
    pieces: list[list[Element]] = [[]]
    for element in elements:
        if element.tag == tag:
            pieces.append([])
        pieces[-1].append(element)
    return pieces


def _open(parent: Element, tag: str) -> Iterator[Element]:
    """Yield an element's children; those that only hold headings of a tag give way to theirs."""
    for child in parent:
        yield from _open_one(child, tag)


def _open_one(element: Element, tag: str) -> Iterator[Element]:
    if element.tag != tag and element.find(f".//{tag}") is not None:
        yield from _open(element, tag)
    else:
        yield element
