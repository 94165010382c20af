"""What a template needs to write one page: links seen from there, prose, lists of uses."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2 import __version__ as jinja2_version
from markupsafe import Markup

from build_content.addresses import Address, address_of
from build_content.dates import words
from build_content.graph import Graph, Use
from build_content.labels import Labels, mark_of
from build_content.languages import Language, fill
from build_content.linked_data.pages import describe_page
from build_content.linked_data.writing import write_json_ld
from build_content.model import Claim, Key, Site, SourceRef
from build_content.pages.previews import write_previews
from build_content.pages.references import PageReferences, finding_of, weight_of
from build_content.text.escape import (
    FieldValue,
    collapse,
    escape_attribute,
    escape_code,
    escape_markdown,
    page_title,
    write_front_matter,
)
from build_content.text.prose import Prose
from build_content.text.rendering import Finish, write_markdown

TEMPLATES: Final = Path(__file__).parent / "templates"
Locate = Callable[[Key], Address]


def _to_markdown(value: Any) -> Markup:
    """Escape whatever a template prints, unless it is Markdown already."""
    if type(value) is Markup:  # most is, and nothing is quicker to tell
        return value
    if hasattr(value, "__html__"):
        return Markup(value)  # noqa: S704 - made by this package
    return _escape(str(value))


@lru_cache(maxsize=32768)
def _escape(text: str) -> Markup:
    """Escape a text once: a title stands in many lists."""
    return Markup(escape_markdown(text))  # noqa: S704 - escaped here


def _find_cache() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept: where Python keeps compiled modules, if it may."""
    folder = TEMPLATES.parent / "__pycache__"
    if not os.access(folder, os.W_OK):
        return None
    return FileSystemBytecodeCache(str(folder), f"%s.jinja-{jinja2_version}.cache")


