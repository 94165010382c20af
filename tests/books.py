"""E-books for the tests: made on the spot, and read back."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring

from build_content.editions.epub import write_epub
from build_content.model import Site

BLOCKS = frozenset("h1 h2 h3 h4 h5 p li dt dd th td figcaption".split())
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XLINK = "{http://www.w3.org/1999/xlink}href"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"


def strip_names(root: Element) -> Element:
    """Take the namespaces off elements; those of attributes stay."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


@dataclass(frozen=True)
class Book:
    """A book, the page and the site it was made of, and its files by name."""

    content: bytes
    page: Element
    site: Site

    @cached_property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def package(self) -> Element:
        return fromstring(self.files["EPUB/package.opf"])  # noqa: S314 - ours

    @cached_property
    def spine(self) -> list[str]:
        """The files in reading order."""
        hrefs = {item.get("id"): item.get("href", "") for item in self.package.iter(f"{OPF}item")}
        return [hrefs[item.get("idref")] for item in self.package.iter(f"{OPF}itemref")]

    @cached_property
    def pages(self) -> dict[str, Element]:
        """The XHTML files in reading order."""
        files = {name: self.files[f"EPUB/{name}"] for name in self.spine}
        return {
            name: strip_names(fromstring(content))  # noqa: S314 - ours
            for name, content in files.items()
        }

    @cached_property
    def chapters(self) -> dict[str, Element]:
        """The files that hold the page's content."""
        return {name: page for name, page in self.pages.items() if name != "contents.xhtml"}

    def find(self, name: str) -> list[str]:
        """Return the values of a property, or of a name of Dublin Core, of the package."""
        metas = [m for m in self.package.iter(f"{OPF}meta") if m.get("property") == name]
        found = [*metas, *self.package.iter(name.replace("dc:", DC))]
        return [element.text or "" for element in found]


def make_book(page: Element, site: Site) -> Book:
    return Book(write_epub(page, site), page, site)


def parse(inner: str) -> Element:
    """Return a page of some HTML under a title."""
    return fromstring(f'<body><h1 id="title">Title</h1>{inner}</body>')  # noqa: S314 - ours


def list_blocks(parent: Element) -> Iterator[tuple[str, str]]:
    """Yield tag and text of each block of text; drawings are not read."""
    for element in parent:
        if element.tag in BLOCKS:
            yield element.tag, " ".join("".join(element.itertext()).split())
        if element.tag.rpartition("}")[2] != "svg":
            yield from list_blocks(element)


def list_toc(book: Book) -> list[tuple[int, str, str]]:
    """Return level, words and target of each line of the contents."""

    def read(listed: Element, level: int) -> Iterator[tuple[int, str, str]]:
        for item in listed:
            yield level, item[0].text or "", item[0].get("href", "")
            for inner in item[1:]:
                yield from read(inner, level + 1)

    toc = next(
        nav for nav in book.pages["contents.xhtml"].iter("nav") if nav.get(EPUB_TYPE) == "toc"
    )
    return list(read(toc[1], 1))
