"""Prose as Markdown for the renderer, as HTML, and as plain text.

What a reference looks like is the caller's business (a `References`); what it stands between is
written so that Python-Markdown (https://python-markdown.github.io/) shows what CommonMark means.
Where the two disagree that is HTML: emphasis, code blocks, and lists and quotes that hold more than
text, the last two with Markdown inside (https://python-markdown.github.io/extensions/md_in_html/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Protocol

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from build_content.text.dialect import make_parser
from build_content.text.escape import escape_attribute, escape_code, escape_html, escape_markdown
from build_content.text.prose import Prose

_INDENT: Final = " " * 4
_APART: Final = "<!-- -->"
_LISTS: Final = {"bullet_list": "ul", "ordered_list": "ol"}
_MERGING: Final = frozenset({*_LISTS, "blockquote"})
_DEPTHS: Final = {
    "link_open": 1, "reference_open": 1, "link_close": -1, "reference_close": -1,
}  # fmt: skip
_LINKING: Final = frozenset({"link_open", "reference_open", "citation"})
_NOT_IN_ADDRESSES: Final = re.compile(r"[&()'*\[\]|]")


class References(Protocol):
    """How references look in one place of the output, whatever its language."""

    def cite(self, items: Sequence[tuple[str, str]]) -> str:
        """Return the mark for one citation: its (source id, locator) items."""
        ...

    def refer(self, kind: str, target: str, words: str, *, holds_links: bool) -> str:
        """Return words, already written in the output's language, as a link to an entry."""
        ...


Finish = Callable[[str, Sequence[Token]], str]
"""What a caller makes of a top-level block: its Markdown and its tokens to Markdown."""


def write_markdown(
    prose: Prose, references: References, *, deepen: int = 0, finish: Finish | None = None
) -> str:
    """Return prose as Markdown for Python-Markdown with attr_list, md_in_html and tables.

    `deepen` is added to the levels of headings, and a first-level one counts as a second;
    `finish` is given each top-level block in turn and returns what stands in its place.
    """
    return _MarkdownWriter(references, deepen).write(prose, finish)


