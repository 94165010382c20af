"""The command line as its users rely on it: commands, options, exit codes, what is said where."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_content.cli import main
from build_content.reading.files import MAX_BYTES

DATA = Path(__file__).parent / "sample" / "data"
FIRST_LINE = re.compile(r"(.+?):(\d+):(\d+): (error|warning): (\S.*) \[([a-z0-9-]+)\]")


@dataclass(frozen=True)
class Ran:
    """What a command returned and said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a way to run a command in this process."""

    def run_command(*arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *capsys.readouterr())

    return run_command


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the sample's `data/`."""
    folder = tmp_path / "project"
    shutil.copytree(DATA, folder / "data")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "90")
    return folder


def judge(project: Path) -> None:
    """Take the one warning out of the sample."""
    change(project, "status: unreviewed", "status: documented")


def spoil(project: Path) -> int:
    """Put one mistake into the sample; return its line, where column 9 is at fault."""
    change(project, "date: 2018-10-28", "date: 2018-13")
    lines = (project / "data" / "timeline.yml").read_text("utf-8").splitlines()
    return lines.index("  date: 2018-13") + 1


def change(project: Path, before: str, after: str) -> None:
    timeline = project / "data" / "timeline.yml"
    timeline.write_text(timeline.read_text("utf-8").replace(before, after), "utf-8")


def list_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# build


