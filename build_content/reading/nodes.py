"""YAML as text with places: what was typed, where, and no guesses about what it means.

YAML 1.2, https://yaml.org/spec/1.2.2/; anchors, aliases, tags and repeated keys are problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

import yaml

from build_content.problems import Place, Problem

MAX_DEPTH: Final = 40
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, its path as the user gave it, and the lines that stand before the text."""

    path: str
    text: str
    lines_before: int = 0

    def place(self, line: int, column: int) -> Place:
        """Return the place of a line and a column of the text, both from 0."""
        return Place(self.path, line + self.lines_before + 1, column + 1)

    def place_of_offset(self, offset: int) -> Place:
        """Return the place of an offset into the text."""
        start = self.text.rfind("\n", 0, offset) + 1
        return self.place(self.text.count("\n", 0, offset), offset - start)


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, list or mapping with its place; `Located` for whoever holds it.

    `value` is a str, a list of nodes, or a dict of nodes; `keys` are the places of the keys;
    `start` and `end` are offsets into the source.
    """

    source: Source
    line: int
    column: int
    start: int
    end: int
    value: Any
    keys: dict[str, Place] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.line, self.column)

    def plain(self) -> Any:
        """Return the node as str, list and dict, to any depth."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        return self.value

    def descend(self, *steps: str | int) -> Node:
        """Return the part reached by keys and positions, or its nearest parent."""
        node = self
        for step in steps:
            found = node.step(step)
            if found is None:
                break
            node = found
        return node

    def step(self, step: str | int) -> Node | None:
        """Return the part under a key or at a position, if there is one."""
        if isinstance(step, str):
            return self.value.get(step) if isinstance(self.value, dict) else None
        return self.value[step] if isinstance(self.value, list) and step < len(self.value) else None

    def at(self, *steps: str | int) -> Place:
        """Return the place of a part: see `Located`."""
        return self.descend(*steps).place

    def at_key(self, *steps: str | int) -> Place:
        """Return the place of the key that the last step names, or of its nearest parent."""
        *parents, last = steps
        parent = self.descend(*parents)
        return parent.keys.get(str(last), parent.place)

    def within(self, needle: str, nth: int, *steps: str | int) -> Place:
        """Return the place of a string inside a text part: see `Located`."""
        node = self.descend(*steps)
        offset = find_nth(node.source.text, needle, nth, node.start, node.end)
        return node.place if offset < 0 else node.source.place_of_offset(offset)


def find_nth(text: str, needle: str, nth: int, start: int, end: int) -> int:
    """Return the offset of the nth (from 0) occurrence of a string in a stretch, or -1."""
    offset = text.find(needle, start, end)
    for _ in range(nth):
        if offset < 0:
            return -1
        offset = text.find(needle, offset + 1, end)
    return offset


def read_yaml(source: Source) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document; no node where the file cannot be read at all."""
    reader = _Reader(source)
    try:
        node = reader.read()
    except yaml.reader.ReaderError as error:
        return None, [_tell_character(source, error)]
    except yaml.MarkedYAMLError as error:
        return None, [*reader.problems, _tell_syntax(source, error)]
    return node, reader.problems


class _TooDeep(yaml.MarkedYAMLError):
    """Nesting that no data file has: told like a mistake of syntax."""


class _Reader:
    def __init__(self, source: Source) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._events: Iterator[yaml.Event] = iter(())
        self._depth = 0

    def read(self) -> Node | None:
        self._events = yaml.parse(self._source.text, Loader=_Loader)
        next(self._events)
        first = next(self._events)
        if isinstance(first, yaml.StreamEndEvent):
            return self._empty()
        node = self._node(next(self._events))
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            raise yaml.MarkedYAMLError(
                problem="a second document begins here", problem_mark=_marks(after)[0]
            )
        return node

    def _empty(self) -> Node:
        return Node(self._source, 0, 0, 0, len(self._source.text), "")

    def _node(self, event: yaml.Event) -> Node:
        mark, end = _marks(event)
        self._refuse_anchors(event)
        value: Any = ""
        keys: dict[str, Place] = {}
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value, end = self._nested(event, self._items)
        elif isinstance(event, yaml.MappingStartEvent):
            value, end = self._nested(event, lambda: self._entries(keys))
        return Node(self._source, mark.line, mark.column, mark.index, end.index, value, keys)

    def _nested(self, event: yaml.Event, read: Any) -> Any:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeep(problem="nested too deeply", problem_mark=_marks(event)[0])
        result = read()
        self._depth -= 1
        return result

    def _items(self) -> tuple[list[Node], yaml.Mark]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return items, _marks(event)[1]

    def _entries(self, keys: dict[str, Place]) -> tuple[dict[str, Node], yaml.Mark]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event)
            value = self._node(next(self._events))
            if not isinstance(key.value, str):
                self._tell(key.place, "not-a-text", "a key is a text", "write a word as the key")
            elif key.value in entries:
                self._tell(
                    key.place,
                    "repeated-key",
                    f"'{key.value}' stands here a second time",
                    f"the first is in line {keys[key.value].line}; keep one",
                )
            else:
                entries[key.value] = value
                keys[key.value] = key.place
        return entries, _marks(event)[1]

    def _refuse_anchors(self, event: yaml.Event) -> None:
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        if not anchor and not tag:
            return
        mark = _marks(event)[0]
        place = self._source.place(mark.line, mark.column)
        if anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._tell(
                place,
                "no-anchors",
                f"'{sign}{anchor}' is a YAML anchor or alias",
                "write the value out, or put it in quotes if it is text",
            )
        if tag:
            self._tell(place, "no-anchors", f"'{tag}' is a YAML tag", "leave the tag out")

    def _tell(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, rule, message, hint))


def _marks(event: yaml.Event) -> tuple[yaml.Mark, yaml.Mark]:
    """Return where an event begins and ends: every event of a stream has both."""
    return cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)


def _tell_syntax(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = source.place(mark.line, mark.column) if mark else Place(source.path)
    said = error.problem or "this is not YAML"
    return Problem(place, "yaml-syntax", f"this is not YAML: {said}", _hint_syntax(source, mark))


def _hint_syntax(source: Source, mark: yaml.Mark | None) -> str:
    lines = source.text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line:
        return "indent with spaces: YAML allows no tabs"
    if re.search(r":\s.*:\s", line):
        return "a text with ': ' in it stands in quotes"
    if re.search(r":\s+[@`*&!%\[{]", line):
        return "a text that begins with one of @ ` * & ! % [ { stands in quotes"
    return "look at this line and the one above: indentation, quotes, a missing colon"


def _tell_character(source: Source, error: yaml.reader.ReaderError) -> Problem:
    code = error.character if isinstance(error.character, int) else ord(error.character[:1] or " ")
    offset = source.text.find(chr(code))
    place = source.place_of_offset(offset) if offset >= 0 else Place(source.path)
    return Problem(
        place, "yaml-syntax", f"the character U+{code:04X} may not stand in YAML", "delete it"
    )
