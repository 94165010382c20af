r"""Sources as BibTeX, for LaTeX: one file that both BibTeX and biblatex read.

`date` holds EDTF, which biblatex reads (https://ctan.org/pkg/biblatex, "Date and Time
Specifications"); `year` and `month` stand beside it for BibTeX, which knows no `date`. Fields bear
the names that BibTeX has given them, which biblatex takes too (`journal`, `address`, `school`).

Text is UTF-8 with the ten characters that LaTeX reads as commands written as commands, none of
them by a brace of its own: BibTeX counts braces, a backslash before them or not.
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
    "article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "review": "article", "review-book": "article",
    "book": "book", "classic": "book", "pamphlet": "booklet", "chapter": "incollection",
    "entry": "incollection", "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection", "paper-conference": "inproceedings",
    "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
_OWN_TYPES: Final = frozenset({
    "article-journal", "book", "pamphlet", "chapter", "paper-conference", "report", "thesis",
})  # fmt: skip
"""The types of CSL that an entry's own type says; others stand in `entrysubtype`."""
_TEXTS: Final[Sequence[tuple[str, str]]] = (
    ("collection-title", "series"), ("volume", "volume"), ("number-of-volumes", "volumes"),
    ("part", "part"), ("chapter-number", "chapter"), ("edition", "edition"),
    ("version", "version"), ("number-of-pages", "pagetotal"), ("publisher-place", "address"),
    ("genre", "type"), ("language", "language"), ("title-short", "shorttitle"),
    ("event-title", "eventtitle"), ("event-place", "venue"), ("original-title", "origtitle"),
    ("original-publisher", "origpublisher"), ("original-publisher-place", "origlocation"),
    ("ISBN", "isbn"), ("ISSN", "issn"), ("call-number", "library"), ("abstract", "abstract"),
    ("annote", "annotation"),
)  # fmt: skip
_NAMES: Final = (
    ("author", "author"), ("editor", "editor"), ("translator", "translator"),
    ("container-author", "bookauthor"),
)  # fmt: skip
_DATES: Final = (
    ("original-date", "origdate"), ("event-date", "eventdate"), ("accessed", "urldate"),
)  # fmt: skip
_COMMANDS: Final = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{special: f"\\{special}" for special in "&%$#_"},
})  # fmt: skip
# Between two of these LaTeX would join them into one character: a dash, a quotation mark.
_JOINING: Final = re.compile(
    r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)"
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# An address is set as it stands; what would unbalance the braces is written as URLs write it.
_IN_ADDRESSES: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_PAGES: Final = re.compile(r"([^-–]+)[-–]([^-–]+)")
# Within a part of a name BibTeX would read these as its end.
_PARTS_NAMES: Final = re.compile(r",|\band\b", re.IGNORECASE)


def write_bibtex(path: str, sources: Sequence[Source], language: Language) -> Export:
    """Return sources as BibTeX; `language` says dates that a year and a month cannot."""
    takings = [Taking(source) for source in sources]
    entries = [_write_entry(taking, language) for taking in takings]
    losses = tuple(loss for taking in takings for loss in taking.finish())
    return Export(path, "\n".join(entries), losses)


def escape_latex(text: str) -> str:
    """Write plain text as LaTeX that sets it, with balanced braces."""
    return _JOINING.sub("{}", text.translate(_COMMANDS))


def _write_entry(taking: Taking, language: Language) -> str:
    kind = taking.take("type")
    known = _TYPES.get(kind, "misc")
    fields = [
        ("entrysubtype", "" if kind in _OWN_TYPES else kind),
        ("title", f"{{{escape_latex(taking.take_title())}}}"),
        *_list_names(taking),
        *_list_publication(taking, known),
        *_list_texts(taking),
        *_list_dates(taking, language),
        *_list_addresses(taking),
        *_list_remarks(taking, language),
    ]
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
    month = _name_month(taking.source.issued)
    lines += [f"  month = {month},\n"] if month else []  # a command of BibTeX's: no braces
    return f"@{known}{{{taking.source.id},\n{''.join(lines)}}}\n"


def _list_names(taking: Taking) -> Iterator[tuple[str, str]]:
    for field, tag in _NAMES:
        names = taking.take(field) or []
        yield tag, " and ".join(_write_name(taking, field, name) for name in names)


