"""Raw pasted text into an essay: each case is a folder of `convert/` with what must come out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from build_content.convert.essay import ConvertedEssay, convert_essay, list_stubs
from build_content.reading import read_site
from build_content.reading.essay import read_essay
from build_content.reading.nodes import Source

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("convert/*/pasted.txt"))
LONE = HERE / "convert/lone-first-words/pasted.txt"
ORIGINAL = HERE.parent.parent / "shared/essay/original.txt"
CITATION = re.compile(r"(?<!\\)\[(@[^\[\]]+)\]")
MARK = "\ue000"  # a character that no test types
STANDING_IN = "No standfirst stated"


def read_case(case: Path, name: str) -> str:
    return (case / name).read_bytes().decode("utf-8")


def parts_of(essay: ConvertedEssay) -> tuple[dict[str, str], list[str]]:
    """Return the front matter and the blocks of the body."""
    _, front, body = essay.markdown.split("---\n", 2)
    return yaml.safe_load(front), body.strip().split("\n\n")


def paragraphs_of(essay: ConvertedEssay) -> list[str]:
    return [block for block in parts_of(essay)[1] if not block.startswith("## ")]


def texts_of(essay: ConvertedEssay) -> list[str]:
    standfirst = parts_of(essay)[0]["standfirst"]
    return [*([] if standfirst == STANDING_IN else [standfirst]), *paragraphs_of(essay)]


def shown_by(essay: ConvertedEssay) -> str:
    """Return what readers see, by a renderer that is not ours, citations as outlets' names."""
    front, blocks = parts_of(essay)
    titles = {stub.id: stub.title for stub in essay.stubs}
    pieces = [] if front["standfirst"] == STANDING_IN else [front["standfirst"]]
    # Hide citations from the renderer, which does not know them.
    body = CITATION.sub(lambda found: f"({found[1].replace('@', MARK)})", "\n\n".join(blocks))
    body = re.sub(r" \{#[a-z0-9-]+\}$", "", body.removeprefix("## Essay"), flags=re.MULTILINE)
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        children = token.children or ()
        pieces += [" " if child.type == "softbreak" else child.content for child in children]
        pieces.append("\n")
    return re.sub(rf"{MARK}([a-z0-9-]+)", lambda found: titles[found[1]], "".join(pieces))


def letters_of(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def without_furniture(text: str, essay: ConvertedEssay) -> str:
    """Return the pasted text without what the notes say was dropped, which must be its end."""
    dropped = [note.split("'", 1)[1][:-1] for note in essay.notes if note.startswith("dropped")]
    kept = text.rstrip()
    for line in reversed(dropped):
        assert kept.endswith(line)
        kept = kept.removesuffix(line).rstrip()
    return kept


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_out_as_expected(case: Path) -> None:
    essay = convert_essay(read_case(case, "pasted.txt"))
    assert essay.markdown == read_case(case, "essay.md")
    assert list_stubs(essay.stubs) == read_case(case, "sources.yml")
    assert "".join(f"{note}\n" for note in essay.notes) == read_case(case, "notes.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_not_one_letter_of_a_case_is_lost(case: Path) -> None:
    pasted = read_case(case, "pasted.txt")
    essay = convert_essay(pasted)
    kept = re.sub(r"\{#[a-z0-9-]+\}$", "", without_furniture(pasted, essay), flags=re.MULTILINE)
    assert letters_of(shown_by(essay)) == letters_of(kept)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_reads_without_a_problem(case: Path, tmp_path: Path) -> None:
    essay = convert_essay(read_case(case, "pasted.txt"))
    (tmp_path / "essay.md").write_text(essay.markdown, "utf-8")
    (tmp_path / "sources.yml").write_text(list_stubs(essay.stubs), "utf-8")
    site, problems = read_site(str(tmp_path))
    ours = [
        problem
        for problem in problems
        if Path(problem.place.path).name in {"essay.md", "sources.yml"}
    ]
    assert ours == []
    cited = re.findall(r"@([a-z0-9-]+)", " ".join(CITATION.findall(essay.markdown)))
    assert {source.id for source in site.sources} == set(cited)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "  \t\n"),
        lambda text: text.rstrip("\n"),
        lambda text: "\n\n\u00a0\n" + text + "\n \n\n",
        lambda text: text.replace(" the ", "\u00a0the "),
        lambda text: text.replace(" the ", " \u200bthe\u00ad "),
    ],
    ids=["mark", "crlf", "cr", "trailing", "no-end", "blank", "no-break", "unseen"],
)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_how_a_text_was_saved_changes_nothing(case: Path, spoil: Callable[[str], str]) -> None:
    pasted = read_case(case, "pasted.txt")
    assert convert_essay(spoil(pasted)).markdown == read_case(case, "essay.md")


