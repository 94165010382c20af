"""The essay: its first page, and a page a section."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from build_content.graph import Graph
from build_content.model import Section, SourceRef
from build_content.pages.notes import write_passages
from build_content.pages.provenance import tell_byline, tell_original, tell_reading_time
from build_content.pages.writer import PageWriter
from build_content.text.sentences import find_sentence

# Where other pages list headings and neighbours, the essay has its notes.
_ROOM: Final = {"hide": ["navigation", "toc"], "styles": ["serif"]}


def write_essay_index(graph: Graph) -> str:
    """Return `essay/index.md`: what it is, what stands before the first heading, the sections."""
    essay, page = graph.site.essay, PageWriter(graph, "essay/index")
    return page.write(
        "essay_index.md.jinja",
        page.language.say("essay.title"),
        _describe_essay(page),
        front=_ROOM,
        essay=essay,
        intro=write_passages(page, essay.intro),
        byline=tell_byline(page),
        original="" if essay.intro.tokens else tell_original(page),
        reading_time=tell_reading_time(page, *(section.text for section in essay.sections)),
    )


def _describe_essay(page: PageWriter) -> str:
    """Return what the essay's sections are about: the home page has the standfirst already."""
    headings = [section.heading.plain for section in page.site.essay.sections]
    return page.language.count("meta.essay", len(headings), headings=" · ".join(headings))


def write_section(graph: Graph, at: int) -> str:
    """Return `essay/SECTION.md` of the section at a position."""
    sections = graph.site.essay.sections
    section = sections[at]
    page = PageWriter(graph, f"essay/{section.id}")
    used = _rests_on(section)
    return page.write(
        "section.md.jinja",
        section.heading.plain,
        find_sentence(section.text.plain, 0),
        front=_ROOM,
        section=section,
        text=write_passages(page, section.text, deepen=-1),
        position=page.say("essay.position", n=at + 1, all=len(sections), essay=_link_essay(page)),
        reading_time=tell_reading_time(page, section.text),
        claims=[graph.site.claim(id) for id in used["claim"]],
        events=[graph.site.event(id) for id in used["event"]],
        sources=[SourceRef(id=id) for id in used["source"]],
        mentions=page.list_uses("section", section.id),
    )


def _link_essay(page: PageWriter) -> Markup:
    return page.page_link("essay/index", page.language.say("essay.whole"))


def _rests_on(section: Section) -> dict[str, list[str]]:
    """Return the ids that a section refers to, by kind, in the order of first mention."""
    used: dict[str, dict[str, None]] = {"claim": {}, "event": {}, "source": {}}
    for reference in section.text.references:
        used.get(reference.kind, {})[reference.id] = None
    return {kind: list(ids) for kind, ids in used.items()}
