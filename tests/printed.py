"""Printed pages as Poppler reads them: words and where they stand, and what the built page says.

https://poppler.freedesktop.org/ : `make test` sees to it that its programs are installed.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import html5lib
import pikepdf
from PIL import Image

SPACE = {"h": "http://www.w3.org/1999/xhtml"}
MM = 72 / 25.4
PIECE = re.compile(r'<text top="(\d+)"[^>]* height="(\d+)"[^>]*>(.*)</text>')
BOLD = re.compile("<b>.*?</b>")
TAG = re.compile("<[^>]*>")
INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup"}
FLOATED = {"when", "citation"}
"""Classes of what stands beside a list's item, not in its line, where it begins one."""
END = "\n\n"
HEADINGS = ("h1", "h2", "h3", "h4")
# What only a screen can use, and drawings, whose words are no running text.
UNPRINTED = {"{http://www.w3.org/2000/svg}svg", "template", "summary"}
UNPRINTED_CLASSES = {
    "screen-only",
    "headerlink",
    "paragraph-link",
    "skip",
    "filter",
    "around",
    "copied",
    "paper",
}


@dataclass(frozen=True)
class Line:
    """A line of print: what it says, and its box in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    height: float
    """Of its highest word."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its size in points, its lines from top to bottom, its text in the page's order."""

    width: float
    height: float
    lines: Sequence[Line]
    text: str

    def within(self, margin: float) -> Iterator[Line]:
        """Yield the lines between the margins at head and foot."""
        for line in self.lines:
            if margin < (line.top + line.bottom) / 2 < self.height - margin:
                yield line


@dataclass(frozen=True)
class Print:
    """A page as it came out of a browser's print command."""

    path: Path
    margin: float = 17 * MM
    """Where text may stand: a little less than the sheet's margins of 18 mm at head and foot."""

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets, in order."""
        tree = ET.fromstring(self._read("-bbox-layout"))  # noqa: S314 - Poppler's own XML
        texts = self._read("-raw", *self._crop(tree)).split("\f")
        return [
            Sheet(
                float(page.attrib["width"]),
                float(page.attrib["height"]),
                sorted(map(_read_line, page.iterfind(".//h:line", SPACE)), key=lambda a: a.bottom),
                bare(text),
            )
            for page, text in zip(tree.iterfind(".//h:page", SPACE), texts, strict=False)
        ]

    @cached_property
    def text(self) -> str:
        """All text between the margins, bare."""
        return "".join(sheet.text for sheet in self.sheets)

    def corners(self) -> set[tuple[int, ...]]:
        """Return the colours at the corners of all sheets."""
        found: set[tuple[int, ...]] = set()
        for image in self._picture("-r", "8"):
            right, bottom = image.width - 1, image.height - 1
            for place in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
                pixel = image.getpixel(place)
                assert isinstance(pixel, tuple)
                found.add(pixel)
        return found

    def grounds(self) -> set[tuple[int, ...]]:
        """Return the colours that sheets have most of."""
        return {Counter(_pixels(image)).most_common(1)[0][0] for image in self._picture("-r", "8")}

    def colours(self, sheet: int) -> set[tuple[int, ...]]:
        """Return all colours of a sheet, counted from zero."""
        page = str(sheet + 1)
        [image] = self._picture("-r", "72", "-f", page, "-l", page)
        return set(_pixels(image))

    def _picture(self, *options: str) -> Iterator[Image.Image]:
        """Yield sheets as pictures."""
        with TemporaryDirectory() as folder:
            subprocess.run(["pdftoppm", *options, self.path, Path(folder, "sheet")], check=True)
            for picture in sorted(Path(folder).iterdir()):
                with Image.open(picture) as image:
                    yield image.convert("RGB")

    def links(self, sheet: int) -> list[str]:
        """Return the addresses that a sheet, counted from zero, leads to; once for every line."""
        with pikepdf.open(self.path) as pdf:
            found = pdf.pages[sheet].get("/Annots", pikepdf.Array())
            actions = [annotation.get("/A") for annotation in found]
            return [str(action.URI) for action in actions if action and "/URI" in action]

    def last_lines(self) -> list[tuple[str, bool]]:
        """Return the last line of each sheet, and whether all of it is bold.

        Poppler knows that of a font of the machine, by its name.
        """
        command = ["pdftohtml", "-xml", "-i", "-stdout", str(self.path)]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return [_read_last_line(page) for page in done.stdout.split("<page ")[1:]]

    def _crop(self, tree: ET.Element) -> list[str]:
        page = tree.find(".//h:page", SPACE)
        assert page is not None
        width, height = float(page.attrib["width"]), float(page.attrib["height"])
        box = {"-x": 0, "-y": self.margin, "-W": width, "-H": height - 2 * self.margin}
        return [str(part) for name, value in box.items() for part in (name, round(value))]

    def _read(self, *options: str) -> str:
        command = ["pdftotext", *options, str(self.path), "-"]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _pixels(image: Image.Image) -> Iterator[tuple[int, ...]]:
    for pixel in image.get_flattened_data():
        assert isinstance(pixel, tuple)
        yield pixel


def _read_line(line: ET.Element) -> Line:
    words = line.findall("h:word", SPACE)
    boxes = [{name: float(value) for name, value in word.attrib.items()} for word in words]
    return Line(
        " ".join(word.text or "" for word in words),
        min(box["xMin"] for box in boxes),
        min(box["yMin"] for box in boxes),
        max(box["xMax"] for box in boxes),
        max(box["yMax"] for box in boxes),
        max(box["yMax"] - box["yMin"] for box in boxes),
    )


def _read_last_line(page: str) -> tuple[str, bool]:
    """Read a page as Poppler writes it: one `text` a line, with what is bold marked as in HTML."""
    found = [
        (int(top) + int(height), text)
        for top, height, text in PIECE.findall(page)
        if TAG.sub("", text).strip()
    ]
    bottom = max(low for low, _ in found)
    last = "".join(text for low, text in found if low > bottom - 8)
    return unescape(TAG.sub("", last)), not TAG.sub("", BOLD.sub("", last)).strip()


def bare(text: str) -> str:
    """Return a text as it is compared: without what setting it in lines adds or takes away."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


@cache
def read_article(page: Path) -> ET.Element:
    """Return the part of a built page that is printed."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    article: ET.Element = tree.find(".//article")
    return article


def list_runs(element: ET.Element) -> list[str]:
    """Return the bare text that is to be printed, numbers of links included, block by block."""
    text = "".join(_write_runs(element))
    return [run for run in map(bare, text.split(END)) if run]


def _write_runs(element: ET.Element) -> Iterator[str]:
    """Yield text, and END where a block or what floats beside one begins or ends."""
    if not _is_printed(element):
        return
    number = element.get("data-link")
    yield element.text or ""
    for at, child in enumerate(element):
        floats = at == 0 and element.tag == "li" and FLOATED & _classes_of(child)
        end = END if floats or child.tag not in INLINE else ""
        yield end
        yield from _write_runs(child)
        yield end
        yield child.tail or ""
    if number:
        yield f"›{number}"


def _is_printed(element: ET.Element) -> bool:
    return (
        element.tag not in UNPRINTED
        and "hidden" not in element.attrib
        and UNPRINTED_CLASSES.isdisjoint(_classes_of(element))
    )


def _classes_of(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())
