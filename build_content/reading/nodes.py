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
from build_content.reading.syntax import explain_syntax

MAX_DEPTH: Final = 40
# YAML 1.2's printable characters (section 5.1), but for the three that YAML 1.1 took for line
# ends: nobody types them, and they would put every place below them out by a line
_UNREADABLE: Final = re.compile(
    "[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_MERGE: Final = "<<"  # https://yaml.org/type/merge.html
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
    `start` and `end` are offsets into the source. `told` is true where the author has been told
    that this cannot be read: nothing that seems wrong with it is news.
    """

    source: Source
    line: int
    column: int
    start: int
    end: int
    value: Any
    keys: dict[str, Place] = field(default_factory=dict)
    told: bool = False

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.line, self.column)

    @property
    def kind(self) -> str:
        """What stands here: a text, a list or a mapping."""
        if isinstance(self.value, list):
            return "list"
        return "mapping" if isinstance(self.value, dict) else "text"

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
    found = _UNREADABLE.search(source.text)
    if found:
        return None, [_tell_character(source.place_of_offset(found.start()), found.group())]
    reader = _Reader(source)
    try:
        node = reader.read()
    except _Refusal as refusal:
        return None, [*reader.problems, refusal.problem]
    except yaml.MarkedYAMLError as error:
        return None, [*reader.problems, _tell_syntax(source, error)]
    return node, reader.problems


class _Refusal(Exception):
    """YAML that no data file needs: reading stops."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


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
            said = "a second YAML document begins here"
            hint = "take the line '---' out: a file holds one document"
            raise self._refusal(after, said, hint)
        return node

    def _empty(self) -> Node:
        return Node(self._source, 0, 0, 0, len(self._source.text), "")

    def _node(self, event: yaml.Event) -> Node:
        mark, end = _marks(event)
        value: Any = ""
        keys: dict[str, Place] = {}
        told = self._refuse_anchors(event)
        if isinstance(event, yaml.ScalarEvent):
            told = told or self._refuse_escapes(event)
            value = "" if told else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value, end = self._nested(event, self._items)
        elif isinstance(event, yaml.MappingStartEvent):
            value, end = self._nested(event, lambda: self._entries(keys))
            told = _MERGE in keys
        return Node(self._source, mark.line, mark.column, mark.index, end.index, value, keys, told)

    def _nested(self, event: yaml.Event, read: Any) -> Any:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            said = f"this is nested more than {MAX_DEPTH} deep"
            hint = "close brackets where they end, and begin a list with one '-'"
            raise self._refusal(event, said, hint)
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
            if not self._refuse_key(key, keys):
                entries[key.value] = value
                keys[key.value] = key.place
        return entries, _marks(event)[1]

    def _refuse_key(self, key: Node, keys: dict[str, Place]) -> bool:
        """Tell of a key that cannot stand; return whether it is none of the mapping's."""
        if key.told:
            return True
        if key.kind != "text":
            self._tell(key.place, "not-a-text", "a key is a text", "write a word as the key")
        elif key.value in keys:
            said = f"'{key.value}' stands here a second time"
            hint = f"the first is in line {keys[key.value].line}; keep one"
            self._tell(key.place, "repeated-key", said, hint)
        elif key.value == _MERGE:
            said = f"'{_MERGE}' takes keys over from elsewhere"
            self._tell(key.place, "no-anchors", said, "write the keys out")
            keys[_MERGE] = key.place
        else:
            return False
        return True

    def _refuse_anchors(self, event: yaml.Event) -> bool:
        """Tell of an anchor, an alias or a tag; return whether the value itself is not here."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if not anchor and not tag:
            return False
        is_alias = isinstance(event, yaml.AliasEvent)
        place = self._place(event)
        if anchor:
            said = f"'*{anchor}' is a YAML alias" if is_alias else f"'&{anchor}' is a YAML anchor"
            self._tell(place, "no-anchors", said, "write the value out; text stands in quotes")
        if tag:
            said = f"'{tag.replace('tag:yaml.org,2002:', '!!')}' is a YAML tag"
            self._tell(place, "no-anchors", said, "leave the tag out; text stands in quotes")
        return is_alias

    def _refuse_escapes(self, event: yaml.ScalarEvent) -> bool:
        """Tell of a character that may not even be written as an escape."""
        found = _UNREADABLE.search(event.value)
        if found:
            self.problems.append(_tell_character(self._place(event), found.group()))
        return found is not None

    def _refusal(self, event: yaml.Event, said: str, hint: str) -> _Refusal:
        return _Refusal(Problem(self._place(event), "yaml-syntax", said, hint))

    def _place(self, event: yaml.Event) -> Place:
        mark = _marks(event)[0]
        return self._source.place(mark.line, mark.column)

    def _tell(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, rule, message, hint))


def _marks(event: yaml.Event) -> tuple[yaml.Mark, yaml.Mark]:
    """Return where an event begins and ends: every event of a stream has both."""
    return cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)


def _tell_syntax(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark, said, hint = explain_syntax(error, source.text)
    # the end of a file without a last newline is told as the line below
    place = source.place_of_offset(mark.index) if mark else Place(source.path)
    return Problem(place, "yaml-syntax", said, hint)


def _tell_character(place: Place, character: str) -> Problem:
    said = f"the invisible character U+{ord(character):04X} may not stand in a data file"
    return Problem(place, "yaml-syntax", said, "delete it, or write a space")
