"""A data file's text: there, in UTF-8 and of a size that a person could have written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from build_content.problems import Place, Problem
from build_content.reading.nodes import Source

MAX_BYTES: Final = 16 * 1024 * 1024


def read_file(shown: str) -> Source | Problem:
    """Return the text of the file at a path, with line ends as LF, or why it cannot be read."""
    path = Path(shown)
    if not path.is_file():
        hint = "it is a folder" if path.is_dir() else "create it, or name the folder with --data"
        return Problem(Place(shown), "no-such-file", f"there is no file '{path.name}'", hint)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            said = f"{size / 1024**2:.1f} MiB; a data file is at most 16 MiB"
            return Problem(Place(shown), "too-large", said, "move parts of it elsewhere")
        data = path.read_bytes()
    except OSError as error:
        said = f"'{path.name}' cannot be read: {error.strerror}"
        return Problem(Place(shown), "no-such-file", said, "check its permissions")
    return decode(shown, data)


def decode(shown: str, data: bytes) -> Source | Problem:
    """Return bytes as text: UTF-8, with or without a byte order mark."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        said = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return Problem(Place(shown, line, column), "not-utf8", said, "save the file as UTF-8")
    return Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
