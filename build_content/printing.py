"""The whole way from `data/` to the editions: read, check, set, write."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_content.build import check, is_stopped_by
from build_content.downloads import FOLDER, LIST, Download, hash_data, read_downloads, write_list
from build_content.editions.judging import find_faults
from build_content.editions.making import make_editions
from build_content.graph import link_site
from build_content.outputs import make_print_edition
from build_content.problems import Problem
from build_content.writing import MANIFEST, add_outputs, write_whole


@dataclass(frozen=True)
class Printed:
    """What was made, or the problems for which nothing was."""

    problems: tuple[Problem, ...]
    failed: bool
    downloads: tuple[Download, ...] = ()


def print_editions(data: str | Path, folder: str | Path, chosen: Sequence[str]) -> Printed:
    """Make the chosen editions and `editions.json` in a folder; with problems nothing is written.

    Where the folder is `data/` of a built site, its manifest lists them. Editions of the same data
    that were made before and are not chosen now stay in the list.
    """
    site, problems = check(os.fspath(data))
    if is_stopped_by(problems):
        return Printed(problems, failed=True)
    faults = find_faults(site)
    if faults:
        return Printed(tuple(sorted({*problems, *faults})), failed=True)
    graph = link_site(site)
    made, files = make_editions(graph, make_print_edition(graph), chosen)
    target, digest = Path(folder), hash_data(site)
    kept = [old for old in _read_made(target, digest) if old.file not in files]
    files[LIST] = write_list(digest, [*made, *kept])
    _write(target, files)
    return Printed(problems, failed=False, downloads=tuple(made))


def _read_made(target: Path, digest: str) -> tuple[Download, ...]:
    """Return the editions of the same data that stand in a folder already."""
    return read_downloads(target.parent, digest) if target.name == FOLDER else ()


def _write(target: Path, files: dict[str, bytes]) -> None:
    docs = target.parent
    if target.name == FOLDER and (docs / MANIFEST).is_file():
        add_outputs(docs, {f"{FOLDER}/{name}": content for name, content in files.items()})
        return
    for name, content in files.items():
        write_whole(target / name, content)
