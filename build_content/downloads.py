"""The editions beside the pages: what they are called, and which of them are of today's data.

`editions` makes them and writes `editions.json`; `build` links those that it names, if the data has
not changed since. Without that file a site is whole all the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from build_content.model import Site

FOLDER: Final = "data"
LIST: Final = "editions.json"
FILES: Final[Mapping[str, str]] = {
    "pdf-a4": "edition-a4.pdf",
    "pdf-letter": "edition-letter.pdf",
    "epub": "edition.epub",
    "handout-a4": "handout-a4.pdf",
    "handout-letter": "handout-letter.pdf",
}
"""The file of each edition under `data/` of the site: addresses that stay."""
PATHS: Final = frozenset(f"{FOLDER}/{name}" for name in (*FILES.values(), LIST))
"""Every file that `editions` may write, relative to `docs/`: `build` leaves these alone."""
_DATA: Final = ("site.yml", "essay.md", "timeline.yml", "sources.yml", "claims.yml", "series.yml",
                "actors.yml", "glossary.yml")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Download:
    """An edition: its kind (a key of `FILES`), its file, its size in bytes and its pages.

    An EPUB has no pages of its own: 0.
    """

    kind: str
    file: str
    bytes: int
    pages: int

    @property
    def path(self) -> str:
        """The path of the file, relative to the site's root."""
        return f"{FOLDER}/{self.file}"


def hash_data(site: Site) -> str:
    """Return the SHA-256 of all that editions are made of: data files, pictures and fonts."""
    digest = hashlib.sha256()
    for path in _list_files(site):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _list_files(site: Site) -> Iterator[Path]:
    folder = Path(site.data)
    yield from (folder / name for name in _DATA)
    pictures = {event.media.file for event in site.events if event.media}
    yield from (folder / "media" / name for name in sorted(pictures))
    yield from (folder / font.file for font in site.info.fonts)


def read_downloads(docs: Path, digest: str) -> tuple[Download, ...]:
    """Return the editions of the data with this hash that stand under `docs`, in our order."""
    listed = _read_list(docs / FOLDER / LIST)
    if listed.get("data") != digest:
        return ()
    found = {download.kind: download for download in _read_entries(listed.get("editions"))}
    return tuple(
        found[kind]
        for kind, name in FILES.items()
        if kind in found and (docs / FOLDER / name).is_file()
    )


def write_list(digest: str, downloads: Sequence[Download]) -> bytes:
    """Return `editions.json`: the hash of the data, and each edition with size and pages."""
    listed = {"data": digest, "editions": [asdict(download) for download in downloads]}
    return (json.dumps(listed, indent=1) + "\n").encode()


def _read_list(path: Path) -> dict[str, Any]:
    try:
        listed = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # none there, or not ours: as if there were no editions
    return listed if isinstance(listed, dict) else {}


def _read_entries(entries: object) -> Iterator[Download]:
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        kind, size, pages = (entry.get(key) for key in ("kind", "bytes", "pages"))
        if (
            isinstance(kind, str)
            and kind in FILES
            and isinstance(size, int)
            and isinstance(pages, int)
        ):
            yield Download(kind, FILES[kind], size, pages)
