"""Do to a built site what mkdocs_hook.py does, for a renderer that runs no hooks.

Usage: python tools/finish_site.py SITE_DIR

Adds what every page needs on paper, joins its stylesheets, puts the security policy into it, and
writes the picture that stands for the site elsewhere, the search's index, the feed and the files
that hosts read their headers from. Run it in the project's folder, after the renderer; SITE_URL
says where the site will stand, as for `make site`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from build_content.exports.search import SearchIndex

ROOT = Path(__file__).resolve().parent.parent


def finish(site: Path, address: str) -> int:
    """Finish the site in a folder; returns how many pages it has."""
    from build_content.build import build  # noqa: PLC0415 - the path to it is set in main
    from build_content.exported import FEED  # noqa: PLC0415
    from build_content.exports.feed import write_feed  # noqa: PLC0415
    from build_content.headers import write_header_files  # noqa: PLC0415
    from build_content.paper import add_paper  # noqa: PLC0415
    from build_content.pauses import add_stop  # noqa: PLC0415
    from build_content.pictures.keeping import keep_card  # noqa: PLC0415
    from build_content.policy import add_policy, find_hashes  # noqa: PLC0415
    from build_content.sheets import Names, join_links, write_joined  # noqa: PLC0415
    from build_content.unused_rules import find_scripts, find_tags  # noqa: PLC0415

    built = build("data", "docs", dry=True)
    if not (built.card and built.metadata and built.paper and built.feed and built.search):
        raise SystemExit("data/ has mistakes: python -m build_content check")
    known = address or built.metadata.address or ""
    root = known.rstrip("/") + "/" if known else ""
    pages = sorted(site.rglob("*.html"))
    hashes: set[str] = set()
    joined: set[Names] = set()
    tags: set[str] = set()
    scripts: set[str] = set()
    for page in pages:
        html = page.read_text(encoding="utf-8")
        hashes |= find_hashes(html)
        if page != site / "404.html":  # no place to print from
            html = add_paper(html, page.relative_to(site).as_posix(), root, built.paper)
        html, names = join_links(add_stop(html))
        joined.add(names)
        tags |= find_tags(html)
        scripts |= find_scripts(html)
        page.write_text(add_policy(html), encoding="utf-8", newline="\n")
    write_joined(site, filter(None, joined), tags, scripts)
    files = write_header_files(hashes, urlsplit(address).path.rstrip("/") + "/")
    for path, text in files.items():
        (site / path).write_text(text, encoding="utf-8", newline="\n")
    sheets = Path("docs", "assets", "stylesheets")
    (site / built.metadata.card).write_bytes(keep_card(built.card, sheets, Path(".cache")))
    _write_search(site / "search", built.search)
    if root:
        feed = write_feed(built.feed, root)
        (site / FEED).write_text(feed, encoding="utf-8", newline="\n")
    return len(pages)


def _write_search(folder: Path, search: SearchIndex) -> None:
    """Put the index in the place of the renderer's, which may have none in MkDocs' form."""
    from build_content.exports.search import rewrite_index  # noqa: PLC0415 - as in finish

    path = folder / "search_index.json"
    known = path.read_text(encoding="utf-8") if path.is_file() else '{"docs": []}'
    index = rewrite_index(search, known)
    folder.mkdir(exist_ok=True)
    path.write_text(index, encoding="utf-8", newline="\n")
    # as the plugin `offline` writes it
    script = f"var __index = {index}"
    path.with_suffix(".js").write_text(script, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Finish the site in the folder that is named."""
    folder = Path(arguments[0]) if len(arguments) == 1 else None
    if folder is None or not folder.is_dir():
        print("Usage: python tools/finish_site.py SITE_DIR", file=sys.stderr)
        return 2
    sys.path.insert(0, os.fspath(ROOT))
    print(f"finished: {finish(folder, os.environ.get('SITE_URL', ''))} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
