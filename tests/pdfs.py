"""What tests read out of a PDF: its tree of tags, its links, its words and where they stand."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

Word = tuple[str, float, float, float, float]
_WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)


def read_pages(pdf: Path) -> list[str]:
    """Return the text of each page, in the order of reading."""
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", pdf, "-"], check=True, capture_output=True, text=True
    )
    return told.stdout.split("\f")[:-1]


def read_words(pdf: Path) -> list[list[Word]]:
    """Return the words of each page with their boxes in points, from the top left."""
    told = subprocess.run(
        ["pdftotext", "-bbox", "-enc", "UTF-8", pdf, "-"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [
        [(text, float(a), float(b), float(c), float(d)) for a, b, c, d, text in _WORD.findall(page)]
        for page in told.stdout.split("<page ")[1:]
    ]


def bare(text: str) -> str:
    """Return a text without white space, hyphens and ligatures: lines may break anywhere."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", folded)


def walk_tags(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Yield every element of the structure tree: its tag and itself."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        if "/S" in element:
            yield str(element.S)[1:], element
        held: Any = element.get("/K")
        children: list[Any] = list(held) if isinstance(held, pikepdf.Array) else [held]
        stack += [
            child
            for child in reversed(children)
            if isinstance(child, pikepdf.Dictionary) and ("/S" in child or "/K" in child)
        ]


def list_bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Return (depth, title, page from 1) of every bookmark, in order."""
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found: list[tuple[int, str, int]] = []

    def gather(items: Any, depth: int) -> None:
        for item in items:
            where = item.destination
            where = where["/D"] if isinstance(where, pikepdf.Dictionary) else where
            found.append((depth, item.title, numbers[where[0].objgen]))
            gather(item.children, depth + 1)

    with pdf.open_outline() as outline:
        gather(outline.root, 1)
    return found
