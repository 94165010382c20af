"""How pages tell of the editions that can be downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_content.downloads import Download
from build_content.pages.writer import PageWriter

KILO = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """An edition as a page tells of it: its name, the path from there, its pages and size."""

    name: str
    path: str
    told: str


def list_downloads(page: PageWriter, downloads: Sequence[Download]) -> list[Told]:
    """Return the editions as a page links them, with page count and size in words."""
    folder = "../" * page.page.count("/")
    return [
        Told(
            page.language.say(f"editions.{download.kind.replace('-', '_')}"),
            folder + download.path,
            _tell(page, download),
        )
        for download in downloads
    ]


def _tell(page: PageWriter, download: Download) -> str:
    """Return `120 pages, 1.2 MB`; kilobytes below a megabyte."""
    kilo = download.bytes / KILO
    size = (
        page.language.say("editions.megabytes", n=page.language.number(round(kilo / KILO, 1)))
        if kilo >= KILO
        else page.language.say("editions.kilobytes", n=page.language.number(round(kilo)))
    )
    return (
        f"{page.language.count('editions.pages', download.pages)}, {size}"
        if download.pages
        else size
    )
