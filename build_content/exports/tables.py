"""Events, claims, sources, actors and series as tables: JSON as in `site.json`, and CSV.

CSV is RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) in UTF-8. Each row is an entry of
`site.json`, its keys the columns; what lies deeper has a dot in its name (`place.name`). A list
stands in one cell, its items apart by ` | `; of a list of mappings every key has its own column,
with as many items in each. Left out is what can be worked out from the rest: texts as HTML, and
`used_by`. A column stands where an entry fills it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from build_content.exported import Export, Loss

Json = Mapping[str, Any]
SEPARATOR: Final = " | "
STAND_IN: Final = "¦"
"""What stands in a list's item for the sign that parts the items."""
_ALWAYS: Final = ("id", "url")
# What spreadsheets take for a formula, also behind apostrophes, so that one can be taken off again
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
# A number or a year before our era: no spreadsheet reads more in it.
_HARMLESS: Final = re.compile(r"-\d[\dX.:/TZ?~%-]*")


def write_table_csv(path: str, kind: str, entries: Sequence[Json], schema: Json) -> Export:
    """Return entries of `site.json` as CSV; `schema`, that of one entry, orders the columns."""
    return write_rows(path, kind, list(_choose_columns(entries, schema)), entries)


def _choose_columns(entries: Sequence[Json], schema: Json) -> Iterator[str]:
    """Yield the columns that an entry fills. Few of CSL's variables are, so that is asked first."""
    used = {name for entry in entries for name in entry}
    for column in list_columns(schema["properties"]):
        if column in _ALWAYS or (
            column.partition(".")[0] in used
            and any(not _is_empty(find(entry, column)) for entry in entries)
        ):
            yield column


def _is_empty(value: Any) -> bool:
    return all(item is None for item in value) if isinstance(value, list) else value is None


def list_points(series: Sequence[Json]) -> list[Json]:
    """Return every statement of every series as an entry, with what its series says."""
    return [
        {key: value for key, value in one.items() if key != "points"} | point
        for one in series
        for point in one["points"]
    ]


def join_schemas(series: Json) -> Json:
    """Return the schema of `list_points` from that of a series."""
    properties = dict(series["properties"])
    points = properties.pop("points")["items"]["properties"]
    return {"properties": properties | points}


def list_columns(properties: Mapping[str, Json], prefix: str = "") -> Iterator[str]:
    """Yield the columns of a schema's properties, those of parts behind a dot."""
    for name, schema in properties.items():
        inner = schema.get("items", schema).get("properties")
        if name == "used_by" or name.endswith("_html"):
            continue
        if inner:
            yield from list_columns(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


def find(entry: Json, column: str) -> Any:
    """Return what an entry holds under a column's name: of a list of parts, a list."""
    name, _, rest = column.partition(".")
    value = entry.get(name)
    if not rest or value is None:
        return value
    if isinstance(value, list):
        return [find(item, rest) for item in value]
    return find(value, rest)


def write_rows(path: str, kind: str, columns: Sequence[str], entries: Sequence[Json]) -> Export:
    """Return entries as CSV with these columns, and what their cells say otherwise."""
    file, losses = io.StringIO(), list[Loss]()
    writer = csv.writer(file)
    writer.writerow(columns)
    for entry in entries:
        row = Row(kind, entry["id"])
        writer.writerow([row.write(column, find(entry, column)) for column in columns])
        losses += row.losses
    return Export(path, file.getvalue(), tuple(losses))


class Row:
    """A row in the making: what a cell cannot say as it is, is told."""

    def __init__(self, kind: str, id: str) -> None:
        self._kind, self._id = kind, id
        self.losses: list[Loss] = []

    def write(self, column: str, value: Any) -> str:
        """Return a value as a cell's text."""
        if _is_empty(value):
            return ""
        if isinstance(value, list):
            return self._guard(column, SEPARATOR.join(self._part(column, item) for item in value))
        return self._guard(column, value) if isinstance(value, str) else _tell(value)

    def lose(self, column: str, had: str, says: str = "") -> None:
        """Note what no column has room for."""
        self.losses.append(Loss(self._kind, self._id, column, had, says, "field"))

    def _part(self, column: str, item: Any) -> str:
        text = _tell(item)
        if "|" not in text:
            return text
        written = text.replace("|", STAND_IN)
        self.losses.append(Loss(self._kind, self._id, column, text, written, "separator"))
        return written

    def _guard(self, column: str, text: str) -> str:
        """Put an apostrophe before what a spreadsheet would work out as a formula."""
        if not _FORMULA.match(text) or _HARMLESS.fullmatch(text):
            return text
        self.losses.append(Loss(self._kind, self._id, column, text, f"'{text}", "formula"))
        return f"'{text}"


def _tell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
