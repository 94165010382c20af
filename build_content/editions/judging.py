"""What an edition cannot set or make accessible, told before it is tried.

PDF/UA-1 (ISO 14289-1) wants every character in a font (section 7.21), every picture told in words
(7.3) and no level of headings skipped (7.4.2).
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from pydantic import BaseModel

from build_content.editions.setting import FONTS
from build_content.model import Site
from build_content.model.record import to_key
from build_content.problems import Located, Place, Problem
from build_content.text.prose import Prose

Steps = tuple[str | int, ...]
Text = tuple[Located, Steps, str]
# These are not shown: they join, part or shape what stands beside them.
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def find_faults(site: Site) -> list[Problem]:
    """Return what keeps a site from being set; errors all."""
    return sorted(
        {
            *find_unusable_fonts(site),
            *find_missing_glyphs(site),
            *find_untold_pictures(site),
            *find_skipped_headings(site),
        }
    )


def list_fonts(site: Site) -> list[Path]:
    """Return the font files that `site.yml` adds."""
    return [Path(site.data) / font.file for font in site.info.fonts]


def find_unusable_fonts(site: Site) -> Iterator[Problem]:
    """`no-such-file`: a font that `site.yml` adds and that cannot be read."""
    for at, path in enumerate(list_fonts(site)):
        place = site.info.located.at("fonts", at, "file")
        if not path.is_file():
            yield Problem(place, "no-such-file", f"there is no font '{site.info.fonts[at].file}'",
                          "its path is relative to the data folder")  # fmt: skip
        elif not read_characters(path):
            yield Problem(place, "no-such-file", f"'{site.info.fonts[at].file}' is no font",
                          "give a TrueType or OpenType file: .ttf, .otf")  # fmt: skip


@cache
def read_characters(path: Path) -> frozenset[int]:
    """Return the code points that a font file has; none if it is no font."""
    try:
        # a stream of our own, for the library leaves a file open that is no font
        font = TTFont(BytesIO(path.read_bytes()), lazy=True, fontNumber=0)
        return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError):
        return frozenset()


def find_missing_glyphs(site: Site) -> Iterator[Problem]:
    """`no-glyph`: a character that no font has, once for each text that it stands in."""
    known = _list_characters([*sorted(FONTS.glob("*.ttf")), *list_fonts(site)])
    for located, steps, text in _list_texts(site):
        for character in _list_missing(text, known):
            yield Problem(
                _find(located, steps, character),
                "no-glyph",
                f"no font of the editions has '{character}' ({_name(character)})",
                "write it another way, or add a font that has it under 'fonts' in site.yml",
            )


def _list_characters(fonts: Sequence[Path]) -> frozenset[int]:
    return frozenset().union(*(read_characters(font) for font in fonts))


def _list_missing(text: str, known: Collection[int]) -> Sequence[str]:
    """Return the characters of a text that are seen and not known, each once, in order."""
    return [
        character
        for character in dict.fromkeys(text)
        if ord(character) not in known and not _is_unseen(character)
    ]


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or "\ufe00" <= character <= "\ufe0f"


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _find(located: Located, steps: Steps, needle: str) -> Place:
    return located.within(needle, 0, *steps)


def _list_texts(site: Site) -> Iterator[Text]:
    """Yield every text that readers see, and how to find it."""
    yield (site.essay.located, (), site.essay.intro.source)
    yield from _texts_in(site.essay.info, site.essay.info.located, ())
    yield from _texts_in(site.info, site.info.located, ())
    for records in site.lists.values():
        for record in records:
            yield from _texts_in(record, record.located, ())


def _texts_in(value: Any, located: Located, steps: Steps) -> Iterator[Text]:
    if isinstance(value, str):
        yield (located, steps, value)
    elif isinstance(value, Prose):
        yield (located, steps, value.source)
    elif isinstance(value, BaseModel):
        for name, inner in _list_fields(value):
            yield from _texts_in(inner, located, (*steps, name))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _texts_in(inner, located, (*steps, at))


def _list_fields(part: BaseModel) -> Iterator[tuple[str, Any]]:
    for name, info in type(part).model_fields.items():
        yield info.alias or to_key(name), getattr(part, name)


def find_untold_pictures(site: Site) -> Iterator[Problem]:
    """`no-alt`: a picture whose text is its file's name, which says nothing of what it shows."""
    for event in site.events:
        if event.media and _is_name(event.media.alt, event.media.file):
            yield Problem(
                event.located.at("media", "alt"),
                "no-alt",
                f"'{event.media.alt}' names the file and does not say what the picture shows",
                "write what a reader would see, in a sentence",
            )


def _is_name(alt: str, file: str) -> bool:
    path = Path(file)
    return alt.strip().casefold() in {path.name.casefold(), path.stem.casefold()}


def find_skipped_headings(site: Site) -> Iterator[Problem]:
    """`heading-skipped`: a heading two levels deeper than the one above it."""
    for section in site.essay.sections:
        yield from _skips_in(section.text, site.essay.located, (), 2)
    yield from _skips_in(site.essay.intro, site.essay.located, (), 1)
    for record in itertools.chain.from_iterable(site.lists.values()):
        for name, value in _list_fields(record):
            if isinstance(value, Prose):
                yield from _skips_in(value, record.located, (name,), 1)


def _skips_in(prose: Prose, located: Located, steps: Steps, above: int) -> Iterator[Problem]:
    """Yield the skips in a text under a heading of a level."""
    for opening, words in zip(prose.tokens, prose.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        level = int(opening.tag[1:])
        if level > above + 1:
            yield Problem(
                _find(located, steps, words.content),
                "heading-skipped",
                f"a heading of level {level} stands under one of level {above}",
                f"write it with {'#' * (above + 1)}",
            )
        above = level
