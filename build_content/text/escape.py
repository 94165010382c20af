"""Plain text into Markdown, HTML and front matter, so that readers see what the author typed.

Markdown here is what Python-Markdown 3.11 reads with the extensions attr_list, md_in_html, tables
and toc (https://python-markdown.github.io/), within the bounds of CommonMark
(https://spec.commonmark.org/0.31.2/#backslash-escapes). HTML is the living standard
(https://html.spec.whatwg.org/multipage/syntax.html), front matter YAML 1.2
(https://yaml.org/spec/1.2.2/#57-escaped-characters).

Every function takes any text. What `escape_markdown` returns never joins with the Markdown before
or after it into a link, a picture, an entity or an attribute list. One place is out of reach: the
rest of a line after a closing block tag (`</div>text`), which Python-Markdown itself muddles.
Begin a new line there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

Scalar = str | int | float | bool | None
FieldValue = Scalar | Sequence[Scalar] | Mapping[str, Scalar]
"""What a front matter field may hold: a scalar, or one level of list or mapping."""

# What HTML and XML refuse, even as an entity, and what Python-Markdown keeps for itself (STX,
# ETX). None of it can be seen.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# No-break and thin spaces were typed on purpose, and stay.
_WHITESPACE: Final = re.compile("[ \t\n\v\f\r\x85\u2028\u2029]+")

# `&` and `<` as entities: raw HTML is cut out of a page before any backslash is read.
_ANYWHERE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;"} | {special: f"\\{special}" for special in "\\`*_[]{}#|"}
)
# Other dialects strike through with two tildes and fence code with three.
_TILDES: Final = re.compile("~{2,}")
# Before a link's bracket an exclamation mark would make a picture of it.
_CLOSING: Final = re.compile("!(?= ?$)")
# Python-Markdown defines a link by `[a]: b` even where a backslash stands before the bracket.
_DEFINING: Final = re.compile(r"\\\](?=:| ?$)")
# What makes a list, a quote, a heading's underline, a rule, a definition or a box of a line.
_OPENING: Final = re.compile(r"^ ?(?:\d+(?=[.)](?: |$))|(?=[-+!>]))")
_OPENING_BARE: Final = re.compile(r"^( ?)(=|:(?=[ :]|$)|\?(?=\?\?)|/(?=//))")

# What tools/check_site.py takes for Markdown that was left over, but an author may have meant.
_LOOKS_LEFT_OVER: Final = re.compile(
    r"\[\^|\[@|\{:? ?[#.]|\]\(|\b(?:event|claim|actor|term|series):[a-z0-9]"
)
# Nobody means this to be read: a reference of ours, in a field that holds none.
_REFERENCE: Final = re.compile(r"\]\((?:event|claim|actor|term|series):")

_NOT_IN_CODE_SPANS: Final = re.compile(r"[`\\|<&\]]")
_NOT_IN_ATTRIBUTES: Final = re.compile(r"[&<>\"'`\\\[\]{}|*_!#~]")
# XML 1.0 refuses these two (https://www.w3.org/TR/xml/#charsets), HTML takes them for spaces.
_NOT_IN_XML: Final = re.compile("[\v\f]")
# attr_list looks for its lists, and fenced_code for its fences, in raw HTML too.
_READ_IN_HTML: Final = re.compile(r"[&<>{`~]")
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NOT_IN_YAML: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def collapse(text: str) -> str:
    """Return plain text as one line that HTML and XML can hold, each run of white space as one."""
    # what can be printed holds no control character, and no white space but the space itself
    if text.isprintable() and "  " not in text:
        return text
    return _WHITESPACE.sub(" ", _FORBIDDEN.sub("", text))


def escape_markdown(text: str) -> str:
    """Write plain text as Markdown that shows it as typed, wherever inline Markdown may stand.

    Newlines and runs of white space become one space, at the ends too: an empty heading, item or
    cell is the caller's to avoid. Text that looks like markup stands in an element `data-typed`,
    which tells the checker of the site that it is meant; a whole reference of ours never is.
    """
    text = collapse(text)
    is_meant = _LOOKS_LEFT_OVER.search(text) and not _REFERENCE.search(text)
    return f"<span data-typed>{_escape(text)}</span>" if is_meant else _escape(text)


def escape_code(text: str) -> str:
    """Write plain text as inline code, for the same places as `escape_markdown`.

    A code span where one can hold the text. Elsewhere a `code` element, for tables and HTML blocks
    cut a page up before code spans are read.
    """
    text = collapse(text).strip()
    if not text or _NOT_IN_CODE_SPANS.search(text):
        return f"<code>{_escape(text)}</code>"
    return f"`{text}`"


def escape_html(text: str) -> str:
    """Write plain text as the text of an HTML or XML element, outside Markdown.

    Newlines stay. Where Markdown is read, in paragraphs and `markdown="block"`, this is right only
    inside a block element without a `markdown` attribute; else use `escape_markdown`.
    """
    if not text.isprintable():
        text = _NOT_IN_XML.sub(" ", _FORBIDDEN.sub("", text))
    return _READ_IN_HTML.sub(_name_character, text)


def escape_attribute(text: str) -> str:
    """Write plain text as the value of an attribute in double quotes, in HTML, XML or Markdown.

    White space is collapsed as in `escape_markdown`. Within `markdown="block"`, give an author's
    words to inline elements alone: Python-Markdown decodes the attributes of block elements, and
    writes an `&amp;` that was typed as such back unescaped.
    """
    return _NOT_IN_ATTRIBUTES.sub(lambda found: f"&#{ord(found[0])};", collapse(text))


def page_title(text: str) -> str:
    """Write plain text as a page's `title` or `description`, in front matter or navigation.

    Material puts both into HTML unescaped (MkDocs' templates do not escape by themselves), so both
    are given as HTML.
    """
    return escape(collapse(text).strip(), quote=False).replace('"', "&quot;")


def write_front_matter(fields: Mapping[str, FieldValue]) -> str:
    """Write a page's front matter, fences and a closing newline included.

    Keys are our own plain words. Text is quoted as YAML's double-quoted scalars, and comes back
    from YAML as given, except for characters that no document may hold.
    """
    lines = [f"{key}: {_write_value(value)}\n" for key, value in fields.items()]
    return "".join(["---\n", *lines, "---\n"])


def _escape(text: str) -> str:
    """Escape a text without control characters. Most texts hold little of what is looked for."""
    text = text.translate(_ANYWHERE)
    if "~~" in text:
        text = _TILDES.sub(lambda found: "&#126;" * len(found[0]), text)
    if "!" in text[-2:]:
        text = _CLOSING.sub(r"\!", text)
    if "]" in text:
        text = _DEFINING.sub("&#93;", text)
    if opening := _OPENING.match(text):
        return f"{opening[0]}\\{text[opening.end() :]}"
    if bare := _OPENING_BARE.match(text):
        return f"{bare[1]}&#{ord(bare[2])};{text[bare.end() :]}"
    return text


def _name_character(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"&#{ord(found[0])};"


def _write_value(value: FieldValue) -> str:
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        if not text.isprintable():
            text = _NOT_IN_YAML.sub(_escape_in_yaml, _FORBIDDEN.sub("", text))
        return f'"{text}"'
    if isinstance(value, Mapping):
        items = (f"{_write_value(key)}: {_write_value(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_write_value(item) for item in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _escape_in_yaml(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
