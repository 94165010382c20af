"""Authors' texts come out of the site's renderer as CommonMark means them, and as nothing else.

A text is rendered in two ways: by markdown-it, which is CommonMark, and by Python-Markdown with the
extensions of `mkdocs.yml` from what `write_markdown` wrote. html5lib reads both as a browser does;
then they are the same, up to what `Reader` passes over.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt
from markdown_it.token import Token

from build_content.text.prose import Prose, read_blocks, read_inline
from build_content.text.rendering import Finish, write_html, write_markdown

XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCKS = frozenset(
    "blockquote body details div h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td th thead "
    "tr ul".split()
)
COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")

Piece = Any
"""A text, or an element as (name, attributes, pieces)."""


def load_extensions() -> tuple[list[str], dict[str, Any]]:
    """Return what `mkdocs.yml` tells Python-Markdown, and the one that MkDocs always adds."""
    text = (Path(__file__).parent.parent / "mkdocs.yml").read_text(encoding="utf-8")
    listed = text[text.index("markdown_extensions:") :].partition("\n\n")[0]
    extensions = yaml.safe_load(listed)["markdown_extensions"]
    configs = {k: v for one in extensions if isinstance(one, dict) for k, v in one.items()}
    names = [one if isinstance(one, str) else next(iter(one)) for one in extensions]
    return ["fenced_code", *names], configs


EXTENSIONS, CONFIGS = load_extensions()


class Plain:
    """References as they are simplest: links, and a number for a citation."""

    def cite(self, items: Sequence[tuple[str, str]]) -> str:
        return f"<sup>{len(items)}</sup>"

    def refer(self, kind: str, target: str, words: str, *, holds_links: bool) -> str:
        link = f"https://example.org/{kind}/{target}"
        return f"{words} [→]({link})" if holds_links else f"[{words}]({link})"


class PlainHtml(Plain):
    """The same in HTML."""

    def refer(self, kind: str, target: str, words: str, *, holds_links: bool) -> str:
        link = f'<a href="https://example.org/{kind}/{target}">'
        return f"{words} {link}→</a>" if holds_links else f"{link}{words}</a>"


def is_block(piece: Piece) -> bool:
    return not isinstance(piece, str) and piece[0] in BLOCKS


class Reader:
    """HTML as pieces, without what may differ: ids of headings, languages of code, white space that
    no one sees, paragraphs within an item that holds blocks, rows without content.
    """

    def read(self, html: str) -> list[Piece]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # html5lib tells of noncharacters, which are no fault
            document: Element = html5lib.parse(f"<!doctype html><body>{html}")
        return self._pieces(next(document.iter(f"{XHTML}body")), "body")

    def _pieces(self, element: Element, name: str) -> list[Piece]:
        pieces: list[Piece] = []
        self._add(pieces, element.text)
        for child in element:
            if isinstance(child.tag, str):
                for piece in self._element(child):
                    self._add(pieces, piece)
            self._add(pieces, child.tail)
        if name in {"pre", "code"}:
            return self._trim_code(pieces)
        pieces = list(self._trim(pieces, name))
        return self._wrap(pieces) if name == "li" else pieces

    def _add(self, pieces: list[Piece], piece: Piece) -> None:
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)

    def _element(self, element: Element) -> list[Piece]:
        name = str(element.tag).removeprefix(XHTML)
        attributes = dict(element.attrib)
        pieces = self._pieces(element, name)
        if attributes.get("class") == "headerlink":
            return []
        if name == "span" and "data-typed" in attributes:
            return pieces
        if name == "tbody" and not any(cell[2] for row in pieces for cell in row[2]):
            return []
        if name == "p" and not any(not isinstance(one, str) or one.strip() for one in pieces):
            return []
        return [(name, self._attributes(name, attributes), pieces)]

    def _attributes(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        if align := re.fullmatch(r"text-align:(\w+)", attributes.pop("style", "")):
            attributes["align"] = align[1]
        if name[0] == "h":
            attributes.pop("id", None)
        if name == "code":
            attributes.pop("class", None)
        return attributes

    def _trim(self, pieces: list[Piece], name: str) -> Iterator[Piece]:
        """Collapse white space, and drop it at the ends of blocks and beside blocks and breaks."""
        ends = ["block"] if name in BLOCKS else ["inline"]
        names = [*ends, *("" if isinstance(one, str) else one[0] for one in pieces), *ends]
        apart = {*BLOCKS, "br", "block"}
        for before, piece, after in zip(names, pieces, names[2:], strict=False):
            if not isinstance(piece, str):
                yield piece
                continue
            text = re.sub(r"[ \t\n\r\f]+", " ", piece)
            text = text.lstrip(" ") if before in apart else text
            text = text.rstrip(" ") if after in apart else text
            if text:
                yield text

    def _trim_code(self, pieces: list[Piece]) -> list[Piece]:
        if pieces and isinstance(pieces[0], str):
            lines = "".join(piece for piece in pieces if isinstance(piece, str)).split("\n")
            if len(lines) == 1:
                lines = [" ".join(lines[0].split())]
            text = "\n".join(line.rstrip() for line in lines).strip()
            return [text] if text else []
        return pieces

    def _wrap(self, pieces: list[Piece]) -> list[Piece]:
        """Put text beside blocks into paragraphs: a tight item may be written as a loose one."""
        if not any(is_block(piece) for piece in pieces):
            return pieces
        wrapped: list[Piece] = []
        for are_blocks, pieces_alike in groupby(pieces, is_block):
            run = list(pieces_alike)
            wrapped += run if are_blocks else [("p", {}, run)]
        return wrapped


def seen(html: str) -> list[Piece]:
    return Reader().read(html)


def render(markdown: str) -> str:
    return Markdown(extensions=EXTENSIONS, extension_configs=CONFIGS).convert(markdown)


def shown(text: str) -> list[Piece]:
    """Return what comes of a text on a page."""
    return seen(render(write_markdown(read_blocks(text), Plain())))


def meant(text: str) -> list[Piece]:
    """Return what CommonMark means; a page has one heading of the first level, its own."""
    return seen(re.sub(r"(</?h)1\b", r"\g<1>2", COMMONMARK.render(text)))


def holds_only_what_both_know(prose: Prose) -> bool:
    """Tell whether a text lacks what is told to its author, and what CommonMark lacks."""
    if any(fault.rule == "raw-html" for fault in prose.faults):
        return False
    for block in prose.tokens:
        if block.type == "heading_open" and block.meta:
            return False
        depth = 0
        for token in block.children or ():
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if depth > 1 or token.type in {"citation", "reference_open"}:
                return False
    return True


# Any text, from blocks that stand in each other, and from pieces of markup that may mean anything

WORDS = (
    *(
        "a",
        "B",
        "7",
        "word",
        "1.",
        "12)",
        "é",
        "—",
        "...",
        "“q”",
        "x_y",
        "a*b",
        "2*3*4",
        "it's",
        "C++",
    ),
    *("#1", "1,000", "AT&T", "&amp;", "&lt;b>", "\\*", "\\[", "\\`", "\\", "!", "![", "](", "[x]"),
    *(
        "[x]:",
        "{#id}",
        "{: .c}",
        "{.c}",
        "{ #x }",
        "[^1]",
        "[TOC]",
        "*[x]:",
        "!!!",
        "~~~",
        "~~",
        "--",
    ),
    *(
        "==",
        "+",
        "-",
        ">",
        "|",
        "\\|",
        ":",
        "http://e.org",
        "<http://e.org/a_b?c=1&d='2'>",
        "a@b.org",
    ),
    *("< b", "a<b", "$x$", "%%", "^", "§", "\u00a0", "event:x", "&copy", "{{ x }}", "{% x %}"),
)
plain = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
code = st.sampled_from(
    ["`a`", "`` ` ``", "`a|b`", "`<b>`", "`*a*`", "`[x](y)`", "`&amp;`", "`{#i}`", "` `", "`\\`"]
)
addresses = st.sampled_from(
    ["https://e.org/a", "https://e.org/a_(b)_c", "https://e.org/?a=1&b=2", "<https://e.org/a b>",
     "https://e.org/it's", "https://e.org/a*b*c", "https://e.org/#x_y_", "mailto:a@b.org",
     "https://e.org/&copy;x", "https://e.org/%7C", "https://e.org/a|b", "https://e.org/[x]",
     'https://e.org/"q"', "https://e.org/~u/{x}", "https://e.org/a\\_b"]
)  # fmt: skip
titles = st.sampled_from(["", ' "t"', " 't \"q\" *x* (y) [z] {#i} &amp; <b>'", " (it's)"])


def mark(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=2, max_size=3)
    breaks = st.sampled_from(["  \n", "\\\n", "\n"])
    return st.one_of(
        *(inner.map(form.format) for form in ("*{}*", "**{}**", "_{}_", "a*{}*b", "***{}** b*")),
        st.tuples(inner, addresses, titles).map(lambda parts: "[{}]({}{})".format(*parts)),
        several.map(" ".join),
        several.map("".join),
        st.tuples(inner, breaks, inner).map("".join),
    )


inline = st.recursive(st.one_of(plain, plain, code), mark, max_leaves=5)
line = inline.map(lambda text: text.replace("\n", " "))
cells = st.lists(st.just("") | line, min_size=1, max_size=3)
rows = cells.map(lambda row: f"| {' | '.join(row)} |")
rules = st.sampled_from(["|---|", "|:--|--:|", "|:-:|---|---|"])
tables = st.tuples(rows, rules, rows, rows).map("\n".join)
fences = st.sampled_from(
    ["    code", "    a\n\n    b", "```\nx <b> &amp; {#i}\n\n  y\n```",
     "~~~ py\n</li>\n</pre>\n~~~", "```\n\n\nx\n```", "```\n```", "    <div>\n    - a",
     "```\n[x]: y\n# h\n```", "    ```\n    x\n    ```", "````\n```\n~~~ py\nx\n~~~\n```\n````"]
)  # fmt: skip
leaves = st.one_of(
    inline, inline, inline, fences, tables,
    line.map("# {}".format), line.map("### {}".format), line.map("{}\n===".format),
    st.sampled_from(["---", "***"]),
)  # fmt: skip


def indent(text: str, first: str, rest: str) -> str:
    lines = [rest + line if line else line for line in text.split("\n")]
    return first + "\n".join(lines).removeprefix(rest)


def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    markers = st.sampled_from(["- ", "* ", "+ ", "1. ", "1) ", "7. ", "0. ", "10. "])
    pairs = st.tuples(inner, inner)
    items = st.one_of(inner, inner, st.just(""), pairs.map("\n".join), pairs.map("\n\n".join))
    gaps = st.sampled_from(["\n", "\n\n"])
    lists = st.tuples(markers, st.lists(items, min_size=1, max_size=3), gaps).map(
        lambda parts: parts[2].join(
            indent(item, parts[0], " " * len(parts[0])) for item in parts[1]
        )
    )
    quotes = inner.map(lambda text: indent(text, "> ", "> "))
    return st.one_of(lists, lists, quotes, st.lists(inner, min_size=2, max_size=3).map("\n\n".join))


documents = st.recursive(leaves, nest, max_leaves=6)


@settings(deadline=None, max_examples=150)
@given(documents)
@example("- a\n- b\n  - c\n  - d\n- e\n")
@example("1. a\n   - b\n\n     c\n2. d\n")
@example("- ```\n  code\n  ```\n- b\n")
@example("- a\n\n\n1. b\n2) c\n")
@example("- `a`\n- \xa0")
@example("> a\n\n<!-- -->\n\n> b")
@example("- # h\n- - b\n  - c\n-\n- > d")
@example("| `a|b` | \\| |\n|:-:|---|\n| `\\|` | *x* |")
def test_a_document_is_shown_as_commonmark_means_it(text: str) -> None:
    assume(holds_only_what_both_know(read_blocks(text)))
    assert shown(text) == meant(text)


MARKUP = (
    *"\\`*_[]()#+-.!|~:=?/&;@^$%\"'",
    *(
        "a",
        "b c",
        "7",
        "1.",
        "12)",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n  ",
        "\n    ",
    ),
    *("\n\n    ", "\n1. ", "\n   ", "> ", "- ", "\u00a0", "é", "![", "](", "]: ", "[^1]", "[TOC]"),
    *(
        "*[x]:",
        "!!!",
        "===",
        "---",
        "```",
        "~~~",
        "~~",
        "**",
        "*",
        "_",
        "`",
        "{#id}",
        "{.x}",
        "{: .x}",
    ),
    *(
        "{{ x }}",
        "{% x %}",
        "{ #x }",
        "&amp;",
        "&lt;",
        "&#60;",
        "&copy",
        "<http://e.org>",
        "a@b.org",
    ),
    *("<a@b.org>", "\n| a | b |\n|---|---|\n| c | d |", "\\|", "[x](https://e.org)", "\n===\n"),
    *(
        "[x]: https://e.org",
        "\n---\n",
        "# ",
        "\n## ",
        "\n\n***\n\n",
        "  \n",
        "\\\n",
        "    [x]: y\n",
    ),
)
markup = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=16).map("".join)


@settings(deadline=None, max_examples=300)
@given(markup)
@example("\n> \n\xa0\n> \\")
def test_whatever_is_typed_is_shown_as_commonmark_means_it(text: str) -> None:
    assume(holds_only_what_both_know(read_blocks(text)))
    assert shown(text) == meant(text)


def put_beside(block: str, tokens: Sequence[Token]) -> str:
    """Put a block beside notes, as the essay's pages do with those that hold references."""
    if tokens[0].type == "heading_open":
        return block
    notes = '<details markdown="block">\n<summary markdown="span">1</summary>\n</details>'
    return f'<div markdown="block">\n\n{block}\n\n{notes}\n\n</div>'


