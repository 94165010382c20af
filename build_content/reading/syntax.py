"""What a YAML parser complains of, in words that help whoever typed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml

_QUOTES: Final = "put the whole text in quotes"
_APOSTROPHES: Final = _QUOTES + "; inside single quotes an apostrophe is written ''"
_COLUMNS: Final = "the keys of one entry begin in the same column, and so do the '-' of one list"
_MISFIT: Final = "this line does not fit the ones above it"


@dataclass(frozen=True, slots=True)
class _Complaint:
    """A complaint of libyaml's or PyYAML's: 'context: problem' as a pattern, and our words.

    `{it}` in the message is the character at the place; with `opening` that is the place where
    the quotation, list or mapping begins that cannot be read.
    """

    pattern: str
    message: str
    hint: str
    opening: bool = False


# the first that fits is told; both parsers' wordings are known
_COMPLAINTS: Final = (
    _Complaint(
        r"quoted scalar: found unexpected end",
        "this quotation mark is never closed",
        "close it; inside double quotes a quotation mark is written \\\", inside single quotes ''",
        opening=True,
    ),
    _Complaint(
        r"escape|hexa?decimal",
        "what follows this backslash means nothing in double quotes",
        "write \\\\ for a backslash, or put the text in single quotes",
    ),
    _Complaint(r"cannot start any token", "a text cannot begin with {it}", _QUOTES),
    _Complaint(
        r"an alias|an anchor|a tag:", "a text cannot begin with {it}", _QUOTES, opening=True
    ),
    _Complaint(
        r"block scalar: .*line break",
        "a text cannot begin with {it}",
        _QUOTES + "; after a | or > that is meant, the text stands in the lines below",
        opening=True,
    ),
    _Complaint(r"keys are not|entries are not", "a text cannot begin with {it}", _QUOTES),
    _Complaint(
        r"node content",
        "something is missing before {it}",
        "take it out; a text that begins with it stands in quotes",
    ),
    _Complaint(
        r"flow (sequence|mapping): .*expected ','",
        "this {it} is never closed, or a comma is missing after it",
        "a text that holds a comma, a bracket or ': ' stands in quotes",
        opening=True,
    ),
    _Complaint(
        r"could not find expected ':'",
        "this line has no 'key: '",
        "write 'key: value', or indent the line if it goes on with the text above",
        opening=True,
    ),
    _Complaint(r"block collection|block mapping|<document start>", _MISFIT, _COLUMNS),
)


def explain_syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[yaml.Mark | None, str, str]:
    """Return where a text is not YAML, what is wrong there, and what to do."""
    mark, problem = error.problem_mark or error.context_mark, error.problem or ""
    if mark and "values are not allowed" in problem:
        return mark, *_explain_colon(_before(text, mark))
    if _character(text, mark) == "'\t'":
        return mark, "a tab stands here", "indent with spaces"
    said = f"{error.context or ''}: {problem}"
    for complaint in _COMPLAINTS:
        if re.search(complaint.pattern, said):
            if mark and mark.index >= len(text) and not complaint.opening:
                return mark, "the file ends before a bracket is closed", "close it with ] or }"
            place = error.context_mark if complaint.opening else mark
            if place and complaint.message == _MISFIT and _before(text, place).strip():
                return place, "text follows a closed quotation mark or bracket", _APOSTROPHES
            return place, complaint.message.format(it=_character(text, place)), complaint.hint
    return mark, f"this is not YAML: {problem}", "look at this line and the one above"


def _explain_colon(before: str) -> tuple[str, str]:
    if re.search(r":\s", before):
        return "a second ': ' stands in this line", "a text with ': ' in it stands in quotes"
    return _MISFIT, _COLUMNS + "; a key is followed by ': '"


def _before(text: str, mark: yaml.Mark) -> str:
    """Return what stands before a mark in its line, without the dashes of a list."""
    start = text.rfind("\n", 0, mark.index) + 1
    return re.sub(r"^(\s*-\s+)+", "", text[start : mark.index])


def _character(text: str, mark: yaml.Mark | None) -> str:
    return f"'{text[mark.index]}'" if mark and mark.index < len(text) else "the end"
