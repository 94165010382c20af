"""What a renderer and its theme must know of a site beyond its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.citation import cite_authors, cite_page, cite_site
from build_content.downloads import Download
from build_content.languages import Language
from build_content.linked_data.nodes import CARD
from build_content.model import Site
from build_content.text.escape import page_title

# Where a page's title belongs; `cite_page` holds no words but our own, so nothing else is like it.
PAGE: Final = "[page]"


@dataclass(frozen=True, slots=True)
class Metadata:
    """A site's name and description as HTML, its address if one is known, and words of a theme."""

    title: str
    description: str
    address: str | None
    locale: str
    """The language as Open Graph writes it: `en_GB` (https://ogp.me/#optional)."""
    published: str | None
    card: str
    """The path of the picture that stands for the site elsewhere."""
    words: Mapping[str, str]
    editions: Mapping[str, str]
    """What to call each edition, by its path."""


def tell_metadata(site: Site, downloads: Sequence[Download] = ()) -> Metadata:
    """Gather the metadata of a site and of its editions."""
    info = site.essay.info
    language, *region = info.language.split("-")[:2]
    return Metadata(
        title=page_title(info.title),
        description=page_title(info.standfirst),
        address=site.info.url,
        locale="_".join([language.lower(), *(part.upper() for part in region)]),
        published=info.published.earliest_iso,
        card=CARD,
        words=_say_words(site, site.language),
        editions={
            download.path: page_title(
                site.language.say(f"editions.short_{download.kind.replace('-', '_')}")
            )
            for download in downloads
        },
    )


def _say_words(site: Site, language: Language) -> Mapping[str, str]:
    """Return the words that stand in templates of the theme, as HTML."""
    said = {
        "card_alt": language.say("meta.card_alt", title=site.essay.info.title,
                                 count=language.count("meta.events", len(site.events))),
        "not_found": language.say("meta.not_found"),
        "not_found_why": language.say("meta.not_found_why"),
        "not_found_ways": language.say("meta.not_found_ways"),
        "not_found_near": language.say("meta.not_found_near"),
        "home": language.say("meta.home"),
        "index": language.say("meta.index"),
        "more": language.say("meta.more"),
        "search_kind": language.say("search.kind"),
        "search_year": language.say("search.year"),
    }  # fmt: skip
    return {key: page_title(words) for key, words in (said | _say_citation(site)).items()}


def _say_citation(site: Site) -> dict[str, str]:
    """Return the words around a page's title and address that make a citation of it.

    The theme, which knows both, puts the title in the place of `PAGE`.
    """
    return {
        "cite": site.language.say("cite.label"),
        "cite_authors": cite_authors(site),
        "cite_page": cite_page(site, PAGE),
        "cite_site": cite_site(site),
        "cite_more": site.language.say("cite.more"),
        "feed": site.language.say("feed.name"),
    }