def take_out(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, str) or piece[0] != "div":
            yield piece
            continue
        *block, notes = piece[2]
        assert notes == ("details", {}, [("summary", {}, ["1"])])
        yield from block


@settings(deadline=None, max_examples=200)
@given(documents | markup)
@example("- a\n- b\n\n      code\n- c")
@example("> a\n>\n> - b\n\n<!-- -->")
@example("    </div>\n\n`</details>`\n\n| </div> | b |\n|---|---|\n| `|` | c |")
def test_a_document_is_shown_the_same_beside_notes(text: str) -> None:
    prose = read_blocks(text)
    assume(holds_only_what_both_know(prose))
    pieces = seen(render(write_markdown(prose, Plain(), finish=put_beside)))
    assert list(take_out(pieces)) == meant(text)


@settings(deadline=None, max_examples=150)
@given(markup)
def test_an_inline_text_is_shown_in_a_paragraph(text: str) -> None:
    prose = read_inline(text)
    assume(holds_only_what_both_know(prose))
    assume(prose.plain)
    html = render(f"before {write_markdown(prose, Plain())} after")
    wanted = COMMONMARK.renderInline(text.rstrip())
    assert seen(html) == seen(f"<p>before {wanted} after</p>")


@settings(deadline=None, max_examples=100)
@given(documents)
def test_html_is_what_commonmark_writes(text: str) -> None:
    prose = read_blocks(text)
    assume(holds_only_what_both_know(prose))
    assert write_html(prose, PlainHtml()) == COMMONMARK.render(text).strip()