INDENTED = """\
\tThe mill at Oss has no wheel, and the river has gone elsewhere in
any case. It grinds what it is given: visitors, mostly, who come in
twos and threes.
\tNobody has told the miller. He sharpens the stones each spring and
sets them back, and on Sundays he paints the door.
\tThen he waits."""

CLAUSES = """\
The mill at Oss has no wheel.
However,
nobody has told the miller,
who sharpens the stones each spring.

He paints the door on Sundays,
and then,
Because it is Sunday,
He waits.

It is a good door."""

SENTENCES_A_LINE = """\
The mill at Oss has no wheel.
Nobody has told the miller so far.

He paints the door on Sundays.
Then he waits until somebody comes by and asks."""

TITLE_ABOVE = """\
A Mill Without a Wheel

The mill at Oss has no wheel, and the river has gone
elsewhere. Nobody has told the miller. In spring he
sharpens the stones. Then Sunday comes, he paints it.
It is a good door.
The river may come back. Rivers do, now and then, if a
dam breaks above the town and nobody mends it at once."""

TWO_WORDS = """\
The mill at Oss has no wheel, and the river has gone elsewhere.
North\u00a0Oss
has a mill with two. Nobody there has ever thought of lending one to
the neighbours, and nobody has asked.
Kaspar Jan Ool,
the miller, paints his door on Sundays and says that it is all about
the door."""


@pytest.mark.parametrize(
    ("pasted", "openings"),
    [
        pytest.param(INDENTED, ["The", "Nobody", "Then"], id="indents"),
        pytest.param(CLAUSES, ["The", "He", "It"], id="a-clause-a-line"),
        pytest.param(SENTENCES_A_LINE, ["The", "He"], id="a-sentence-a-line"),
        pytest.param(TITLE_ABOVE, ["A", "The", "The"], id="a-title-above-filled-lines"),
        pytest.param(TWO_WORDS, ["The", "North", "Kaspar"], id="names-alone"),
    ],
)
def test_paragraphs_begin_where_the_layout_says(pasted: str, openings: list[str]) -> None:
    assert [text.split()[0] for text in texts_of(convert_essay(pasted))] == openings


LONE_TEXTS = [(LONE, 7, 4, 4, ["No comments:", "Post a Comment"])] + [
    (path, 10, 8, 5, ["No comments:", "Post a Comment"]) for path in [ORIGINAL] if path.is_file()
]


@pytest.mark.parametrize(("path", "paragraphs", "citations", "outlets", "furniture"), LONE_TEXTS)
def test_a_paste_with_lone_first_words_comes_out_whole(
    path: Path, paragraphs: int, citations: int, outlets: int, furniture: list[str]
) -> None:
    pasted = path.read_text("utf-8")
    essay = convert_essay(pasted)
    front, _ = parts_of(essay)
    assert front["title"] == "Untitled"
    assert front["standfirst"] == pasted.split("\n", 1)[0]
    assert front.keys() == {"title", "standfirst", "published", "language"}
    assert len(paragraphs_of(essay)) == paragraphs
    assert len(re.findall("@", " ".join(CITATION.findall(essay.markdown)))) == citations
    assert len(essay.stubs) == outlets
    dropped = [note for note in essay.notes if note.startswith("dropped")]
    assert dropped == [f"dropped at the end: '{line}'" for line in furniture]
    words = shown_by(essay).replace("(", " ").replace(")", " ")
    assert re.findall(r"\w+", words) == re.findall(r"\w+", without_furniture(pasted, essay))


