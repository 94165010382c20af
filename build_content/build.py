"""The whole way from `data/` to `docs/`: read, check, render, write."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_content.checks import check_site
from build_content.downloads import PATHS, hash_data, read_downloads
from build_content.exports.feed import Feed, make_feed
from build_content.exports.search import SearchIndex, gather_search
from build_content.graph import link_site
from build_content.metadata import Metadata, tell_metadata
from build_content.model import Site
from build_content.outputs import Navigation, list_outputs, make_navigation, render_outputs
from build_content.paper import Paper, gather_paper
from build_content.pictures.card import Card, make_card
from build_content.problems import Problem
from build_content.reading import read_site
from build_content.writing import (
    Changes,
    compare_outputs,
    find_obstacles,
    hold_folder,
    write_outputs,
)


@dataclass(frozen=True)
class Built:
    """What a build did: problems, and, where it was not stopped by them, the rest."""

    problems: tuple[Problem, ...]
    failed: bool
    changes: Changes | None = None
    navigation: Navigation | None = None
    edition: str | None = None
    """The day of this edition as ISO date, for clocks that must stand still."""
    metadata: Metadata | None = None
    card: Card | None = None
    paper: Paper | None = None
    feed: Feed | None = None
    """The changes to the record, to be written once the site's address is known."""
    search: SearchIndex | None = None


def check(data: str) -> tuple[Site, tuple[Problem, ...]]:
    """Read and check a data folder; the Site may hold stand-ins if there are errors."""
    site, problems = read_site(data)
    return site, tuple(sorted({*problems, *check_site(site)}))


def is_stopped_by(problems: Sequence[Problem], *, strict: bool = False) -> bool:
    """Tell whether problems stop a build: errors always do, warnings if it is strict."""
    return any(strict or problem.severity == "error" for problem in problems)


def build(data: str | Path, docs: str | Path, *, strict: bool = False, dry: bool = False) -> Built:
    """Build `docs` from `data`; with problems nothing is written or removed.

    With `dry` nothing is written at all: `changes` tells what would be.
    """
    site, problems = check(os.fspath(data))
    if is_stopped_by(problems, strict=strict):
        return Built(problems, failed=True)
    folder = Path(docs)
    downloads = read_downloads(folder, hash_data(site))
    graph = link_site(site)
    outputs = list_outputs(graph, downloads)
    rendered = render_outputs(outputs)
    with hold_folder(folder):
        obstacles = find_obstacles(folder, os.fspath(docs), rendered)
        if obstacles:
            return Built((*problems, *obstacles), failed=True)
        changes = (compare_outputs if dry else write_outputs)(folder, rendered, PATHS)
    return Built(
        problems,
        failed=False,
        changes=changes,
        navigation=make_navigation(outputs, _list_by_hand(folder, rendered)),
        edition=site.day,
        metadata=tell_metadata(site, downloads),
        card=make_card(site),
        paper=gather_paper(graph),
        feed=make_feed(graph),
        search=gather_search(graph, rendered),
    )


def _list_by_hand(docs: Path, generated: dict[str, bytes]) -> list[str]:
    """Return the pages under `docs/` that people wrote; what is hidden is none."""
    found = (path.relative_to(docs) for path in docs.rglob("*.md"))
    shown = (path for path in found if not any(part.startswith(".") for part in path.parts))
    return sorted(path for path in map(Path.as_posix, shown) if path not in generated)
