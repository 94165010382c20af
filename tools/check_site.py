"""Check a built site: that every link leads somewhere, and that nothing comes from elsewhere.

Usage: python tools/check_site.py SITE_DIR

Reads the HTML, SVG, XML, CSS and JSON below SITE_DIR, fetches nothing. Prints each fault as
`PATH:LINE:COL: error: what [rule]` on standard error and ends with 1 if there is one, with 2 if
there is no such folder. The rules:

broken-link, broken-fragment  an address leads to no file of the site, or to no id in that file
not-a-file       a link leads to a folder, which opens from a server only
outside          a link leads out of the site's folder
bad-scheme       a link runs a script
other-host       a page, stylesheet or drawing loads something from another host, or sends it there
repeated-id      two elements of a file bear the same id
leftover         Markdown or a reference of ours shows as text; what an author typed on purpose
                 stands in `code` and the like, or in an element with the attribute `data-typed`
no-lang, no-title, one-h1, no-alt  what every page, or picture, must have
not-well-formed  XML or JSON that cannot be read

Where the site will stand is learnt from the canonical link of its home page; addresses that begin
with it are links within the site.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urlsplit

from built_files import READERS, Document, Fault, Link


@dataclass(frozen=True)
class Site:
    """All that was read, by path below the site's folder."""

    files: frozenset[str]
    documents: Mapping[str, Document]
    address: SplitResult
    """Where the site will stand; the path ends in a slash."""

    def judge(self, document: Document) -> Iterator[Fault]:
        """Yield the faults of a file: those found in reading it, and its links."""
        yield from document.faults
        for link in document.links:
            fault = self._judge_link(document, link)
            if fault:
                rule, message = fault
                yield Fault(document.path, link.place or document.find(link.address), message, rule)

    def _judge_link(self, document: Document, link: Link) -> tuple[str, str] | None:
        try:
            parts = urlsplit(link.address.strip())
        except ValueError:
            return "broken-link", f"'{link.address}' is malformed"
        if parts.scheme in {"data", "mailto", "tel"}:
            return None
        if parts.scheme not in {"", "http", "https"}:
            return "bad-scheme", f"'{link.address}' is no address of a page"
        if parts.netloc and not self._is_own(parts):
            if link.is_loaded:
                return "other-host", f"'{link.address}' is loaded from another host"
            return None
        return self._judge_own(document, link, parts)

    def _is_own(self, parts: SplitResult) -> bool:
        is_here = parts.netloc == self.address.netloc
        return is_here and f"{parts.path}/".startswith(self.address.path)

    def _judge_own(
        self, document: Document, link: Link, parts: SplitResult
    ) -> tuple[str, str] | None:
        path = self._find_path(document, link, parts)
        if path.startswith("../"):
            return "outside", f"'{link.address}' leads out of the site"
        if path not in self.files:
            if any(file.startswith(f"{path}/") for file in self.files) or path == ".":
                return "not-a-file", f"'{link.address}' leads to a folder: name a file in it"
            return "broken-link", f"'{link.address}' leads nowhere: there is no file '{path}'"
        fragment = unquote(parts.fragment).partition(":~:")[0]
        target = self.documents.get(path)
        if not fragment or fragment == "top" or target is None or fragment in target.ids:
            return None
        return "broken-fragment", f"'{link.address}' leads nowhere: '{path}' has no id '{fragment}'"

    def _find_path(self, document: Document, link: Link, parts: SplitResult) -> str:
        """Return the path below the site's folder to which an address of the site leads."""
        path = unquote(parts.path)
        if path.startswith("/"):  # from a host's root, or whole
            path = f"{path}/" if f"{path}/" == self.address.path else path
            below = path.removeprefix(self.address.path)
            if below == path:
                return f"..{path}"
            # A server shows a folder's index; only whole addresses always have a server.
            return normpath(f"{below}index.html" if path.endswith("/") else below)
        if not path:
            return document.path
        return normpath(join("" if link.is_from_root else dirname(document.path), path))


def read_site(folder: Path) -> Site:
    """Read all files of a built site that can hold links."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    documents = {}
    for path in paths:
        read = READERS.get(path.suffix)
        if read:
            name = path.relative_to(folder).as_posix()
            documents[name] = Document(name)
            read(documents[name], path.read_text(encoding="utf-8"))
    home = documents.get("index.html", Document(""))
    address = urlsplit(home.canonical.removesuffix("index.html") or "/")
    files = frozenset(path.relative_to(folder).as_posix() for path in paths)
    return Site(files, documents, address)


def main(arguments: list[str]) -> int:
    """Check the site in the folder that is named."""
    folder = Path(arguments[0]) if len(arguments) == 1 else None
    if folder is None or not folder.is_dir():
        print("Usage: python tools/check_site.py SITE_DIR", file=sys.stderr)
        return 2
    site = read_site(folder)
    faults = sorted({fault for one in site.documents.values() for fault in site.judge(one)})
    for fault in faults:
        where = f"{folder / fault.path}:{fault.place.line}:{fault.place.column}"
        print(f"{where}: error: {fault.message} [{fault.rule}]", file=sys.stderr)
    links = sum(len(one.links) for one in site.documents.values())
    print(f"checked: {len(site.documents)} files, {links} links, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
