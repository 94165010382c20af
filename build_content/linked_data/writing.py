"""Nodes as JSON-LD that can stand in a page.

https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

Node = dict[str, Any]
CONTEXT: Final = "https://schema.org"
# Where the site will stand is the renderer's to know: its template puts the address in place of
# this mark. No text can hold the mark, for every `<` of an author's is escaped.
ROOT: Final = "<site>"
# Not even a comment or the end of the script can begin within a text
# (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
_ESCAPES: Final = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
# Half a character: no text can be written with it, so it tells an address until all is escaped.
_STAND_IN: Final = "\ud800"
_HALVES: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Here:
    """A place of the site: its address relative to the site's root."""

    url: str


def write_json_ld(nodes: Sequence[Node]) -> str:
    """Return nodes as the content of a script element: one object, or a graph of several."""
    [first, *more] = [_prepare(node) for node in nodes]
    body = {"@graph": [first, *more]} if more else first
    text = json.dumps({"@context": CONTEXT} | body, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return text.replace(_STAND_IN, ROOT)


def _prepare(value: Any) -> Any:
    """Return a value with its addresses marked, without properties that hold nothing.

    A property that is absent says the same, and is shorter.
    """
    if isinstance(value, str):  # first, for most are
        return value if value.isascii() else _HALVES.sub("", value)
    if isinstance(value, dict):
        kept = {key: _prepare(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item or item == 0}
    if isinstance(value, list):
        return [_prepare(item) for item in value]
    return _STAND_IN + value.url if isinstance(value, Here) else value
