"""A build that is killed, finds no room, or is not alone: never half a file, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from build_content.build import build
from build_content.writing import (
    MANIFEST,
    compare_outputs,
    find_obstacles,
    hold_folder,
    read_manifest,
    write_outputs,
)

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = HERE / "sample" / "data"

# One build and the next: what stays, changes, comes and goes, also with its folder.
BEFORE = {
    "index.md": b"one",
    "stays.md": b"stays",
    "essay/first.md": b"first",
    "essay/gone.md": b"gone",
    "old/deep/only.md": b"alone in its folder",
}
AFTER = {
    "index.md": b"two, and longer",
    "stays.md": b"stays",
    "essay/first.md": b"FIRST",
    "essay/second.md": b"second",
    "new/deep/page.md": b"new",
}
BY_HAND = {"about.md": b"by hand", "essay/mine.md": b"mine"}


def read_files(folder: Path) -> dict[str, bytes]:
    """Return every file with its bytes; the manifest has tests of its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def list_temporaries(docs: Path) -> list[Path]:
    return [path for path in docs.glob(".build_content.*") if path.name != MANIFEST]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a folder as an earlier build left it, with pages of somebody's beside."""
    folder = tmp_path / "docs"
    write_outputs(folder, BEFORE)
    for path, content in BY_HAND.items():
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where programs that are started put their temporary files."""
    folder = tmp_path / "logs"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def build_well(data: Path, docs: Path) -> None:
    built = build(data, docs)
    assert not built.failed, built.problems


KILLED = """
import json, os, signal, sys
from pathlib import Path
from build_content.writing import write_outputs

docs, moment = Path(sys.argv[1]), int(sys.argv[2])
outputs = {path: text.encode() for path, text in json.load(sys.stdin).items()}
DOES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.link"}
done = 0

def count(event, arguments):
    global done
    opens = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_WRONLY
    if opens or event in DOES:
        done += 1
        if done > moment:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
write_outputs(docs, outputs)
"""


def run_killed(docs: Path, moment: int) -> bool:
    """Write in another process that is killed before its nth file operation; tell if it was."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(docs), str(moment)],
        input=json.dumps({path: content.decode() for path, content in AFTER.items()}),
        cwd=ROOT, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def test_killed_at_any_moment_a_build_leaves_whole_files_and_the_next_repairs(
    docs: Path, tmp_path: Path
) -> None:
    original = Path(shutil.copytree(docs, tmp_path / "original"))
    moment, left = 0, 0
    while run_killed(docs, moment):
        check_between(docs)
        left += len(list_temporaries(docs))
        assert find_obstacles(docs, "docs", AFTER) == []
        write_outputs(docs, AFTER)
        assert read_files(docs) == {**AFTER, **BY_HAND}
        assert {path.name for path in docs.rglob("*") if path.is_dir()} == {"essay", "new", "deep"}
        assert sorted(read_manifest(docs)) == sorted(AFTER)
        moment += 1
        shutil.rmtree(docs)
        shutil.copytree(original, docs)
    assert read_files(docs) == {**AFTER, **BY_HAND}
    # two manifests and four files, each made and renamed; two files and two folders removed
    assert moment >= 16
    assert left >= 6


def check_between(docs: Path) -> None:
    """Check that each file is as it was or as it shall be, and that the manifest knows it."""
    found = {path: content for path, content in read_files(docs).items() if ".tmp" not in path}
    for path, content in found.items():
        assert content in (BEFORE.get(path), AFTER.get(path), BY_HAND.get(path)), path
    assert BY_HAND.items() <= found.items()
    assert {path for path in BEFORE if path in AFTER} <= found.keys()
    assert found.keys() - BY_HAND.keys() <= set(read_manifest(docs))


def test_a_leftover_of_this_process_id_is_cleared_too(docs: Path) -> None:
    for pid in (os.getpid(), 2**22 + 7, 10**30):  # in a container every build may have the same
        (docs / f".build_content.{pid}.tmp").write_bytes(b"half")
    write_outputs(docs, BEFORE)
    assert list_temporaries(docs) == []


