"""Every mistake an author can make, and what is said about it: a folder of `bad/` a fault.

A folder holds the files at fault; the rest comes from `bad/_base`, which has no fault. Where files
are missing on purpose, `absent.txt` names them. `expected.txt` holds what must be told, the first
line of each problem; a hint below it must be told too, one that is left out is not looked at.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_content.build import check
from build_content.reading.files import MAX_BYTES
from build_content.rules import RULES
from build_content.telling import tell

BAD = Path(__file__).parent / "bad"
BASE = BAD / "_base"
CASES = sorted(path.parent for path in BAD.glob("*/expected.txt"))
NOT_COPIED = {"expected.txt", "absent.txt"}
# Too long for a file that is kept.
GENERATED = {"too-large"}
TOLD_ELSEWHERE = {"in-the-way", "no-glyph", "no-alt", "heading-skipped"}
FIRST_LINE = re.compile(
    r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+): .+ \[(?P<rule>[\w-]+)\]"
)
PACKAGE = BAD.parent.parent / "build_content"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder without a fault, named from where the program runs."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, "data")
    return Path("data")


def lay_over(data: Path, case: Path) -> None:
    for path in sorted(case.rglob("*")):
        target = data / path.relative_to(case)
        if path.is_dir():
            target.unlink(missing_ok=True)
            target.mkdir()
        elif path.name not in NOT_COPIED:
            shutil.copyfile(path, target)
    absent = case / "absent.txt"
    for name in absent.read_text().split() if absent.exists() else ():
        (data / name).unlink()


def told(data: Path) -> str:
    """Return what is told of a data folder, with paths from there."""
    return re.sub(r"^data/", "", tell(check(str(data))[1]), flags=re.MULTILINE)


def first_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_told(case: Path, data: Path) -> None:
    lay_over(data, case)
    expected, found = (case / "expected.txt").read_text(encoding="utf-8"), told(data)
    assert first_lines(found) == first_lines(expected), f"told:\n{found}"
    lines = iter(found.splitlines())
    for line in expected.splitlines():
        assert line in lines, f"told:\n{found}"


def test_the_base_has_no_fault(data: Path) -> None:
    assert told(data) == ""


def test_every_folder_is_a_case() -> None:
    folders = {path for path in BAD.iterdir() if path.is_dir()}
    assert folders == {BASE, *CASES}


def test_a_file_over_16_mib_is_told(data: Path) -> None:
    (data / "claims.yml").write_bytes(b"#" * (MAX_BYTES + 1))
    said = "16,777,217 bytes; a data file has at most 16,777,216 (16 MiB)"
    assert first_lines(told(data)) == [f"claims.yml:1:1: error: {said} [too-large]"]


def test_depth_beyond_any_stack_is_told(data: Path) -> None:
    (data / "claims.yml").write_text("[" * 200_000)
    (data / "actors.yml").write_text("- " * 200_000)
    (data / "series.yml").write_text("{a: " * 200_000)
    lines = first_lines(told(data))
    assert [line.partition(":")[0] for line in lines] == ["actors.yml", "claims.yml", "series.yml"]
    assert all(line.endswith("deep [yaml-syntax]") for line in lines)


# The list of rules


def expected_lines() -> list[re.Match[str]]:
    texts = ((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)
    return [
        found
        for text in texts
        for line in first_lines(text)
        if (found := FIRST_LINE.fullmatch(line))
    ]


def test_every_rule_has_a_folder() -> None:
    shown = {found["rule"] for found in expected_lines()}
    assert shown == RULES.keys() - TOLD_ELSEWHERE - GENERATED


def test_the_rules_told_elsewhere_are_exactly_these() -> None:
    assert {rule.name for rule in RULES.values() if rule.told_by != "check"} == TOLD_ELSEWHERE


def test_a_rule_has_one_severity() -> None:
    for found in expected_lines():
        assert found["severity"] == RULES[found["rule"]].severity, found.group()


def test_what_is_expected_stands_in_order() -> None:
    for case in CASES:
        lines = [
            (found["path"], int(found["line"]), int(found["column"]))
            for line in first_lines((case / "expected.txt").read_text(encoding="utf-8"))
            if (found := FIRST_LINE.fullmatch(line))
        ]
        assert lines == sorted(lines), case.name


def named_rules() -> Iterator[tuple[str, str]]:
    """Yield the rules that the code names, as patterns, each with where it is named."""
    places = {"Problem": 1, "_tell": 1, "fault": 0, "Fault": 0, "DateFault": 0}
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            given = call.args[places[name] :] if name in places else []
            given += [keyword.value for keyword in call.keywords if keyword.arg == "rule"]
            if given and (pattern := pattern_of(given[0])):
                yield pattern, f"{path.name}:{call.lineno}"


def pattern_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return r"[a-z]+"
    return re.escape(str(node.value)) if isinstance(node, ast.Constant) else ""


def test_no_code_names_a_rule_outside_the_list() -> None:
    named = list(named_rules())
    assert len(named) > 40
    for pattern, place in named:
        assert any(re.fullmatch(pattern, rule) for rule in RULES), f"{place} names {pattern}"


def test_every_rule_is_described() -> None:
    for name, rule in RULES.items():
        assert name == rule.name
        assert rule.when.endswith(".")
        assert len(rule.when) <= 100
