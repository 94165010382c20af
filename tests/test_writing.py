"""Writing: only what changed, and only what is its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_content.build import Built, build
from build_content.writing import (
    MANIFEST,
    compare_outputs,
    find_obstacles,
    read_manifest,
    write_outputs,
)

HERE = Path(__file__).parent
DATA = HERE / "sample" / "data"

# One build and the next: what stays, changes, comes and goes, also with its folder.
BEFORE = {
    "index.md": b"one",
    "stays.md": b"stays",
    "essay/first.md": b"first",
    "essay/gone.md": b"gone",
    "old/deep/only.md": b"alone in its folder",
    "shared/gone.md": b"beside a page of somebody's",
}
AFTER = {
    "index.md": b"two, and longer",
    "stays.md": b"stays",
    "essay/first.md": b"FIRST",
    "essay/second.md": b"second",
    "new/deep/page.md": b"new",
}
BY_HAND = {"about.md": b"by hand", "shared/mine.md": b"mine", "old/notes.txt": b"notes"}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return every file with its bytes; the manifest has a test of its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def list_folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def stamp_files(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return what tells that a file was written: time of change, inode and bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns, path.stat().st_ino, path.read_bytes(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }  # fmt: skip


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a folder as an earlier build left it, with pages of somebody's beside."""
    folder = tmp_path / "docs"
    write_files(folder, BY_HAND)
    write_outputs(folder, BEFORE)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def build_well(data: Path, docs: Path) -> Built:
    built = build(data, docs)
    assert not built.failed, built.problems
    return built


# What a build does to the files


def test_what_a_build_does_is_told(docs: Path) -> None:
    changes = write_outputs(docs, AFTER)
    assert changes.new == ("essay/second.md", "new/deep/page.md")
    assert changes.changed == ("index.md", "essay/first.md")
    assert changes.unchanged == ("stays.md",)
    assert sorted(changes.removed) == ["essay/gone.md", "old/deep/only.md", "shared/gone.md"]
    assert str(changes) == "5 files (2 new, 2 changed, 1 unchanged, 3 removed)"


def test_the_folder_holds_the_outputs_and_what_is_not_its_own(docs: Path) -> None:
    write_outputs(docs, AFTER)
    assert read_files(docs) == {**AFTER, **BY_HAND}
    assert list_folders(docs) == {"essay", "new", "new/deep", "old", "shared"}
    assert sorted(read_manifest(docs)) == sorted(AFTER)


def test_a_second_build_touches_no_file(data: Path, docs: Path) -> None:
    first = build_well(data, docs)
    assert first.changes is not None
    assert first.changes.any
    before = stamp_files(docs)
    again = build_well(data, docs)
    assert again.changes is not None
    assert not again.changes.any
    assert stamp_files(docs) == before


def test_a_change_touches_the_files_that_it_changes(data: Path, docs: Path) -> None:
    build_well(data, docs)
    before = stamp_files(docs)
    timeline = data / "timeline.yml"
    timeline.write_text(timeline.read_text("utf-8").replace("Noon is when", "Noon comes when"))
    changes = build_well(data, docs).changes
    assert changes is not None
    after = stamp_files(docs)
    touched = {path for path in after if after[path] != before[path]}
    assert "timeline/sun-time.md" in touched
    assert touched == set(changes.changed) < set(after)


def test_a_dry_build_writes_nothing(data: Path, tmp_path: Path) -> None:
    changes = build(data, tmp_path / "docs", dry=True).changes
    assert changes is not None
    assert len(changes.new) > 30
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize("strict", [False, True])
def test_with_problems_nothing_is_written_or_removed(
    data: Path, docs: Path, *, strict: bool
) -> None:
    build_well(data, docs)
    glossary = data / "glossary.yml"
    fault = "" if strict else "- id: unfinished\n"  # the sample has a warning of its own
    glossary.write_text(fault + glossary.read_text("utf-8").replace("Noon", "Midday"))
    (data / "series.yml").unlink()
    before = stamp_files(docs)
    assert build(data, docs, strict=strict).failed
    assert stamp_files(docs) == before


