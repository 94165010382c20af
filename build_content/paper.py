"""What a page needs on paper alone: addresses for its links, and where it was printed from.

Done to the built HTML, so that pages written by hand have it too. On a screen nothing of it is
shown or read aloud (docs/assets/stylesheets/print.css), and as the index for searching is made
from the Markdown, it is not found either. Works without script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from posixpath import dirname, join, normpath
from typing import Final, NamedTuple
from urllib.parse import urldefrag, urlsplit

from build_content.addresses import address_of
from build_content.dates import words
from build_content.graph import Graph
from build_content.languages import Language
from build_content.text.escape import escape_attribute, escape_html

_ARTICLE: Final = re.compile(r"(<article\b.*?)(</article>)", re.DOTALL)
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What is passed over whole: drawings, previews, headings, which lead to more of what is below them,
# pages before and after, and notes in the margin, whose links the end of the section has again.
_PASSED_OVER: Final = (
    r"<svg\b.*?</svg>|<template\b.*?</template>|<h([1-6])\b.*?</h\1>"
    r'|<p class="around">.*?</p>|<details class="notes">.*?</details>'
)
_ATTRIBUTES: Final = r'(?P<attributes>(?:"[^"]*"|[^">])*)'
_LINK: Final = re.compile(rf"{_PASSED_OVER}|<a\b{_ATTRIBUTES}>(?P<words>.*?)</a>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r'\b(href|class)="([^"]*)"')
_TAG: Final = re.compile(r"<[^>]*>")
# They lead back to where they stand, or to files for programs; of a claim's mark, the end of the
# section tells more.
_NO_NUMBER: Final = frozenset({"headerlink", "paragraph-link", "skip", "mark", "cite-more"})


# All links, one a line, each with its address beside it: print.css.
_INDEX: Final = "index-a-z.html"


class Reference(NamedTuple):
    """A source as paper needs it: its citation number, what it is called, its own address."""

    number: int
    title: str
    address: str


@dataclass(frozen=True)
class Paper:
    """What is the same for all pages: what entries and sources are called, by address.

    Addresses of the site's own pages are relative to its root, as they are typed.
    """

    language: Language
    title: str
    edition: str
    license: str
    titles: Mapping[str, str]
    sources: Mapping[str, Reference]


@dataclass(frozen=True)
class _Link:
    """A link as it was found, and the address that paper lacks; nothing if it lacks none."""

    found: re.Match[str]
    address: str

    @property
    def words(self) -> str:
        """What the link reads as plain text."""
        return _text_of(self.found["words"] or "")


def gather_paper(graph: Graph) -> Paper:
    """Gather what pages need on paper."""
    site = graph.site
    info, dates = site.essay.info, site.language.dates
    edition = site.info.edition or info.updated or info.published
    return Paper(
        language=site.language,
        title=info.title,
        edition=words(edition, dates),
        license=info.license or "",
        titles={address_of(key).url: title for key, title in site.titles.items()},
        sources={
            address_of(("source", source.id)).url: Reference(
                graph.numbers[source.id], source.shown_title, source.url or ""
            )
            for source in site.sources
            if source.id in graph.numbers
        },
    )


def add_paper(html: str, path: str, root: str, paper: Paper) -> str:
    """Return a page with its links numbered and listed, and a line that says where it is from.

    `path` is the page's, from the site's root. `root` is the address where the site stands, with a
    slash at its end, or nothing where that is not known: then paths are all that can be printed.
    A page that has it already comes back as it is.
    """
    article = _ARTICLE.search(html)
    if article is None or '<div class="paper">' in html:
        return html
    links = [_Link(found, _address_of(found, path)) for found in _LINK.finditer(article[1])]
    sources = _list_sources(links, paper)
    known = sources.keys() | {source.address for source in sources.values()}
    rest = [link for link in links if link.address not in known and path != _INDEX]
    numbers = _number_links(rest, paper)
    end = "".join(_write_end(sources, numbers, path, root, paper))
    numbered = _mark_links(article[1], links, numbers, paper)
    page = f"{html[: article.start()]}{numbered}{end}{html[article.end(1) :]}"
    running = "".join(f' data-{name}="{text}"' for name, text in _name_page(html, root + path))
    return page.replace("<html ", f"<html{running} ", 1)


def _name_page(html: str, address: str) -> Iterator[tuple[str, str]]:
    """Return what stands at the head and the foot of every sheet, as attributes: see print.css."""
    if title := _TITLE.search(html):
        yield "title", escape_attribute(unescape(title[1]))
    yield "address", escape_attribute(address)


def _list_sources(links: Sequence[_Link], paper: Paper) -> dict[str, Reference]:
    """Return the sources whose citation numbers stand on the page, by address in the site.

    They need no second number, and no second title where the page tells it.
    """
    cited = {link.address for link in links if link.words.isdigit()} & paper.sources.keys()
    told = {link.address for link in links if not link.words.isdigit()}
    known = {address: paper.sources[address] for address in cited}
    return {
        address: source._replace(title="") if address in told else source
        for address, source in sorted(known.items(), key=lambda item: item[1].number)
    }


def _number_links(links: Sequence[_Link], paper: Paper) -> dict[str, tuple[int, str]]:
    """Return a number and a title for each address that links lead to, in the links' order."""
    numbers: dict[str, tuple[int, str]] = {}
    for link in links:
        if link.address:
            address, title = _name_target(link, paper)
            numbers.setdefault(address, (len(numbers) + 1, title))
    return numbers


