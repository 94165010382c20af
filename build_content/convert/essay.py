"""Raw pasted text into `essay.md`: clean paragraphs, citations, and placeholders that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from build_content.convert.escaping import escape_inline, guard_opening
from build_content.convert.furniture import drop_furniture, find_doubtful_end
from build_content.convert.layout import HEADING
from build_content.convert.outlets import SourceStub, find_brackets, make_stubs, name_key
from build_content.convert.paragraphs import split_paragraphs
from build_content.convert.pasted import (
    collect_words,
    ends_sentence,
    find_kept_hyphens,
    join_lines,
    read_lines,
)
from build_content.convert.slugs import choose_id
from build_content.text.slugs import is_id, make_slug

_NO_STANDFIRST: Final = "No standfirst stated"
_OWN_ID: Final = re.compile(r" \{#([a-z0-9-]+)\}$")
# Braces at a heading's end that are no id, though the reader would take them for one.
_NO_ID: Final = re.compile(r"\{(?=#[^{}]*\}$)")
_MAX_LEAD: Final = 400  # characters
_MAX_TITLE: Final = 15  # words
_SECTION: Final = 2  # the level of a section's heading
_STANDING_IN: Final = (
    "title: 'Untitled' stands in: write the essay's own",
    "published: '20XX' stands in, which means some year of this century: write the date",
    "language: 'und' stands in, which means undetermined: write a tag such as 'en'",
    "authors and licence: left out, so the site will say that none is stated",
)


@dataclass(frozen=True, slots=True)
class ConvertedEssay:
    """An `essay.md`, the sources it cites, and what was dropped or guessed, a line each."""

    markdown: str
    stubs: tuple[SourceStub, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    lines: int
    heading: int = 0
    """The level of a heading, 0 for a paragraph."""


def convert_essay(text: str) -> ConvertedEssay:
    """Turn a text as it was pasted from a page into an `essay.md` with honest placeholders.

    Every word of the essay is kept, in its order: as text, or as the title of a source's stub. Any
    text is taken; an empty one makes an essay without words.
    """
    kept, dropped = drop_furniture(read_lines(text))
    words = collect_words(kept)
    groups = split_paragraphs(kept)
    paragraphs = [part for lines in groups if (part := _read_paragraph(lines, words)).text]
    lead = _find_lead(paragraphs)
    body = paragraphs[1:] if lead else paragraphs
    stubs = make_stubs(name for part in body for name in _cited_names(part))
    notes = [
        *_STANDING_IN,
        *([] if paragraphs else ["essay: the text holds no words"]),
        *_note_opening(paragraphs, lead),
        *(f"kept, though it may be part of the page: '{line}'" for line in find_doubtful_end(kept)),
        *(f"dropped at the end: '{line}'" for line in dropped),
        *(f"kept the hyphen of a line's end: '{word}'"
          for lines in groups for word in find_kept_hyphens(lines, words)),
        *_note_brackets(paragraphs),
        *(f"source '{stub.id}': only the outlet is named: find the article"
          for stub in stubs.values()),
    ]  # fmt: skip
    markdown = _write_front_matter(lead or _NO_STANDFIRST) + _write_body(body, stubs)
    return ConvertedEssay(markdown, tuple(stubs.values()), tuple(notes))


def list_stubs(stubs: Sequence[SourceStub]) -> str:
    """Write stubs as a `sources.yml`: valid, and marked as undated descriptions until completed."""
    references = [
        {
            "id": stub.id,
            "type": stub.type,
            "title": stub.title,
            "custom": {"undated": True, "title_is": "description", "kind": stub.kind},
        }
        for stub in stubs
    ]
    return _write_yaml({"references": references})


def _read_paragraph(lines: Sequence[str], words: frozenset[str]) -> _Paragraph:
    heading = HEADING.match(lines[0])
    if heading:
        return _Paragraph(join_lines([heading[2]], words), 1, len(heading[1]))
    return _Paragraph(join_lines(lines, words), len(lines))


def _find_lead(paragraphs: Sequence[_Paragraph]) -> str:
    """Return the first paragraph where it is one line that leads into a longer text, or ''.

    A title is not: it has no full stop. Nor is a line that cites, since a standfirst cannot.
    """
    if not paragraphs or paragraphs[0].heading or paragraphs[0].lines > 1:
        return ""
    lead, body = paragraphs[0].text, [part for part in paragraphs[1:] if not part.heading]
    longest = max((len(part.text) for part in body), default=0)
    is_lead = ends_sentence(lead) and len(lead) <= _MAX_LEAD and 2 * longest >= 3 * len(lead)
    return lead if is_lead and not any(_cited_names(paragraphs[0])) else ""


def _cited_names(part: _Paragraph) -> Iterable[str]:
    if not part.heading:
        for bracket in find_brackets(part.text):
            if bracket.taken_for == "citation":
                yield from bracket.names


def _note_opening(paragraphs: Sequence[_Paragraph], lead: str) -> Iterable[str]:
    """Tell what the text's first words were taken for."""
    if lead:
        yield f"standfirst: the first line, '{lead}'"
        return
    yield f"standfirst: '{_NO_STANDFIRST}' stands in: write one or two sentences"
    if len(paragraphs) > 1 and not paragraphs[0].heading:
        first = paragraphs[0].text
        if not ends_sentence(first) and len(first.split()) <= _MAX_TITLE:
            yield f"kept as text, though it may be the title: '{first}'"