def test_what_another_build_is_writing_is_left_alone(docs: Path) -> None:
    other = docs / f".build_content.{os.getppid()}.tmp"
    other.write_bytes(b"half")
    write_outputs(docs, AFTER)
    assert list_temporaries(docs) == [other]


# Without room or right to write


def run_cli(*arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line, with the size of every file that it writes limited to some bytes."""
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    run = "import sys; from build_content.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", (limited if limit is not None else "") + run, *arguments],
        cwd=ROOT, text=True, capture_output=True, check=False,
    )  # fmt: skip


def test_a_full_disk_stops_the_build_between_two_whole_files(
    data: Path, tmp_path: Path, logs: Path
) -> None:
    docs = tmp_path / "docs"
    done = run_cli("build", "--data", str(data), "--docs", str(docs), limit=20_000)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("build_content: a fault of the program: OSError")
    assert "Traceback" not in done.stderr
    [log] = logs.iterdir()
    assert "Traceback" in log.read_text("utf-8")
    assert str(log) in done.stderr
    assert list_temporaries(docs) == []
    whole = tmp_path / "whole"
    build_well(data, whole)
    left = read_files(docs)
    assert left
    assert left.items() < read_files(whole).items()
    build_well(data, docs)
    assert read_files(docs) == read_files(whole)


def test_where_not_even_the_traceback_can_be_saved_one_line_is_told(
    data: Path, tmp_path: Path, logs: Path
) -> None:
    done = run_cli("build", "--data", str(data), "--docs", str(tmp_path / "docs"), limit=0)
    assert done.returncode == 3
    assert [log.read_bytes() for log in logs.iterdir()] in ([], [b""])
    assert "the traceback could not be saved" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_folder_where_nobody_may_write_is_wrong_usage_told_in_a_line(
    data: Path, logs: Path
) -> None:
    done = run_cli("build", "--data", str(data), "--docs", "/proc/docs")
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("build_content: cannot write there: '/proc/docs': ")
    assert "Traceback" not in done.stderr
    assert list(logs.iterdir()) == []


# Two at a time


def start_build(data: Path, docs: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "build_content", "--data", str(data), "--docs", str(docs)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=pipe, stderr=pipe)


def test_two_builds_at_a_time_leave_what_one_of_them_makes(data: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    build_well(data, docs)
    other = Path(shutil.copytree(data, tmp_path / "other"))
    timeline = other / "timeline.yml"
    renamed = timeline.read_text("utf-8").replace("id: guarantee-ends", "id: guarantee-is-over")
    timeline.write_text(renamed.replace("the mill", "the old mill"))
    wanted = []
    for folder in (data, other):
        build_well(folder, tmp_path / f"{folder.name}-alone")
        wanted.append(read_files(tmp_path / f"{folder.name}-alone"))
    with hold_folder(docs):  # so that both wait at the same door
        running = [start_build(folder, docs) for folder in (data, other, data, other)]
    for process in running:
        _, told = process.communicate()
        assert process.returncode == 0, told
    assert read_files(docs) in wanted
    assert set(read_manifest(docs)) == set(read_files(docs))
    build_well(data, docs)
    assert read_files(docs) == wanted[0]


HELD = """
import fcntl, os, sys
from build_content.build import build

data, docs = sys.argv[1:]

def tell_whether_held(event, arguments):
    if event == "os.rename":
        folder = os.open(docs, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            print("free")
        except BlockingIOError:
            print("held")
        os.close(folder)

sys.addaudithook(tell_whether_held)
assert not build(data, docs).failed
"""


def test_a_folder_is_held_while_it_is_written(data: Path, docs: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELD, str(data), str(docs)],
        cwd=ROOT, text=True, capture_output=True, check=True,
    )  # fmt: skip
    told = done.stdout.splitlines()
    assert len(told) > 30
    assert set(told) == {"held"}


def test_a_held_folder_is_free_again_after_a_fault(docs: Path) -> None:
    with pytest.raises(ValueError, match="a fault"), hold_folder(docs):
        raise ValueError("a fault")
    with hold_folder(docs):
        assert compare_outputs(docs, BEFORE).any is False
