"""Blocks of a page as Typst: headings, paragraphs, lists, tables, drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, tostring

from build_content.charts.paper import dress
from build_content.editions.reading import classes_of, text_of
from build_content.editions.setting import quote
from build_content.editions.typst_text import Place, write_anchor, write_inline

_BLOCKS: Final = frozenset(
    "p ul ol dl div section table figure pre blockquote h1 h2 h3 h4 h5 h6 hr".split()
)
# Lists of such entries stand in the bookmarks, but would drown the contents.
_LISTED: Final = frozenset({"_essay", "_timeline", "_numbers"})
# From here on entries are short: names and terms.
_COMPACT: Final = "_actors"


@dataclass(slots=True)
class Sheet:
    """A document in the making: where the writer is, and the drawings that it found, by name."""

    place: Place
    drawings: dict[str, bytes] = field(default_factory=dict)


def write_blocks(parent: Element, sheet: Sheet) -> str:
    """Return the blocks in an element, a line between them."""
    return "\n\n".join(part for part in _list_blocks(parent, sheet) if part)


def _list_blocks(parent: Element, sheet: Sheet) -> Iterator[str]:
    for child in parent:
        yield _BLOCK_WRITERS.get(_name(child), _write_group)(child, sheet)


def _name(element: Element) -> str:
    return str(element.tag)


def _write_group(element: Element, sheet: Sheet) -> str:
    if "references" in classes_of(element):
        return _write_references(element, sheet)
    if "index" in classes_of(element):
        return _write_index(element, sheet)
    return write_blocks(element, sheet) if _holds_blocks(element) else _inline(element, sheet)


def _write_references(element: Element, sheet: Sheet) -> str:
    """Return the list of sources: the id of each, and what it says."""
    entries = (
        f"({quote(item.get('id', ''))}, [{_write_item(item, sheet)}]),"
        for item in element.iter("li")
    )
    return f"#references(({''.join(entries)}))"


def _write_index(element: Element, sheet: Sheet) -> str:
    """Return the index: of each line where it leads, and its words."""
    lines = (
        (link.get("href", "")[1:], item) for item in element.iter("li") for link in item.iter("a")
    )
    entries = (
        f"({quote(id)}, <{id}>, [{_write_item(item, sheet)}]),"
        for id, item in lines
        if id in sheet.place.ids
    )
    return f"#index(({''.join(entries)}))"


def _holds_blocks(element: Element) -> bool:
    return any(child.tag in _BLOCKS for child in element)


def _inline(element: Element, sheet: Sheet) -> str:
    return write_inline(element, sheet.place)


def _write_heading(element: Element, sheet: Sheet) -> str:
    """Return a heading: the page's second level is the document's first."""
    level = int(element.tag[1]) - 1
    if level == 0:
        return ""  # the title page tells it
    id = element.get("id", "")
    if level == 1:
        sheet.place.part = id
    sheet.place.seen = set()
    outlined = "true" if level == 1 or (level == 2 and sheet.place.part in _LISTED) else "false"
    label = f"<{id}>" if id in sheet.place.ids else ""
    return (
        f"{'#show: compact' if id == _COMPACT else ''}\n\n"
        f"#heading(level: {level}, outlined: {outlined}, bookmarked: true)"
        f"[{_write_title(element, sheet)}]{label}"
    )


def _write_title(element: Element, sheet: Sheet) -> str:
    """Return a heading's words; an entry's code stands before them."""
    first = element[0] if len(element) else None
    if first is None or "code" not in classes_of(first) or (element.text or "").strip():
        return _inline(element, sheet)
    rest = Element("span")
    rest.text = (first.tail or "").lstrip()
    rest.extend(element[1:])
    return f"#entry-code({quote(text_of(first))}) {_inline(rest, sheet)}"


def _write_paragraph(element: Element, sheet: Sheet) -> str:
    inner = _inline(element, sheet)
    for name in ("dateline", "uses", "credit", "gap"):
        if name in classes_of(element):
            return f"#{name}[{inner}]"
    if len(element) == 1 and element[0].tag == "img":
        return inner
    if _is_label(element):
        return f"#label-line[{inner}]"
    return f"#par[{inner}]"


def _is_label(element: Element) -> bool:
    """Tell whether a paragraph is nothing but strong words: what follows belongs to it."""
    alone = len(element) == 1 and element[0].tag == "strong"
    return alone and not (element.text or "").strip() and not (element[0].tail or "").strip()


def _write_list(element: Element, sheet: Sheet) -> str:
    if _is_evidence(element):
        items = "".join(f"[{_write_evidence(item, sheet)}]," for item in element)
        return f"#evidence(({items}))"
    kind = "enum" if element.tag == "ol" else "list"
    items = "".join(f"[{_write_item(item, sheet)}]," for item in element)
    start = f"start: {int(element.get('start', '1'))}, " if kind == "enum" else ""
    return f"#{kind}({start}{items})"


def _write_evidence(item: Element, sheet: Sheet) -> str:
    """Return a source with its number, which alone is a link: links are what a PDF is slow with."""
    number, place = item[0], sheet.place
    rest = Element("span")
    rest.text = number.tail
    rest.extend(item[1:])
    led = frozenset(link.get("href", "")[1:] for link in number.iter("a"))
    marked = write_inline(_wrap(number), place)
    return marked + write_inline(rest, replace(place, muted=led))


def _wrap(element: Element) -> Element:
    """Return an element that holds another one, without the text behind that."""
    alone = Element(element.tag, element.attrib)
    alone.text = element.text
    alone.extend(element)
    around = Element("span")
    around.append(alone)
    return around


def _is_evidence(element: Element) -> bool:
    """Tell whether each item begins with the number of a source."""
    return all(
        len(item) and "citation" in classes_of(item[0]) and not (item.text or "").strip()
        for item in element
    )


def _write_item(item: Element, sheet: Sheet) -> str:
    """Return what is in a list's item: words, then the blocks that follow them."""
    words = Element("span", {"id": item.get("id", "")})
    words.text = item.text
    blocks = Element("div")
    for child in item:
        (blocks if child.tag in _BLOCKS else words).append(child)
    written = f"{write_anchor(words, sheet.place)}{_inline(words, sheet).strip()}"
    return f"{written}\n\n{write_blocks(blocks, sheet)}" if len(blocks) else written


