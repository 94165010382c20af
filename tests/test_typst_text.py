"""What an author types is set as typed: nothing of it is ever a command of Typst's."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfs import bare, read_pages

from build_content.editions.judging import read_characters
from build_content.editions.pdf import write_day
from build_content.editions.reading import classes_of, drop_front_matter, read_page, text_of
from build_content.editions.setting import FONTS, Job, quote, set_pdf, set_pdfs
from build_content.editions.typst_blocks import Sheet, write_blocks
from build_content.editions.typst_text import ESSAY, Place, write_text

NASTY = (
    "#panic()", "#let x = 1", "*not strong*", "_not emphasis_", "`not raw`", "$x^2$", "<label>",
    "@reference", "= no heading", "- no list", "+ no list", "/ no: term", "// no comment",
    "/* no comment */", "https://no.link/", "back\\slash", "\\u{41}", 'quo"te', "'quote'", "a~b",
    "a -- b --- c ... d", "[brackets] (parens) {braces}", "#[x]", "].", '")', '"#panic()"', "100 %",
    "a\u00a0b", "✓ ◷ ≈ ◐ ✗ ○", "Αθήνα", "Ыы", "ǆ ﬁ", "x;y", "#", "\\", '"',
)  # fmt: skip
HEAD = """#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))
#set text(font: ("Source Serif 4", "DejaVu Sans"), lang: "en")
#set smartquote(enabled: false)
#title[T]
= H
"""
KNOWN = sorted(
    code
    for code in frozenset().union(*(read_characters(font) for font in FONTS.glob("*.ttf")))
    if code > 32 and chr(code).isprintable()
)


def make_body(*texts: str) -> Element:
    body = Element("body")
    for text in texts:
        SubElement(body, "p").text = text
    return body


def write(body: Element, ids: frozenset[str] = frozenset()) -> str:
    return write_blocks(body, Sheet(Place(ids, {})))


def read_set(source: str, folder: Path) -> str:
    path = folder / "set.pdf"
    path.write_bytes(set_pdf(Job(HEAD + source, {})).content)
    return "\n".join(read_pages(path))


def test_nasty_texts_are_set_as_typed(tmp_path: Path) -> None:
    text = bare(read_set(write(make_body(*NASTY)), tmp_path))
    assert [typed for typed in NASTY if bare(typed) not in text] == []


@given(st.text(st.sampled_from([chr(code) for code in KNOWN] + [" ", "\n", "\t"]), max_size=60))
def test_a_string_holds_any_text(text: str) -> None:
    """Within the quotation marks none stands but escaped, so the string ends where we end it."""
    inner = quote(text)[1:-1]
    at = 0
    while at < len(inner):
        assert inner[at] not in '"\n'
        at += 2 if inner[at] == "\\" else 1
    assert at == len(inner)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a\n  b", '#"a b"'),
        ("a\u00a0 b", '#"a\u00a0 b"'),
        (" ", '#" "'),
        ("", ""),
        (None, ""),
    ],
)
def test_white_space_is_that_of_html(typed: str | None, written: str) -> None:
    assert write_text(typed) == written


def test_a_link_that_leads_nowhere_is_its_words() -> None:
    body = read_page("[words](#gone) and [words](#here){ .event }\n")
    source = write(body, frozenset({"here"}))
    assert "gone" not in source
    assert "#link(<here>)" in source


@pytest.mark.parametrize(
    ("part", "kind", "paged"),
    [
        ("_essay", "series", 1), ("_essay", "actor", 1), ("_essay", "event", 0),
        ("_claims", "series", 1), ("_claims", "actor", 0), ("_claims", "event", 0),
        ("_index", "series", 0),
    ],
)  # fmt: skip
def test_a_link_tells_its_page_where_no_code_does(part: str, kind: str, paged: int) -> None:
    body = read_page(f"[first](#here){{ .{kind} }} and [again](#here){{ .{kind} }}\n")
    source = write_blocks(body, Sheet(Place(frozenset({"here"}), {}, part)))
    assert source.count("#paged(<here>)") == paged
    assert source.count("#link(<here>)") == 2 - paged


@pytest.mark.parametrize(
    ("after", "owned", "rest"),
    [
        ("’s own", "’s", " own"),
        ("'s own", "'s", " own"),
        ("’s.", "’s", "."),
        ("’ own", "", "’ own"),
        ("’sort", "", "’sort"),
        (", too", "", ", too"),
    ],
)
def test_a_possessive_stands_before_the_page(after: str, owned: str, rest: str) -> None:
    body = read_page(f"[Putin](#here){{ .actor }}{after}\n")
    source = write_blocks(body, Sheet(Place(frozenset({"here"}), {}, ESSAY)))
    end = f'#"{owned}"' if owned else ""
    assert f'#paged(<here>)[#"Putin"{end}]#"{rest}"' in source


def test_blocks_of_every_kind_are_set(tmp_path: Path) -> None:
    page = """\
Para.

- one
- two

    inner

1. first
2. second

> quoted words

    verbatim   words

| head | right |
| --- | --: |
| cell | 12 |

<dl markdown="block">
<dt markdown="span">name</dt>
<dd markdown="span">value</dd>
</dl>

---

#### Deep

<p class="screen-only">Only for screens.</p>
"""
    files = {
        "words.typ": b'#let said = ("page": "p.", "of": "of", "cited": "Cited in")',
        "run-on.typ": b"",
    }
    source = f'#import "edition.typ": *\n{HEAD}== Two\n{write(read_page(page))}'
    path = tmp_path / "set.pdf"
    path.write_bytes(set_pdf(Job(source, files)).content)
    text = bare("".join(read_pages(path)))
    for words in ("Para.", "one", "inner", "second", "quoted words", "verbatim words", "cell",
                  "value", "Deep"):  # fmt: skip
        assert bare(words) in text
    assert "screens" not in text


def test_several_documents_come_back_in_order() -> None:
    jobs = [Job(f"{HEAD}{'#pagebreak()' * at}x", {}) for at in range(3)]
    assert [pdf.pages for pdf in set_pdfs(jobs)] == [1, 2, 3]


def test_what_cannot_be_set_is_a_fault_of_ours() -> None:
    with pytest.raises(RuntimeError, match="could not be displayed"):
        set_pdf(Job(f'{HEAD}#"漢"', {}))


@pytest.mark.parametrize(
    ("page", "left"),
    [("---\ntitle: x\n---\n\nText.\n", "\nText.\n"), ("Text.\n---\n", "Text.\n---\n")],
)
def test_front_matter_is_no_part_of_the_text(page: str, left: str) -> None:
    assert drop_front_matter(page) == left


def test_what_is_for_screens_goes_and_what_stands_behind_it_stays() -> None:
    body = read_page('a <span class="screen-only">b</span> c <span hidden="">d</span> e\n')
    assert text_of(body) == "a c e"
    assert not [part for part in body.iter() if "screen-only" in classes_of(part)]


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-11-22", "datetime(year: 2026, month: 11, day: 22)"),
        ("-0044-03-15", "datetime(year: 1, month: 1, day: 1)"),
        (None, "datetime(year: 1, month: 1, day: 1)"),
    ],
)
def test_a_day_is_told_to_typst(day: str | None, written: str) -> None:
    assert write_day(SimpleNamespace(day=day)) == written  # type: ignore[arg-type]
