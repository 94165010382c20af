"""The only writer: whole files, only where bytes change, and nothing that is not its own."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from build_content.problems import Place, Problem

if sys.platform != "win32":
    import fcntl

MANIFEST: Final = ".build_content.json"
_TEMPORARY: Final = ".build_content.{}.tmp"
# What says that a path is no place to write, unlike a disk that is full or broken.
_REFUSALS: Final = frozenset({
    errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.EISDIR, errno.ENOTDIR,
    errno.ENOENT, errno.ENAMETOOLONG, errno.ELOOP,
})  # fmt: skip


class CannotWriteError(Exception):
    """A folder that the user named is no place to write; the text tells why, in one line."""


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


def refuse_folder(folder: str, data: str | None = None, *, apart: bool = False) -> None:
    """Raise `CannotWriteError` where a file stands in a folder's place, or the data folder itself.

    `apart` wants neither of the two folders within the other: pages would stand among the data.
    """
    target = Path(folder).resolve()
    standing = next(path for path in (target, *target.parents) if os.path.lexists(path))
    if not standing.is_dir():
        shown = folder if standing == target else str(standing)
        raise CannotWriteError(f"'{shown}' is a file, not a folder")
    source = Path(data).resolve() if data is not None else None
    if target == source:
        raise CannotWriteError(f"'{folder}' is the data folder itself")
    if apart and source and (target in source.parents or source in target.parents):
        inner, outer = (data, folder) if target in source.parents else (folder, data)
        raise CannotWriteError(f"'{inner}' is within '{outer}': pages and data need two folders")


@contextlib.contextmanager
def _telling_refusals() -> Iterator[None]:
    """Turn what the system says of a path that is no place to write into `CannotWriteError`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise
        raise CannotWriteError(f"'{error.filename}': {error.strerror}") from error