def _write_quotation(element: Element, sheet: Sheet) -> str:
    return f"#quote(block: true)[{write_blocks(element, sheet)}]"


def _write_verbatim(element: Element, _sheet: Sheet) -> str:
    return f"#raw(block: true, {quote(''.join(element.itertext()).rstrip())})"


def _write_rule(_element: Element, _sheet: Sheet) -> str:
    return "#rule()"


def _write_terms(element: Element, sheet: Sheet) -> str:
    """Return a list of names and values; a `div` may hold each pair."""
    pairs, name = [], ""
    for part in element.iter():
        if part.tag == "dt":
            name = _inline(part, sheet)
        elif part.tag == "dd":
            pairs.append(f"terms.item([{name}], [{_inline(part, sheet)}])")
    return f"#terms({', '.join(pairs)})"


def _write_table(element: Element, sheet: Sheet) -> str:
    head, *body = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    align = ", ".join("right" if cell.get("align") == "right" else "left" for cell in head)
    titles = "".join(f"[{_inline(cell, sheet)}]," for cell in head)
    cells = "".join(f"[{_inline(cell, sheet)}]," for row in body for cell in row)
    return f"#data-table({len(head)}, ({align},), ({titles}), ({cells}))"


def _write_figure(element: Element, sheet: Sheet) -> str:
    """Return a drawing with its caption and its key."""
    caption = element.find("figcaption")
    drawn = [svg for svg in _find_svgs(element) if "chart-sign" not in classes_of(svg)]
    shown = [svg for svg in drawn if not classes_of(svg) & {"chart-plot--narrow"}]
    told = f"[{_write_caption(caption, sheet)}]" if caption is not None else "none"
    alt = quote(tell_drawing(element))
    pictures = "".join(f"drawing({quote(_keep(svg, sheet))}, {alt})," for svg in shown)
    keys = "".join(write_blocks_of_key(part, sheet) for part in element.iter("ul"))
    return f"#drawn(({pictures}), caption: {told}, key: [{keys}])"


def _find_svgs(element: Element) -> list[Element]:
    return list(element.iter("svg"))


def _write_caption(caption: Element, sheet: Sheet) -> str:
    lines = [
        f"#strong[{_inline(part, sheet)}]" if part.tag == "strong" else _inline(part, sheet)
        for part in caption
    ]
    return " #linebreak() ".join(lines) if lines else _inline(caption, sheet)


def tell_drawing(element: Element) -> str:
    """Return what stands for a drawing where it is not seen: its own name, else its caption."""
    for svg in _find_svgs(element):
        told = svg.find("desc")
        named = [svg.get("aria-label", ""), text_of(told) if told is not None else ""]
        if any(named):
            return ": ".join(part for part in named if part)
    caption = element.find("figcaption")
    return text_of(caption) if caption is not None else text_of(element)


def write_blocks_of_key(element: Element, sheet: Sheet) -> str:
    """Return the list of signs of a drawing in a line: each sign, then what it means."""
    items = []
    for item in element.iter("li"):
        sign = next(iter(_find_svgs(item)), None)
        drawn = f"#sign({quote(_keep(sign, sheet))})" if sign is not None else ""
        items.append(f"[{drawn} #{quote(text_of(item))}],")
    return f"#key(({''.join(items)}))"


def _write_key(element: Element, sheet: Sheet) -> str:
    if "chart-key" in classes_of(element):
        return write_blocks_of_key(element, sheet)
    return _write_list(element, sheet)


def _keep(svg: Element, sheet: Sheet) -> str:
    """Keep a drawing as a file of its own, with the style that paper wants; return its name."""
    name = f"drawing-{len(sheet.drawings) + 1}.svg"
    alone = _wrap(svg)[0]
    sheet.drawings[name] = dress(tostring(alone, encoding="unicode")).encode()
    return name


_BLOCK_WRITERS: Final[dict[str, Callable[[Element, Sheet], str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _write_heading),
    "p": _write_paragraph,
    "ul": _write_key,
    "ol": _write_list,
    "dl": _write_terms,
    "blockquote": _write_quotation,
    "pre": _write_verbatim,
    "hr": _write_rule,
    "table": _write_table,
    "figure": _write_figure,
}
