"""References in an author's text as Markdown links on one page, and the marks of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from markupsafe import Markup

from build_content.graph import Graph
from build_content.labels import Labels, is_quiet, mark_of
from build_content.model import Claim, Key
from build_content.text.escape import escape_attribute, escape_markdown


class LinkingPage(Protocol):
    """What references ask of the page that they stand on."""

    @property
    def graph(self) -> Graph:
        """The site and who refers to whom in it."""
        ...

    @property
    def labels(self) -> Labels:
        """The labels of records in the page's language."""
        ...

    def target(self, key: Key, fragment: str = "") -> str:
        """Return an entry's address as a link's target from this page."""
        ...

    def code(self, key: Key) -> str:
        """Return an entry's code on this page as Markdown, a space before it; or nothing."""
        ...


class PageReferences:
    """References as links; with `anchored` each has an id, with `marked` claims bear their mark.

    Only the essay makes claims, so only its passages are marked; elsewhere a claim is linked to.
    """

    def __init__(self, page: LinkingPage, *, anchored: bool = False, marked: bool = False) -> None:
        self._page = page
        self._anchored = anchored
        self._marked = marked
        self._counts: dict[Key, int] = defaultdict(int)

    def cite(self, items: Sequence[tuple[str, str]]) -> str:
        """Return `[1; 2, p. 4]` as superscript links to the sources' entries."""
        links = []
        for source, locator in items:
            number = self._page.graph.numbers[source]
            target = self._page.target(("source", source))
            note = f", {escape_markdown(locator)}" if locator else ""
            links.append(f"[{number}]({target}){{ {self._anchor('source', source)}.source }}{note}")
        return f'<sup class="citation">\\[{"; ".join(links)}\\]</sup>'

    def refer(self, kind: str, target: str, words: str, *, holds_links: bool) -> str:
        """Return words as a link to an entry, or a passage of the essay with its claim's mark."""
        if kind == "claim" and self._marked:
            return self._mark(target, words)
        address = self._page.target((kind, target))
        anchor = self._anchor(kind, target)
        code = self._page.code((kind, target))
        # a link within a link is no HTML: the outer one then stands behind the words
        if holds_links:
            return f"{words} [→{code}]({address}){{ {anchor}.{kind} }}"
        return f"[{words}{code}]({address}){{ {anchor}.{kind} }}"

    def _mark(self, claim: str, words: str) -> str:
        """Return a passage as prose, with a link at its end that says what became of the claim.

        The passage itself is no link: whole sentences would be, and they may hold others.
        """
        judged = self._page.graph.site.claim(claim)
        anchor = self._anchor("claim", claim)
        id = f'id="{anchor[1:].strip()}" ' if anchor else ""
        mark = write_mark(
            judged,
            self._page.labels,
            self._page.target(("claim", claim)),
            self._page.code(("claim", claim)),
        )
        return f'<span {id}class="claim claim--{weight_of(judged)}">{words}</span> {mark}'

    def _anchor(self, kind: str, id: str) -> str:
        if not self._anchored:
            return ""
        self._counts[kind, id] += 1
        number = self._counts[kind, id]
        return f"#_{kind}-{id}{f'_{number}' if number > 1 else ''} "


def weight_of(claim: Claim) -> str:
    """Return how loud a claim's mark is: `view` is not rated, `open` is without a finding.

    `holds` and `view` are quiet; only `fails` is told in full.
    """
    if claim.verdict is None:
        return "view"
    if is_quiet(claim):
        return "holds"
    return "open" if claim.verdict in ("unproven", "unchecked") else "fails"


def finding_of(claim: Claim, labels: Labels) -> str:
    """Return a claim's verdict with its shape, or that it is of a kind that is not rated.

    A no-break space keeps the shape on the line of the words.
    """
    return f"{mark_of(claim)}\u00a0{labels.verdict_of(claim)}".lstrip("\u00a0")


def write_mark(claim: Claim, labels: Labels, address: str, code: str = "") -> str:
    """Return the link that ends a claim's passage: a shape and words, or a quiet one.

    Where the shape stands alone, its name is there for those who hear the page. A code, if any,
    is Markdown with a space before it.
    """
    weight = weight_of(claim)
    shown = finding_of(claim, labels) if claim.verdict else labels.kind_of(claim).lower()
    name = ""
    if weight == "holds":
        spoken = f"{shown} {Markup(code).striptags()}".rstrip()  # noqa: S704 - only read
        shown, name = mark_of(claim), f'aria-label="{escape_attribute(spoken)}" '
    small = f'<small class="verdict verdict--{claim.verdict or claim.kind}">'
    mark = f"[{small}{escape_markdown(shown)}</small>{code}]({address})"
    return f"{mark}{{ {name}.claim .mark .mark--{weight} }}"