def _mark_links(
    article: str, links: Sequence[_Link], numbers: Mapping[str, tuple[int, str]], paper: Paper
) -> str:
    parts, end = [], 0
    for link in links:
        number, _ = numbers.get(_name_target(link, paper)[0], (0, ""))
        if number:
            start = link.found.start() + len("<a")
            parts += [article[end:start], f' data-link="{number}"']
            end = start
    return "".join([*parts, article[end:]])


def _address_of(link: re.Match[str], path: str) -> str:
    """Return the address that paper lacks: whole, or from the site's root; or nothing."""
    if link["attributes"] is None:
        return ""
    named = {name: unescape(value) for name, value in _ATTRIBUTE.findall(link["attributes"])}
    href, classes = named.get("href", ""), named.get("class", "").split()
    if not _NO_NUMBER.isdisjoint(classes):
        return ""
    if urlsplit(href).scheme:
        return _address_outside(href, _text_of(link["words"]))
    target, fragment = urldefrag(href)
    page = normpath(join(dirname(path), target)) if target else path
    # a place on the page itself is at hand
    return "" if page == path else f"{page}#{fragment}".removesuffix("#")


def _address_outside(href: str, text: str) -> str:
    address = href.removeprefix("mailto:").partition("?")[0] if href[:7] == "mailto:" else href
    return "" if text == address else address


def _name_target(link: _Link, paper: Paper) -> tuple[str, str]:
    """Return the address to print, and what is there: the entry's own name, else the link's words.

    A passage is named as its page is, for nobody types the mark of a passage.
    """
    page, fragment = urldefrag(link.address)
    if fragment.startswith("_") and page in paper.titles:
        return page, paper.titles[page]
    return link.address, paper.titles.get(link.address, link.words)


def _text_of(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _write_end(
    sources: Mapping[str, Reference],
    numbers: Mapping[str, tuple[int, str]],
    path: str,
    root: str,
    paper: Paper,
) -> Iterator[str]:
    say = paper.language.say
    origin = escape_html(_tell_origin(path, root, paper))
    yield f'<div class="paper"><p class="colophon">{origin}</p>'
    cited = [
        (f"[{number}]", title, address)
        for number, title, address in sources.values()
        if title or address
    ]
    if cited:
        yield _write_list(say("printed.sources"), "", cited)
    links = [(f"›{number}", title, address) for address, (number, title) in numbers.items()]
    if links:
        yield _write_list(say("printed.links"), _tell_root(links, root, say), links)
    elif path == _INDEX and root:
        yield f"<p>{escape_html(say('printed.root', address=root))}</p>"
    yield "</div>"


def _tell_root(links: list[tuple[str, str, str]], root: str, say: Callable[..., str]) -> str:
    """Return what to put before addresses of the site's own; nothing where there are none."""
    own = any("://" not in address and "@" not in address for _, _, address in links)
    return say("printed.root", address=root) if own and root else ""


def _write_list(heading: str, note: str, items: list[tuple[str, str, str]]) -> str:
    told = f"<p>{escape_html(note)}</p>" if note else ""
    lines = "".join(
        f"<li><b>{number}</b> {escape_html(title)} "
        f'<span class="address">{escape_html(address)}</span></li>'
        for number, title, address in items
    )
    return f"<h2>{escape_html(heading)}</h2>{told}<ul>{lines}</ul>"


def _tell_origin(path: str, root: str, paper: Paper) -> str:
    say = paper.language.say
    terms = say("printed.licence", name=paper.license) if paper.license else say("printed.terms")
    edition = say("printed.edition", date=paper.edition)
    return " · ".join((paper.title, f"{root}{path}", edition, terms))
