"""The Markdown that authors write: what is a reference, and what is only text."""

from __future__ import annotations

import pytest

from build_content.text.prose import Prose, read_blocks, read_inline


def targets(prose: Prose) -> list[tuple[str, str]]:
    return [(reference.kind, reference.id) for reference in prose.references]


def cited(text: str) -> list[tuple[str, str]]:
    return [(reference.id, reference.locator) for reference in read_inline(text).references]


def rules(prose: Prose) -> list[str]:
    return [fault.rule for fault in prose.faults]


# Citations


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("[@a]", [("a", "")]),
        ("[@a-1; @b]", [("a-1", ""), ("b", "")]),
        ("[@a;@b]", [("a", ""), ("b", "")]),
        ("[@a, p. 4]", [("a", "p. 4")]),
        ("[@a , pp. 4–5, fig. 2; @b, ch. 3]", [("a", "pp. 4–5, fig. 2"), ("b", "ch. 3")]),
        ("[@a; @b, p. 4; @a, p. 5]", [("a", ""), ("b", "p. 4"), ("a", "p. 5")]),
        ("[@a,]", [("a", "")]),
        ("[@a, see x@example.org]", [("a", "see x@example.org")]),
        ("[@a\n, p.\n4]", [("a", "p.\n4")]),
        ("[@a, p. \\[4\\]; @b, A&B]", [("a", "p. [4]"), ("b", "A&B")]),
        ("x[@a]y[@b]", [("a", ""), ("b", "")]),
        ("[@a][@b]", [("a", ""), ("b", "")]),
        ("[@A_b.c]", [("A_b.c", "")]),
    ],
)
def test_citations_are_read(text: str, items: list[tuple[str, str]]) -> None:
    assert cited(text) == items


@pytest.mark.parametrize(
    "text",
    ["@a", "[a]", "[see @a]", "[-@a]", "\\[@a]", "[\\@a]", "`[@a]`", "``[@a] ` ``", "[^1]",
     "@a]", "<https://example.org/[@a]>", "[ @a]"],
)  # fmt: skip
def test_what_only_looks_like_a_citation_is_text(text: str) -> None:
    prose = read_inline(text)
    assert targets(prose) == []
    assert rules(prose) == []
    assert prose.plain.replace(" ", "")


@pytest.mark.parametrize("text", ["[@a", "[@a [b]]", "[@a\\]", "[@", "*[@a*", "[@a\n\nb]"])
def test_a_citation_without_an_end_is_told(text: str) -> None:
    prose = read_blocks(text)
    assert targets(prose) == []
    assert rules(prose) == ["unknown-source"]
    assert "[@" in prose.faults[0].needle


@pytest.mark.parametrize(
    ("text", "malformed"),
    [
        ("[@]", ["@"]),
        ("[@a;]", [""]),
        ("[@a; ]", [""]),
        ("[@;@a]", ["@"]),
        ("[@a; b]", ["b"]),
        ("[@a @b]", ["@a @b"]),
        ("[@a, @b]", ["@a, @b"]),
        ("[@a,@b; @c]", ["@a,@b"]),
        ("[@a p. 4]", ["@a p. 4"]),
        ("[@@a]", ["@@a"]),
        ("[@ a]", ["@ a"]),
        ("[@, p. 4]", ["@, p. 4"]),
    ],
)
def test_a_malformed_citation_is_told(text: str, malformed: list[str]) -> None:
    faults = read_inline(text).faults
    said = [f"'{item}' is not" if item else "a citation is missing" for item in malformed]
    assert [fault.rule for fault in faults] == ["unknown-source"] * len(malformed)
    assert all(fault.message.startswith(words) for fault, words in zip(faults, said, strict=True))


def test_the_items_beside_a_malformed_one_are_read() -> None:
    assert cited("[@a; b; @c, p. 4]") == [("a", ""), ("c", "p. 4")]


# References


