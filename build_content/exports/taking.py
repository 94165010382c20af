"""A source that is being written in another format: what nobody takes out of it is lost, and told.

Each writer takes the fields that its format has; the rest is a list of losses by itself. So a
field that is added to sources one day is told as lost until a writer learns to carry it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from build_content.dates import EdtfDate
from build_content.exported import Loss, Why
from build_content.model import Part, Source
from build_content.model.sources import Name
from build_content.text.escape import collapse

# For other programs that read names; no format but CSL has a place for them.
_NAME_HINTS = ("dropping-particle", "comma-suffix", "static-ordering", "parse-names")


class Taking:
    """The fields of a source that are still to be written, and what has been lost so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.losses: list[Loss] = []
        self._left = dict(_list_fields(source))
        del self._left["id"]

    def take(self, field: str) -> Any:
        """Return a field's value and count it as written; None where the source has none."""
        return self._left.pop(field, None)

    def take_text(self, field: str) -> str | None:
        """Return a text as one line; where it had more, that is told."""
        text = self.take(field)
        return None if text is None else self.straighten(field, text)

    def take_title(self) -> str:
        """Return the title: in brackets, and told, where it describes a source without one."""
        typed, shown = self.take("title"), self.source.shown_title
        if self.take("custom.title_is"):
            self.lose("title", typed, shown, "bracketed")
        return self.straighten("title", shown)

    def straighten(self, field: str, text: str) -> str:
        """Return a text as one line, and tell where that is not as it was typed."""
        line = collapse(text).strip()
        if line != text:
            self.lose(field, text, line, "line")
        return line

    def lose(self, field: str, had: str, says: str, why: Why) -> None:
        """Note what the format cannot carry."""
        self.losses.append(Loss("source", self.source.id, field, had, says, why))

    def lose_name_hints(self, field: str, name: Name, says: str) -> None:
        """Note the parts of a name that only CSL tells apart."""
        for part, value in _list_fields(name):
            if part in _NAME_HINTS:
                self.lose(f"{field}.{part}", value, says, "name")

    def finish(self) -> list[Loss]:
        """Return all losses: those noted, and every field that nobody took."""
        for field in list(self._left):
            self.lose(field, tell(self._left.pop(field)), "", "field")
        return self.losses


def _list_fields(part: Part) -> Iterator[tuple[str, Any]]:
    """Yield what a record holds: fields of ours (`custom`) one by one, behind a dot."""
    for name, info in type(part).model_fields.items():
        value, key = getattr(part, name), info.alias or name
        if isinstance(value, Part):
            yield from ((f"{key}.{inner}", held) for inner, held in _list_fields(value))
        elif value not in (None, False, []):
            yield key, value


def tell(value: Any) -> str:
    """Return a field's value as text for a report."""
    if isinstance(value, EdtfDate):
        return value.text
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(tell, value))
    return "true" if value is True else str(value)
