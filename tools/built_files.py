"""What the files of a built site hold: addresses, ids, and the faults that reading them shows.

Pages are read with the tokenizer of the standard library: it is fast, and alone in knowing line
and column of every tag.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple
from xml.parsers import expat

NOT_PROSE: Final = {"code", "pre", "kbd", "samp", "script", "style", "svg", "template", "textarea"}
ADDRESSES: Final = ("href", "src", "xlink:href", "poster", "action", "formaction")
# What a link element may name without a browser fetching it
# (https://html.spec.whatwg.org/multipage/links.html#linkTypes).
NAMING: Final = {"alternate", "author", "canonical", "license", "me", "next", "prev", "search"}
JSON_ADDRESSES: Final = {"@id", "contentUrl", "image", "location", "thumbnailUrl", "url"}
LEFTOVER: Final = re.compile(
    r"\[\^|\[@|\{:? ?[#.]|\]\((?:[a-z]+:)?|\b(?:event|claim|actor|term|series):[a-z0-9]"
)
SRCSET_ADDRESS: Final = re.compile(r"(?:^|,)\s*([^\s,]\S*)")
HTML_ADDRESS: Final = re.compile(r"""\s(?:href|src)="([^"]*)\"""")
CSS_ADDRESS: Final = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""")
CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int = 1
    column: int = 1


class Fault(NamedTuple):
    """What is wrong where: a path below the site's folder, and a place in that file."""

    path: str
    place: Place
    message: str
    rule: str


class Link(NamedTuple):
    """An address, where it stands, and what is made of it."""

    address: str
    place: Place | None
    """None where it is looked up only if need be."""
    is_loaded: bool = False
    """Whether a browser loads it, or sends something there, by itself."""
    is_from_root: bool = False
    """Whether it counts from the site's root, not from its own file."""


@dataclass
class Document:
    """What was found in one file."""

    path: str
    ids: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    canonical: str = ""
    text: str = ""
    """What was read, where places in it are still to be found."""

    def find(self, address: str) -> Place:
        """Return the first place in the text where an address stands."""
        return find_place_in(self.text)(max(0, self.text.find(address)))

    def tell(self, rule: str, place: Place, message: str) -> None:
        """Note a fault of this file."""
        self.faults.append(Fault(self.path, place, message, rule))

    def add_element(self, tag: str, attributes: Mapping[str, str], place: Place) -> None:
        """Note the id and the addresses of an element of HTML or XML."""
        self._add_id(attributes.get("id"), place)
        kinds = set(attributes.get("rel", "").lower().split())
        is_loaded = not NAMING & kinds if tag == "link" else tag not in {"a", "area"}
        names = (*ADDRESSES, "data") if tag == "object" else ADDRESSES
        found = [attributes[name] for name in names if name in attributes]
        self.links += [Link(address, place, is_loaded) for address in found]
        for name in ("srcset", "imagesrcset"):
            sources = SRCSET_ADDRESS.findall(attributes.get(name, ""))
            self.links += [Link(address.rstrip(","), place, is_loaded=True) for address in sources]
        for value in attributes.values():
            if "url(" in value:
                self.add_css(value, lambda _: place)
        if tag == "link" and "canonical" in kinds:
            self.canonical = attributes.get("href", "")

    def add_css(self, text: str, place_of: Callable[[int], Place]) -> None:
        """Note the addresses in a stylesheet; `place_of` tells the place of an offset in it."""
        text = CSS_COMMENT.sub(lambda comment: " " * len(comment[0]), text)
        for found in CSS_ADDRESS.finditer(text):
            address = found[1] or found[2]
            # In a stylesheet, `#id` is an id of whatever page uses it.
            if address and not (address.startswith("#") and self.path.endswith(".css")):
                self.links.append(Link(address, place_of(found.start()), is_loaded=True))

    def _add_id(self, name: str | None, place: Place) -> None:
        if name is None:
            return
        if name in self.ids:
            self.tell("repeated-id", place, f"another element has the id '{name}'")
        self.ids.add(name)