@pytest.mark.parametrize("arguments", [(), ("build",), ("--data", "data"), ("--docs", "docs")])
def test_build_is_the_default_and_knows_its_folders(
    run: Run, project: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(*arguments)
    assert ran.code == 0
    count = len(list_files(project / "docs")) - 1  # the manifest is not counted
    assert ran.out == f"built: {count} files ({count} new, 0 changed, 0 unchanged, 0 removed)\n"
    assert ran.err.splitlines()[0].endswith(" [unreviewed]")
    assert ran.err.splitlines()[-1] == "1 warning"


def test_build_reads_and_writes_where_it_is_told(run: Run, project: Path) -> None:
    (project / "data").rename(project / "my data")
    assert run("build", "--data", "my data", "--docs", "out/of/the way").code == 0
    assert "index.md" in list_files(project / "out/of/the way")
    assert not (project / "docs").exists()


def test_a_second_build_says_that_it_changed_nothing(run: Run, project: Path) -> None:
    run()
    count = len(list_files(project / "docs")) - 1
    assert run().out == f"built: {count} files (0 new, 0 changed, {count} unchanged, 0 removed)\n"


def test_with_a_mistake_nothing_is_built(run: Run, project: Path) -> None:
    spoil(project)
    ran = run("build")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[-1] == "1 error, 1 warning"
    assert not (project / "docs").exists()


def test_what_is_in_the_way_is_a_problem_at_its_path(run: Run, project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "print.md").write_text("mine")
    ran = run("build", "--docs", "./docs/")
    assert ran.code == 1
    assert "./docs/print.md:1:1: error: " in ran.err
    assert list_files(project / "docs") == {"print.md"}


# --check


def test_check_mode_says_what_is_not_up_to_date_and_writes_nothing(run: Run, project: Path) -> None:
    run()
    (project / "docs" / "print.md").unlink()
    (project / "docs" / "claims.md").write_text("changed")
    change(project, "id: audit", "id: audit-of-the-bill")
    before = list_files(project / "docs")
    ran = run("build", "--check")
    assert ran.code == 1
    assert ran.out.startswith("not up to date: ")
    told = ran.err.splitlines()
    assert "  missing: print.md" in told
    assert "  missing: timeline/audit-of-the-bill.md" in told
    assert "  differs: claims.md" in told
    assert "  left over: timeline/audit.md" in told
    assert list_files(project / "docs") == before
    assert (project / "docs" / "claims.md").read_text() == "changed"


def test_check_mode_is_content_with_what_is_up_to_date(run: Run) -> None:
    run()
    ran = run("--check")
    assert ran.code == 0
    assert ran.out.startswith("up to date: ")


def test_check_mode_without_docs_creates_none(run: Run, project: Path) -> None:
    assert run("build", "--check").code == 1
    assert not (project / "docs").exists()


# check


def test_check_tells_problems_and_writes_nothing(run: Run, project: Path) -> None:
    line = spoil(project)
    ran = run("check")
    assert (ran.code, ran.out) == (1, "")
    assert f"data/timeline.yml:{line}:9: error: '2018-13' is not a date" in ran.err
    assert list_files(project) == {f"data/{name}" for name in list_files(DATA)}


def test_check_says_that_there_are_no_problems(run: Run, project: Path) -> None:
    judge(project)
    assert run("check") == Ran(0, "checked: no problems\n", "")


def test_a_report_comes_with_the_check(run: Run, project: Path) -> None:
    without, plain = run("check"), run("check", "--report")
    assert (plain.code, plain.err) == (0, without.err)
    assert len(plain.out) > len(without.out)
    ran = run("check", "--report", "--format", "json")
    assert len(json.loads(ran.out)) == 1
    assert plain.out in ran.err
    spoil(project)
    assert run("check", "--report").out == ""


@pytest.mark.parametrize("command", ["check", "build"])
def test_strict_lets_a_warning_stop_and_calls_it_one(run: Run, project: Path, command: str) -> None:
    assert run(command).code == 0
    shutil.rmtree(project / "docs", ignore_errors=True)
    ran = run(command, "--strict")
    assert ran.code == 1
    assert ": warning: " in ran.err
    assert "error" not in ran.err
    assert not (project / "docs").exists()
    judge(project)
    assert run(command, "--strict").code == 0


# How problems are told


def test_problems_are_told_one_below_the_other_in_order(run: Run, project: Path) -> None:
    spoil(project)
    (project / "data" / "glossary.yml").write_text("- id: x\n  trm: y\n- id: X\n")
    (project / "data" / "claims.yml").unlink()
    lines = run("check").err.splitlines()
    first = [found for line in lines if (found := FIRST_LINE.fullmatch(line))]
    places = [(found[1], int(found[2]), int(found[3])) for found in first]
    assert len({path for path, _, _ in places}) > 2
    assert places == sorted(places)
    rest = [line for line in lines if not FIRST_LINE.fullmatch(line)]
    assert all(line.startswith("  ") for line in rest[:-1])
    errors, warnings = ([found[4] for found in first].count(word) for word in ("error", "warning"))
    assert [int(word) for word in re.findall(r"\d+", rest[-1])] == [errors, warnings]


GIVEN = ["data", "./data", "./data/", "data/", "../project/data", "data/../data", "{here}/data"]


@pytest.mark.parametrize("given", GIVEN)
def test_paths_are_told_as_the_user_gave_them(run: Run, project: Path, given: str) -> None:
    line = spoil(project)
    folder = given.format(here=project)
    wanted = f"{folder.removesuffix('/')}/timeline.yml:{line}:9: error: "
    assert any(said.startswith(wanted) for said in run("check", "--data", folder).err.splitlines())
    rows = json.loads(run("check", "--data", folder, "--format", "json").out)
    assert {row["path"] for row in rows} == {f"{folder.removesuffix('/')}/timeline.yml"}


@pytest.mark.parametrize("command", ["check", "build", "editions"])
def test_a_missing_folder_is_told_once_at_one_one(run: Run, project: Path, command: str) -> None:
    ran = run(command, "--data", "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "nowhere:1:1: error: there is no folder 'nowhere' [no-such-file]\n"
        "  hint: create it, or name another with --data\n"
        "1 error\n"
    )
    assert not (project / "docs").exists()


def test_a_file_in_place_of_the_data_folder_is_told_once(run: Run) -> None:
    ran = run("check", "--data", "data/site.yml")
    assert ran.code == 1
    said = "'data/site.yml' is a file, not the data folder [no-such-file]"
    assert ran.err.splitlines()[0] == f"data/site.yml:1:1: error: {said}"
    assert ran.err.splitlines()[-1] == "1 error"


def test_json_is_for_programs(run: Run, project: Path) -> None:
    line = spoil(project)
    ran = run("check", "--format", "json")
    rows = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert [set(row) for row in rows] == [
        {"path", "line", "column", "severity", "rule", "message", "hint"}
    ] * 2
    assert {key: rows[0][key] for key in ("path", "line", "column", "severity", "rule")} == {
        "path": "data/timeline.yml", "line": line, "column": 9, "severity": "error",
        "rule": "bad-date",
    }  # fmt: skip
    assert (rows[1]["severity"], rows[1]["rule"]) == ("warning", "unreviewed")
    assert "'audit'" in rows[1]["message"]


def test_json_without_problems_is_an_empty_list(run: Run, project: Path) -> None:
    judge(project)
    ran = run("build", "--format", "json")
    assert json.loads(ran.out) == []
    assert ran.err.startswith("built: ")
    assert json.loads(run("build", "--check", "--format", "json").out) == []


def test_github_gets_an_annotation_a_line(run: Run, project: Path) -> None:
    line = spoil(project)
    ran = run("build", "--format", "github")
    assert (ran.code, ran.err) == (1, "")
    error, warning = ran.out.splitlines()
    assert error.startswith(
        f"::error file=data/timeline.yml,line={line},col=9,title=bad-date::'2018-13' is not a date"
    )
    assert warning.startswith("::warning file=data/timeline.yml,line=")
    assert re.search(r",title=unreviewed::[^%]*'audit'[^%]*%0A\w[^%]*$", warning)


def test_github_reads_back_what_was_escaped(run: Run, project: Path) -> None:
    folder = "da:ta,100%"
    (project / "data").rename(project / folder)
    timeline = project / folder / "timeline.yml"
    timeline.write_text(timeline.read_text("utf-8").replace("lane: ferry", 'lane: "100%0A,:"', 1))
    [line] = run("check", "--data", folder, "--format", "github").out.splitlines()[:1]
    found = re.fullmatch(r"::error file=([^,:]*),line=\d+,col=\d+,title=([^,:]*)::(.*)", line)
    assert found
    # https://github.com/actions/toolkit: percent first when writing, last when reading
    path, text = (
        part.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%25", "%")
        for part in (found[1], found[3])
    )
    assert path == f"{folder}/timeline.yml"
    assert found[2] == "unknown-lane"
    assert "there is no lane '100%0A,:'\n" in text


# schema


def test_schema_writes_a_schema_for_every_data_file(run: Run, project: Path) -> None:
    ran = run("schema")
    assert ran == Ran(0, "wrote 8 schemas to schemas\n", "")
    names = {path.stem for path in DATA.iterdir() if path.is_file()}
    assert list_files(project / "schemas") == {f"{name}.schema.json" for name in names}
    for path in (project / "schemas").iterdir():
        assert json.loads(path.read_text("utf-8"))["$schema"].startswith("https://json-schema.org/")


def test_schema_writes_where_it_is_told_the_same_every_time(run: Run, project: Path) -> None:
    assert run("schema", "-o", "a/b").out == "wrote 8 schemas to a/b\n"
    before = {path: path.read_bytes() for path in (project / "a" / "b").iterdir()}
    run("schema", "-o", "a/b")
    assert {path: path.read_bytes() for path in (project / "a" / "b").iterdir()} == before


# convert

PASTED = "A Clock\n\nIt was late – by 7 minutes, “some say” (The Gazette).\n"


@pytest.fixture
def pasted(project: Path) -> Path:
    path = project / "pasted.txt"
    path.write_text(PASTED, "utf-8")
    return path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.usefixtures("pasted")
def test_convert_essay_writes_an_essay_to_standard_output(run: Run) -> None:
    ran = run("convert", "essay", "pasted.txt")
    assert ran.code == 0
    assert ran.out.startswith("---\n")
    assert "– by 7 minutes" in ran.out
    assert "note: " in ran.err


@pytest.mark.usefixtures("pasted")
@pytest.mark.parametrize("spoilt", [PASTED, "\ufeff" + PASTED, PASTED.replace("\n", "\r\n")])
def test_convert_essay_reads_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    feed(monkeypatch, spoilt.encode())
    assert run("convert", "essay", "-") == run("convert", "essay", "pasted.txt")


def test_what_cannot_be_converted_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = run("convert", "essay", "./nowhere.txt")
    assert (missing.code, missing.out) == (1, "")
    assert missing.err.startswith("./nowhere.txt:1:1: error: ")
    assert "[no-such-file]" in missing.err
    folder = run("convert", "essay", "data")
    assert (folder.code, folder.err.partition(": ")[0]) == (1, "data:1:1")
    feed(monkeypatch, b"one\ntwo \xff")
    latin = run("convert", "essay", "-")
    assert (latin.code, latin.err.partition(": ")[0]) == (1, "-:2:5")
    assert "[not-utf8]" in latin.err


def test_a_file_that_is_too_large_is_told(run: Run, project: Path) -> None:
    with (project / "data" / "actors.yml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    ran = run("check")
    assert ran.code == 1
    assert "data/actors.yml:1:1: error: " in ran.err
    assert "[too-large]" in ran.err


# Wrong usage and help

WRONG = [
    ("nonsense",), ("diff",), ("export",), ("check", "--links"), ("check", "--docs", "docs"),
    ("build", "--nonsense"), ("build", "more"), ("build", "--format", "xml"), ("--data",),
    ("convert",), ("convert", "nonsense"), ("convert", "essay"), ("schema", "-o"), ("",),
]  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_exits_with_two(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (2, "")
    assert said.err.startswith("usage: python -m build_content")
    assert not (project / "docs").exists()


NO_PLACE = [
    (("build", "--docs", "mine"), "'mine' is a file, not a folder"),
    (("build", "--check", "--docs", "mine/docs"), "mine' is a file, not a folder"),
    (("schema", "-o", "mine"), "'mine' is a file, not a folder"),
    (("schema", "-o", "/proc/no/folder"), "'/proc/no'"),
    (("schema", "-o", "x" * 300), "x': File name too long"),
    (("editions", "-o", "mine"), "'mine' is a file, not a folder"),
    (("editions", "-o", "data/../data"), "'data/../data' is the data folder itself"),
    (("build", "--docs", "data"), "'data' is the data folder itself"),
    (("build", "--docs", "./data/"), "'./data/' is the data folder itself"),
    (("build", "--docs", "data/pages"), "'data/pages' is within 'data': pages and data need"),
    (("build", "--docs", "."), "'data' is within '.': pages and data need two folders"),
]


@pytest.mark.parametrize(("arguments", "said"), NO_PLACE, ids=str)
def test_where_nothing_can_be_written_is_wrong_usage_told_in_a_line(
    run: Run, project: Path, arguments: tuple[str, ...], said: str
) -> None:
    (project / "mine").write_text("mine")
    before = list_files(project)
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("build_content: cannot write there: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert list_files(project) == before


# What the format's page promises, command by command.
OPTIONS = {
    ("build",): {"--data", "--docs", "--check", "--strict", "--format"},
    ("check",): {"--data", "--strict", "--report", "--format"},
    ("schema",): {"-o"},
    ("editions",): {"--data", "-o", "--only"},
    ("convert", "essay"): {"FILE"},
}


def ask_for_help(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def list_explained(said: str) -> set[str]:
    """Return the options, files and commands that a help text has a word about."""
    words = re.compile(r"^ {2,4}(-\w|--[\w-]+|\w+)\b.*?(?:  |\n {8,})\w", re.MULTILINE)
    return set(words.findall(said)) - {"-h"}


@pytest.mark.parametrize(
    ("names", "options"), OPTIONS.items(), ids=lambda given: " ".join(sorted(given))
)
def test_help_has_a_word_about_every_option_of_the_contract(
    names: tuple[str, ...], options: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert list_explained(ask_for_help(capsys, *names, "--help")) == options


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    found = set()
    for name in list_explained(ask_for_help(capsys, "--help")):
        kinds = list_explained(ask_for_help(capsys, name, "--help")) if name == "convert" else {""}
        found |= {(name, kind) if kind else (name,) for kind in kinds}
    assert found == OPTIONS.keys()


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_first_help_names_the_exit_codes(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = " ".join(ask_for_help(capsys, option).split())
    assert all(f" {code} " in said for code in (0, 1, 2, 3, 130))
