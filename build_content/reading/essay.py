"""`essay.md`: front matter, then Markdown in sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from markdown_it.token import Token
from pydantic import TypeAdapter, ValidationError

from build_content.model import Essay, EssayInfo, Section
from build_content.model.fields import Id
from build_content.problems import Place, Problem
from build_content.reading.headings import find_lost_headings
from build_content.reading.nodes import Source, find_nth, read_yaml
from build_content.reading.records import read_record
from build_content.text.prose import Prose, gather_prose, read_blocks
from build_content.text.slugs import make_slug

_FENCE: Final = re.compile(r"(?:---|\.\.\.)[ \t]*")
_FRONT_KEYS: Final = "'title: …', 'standfirst: …', 'published: …' and 'language: …'"
_ID: Final = TypeAdapter(Id)


@dataclass(frozen=True, slots=True)
class EssayPart:
    """The place of a part of the essay's text."""

    source: Source
    line: int = 0

    def at(self, *steps: str | int) -> Place:
        """Return the place where the part begins."""
        return self.source.place(self.line, 0)

    def within(self, needle: str, nth: int, *steps: str | int) -> Place:
        """Return the place of a string in the essay's text."""
        offset = find_nth(self.source.text, needle, nth, 0, len(self.source.text))
        return self.at() if offset < 0 else self.source.place_of_offset(offset)


def read_essay(source: Source) -> tuple[Essay | None, list[Problem]]:
    """Read the whole file; no essay where front matter and text cannot be told apart."""
    parts = split_front_matter(source)
    if isinstance(parts, Problem):
        return None, [parts]
    front, body = parts
    info, problems = _read_front_matter(front)
    prose = read_blocks(body.text)
    essay_part = EssayPart(body)
    sections, found = _read_sections(prose, body)
    problems += [*found, *find_lost_headings(prose, body)]
    problems += [
        Problem(essay_part.within(f.needle, f.nth), f.rule, f.message, f.hint) for f in prose.faults
    ]
    if not sections:
        problems.append(
            Problem(essay_part.at(), "no-sections", "the essay has no sections",
                    "write a line '## Heading' above each part")
        )  # fmt: skip
    before = _before_sections(prose)
    intro = gather_prose(body.text, before, inline=False)
    typed = _typed(body, 0, prose.tokens[len(before) :])
    return Essay(info, intro, typed, tuple(sections), essay_part), problems


def _read_front_matter(front: Source) -> tuple[EssayInfo, list[Problem]]:
    node, problems = read_yaml(front)
    if node and node.kind == "mapping":
        info, found = read_record(node, EssayInfo)
        return info, problems + found
    if node and not node.told:
        found_here = "empty" if node.value == "" else f"a {node.kind}, not 'key: value' lines"
        said = f"the front matter is {found_here}"
        problems.append(Problem(node.place, "front-matter", said, f"write {_FRONT_KEYS}"))
    return EssayInfo.model_validate(EssayInfo.stand_ins), problems


def split_front_matter(source: Source) -> tuple[Source, Source] | Problem:
    """Return front matter and body, each with its place in the file."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        return Problem(
            Place(source.path),
            "front-matter",
            "the essay has no front matter",
            f"begin with a line '---', below it {_FRONT_KEYS}, and another line '---'",
        )
    for number, line in enumerate(lines[1:], 1):
        if _FENCE.fullmatch(line):
            front = Source(source.path, "\n".join(lines[1:number]) + "\n", 1)
            body = Source(source.path, "\n".join(lines[number + 1 :]), number + 1)
            return front, body
    return Problem(Place(source.path), "front-matter", "the front matter has no end",
                   "write a line '---' below it")  # fmt: skip


def _starts(prose: Prose) -> list[int]:
    return [
        index
        for index, token in enumerate(prose.tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0
    ]


def _before_sections(prose: Prose) -> list[Token]:
    starts = _starts(prose)
    return list(prose.tokens[: starts[0]] if starts else prose.tokens)


def _typed(body: Source, first: int, after: Sequence[Token]) -> str:
    """Return the lines of the body from one line up to a following token, as typed."""
    last = after[0].map[0] if after and after[0].map else None
    return "\n".join(body.text.split("\n")[first:last]).strip("\n")


def _read_sections(prose: Prose, body: Source) -> tuple[list[Section], list[Problem]]:
    sections: list[Section] = []
    problems: list[Problem] = []
    starts = [*_starts(prose), len(prose.tokens)]
    for start, end in pairwise(starts):
        tokens = prose.tokens[start:end]
        first, below = tokens[0].map or (0, 1)
        place = EssayPart(body, first)
        heading = gather_prose(body.text, list(tokens[1:2]), inline=False)
        id, found = _section_id(tokens[0].meta.get("id"), heading.plain, place.at(), sections)
        problems += found
        text = gather_prose(body.text, list(tokens[3:]), inline=False)
        typed = _typed(body, below, prose.tokens[end:])
        sections.append(Section(id, replace(heading, inline=True), text, typed, place))
    return sections, problems


def _section_id(
    typed: str | None, text: str, place: Place, before: Sequence[Section]
) -> tuple[str, list[Problem]]:
    id = make_slug(text) if typed is None else typed
    if typed and not text:
        said = f"the heading of '{typed}' is empty"
        return id, [Problem(place, "missing-key", said, "write it before the id")]
    try:
        _ID.validate_python(id)
    except ValidationError as error:
        message = error.errors()[0]["ctx"]["message"]
        hint = "write one of your own: '## Heading {#id}'"
        if not id and typed is None:
            message = f"no id can be made of the heading '{text}'" if text else "an empty heading"
        elif not id:
            message = "'{#}' holds no id"
        return id, [Problem(place, "bad-id", message, hint)]
    if id in {section.id for section in before}:
        return id, [
            Problem(place, "repeated-id", f"a section '{id}' stands above already",
                    "give one of them an id of its own: '## Heading {#id}'")
        ]  # fmt: skip
    return id, []


def read_nothing() -> Essay:
    """Return the stand-in for an essay that could not be read."""
    info = EssayInfo.model_validate(EssayInfo.stand_ins)
    nothing = gather_prose("", [], inline=False)
    return Essay(info, nothing, "", (), EssayPart(Source("", "")))