def test_entries_that_go_take_their_pages_with_them(data: Path, docs: Path) -> None:
    build_well(data, docs)
    (docs / "timeline" / "my-notes.md").write_text("mine")
    timeline = data / "timeline.yml"
    first, *_ = timeline.read_text("utf-8").split("- id: pigeons-nest")
    timeline.write_text(first)
    for name in ("claims.yml", "series.yml", "actors.yml", "glossary.yml"):
        (data / name).unlink(missing_ok=True)
    text = "---\ntitle: T\nstandfirst: S\npublished: 2020\nlanguage: en\n---\n## One\n\n[@ledger]\n"
    (data / "essay.md").write_text(text)
    site = (data / "site.yml").read_text("utf-8")
    (data / "site.yml").write_text(site.replace("key_", "# key_"))
    plain = first.replace("[ferry](actor:quill-ferry)", "ferry").replace("[council]", "[]")
    plain = plain.replace("[sun time](term:sun-time)", "sun time").replace("[clock-keeper]", "[]")
    timeline.write_text(plain)
    changes = build_well(data, docs).changes
    assert changes is not None
    assert {"claims.md", "glossary.md", "media/tower-clock.png"} <= set(changes.removed)
    assert not (docs / "media").exists()
    events = {path.name for path in (docs / "timeline").iterdir()}
    assert events == {
        "index.md", "my-notes.md", "ice-leaves-valley.md", "hour-stone.md", "sun-time.md",
        "clock-bought.md", "bell-recast.md", "winder-stops.md",
    }  # fmt: skip
    assert BY_HAND.items() <= read_files(docs).items()


def drop_nested(files: Mapping[str, bytes], others: Mapping[str, bytes] = {}) -> dict[str, bytes]:
    """Return the files that can stand beside each other and the others: none within another."""
    kept = dict(others)
    for path, content in files.items():
        if not any(f"{path}/".startswith(f"{o}/") or f"{o}/".startswith(f"{path}/") for o in kept):
            kept[path] = content
    return {path: content for path, content in kept.items() if path not in others}


