"""Render docs/ with Zensical beside MkDocs, and tell what differs.

Usage: python tools/report_zensical.py

Zensical is the successor of Material for MkDocs by the same people, and the way on when Material
ends. It runs no hooks, so it takes docs/ as the last build left it, with the navigation written
into a copy of mkdocs.yml. Works in .cache/zensical, where it installs Zensical at the first run.
What differs is told and fails nothing: ends with 1 only where one of the two could not run.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from difflib import unified_diff
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from check_site import read_site

CACHE: Final = Path(".cache", "zensical")
SHOWN: Final = 10
"""How many lines of a kind of difference are printed."""


class Article(HTMLParser):
    """The text and the links of a page's article."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.links: list[str] = []
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link."""
        self.depth += tag == "article"
        href = dict(attrs).get("href")
        if self.depth and tag == "a" and href:
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        """Leave the article."""
        self.depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        """Note text."""
        if self.depth and data.strip():
            self.lines.append(" ".join(data.split()))


def read_article(path: Path) -> Article:
    """Read the article of a page."""
    article = Article()
    article.feed(path.read_text(encoding="utf-8"))
    article.close()
    return article


def run(*command: str, folder: Path = Path()) -> None:
    """Run a command, and show what it says only if it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)


def install() -> Path:
    """Return Zensical's own Python, in an environment made at the first run."""
    python = CACHE.absolute() / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", str(CACHE))
        locked = ("--require-hashes", "--requirement", "requirements/zensical.txt")
        run(str(python), "-m", "pip", "install", "--quiet", *locked)
    return python


def prepare() -> Path:
    """Copy docs/ and what renders it, with the navigation in place of the hook."""
    from build_content.build import build  # noqa: PLC0415 - the path to it is set in main

    built = build("data", "docs", dry=True)
    project = CACHE / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree("docs", project / "docs")
    shutil.copytree("theme", project / "theme")
    settings = Path("mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("hooks:\n  - mkdocs_hook.py\n", "")
    # JSON is YAML.
    about = json.dumps(dataclasses.asdict(built.metadata) if built.metadata else {})
    settings = settings.replace("\nextra:\n", f"\nextra:\n  site: {about}\n  scope: /\n", 1)
    navigation = f"\nnav: {json.dumps(built.navigation, ensure_ascii=False)}\n"
    (project / "mkdocs.yml").write_text(settings + navigation, encoding="utf-8")
    return project


def compare(expected: Path, found: Path) -> list[tuple[str, list[str]]]:
    """Return the kinds of difference between two sites, each with its lines."""
    site = read_site(found)
    faults = [fault for document in site.documents.values() for fault in site.judge(document)]
    pages = {path.relative_to(expected) for path in expected.rglob("*.html")}
    others = {path.relative_to(found) for path in found.rglob("*.html")}
    texts, links = [], []
    for page in sorted(pages & others):
        first, second = read_article(expected / page), read_article(found / page)
        changes = list(unified_diff(first.lines, second.lines, lineterm="", n=0))[2:]
        texts += [f"{page}: {line}" for line in changes if not line.startswith("@@")]
        changes = list(unified_diff(first.links, second.links, lineterm="", n=0))[2:]
        links += [f"{page}: {line}" for line in changes if not line.startswith("@@")]
    return [
        ("pages that Zensical does not write", sorted(map(str, pages - others))),
        ("pages that only Zensical writes", sorted(map(str, others - pages))),
        ("lines of text", texts),
        ("links", links),
        ("faults that check_site.py finds", [f"{fault.path}: {fault.message}" for fault in faults]),
    ]


def main() -> int:
    """Render with both and print what differs."""
    sys.path.insert(0, os.fspath(Path.cwd()))
    try:
        python = install()
        run(sys.executable, "-m", "mkdocs", "build")
        project = prepare()
        run(str(python), "-m", "zensical", "build", "--clean", folder=project)
        run(sys.executable, "tools/finish_site.py", str(project / "site"))
    except subprocess.CalledProcessError as failed:
        print(f"failed: {' '.join(failed.cmd)}\n{failed.stdout}{failed.stderr}", file=sys.stderr)
        return 1
    print(f"compared: {len(list(Path('site').rglob('*.html')))} pages of mkdocs and zensical")
    for kind, lines in compare(Path("site"), project / "site"):
        print(f"{kind}: {len(lines)}")
        print(*(f"  {line}" for line in lines[:SHOWN]), sep="\n", end="\n" if lines else "")
        if len(lines) > SHOWN:
            print(f"  ... and {len(lines) - SHOWN} more")
    return 0


if __name__ == "__main__":
    sys.exit(main())
