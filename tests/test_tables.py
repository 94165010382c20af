"""Series as tables: every statement, as it was typed."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_content.build import build
from build_content.exports.series_csv import COLUMNS, write_series_csv
from build_content.model import Series
from build_content.reading import read_site

HERE = Path(__file__).parent
SAMPLE = HERE / "sample" / "data"
FOLDERS = {"sample": SAMPLE, "site": HERE.parent / "data"}
SITE, _ = read_site(str(SAMPLE))


@pytest.mark.parametrize("name", FOLDERS)
def test_a_table_holds_every_statement(name: str, tmp_path: Path) -> None:
    assert not build(FOLDERS[name], tmp_path).failed
    site = json.loads((tmp_path / "data" / "site.json").read_text("utf-8"))
    names = {actor["id"]: actor["name"] for actor in site["actors"]}
    assert site["series"]
    for series in site["series"]:
        raw = (tmp_path / "data" / f"{series['id']}.csv").read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n")
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
        points = sorted(
            series["points"], key=lambda point: (point["earliest"], point["latest"], point["by"])
        )
        assert len(rows) == len(points) > 0
        for row, point in zip(rows, points, strict=True):
            assert tuple(row) == COLUMNS
            assert float(row["value"]) == point["value"]
            for key in ("low", "high"):
                assert (float(row[key]) if row[key] else None) == point.get(key)
            for key in ("date", "date_text", "earliest", "latest", "bound", "by", "event", "note"):
                assert row[key] == point.get(key, "")
            assert row["by_name"] == names[point["by"]]
            assert row["unit"] == series["unit"]
            assert row["sources"].split() == [source["id"] for source in point["sources"]]


numbers = st.one_of(
    st.integers(-(10**18), 10**18).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["1e6", "-0.5", ".5", "5.", "+7", "0.1", "1E-3", "12345678901234567", "007"]),
)
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(",\"\n\r;='\t"))


@settings(deadline=None)
@given(value=numbers, note=CELLS, unit=CELLS)
def test_a_table_comes_back_as_it_was_typed(value: str, note: str, unit: str) -> None:
    point = {"date": "2020", "value": value, "low": value, "by": "school", "sources": ["ledger"]}
    point |= {"note": note} if note.strip() else {}
    series = Series.model_validate(
        {
            "id": "s",
            "title": "T",
            "unit": unit if unit.strip() else "u",
            "counts": "c",
            "points": [point],
        }
    )
    [row] = csv.DictReader(io.StringIO(write_series_csv(SITE, series).text, newline=""))
    assert float(row["value"]) == float(row["low"]) == series.points[0].value == float(value)
    assert take_off(row["note"]) == (note if note.strip() else "")
    assert take_off(row["unit"]) == series.unit


def take_off(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from reading a formula."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell
