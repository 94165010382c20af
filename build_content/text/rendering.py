"""Prose as Markdown for the renderer, as HTML, and as plain text.

What a reference looks like is the caller's business (a `References`); what it stands between is
written so that Python-Markdown (https://python-markdown.github.io/) shows what CommonMark means:
emphasis as tags, because the two disagree about asterisks, lists indented by four.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from build_content.text.dialect import make_parser
from build_content.text.escape import escape_code, escape_markdown
from build_content.text.prose import Prose

_INDENT: Final = " " * 4
_APART: Final = "<!-- -->"
_MERGING: Final = frozenset({"bullet_list", "ordered_list", "code_block", "fence", "blockquote"})


class References(Protocol):
    """How references look in one place of the output, whatever its language."""

    def cite(self, items: Sequence[tuple[str, str]]) -> str:
        """Return the mark for one citation: its (source id, locator) items."""
        ...

    def refer(self, kind: str, target: str, words: str, *, holds_links: bool) -> str:
        """Return words, already written in the output's language, as a link to an entry."""
        ...


def write_markdown(
    prose: Prose, references: References, *, deepen: int = 0, paragraph_ids: str = ""
) -> str:
    """Return prose as Markdown for Python-Markdown with attr_list, md_in_html and tables.

    `deepen` is added to the levels of headings (never below 2); with `paragraph_ids` each
    top-level paragraph gets that text and its number, from 1, as its id.
    """
    return _MarkdownWriter(references, deepen).write(prose, paragraph_ids)


class _MarkdownWriter:
    def __init__(self, references: References, deepen: int) -> None:
        self._references = references
        self._deepen = deepen

    def write(self, prose: Prose, paragraph_ids: str) -> str:
        root = SyntaxTreeNode(prose.tokens)
        if prose.inline:
            return self._inline(root.children[0].children) if root.children else ""
        blocks = []
        number = 0
        for node in root.children:
            block = self._block(node)
            if paragraph_ids and node.type == "paragraph":
                number += 1
                block += f"\n{{: #{paragraph_ids}{number} }}"
            blocks.append((node.type, block))
        return _join_blocks(blocks)

    def _blocks(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        return _join_blocks([(node.type, self._block(node)) for node in nodes])

    def _block(self, node: SyntaxTreeNode) -> str:  # noqa: PLR0911 - a table of kinds
        match node.type:
            case "paragraph":
                return self._inline(node.children[0].children)
            case "heading":
                level = min(6, max(2, int(node.tag[1]) + self._deepen))
                return f"{'#' * level} {self._inline(node.children[0].children)}"
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "blockquote":
                return _prefix(self._blocks(node.children), "> ")
            case "code_block" | "fence":
                return _prefix(node.content.rstrip("\n"), _INDENT)
            case "table":
                return self._table(node)
            case "hr":
                return "---"
        raise ValueError(f"no way to write a block of type {node.type}")

    def _list(self, node: SyntaxTreeNode) -> str:
        start = int(node.attrs.get("start", 1))
        tight = all(
            child.hidden
            for item in node.children
            for child in item.children
            if child.type == "paragraph"
        )
        items = []
        for number, item in enumerate(node.children, start):
            marker = f"{number}." if node.type == "ordered_list" else "-"
            body = _prefix(self._blocks(item.children), _INDENT)
            items.append(marker.ljust(4) + body[4:])
        return ("\n" if tight else "\n\n").join(items)

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        lines = [
            "| " + " | ".join(self._inline(_cell_nodes(cell)) for cell in row.children) + " |"
            for row in rows
        ]
        lines.insert(1, "| " + " | ".join(_rule_of(cell) for cell in rows[0].children) + " |")
        return "\n".join(lines)

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
                return f"[{self._inline(node.children)}]({_address(str(node.attrs['href']))})"
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


def _join_blocks(blocks: Sequence[tuple[str, str]]) -> str:
    """Put blocks below each other, with a comment between those that would run together."""
    parts: list[str] = []
    last = ""
    for kind, block in blocks:
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
    """Write a URL so that neither the end of a Markdown link nor an entity is read into it."""
    for character, code in (
        ("&", "&amp;"),
        ("(", "%28"),
        (")", "%29"),
        ("|", "%7C"),
        ("*", "%2A"),
        ("[", "%5B"),
        ("]", "%5D"),
    ):
        url = url.replace(character, code)
    return url


class _HtmlRenderer(RendererHTML):
    """CommonMark's HTML, with references written by the `references` in the environment."""

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        references: References = env["references"]
        return references.cite(tokens[idx].meta["items"])

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:  # noqa: N802
        """Render inline tokens; a reference is rendered with what it holds."""
        parts: list[str] = []
        index = 0
        while index < len(tokens):
            if tokens[index].type != "reference_open":
                parts.append(super().renderInline(tokens[index : index + 1], options, env))
                index += 1
                continue
            end = _closing(tokens, index)
            inside = tokens[index + 1 : end]
            meta = tokens[index].meta
            links = any(t.type in ("link_open", "citation", "reference_open") for t in inside)
            words = self.renderInline(inside, options, env)
            references: References = env["references"]
            parts.append(references.refer(meta["kind"], meta["id"], words, holds_links=links))
            index = end + 1
        return "".join(parts)


def _closing(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += {"reference_open": 1, "reference_close": -1}.get(tokens[index].type, 0)
        if depth == 0:
            return index
    raise ValueError("a reference without an end")


_OPTIONS: Final = make_parser().options
_RENDERER: Final = _HtmlRenderer()


def write_html(prose: Prose, references: References) -> str:
    """Return prose as HTML: a fragment without an enclosing element."""
    tokens = list(prose.tokens)
    return _RENDERER.render(tokens, _OPTIONS, {"references": references}).strip()
