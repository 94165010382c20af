"""A text as read: what readers see, the sentence of a reference, and the way back to its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_content.reading.nodes import find_nth
from build_content.text.prose import Prose, Reference, read_blocks, read_inline


def found_at(prose: Prose) -> list[int]:
    """Return where the needles of references and faults lead, in the text as typed."""
    needles = [(reference.needle, reference.nth) for reference in prose.references]
    needles += [(fault.needle, fault.nth) for fault in prose.faults]
    return [find_nth(prose.source, needle, nth, 0, len(prose.source)) for needle, nth in needles]


def snippets(text: str) -> list[str]:
    return [reference.snippet for reference in read_blocks(text).references]


# What readers see


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("a *b* **c** `d e` \\* &amp; &#8212;", "a b c d e * & —"),
        ("a [@x]. B [@y; @z], c [@x]!", "a. B, c!"),
        ("[a *b*](event:c) [d](https://example.org) <https://example.org>",
         "a b d https://example.org"),
        ("a\nb  \nc\\\nd", "a b c d"),
        ("# A\n\n- b\n- c\n\n> d\n\n| e | f |\n|---|---|\n| g | h |", "A b c d e f g h"),
        ("a\n\n    code\n\n---\n", "a"),
        ("  a \t b  ", "a b"),
    ],
)  # fmt: skip
def test_plain_is_what_readers_see(text: str, plain: str) -> None:
    assert read_blocks(text).plain == plain


def test_str_is_what_was_typed() -> None:
    assert str(read_blocks(" *a*\n\n")) == " *a*\n\n"


# The sentence of a reference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two [@a]. Three.", ["Two."]),
        ("One. [@a] Two.", ["One."]),
        ("One.[@a] Two.", ["One."]),
        ("One.  [@a]  Two.", ["One."]),
        ("One. [@a] [@b] Two.", ["One.", "One."]),
        ("One. [@a; @b] Two. [@c]", ["One.", "One.", "Two."]),
        ("[@a] One. Two.", ["One."]),
        ("“One.” [@a] Two.", ["“One.”"]),
        ("One.\n[@a]\nTwo.", ["One."]),
        ("One [two. Three](event:e). Four.", ["One two."]),
        ("One. [Two](event:e) three. Four.", ["Two three."]),
        ("One. *[Two. Three](event:e)*", ["Two."]),
        ("One [@a] two\nthree [b](event:e) [@c]. Four.", ["One two three b."] * 3),
        ("- One [@a]\n- Two. Three [@b]", ["One", "Three"]),
        ("| One. Two [@a] | Three [@b] |\n|---|---|", ["Two", "Three"]),
        ("# One [@a]\n\nTwo.", ["One"]),
        ("[@a]", [""]),
        ("`One.` [@a] Two.", ["One."]),
    ],
)
def test_a_reference_has_the_sentence_it_stands_in(text: str, expected: list[str]) -> None:
    assert snippets(text) == expected


def test_occurrences_of_one_target_are_counted_through_the_blocks() -> None:
    text = "[@a] [@b] [@a, p. 4]\n\n- [@a]\n- [x](event:a) [y](event:a)\n\n[@b]"
    numbers = [(r.kind, r.id, r.number) for r in read_blocks(text).references]
    assert numbers == [
        ("source", "a", 1), ("source", "b", 1), ("source", "a", 2), ("source", "a", 3),
        ("event", "a", 1), ("event", "a", 2), ("source", "b", 2),
    ]  # fmt: skip


def test_a_reference_is_a_value() -> None:
    (reference,) = read_inline("A [@b, p. 4].").references
    assert reference == Reference("source", "b", "A.", "@b", 0, 1, "p. 4")


# The way back


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[@x]", 1, 2),
        ("`[@x]` [@x]", 1, 9),
        ("[@x-y; @z, p. 4; @x]", 1, 2),
        ("> - > a\n>   > `[@x]`\n>   > [@x]", 3, 8),
        ("-\ta\n\n\t`[@x]` [@x]", 3, 10),
        ("1. a\n   b `[@x]`\n   c [@x]", 3, 7),
        ("a\n     b [@x]", 2, 9),
        ("# a `[@x]` [@x] #", 1, 13),
        ("a `[@x]`\n[@x]\n===", 2, 2),
        ("| `[@x]` | [@x] |\n|---|---|", 1, 13),
        ("a | b\n---|---\n`[@x]` | [@x] |", 3, 11),
        ("> | a \\| `[@x]` | b \\| [@x] |\n> |---|---|", 1, 25),
        ("| [@xy] | b |\n|---|---|\n| [@xy] | [@xy] |\n| | [@x] |", 4, 6),
        ("```\n[@x]\n```\n[@x]", 4, 2),
        ("    [@x]\n\n[@x]", 3, 2),
        ("<https://example.org/@x> [@x]", 1, 27),
        ("\\[@x] [@x]", 1, 8),
        ("[a]: https://example.org/@x\n\n[a] [@x]", 3, 6),
        ("é😀 `[@x]` 😀[@x]", 1, 13),
        ("*`[@x]` **a [b `[@x]` [@x]](event:e)***", 1, 24),
        ("## a {#x}\n[@x]", 2, 2),
    ],
)
def test_a_needle_leads_back_to_what_was_read(text: str, line: int, column: int) -> None:
    prose = read_blocks(text)
    (offset, *_) = [
        at
        for at, reference in zip(found_at(prose), prose.references, strict=False)
        if reference.id.startswith("x") and reference.id != "xy"
    ]
    assert (text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)) == (line, column)


TARGETS = ("[@{}]", "[a](event:{})", "[@b, p. 4; @{}, p. 5]", "[a `x` [@c]](claim:{})")
LOOKALIKES = ("`[@xx]`", "`event:xx`", "`` claim:xx ` ``", "\\[@xx]", "@xx", "event:xx", "&amp;xx")
UNSEEN = "\ue000\ue000"  # as long as the id that takes its place
pieces = st.sampled_from(["a", "b c", "*d*", "**e [@f]**", "é", "😀", *LOOKALIKES])
targets = st.sampled_from(TARGETS).map(lambda target: target.format(UNSEEN))
spans = st.lists(pieces | targets, min_size=1, max_size=6).map(" ".join)
lines = st.lists(spans, min_size=1, max_size=3)
cells = st.lists(spans, min_size=2, max_size=2).map(lambda row: f"| {' | '.join(row)} |")
blocks = st.one_of(
    lines.map("\n".join),
    lines.map("\n  ".join),
    lines.map(lambda texts: "\n".join(f"> {text}" for text in texts)),
    lines.map(lambda texts: "\n".join(f"- {text}" for text in texts)),
    lines.map(lambda texts: "\n\n".join(f"1.  {text}\n    - {text}" for text in texts)),
    lines.map(lambda texts: "\n".join(f"> - > {text}" for text in texts)),
    spans.map(lambda text: f"### {text} ###"),
    st.tuples(cells, cells).map("\n|---|---|\n".join),
    spans.map(lambda text: f"```\n{text}\n```".replace(UNSEEN, "xx")),
    spans.map(lambda text: f"***\n\n    {text}".replace(UNSEEN, "xx")),
)


@settings(deadline=None)
@given(st.lists(blocks, min_size=1, max_size=4).map("\n\n".join))
def test_every_needle_leads_back_past_all_that_looks_the_same(marked: str) -> None:
    expected = [found.start() for found in re.finditer(UNSEEN, marked)]
    prose = read_blocks(marked.replace(UNSEEN, "xx"))
    ends = {
        at + len(reference.needle)
        for at, reference in zip(found_at(prose), prose.references, strict=False)
        if reference.id == "xx"
    }
    assert sorted(ends) == [start + len(UNSEEN) for start in expected]


@settings(deadline=None)
@given(st.text(st.sampled_from("a[@];:,()<>`*_|\\#-> \n\t!e{}&/h"), max_size=40))
def test_any_text_is_read_and_every_needle_is_there(text: str) -> None:
    for prose in (read_blocks(text), read_inline(text)):
        assert -1 not in found_at(prose)
        assert prose.plain == " ".join(prose.plain.split())
