"""The site's own fonts for pictures: a family is cut into files, each for some characters.

The stylesheet that browsers read says which (https://www.w3.org/TR/css-fonts-4/#unicode-range-desc).
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_FACE: Final = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
_ADDRESS: Final = re.compile(r'src:\s*url\("([^"]+)"\)')
_DATA: Final = "data:font/woff2;base64,"
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Face:
    """A font in one size, and the characters it is for."""

    content: bytes
    size: int
    characters: frozenset[int]

    @cached_property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font, opened when the first of its characters is written: few are needed.

        With kerning and no more: ligatures and the like depend on a library that may be missing.
        """
        return ImageFont.truetype(
            BytesIO(self.content), self.size, layout_engine=ImageFont.Layout.BASIC
        )


@dataclass(frozen=True)
class Lettering:
    """A family in one size, in pixels: knows how wide a text is, and how to write it."""

    size: int
    faces: tuple[Face, ...]

    def width(self, text: str) -> float:
        """Return how wide a line is, in pixels."""
        return sum(face.font.getlength(part) for face, part in self._split(text))

    def write(
        self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, ink: str
    ) -> None:
        """Write a line with the left end of its base line at a place."""
        x, y = place
        for face, part in self._split(text):
            draw.text((x, y), part, fill=ink, font=face.font, anchor="ls")
            x += face.font.getlength(part)

    def wrap(self, text: str, width: float) -> list[str]:
        """Return a text as lines that fit a width; a word that is wider stands alone."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _split(self, text: str) -> Iterator[tuple[Face, str]]:
        """Yield runs of a text with their font; characters of no font are left out."""
        for face, run in groupby(text, self._find_face):
            if face:
                yield face, "".join(run)

    def _find_face(self, character: str) -> Face | None:
        code = ord(character)
        return next((face for face in self.faces if code in face.characters), None)


def open_family(sheets: Path, family: str, size: int) -> Lettering:
    """Return the upright faces of a family that a folder of stylesheets names, in one size."""
    faces = []
    for rule in _FACE.findall(read_sheets(sheets)):
        address = _ADDRESS.search(rule)
        if f'"{family}"' in rule and "font-style: normal" in rule and address:
            content = read_font(sheets, address[1])
            faces.append(Face(content, size, frozenset(_list_codes(rule))))
    return Lettering(size, tuple(faces))


def read_sheets(sheets: Path) -> str:
    """Return the stylesheets that name fonts."""
    return "".join(sheets.joinpath(name).read_text("utf-8") for name in ("fonts.css", "serif.css"))


def read_font(sheets: Path, address: str) -> bytes:
    """Return a font by its address in a stylesheet, which may hold the font itself."""
    if address.startswith(_DATA):
        return b64decode(address.removeprefix(_DATA))
    return sheets.joinpath(address).read_bytes()


def _list_codes(rule: str) -> Iterator[int]:
    for first, last in _RANGE.findall(rule):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def new_canvas(size: tuple[int, int], paper: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty picture and the means to draw on it."""
    image = Image.new("RGB", size, paper)
    return image, ImageDraw.Draw(image)
