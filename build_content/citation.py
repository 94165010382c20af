"""How to cite the site and its pages: said from the data alone, for the clock is the reader's."""

from __future__ import annotations

from collections.abc import Iterator

from build_content.dates import words
from build_content.model import Site


def cite_authors(site: Site) -> str:
    """Return who is cited, before the title; nothing where no author is stated."""
    authors = site.essay.info.authors
    return site.language.say("cite.by", names=", ".join(authors)) if authors else ""


def cite_page(site: Site, title: str) -> str:
    """Return a page's title as a citation has it, before the site's."""
    return site.language.say("cite.page", title=title)


def cite_site(site: Site) -> str:
    """Return the site's title with the date of its edition, and who publishes it."""
    return " ".join(_list_parts(site))


def _list_parts(site: Site) -> Iterator[str]:
    info, essay, language = site.info, site.essay.info, site.language
    date = info.edition or essay.updated or essay.published
    key = "cite.edition" if info.edition else "cite.published"
    yield language.say(key, title=essay.title, date=words(date, language.dates))
    if info.publisher and info.publisher not in essay.authors:
        yield language.say("cite.publisher", name=info.publisher)
