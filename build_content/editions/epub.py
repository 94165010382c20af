"""The whole site as a book for readers' devices: EPUB 3.3 (https://www.w3.org/TR/epub-33/).

Made of the page that holds the whole site, with the same ids. No script, no font, no colour: the
reader chooses how it looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from build_content.charts.paper import EBOOK_STYLE
from build_content.editions.epub_chapters import locate_ids, split_book
from build_content.editions.epub_drawings import draw_narrow
from build_content.editions.epub_package import (
    CONTENTS,
    PACKAGE,
    write_container,
    write_contents,
    write_package,
)
from build_content.editions.epub_pages import STYLE, Book, find_pictures, write_chapter
from build_content.model import Site
from build_content.text.escape import collapse

_MIMETYPE: Final = "mimetype"
_FOLDER: Final = "EPUB"
# The first day that an archive can tell. What it says on the outside comes from no machine.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_PERMISSIONS: Final = 0o100644 << 16


def write_epub(body: Element, site: Site) -> bytes:
    """Return the book of a page that holds the whole site (`read_page`).

    Pictures are read from the data folder. The same page, data and zlib give the same bytes.
    Raises KeyError for a link to an id that is nowhere: a fault of ours.
    """
    chapters = split_book(body)
    pictures = find_pictures(body)
    info = site.essay.info
    book = Book(
        title=collapse(info.title),
        language=info.language,
        places=locate_ids(chapters),
        pictures=pictures,
        drawings=draw_narrow(site),
        address=site.info.url,
    )
    files = {chapter.file: write_chapter(chapter, book) for chapter in chapters}
    files[CONTENTS] = write_contents(site, chapters, book)
    files[STYLE] = Path(__file__).with_name(STYLE).read_bytes() + EBOOK_STYLE.encode()
    for address, name in pictures.items():
        files[name] = Path(site.data, unquote(address)).read_bytes()
    return _pack(
        {
            _MIMETYPE: b"application/epub+zip",
            "META-INF/container.xml": write_container(_FOLDER),
            f"{_FOLDER}/{PACKAGE}": write_package(site, chapters, files),
        }
        | {f"{_FOLDER}/{name}": content for name, content in files.items()}
    )


def _pack(files: Mapping[str, bytes]) -> bytes:
    """Return files as an archive; the first is what tells its type, and stands uncompressed.

    https://www.w3.org/TR/epub-33/#sec-zip-container-mime
    """
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _PERMISSIONS
            entry.compress_type = ZIP_STORED if name == _MIMETYPE else ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return packed.getvalue()