def _make_folder(folder: Path) -> None:
    with _telling_refusals():
        folder.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def hold_folder(docs: Path) -> Iterator[None]:
    """Let one build at a time look at a folder and write it; another one waits.

    The lock is on the folder itself: it leaves no file, and ends with the process that holds it.
    Where a system or a disk knows no such lock, builds go on without.
    """
    if sys.platform == "win32" or not docs.is_dir():
        yield
        return
    folder = os.open(docs, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def compare_outputs(
    docs: Path, outputs: Mapping[str, bytes], kept: Collection[str] = ()
) -> Changes:
    """Compare what shall stand under a folder with what does; `kept` is left as it is."""
    new, changed, unchanged = [], [], []
    for path, content in outputs.items():
        target = docs / path
        if not target.is_file():
            new.append(path)
        elif _same(target, content):
            unchanged.append(path)
        else:
            changed.append(path)
    left_over = _list_left_over(docs, {*outputs, *kept})
    removed = [path for path in left_over if (docs / path).is_file()]
    return Changes(tuple(new), tuple(changed), tuple(unchanged), tuple(removed))


def _same(target: Path, content: bytes) -> bool:
    return target.stat().st_size == len(content) and target.read_bytes() == content


def _list_left_over(docs: Path, wanted: Collection[str]) -> list[str]:
    """Return what the manifest lists and nobody wants any longer, but nothing behind a link."""
    return [
        path
        for path in read_manifest(docs)
        if path not in wanted and not _passes_link(docs, docs / path)
    ]


def _passes_link(docs: Path, target: Path) -> bool:
    return any(part.is_symlink() for part in (target, *_list_folders(docs, target)))


def _list_folders(docs: Path, target: Path) -> list[Path]:
    """Return the folders between a file and `docs`, innermost first."""
    return [folder for folder in target.parents if docs in folder.parents]


def find_obstacles(docs: Path, shown: str, outputs: Mapping[str, bytes]) -> list[Problem]:
    """`in-the-way`: a file or folder of somebody else's where the build must write."""
    own = {MANIFEST, *read_manifest(docs)}
    found: dict[Path, str] = {}
    for path, content in {MANIFEST: b"", **outputs}.items():
        target = docs / path
        taken = _find_taken(docs, target)
        if taken is None and path not in own and target.is_file() and not _same(target, content):
            taken = target
        if taken is not None:
            found.setdefault(taken, path)
    return [
        Problem(Place(_show(docs, shown, taken)), "in-the-way",
                f"the build must write '{path}' here",
                "move this elsewhere, or delete it if it is a leftover")
        for taken, path in found.items()
    ]  # fmt: skip


def _find_taken(docs: Path, target: Path) -> Path | None:
    """Return what stands where a file or one of its folders must be and cannot be replaced.

    A link below `docs` may lead out of it, to where nothing is the build's.
    """
    if target.is_symlink() or target.is_dir():
        return target
    for folder in _list_folders(docs, target):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return folder
    for folder in (docs, *docs.parents):
        if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
            return folder
    return None


def _show(docs: Path, shown: str, taken: Path) -> str:
    """Return a path as the user gave it: `shown` is what they call `docs`."""
    if taken == docs:
        return shown
    inside = docs in taken.parents
    return os.path.join(shown, taken.relative_to(docs)) if inside else str(taken)  # noqa: PTH118


def read_manifest(docs: Path) -> tuple[str, ...]:
    """Return the paths that an earlier build listed as its own; none without a manifest."""
    try:
        listed = json.loads((docs / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    if not isinstance(listed, list):
        return ()
    return tuple(path for path in listed if isinstance(path, str) and _is_inside(path))


def _is_inside(path: str) -> bool:
    return "\0" not in path and not path.startswith("/") and ".." not in Path(path).parts


def write_outputs(docs: Path, outputs: Mapping[str, bytes], kept: Collection[str] = ()) -> Changes:
    """Make a folder hold the outputs: a file at a time, so that a stop leaves none half-written.

    What another command wrote is `kept`, and in the manifest too, if it was there.

    The manifest lists a page before it is first written and until after it is removed: whatever
    a stopped build leaves, the next one knows it as its own.
    """
    changes = compare_outputs(docs, outputs, kept)
    _make_folder(docs)
    _clear_temporaries(docs)
    listed = read_manifest(docs)
    if changes.new or set(outputs) - set(listed):
        _write_manifest(docs, {*listed, *outputs})
    for path in (*changes.new, *changes.changed):
        _write_file(docs, path, outputs[path])
    for path in _list_left_over(docs, {*outputs, *kept}):
        _remove(docs, path)
    _write_manifest(docs, {*outputs, *(path for path in listed if path in kept)})
    return changes


def add_outputs(docs: Path, outputs: Mapping[str, bytes]) -> None:
    """Write files beside those that the manifest lists, and list them too."""
    _make_folder(docs)
    _write_manifest(docs, {*read_manifest(docs), *outputs})
    for path, content in outputs.items():
        if not (docs / path).is_file() or not _same(docs / path, content):
            _write_file(docs, path, content)


def _write_manifest(docs: Path, paths: Iterable[str]) -> None:
    content = json.dumps({"files": sorted(paths)}, indent=1, ensure_ascii=False) + "\n"
    target = docs / MANIFEST
    if not target.is_file() or not _same(target, content.encode()):
        _write_file(docs, MANIFEST, content.encode())


def _write_file(docs: Path, path: str, content: bytes) -> None:
    target = docs / path
    _make_folder(target.parent)
    temporary = docs / _TEMPORARY.format(os.getpid())
    with _telling_refusals():
        try:
            temporary.write_bytes(content)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of the user's choice whole, with the folders above it."""
    _make_folder(path.parent)
    _write_file(path.parent, path.name, content)


def _clear_temporaries(docs: Path) -> None:
    """Delete what killed builds left; another build that runs now keeps its own."""
    for leftover in docs.glob(_TEMPORARY.format("*")):
        pid = leftover.name.split(".")[2]
        if pid.isdigit() and not _runs(int(pid)):
            leftover.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    """Tell whether another process has an id; this one has written nothing yet."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(docs: Path, path: str) -> None:
    """Delete a file, and the folders above it that are empty now."""
    target = docs / path
    if target.is_file():
        target.unlink()
    for folder in _list_folders(docs, target):
        with contextlib.suppress(OSError):
            folder.rmdir()