references = st.sampled_from(["[@a]", "[@a; @b, p. 4]", "[x *y*](event:e)", "<claim:c>"])
held = st.lists(line | references, min_size=1, max_size=3).map(" ".join)
passages = held.map("[{}](claim:c)".format) | held.map("[{}](https://e.org/a_(b))".format)
cited = st.lists(line | references | passages, min_size=1, max_size=4).map(" ".join)
cited_documents = st.one_of(
    cited, cited.map("- {0}\n  - {0}\n- b".format), cited.map("> {}".format)
)


@settings(deadline=None, max_examples=200)
@given(cited_documents)
@example("[a <https://e.org/x> b](https://e.org/y)")
@example("*[a [@b] [c](event:d)](claim:e)*")
def test_markdown_and_html_show_the_same_references(text: str) -> None:
    prose = read_blocks(text)
    assume(not any(fault.rule == "raw-html" for fault in prose.faults))
    html = re.sub(
        r"\[([^][]*)\]\((https://example[^)]*)\)",
        r'<a href="\2">\1</a>',
        write_html(prose, PlainHtml()),
    )
    assert shown(text) == seen(html)


def links_within_links(pieces: list[Piece], *, within: bool = False) -> Iterator[Piece]:
    for piece in pieces:
        if not isinstance(piece, str):
            if within and piece[0] == "a":
                yield piece
            yield from links_within_links(piece[2], within=within or piece[0] == "a")


