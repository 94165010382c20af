"""Make the editions of a site: which there are, and how each comes from the same page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final
from xml.etree.ElementTree import Element

from build_content.downloads import FILES, Download
from build_content.editions.epub import write_epub
from build_content.editions.handout import write_handout
from build_content.editions.judging import list_fonts
from build_content.editions.pdf import Paper, write_pdf
from build_content.editions.reading import read_page
from build_content.graph import Graph

CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "pdf-a4": ("pdf-a4",),
    "pdf-letter": ("pdf-letter",),
    "epub": ("epub",),
    "handout": ("handout-a4", "handout-letter"),
}
"""What may be asked for, and the editions that each stands for."""
Made = tuple[bytes, int]
"""A file and how many pages it has."""


def make_editions(
    graph: Graph, page: str, chosen: Sequence[str]
) -> tuple[list[Download], dict[str, bytes]]:
    """Return the chosen editions and their files by name; `page` is the Markdown of `print.md`.

    `chosen` are keys of `CHOICES`.
    """
    body = read_page(page)
    downloads, files = [], {}
    for kind in [kind for choice in chosen for kind in CHOICES[choice]]:
        content, pages = _MAKERS[kind](graph, body)
        downloads.append(Download(kind, FILES[kind], len(content), pages))
        files[FILES[kind]] = content
    return downloads, files


def _make_pdf(graph: Graph, body: Element, *, paper: Paper) -> Made:
    pdf = write_pdf(body, graph.site, paper, list_fonts(graph.site))
    return pdf.content, pdf.pages


def _make_epub(graph: Graph, body: Element) -> Made:
    return write_epub(body, graph.site), 0  # its pages are the reader's


def _make_handout(graph: Graph, _: Element, *, paper: Paper) -> Made:
    pdf = write_handout(graph, paper, list_fonts(graph.site))
    return pdf.content, pdf.pages


_MAKERS: Final[Mapping[str, Callable[[Graph, Element], Made]]] = {
    "pdf-a4": partial(_make_pdf, paper="a4"),
    "pdf-letter": partial(_make_pdf, paper="us-letter"),
    "epub": _make_epub,
    "handout-a4": partial(_make_handout, paper="a4"),
    "handout-letter": partial(_make_handout, paper="us-letter"),
}
