"""From a language's file to a `Language`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from build_content.languages.language import DateWords, Forms, Language

FOLDER: Final = Path(__file__).parent
_FALLBACK: Final = "en"


def list_languages() -> list[str]:
    """Return the tags of the languages there are, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_language(tag: str) -> Language:
    """Return the language of a BCP 47 tag, or of what is left of it, or English.

    The look-up is that of RFC 4647, section 3.4: 'de-CH-1996' is looked for, then 'de-CH', 'de'.
    """
    parts = tag.lower().split("-")
    known = list_languages()
    tries = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return _load(next((found for found in tries if found in known), _FALLBACK))


@cache
def _load(tag: str) -> Language:
    tables = tomllib.loads((FOLDER / f"{tag}.toml").read_text("utf-8"))
    dates = {key: _freeze(value) for key, value in tables.pop("dates").items()}
    rules = tables.pop("rules")
    return Language(
        tag,
        DateWords(**dates),
        dict(_flatten(tables)),
        partial(_pick_form, rules["forms"]),
        rules["decimal_point"],
        tuple(rules["articles"]),
    )


def _flatten(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str | Forms]]:
    for name, table in tables.items():
        for key, value in table.items():
            yield f"{name}.{key}", _freeze(value)


def _freeze(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _pick_form(rules: Sequence[Mapping[str, Sequence[int]]], number: float) -> int:
    """Return the place of the first form whose conditions a number meets; the last takes the rest.

    The conditions are those of CLDR's plural rules for whole numbers
    (https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules): the number itself,
    or what remains of it by ten or a hundred.
    """
    for place, rule in enumerate(rules):
        is_met = {
            "is": number in rule.get("is", (number,)),
            "mod10": number % 10 in rule.get("mod10", (number % 10,)),
            "mod100_not": number % 100 not in rule.get("mod100_not", ()),
        }
        if all(is_met.values()):
            return place
    return len(rules)


ENGLISH: Final = load_language("en")