class _MarkdownWriter:
    def __init__(self, references: References, deepen: int) -> None:
        self._references = references
        self._deepen = deepen

    def write(self, prose: Prose, finish: Finish | None) -> str:
        root = SyntaxTreeNode(prose.tokens)
        if prose.inline:
            return self._inline(root.children[0].children) if root.children else ""
        if finish is None:
            return self._blocks(root.children)
        return _join_blocks(
            [(node.type, finish(self._block(node), node.to_tokens())) for node in root.children]
        )

    def _blocks(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        return _join_blocks([(node.type, self._block(node)) for node in nodes])

    def _block(self, node: SyntaxTreeNode) -> str:  # noqa: PLR0911 - a table of kinds
        match node.type:
            case "paragraph":
                return self._inline(node.children[0].children)
            case "heading":
                level = min(6, max(2, 2 + self._deepen, int(node.tag[1]) + self._deepen))
                return f"{'#' * level} {self._inline(node.children[0].children)}"
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "blockquote":
                return self._quote(node)
            case "code_block" | "fence":
                return _write_code(node.content)
            case "table":
                return self._table(node)
            case "hr":
                return "---"
        raise ValueError(f"no way to write a block of type {node.type}")

    def _quote(self, node: SyntaxTreeNode) -> str:
        inside = self._blocks(node.children)
        if node.children and all(child.type == "paragraph" for child in node.children):
            return _prefix(inside, "> ")
        return f'<blockquote markdown="block">\n\n{inside}\n\n</blockquote>'

    def _list(self, node: SyntaxTreeNode) -> str:
        if not _is_plain_list(node):
            return self._list_in_html(node)
        items = []
        for number, item in enumerate(node.children, 1):
            marker = f"{number}." if node.type == "ordered_list" else "-"
            body = "\n".join(self._block(child) for child in item.children)
            items.append(marker.ljust(4) + _prefix(body, _INDENT)[4:])
        return ("\n" if _is_tight(node) else "\n\n").join(items)

    def _list_in_html(self, node: SyntaxTreeNode) -> str:
        tag = _LISTS[node.type]
        start = f' start="{node.attrs["start"]}"' if "start" in node.attrs else ""
        items = "\n".join(self._item_in_html(item) for item in node.children)
        return f'<{tag}{start} markdown="block">\n{items}\n</{tag}>'

    def _item_in_html(self, item: SyntaxTreeNode) -> str:
        inside = self._blocks(item.children)
        if len(item.children) == 1 and item.children[0].hidden:
            return f'<li markdown="span">{inside}</li>'
        return f'<li markdown="block">\n\n{inside}\n\n</li>'

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        lines = [
            "| " + " | ".join(self._inline(_cell_nodes(cell)) for cell in row.children) + " |"
            for row in rows
        ]
        lines.insert(1, "| " + " | ".join(_rule_of(cell) for cell in rows[0].children) + " |")
        return "\n".join(lines)

    def _link(self, node: SyntaxTreeNode) -> str:
        words, address = self._inline(node.children), _address(str(node.attrs["href"]))
        title = str(node.attrs.get("title", ""))
        if title.strip():
            address += f' "{escape_attribute(title)}"'
        # a link within a link is no HTML: the outer one then stands behind the words
        return f"{words} [→]({address})" if _holds_links(node) else f"[{words}]({address})"

    def _inline(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        return "".join(self._span(node) for node in nodes)

    def _span(self, node: SyntaxTreeNode) -> str:  # noqa: PLR0911 - a table of kinds
        match node.type:
            case "text":
                return escape_markdown(node.content) if node.content else ""
            case "inline":
                return self._inline(node.children)
            case "softbreak":
                return " "
            case "hardbreak":
                return "<br>"
            case "code_inline":
                return escape_code(node.content)
            case "em" | "strong":
                return f"<{node.type}>{self._inline(node.children)}</{node.type}>"
            case "link":
                return self._link(node)
            case "citation":
                return self._references.cite(node.meta["items"])
            case "reference":
                return self._references.refer(
                    node.meta["kind"],
                    node.meta["id"],
                    self._inline(node.children),
                    holds_links=_holds_links(node),
                )
        raise ValueError(f"no way to write a span of type {node.type}")


def _write_code(code: str) -> str:
    """Write a block of code. MkDocs looks for fences of code in HTML too."""
    escaped = escape_html(code).replace("`", "&#96;").replace("~", "&#126;")
    return f"<pre><code>{escaped}</code></pre>"


def _is_tight(node: SyntaxTreeNode) -> bool:
    """Tell whether a list's paragraphs stand without space around them."""
    children = (child for item in node.children for child in item.children)
    return all(child.hidden for child in children if child.type == "paragraph")


def _is_plain_list(node: SyntaxTreeNode) -> bool:
    """Tell whether both dialects read a list alike: a paragraph an item, or a tight outline."""
    if int(node.attrs.get("start", 1)) != 1:
        return False
    for item in node.children:
        first, below = item.children[:1], item.children[1:]
        if not first or first[0].type != "paragraph" or len(below) > 1:
            return False
        if not first[0].children[0].content.strip():
            return False
        if below and not (below[0].type in _LISTS and _is_tight(node) and _is_outline(below[0])):
            return False
    return True


def _is_outline(node: SyntaxTreeNode) -> bool:
    return _is_tight(node) and _is_plain_list(node)


def _join_blocks(blocks: Sequence[tuple[str, str]]) -> str:
    """Put blocks below each other, with a comment between those that would run together."""
    parts: list[str] = []
    last = ""
    for kind, block in blocks:
        if not block:  # a line of no-break spaces: it would keep nothing apart
            continue
        if last in _MERGING and kind in _MERGING:
            parts.append(_APART)
        parts.append(block)
        last = kind
    return "\n\n".join(parts)


def _prefix(block: str, prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in block.split("\n"))


def _cell_nodes(cell: SyntaxTreeNode) -> Iterable[SyntaxTreeNode]:
    return cell.children[0].children if cell.children else ()


def _rule_of(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    left, right = style.endswith(("left", "center")), style.endswith(("right", "center"))
    return f"{':' if left else '-'}--{':' if right else '-'}"


def _holds_links(node: SyntaxTreeNode) -> bool:
    return any(
        child.type in ("link", "citation", "reference")
        for child in node.walk()
        if child is not node
    )


def _address(url: str) -> str:
    """Write a URL so that neither a link's end, nor a title, nor an entity is read into it."""
    return _NOT_IN_ADDRESSES.sub(lambda found: f"&#{ord(found[0])};", url)


class _HtmlRenderer(RendererHTML):
    """CommonMark's HTML, with references written by the `references` in the environment."""

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        references: References = env["references"]
        return references.cite(tokens[idx].meta["items"])

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:  # noqa: N802
        """Render inline tokens; a link or a reference is rendered with what it holds."""
        parts: list[str] = []
        index = 0
        while index < len(tokens):
            end = _find_end(tokens, index)
            alone = super().renderInline(tokens[index : index + 1], options, env)
            if end > index:
                inside = tokens[index + 1 : end]
                links = any(token.type in _LINKING for token in inside)
                words = self.renderInline(inside, options, env)
                alone = _enclose(tokens[index], alone, words, env, links=links)
            parts.append(alone)
            index = end + 1
        return "".join(parts)

    def reference_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return ""


def _enclose(opened: Token, tag: str, words: str, env: Any, *, links: bool) -> str:
    if opened.type == "reference_open":
        references: References = env["references"]
        return references.refer(opened.meta["kind"], opened.meta["id"], words, holds_links=links)
    return f"{words} {tag}→</a>" if links else f"{tag}{words}</a>"


def _find_end(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes a link or a reference; of others their own."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += _DEPTHS.get(tokens[index].type, 0)
        if depth == 0:
            return index
    raise ValueError("a link without an end")


_OPTIONS: Final = make_parser().options
_RENDERER: Final = _HtmlRenderer()


def write_html(prose: Prose, references: References) -> str:
    """Return prose as HTML: a fragment without an enclosing element."""
    tokens = list(prose.tokens)
    return _RENDERER.render(tokens, _OPTIONS, {"references": references}).strip()