def _write_name(taking: Taking, field: str, name: Name) -> str:
    """Return a name as `von Family, Suffix, Given`, or in braces as one whole."""
    if name.literal or not name.family:
        return _enclose(taking.straighten(field, name.literal or name.given or ""))
    particles = filter(None, (name.dropping_particle, name.non_dropping_particle))
    family = " ".join([*particles, name.family])
    parts = (family, name.suffix, name.given)
    said = [_write_part(taking.straighten(field, part)) for part in parts if part]
    written = ", ".join(said)
    taking.lose_name_hints(field, name, written)
    particle = name.non_dropping_particle
    if particle and (name.dropping_particle or not particle[0].islower()):
        taking.lose(f"{field}.non-dropping-particle", particle, written, "name")
    return written


def _write_part(part: str) -> str:
    return _enclose(part) if _PARTS_NAMES.search(part) else escape_latex(part)


def _enclose(text: str) -> str:
    return f"{{{escape_latex(text)}}}"


def _list_publication(taking: Taking, known: str) -> Iterator[tuple[str, str]]:
    """Yield where it was published: who prints it under which name depends on the entry's type."""
    outlet = {
        "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
    }.get(known, "howpublished")  # fmt: skip
    publisher = {
        "techreport": "institution", "phdthesis": "school", "misc": "organization",
    }.get(known, "publisher")  # fmt: skip
    yield outlet, _take_latex(taking, "container-title")
    short = "container-title-short"
    if not taking.source.container_title_short:
        short = "journalAbbreviation"
    yield "shortjournal", _take_latex(taking, short)
    yield publisher, _take_latex(taking, "publisher")
    number = next((f for f in ("issue", "number", "collection-number") if _has(taking, f)), None)
    yield "number", _take_latex(taking, number) if number else ""
    pages = taking.take_text("page") or ""
    yield "pages", escape_latex(_PAGES.sub(r"\1--\2", pages) if _PAGES.fullmatch(pages) else pages)


def _has(taking: Taking, field: str) -> bool:
    return getattr(taking.source, field.replace("-", "_")) is not None


def _list_texts(taking: Taking) -> Iterator[tuple[str, str]]:
    for field, tag in _TEXTS:
        yield tag, _take_latex(taking, field)
    if taking.source.short_title == taking.source.title_short:
        taking.take("shortTitle")  # the same once more, as older versions of CSL write it


def _take_latex(taking: Taking, field: str) -> str:
    return escape_latex(taking.take_text(field) or "")


def _list_dates(taking: Taking, language: Language) -> Iterator[tuple[str, str]]:
    issued = taking.take("issued")
    if issued:
        year = _find_year(issued)
        yield "date", _write_date(taking, "issued", issued, language)
        yield "year", str(year) if year else escape_latex(words(issued, language.dates))
        if issued.is_approximate:
            taking.take("custom.date_is")  # `~` says it
    for field, tag in _DATES:
        date = taking.take(field)
        yield tag, _write_date(taking, field, date, language) if date else ""


def _write_date(taking: Taking, field: str, date: EdtfDate, language: Language) -> str:
    """Return a date as EDTF; nothing, told, where a year has more digits than biblatex reads."""
    if "Y" not in date.text:
        return date.text
    taking.lose(field, date.text, words(date, language.dates) if field == "issued" else "", "date")
    return ""


def _find_plain(date: EdtfDate | None) -> Point | None:
    """Return a date as a point if a year, a month and a day say all of it."""
    if date is None or date.is_interval or not isinstance(date.start, Point):
        return None
    point = date.start
    is_plain = not (point.qualifier or point.unspecified or point.season) and point.first_year > 0
    return point if is_plain and "Y" not in date.text else None


def _find_year(date: EdtfDate) -> int | None:
    point = _find_plain(date)
    return point.first_year if point else None


def _name_month(date: EdtfDate | None) -> str:
    point = _find_plain(date)
    return _MONTHS[point.month - 1] if point and point.month else ""


def _list_addresses(taking: Taking) -> Iterator[tuple[str, str]]:
    for field, tag in (("DOI", "doi"), ("URL", "url")):
        typed = taking.take(field) or ""
        written = typed.translate(_IN_ADDRESSES)
        if written != typed:
            taking.lose(field, typed, written, "markup")
        yield tag, written
    pmid = taking.take_text("PMID")
    yield "eprint", escape_latex(pmid or "")
    yield "eprinttype", "pubmed" if pmid else ""


def _list_remarks(taking: Taking, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the note, with the agency a report came from, and the keywords, with whose voice."""
    note, via = taking.take_text("note"), taking.take_text("custom.via")
    said = language.say("sources.via", via=via) if via else None
    yield "note", escape_latex(" ".join(filter(None, (note, said))))
    keywords = (taking.take_text("keyword"), taking.take("custom.kind"))
    yield "keywords", escape_latex(", ".join(filter(None, keywords)))
