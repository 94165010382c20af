"""References as HTML, with links relative to the site's root."""

from __future__ import annotations

from collections.abc import Sequence

from build_content.addresses import address_of
from build_content.graph import Graph
from build_content.text.escape import escape_html
from build_content.text.prose import Prose
from build_content.text.rendering import write_html


class HtmlReferences:
    """How references look in HTML that may stand anywhere under the site's root."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def cite(self, items: Sequence[tuple[str, str]]) -> str:
        """Return `[1; 2, p. 4]` as superscript links to the sources' entries."""
        links = []
        for source, locator in items:
            url = address_of(("source", source)).url
            note = f", {escape_html(locator)}" if locator else ""
            links.append(f'<a class="source" href="{url}">{self._graph.numbers[source]}</a>{note}')
        return f'<sup class="citation">[{"; ".join(links)}]</sup>'

    def refer(self, kind: str, target: str, words: str, *, holds_links: bool) -> str:
        """Return words as a link to an entry, or beside one where they hold links."""
        url = address_of((kind, target)).url
        if holds_links:
            return f'<span class="{kind}">{words}</span> <a class="{kind}" href="{url}">→</a>'
        return f'<a class="{kind}" href="{url}">{words}</a>'


def to_html(graph: Graph, prose: Prose) -> str:
    """Return a text of the author's as HTML with its references as links."""
    return write_html(prose, HtmlReferences(graph))
