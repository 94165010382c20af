"""One stylesheet a page instead of ten: each costs a reader on a phone time before the first line.

The sheets stay apart where people write them; a page's are joined when its HTML is written.
Rules that match nothing on any page are left out (`unused_rules`): half of what the theme brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from build_content.unused_rules import find_names, leave_out_unused

Names = tuple[str, ...]
"""File names of stylesheets in one folder, in the order in which they hold."""

FOLDER: Final = "assets/stylesheets"
# What search knows of languages: run beside the page, where there is no document to change.
_NO_PAGE: Final = "lunr"
_LINK: Final = re.compile(rf'<link rel="stylesheet" href="([^"]*{FOLDER}/)([^"/]+\.css)">\s*')
# Only the first rule of a file may be this one, and the map is that of another file.
_NOT_INSIDE: Final = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', re.IGNORECASE)


def join_links(html: str) -> tuple[str, Names]:
    """Return a page with one link for all its stylesheets, and their names; none if it has none."""
    found = _LINK.findall(html)
    names = tuple(name for _, name in found)
    if len({folder for folder, _ in found}) != 1:
        return html, ()
    joined = f'<link rel="stylesheet" href="{found[0][0]}{name_joined(names)}">\n    '
    first, rest = _LINK.split(html, maxsplit=1)[0], _LINK.sub("", html)
    return first + joined + rest[len(first) :], names


def name_joined(names: Names) -> str:
    """Return the name of the file that holds some stylesheets."""
    return f"page-{sha256(' '.join(names).encode()).hexdigest()[:8]}.css"


def write_joined(
    site: Path, used: Iterable[Names], tags: Iterable[str], scripts: Iterable[str]
) -> None:
    """Write the files that the pages of a built site link to, without rules that match nothing.

    `tags` and `scripts` are those that stand in its pages; the scripts they load are read here.
    """
    folder, lists = site / FOLDER, sorted(used)
    sheets = {name: (folder / name).read_text("utf-8") for names in lists for name in names}
    loaded = _read_scripts(site, [*tags, *scripts])
    kept = leave_out_unused(sheets, find_names(tags, [*scripts, *loaded]))
    for names in lists:
        text = "\n".join(kept[name] for name in names)
        joined = '@charset "utf-8";\n' + _NOT_INSIDE.sub("", text)
        (folder / name_joined(names)).write_text(joined, "utf-8", newline="\n")


def _read_scripts(site: Path, named: Iterable[str]) -> Iterator[str]:
    """Yield the scripts that pages name, and those that these name; a theme brings more."""
    unread = {path.name: path for path in site.rglob("*.js") if _NO_PAGE not in path.parts}
    naming = list(named)
    while naming:
        found = {name for name in unread if any(name in text for text in naming)}
        naming = [unread.pop(name).read_text("utf-8") for name in sorted(found)]
        yield from naming
