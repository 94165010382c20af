"""JSON Schemas (2020-12): of the data files, for editors, and of `site.json`.

https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, get_args, get_origin

from pydantic import TypeAdapter

from build_content.dates import EdtfDate
from build_content.exported import Loss, Why
from build_content.model import (
    Actor,
    Claim,
    EssayInfo,
    Event,
    Lane,
    Part,
    Series,
    SiteInfo,
    Source,
    Term,
)
from build_content.text.prose import Prose

Schema = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_FILES: Final[Mapping[str, type[Part]]] = {
    "site": SiteInfo,
    "essay": EssayInfo,
    "timeline": Event,
    "sources": Source,
    "claims": Claim,
    "series": Series,
    "actors": Actor,
    "glossary": Term,
}
_LISTS: Final[Mapping[str, type[Part]]] = {
    "lanes": Lane,
    "events": Event,
    "sources": Source,
    "claims": Claim,
    "series": Series,
    "actors": Actor,
    "terms": Term,
}
_TEXT: Final[Schema] = {"type": "string"}
_USE: Final[Schema] = {
    "type": "object",
    "properties": {"kind": _TEXT, "id": _TEXT, "url": _TEXT, "snippet": _TEXT},
    "required": ["kind", "id", "url", "snippet"],
    "additionalProperties": False,
}


def write_data_schemas() -> dict[str, str]:
    """Return the schema of every data file by its file name; `essay` is the front matter's."""
    return {f"{name}.schema.json": _write(_data_schema(name)) for name in _FILES}


def _data_schema(name: str) -> Schema:
    model = _FILES[name]
    if name in ("site", "essay"):
        schema = TypeAdapter(model).json_schema()
    elif name == "sources":
        inner = TypeAdapter(list[model]).json_schema()  # type: ignore[valid-type]
        definitions = inner.pop("$defs", {})
        schema = {
            "$defs": definitions,
            "type": "object",
            "properties": {"references": inner},
            "required": ["references"],
            "additionalProperties": False,
        }
    else:
        schema = TypeAdapter(list[model]).json_schema()  # type: ignore[valid-type]
    written: Schema = _forbid_null(schema)
    return {"$schema": DIALECT} | written


def _forbid_null(schema: Any) -> Any:
    """Take null out of the choices: whoever writes a key writes something behind it."""
    if isinstance(schema, list):
        return [_forbid_null(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _forbid_null(value) for key, value in schema.items() if value is not None}
    choices = [choice for choice in kept.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        return choices[0] | kept
    return kept | {"anyOf": choices} if choices else kept


def write_site_schema() -> str:
    """Return the schema of `site.json`."""
    lists = {name: _list_schema(name, model) for name, model in _LISTS.items()}
    section = dict.fromkeys(("heading", "heading_html", "text", "text_html"), _TEXT)
    properties = {
        "site": _entry(_part_properties(SiteInfo, without=("lanes",))),
        "essay": _entry(_part_properties(EssayInfo) | {"intro": _TEXT, "intro_html": _TEXT}),
        "sections": {"type": "array", "items": _entry(section)},
        **lists,
    }
    schema = {
        "$schema": DIALECT,
        "title": "The whole linked model of a site",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return _write(schema)


def write_list_schema(name: str) -> str:
    """Return the schema of a list of `site.json` that stands in a file of its own."""
    return _write({"$schema": DIALECT, "title": f"The {name} of a site"} | describe_list(name))


def describe_list(name: str) -> Schema:
    """Return the schema of a list of `site.json`: 'events', 'sources' and so on."""
    return _list_schema(name, _LISTS[name])


def write_losses_schema() -> str:
    """Return the schema of `losses.json`."""
    loss = dict.fromkeys((field.name for field in fields(Loss)), _TEXT)
    loss["why"] = {"enum": list(get_args(Why))}
    entry = {"type": "object", "properties": loss, "required": list(loss),
             "additionalProperties": False}  # fmt: skip
    lists = {"type": "array", "items": entry}
    title = "What each file does not carry of the data, by the file's path"
    schema = {"$schema": DIALECT, "title": title, "type": "object", "additionalProperties": lists}
    return _write(schema)


def _list_schema(name: str, model: type[Part]) -> Schema:
    properties = _part_properties(model)
    if name == "sources":
        said = "Number in citations; none where nothing cites it."
        properties["citation_number"] = {"type": "integer", "description": said}
    return {"type": "array", "items": _entry(properties, _required(model))}


def _entry(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    shared = {"id": _TEXT, "url": _TEXT, "used_by": {"type": "array", "items": _USE}}
    return {
        "type": "object",
        "properties": shared | properties,
        "required": list(dict.fromkeys(("id", "url", "used_by", *required))),
        "additionalProperties": False,
    }


def _required(model: type[Part]) -> tuple[str, ...]:
    return tuple(
        info.alias or name for name, info in model.model_fields.items() if info.is_required()
    )


def _part_properties(model: type[Part], without: tuple[str, ...] = ()) -> Schema:
    """Return the properties of a record as `site.json` has them."""
    properties: Schema = {}
    for name, info in model.model_fields.items():
        if name in without:
            continue
        key = info.alias or name
        for found, schema in _field_properties(key, info.annotation).items():
            properties[found] = schema | {"description": info.description or ""}
    return properties


def _field_properties(key: str, annotation: Any) -> Schema:
    kind = _without_none(annotation)
    if kind is Prose:
        return {key: _TEXT, f"{key}_html": _TEXT}
    if kind is EdtfDate:
        prefix = "" if key == "date" else f"{key}_"
        # not `format: date`: RFC 3339 knows no years before 0
        bound = {"type": ["string", "null"], "pattern": r"^-?\d{4}-\d{2}-\d{2}$"}
        bounds = {f"{prefix}earliest": bound, f"{prefix}latest": bound}
        return {key: _TEXT, f"{key}_text": _TEXT} | bounds
    return {key: _value_schema(kind)}


def _value_schema(kind: Any) -> Schema:
    origin = get_origin(kind)
    if origin is list:
        return {"type": "array", "items": _value_schema(_without_none(get_args(kind)[0]))}
    if origin is not None:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, Part):
        return {
            "type": "object",
            "properties": _part_properties(kind),
            "required": list(_required(kind)),
            "additionalProperties": False,
        }
    return {"type": {bool: "boolean", float: "number", str: "string"}[kind]}


def _without_none(annotation: Any) -> Any:
    """Return the type in `X | None` and `Annotated[X, …]`."""
    if hasattr(annotation, "__metadata__"):
        return _without_none(annotation.__origin__)
    arguments = [argument for argument in get_args(annotation) if argument is not type(None)]
    if type(None) in get_args(annotation) and len(arguments) == 1:
        return _without_none(arguments[0])
    return annotation


def _write(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
