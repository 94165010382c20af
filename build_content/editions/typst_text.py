"""Inline elements as Typst: words, links, notes, codes.

Text goes in as strings, never as markup, so that nothing an author types is taken for a command
(https://typst.app/docs/reference/syntax/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from build_content.editions.reading import classes_of, text_of
from build_content.editions.setting import quote

ESSAY: Final = "_essay"
INDEX: Final = "_index"
SIMPLE: Final = {"em": "emph", "strong": "strong", "sub": "sub", "del": "strike", "cite": "emph",
                 "i": "emph", "b": "strong"}  # fmt: skip
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_POSSESSIVE: Final = re.compile(r"[’']s(?!\w)")


@dataclass(slots=True)
class Place:
    """Where in the document the writer is: what links and citations become depends on it.

    `ids` are those that the page has, `references` the entries of sources. `part` is the id of
    the part of the page. `seen` are the targets that this entry has linked to: the page number is
    told once. To those that are `muted` a number beside the words leads already.
    """

    ids: frozenset[str]
    references: dict[str, Element]
    part: str = ""
    seen: set[str] = field(default_factory=set)
    muted: frozenset[str] = frozenset()

    @property
    def in_essay(self) -> bool:
        """Whether citations become footnotes: there they are few, and a reader wants them near."""
        return self.part == ESSAY


def write_inline(element: Element, place: Place) -> str:
    """Return what is in an element as Typst markup."""
    return "".join(_write_parts(element, place))


def _write_parts(element: Element, place: Place) -> Iterator[str]:
    yield write_text(element.text)
    for child in element:
        owned, rest = _split_possessive(child)
        yield _write_element(owned, place)
        yield write_text(rest)


def _split_possessive(element: Element) -> tuple[Element, str]:
    """Return an element with the “’s” that follows it, and the text behind that.

    Where a link's page is told, it stands behind the word: “Putin’s (p. 48) own”.
    """
    tail = element.tail or ""
    found = _POSSESSIVE.match(tail) if element.tag == "a" else None
    if not found:
        return element, tail
    owned = copy(element)
    end = Element("span")
    end.text = found[0]
    owned.append(end)
    return owned, tail[found.end() :]


def write_text(text: str | None) -> str:
    """Return a text as a string in markup; a run of white space is one space, as in HTML.

    A no-break space is no white space: it is meant.
    """
    return f"#{quote(_SPACES.sub(' ', text))}" if text else ""


def _write_element(element: Element, place: Place) -> str:
    tag, classes = element.tag, classes_of(element)
    if tag in SIMPLE:
        return f"#{SIMPLE[tag]}[{write_inline(element, place)}]"
    if "citation" in classes:
        return _write_citation(element, place)
    writer = _WRITERS.get(tag)
    written = writer(element, place) if writer else write_inline(element, place)
    return f"{written}{write_anchor(element, place)}"


def write_anchor(element: Element, place: Place) -> str:
    """Return a label for an element with an id, so that links reach it."""
    id = element.get("id")
    return f"#metadata(none)<{id}>" if id in place.ids else ""


def _write_link(element: Element, place: Place) -> str:
    target = element.get("href", "")
    words = write_inline(element, place)
    if not target.startswith("#"):
        return f"#link({quote(target)})[{words}]"
    id = target[1:]
    if id not in place.ids or id in place.muted:
        return words
    if "mark" in classes_of(element):
        words = f"#mark({_tell(condition='mark--fails' in classes_of(element))})[{words}]"
    linked = f"#paged(<{id}>)" if _is_paged(element, id, place) else f"#link(<{id}>)"
    place.seen.add(id)
    return f"{linked}[{words}]"


def _is_paged(link: Element, id: str, place: Place) -> bool:
    """Tell whether a link's page is told behind it: once an entry, where no code tells it.

    Names and terms are many: their pages are told in the essay alone. The index has its own.
    """
    shown = {"actor", "term", "series"} if place.in_essay else {"series"}
    told = id in place.seen or place.part == INDEX
    return not told and bool(classes_of(link) & shown)


def _tell(*, condition: bool) -> str:
    return "true" if condition else "false"


def _write_small(element: Element, place: Place) -> str:
    classes = classes_of(element)
    if "code" in classes:
        name = quote(text_of(element).strip("()"))
        return f"#{name}" if place.part == INDEX else f"#code({name})"
    inner = write_inline(element, place)
    return inner if "verdict" in classes else f"#small[{inner}]"


def _write_span(element: Element, place: Place) -> str:
    for name in ("verdict", "status", "when", "number", "address"):
        if name in classes_of(element):
            return f"#{name}-mark[{write_inline(element, place)}]"
    return write_inline(element, place)


def _write_superscript(element: Element, place: Place) -> str:
    return f"#super[{write_inline(element, place)}]"


def _write_citation(element: Element, place: Place) -> str:
    """Return numbers of sources; in the essay as a note that tells each source in short."""
    if not place.in_essay:
        return f"#citation[{write_inline(element, place)}]"
    links = [link for link in element.iter("a") if link.get("href", "")[1:] in place.references]
    numbers = ", ".join(text_of(link) for link in links)
    notes = "".join(f"[{_write_note(link, place)}]," for link in links)
    return f"#cited({quote(numbers)}, ({notes}))"


def _write_note(link: Element, place: Place) -> str:
    """Return a source as a note tells it: all but its addresses, and where it stands in full."""
    id = link.get("href", "")[1:]
    parts = list(_until_break(place.references[id], place))
    locator = write_text((link.tail or "").strip("]; "))
    return f"{''.join(parts)}{locator} #page-of(<{id}>)"


def _until_break(reference: Element, place: Place) -> Iterator[str]:
    yield write_text(reference.text)
    for child in reference:
        if child.tag == "br":
            return
        if "number" not in classes_of(child):
            yield _write_element(child, Place(frozenset(), place.references))
        yield write_text(child.tail)


def _write_code(element: Element, _place: Place) -> str:
    return f"#raw({quote(''.join(element.itertext()))})"


def _write_image(element: Element, _place: Place) -> str:
    file, alt = quote(element.get("src", "")), quote(element.get("alt", ""))
    return f"#picture({file}, alt: {alt})"


_WRITERS: Final[dict[str, Callable[[Element, Place], str]]] = {
    "a": _write_link,
    "br": lambda _element, _place: "#linebreak()",
    "code": _write_code,
    "img": _write_image,
    "small": _write_small,
    "span": _write_span,
    "sup": _write_superscript,
}
