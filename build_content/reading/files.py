"""A data file's text: there, in UTF-8 and of a size that a person could have written."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from build_content.model import Site
from build_content.model.record import STAND_IN
from build_content.problems import Place, Problem
from build_content.reading.nodes import Source

MAX_BYTES: Final = 16 * 1024 * 1024


def read_file(shown: str) -> Source | Problem:
    """Return the text of the file at a path, with line ends as LF, or why it cannot be read."""
    path = Path(shown)
    try:
        if not path.is_file():
            return _tell_missing(path, shown)
        size = path.stat().st_size
        if size > MAX_BYTES:
            said = f"{size:,} bytes; a data file has at most {MAX_BYTES:,} (16 MiB)"
            return Problem(Place(shown), "too-large", said, "take out what is not text")
        data = path.read_bytes()
    except OSError as error:
        said = f"'{path.name}' cannot be read: {error.strerror}"
        return Problem(Place(shown), "no-such-file", said, "check its permissions")
    return decode(shown, data)


def tell_missing_folder(shown: str) -> Problem | None:
    """`no-such-file`: there is no data folder at a path; nothing where there is one."""
    path = Path(shown)
    if path.is_dir():
        return None
    if path.exists():
        said = f"'{shown}' is a file, not the data folder"
        return Problem(Place(shown), "no-such-file", said, "name the folder that it stands in")
    hint = "create it, or name another with --data"
    return Problem(Place(shown), "no-such-file", f"there is no folder '{shown}'", hint)


def _tell_missing(path: Path, shown: str) -> Problem:
    if path.is_dir():
        said = f"'{path.name}' is a folder, not a file"
        return Problem(Place(shown), "no-such-file", said, "take it away, and write the file")
    said = f"there is no file '{path.name}'"
    other = find_misnamed(path)
    hint = f"rename '{other}'" if other else "create it there, or mend the path to it"
    return Problem(Place(shown), "no-such-file", said, hint)


def find_misnamed(path: Path) -> str:
    """Return the name of a file with YAML's other ending, which nobody reads; else nothing."""
    other = path.with_suffix(".yaml")
    return other.name if path.suffix == ".yml" and other.is_file() else ""


def decode(shown: str, data: bytes) -> Source | Problem:
    """Return bytes as text: UTF-8, with or without a byte order mark."""
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return Source(shown, data.decode())
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        said = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return Problem(Place(shown, line, column), "not-utf8", said, "save the file as UTF-8")


def find_missing_files(site: Site) -> Iterator[Problem]:
    """`no-such-file`: a picture or a font that an entry names is not in its folder."""
    media = Path(site.data) / "media"
    for event in site.events:
        if event.media and event.media.file != STAND_IN:
            place = event.located.at("media", "file")
            yield from _find_missing(event.media.file, media, place)
    for at, font in enumerate(site.info.fonts):
        if font.file != STAND_IN:
            place = site.info.located.at("fonts", at, "file")
            yield from _find_missing(font.file, Path(site.data), place)


def _find_missing(file: str, folder: Path, place: Place) -> Iterator[Problem]:
    path = PurePosixPath(file)
    # a backslash or a drive would be a way out on Windows
    if str(path) != file or ".." in path.parts or PureWindowsPath(file).anchor or "\\" in file:
        said = f"'{file}' is not a path within {folder.as_posix()}/"
        hint = "begin below that folder; write '/' between folders, and no '.' or '..'"
        yield Problem(place, "no-such-file", said, hint)
    elif not _is_file_within(folder, file):
        said = f"there is no file '{file}' in {folder.as_posix()}/"
        yield Problem(place, "no-such-file", said, "put it there, or mend its name")


def _is_file_within(folder: Path, file: str) -> bool:
    """Tell whether a file is there, and not behind a link that leads out of the folder."""
    try:
        path = (folder / file).resolve(strict=True)
        return path.is_file() and path.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # too long a name, a loop of links, U+0000
        return False
