"""A series as CSV (RFC 4180): a row a statement, in the order of time."""

from __future__ import annotations

import csv
import io

from build_content.dates import words
from build_content.model import Series, Site

COLUMNS = (
    "date", "date_text", "earliest", "latest", "value", "bound", "low", "high", "unit", "by",
    "by_name", "event", "sources", "note",
)  # fmt: skip


def write_series_csv(site: Site, series: Series) -> str:
    """Return the statements of a series; dates as typed, in words and as ISO bounds."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for point in series.statements:
        writer.writerow(
            (
                point.date.text,
                words(point.date, site.language.dates),
                point.date.earliest_iso or "",
                point.date.latest_iso or "",
                point.value,
                point.bound,
                point.low,
                point.high,
                series.unit,
                point.by,
                site.actor(point.by).name,
                point.event or "",
                " ".join(source.id for source in point.sources),
                point.note or "",
            )
        )
    return file.getvalue()
