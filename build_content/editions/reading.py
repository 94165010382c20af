"""Read a page of the site into the tree that editions are written from.

The pages are what MkDocs renders too, and are read by the same library with the same extensions
(`markdown_extensions` in mkdocs.yml; a test holds the two lists equal), so that an edition says
what the site says.
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring

from markdown import Markdown

EXTENSIONS: Final[dict[str, dict[str, Any]]] = {
    "attr_list": {},
    "md_in_html": {},
    "tables": {"use_align_attribute": True},
    "toc": {"marker": ""},
}
# What our own HTML shortens and XML does not; in a text of the author's `<` is an entity.
_XML: Final = {
    "<br>": "<br />",
    " data-search-exclude>": ' data-search-exclude="">',
    "<span data-typed>": "<span>",
    ' xmlns="http://www.w3.org/2000/svg"': "",  # one name for an element, whoever wrote it
}
# What is for screens alone: the theme hides it on paper too.
_LEFT_OUT: Final = frozenset({"screen-only"})


def read_page(page: str) -> Element:
    """Return a page as a tree of XHTML elements under one `body`, without what is for screens.

    Raises `xml.etree.ElementTree.ParseError` if the page is not well-formed: a fault of ours, for
    raw HTML of the author's never gets here.
    """
    reader = Markdown(
        extensions=list(EXTENSIONS), extension_configs=EXTENSIONS, output_format="xhtml"
    )
    html = reader.convert(drop_front_matter(page))
    for short, full in _XML.items():
        html = html.replace(short, full)
    body = fromstring(f"<body>{html}</body>")  # noqa: S314 - ours
    _leave_out(body)
    return body


def drop_front_matter(page: str) -> str:
    """Return a page without the YAML between two lines of `---` that it begins with."""
    if not page.startswith("---\n"):
        return page
    return page.partition("\n---\n")[2]


def classes_of(element: Element) -> frozenset[str]:
    """Return the classes of an element."""
    return frozenset(element.get("class", "").split())


def text_of(element: Element) -> str:
    """Return the text of an element and of all that is in it, each run of white space as one."""
    return " ".join("".join(element.itertext()).split())


def _leave_out(parent: Element) -> None:
    """Remove what is for screens alone, but keep the text behind it."""
    for at, child in reversed(list(enumerate(parent))):
        if classes_of(child) & _LEFT_OUT or child.get("hidden") is not None:
            _remove(parent, at)
        else:
            _leave_out(child)


def _remove(parent: Element, at: int) -> None:
    tail = parent[at].tail or ""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    del parent[at]
