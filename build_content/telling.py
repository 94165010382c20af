"""Problems as text: for a terminal, for a workflow's annotations, for another program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from build_content.problems import Problem


def tell(problems: Iterable[Problem], form: str = "text") -> str:
    """Return problems in one of FORMS, sorted by file, line and column."""
    return FORMS[form](sorted(set(problems)))


def count(problems: Iterable[Problem]) -> str:
    """Return "2 errors, 1 warning": what was told, counted."""
    severities = [problem.severity for problem in set(problems)]
    parts = []
    for severity in ("error", "warning"):
        number = severities.count(severity)
        if number:
            parts.append(f"{number} {severity}{'' if number == 1 else 's'}")
    return ", ".join(parts) or "no problems"


def _tell_text(problems: Sequence[Problem]) -> str:
    lines = []
    for problem in problems:
        message = " ".join(problem.message.split())
        lines.append(f"{problem.place}: {problem.severity}: {message} [{problem.rule}]")
        lines += [f"  hint: {line}" for line in problem.hint.splitlines()]
    return "".join(f"{_make_visible(line)}\n" for line in lines)


def _make_visible(line: str) -> str:
    """Write characters that a terminal would not show, or obey, as their escapes."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)


def _tell_github(problems: Sequence[Problem]) -> str:
    """Write workflow commands.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    lines = []
    for problem in problems:
        place = problem.place
        where = f"file={_in_property(place.path)},line={place.line},col={place.column}"
        text = f"{problem.message}\n{problem.hint}".strip()
        escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::{problem.severity} {where},title={problem.rule}::{escaped}\n")
    return "".join(lines)


def _in_property(text: str) -> str:
    for character, code in (
        ("%", "%25"), (":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"),
    ):  # fmt: skip
        text = text.replace(character, code)
    return text


def _tell_json(problems: Sequence[Problem]) -> str:
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMS: Final[Mapping[str, Callable[[Sequence[Problem]], str]]] = {
    "text": _tell_text,
    "github": _tell_github,
    "json": _tell_json,
}
