"""A built site as one archive: unpacked, it opens by a double click and asks for no network."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from build_content.citation import cite_site
from build_content.model import Site
from build_content.text.slugs import make_slug

README: Final = "README.txt"
# What hosts and search engines read, pages for what hosts do not find, and the search over http.
_FOR_HOSTS: Final = frozenset({
    "_headers", ".htaccess", "nginx-headers.conf", "robots.txt", "sitemap.xml", "sitemap.xml.gz",
    "404.html", "assets/readme.png", "search/search_index.json",
})  # fmt: skip
# The theme's own search reads these for languages other than English; ours does not.
_LANGUAGES: Final = "assets/javascripts/lunr/"
# The first moment that a zip can tell: what is made from the same pages is the same.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX, _PERMISSIONS = 3, 0o100644 << 16


def pack_site(folder: Path, site: Site) -> bytes:
    """Return the site built in a folder as a zip: one folder in it, named for the site."""
    name = make_slug(site.essay.info.title) or "site"
    paths = sorted(path.relative_to(folder).as_posix() for path in _list_files(folder))
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _add(archive, f"{name}/{README}", _write_readme(site))
        for path in paths:
            _add(archive, f"{name}/{path}", (folder / path).read_bytes())
    return packed.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = _UNIX, _PERMISSIONS
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=9)


def _list_files(folder: Path) -> list[Path]:
    """Return the files that who reads from a folder needs."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix != ".map"
        and (name := path.relative_to(folder).as_posix()) not in _FOR_HOSTS
        and not name.startswith(_LANGUAGES)
    ]


def _write_readme(site: Site) -> bytes:
    cited = " ".join(filter(None, (cite_site(site), site.info.url)))
    return site.language.say("offline.readme", cited=cited).encode()
