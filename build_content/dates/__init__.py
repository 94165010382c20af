"""Dates as history gives them: EDTF (ISO 8601-2) levels 0 and 1, read, bounded, sorted, said.

The notation: https://www.loc.gov/standards/datetime/
A date is kept as precise as it was typed. Nothing here ever adds a day or a month.
"""

from __future__ import annotations

from build_content.dates.parsing import DateFault, parse_date
from build_content.dates.records import (
    Day,
    EdtfDate,
    Missing,
    Point,
    Precision,
    Qualifier,
    Side,
    Unspecified,
    is_first_of_january,
)
from build_content.dates.words import words

__all__ = [
    "DateFault",
    "Day",
    "EdtfDate",
    "Missing",
    "Point",
    "Precision",
    "Qualifier",
    "Side",
    "Unspecified",
    "is_first_of_january",
    "parse_date",
    "words",
]
