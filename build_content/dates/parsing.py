"""From a text to a date, or to a fault that helps a tired editor."""

from __future__ import annotations

from functools import lru_cache

from build_content.dates.grammar import Refusal, read_date
from build_content.dates.hints import hint_for
from build_content.dates.records import EdtfDate

_LONGEST_SHOWN = 60


class DateFault(ValueError):
    """A date that cannot be read: the rule it breaks, a message of one line, and a hint."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


@lru_cache(maxsize=8192)
def parse_date(text: str) -> EdtfDate:
    """Read a date of EDTF level 0 or 1; raise `DateFault` (bad-date, date-order) if it is none."""
    try:
        return read_date(text)
    except Refusal as refusal:
        raise DateFault(refusal.rule, _say(text, refusal), hint_for(text)) from None


def _say(text: str, refusal: Refusal) -> str:
    shown = _show(text)
    if refusal.rule == "date-order":
        return f"{shown} {refusal.reason}"
    if refusal.level_two:
        return f"{shown} is not read: it is EDTF level 2"
    return f"{shown} is not a date" + (f": {refusal.reason}" if refusal.reason else "")


def _show(text: str) -> str:
    """Return a text in quotation marks, on one line, not too long to read."""
    line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:_LONGEST_SHOWN])
    return f"'{line}\N{HORIZONTAL ELLIPSIS}'" if len(text) > _LONGEST_SHOWN else f"'{line}'"
