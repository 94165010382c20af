"""Make the editions of a site: which there are, and how each comes from the same page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final
from xml.etree.ElementTree import Element

from build_content.downloads import FILES, Download
from build_content.editions.epub import write_epub
from build_content.editions.handout import prepare_handout
from build_content.editions.judging import list_fonts
from build_content.editions.pdf import Paper, prepare_pdf
from build_content.editions.reading import read_page
from build_content.editions.setting import Job, set_pdfs
from build_content.graph import Graph

CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "pdf-a4": ("pdf-a4",),
    "pdf-letter": ("pdf-letter",),
    "epub": ("epub",),
    "handout": ("handout-a4", "handout-letter"),
}
"""What may be asked for, and the editions that each stands for."""


def make_editions(
    graph: Graph, page: str, chosen: Sequence[str]
) -> tuple[list[Download], dict[str, bytes]]:
    """Return the chosen editions and their files by name; `page` is the Markdown of `print.md`.

    `chosen` are keys of `CHOICES`. Raises what `set_pdf` raises.
    """
    body = read_page(page)
    kinds = [kind for choice in chosen for kind in CHOICES[choice]]
    jobs = {kind: prepare(graph, body) for kind, prepare in _PAPER.items() if kind in kinds}
    made = {
        kind: (pdf.content, pdf.pages)
        for kind, pdf in zip(jobs, set_pdfs([*jobs.values()]), strict=True)
    }
    if "epub" in kinds:
        made["epub"] = (write_epub(body, graph.site), 0)  # its pages are the reader's
    downloads = [
        Download(kind, FILES[kind], len(content), pages)
        for kind, (content, pages) in ((kind, made[kind]) for kind in kinds)
    ]
    return downloads, {FILES[kind]: made[kind][0] for kind in kinds}


def _prepare_pdf(graph: Graph, body: Element, *, paper: Paper) -> Job:
    return prepare_pdf(body, graph.site, paper, list_fonts(graph.site))


def _prepare_handout(graph: Graph, _: Element, *, paper: Paper) -> Job:
    return prepare_handout(graph, paper, list_fonts(graph.site))


_PAPER: Final[Mapping[str, Callable[[Graph, Element], Job]]] = {
    "pdf-a4": partial(_prepare_pdf, paper="a4"),
    "pdf-letter": partial(_prepare_pdf, paper="us-letter"),
    "handout-a4": partial(_prepare_handout, paper="a4"),
    "handout-letter": partial(_prepare_handout, paper="us-letter"),
}
