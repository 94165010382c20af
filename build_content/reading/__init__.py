"""Files into a Site and problems: the only room that knows YAML and where things were typed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeVar

from build_content.model import (
    KINDS,
    Actor,
    Claim,
    Essay,
    Event,
    Record,
    Series,
    Site,
    SiteInfo,
    Source,
    Term,
)
from build_content.problems import Problem
from build_content.reading.errors import suggest
from build_content.reading.essay import read_essay, read_nothing
from build_content.reading.files import (
    find_misnamed,
    find_missing_files,
    read_file,
    tell_missing_folder,
)
from build_content.reading.nodes import Node, read_yaml
from build_content.reading.records import read_record

R = TypeVar("R", bound=Record)
REQUIRED: Final = frozenset({"site.yml", "essay.md", "timeline.yml", "sources.yml"})


class _Reading:
    """One pass over a data folder: what was read, what is wrong, what could not be read."""

    def __init__(self, data: str) -> None:
        self.data = data
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.absent: dict[str, str] = {}

    def node(self, name: str, kind: str) -> Node | None:
        """Return a YAML file's node; none where it is missing or cannot be read."""
        shown = os.path.join(self.data, name)  # noqa: PTH118 - a Path would change './data'
        if name not in REQUIRED and not Path(shown).exists():
            self.absent[kind] = find_misnamed(Path(shown))
            return None
        source = read_file(shown)
        if isinstance(source, Problem):
            self.problems.append(source)
            self.unread.add(kind)
            return None
        node, found = read_yaml(source)
        self.problems += found
        if node is None:
            self.unread.add(kind)
        return node

    def records(self, node: Node | None, kind: str, model: type[R]) -> tuple[R, ...]:
        """Return the records of a list of mappings, with stand-ins for what is at fault."""
        if node is None:
            return ()
        if node.kind != "list":
            self.refuse(node, kind, "list", "each entry begins with '- id: …'")
            return ()
        records = []
        for item in node.value:
            record, found = read_record(item, model)
            self.problems += found
            records.append(record)
        return tuple(records)

    def refuse(self, node: Node, kind: str, wanted: str, hint: str) -> None:
        """Tell of a file's node that is not the list or mapping that is wanted."""
        self.unread.add(kind)
        if node.told:
            return
        said = f"a {wanted} is wanted here, not a {node.kind}"
        said = "nothing stands here" if node.value == "" else said
        self.problems.append(Problem(node.place, f"not-a-{wanted}", said, hint))

    def references(self) -> tuple[Source, ...]:
        """Return the sources: a list under `references`, as CSL tools write it."""
        node = self.node("sources.yml", "source")
        if node is None:
            return ()
        if node.kind != "mapping":
            hint = "begin with 'references:' and put the list of sources below it"
            self.refuse(node, "source", "mapping", hint)
            return ()
        for key in node.value.keys() - {"references"}:
            hint = suggest(key, ["references"]) or "the one key here is 'references'"
            said = f"'{key}' is not a key here"
            self.problems.append(Problem(node.at_key(key), "unknown-key", said, hint))
        references = node.step("references")
        if references is None or references.value == "":
            self.unread.add("source")
            said = f"'references' is {'missing' if references is None else 'empty'}"
            hint = "put the list of sources below a line 'references:'"
            self.problems.append(Problem(node.at_key("references"), "missing-key", said, hint))
            return ()
        return self.records(references, "source", Source)

    def info(self) -> SiteInfo:
        """Return what `site.yml` says."""
        node = self.node("site.yml", "site")
        if node is not None and node.kind == "mapping":
            info, found = read_record(node, SiteInfo)
            self.problems += found
            return info
        if node is not None:
            self.refuse(node, "site", "mapping", "begin with 'lanes:' and put the lanes below it")
        self.unread.add("site")
        return SiteInfo.model_validate(SiteInfo.stand_ins)

    def essay(self) -> Essay:
        """Return the essay, or a stand-in where it could not be read."""
        source = read_file(os.path.join(self.data, "essay.md"))  # noqa: PTH118 - as above
        essay = None
        if isinstance(source, Problem):
            self.problems.append(source)
        else:
            essay, found = read_essay(source)
            self.problems += found
        if essay is None:
            self.unread.add("essay")
        return essay or read_nothing()


def read_site(data: str) -> tuple[Site, list[Problem]]:
    """Read a data folder; every problem of form is told, and the Site holds stand-ins for it.

    Where there is no folder, that is the one problem: its files are not missed one by one.
    """
    problem = tell_missing_folder(data)
    if problem:
        info = SiteInfo.model_validate(SiteInfo.stand_ins)
        unread = frozenset({"site", "essay", *KINDS})
        return Site(info, read_nothing(), unread=unread, data=data), [problem]
    reading = _Reading(data)
    site = Site(
        info=reading.info(),
        essay=reading.essay(),
        events=reading.records(reading.node("timeline.yml", "event"), "event", Event),
        sources=reading.references(),
        claims=reading.records(reading.node("claims.yml", "claim"), "claim", Claim),
        series=reading.records(reading.node("series.yml", "series"), "series", Series),
        actors=reading.records(reading.node("actors.yml", "actor"), "actor", Actor),
        terms=reading.records(reading.node("glossary.yml", "term"), "term", Term),
        unread=frozenset(reading.unread),
        absent=reading.absent,
        data=data,
    )
    return site, [*reading.problems, *find_missing_files(site)]


__all__: Sequence[str] = ("read_site",)