def _note_brackets(paragraphs: Sequence[_Paragraph]) -> Iterable[str]:
    for part in paragraphs:
        for bracket in find_brackets(part.text):
            if bracket.taken_for == "unsure":
                written = part.text[bracket.start : bracket.end]
                yield f"kept as text, though it may be a citation: '{written}'"


def _write_front_matter(standfirst: str) -> str:
    fields = {
        "title": "Untitled",
        "standfirst": standfirst,
        "published": "20XX",
        "language": "und",
    }
    return f"---\n{_write_yaml(fields)}---\n"


def _write_yaml(data: Mapping[str, object]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=2**31)


def _write_body(body: Sequence[_Paragraph], stubs: Mapping[str, SourceStub]) -> str:
    parts = [] if any(part.heading == _SECTION for part in body) else ["## Essay"]
    ids: set[str] = set()
    for part in body:
        if part.heading:
            parts.append(_write_heading(part, ids))
        else:
            parts.append(guard_opening(_write_text(part.text, stubs)))
    return "".join(f"\n{part}\n" for part in parts)


def _write_heading(heading: _Paragraph, ids: set[str]) -> str:
    """Write a heading and add its id to `ids`, with an id of its own where its words form none."""
    marks = "#" * heading.heading
    own = _OWN_ID.search(heading.text) if heading.heading == _SECTION else None
    words = heading.text[: own.start()] if own else heading.text
    written = f"{marks} {_NO_ID.sub('&#123;', escape_inline(words))}"
    if heading.heading != _SECTION:
        return written
    formed = own[1] if own else make_slug(words)
    usable = is_id(formed) and formed not in ids
    section_id = formed if usable else choose_id(words, "section", ids)
    ids.add(section_id)
    return f"{written} {{#{section_id}}}" if own or not usable else written


def _write_text(text: str, stubs: Mapping[str, SourceStub]) -> str:
    """Escape a paragraph and turn its brackets of outlets into citations."""
    pieces, end = [], 0
    for bracket in find_brackets(text):
        if bracket.taken_for == "citation":
            pieces.append(escape_inline(text[end : bracket.start]))
            cited = "; ".join(f"@{stubs[name_key(name)].id}" for name in bracket.names)
            pieces.append(f"[{cited}]")
            end = bracket.end
    return "".join([*pieces, escape_inline(text[end:])])
