"""The only writer: whole files, only where bytes change, and nothing that is not its own."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from build_content.problems import Place, Problem

MANIFEST: Final = ".build_content.json"
_TEMPORARY: Final = ".build_content.{}.tmp"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build would do, or did, to the files under `docs/`: paths relative to it."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether a file is not as it shall be."""
        return bool(self.new or self.changed or self.removed)

    def __str__(self) -> str:
        total = len(self.new) + len(self.changed) + len(self.unchanged)
        return (
            f"{total} files ({len(self.new)} new, {len(self.changed)} changed, "
            f"{len(self.unchanged)} unchanged, {len(self.removed)} removed)"
        )


def compare_outputs(docs: Path, outputs: Mapping[str, bytes]) -> Changes:
    """Compare what shall stand under a folder with what does."""
    new, changed, unchanged = [], [], []
    for path, content in outputs.items():
        target = docs / path
        if not target.is_file():
            new.append(path)
        elif _same(target, content):
            unchanged.append(path)
        else:
            changed.append(path)
    removed = [
        path for path in read_manifest(docs) if path not in outputs and (docs / path).is_file()
    ]
    return Changes(tuple(new), tuple(changed), tuple(unchanged), tuple(removed))


def _same(target: Path, content: bytes) -> bool:
    return target.stat().st_size == len(content) and target.read_bytes() == content


def find_obstacles(docs: Path, shown: str, outputs: Mapping[str, bytes]) -> list[Problem]:
    """`in-the-way`: a file or folder of somebody else's where the build must write."""
    own = set(read_manifest(docs))
    problems = []
    for path, content in outputs.items():
        target = docs / path
        taken = _taken(docs, target)
        if taken is None and path not in own and target.is_file() and not _same(target, content):
            taken = target
        if taken is not None:
            place = os.path.join(shown, taken.relative_to(docs).as_posix())  # noqa: PTH118
            problems.append(
                Problem(Place(place), "in-the-way", f"the build must write '{path}' here",
                        "move this elsewhere, or delete it if it is a leftover")
            )  # fmt: skip
    return problems


def _taken(docs: Path, target: Path) -> Path | None:
    """Return what stands where a file or one of its folders must be and cannot be replaced."""
    if target.is_symlink() or target.is_dir():
        return target
    if target.exists():
        return None
    for folder in target.parents:
        if folder == docs:
            return None
        if folder.exists():
            return None if folder.is_dir() else folder
    return None


def read_manifest(docs: Path) -> tuple[str, ...]:
    """Return the paths that an earlier build listed as its own; none without a manifest."""
    try:
        listed = json.loads((docs / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(path for path in listed if isinstance(path, str) and _is_inside(path))


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in Path(path).parts


def write_outputs(docs: Path, outputs: Mapping[str, bytes]) -> Changes:
    """Make a folder hold the outputs: a file at a time, so that a stop leaves none half-written.

    The manifest lists a page before it is first written and until after it is removed: whatever
    a stopped build leaves, the next one knows it as its own.
    """
    changes = compare_outputs(docs, outputs)
    docs.mkdir(parents=True, exist_ok=True)
    _clear_temporaries(docs)
    listed = read_manifest(docs)
    if changes.new or set(outputs) - set(listed):
        _write_manifest(docs, {*listed, *outputs})
    for path in (*changes.new, *changes.changed):
        _write_file(docs, path, outputs[path])
    for path in changes.removed:
        _remove(docs, path)
    _write_manifest(docs, outputs)
    return changes


def _write_manifest(docs: Path, paths: Iterable[str]) -> None:
    content = json.dumps({"files": sorted(paths)}, indent=1, ensure_ascii=False) + "\n"
    target = docs / MANIFEST
    if not target.is_file() or not _same(target, content.encode()):
        _write_file(docs, MANIFEST, content.encode())


def _write_file(docs: Path, path: str, content: bytes) -> None:
    target = docs / path
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = docs / _TEMPORARY.format(os.getpid())
    temporary.write_bytes(content)
    temporary.replace(target)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of the user's choice whole, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_file(path.parent, path.name, content)


def _clear_temporaries(docs: Path) -> None:
    """Delete what killed builds left; another build that runs now keeps its own."""
    for leftover in docs.glob(_TEMPORARY.format("*")):
        pid = leftover.name.split(".")[2]
        if pid.isdigit() and not _runs(int(pid)):
            leftover.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(docs: Path, path: str) -> None:
    """Delete a file, and the folders above it that are empty now."""
    target = docs / path
    target.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for folder in target.parents:
            if folder == docs:
                break
            folder.rmdir()
