"""Set a document with Typst: source in, accessible PDF out.

Nothing of the machine comes in: no font but those at hand here, no clock, no package. The PDF is
tagged by PDF/UA-1 (ISO 14289-1) and kept by PDF/A-2a (ISO 19005-2): Typst refuses what breaks them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

import pikepdf
import typst

FONTS: Final = Path(__file__).parent / "fonts"
TEMPLATES: Final = Path(__file__).parent / "typst"
MAIN: Final = "main.typ"
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
_PAGES: Final = re.compile(rb"/Type ?/Pages ?/Count (\d+)")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file and how many pages it has."""

    content: bytes
    pages: int


def set_pdf(main: str, files: Mapping[str, bytes], fonts: Sequence[Path] = ()) -> Pdf:
    """Set a document: Typst source, the files that it names, and fonts beside those at hand here.

    `fonts.typ` names their families, for the source to fall back on. The source must give the
    document a date (`#set document(date: ...)`), or the clock would.
    Raises `typst.TypstError` for what cannot be set or would not be accessible, and
    `typst.TypstWarning` for what would not come out as meant.
    """
    with tempfile.TemporaryDirectory(prefix="build_content-") as folder:
        project, added = Path(folder, "project"), Path(folder, "fonts")
        added.mkdir()
        for at, font in enumerate(fonts):
            shutil.copyfile(font, added / f"{at}-{font.name}")
        own = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
        named = {"fonts.typ": _name_families(added), MAIN: main.encode()}
        _write_project(project, {**own, **files, **named})
        found = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(FONTS), str(added)],
        )
        content, warnings = typst.compile_with_warnings(
            str(project / MAIN), font_paths=found, format="pdf", pdf_standards=[*STANDARDS]
        )
    for warning in warnings:  # such as page numbers that never settle
        raise warning
    return Pdf(_pack(content), count_pages(content))


def _write_project(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _name_families(folder: Path) -> bytes:
    """Return Typst source that names the families of the fonts in a folder."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    names = "".join(f"{quote(name)}," for name in sorted(found.families()))
    return f"#let extra-fonts = ({names})".encode()


def _pack(content: bytes) -> bytes:
    """Pack a PDF's objects together: what tags say of it comes to a third of the size."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return packed.getvalue()


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF that Typst wrote has (ISO 32000-1, section 7.7.3.2)."""
    return max(int(count) for count in _PAGES.findall(pdf))


def quote(text: str) -> str:
    """Return a text as a string of Typst's (https://typst.app/docs/reference/foundations/str/)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
