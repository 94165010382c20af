"""What every record shares: it is frozen, knows no unknown keys, and where it was written."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, PrivateAttr

from build_content.problems import Located, Place

STAND_IN = "\x00"
"""What stands for a value that was at fault: no author can type it, nothing refers to it,
nobody is shown it."""


class _Nowhere:
    """The place of a record that was not read from a file."""

    def at(self, *steps: str | int) -> Place:
        return Place("-")

    def within(self, needle: str, nth: int, *steps: str | int) -> Place:
        return Place("-")


def to_key(name: str) -> str:
    """Return the key an author writes for a field: `container_title` is `container-title`."""
    return name.replace("_", "-")


class Part(BaseModel):
    """A mapping inside a record. Every field is described: the description is the documentation.

    `stand_ins` fit every field that is required: they let reading go on past a fault.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False
    )
    stand_ins: ClassVar[dict[str, Any]] = {}


class Record(Part):
    """An entry of a data file."""

    _located: Located = PrivateAttr(default_factory=_Nowhere)
    _at_fault: frozenset[str] = PrivateAttr(frozenset())

    @property
    def located(self) -> Located:
        """Where this record and its parts were written."""
        return self._located

    @property
    def at_fault(self) -> frozenset[str]:
        """The keys about which the author has been told, and whose values are stand-ins."""
        return self._at_fault

    def placed(self, located: Located, at_fault: frozenset[str]) -> None:
        """Remember where the record was written: called once, by the reader that made it."""
        self._located = located
        self._at_fault = at_fault