NAMES = st.sampled_from(["a", "b", "c.md", "d.md"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
CONTENTS = st.sampled_from(["", "x", "y"]).map(str.encode)
FILES = st.dictionaries(PATHS, CONTENTS, max_size=5).map(drop_nested)


@settings(deadline=None)
@given(first=FILES, second=FILES, mine=FILES)
def test_whatever_was_and_comes_both_stand_or_it_is_told(
    first: dict[str, bytes], second: dict[str, bytes], mine: dict[str, bytes]
) -> None:
    with TemporaryDirectory() as place:
        docs = Path(place) / "docs"
        for files in (first, second):
            if find_obstacles(docs, "docs", files):
                break
            write_outputs(docs, files)
            assert read_files(docs) == files
            assert all(any(folder.iterdir()) for folder in docs.rglob("*") if folder.is_dir())
            assert not compare_outputs(docs, files).any
        added = drop_nested(mine, read_files(docs))
        write_files(docs, added)
        if not find_obstacles(docs, "docs", {}):
            write_outputs(docs, {})
            assert read_files(docs) == added


# What stands in the way


def tell_obstacles(docs: Path) -> list[str]:
    problems = find_obstacles(docs, "./docs", AFTER)
    assert {problem.rule for problem in problems} <= {"in-the-way"}
    assert all(problem.hint for problem in problems)
    return [str(problem.place) for problem in problems]


OBSTACLES = [
    ("essay/second.md", "page"), ("essay/second.md", "folder"), ("essay/second.md", "link"),
    ("essay/second.md", "broken link"), ("index.md", "folder"), ("index.md", "link"),
    ("new", "page"), ("new", "link"), ("new", "broken link"),
    (MANIFEST, "folder"), (MANIFEST, "link"), ("", "page"), ("", "broken link"),
]  # fmt: skip


def put(target: Path, what: str, elsewhere: Path) -> None:
    """Put something of somebody's at a path, in place of what is there."""
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    if what == "page":
        target.write_bytes(b"mine")
    elif what == "folder":
        target.mkdir()
    else:
        target.symlink_to(elsewhere)


@pytest.mark.parametrize(("path", "what"), OBSTACLES)
def test_what_is_in_the_way_is_told_by_its_place(path: str, what: str, docs: Path) -> None:
    elsewhere = docs.parent / "elsewhere"
    if what == "link" and path == "new":
        (elsewhere / "deep").mkdir(parents=True)
    elif what == "link":
        elsewhere.write_bytes((docs / path).read_bytes() if (docs / path).exists() else b"second")
    put(docs / path, what, elsewhere)
    if path == MANIFEST and what == "folder":  # then no page is known as the build's own
        write_files(docs, AFTER)
    assert tell_obstacles(docs) == [f"./docs/{path}:1:1".replace("docs/:", "docs:")]


def test_a_file_above_docs_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    docs = tmp_path / "file" / "deep" / "docs"
    assert [problem.place.path for problem in find_obstacles(docs, "…", AFTER)] == [
        str(tmp_path / "file")
    ]


def test_nothing_is_in_the_way_of_an_unfinished_or_a_new_folder(docs: Path) -> None:
    assert tell_obstacles(docs) == []
    assert tell_obstacles(docs.parent / "new" / "docs") == []


def test_docs_itself_may_be_a_link(docs: Path) -> None:
    link = docs.parent / "link"
    link.symlink_to(docs)
    assert tell_obstacles(link) == []
    write_outputs(link, AFTER)
    assert read_files(docs) == {**AFTER, **BY_HAND}


def test_with_something_in_the_way_nothing_is_written(data: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_files(docs, {"timeline/audit.md": b"mine", "index.md/notes": b"mine"})
    built = build(data, docs)
    assert built.failed
    told = [(problem.place.path, problem.rule) for problem in built.problems]
    assert told[-2:] == [
        (str(docs / "index.md"), "in-the-way"), (str(docs / "timeline/audit.md"), "in-the-way"),
    ]  # fmt: skip
    assert read_files(docs) == {"timeline/audit.md": b"mine", "index.md/notes": b"mine"}


def test_a_page_of_somebodys_that_is_just_the_same_becomes_the_builds(docs: Path) -> None:
    write_files(docs, {"essay/second.md": AFTER["essay/second.md"]})
    assert tell_obstacles(docs) == []
    write_outputs(docs, AFTER)
    write_outputs(docs, BEFORE)
    assert not (docs / "essay/second.md").exists()


# The manifest


BROKEN_MANIFESTS = [
    b"", b"{", b"null", b"[]", b"{}", b'{"files": null}', b'{"files": 5}', b'{"files": "about.md"}',
    b'{"files": {"about.md": 1}}', b'{"files": [1, null, ["about.md"]]}', b"\xff\xfe", b'"files"',
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN_MANIFESTS)
def test_a_broken_manifest_lists_nothing(broken: bytes, docs: Path) -> None:
    (docs / MANIFEST).write_bytes(broken)
    assert read_manifest(docs) == ()
    write_outputs(docs, BEFORE)
    assert read_files(docs) == {**BEFORE, **BY_HAND}
    assert sorted(read_manifest(docs)) == sorted(BEFORE)


def test_a_lost_manifest_costs_nothing_while_the_pages_are_the_same(docs: Path) -> None:
    (docs / MANIFEST).unlink()
    assert find_obstacles(docs, "docs", BEFORE) == []
    write_outputs(docs, BEFORE)
    write_outputs(docs, AFTER)
    assert read_files(docs) == {**AFTER, **BY_HAND}


def test_without_a_manifest_no_page_is_overwritten_or_removed(docs: Path) -> None:
    (docs / MANIFEST).unlink()
    assert tell_obstacles(docs) == ["./docs/index.md:1:1", "./docs/essay/first.md:1:1"]
    assert compare_outputs(docs, AFTER).removed == ()


@pytest.mark.parametrize(
    "path",
    [
        "../outside.md",
        "essay/../../outside.md",
        "{outside}",
        "link/outside.md",
        "link.md",
        "outside\0.md",
        "",
        ".",
        "essay",
        "about.md/nothing",
    ],
)
def test_a_manifest_reaches_nothing_that_is_not_a_page_below(path: str, docs: Path) -> None:
    outside = docs.parent / "outside.md"
    outside.write_bytes(b"outside")
    (docs / "link").symlink_to(docs.parent)
    (docs / "link.md").symlink_to(outside)
    listed = [*BEFORE, path.replace("{outside}", str(outside))]
    (docs / MANIFEST).write_text(json.dumps({"files": listed}))
    write_outputs(docs, BEFORE)
    assert outside.read_bytes() == b"outside"
    assert (docs / "link.md").is_symlink()
    assert BEFORE.items() | BY_HAND.items() <= read_files(docs).items()
