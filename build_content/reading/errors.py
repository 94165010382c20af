"""Pydantic's errors in the author's words, each at its own place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Final

from pydantic_core import ErrorDetails

from build_content.model import SourceRef
from build_content.model.record import Part
from build_content.problems import Problem
from build_content.reading.nodes import Node

Steps = tuple[str | int, ...]
_WANTED: Final = {
    "model_type": "mapping",
    "dict_type": "mapping",
    "list_type": "list",
    "string_type": "text",
    "not-a-list": "list",
    "not-a-text": "text",
}
_LONGEST_SHOWN: Final = 30
_MOST_KEYS: Final = 20


def tell_error(node: Node, model: type[Part], detail: ErrorDetails) -> Problem:
    """Put an error of one record in words; `model` is what the record should be."""
    steps, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    here = node.descend(*steps)
    if kind == "missing":
        return _tell_missing(node, steps)
    if kind == "extra_forbidden":
        return _tell_unknown_key(node, model, steps)
    if kind == "too_short" or here.value == "":
        return _tell_empty(node, model, detail)
    if kind in _WANTED:
        return _tell_shape(here, model, steps, _WANTED[kind])
    if kind == "literal_error":
        return _tell_choice(here, detail)
    return Problem(here.place, kind, context["message"], context["hint"])


def _tell_missing(node: Node, steps: Steps) -> Problem:
    holder, key = node.descend(*steps[:-1]), steps[-1]
    rule = "unsourced" if key == "sources" else "missing-key"
    name = holder.value.get("id") if isinstance(holder.value, dict) else None
    of = f" in '{name.value}'" if name and isinstance(name.value, str) and name.value else ""
    line = f"{key}: [source-id]" if key == "sources" else f"{key}: …"
    return Problem(holder.place, rule, f"'{key}' is missing{of}", f"add a line '{line}'")


def _tell_empty(node: Node, model: type[Part], detail: ErrorDetails) -> Problem:
    steps = detail["loc"]
    if not steps:
        hint = "write its 'key: value' lines, or take the '-' out"
        return Problem(node.place, "not-a-mapping", "this entry is empty", hint)
    key = steps[-1]
    if isinstance(key, int) or node.descend(*steps[:-1]).value == "":
        holder = next(step for step in reversed(steps[:-1]) if isinstance(step, str))
        said = f"an item of '{holder}' is empty"
        return Problem(node.at(*steps), "missing-key", said, "write something, or take it out")
    rule = "unsourced" if key == "sources" else "missing-key"
    needed = key in _model_at(model, steps[:-1]).stand_ins
    write = "name one: [source-id]" if key == "sources" else "write something"
    write = _write_one_of(detail) if detail["type"] == "literal_error" else write
    hint = write if needed else f"{write}, or leave the key out"
    return Problem(node.at_key(*steps), rule, f"'{key}' is empty", hint)


def _tell_unknown_key(node: Node, model: type[Part], steps: Steps) -> Problem:
    key, known = str(steps[-1]), keys_of(_model_at(model, steps[:-1]))
    hint = suggest(key, known) or _list_keys(known)
    return Problem(node.at_key(*steps), "unknown-key", f"'{key}' is not a key here", hint)


def _list_keys(known: list[str]) -> str:
    shown = known if len(known) <= _MOST_KEYS else [*known[:_MOST_KEYS], "…"]
    return f"keys are {', '.join(shown)}"


def _tell_shape(here: Node, model: type[Part], steps: Steps, wanted: str) -> Problem:
    """Tell of a text, list or mapping that stands where another of the three is wanted."""
    return Problem(
        here.place,
        f"not-a-{wanted}",
        f"{_name(steps)} should be a {wanted}, not a {here.kind}",
        _hint_shape(here, model, steps, wanted),
    )


def _hint_shape(here: Node, model: type[Part], steps: Steps, wanted: str) -> str:
    if wanted == "text":
        return "write one text; if it holds brackets, ': ' or '- ', put it in quotes"
    if wanted == "mapping" and not steps:
        return "write 'key: value' lines, the first of them 'id: …'"
    if wanted == "mapping":
        return "write 'key: value' lines; " + _list_keys(keys_of(_model_at(model, steps)))
    takes_text = part_within(_model_at(model, steps[:-1]), str(steps[-1])) in (None, SourceRef)
    if takes_text and here.kind == "text" and len(here.value) <= _LONGEST_SHOWN:
        return f"put it in brackets: [{here.value}]"
    return "begin each item with '- '"


def _name(steps: Steps) -> str:
    """Return how the part that steps lead to is called in a sentence."""
    named = [step for step in steps if isinstance(step, str)]
    if not named:
        return "an entry"
    return f"an item of '{named[-1]}'" if isinstance(steps[-1], int) else f"'{named[-1]}'"


def _tell_choice(here: Node, detail: ErrorDetails) -> Problem:
    if here.kind != "text":
        return _tell_shape(here, Part, detail["loc"], "text")
    choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    hint = suggest(here.value, choices) or _write_one_of(detail)
    said = f"'{here.value}' is not a choice for {_name(detail['loc'])}"
    return Problem(here.place, "bad-choice", said, hint)


def _write_one_of(detail: ErrorDetails) -> str:
    return f"write {detail['ctx']['expected'].replace(chr(39), '')}"


def suggest(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" where something known is near, else nothing."""
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean '{by_folded[near[0]]}'?" if near else ""


def keys_of(model: type[Part]) -> list[str]:
    """Return the keys that an author may write in a mapping of this shape."""
    return [info.alias or name for name, info in model.model_fields.items()]


def part_within(model: type[Part], key: str) -> type[Part] | None:
    """Return the shape of the mapping, or of a list's mappings, that stands under a key."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    return _find_part(fields[key].annotation) if key in fields else None


def _find_part(annotation: Any) -> type[Part] | None:
    """Return the class inside `X | None`, `list[X]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (_find_part(argument) for argument in getattr(annotation, "__args__", ()))
    return next(filter(None, inner), None)


def _model_at(model: type[Part], steps: Steps) -> type[Part]:
    """Return the shape of the mapping that steps lead to."""
    for step in steps:
        model = (part_within(model, step) if isinstance(step, str) else None) or model
    return model
