"""The record as JSON and CSV: by its schema, row by row what `site.json` says, and what is not."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_data import SAMPLE, Json, Made, make_folder

from build_content.exported import TABLES, Loss
from build_content.exports.tables import write_rows, write_table_csv

LISTS = pytest.mark.parametrize("name", TABLES)
SIGNS = ("=", "+", "-", "@", "\t", "\r")


def read(made: Made, name: str) -> Any:
    return json.loads((made.docs / "data" / name).read_text("utf-8"))


def read_rows(made: Made, name: str) -> list[dict[str, str]]:
    """Return a table as the parser of RFC 4180 that everybody has reads it."""
    raw = (made.docs / "data" / f"{name}.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode(), newline=""), strict=True))


# JSON


@LISTS
def test_a_list_fits_its_schema_and_is_that_of_the_site(name: str, made: Made) -> None:
    schema, entries = read(made, f"{name}.schema.json"), read(made, f"{name}.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(entries)) == []
    assert entries == made.site[name]
    assert len(entries) > 1


@LISTS
def test_a_schema_refuses_what_no_list_holds(name: str, made: Made) -> None:
    schema, entries = read(made, f"{name}.schema.json"), read(made, f"{name}.json")
    wrongs: list[Any] = [[{**entries[0], "colour": "red"}], [{**entries[0], "id": 7}], {}, [{}]]
    for wrong in wrongs:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema, jsonschema.Draft202012Validator)


def test_a_schema_is_the_same_as_in_that_of_the_site(made: Made) -> None:
    whole = read(made, "site.schema.json")["properties"]
    for name in TABLES:
        assert read(made, f"{name}.schema.json")["items"] == whole[name]["items"]


def test_the_report_fits_its_schema(made: Made) -> None:
    report = read(made, "losses.json")
    jsonschema.validate(report, read(made, "losses.schema.json"), jsonschema.Draft202012Validator)
    files = {f"data/{path.name}" for path in (made.docs / "data").iterdir()}
    left_out = {name for name in files if name.endswith((".md", ".schema.json"))}
    assert set(report) == files - left_out - {"data/losses.json"} | {"feed.xml"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"a.csv": [{}]}, read(made, "losses.schema.json"))


# CSV


def flatten(entry: Json, prefix: str = "") -> Iterator[tuple[str, list[str] | str]]:
    """Yield (column, text or texts) of an entry, as the data page tells how tables are written."""
    for key, value in entry.items():
        if key == "used_by" or key.endswith("_html") or value is None or value == []:
            continue
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        elif isinstance(value, list) and isinstance(value[0], dict):
            for part in dict.fromkeys(part for item in value for part in item):
                yield f"{prefix}{key}.{part}", [write(item.get(part)) for item in value]
        elif isinstance(value, list):
            yield prefix + key, [write(item) for item in value]
        else:
            yield prefix + key, write(value)


def write(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def unguard(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


@LISTS
def test_a_table_says_all_that_the_site_does(name: str, made: Made) -> None:
    entries = made.site[name]
    if name == "series":
        entries = [
            {**{key: value for key, value in series.items() if key != "points"}, **point}
            for series in entries
            for point in series["points"]
        ]
    rows = read_rows(made, name)
    assert len(rows) == len(entries) > 1
    losses = {(loss["id"], loss["field"]) for loss in read(made, "losses.json")[f"data/{name}.csv"]}
    for row, entry in zip(rows, entries, strict=True):
        expected = dict(flatten(entry))
        assert expected.keys() <= row.keys()
        for column, cell in row.items():
            value = expected.get(column, "")
            said: list[str] | str = unguard(cell)
            if isinstance(value, list) and cell:
                said = unguard(cell).split(" | ")
            elif isinstance(value, list):  # no item has that part
                said = [""] * len(value)
            assert said == value or (entry["id"], column) in losses, (entry["id"], column)


@LISTS
def test_a_table_has_no_column_that_is_empty(name: str, made: Made) -> None:
    rows = read_rows(made, name)
    assert [column for column in rows[0] if not any(row[column] for row in rows)] == []
    assert list(rows[0])[:2] == ["id", "url"]


def test_a_table_without_entries_has_its_head() -> None:
    schema: Json = {"properties": {"id": {}, "url": {}, "title": {}}}
    assert write_table_csv("x", "event", [], schema).text == "id,url\r\n"


def test_lines_end_as_rfc_4180_has_it(made: Made) -> None:
    for name in TABLES:
        raw = (made.docs / "data" / f"{name}.csv").read_bytes().decode()
        assert raw.endswith("\r\n")
        width = {len(row) for row in csv.reader(io.StringIO(raw, newline=""), strict=True)}
        assert len(width) == 1


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@settings(deadline=None)
@given(text=CELL, items=st.lists(CELL.filter(lambda text: "|" not in text), max_size=3))
@example(text="=HYPERLINK(A1)", items=["@here"])
@example(text="'=1", items=["''+1", ""])
@example(text="-1+cmd|' /C calc'!A0", items=["-5"])
@example(text="\t=1", items=["\r"])
def test_any_text_comes_back(text: str, items: list[str]) -> None:
    entry = {"id": "x", "text": text, "items": items}
    file = write_rows("x", "event", ("id", "text", "items"), [entry])
    [row] = csv.DictReader(io.StringIO(file.text, newline=""), strict=True)
    assert unguard(row["text"]) == text
    assert unguard(row["items"]) == " | ".join(items)
    told = {loss.field for loss in file.losses}
    assert told == {key for key in ("text", "items") if row[key] != unguard(row[key])}


@settings(deadline=None)
@given(text=st.text(st.sampled_from("=+-@\t\r'1aA(!|")))
def test_no_cell_is_a_formula(text: str) -> None:
    file = write_rows("x", "event", ("text",), [{"id": "x", "text": text}])
    [[_], [cell]] = csv.reader(io.StringIO(file.text, newline=""), strict=True)
    if cell.startswith(SIGNS):  # only what is a number or a year, with nothing to work out
        assert re.fullmatch(r"-\d+(\.\d*)?[-\d.]*", cell)


def test_numbers_and_early_years_stay_as_they_are() -> None:
    entry = {"id": "x", "value": -0.25, "date": "-0044", "low": -3}
    file = write_rows("x", "series", ("value", "date", "low"), [entry])
    assert file.text == "value,date,low\r\n-0.25,-0044,-3\r\n"
    assert file.losses == ()


def test_a_bar_in_a_list_is_told() -> None:
    entry = {"id": "x", "aliases": ["A|B", "C"], "title": "D|E"}
    file = write_rows("x", "actor", ("aliases", "title"), [entry])
    assert file.text == "aliases,title\r\nA¦B | C,D|E\r\n"
    assert file.losses == (Loss("actor", "x", "aliases", "A|B", "A¦B", "separator"),)


# The tables of single series


def test_what_a_series_table_leaves_out_is_told(made: Made) -> None:
    report = read(made, "losses.json")
    count = 0
    for series in made.site["series"]:
        said = [
            (f"points.sources.{field}", source[field])
            for point in series["points"]
            for source in point["sources"]
            for field in ("locator", "quote")
            if field in source
        ]
        losses = report[f"data/{series['id']}.csv"]
        assert sorted((loss["field"], loss["had"]) for loss in losses) == sorted(said)
        assert all(loss["says"] == "" for loss in losses)
        count += len(said)
    assert count or made.data != SAMPLE


# The page


def test_the_page_tells_of_every_file_and_every_loss(made: Made) -> None:
    page = (made.docs / "data" / "index.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(([a-z0-9.-]+)\)", page))
    made_here = {path.name for path in (made.docs / "data").iterdir()}
    assert linked == made_here - {"index.md", "coverage.md"}
    told = page.partition("{ #_losses }")[2].partition("{ #_tables }")[0]
    for path, losses in read(made, "losses.json").items():
        if path == "feed.xml" and not losses:
            continue
        [line] = [line for line in told.split("\n") if line.startswith("- ") and path[5:] in line
                  and (f"[{path[5:]}]" in line or path == "feed.xml")]  # fmt: skip
        counts = [int(count) for count in re.findall(r"(?:: |; )(\d+) ", line)]
        assert sum(counts) == len(losses)
        assert ("Nothing is missing" in line) == (not losses)


def test_a_note_that_looks_like_a_formula_is_told_on_the_page(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "data")
    file = tmp_path / "data" / "actors.yml"
    text = file.read_text("utf-8")
    name = re.search(r"^  name: .*$", text, re.MULTILINE)
    assert name
    file.write_text(text.replace(name[0], '  name: "=1+1"', 1), "utf-8")
    made = make_folder(tmp_path / "data", tmp_path / "docs")
    assert "'=1+1" in [row["name"] for row in read_rows(made, "actors")]
    assert "1 text has an apostrophe before it" in (made.docs / "data" / "index.md").read_text()
