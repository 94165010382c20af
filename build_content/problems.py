"""What an author got wrong: a value with a place, told in one way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands: a path as the user gave it, a line and a column, both from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Located(Protocol):
    """A piece of data that remembers where each of its parts was written."""

    def at(self, *steps: str | int) -> Place:
        """Return the place of the part reached by keys and positions, or of its nearest parent."""
        ...

    def within(self, needle: str, nth: int, *steps: str | int) -> Place:
        """Return the place of the nth (from 0) occurrence of a string inside a text part."""
        ...


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake: where, what, which rule, and (in the hint) what to do about it."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = field(default="error")