def test_a_paste_with_lone_first_words_has_its_blocks_of_text_apart() -> None:
    openings = [text.split()[0] for text in paragraphs_of(convert_essay(LONE.read_text("utf-8")))]
    assert openings == ["Nobody", "The", "Port", "In", "1,400", "No.", "Gree"]


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("He left (NK News).", "He left [@nk-news]."),
        ("He left. (NK News) She stayed.", "He left. [@nk-news] She stayed."),
        ("He left [NK News; Reuters]", "He left [@nk-news; @reuters]"),
        ('"He left (NK News)."', '"He left [@nk-news]."'),
        ("He left (nk news, USNI\nNews)!", "He left [@nk-news; @usni-news]!"),
        ("He left (NK News, Tolm Gazette).", "He left [@nk-news; @tolm-gazette]."),
        ("He left (Tolm Gazette).", "He left [@tolm-gazette]."),
        ("He left (38 North, France 24).", "He left [@38-north; @france-24]."),
        ("He left (NK News, NK News).", "He left [@nk-news; @nk-news]."),
        ("He left (Вести Daily; Ведомости News).", "He left [@daily; @news]."),
        ("He left (see above).", None),
        ("He left (KN-23).", None),
        ("He left (as of 2023).", None),
        ("He left (Kim Jong Un).", None),
        ("He left (See NK News).", None),
        ("He left (NK News, 2023).", None),
        ("He left (NK News reported it).", None),
        ("The agency (NK News) said so.", None),
        ("The British Broadcasting Corporation (BBC).", None),
        ("He asked the CFR (Council on Foreign Relations).", None),
        ("He left ().", None),
        ("He left (,).", None),
        ("He left (NK News,).", None),
    ],
)
def test_a_bracket_is_a_citation_only_if_all_of_it_names_outlets(
    pasted: str, shown: str | None
) -> None:
    essay = convert_essay(pasted)
    assert paragraphs_of(essay) == [shown or " ".join(pasted.split())]
    assert bool(essay.stubs) == (shown is not None)


@pytest.mark.parametrize(
    "pasted",
    ["He left (NK News, 2023).", "The agency (NK News) said so.", "He left (See NK News)."],
)
def test_a_bracket_that_may_be_a_citation_is_told(pasted: str) -> None:
    bracket = pasted[pasted.index("(") : pasted.index(")") + 1]
    notes = convert_essay(pasted).notes
    assert f"kept as text, though it may be a citation: '{bracket}'" in notes


@pytest.mark.parametrize(
    "end",
    [
        "They all went\nHome",
        "They stayed. There were\nno comments:",
        "They wrote what they could\nShare",
        "The sign said\nPosted by the door of number 7",
    ],
)
def test_an_essay_keeps_its_last_words(end: str) -> None:
    pasted = f"It rained on Thursday, and nobody came.\n{end}"
    essay = convert_essay(f"{pasted}\nPost a Comment")
    assert letters_of(shown_by(essay)) == letters_of(pasted)


@pytest.mark.parametrize(
    ("pasted", "joined"),
    [
        ("a transac-\ntional bond", "a transac-tional bond"),
        ("a transac-\ntional, so transactional bond", "a transactional, so transactional bond"),
        ("a hard-\nwon, hardwon, hard-won bond", "a hard-won, hardwon, hard-won bond"),
        ("two-\nand three-year bonds", "two- and three-year bonds"),
        ("a bond -\nof sorts", "a bond - of sorts"),
        ("a bond—\nof sorts", "a bond—of sorts"),
        ("a bond —\nof sorts", "a bond — of sorts"),
        ("a trans\u00ad\nactional b\u00adond", "a transactional bond"),
        ("pages 3-\n4 of it", "pages 3- 4 of it"),
        ("漢字の\n文章", "漢字の文章"),
        ("한국어\n문장", "한국어 문장"),
        ("a\tbond  of\u00a0sorts", "a bond of sorts"),
    ],
)
def test_lines_join_without_losing_a_letter(pasted: str, joined: str) -> None:
    assert paragraphs_of(convert_essay(pasted)) == [joined]


@pytest.mark.parametrize(
    "heading", ["2024", "index", "서론", "?!", "word " * 20, "Essay {#Not an id}"]
)
def test_every_heading_has_a_usable_id(heading: str) -> None:
    essay = convert_essay(f"## {heading}\nOne.\n## {heading}\nTwo.\n## section 1\nThree.")
    read, problems = read_essay(Source("essay.md", essay.markdown))
    assert problems == []
    assert read is not None
    assert len(read.sections) == 3


