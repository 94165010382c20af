"""The page of numbers: what refers to a series stands there once, without the words that lead."""

from __future__ import annotations

import re

from made_data import Made


def test_an_entry_that_refers_to_a_series_is_named_there_once_and_not_quoted(made: Made) -> None:
    page = (made.docs / "numbers.md").read_text("utf-8").partition("<div hidden")[0]
    parts = dict(re.findall(r"(?ms)^## [^\n]* \{ #([\w-]+) \}$(.*?)(?=^## |\Z)", page))
    assert set(parts) == {series["id"] for series in made.site["series"]}
    passages = 0
    for series in made.site["series"]:
        lines = re.findall(r"(?m)^- .*$", parts[series["id"]])
        assert all(re.search(r"\{ \.\w+ \}$", line) for line in lines), lines
        wanted = {(use["kind"], use["id"]) for use in series["used_by"]}
        wanted -= {("site", "site")}
        assert len(lines) == len(wanted)
        assert len(set(lines)) == len(lines)
        passages += len(lines)
    assert passages