@pytest.mark.parametrize("kind", ["event", "actor", "term", "series", "claim"])
def test_a_link_to_an_entry_is_a_reference(kind: str) -> None:
    for text in (f"[words]({kind}:the-id)", f"<{kind}:the-id>", f"[words](<{kind}:the-id>)"):
        assert targets(read_inline(text)) == [(kind, "the-id")], text
    assert targets(read_blocks(f"[words][x]\n\n[x]: {kind}:the-id")) == [(kind, "the-id")]


@pytest.mark.parametrize(
    "text",
    ["\\[words](event:x)", "[words\\](event:x)", "`[words](event:x)`", "event:x",
     "[words]\\(event:x)", "(event: x)", "(events)", "[x](https://example.org/(event:x))"],
)  # fmt: skip
def test_what_only_looks_like_a_reference_is_text(text: str) -> None:
    assert targets(read_inline(text)) == []
    assert rules(read_inline(text)) == []


@pytest.mark.parametrize(
    "text",
    ["[words] (event:x)", "[words](event:x", "(event:x)", "[words(event:x)", "*[words(event:x)*",
     "[[a](event:y) words](event:x", "[words](event:x y"],
)  # fmt: skip
def test_a_reference_that_is_not_whole_is_told_and_stays_text(text: str) -> None:
    prose = read_inline(text)
    assert ("event", "x") not in targets(prose)
    [fault] = prose.faults
    assert (fault.rule, fault.needle) == ("unknown-event", "event:x")
    assert "(event:x)" in fault.hint
    assert "event:x" in prose.plain


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@a-b", ["a-b"]), ("(@a-b).", ["a-b"]), ("*@a*", ["a"]), ("[see @a]", ["a"]),
        ("[-@a]", ["a"]), ("[a]", ["a"]), ("*[a-b]*", ["a-b"]), ("[a] @b", ["a", "b"]),
        ("me@a", []), ("me.@a", []), ("@a@b.org", []), ("@a.org", []), ("\\@a", []), ("`@a`", []),
        ("\\[a]", []), ("\\[@a]", []), ("[A]", []), ("[a](https://b.org)", []), ("[@a]", []),
        ("<me@a.org>", []), ("@A", []), ("[a b]", []), ("@a-b@c", []),
    ],
)  # fmt: skip
def test_an_id_in_plain_text_may_be_meant_as_a_citation(text: str, ids: list[str]) -> None:
    prose = read_inline(text)
    assert [bare.id for bare in prose.bare] == ids
    assert prose.faults == ()


def test_references_stand_within_marks_and_marks_within_references() -> None:
    text = "*a [b **c** `d`](event:e) [@s]* __[f](actor:g)__ ***[h *i*](term:j)***"
    prose = read_inline(text)
    assert targets(prose) == [("event", "e"), ("source", "s"), ("actor", "g"), ("term", "j")]
    assert prose.plain == "a b c d f h i"


def test_a_passage_may_hold_other_references() -> None:
    text = "[It [flew](event:e) [@s, p. 4] over [x [y](term:t)](actor:a)](claim:c), twice."
    assert targets(read_inline(text)) == [
        ("claim", "c"), ("event", "e"), ("source", "s"), ("actor", "a"), ("term", "t"),
    ]  # fmt: skip
    assert read_inline(text).plain == "It flew over x y, twice."


def test_brackets_within_words_are_words() -> None:
    assert read_inline("[a [b] \\] c](event:e)").plain == "a [b] ] c"


def test_a_reference_binds_tighter_than_emphasis() -> None:
    prose = read_inline("*a [b*](event:e) c*")
    assert prose.plain == "a b* c"
    assert targets(prose) == [("event", "e")]


