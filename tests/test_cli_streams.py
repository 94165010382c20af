"""The command line as a process: its streams, its locale, Ctrl-C, and nobody listening."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from build_content.build import build
from build_content.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = HERE / "sample" / "data"
PASTED = "A Clock\n\nIt was late – by 7 minutes, “some say” (The Gazette).\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the sample's `data/` and a pasted text."""
    folder = tmp_path / "project"
    shutil.copytree(DATA, folder / "data")
    (folder / "pasted.txt").write_text(PASTED, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def spoil(project: Path) -> None:
    """Put one mistake into the sample."""
    timeline = project / "data" / "timeline.yml"
    timeline.write_text(timeline.read_text("utf-8").replace("2018-10-28", "2018-13"), "utf-8")


def read_files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def start(
    *arguments: str, env: Mapping[str, str] | None = None, code: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, in the current folder."""
    program = ["-c", code] if code else ["-m", "build_content"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        check=False,
    )


def test_python_runs_it_as_a_module(project: Path) -> None:
    ran = start()
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"built: ")
    assert (project / "docs" / "index.md").is_file()


def test_output_is_utf8_whatever_the_locale() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = start("convert", "essay", "pasted.txt", env=plain)
    assert ran.returncode == 0, ran.stderr
    assert "– by 7 minutes, “some say”" in ran.stdout.decode("utf-8")


def test_help_answers_without_the_libraries() -> None:
    code = (
        "import sys\nfrom build_content.cli import main\n"
        "try: main(['--help'])\n"
        "finally: assert not {'pydantic', 'markdown_it', 'jinja2', 'yaml'} & set(sys.modules)\n"
    )
    ran = start(code=code)
    assert (ran.returncode, ran.stderr) == (0, b"")


# Interrupted, and not listened to

INTERRUPTED = """
import os, signal, sys
event, needle = sys.argv[1:3]

def interrupt(name, arguments):
    if name == event and any(needle in str(argument) for argument in arguments):
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(interrupt)
from build_content.cli import main
sys.exit(main(sys.argv[3:]))
"""
MOMENTS = [
    ("import", "pydantic"), ("open", "essay.md"), ("open", "claims.md.jinja"),
    ("os.mkdir", "timeline"), ("os.rename", "claims.md"), ("os.rename", ".build_content.json"),
]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_ctrl_c_stops_with_130_and_leaves_whole_files(
    moment: tuple[str, str], project: Path
) -> None:
    ran = start(*moment, "build", code=INTERRUPTED)
    assert (ran.returncode, ran.stdout) == (130, b"")
    assert ran.stderr.decode().splitlines()[-1] == "stopped"
    assert b"Traceback" not in ran.stderr
    build("data", "whole")
    left, whole = read_files(project / "docs"), read_files(project / "whole")
    whole[".build_content.json"] = left.get(".build_content.json", b"")  # lists what is to come
    assert left.items() <= whole.items()
    assert not build("data", "docs").failed
    whole = read_files(project / "whole")
    assert read_files(project / "docs") == whole


STOPPED_WHILE_SETTING = """
import os, runpy, signal
from multiprocessing.pool import Pool

begin = Pool.imap

def begin_and_interrupt(pool, *arguments):
    found = begin(pool, *arguments)
    os.killpg(0, signal.SIGINT)
    return found

Pool.imap = begin_and_interrupt
runpy.run_module("build_content", run_name="__main__")
"""


def test_ctrl_c_stops_editions_and_the_processes_that_set_them_in_one_line(project: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_SETTING, "editions", "-o", "made"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"stopped\n")
    assert not (project / "made").exists()


COMMANDS = [
    ("build",), ("check",), ("check", "--report"), ("check", "--data", "nowhere"),
    ("check", "--format", "json"), ("convert", "essay", "pasted.txt"), ("schema",),
    ("build", "--check"), ("--help",), ("build", "--help"), ("nonsense",),
]  # fmt: skip


def start_unheard(closed: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command with one of its streams a pipe that nobody reads."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    ran = subprocess.run(
        [sys.executable, "-m", "build_content", *arguments],
        # with buffers, as it is run, so that a last bit is left to write when Python ends
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
        stdout=write_end if closed == "stdout" else subprocess.PIPE,
        stderr=write_end if closed == "stderr" else subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    return ran


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nobody_listening_leaves_no_traceback(arguments: tuple[str, ...], closed: str) -> None:
    ran = start_unheard(closed, *arguments)
    assert ran.returncode in (0, 1, 2)
    heard = (ran.stdout or b"") + (ran.stderr or b"")
    assert b"Traceback" not in heard
    assert b"BrokenPipe" not in heard


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_check_that_nobody_hears_is_not_passed(form: str) -> None:
    arguments = ("check", "--format", form)  # there is a warning to tell, which stops nothing
    closed = "stderr" if form == "text" else "stdout"
    assert start(*arguments).returncode == 0
    assert start_unheard(closed, *arguments).returncode == 1


WITHOUT = """
import os, sys
[os.close(int(number)) for number in sys.argv[1].split()]
os.execv(sys.executable, [sys.executable, "-m", "build_content", *sys.argv[2:]])
"""


@pytest.mark.parametrize("closed", ["1", "2", "1 2", "0 1 2"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_check_without_streams_still_checks(closed: str, form: str, project: Path) -> None:
    arguments = (closed, "check", "--report", "--format", form)
    assert start(*arguments, code=WITHOUT).returncode == 0
    spoil(project)
    assert start(*arguments, code=WITHOUT).returncode == 1


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_path_of_the_machine_is_told(
    arguments: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(project)
    with contextlib.suppress(SystemExit):
        main(arguments)
    said = "".join(capsys.readouterr())
    assert said
    for path in (project, ROOT, Path.home(), Path(sys.prefix)):
        assert str(path) not in said
