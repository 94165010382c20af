"""The edition as a PDF: the page of the whole site, set by Typst for A4 or US Letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal
from xml.etree.ElementTree import Element

from build_content.dates import words
from build_content.editions.reading import classes_of
from build_content.editions.run_on import AFTER_CONTENTS, RunOn, write_names
from build_content.editions.setting import Job, quote
from build_content.editions.typst_blocks import Sheet, write_blocks
from build_content.editions.typst_text import Place, write_inline
from build_content.model import Site

Paper = Literal["a4", "us-letter"]
PARTS: Final = ("essay", "timeline", "claims", "numbers", "actors", "glossary", "sources")
"""The parts of the page that speak of entries, by their ids without the underscore."""
PAPERS: Final[Sequence[Paper]] = ("a4", "us-letter")


def prepare_pdf(body: Element, site: Site, paper: Paper, fonts: Sequence[Path] = ()) -> Job:
    """Return the edition on paper of a size, to be set: `body` is the tree of `print.md`."""
    source, drawings = write_source(body, site, paper)
    own = {"run-on.typ": write_names(AFTER_CONTENTS), "words.typ": _write_words(site)}
    return Job(source, {**own, **drawings, **_read_media(site)}, fonts, RunOn())


def _write_words(site: Site) -> bytes:
    """Return the words of the paper itself, and what the index calls each part, for Typst."""
    told = {key: site.language.say(f"paper.{key}") for key in ("page", "of", "cited")}
    told |= {f"_{part}": site.language.say(f"paper.in_{part}") for part in PARTS}
    pairs = (f"{quote(key)}: {quote(word)}" for key, word in told.items())
    return f"#let said = ({', '.join(pairs)})\n".encode()


def write_source(body: Element, site: Site, paper: Paper) -> tuple[str, Mapping[str, bytes]]:
    """Return the edition as Typst source, and the drawings that it names."""
    ids = frozenset(id for part in body.iter() if (id := part.get("id")))
    references = {
        id: part for part in body.iter("li") if (id := part.get("id", "")).startswith("source-")
    }
    sheet = Sheet(Place(ids, references))
    front, rest = _split_front(body)
    parts = [
        '#import "edition.typ": *',
        '#include "run-on.typ"',
        f"#show: edition.with({', '.join(_list_settings(site, paper))})",
        _write_title_page(front, site, sheet),
        f"#outline(title: [{_word(site, 'contents')}], depth: 2)",
        write_blocks(rest, sheet),
    ]
    return "\n\n".join(parts) + "\n", sheet.drawings


def _split_front(body: Element) -> tuple[list[Element], Element]:
    """Part what stands before the first part of the page, the title page's, from the rest."""
    front, rest = [], Element("body")
    for child in body:
        if len(rest) or child.tag == "h2":
            rest.append(child)
        else:
            front.append(child)
    return front, rest


def _list_settings(site: Site, paper: Paper) -> Iterator[str]:
    info = site.essay.info
    language, *region = info.language.split("-")
    yield f"title: {quote(info.title)}"
    yield f"description: {quote(info.standfirst)}"
    yield f"authors: ({''.join(f'{quote(author)},' for author in info.authors)})"
    yield f"language: {quote(language.lower())}"
    if region and len(region[0]) == 2:
        yield f"region: {quote(region[0].lower())}"
    yield f"date: {write_day(site)}"
    yield f"paper: {quote(paper)}"


def write_day(site: Site) -> str:
    """Return the edition's day for Typst; none, or one before our era, is the first of all days."""
    day = site.day
    if day is None or day.startswith("-"):
        return "datetime(year: 1, month: 1, day: 1)"
    year, month, number = (int(part) for part in day.split("-"))
    return f"datetime(year: {year}, month: {month}, day: {number})"


def _word(site: Site, key: str) -> str:
    return f"#{quote(site.language.say(f'paper.{key}'))}"


def _write_title_page(front: Sequence[Element], site: Site, sheet: Sheet) -> str:
    told = {"standfirst": "", "provenance": ""}
    for part in front:
        for name in told.keys() & classes_of(part):
            told[name] += f"#par[{write_inline(part, sheet.place)}]"
    return (
        f"#title-page({quote(site.essay.info.title)}, [{told['standfirst']}], "
        f"[{told['provenance']}], [{_write_colophon(site)}])"
    )


def _write_colophon(site: Site) -> str:
    """Return where the site is, and of what day this is."""
    lines = []
    if site.info.url:
        lines.append(f"#link({quote(site.info.url)})")
    if site.info.edition:
        day = words(site.info.edition, site.language.dates)
        lines.append(f"#{quote(site.language.say('paper.edition', date=day))}")
    return " #linebreak() ".join(lines)


def _read_media(site: Site) -> dict[str, bytes]:
    """Return the pictures that events show, by the path that the page gives them."""
    files = {event.media.file for event in site.events if event.media}
    return {f"media/{file}": (Path(site.data) / "media" / file).read_bytes() for file in files}
