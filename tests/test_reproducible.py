"""Same data, same bytes: wherever, whenever and in whatever language a build runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = HERE / "sample" / "data"
PLACES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "kiribati": (
        "first", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    ),
    "adak": (
        "second, with spaces", {"TZ": "America/Adak", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
    ),
    "kathmandu": (
        "drítt/niðri", {
            "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.ISO-8859-9", "PYTHONHASHSEED": "3",
            "PYTHONUTF8": "0", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "7", "HOME": "/nowhere",
        },
    ),
}  # fmt: skip


def build_at(folder: Path, environment: Mapping[str, str], *, absolute: bool) -> None:
    shutil.copytree(DATA, folder / "data")
    for path in (folder / "data").rglob("*"):  # how old a file is must not show either
        os.utime(path, (len(folder.name), len(folder.name)))
    places = ["--data", str(folder / "data"), "--docs", str(folder / "docs")] if absolute else []
    done = subprocess.run(
        [sys.executable, "-m", "build_content", "build", *places],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def read_files(folder: Path) -> dict[str, bytes]:
    """Return every file with its bytes, and that is all there is of each: no link, no mode."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    assert not any(path.is_symlink() for path in files.values())
    return {name: path.read_bytes() for name, path in files.items() if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    found = {}
    for name, (folder, environment) in PLACES.items():
        place = tmp_path_factory.mktemp(name) / folder
        place.mkdir(parents=True)
        build_at(place, environment, absolute=name == "adak")
        found[name] = read_files(place / "docs")
    return found


@pytest.mark.parametrize("name", list(PLACES)[1:])
def test_every_place_makes_the_same_files(name: str, built: dict[str, dict[str, bytes]]) -> None:
    first, other = built["kiribati"], built[name]
    assert len(first) > 30
    assert sorted(first) == sorted(other)
    assert [path for path in first if first[path] != other[path]] == []


def test_no_file_tells_of_the_machine(built: dict[str, dict[str, bytes]]) -> None:
    here = [str(ROOT), sys.prefix, str(Path.home()), os.path.realpath(sys.executable)]
    signs = [sign.encode() for sign in here if len(sign) > 1]
    telling = [
        (path, sign)
        for path, content in built["kiribati"].items()
        for sign in (*signs, b"kiribati", b"/data/timeline.yml")
        if sign in content
    ]
    assert telling == []


def test_text_ends_its_lines_the_same_everywhere(built: dict[str, dict[str, bytes]]) -> None:
    for path, content in built["kiribati"].items():
        if path.endswith((".md", ".json")):
            assert b"\r" not in content, path
            assert content.endswith(b"\n"), path
