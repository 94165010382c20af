"""Nodes into records; what does not fit becomes problems in the author's words."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from build_content.model.record import Record
from build_content.problems import Place, Problem
from build_content.reading.nodes import Node
from build_content.text.prose import Prose

Steps = tuple[str | int, ...]
R = TypeVar("R", bound=Record)
_MENDINGS: Final = 8

_WANTED: Final[Mapping[str, tuple[str, str, str]]] = {
    "model_type": ("not-a-mapping", "a mapping is wanted here", "write 'key: value' lines"),
    "dict_type": ("not-a-mapping", "a mapping is wanted here", "write 'key: value' lines"),
    "list_type": ("not-a-list", "a list is wanted here", "write one '- item' a line"),
    "string_type": ("not-a-text", "a text is wanted here", "write words, in quotes if need be"),
}


def read_record(node: Node, model: type[R]) -> tuple[R | None, list[Problem]]:
    """Read one record; where a field is at fault the record has a stand-in for it.

    No record at all only where the node is not even a mapping.
    """
    if not isinstance(node.value, dict):
        rule, message, hint = _WANTED["model_type"]
        return None, [Problem(node.place, rule, message, hint)]
    data = node.plain()
    problems: list[Problem] = []
    told: set[Steps] = set()
    for _ in range(_MENDINGS):
        try:
            record = model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems += [
                tell_error(node, model, detail) for detail in details if detail["loc"] not in told
            ]
            told |= {detail["loc"] for detail in details}
            _mend(data, details, model)
            continue
        at_fault = frozenset(str(steps[0]) for steps in told if steps)
        return _finish(record, node, at_fault), problems + _tell_faults(record, node)
    return None, problems


def _finish(record: R, node: Node, at_fault: frozenset[str]) -> R:
    """Give the record its place, and its id as typed even where that is malformed."""
    typed = node.value.get("id")
    if typed and isinstance(typed.value, str) and getattr(record, "id", typed.value) != typed.value:
        record = record.model_copy(update={"id": typed.value})
    record.placed(node, at_fault)
    return record


def _mend(data: dict[str, Any], details: Sequence[ErrorDetails], model: type[Record]) -> None:
    """Take out what is at fault, as little as can be: a key, an item of a list, or a field."""
    deleted: set[Steps] = set()
    for detail in sorted(details, key=lambda detail: _steps_key(detail["loc"]), reverse=True):
        steps = detail["loc"]
        if not steps or steps[:2] in deleted:
            continue
        key = str(steps[0])
        holder = _reach(data, steps[:-1])
        if len(steps) > 1 and detail["type"] != "missing" and isinstance(holder, dict):
            holder.pop(str(steps[-1]), None)
        elif len(steps) > 1 and isinstance(steps[1], int) and isinstance(data[key], list):
            del data[key][steps[1]]
            deleted.add(steps[:2])
        elif key in model.stand_ins:
            data[key] = model.stand_ins[key]
        else:
            data.pop(key, None)


def _steps_key(steps: Steps) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in steps)


def _reach(data: Any, steps: Steps) -> Any:
    for step in steps:
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def tell_error(  # noqa: PLR0911 - a table of kinds
    node: Node, model: type[BaseModel], detail: ErrorDetails
) -> Problem:
    """Put one of pydantic's errors in the author's words, at the place of the node."""
    steps, kind = detail["loc"], detail["type"]
    context = detail.get("ctx", {})
    if kind == "missing":
        return _tell_missing(node, steps)
    if kind == "extra_forbidden":
        return _tell_unknown_key(node, model, steps)
    place = node.at(*steps)
    if kind == "literal_error":
        return _tell_choice(place, node.descend(*steps), context["expected"])
    if kind in _WANTED:
        if node.descend(*steps).value == "":
            return _tell_empty(node, steps)
        rule, message, hint = _WANTED[kind]
        return Problem(place, rule, message, hint)
    if kind == "missing-key":
        return _tell_empty(node, steps)
    return Problem(place, kind, context["message"], context["hint"])


def _tell_missing(node: Node, steps: Steps) -> Problem:
    holder = node.descend(*steps[:-1])
    key = steps[-1]
    rule = "unsourced" if key == "sources" else "missing-key"
    return Problem(holder.place, rule, f"'{key}' is missing{_of(holder)}", f"add a line '{key}: …'")


def _tell_empty(node: Node, steps: Steps) -> Problem:
    key = next((step for step in reversed(steps) if isinstance(step, str)), "")
    place = node.at_key(*steps) if steps and isinstance(steps[-1], str) else node.at(*steps)
    rule = "unsourced" if steps and steps[0] == "sources" and len(steps) == 1 else "missing-key"
    return Problem(place, rule, f"'{key}' is empty", "write something, or leave the key out")


def _tell_unknown_key(node: Node, model: type[BaseModel], steps: Steps) -> Problem:
    key = str(steps[-1])
    known = keys_of(model, steps[:-1])
    return Problem(
        node.at_key(*steps),
        "unknown-key",
        f"'{key}' is not a key here",
        suggest(key, known) or (f"keys are {', '.join(known)}" if len(known) < 30 else ""),
    )


def _tell_choice(place: Place, node: Node, expected: str) -> Problem:
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    if not isinstance(node.value, str):
        return Problem(place, "not-a-text", "a text is wanted here", f"one of {expected}")
    if not node.value:
        return Problem(place, "missing-key", "nothing stands here", f"one of {expected}")
    hint = suggest(node.value, choices) or f"one of {', '.join(choices)}"
    return Problem(place, "bad-choice", f"'{node.value}' is not a choice here", hint)


def _of(holder: Node) -> str:
    name = holder.value.get("id") if isinstance(holder.value, dict) else None
    return f" in '{name.value}'" if name and isinstance(name.value, str) and name.value else ""


def suggest(word: str, known: Sequence[str]) -> str:
    """Return "did you mean 'x'?" where something known is near, else nothing."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def keys_of(model: type[BaseModel], steps: Steps) -> list[str]:
    """Return the keys that an author may write in the part of a model that steps lead to."""
    for step in steps:
        if isinstance(step, int):
            continue
        by_key = {info.alias or name: info for name, info in model.model_fields.items()}
        inner = _part_within(by_key[step].annotation) if step in by_key else None
        if inner is None:
            return []
        model = inner
    return [info.alias or name for name, info in model.model_fields.items()]


def _part_within(annotation: Any) -> type[BaseModel] | None:
    """Return the model class inside `X | None`, `list[X]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _part_within(argument):
            return found
    return None


def _tell_faults(record: Record, node: Node) -> list[Problem]:
    """Tell what is wrong inside the record's texts, each at its own place."""
    return [
        Problem(node.within(fault.needle, fault.nth, name), fault.rule, fault.message, fault.hint)
        for name, value in record
        if isinstance(value, Prose)
        for fault in value.faults
    ]
