"""Sources as CSL-JSON, for Zotero, Pandoc and all that cites with CSL.

https://docs.citationstyles.org/en/stable/specification.html and the schema
https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from build_content.dates import EdtfDate, words
from build_content.dates.records import Point, Side
from build_content.exported import Export
from build_content.exports.taking import Taking, tell
from build_content.languages import Language
from build_content.model import Source
from build_content.model.sources import Name

Json = dict[str, Any]
_LAST_YEAR: Final = 9999
_FLAGS: Final = ("comma-suffix", "static-ordering", "parse-names")
# What processors take for italics and the like in a text that holds it as plain characters.
_MARKUP: Final = re.compile(r"</?(?:b|i|sc|sub|sup|span)[ >]")


def write_csl_json(path: str, sources: Sequence[Source], language: Language) -> Export:
    """Return sources as CSL-JSON, an item a line; `language` says the dates that CSL cannot."""
    takings = [Taking(source) for source in sources]
    items = [_write_item(taking, language) for taking in takings]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    losses = tuple(loss for taking in takings for loss in taking.finish())
    return Export(path, f"[\n{lines}\n]\n", losses)


def _write_item(taking: Taking, language: Language) -> Json:
    source = taking.source
    title = _write_text(taking, "title", taking.take_title())
    item: Json = {"id": source.id, "type": taking.take("type"), "title": title}
    own = _take_own(taking)
    for name, info in Source.model_fields.items():
        key = info.alias or name
        value = taking.take(key)
        if value is not None:
            item[key] = _write_value(taking, key, value, language)
    if source.custom.date_is and "date-parts" in item.get("issued", {}):
        item["issued"]["circa"] = True
    return item | ({"custom": own} if own else {})


def _take_own(taking: Taking) -> Json:
    """Return what CSL has no variable for: it leaves room for it, under `custom`."""
    fields = {
        name: taking.take(f"custom.{name}") for name in type(taking.source.custom).model_fields
    }
    return {
        name: value if isinstance(value, bool) else tell(value)
        for name, value in fields.items()
        if value is not None
    }


def _write_value(taking: Taking, key: str, value: Any, language: Language) -> Any:
    if isinstance(value, EdtfDate):
        return _write_date(taking, key, value, language)
    if isinstance(value, str):
        return _write_text(taking, key, value)
    return [_write_name(item) if isinstance(item, Name) else item for item in value]


def _write_text(taking: Taking, key: str, text: str) -> str:
    if _MARKUP.search(text):
        taking.lose(key, text, text, "markup")
    return text


def _write_name(name: Name) -> Json:
    """Return a name by its parts; flags as truths, for programs take the text "false" for one."""
    parts: Json = name.model_dump(by_alias=True, exclude_none=True)
    truths = {"true": True, "false": False}
    return {
        key: truths.get(value, value) if key in _FLAGS else value for key, value in parts.items()
    }


def _write_date(taking: Taking, key: str, date: EdtfDate, language: Language) -> Json:
    """Return a date by its parts, or in words where parts would say something else."""
    written = _write_parts(date)
    if written is None:
        said = words(date, language.dates)
        taking.lose(key, date.text, said, "date")
        return {"literal": said}
    if any(point.time for point in date.points):
        days = "/".join("-".join(f"{part:02}" for part in row) for row in written["date-parts"])
        taking.lose(key, date.text, days, "date")
    return written


def _write_parts(date: EdtfDate) -> Json | None:
    """Return a date as CSL's parts; None where they cannot say it.

    CSL knows "about" (`circa`) for a whole date and a season for one that is no range; it has
    neither "perhaps" nor open ends, and no year 0.
    """
    sides = (date.start, date.end) if date.is_interval else (date.start,)
    rows = [_write_side(side) for side in sides]
    marks = {point.qualifier for point in date.points}
    seasons = [point.season for point in date.points if point.season]
    if None in rows or not marks <= {"", "~"} or len(marks) > 1 or (seasons and len(rows) > 1):
        return None
    season = {"season": seasons[0] - 20} if seasons else {}
    return {"date-parts": rows} | season | ({"circa": True} if "~" in marks else {})


def _write_side(side: Side) -> list[int] | None:
    if not isinstance(side, Point) or side.unspecified or not 0 < side.first_year <= _LAST_YEAR:
        return None
    return [part for part in (side.first_year, side.month, side.day) if part]
