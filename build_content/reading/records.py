"""Nodes into records; what does not fit is told, and a stand-in put for it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from build_content.model.record import STAND_IN, Part, Record
from build_content.problems import Problem
from build_content.reading.errors import Steps, part_within, tell_error
from build_content.reading.nodes import Node
from build_content.text.prose import Prose

R = TypeVar("R", bound=Record)
_MENDINGS: Final = 8


def read_record(node: Node, model: type[R]) -> tuple[R, list[Problem]]:
    """Read one record; where a field is at fault the record has a stand-in for it.

    All that is told comes from the first look: what a stand-in leads to is no news.
    """
    data = node.plain()
    problems: list[Problem] = []
    at_fault: set[Steps] = set()
    for _ in range(_MENDINGS):
        try:
            record = model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            if not at_fault:
                fresh = (it for it in details if not node.descend(*it["loc"]).told)
                problems = [tell_error(node, model, detail) for detail in fresh]
            at_fault |= {detail["loc"] for detail in details}
            for detail in details:
                data = _mend(data, detail["loc"], model)
            continue
        keys = frozenset(str(steps[0]) for steps in at_fault if steps)
        keys = frozenset(model.model_fields) if () in at_fault else keys
        return _finish(record, node, keys), problems + _tell_faults(record, node)
    raise ValueError(f"the stand-ins of {model.__name__} do not fit")


def _mend(value: Any, steps: Steps, model: type[Part]) -> Any:
    """Return data with a stand-in at the steps, as little of it replaced as can be."""
    if not steps or not isinstance(value, dict):
        return deepcopy(model.stand_ins)
    key, *rest = steps
    inner = part_within(model, str(key))
    if not rest:
        value.pop(key, None)
        value |= {key: deepcopy(model.stand_ins[key])} if key in model.stand_ins else {}
    elif not isinstance(value[key], list):
        value[key] = _mend(value[key], tuple(rest), inner or model)
    else:
        at = int(rest[0])
        value[key][at] = _mend(value[key][at], tuple(rest[1:]), inner) if inner else STAND_IN
    return value


def _finish(record: R, node: Node, at_fault: frozenset[str]) -> R:
    """Give the record its place, and its id as typed even where that is malformed."""
    typed = node.step("id")
    id = getattr(record, "id", None)
    if typed and typed.value and isinstance(typed.value, str) and id not in (None, typed.value):
        record = record.model_copy(update={"id": typed.value})
    record.placed(node, at_fault)
    return record


def _tell_faults(record: Record, node: Node) -> list[Problem]:
    """Tell what is wrong inside the record's texts, each at its own place."""
    return [
        Problem(node.within(fault.needle, fault.nth, name), fault.rule, fault.message, fault.hint)
        for name, value in record
        if isinstance(value, Prose)
        for fault in value.faults
    ]
