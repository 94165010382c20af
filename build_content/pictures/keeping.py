"""The site's picture, drawn anew only when something has changed that it is made from."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from build_content.pictures.card import Card

_CODE: Final = ("drawing.py", "fonts.py")


def keep_card(card: Card, sheets: Path, folder: Path) -> bytes:
    """Return the picture as PNG: the one kept in a folder, or else a new one, kept from now on.

    Drawing takes as long as all the rest of a small build.
    """
    kept = folder / f"card-{_name(card, sheets)}.png"
    if kept.is_file():
        return kept.read_bytes()
    from build_content.pictures.drawing import draw_card  # noqa: PLC0415 - slow to load

    content = draw_card(card, sheets)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("card-*.png"):
        old.unlink(missing_ok=True)
    # whole or not at all: a build that is stopped must not leave half a picture
    unfinished = kept.with_suffix(".tmp")
    unfinished.write_bytes(content)
    unfinished.replace(kept)
    return content


def _name(card: Card, sheets: Path) -> str:
    """Return a name that changes with whatever changes the picture."""
    code = [(Path(__file__).parent / name).read_bytes() for name in _CODE]
    fonts = _read_fonts(sheets)
    parts = [repr(card).encode(), version("pillow").encode(), *code, *fonts]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:32]


def _read_fonts(sheets: Path) -> list[bytes]:
    names = ("fonts.css", "serif.css")
    named = [sheets.joinpath(name).read_bytes() for name in names]
    files = re.findall(r'url\("(\.\./[^"]+)"\)', b"".join(named).decode())
    return named + [sheets.joinpath(file).read_bytes() for file in dict.fromkeys(files)]