@settings(deadline=None, max_examples=150)
@given(cited_documents)
def test_no_link_stands_within_a_link(text: str) -> None:
    prose = read_blocks(text)
    assume(not any(fault.rule == "raw-html" for fault in prose.faults))
    html = write_html(prose, PlainHtml())
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", html, re.DOTALL)
    assert list(links_within_links(shown(text))) == []


# How it is written


def written(text: str, **options: Any) -> str:
    return write_markdown(read_blocks(text), Plain(), **options)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("", ""),
        ("a\nb  \nc", "a b<br>c"),
        ("*a* **b** `c` \\*", "<em>a</em> <strong>b</strong> `c` \\*"),
        ("- a\n- b\n  1. c\n  2. d", "-   a\n-   b\n    1.  c\n    2.  d"),
        ("- a\n\n- b", "-   a\n\n-   b"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("    <b>{x}", "<pre><code>&lt;b&gt;&#123;x}\n</code></pre>"),
        ("|a|b|\n|:-|-:|\n|c|d|", "| a | b |\n| :--- | ---: |\n| c | d |"),
        ("a\n\n***\n\nb", "a\n\n---\n\nb"),
        ('[a](https://e.org/(x) "t\'s")', '[a](https://e.org/&#40;x&#41; "t&#39;s")'),
    ],
)
def test_simple_texts_are_written_as_a_person_would(text: str, markdown: str) -> None:
    assert written(text) == markdown


