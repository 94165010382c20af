"""The schemas for editors: what the program reads they accept, and what it refuses they refuse."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from build_content.exports.schemas import write_data_schemas
from build_content.reading import read_site

HERE = Path(__file__).parent
SAMPLE = HERE / "sample" / "data"
FOLDERS = {"sample": SAMPLE, "site": HERE.parent / "data"}
SCHEMAS = {
    name.removesuffix(".schema.json"): json.loads(text)
    for name, text in write_data_schemas().items()
}
NAMES = pytest.mark.parametrize("name", SCHEMAS)


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: https://yaml.org/spec/1.2.2/#103-core-schema."""


def construct_by(read: Callable[[str], Any]) -> Callable[[EditorLoader, yaml.ScalarNode], Any]:
    return lambda _, node: read(node.value)


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, read in (
    ("null", r"~|null|Null|NULL|", lambda _: None),
    ("bool", r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    ("int", r"[-+]?[0-9]+", int),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
):
    whole = re.compile(f"^(?:{pattern})$")
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", whole, None)
    EditorLoader.add_constructor(f"tag:yaml.org,2002:{tag}", construct_by(read))


def load(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer guesses


def load_file(folder: Path, name: str) -> Any:
    """Return a data file as an editor sees it; of the essay its front matter."""
    if name == "essay":
        return load((folder / "essay.md").read_text("utf-8").split("---\n")[1])
    return load((folder / f"{name}.yml").read_text("utf-8"))


def list_errors(name: str, data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(data)]


def test_an_editor_sees_numbers_and_truths() -> None:
    seen = load("[2021, 6.67, 1.2e4, true, 2024-06-19, -0044, no, 0o7, ~]")
    assert seen == [2021, 6.67, 1.2e4, True, "2024-06-19", -44, "no", "0o7", None]


@NAMES
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@NAMES
@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_a_schema_accepts_what_the_program_reads(name: str, folder: Path) -> None:
    assert list_errors(name, load_file(folder, name)) == []


@NAMES
def test_every_key_is_explained(name: str) -> None:
    parts = SCHEMAS[name].get("$defs", {})
    keys = [
        (
            key,
            value.get("description") or parts.get(value.get("$ref", "")[8:], {}).get("description"),
        )
        for part in (SCHEMAS[name], *parts.values())
        for key, value in part.get("properties", {}).items()
    ]
    assert keys
    assert {key for key, said in keys if not said} <= {"references"}


def put(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after, 1)


# A mistake each, as it is typed into the sample's file.
WRONG = {
    "an unknown key": ("timeline", put("  title:", "  titel:")),
    "a key too many": ("timeline", put("  lane:", "  colour: red\n  lane:")),
    "a missing key": ("timeline", put("  lane: ferry\n", "")),
    "no sources": ("timeline", put("sources: [hill-survey]", "sources: []")),
    "a status that there is not": ("timeline", put("status: documented", "status: rumoured")),
    "an id in capitals": ("timeline", put("id: ice-", "id: Ice-")),
    "an id too long": ("timeline", put("id: ice-", f"id: {'i' * 64}-")),
    "a summary too long": ("timeline", put("The river", "The river " * 50)),
    "a word for a number": ("timeline", put("lat: 48.25", "lat: north")),
    "a word for true": ("timeline", put("key: true", "key: yes")),
    "a text for a mapping": ("timeline", put("{id: clockmaker-report, quote:", "{ref: x, quote:")),
    "a picture without words": ("timeline", put("    credit:", "    licence:")),
    "an empty key": ("timeline", put("lane: ferry", "lane:")),
    "an empty key that may be left out": ("timeline", put(": the hill survey", ":")),
    "no list": ("timeline", lambda _: "events: []"),
    "no verdict of ours": ("claims", put("verdict: accurate", "verdict: true")),
    "an empty verdict": ("claims", put("verdict: accurate", "verdict: ~")),
    "a list for a text": ("claims", put("statement: Late is a way of life.", "statement: [late]")),
    "no references": ("sources", put("references:", "sources:")),
    "a name for a list of names": ("sources", put("[{literal: A surveyor}]", "A surveyor")),
    "a type that CSL has not": ("sources", put("type: pamphlet", "type: leaflet")),
    "a kind that there is not": ("sources", put("kind: wire", "kind: wires")),
    "no points": ("series", put("  points:", "  dots:")),
    "a bound that there is not": ("series", put("bound: about", "bound: nearly")),
    "a kind of actor that there is not": ("actors", put("kind: person", "kind: human")),
    "an alias that is no list": ("actors", put("aliases: [keeper]", "aliases: keeper")),
    "a term without a meaning": ("glossary", put("  definition: Noon", "  meaning: Noon")),
    "a lane without a name": ("site", put("    name: The clock\n", "")),
    "a title that is a list": ("essay", put('title: "Seven', 'title:\n  - "Seven')),
    "a kind of essay that there is not": ("essay", put("kind: opinion", "kind: rant")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "spoil"), WRONG.values(), ids=WRONG)
def test_a_schema_refuses_what_the_program_refuses(
    name: str, spoil: Callable[[str], str], tmp_path: Path
) -> None:
    file = "essay.md" if name == "essay" else f"{name}.yml"
    before = (SAMPLE / file).read_text("utf-8")
    assert spoil(before) != before
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_text(spoil(before), "utf-8")
    _, problems = read_site(str(tmp_path))
    assert {Path(problem.place.path).name for problem in problems} == {file}
    assert list_errors(name, load_file(tmp_path, name)) != []