@pytest.mark.parametrize(
    "text", ["", "\n", "\ufeff", "\u00ad\n\u00ad", "Post a Comment", "## \u00ad\n"]
)
def test_a_text_without_words_is_told(text: str) -> None:
    essay = convert_essay(text)
    assert paragraphs_of(essay) == []
    assert "essay: the text holds no words" in essay.notes


def write_paragraph(lengths: list[int]) -> str:
    """Write a paragraph of words of these lengths, in sentences of nine."""
    words = ["straßenbahnen"[:length] for length in lengths]
    sentences = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


PARAGRAPHS = st.lists(st.integers(1, 12), min_size=20, max_size=90).map(write_paragraph)
ESSAYS = st.lists(PARAGRAPHS, min_size=2, max_size=5)


def fill_lone(paragraph: str, width: int) -> str:
    first, rest = paragraph.split(" ", 1)
    return f"{first}\n{textwrap.fill(rest, width)}"


@given(ESSAYS, st.integers(8, 160), st.sampled_from(["\n", "\n\n", "\n\t"]))
def test_filled_lines_keep_every_word_in_order(essay: list[str], width: int, between: str) -> None:
    pasted = between.join(textwrap.fill(paragraph, width) for paragraph in essay)
    assert " ".join(texts_of(convert_essay(pasted))).split() == pasted.split()


@given(ESSAYS, st.integers(40, 100))
def test_lone_first_words_part_paragraphs_exactly(essay: list[str], width: int) -> None:
    pasted = "\n".join(fill_lone(paragraph, width) for paragraph in essay)
    assert texts_of(convert_essay(pasted)) == essay


@given(ESSAYS, st.integers(40, 100))
def test_blank_lines_part_paragraphs_exactly(essay: list[str], width: int) -> None:
    pasted = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in essay)
    assert texts_of(convert_essay(pasted)) == essay


@given(ESSAYS, st.integers(40, 100))
def test_filled_lines_never_part_a_paragraph(essay: list[str], width: int) -> None:
    pasted = "\n".join(textwrap.fill(paragraph, width) for paragraph in essay)
    # Where nearly every line ends a sentence, nobody can tell: lines may be paragraphs.
    assume(sum(line.endswith(".") for line in pasted.split("\n")) < 0.8 * pasted.count("\n"))
    found = texts_of(convert_essay(pasted))
    # Every paragraph found is one of ours, or several whose last lines were full.
    ends = {len("".join(essay[: at + 1]).replace(" ", "")) for at in range(len(essay))}
    assert {len("".join(found[: at + 1]).replace(" ", "")) for at in range(len(found))} <= ends


@given(ESSAYS)
def test_lines_that_are_paragraphs_stay_so(essay: list[str]) -> None:
    assert texts_of(convert_essay("\n".join(essay))) == essay


TYPED = st.text(r"*_`[]<>&#-+=~|\!@{}(:/;.)12 ab", min_size=1)


@given(st.lists(TYPED, max_size=4))
def test_what_was_typed_is_what_is_shown(blocks: list[str]) -> None:
    assume(not any(re.match(r" {0,3}#{2,6}\s", block) for block in blocks))
    essay = convert_essay("\n\n".join(blocks))
    assert essay.stubs == ()
    assert shown_by(essay).split() == " ".join(blocks).split()


@given(st.text())
def test_any_text_becomes_an_essay_without_a_problem(text: str) -> None:
    essay = convert_essay(text)
    assert all("\n" not in note for note in essay.notes)
    assert read_essay(Source("essay.md", essay.markdown))[1] == []


@given(st.text('Aa1 .,:-—\n\r\t\u00a0\u00ad#()"', max_size=200))
def test_any_lines_become_an_essay_with_every_letter(text: str) -> None:
    assert letters_of(shown_by(convert_essay(text))) == letters_of(text)


@given(st.text(st.characters(categories=["Cs", "Cc", "Lu", "Po"])))
def test_broken_text_raises_nothing(text: str) -> None:
    convert_essay(text).markdown.encode("utf-8")
