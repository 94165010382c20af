"""Sources as RIS, for reference managers: a tag, two spaces, a hyphen, a space, a line of text.

https://en.wikipedia.org/wiki/RIS_(file_format) tells both of the specifications, of 2001 and 2011.
No official page is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from build_content.dates import EdtfDate, words
from build_content.dates.records import Point
from build_content.exported import Export
from build_content.exports.taking import Taking
from build_content.languages import Language
from build_content.model import Source
from build_content.model.sources import Name

_TYPES: Final[Mapping[str, str]] = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "chapter": "CHAP", "dataset": "DATA",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE",
    "graphic": "ART", "hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT",
    "manuscript": "MANSCPT", "map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC",
    "pamphlet": "PAMP", "paper-conference": "CPAPER", "patent": "PAT",
    "personal_communication": "PCOMM", "periodical": "JFULL", "post-weblog": "BLOG",
    "regulation": "LEGAL", "report": "RPRT", "software": "COMP", "song": "SOUND",
    "standard": "STAND", "thesis": "THES", "webpage": "ELEC", "classic": "CLSWK",
}  # fmt: skip
"""What RIS calls a type of CSL's; others are generic (GEN)."""
_NAMES: Final = (
    ("author", "AU"), ("editor", "A2"), ("collection-editor", "A3"), ("translator", "A4"),
)  # fmt: skip
_TEXTS: Final = (
    ("container-title", "T2"), ("collection-title", "T3"), ("title-short", "ST"),
    ("publisher", "PB"), ("publisher-place", "CY"), ("edition", "ET"), ("volume", "VL"),
    ("number-of-volumes", "NV"), ("issue", "IS"), ("number", "M1"), ("section", "SE"),
    ("genre", "M3"), ("DOI", "DO"), ("URL", "UR"), ("language", "LA"), ("archive", "DB"),
    ("source", "DP"), ("call-number", "CN"), ("abstract", "AB"), ("note", "N1"),
    ("annote", "RN"),
)  # fmt: skip

_PAGES: Final = re.compile(r"([^-–]+)[-–]([^-–]+)")


def write_ris(path: str, sources: Sequence[Source], language: Language) -> Export:
    """Return sources as RIS; `language` says dates that are more than a year, month and day."""
    takings = [Taking(source) for source in sources]
    entries = [_write_entry(taking, language) for taking in takings]
    losses = tuple(loss for taking in takings for loss in taking.finish())
    return Export(path, "\r\n".join(entries), losses)


def _write_entry(taking: Taking, language: Language) -> str:
    fields = [
        *_list_types(taking),
        ("ID", taking.source.id),
        ("TI", taking.take_title()),
        *_list_names(taking),
        *((tag, taking.take_text(field) or "") for field, tag in _TEXTS),
        *_list_short_titles(taking),
        *_list_pages(taking),
        *_list_dates(taking, language),
        *_list_remarks(taking, language),
    ]
    lines = [f"{tag}  - {value}\r\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \r\n"])


def _list_types(taking: Taking) -> Iterator[tuple[str, str]]:
    """Yield the type; one that RIS lacks stands in words too, unless a genre has that place."""
    kind = taking.take("type")
    known = _TYPES.get(kind, "GEN")
    yield "TY", known
    if known == "GEN" and not taking.source.genre:
        yield "M3", kind
    elif known == "GEN":
        taking.lose("type", kind, known, "type")


def _list_names(taking: Taking) -> Iterator[tuple[str, str]]:
    for field, tag in _NAMES:
        for name in taking.take(field) or []:
            yield tag, _write_name(taking, field, name)


def _write_name(taking: Taking, field: str, name: Name) -> str:
    """Return a name as `Family, Given, Suffix`; of a whole name a comma would make parts."""
    if name.literal or not name.family:
        whole = taking.straighten(field, name.literal or name.given or "")
        if "," in whole:
            taking.lose(field, whole, whole, "name")
        return whole
    particles = filter(None, (name.dropping_particle, name.non_dropping_particle))
    parts = [" ".join([*particles, name.family]), name.given or "", name.suffix or ""]
    written = taking.straighten(field, ", ".join(parts).rstrip(", "))
    taking.lose_name_hints(field, name, written)
    if name.non_dropping_particle:
        taking.lose(f"{field}.non-dropping-particle", name.non_dropping_particle, written, "name")
    return written


def _list_short_titles(taking: Taking) -> Iterator[tuple[str, str]]:
    """Yield what CSL has under two names each, once where both say the same."""
    source = taking.source
    if source.short_title == source.title_short:
        taking.take("shortTitle")
    short = "container-title-short" if source.container_title_short else "journalAbbreviation"
    yield "J2", taking.take_text(short) or ""
    yield "SN", taking.take_text("ISBN" if source.isbn else "ISSN") or ""


def _list_pages(taking: Taking) -> Iterator[tuple[str, str]]:
    pages = taking.take_text("page") or ""
    found = _PAGES.fullmatch(pages)
    first, last = found.groups() if found else (pages, "")
    yield "SP", first
    yield "EP", last
    if taking.source.page_first == first:
        taking.take("page-first")


def _list_dates(taking: Taking, language: Language) -> Iterator[tuple[str, str]]:
    issued, accessed = taking.take("issued"), taking.take("accessed")
    if issued:
        numbers = _list_numbers(issued)
        yield "PY", numbers[0] if numbers else ""
        yield "DA", _write_date(taking, "issued", issued, language)
        if issued.is_approximate:
            taking.take("custom.date_is")  # the words say "about"
    if accessed:
        yield "Y2", _write_date(taking, "accessed", accessed, language)


def _write_date(taking: Taking, field: str, date: EdtfDate, language: Language) -> str:
    """Return `YYYY/MM/DD/`, and behind the last stroke in words what numbers alone do not say."""
    numbers = _list_numbers(date)
    plain = "-".join(numbers)
    said = "" if plain == date.text else words(date, language.dates)
    written = "/".join([*numbers, *[""] * (3 - len(numbers)), said])
    if said:
        taking.lose(field, date.text, written, "date")
    return written


def _list_numbers(date: EdtfDate) -> list[str]:
    """Return the year, month and day on which a date begins, as many of them as are given."""
    point = date.start
    if not isinstance(point, Point) or point.first_year != point.last_year:
        return []
    if not 0 < point.first_year <= 9999:
        return []
    finer = [f"{part:02}" for part in (point.month, point.day) if part]
    return [f"{point.first_year:04}", *finer]


def _list_remarks(taking: Taking, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the agency a report came from as a note, and whose voice it is as a keyword."""
    via = taking.take_text("custom.via")
    yield "N1", language.say("sources.via", via=via) if via else ""
    yield "KW", taking.take("custom.kind") or ""
    for word in (taking.take_text("keyword") or "").split(", "):
        yield "KW", word
