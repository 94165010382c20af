"""Build the site with MkDocs and with ProperDocs, and compare every file.

Usage: python tools/compare_renderers.py

MkDocs 1 is no longer looked after; ProperDocs is its kept-up fork. As long as both make the same
site, a change from one to the other is a change of name. Only the tag in which each names itself
may differ. Ends with 1 and lists the files that differ, or that one of them did not write.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

GENERATOR: Final = re.compile(rb'<meta name="generator" content="[^"]*">')
RENDERERS: Final = ("mkdocs", "properdocs")


def build_site(renderer: str, folder: Path) -> dict[str, bytes]:
    """Build the site and return its files, by path, without the tag that names the renderer.

    Raises CalledProcessError where the renderer fails; it has said why.
    """
    # ProperDocs takes our file for an old name of its own, unless it is told.
    command = [sys.executable, "-m", renderer, "build", "-f", "mkdocs.yml", "--strict"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "--site-dir", str(folder)], env=environment, check=True)
    return {
        path.relative_to(folder).as_posix(): GENERATOR.sub(b"", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def list_differences(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    """Return a line for each file that is not the same in both sites."""
    lines = [f"only {RENDERERS[0]} writes {path}" for path in sorted(first.keys() - second.keys())]
    lines += [f"only {RENDERERS[1]} writes {path}" for path in sorted(second.keys() - first.keys())]
    shared = sorted(first.keys() & second.keys())
    return lines + [f"differs: {path}" for path in shared if first[path] != second[path]]


def main() -> int:
    """Build both and compare."""
    with TemporaryDirectory() as folder:
        try:
            sites = [build_site(name, Path(folder, name)) for name in RENDERERS]
        except subprocess.CalledProcessError as failed:
            print(f"failed: {' '.join(failed.cmd)}", file=sys.stderr)
            return 1
    differences = list_differences(*sites)
    print(*differences, sep="\n", end="\n" if differences else "")
    count = len(sites[0])
    print(f"compared: {count} files of {' and '.join(RENDERERS)}, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
