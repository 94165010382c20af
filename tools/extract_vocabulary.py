"""Cut what our JSON-LD uses out of the vocabulary of schema.org, for the tests to judge by.

Usage: python tools/extract_vocabulary.py SCHEMA_D_TS > tests/schema_org.json

SCHEMA_D_TS is `dist/schema.d.ts` of the npm package schema-dts (Apache-2.0): Google's people make
it from the vocabulary itself, so that a fault of ours cannot be in both. An interface `XBase` holds
the properties that may stand in an X, with their ranges, and names the types above it; what has no
types below it is an `XLeaf` alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TYPES: Final = (
    "AnalysisNewsArticle Article BackgroundNewsArticle BlogPosting Book Chapter Claim "
    "CollectionPage Country CreativeWork DataDownload Dataset DefinedTerm DefinedTermSet Event "
    "GeoCoordinates ItemList Legislation ListItem Map NewsArticle OpinionNewsArticle Organization "
    "Person Place Report Review ScholarlyArticle SocialMediaPosting Thesis WebPage WebSite"
).split()
INTERFACE: Final = re.compile(
    r"^(?:export )?interface (\w+)(?: extends ([^{]+))? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)
PROPERTY: Final = re.compile(r'^    "(\w+)"\?: SchemaValue<(.+), "\w+">;$', re.MULTILINE)
ENDING: Final = re.compile(r"(Base|Leaf)$")


@dataclass(frozen=True)
class Type:
    """A type: the names of those directly above it, and its own properties with their ranges."""

    parents: tuple[str, ...]
    properties: Mapping[str, list[str]]


def read_types(text: str) -> dict[str, Type]:
    """Return every type of the vocabulary, by name."""
    types: dict[str, Type] = {}
    for name, above, body in INTERFACE.findall(text):
        parents = {ENDING.sub("", part.strip()) for part in above.split(",")}
        properties = {found: list_ranges(ranges) for found, ranges in PROPERTY.findall(body)}
        own = ENDING.sub("", name)
        known = types.get(own, Type((), {}))
        named = {*known.parents, *parents} - {own, "", "Partial<IdReference>"}
        types[own] = Type(tuple(sorted(named)), {**known.properties, **properties})
    return types


def list_ranges(text: str) -> list[str]:
    """Return the types that a property may hold."""
    return sorted({part.strip() for part in text.split("|")} - {"IdReference"})


def walk_up(types: Mapping[str, Type], name: str) -> Iterator[str]:
    """Yield a type and all above it."""
    yield name
    for parent in types[name].parents if name in types else ():
        yield from walk_up(types, parent)


def main(arguments: list[str]) -> int:
    """Print the types that are used and all above them, as JSON."""
    types = read_types(Path(arguments[0]).read_text(encoding="utf-8"))
    missing = [name for name in TYPES if name not in types]
    if missing:
        print(f"no such types: {', '.join(missing)}", file=sys.stderr)
        return 1
    names = sorted({name for used in TYPES for name in walk_up(types, used) if name in types})
    extract = {
        name: {"parents": types[name].parents, "properties": types[name].properties}
        for name in names
    }
    print(json.dumps(extract, indent=1, sort_keys=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
