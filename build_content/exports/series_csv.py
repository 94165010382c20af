"""A series as CSV (RFC 4180): a row a statement, in the order of time."""

from __future__ import annotations

import csv
import io

from build_content.dates import words
from build_content.exported import Export
from build_content.exports.tables import Row
from build_content.model import Point, Series, Site

COLUMNS = (
    "date", "date_text", "earliest", "latest", "value", "bound", "low", "high", "unit", "by",
    "by_name", "event", "sources", "note",
)  # fmt: skip


def write_series_csv(site: Site, series: Series) -> Export:
    """Return the statements of a series; dates as typed, in words and as ISO bounds."""
    file, row = io.StringIO(), Row("series", series.id)
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for point in series.statements:
        writer.writerow(_write_point(site, series, point, row))
    return Export(f"data/{series.id}.csv", file.getvalue(), tuple(row.losses))


def _write_point(site: Site, series: Series, point: Point, row: Row) -> list[str]:
    for source in point.sources:
        for field in ("locator", "quote"):
            said = getattr(source, field)
            if said:
                row.lose(f"points.sources.{field}", said)
    values = (
        point.date.text, words(point.date, site.language.dates), point.date.earliest_iso,
        point.date.latest_iso, point.value, point.bound, point.low, point.high, series.unit,
        point.by, site.actor(point.by).name, point.event,
        " ".join(source.id for source in point.sources), point.note,
    )  # fmt: skip
    return [row.write(column, value) for column, value in zip(COLUMNS, values, strict=True)]