# Links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](https://example.org/x_(y))", "https://example.org/x_(y)"),
        ("[a](https://example.org/x_(y)_(z) 'title (t)')", "https://example.org/x_(y)_(z)"),
        ("[a](<https://example.org/x y>)", "https://example.org/x%20y"),
        ("[a](https://example.org/\\(x)", "https://example.org/(x"),
        ("<https://example.org/a_(b)>", "https://example.org/a_(b)"),
        ("[a](HTTPS://Example.org)", "HTTPS://Example.org"),
        ("[a](mailto:a@example.org)", "mailto:a@example.org"),
        ("<a@example.org>", "mailto:a@example.org"),
    ],
)
def test_links_lead_where_they_say(text: str, address: str) -> None:
    prose = read_inline(text)
    (token,) = [t for t in prose.tokens[0].children or () if t.type == "link_open"]
    assert token.attrs["href"] == address
    assert rules(prose) == []


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "file:///x", "ftp://example.org",
     "vbscript:x", "//example.org", "/x", "../x.md", "x.html", "?x", "#x", "", "https:x", "http://",
     "mailto:", "event", "Event:x", "source:x", "&#106;avascript:x", "java\\script:x", "https ://x"],
)  # fmt: skip
def test_any_other_address_is_told(url: str) -> None:
    assert rules(read_inline(f"[a](<{url}>)")) == ["bad-url"]
    assert rules(read_blocks(f"[a][x]\n\n[x]: <{url}>")) == ["bad-url"]


def test_an_address_that_is_not_used_is_not_told() -> None:
    assert rules(read_blocks("[x]: javascript:x")) == []
    assert rules(read_inline("`[a](javascript:x)` \\[a](b)")) == []


def test_a_picture_is_not_read_as_one() -> None:
    assert rules(read_inline("![a](a.png)")) == ["bad-url"]
    assert read_inline("![a](https://example.org/a.png)").plain == "!a"


# HTML


@pytest.mark.parametrize(
    "text",
    ["<b>", "a <br/> b", "<!-- x -->", "<?x?>", "<!X>", "<![CDATA[x]]>", "</p>", "<x-y z='1'>",
     "> <i>", "- <i>", "| a |\n|---|\n| <i> |", "# <i>", "*<i>*", "[<i>](event:e)", "<div>\n\na"],
)  # fmt: skip
def test_html_is_told(text: str) -> None:
    assert rules(read_blocks(text)) == ["raw-html"]


@pytest.mark.parametrize(
    "text",
    ["a < b > c", "1<2", "\\<b>", "`<b>`", "    <b>", "```\n<b>\n```", "&lt;b&gt;", "<3", "<é>",
     "< b>", "<https://example.org>", "<a@example.org>", "a<", "<", "[a](<https://example.org>)"],
)  # fmt: skip
def test_what_only_looks_like_html_is_text(text: str) -> None:
    assert rules(read_blocks(text)) == []


def test_of_a_pair_of_tags_one_is_told() -> None:
    faults = read_inline("<b>x</b> </i> <i>y</i> <b>z</b>").faults
    assert [(fault.needle, fault.nth) for fault in faults] == [
        ("<b>", 0), ("</i>", 0), ("<i>", 0), ("<b>", 1),
    ]  # fmt: skip


# Blocks


def test_code_blocks_hold_no_references() -> None:
    text = "    [@a]\n\n```\n[b](event:c) <b> [d](javascript:x)\n```\n\n~~~ [@e]\n~~~"
    assert targets(read_blocks(text)) == []
    assert rules(read_blocks(text)) == []


def test_an_inline_text_has_no_blocks() -> None:
    text = "# not a heading\n- nor a list\n\n    nor code [@a]\n> | nor |\n"
    prose = read_inline(text)
    assert prose.inline
    assert [token.type for token in prose.tokens] == ["inline"]
    assert targets(prose) == [("source", "a")]


def test_what_commonmark_lacks_is_text() -> None:
    text = (
        "~~a~~ H~2~O {.b} [^1] ==c== https://example.org :smile: $d$\n\n!!! note\n\n[^1]: A note."
    )
    assert read_blocks(text).plain == " ".join(text.split())