class PageReader(HTMLParser):
    """Reads one HTML page into a Document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.open: list[tuple[str, bool]] = []  # each element's name, and whether it holds prose
        self.headings = 0
        self.title = ""
        self.leftovers: list[tuple[bool, Place, str]] = []
        self.has_article = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        attributes = {name: value or "" for name, value in attrs}
        place = self._place()
        is_prose = self._is_prose() and tag not in NOT_PROSE and "data-typed" not in attributes
        self.open.append((tag, is_prose))
        self.headings += tag == "h1"
        self.has_article |= tag == "article"
        if tag == "html" and not attributes.get("lang"):
            self.document.tell("no-lang", place, "the page does not say its language")
        if tag == "img" and "alt" not in attributes:
            self.document.tell("no-alt", place, "the picture has no alternative text")
        self.document.add_element(tag, attributes, place)
        if tag == "a" and "name" in attributes:
            self.document.ids.add(attributes["name"])
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            address = attributes.get("content", "").partition("=")[2]
            self.document.links.append(Link(address, place, is_loaded=True))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and with it the void and unclosed ones inside."""
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Look at text, in the way its element asks for."""
        tag = self.open[-1][0] if self.open else ""
        if tag == "title" and not any(name == "svg" for name, _ in self.open):
            self.title += data
        elif tag == "style":
            self.document.add_css(data, self._place_within(data))
        elif tag == "script":
            self._read_script(data)
        elif self._is_prose():
            in_article = ("article", True) in self.open
            for found in LEFTOVER.finditer(data):
                shown = " ".join(data[max(0, found.start() - 10) : found.end() + 20].split())
                place = self._place_within(data)(found.start())
                self.leftovers.append((in_article, place, shown))

    def finish(self) -> None:
        """Judge the page as a whole."""
        self.close()
        tell = self.document.tell
        for in_article, place, shown in self.leftovers:
            # Beside the article stand titles, which were never Markdown.
            if in_article or not self.has_article:
                tell("leftover", place, f"markup shows as text: {shown}")
        if not self.title.strip():
            tell("no-title", Place(), "the page has no title")
        if self.headings != 1:
            tell("one-h1", Place(), f"the page has {self.headings} elements h1")

    def _read_script(self, data: str) -> None:
        place = self._place()
        if '"@context"' in data:  # JSON-LD: https://www.w3.org/TR/json-ld11/#the-context
            found = list_json_links(parse_json(self.document, data))
            self.document.links += [link._replace(place=place) for link in found]

    def _is_prose(self) -> bool:
        return not self.open or self.open[-1][1]

    def _place(self) -> Place:
        line, column = self.getpos()
        return Place(line, column + 1)

    def _place_within(self, data: str) -> Callable[[int], Place]:
        start, within = self._place(), find_place_in(data)

        def place(offset: int) -> Place:
            line, column = within(offset)
            return Place(start.line + line - 1, column + (start.column - 1) * (line == 1))

        return place


def find_place_in(text: str) -> Callable[[int], Place]:
    """Return a function from an offset in a text to its place."""

    def place(offset: int) -> Place:
        return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    return place


def read_page(document: Document, text: str) -> None:
    """Read HTML."""
    reader = PageReader(document)
    reader.feed(text)
    reader.finish()


def read_css(document: Document, text: str) -> None:
    """Read a stylesheet."""
    document.add_css(text, find_place_in(text))


def read_json(document: Document, text: str) -> None:
    """Read JSON for other programs: its addresses count from the site's root."""
    document.text = text
    document.links += list_json_links(parse_json(document, text), is_from_root=True)


def read_xml(document: Document, text: str) -> None:
    """Read a drawing, a feed or a site map: addresses in attributes, and whole ones in text."""
    parser = expat.ParserCreate()
    pieces: list[tuple[str, Place]] = []  # of the text since the last tag

    def place() -> Place:
        return Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(tag: str, attributes: dict[str, str]) -> None:
        pieces.clear()
        # A feed's links are named, not loaded; what a drawing names is loaded.
        shown = tag if document.path.endswith(".svg") else "a"
        document.add_element(shown, attributes, place())

    def end(_: str) -> None:
        whole = "".join(piece for piece, _ in pieces).strip()
        if whole.startswith(("http://", "https://")):
            document.links.append(Link(whole, pieces[0][1]))
        elif whole:
            document.add_css(whole, lambda _: pieces[0][1])
        pieces.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda piece: pieces.append((piece, place()))
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - the standard library's own order
    except expat.ExpatError as error:
        where = Place(error.lineno, error.offset + 1)
        document.tell("not-well-formed", where, f"this is no XML: {expat.ErrorString(error.code)}")


READERS: Final[Mapping[str, Callable[[Document, str], None]]] = {
    ".html": read_page,
    ".css": read_css,
    ".json": read_json,
    ".svg": read_xml,
    ".xml": read_xml,
}


def parse_json(document: Document, text: str) -> Any:
    """Parse JSON; what is malformed is a fault, and reads as nothing."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(error.lineno, error.colno)
        document.tell("not-well-formed", place, f"this is no JSON: {error.msg}")
        return None


def list_json_links(value: Any, *, is_from_root: bool = False) -> Iterator[Link]:
    """Yield the addresses in JSON: under keys that hold one, and in HTML under keys in `_html`."""
    pairs = list(value.items()) if isinstance(value, dict) else []
    for key, item in pairs:
        for address in find_addresses(key, item) if isinstance(item, str) else []:
            yield Link(address, None, is_from_root=is_from_root)
    for item in value if isinstance(value, list) else [item for _, item in pairs]:
        yield from list_json_links(item, is_from_root=is_from_root)


def find_addresses(key: str, text: str) -> list[str]:
    """Return the addresses that a text under a key of JSON holds."""
    if key in JSON_ADDRESSES:
        return [text]
    return (
        [unescape(found) for found in HTML_ADDRESS.findall(text)] if key.endswith("_html") else []
    )