@cache
def _templates(language: Language) -> Environment:
    """Return the templates in a language. Plain text in them is escaped as Markdown, not HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_to_markdown,
        undefined=StrictUndefined,
        bytecode_cache=_find_cache(),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["labels"] = Labels(language)
    environment.globals["language"] = language
    environment.globals["mark_of"] = mark_of
    environment.globals["weight_of"] = weight_of
    environment.globals["finding_of"] = finding_of
    environment.globals["say"] = partial(_say, language)
    environment.globals["count"] = partial(_count, language)
    environment.filters["words"] = lambda date: words(date, language.dates)
    environment.filters["attribute"] = lambda text: Markup(escape_attribute(text))  # noqa: S704
    environment.filters["code"] = lambda text: Markup(escape_code(text))  # noqa: S704
    return environment


def _say(language: Language, key: str, /, **values: Any) -> Markup:
    """Return the words of a key as Markdown; a value that is Markdown already stays so."""
    return Markup(fill(language.pattern(key), values, escape_markdown))  # noqa: S704


def _count(language: Language, key: str, number: float, /, **values: Any) -> Markup:
    """Return the words for a number of things as Markdown."""
    values["n"] = language.number(number)
    return Markup(fill(language.form(key, number), values, escape_markdown))  # noqa: S704


class PageWriter:
    """One page in the making: where it stands decides how links are written.

    `locate` tells where an entry stands: the print edition has all of them on one page. `codes`
    are what entries are called on paper, where no link can be followed: E12.
    """

    def __init__(
        self,
        graph: Graph,
        page: str,
        locate: Locate = address_of,
        codes: Mapping[Key, str] = MappingProxyType({}),
    ) -> None:
        self.graph = graph
        self.page = page
        self._locate = locate
        self._codes = codes
        self._linked: dict[Key, None] = {}
        self._shown: set[Key] = set()

    @property
    def site(self) -> Site:
        """The site the page is of."""
        return self.graph.site

    @property
    def language(self) -> Language:
        """The language of the page's own words."""
        return self.graph.site.language

    @property
    def labels(self) -> Labels:
        """The labels of records in the page's language."""
        return Labels(self.language)

    def say(self, key: str, /, **values: Any) -> Markup:
        """Return the words of a key as Markdown; a value that is Markdown already stays so."""
        return _say(self.language, key, **values)

    def count(self, key: str, number: float, /, **values: Any) -> Markup:
        """Return the words for a number of things as Markdown."""
        return _count(self.language, key, number, **values)

    def write(
        self,
        template: str,
        title: str,
        description: str = "",
        front: Mapping[str, FieldValue] | None = None,
        **context: Any,
    ) -> str:
        """Return the page: front matter, the template's Markdown, previews of what it links to."""
        fields: dict[str, FieldValue] = {"title": page_title(title)}
        if description:
            fields["description"] = page_title(description)
        nodes = describe_page(self.graph, self.page)
        if nodes:
            fields["json_ld"] = write_json_ld(nodes)
        body = self.render(template, title=title, **context)
        parts = (write_front_matter(fields | dict(front or {})), body, write_previews(self))
        return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"

    def render(self, template: str, **context: Any) -> str:
        """Return a template's Markdown without front matter."""
        return (
            _templates(self.language)
            .get_template(template)
            .render(page=self, site=self.site, graph=self.graph, **context)
        )

    def target(self, key: Key, fragment: str = "") -> str:
        """Return an entry's address as a link's target from this page."""
        self._linked[key] = None
        address = self._locate(key)
        return (address.with_fragment(fragment) if fragment else address).from_page(self.page)

    def code(self, key: Key) -> Markup:
        """Return an entry's code on this page as Markdown, a space before it; or nothing."""
        code = self._codes.get(key)
        return Markup(f' <small class="code">({code})</small>' if code else "")  # noqa: S704 - ours

    def show(self, key: Key) -> None:
        """Note that the page tells of an entry itself, so that links to it need no preview."""
        self._shown.add(key)

    def list_unseen(self) -> list[Key]:
        """Return the entries that the page links to and does not tell of, by first link."""
        return [
            key
            for key in self._linked
            if key not in self._shown and self._locate(key).page != self.page
        ]

    def link(self, kind: str, id: str, text: str = "", fragment: str = "") -> Markup:
        """Return a link to an entry, named as the entry is called unless told otherwise."""
        shown = _escape(text or self.site.titles[kind, id]) + self.code((kind, id))
        return Markup(f"[{shown}]({self.target((kind, id), fragment)}){{ .{kind} }}")  # noqa: S704

    def page_link(self, page: str, text: str, fragment: str = "") -> Markup:
        """Return a link to a page of the site by its path without ending, or to an id on it."""
        target = Address(page, fragment).from_page(self.page)
        return Markup(f"[{escape_markdown(text)}]({target})")  # noqa: S704

    def cite(self, sources: Sequence[SourceRef]) -> Markup:
        """Return numbered links to sources that a field names."""
        items = [(source.id, source.locator or "") for source in sources]
        return Markup(PageReferences(self).cite(items) if items else "")  # noqa: S704

    def prose(
        self,
        prose: Prose,
        *,
        deepen: int = 0,
        anchored: bool = False,
        marked: bool = False,
        finish: Finish | None = None,
    ) -> Markup:
        """Return a text of the author's as Markdown, its references as links from this page."""
        references = PageReferences(self, anchored=anchored, marked=marked)
        return Markup(  # noqa: S704 - written by this package
            write_markdown(prose, references, deepen=deepen, finish=finish)
        )

    def record(self, claim: Claim, *, deepen: int = 0) -> Markup:
        """Return what sources say of a claim as Markdown, less the verdict that stands above it."""
        if claim.record is None:
            return Markup("")
        told = self.prose(claim.record, deepen=deepen)
        return Markup(self.labels.drop_verdict(claim, told, escape_markdown))  # noqa: S704 - as above

    def uses(self, kind: str, id: str) -> Mapping[str, Sequence[Use]]:
        """Return the uses of an entry under headings: each passage once, or else the naming entry.

        An entry whose text names the target says more there than in a field that names it too.
        """
        uses = self.graph.uses_of(kind, id)
        told = {use.by for use in uses if use.reference is not None}
        groups: dict[str, list[Use]] = defaultdict(list)
        seen: set[tuple[Key, str, str]] = set()
        for use in uses:
            is_passage = use.reference is not None
            passage = (use.by, use.anchor, use.snippet) if is_passage else (use.by, "", "")
            if passage in seen or (not is_passage and use.by in told):
                continue
            seen.add(passage)
            groups[self.language.say(f"entry_kind.{use.by[0]}")].append(use)
        return groups

    def list_uses(self, kind: str, id: str) -> Markup:
        """Return the uses of an entry as lists under headings."""
        macros: Any = _templates(self.language).get_template("macros.md.jinja").module
        return Markup(macros.used_in(self, kind, id))  # noqa: S704 - written by a template

    def tell_correction(self, kind: str, id: str) -> Markup:
        """Return a link to whoever takes corrections of an entry; nothing where nobody is named.

        A mail's subject names the entry (https://www.rfc-editor.org/rfc/rfc6068#section-2); a web
        address stays as it is, for nobody knows what its host makes of more.
        """
        contact = self.site.info.contact
        if contact is None:
            return Markup("")
        if contact.lower().startswith(("http://", "https://")):
            address = contact
        else:
            where, title = address_of((kind, id)).url, self.site.titles[kind, id]
            subject = self.language.say("entry.correct_subject", title=title, where=where)
            to = quote(contact.removeprefix("mailto:"), safe="@+")
            address = f"mailto:{to}?subject={quote(collapse(subject), safe='')}"
        return Markup(f"[{self.say('entry.correct')}](<{address}>)")  # noqa: S704 - a checked address