@pytest.mark.parametrize(
    ("deepen", "levels"), [(0, [2, 2, 3, 6]), (1, [3, 3, 4, 6]), (-1, [2, 2, 2, 5])]
)
def test_headings_are_put_below_those_of_the_page(deepen: int, levels: list[int]) -> None:
    markdown = written("# a\n\n## b\n\n### c\n\n###### d", deepen=deepen)
    assert [len(line) - len(line.lstrip("#")) for line in markdown.split("\n\n")] == levels


def number_paragraphs() -> Finish:
    numbers = count(1)

    def finish(block: str, tokens: Sequence[Token]) -> str:
        is_paragraph = tokens[0].type == "paragraph_open"
        return f"{block}\n{{: #_p{next(numbers)} }}" if is_paragraph else block

    return finish


def test_what_a_caller_makes_of_a_block_takes_its_place() -> None:
    text = (
        "# h {#x}\n\none {.a}\n\n- two\n\n  three\n\n> four\n\nfive `{: #p9 }`\n\n    six\n\nseven"
    )
    pieces = seen(render(written(text, finish=number_paragraphs())))
    ids = [(piece[0], piece[1].get("id")) for piece in pieces]
    assert ids == [
        ("h2", None), ("p", "_p1"), ("ul", None), ("blockquote", None), ("p", "_p2"), ("pre", None),
        ("p", "_p3"),
    ]  # fmt: skip
    assert pieces[1][2] == ["one {.a}"]


def test_a_title_of_a_link_is_kept() -> None:
    text = "[a](https://e.org 'It\\'s \"here\" & <there> {#x}')"
    ((_, _, ((_, attributes, _),)),) = shown(text)
    assert attributes == {"href": "https://e.org", "title": 'It\'s "here" & <there> {#x}'}


def test_lists_that_follow_each_other_stay_apart() -> None:
    assert [piece[0] for piece in shown("- a\n* b\n\n1. c\n1) d")] == ["ul", "ul", "ol", "ol"]


def test_a_text_that_cannot_be_written_is_our_fault() -> None:
    with pytest.raises(ValueError, match="no way to write a span of type html_inline"):
        written("a <b>")
    with pytest.raises(ValueError, match="no way to write a block of type html_block"):
        written("<div>")
