"""Pasted text as Markdown that shows it as typed.

Rules: https://spec.commonmark.org/0.31.2/#backslash-escapes, #entity-and-numeric-character-
references and the block structure of chapter 4 and 5. Square brackets also open our references.
"""

from __future__ import annotations

import re
from typing import Final

_ANYWHERE: Final = str.maketrans({special: f"\\{special}" for special in "\\`*_[]"} | {"<": "&lt;"})
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
# What makes a heading, quote, list, rule, fence or underline of a paragraph's first characters.
_OPENING: Final = re.compile(r"^(?=[-+#>~=])")
_NUMBERED: Final = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))", re.ASCII)


def escape_inline(text: str) -> str:
    """Escape a piece of a paragraph, wherever in it the piece stands."""
    return _ENTITY.sub("&amp;", text).translate(_ANYWHERE)


def guard_opening(markdown: str) -> str:
    """Escape the first character of a whole paragraph where it would make another block of it."""
    return _NUMBERED.sub(r"\1\\", _OPENING.sub(r"\\", markdown))
