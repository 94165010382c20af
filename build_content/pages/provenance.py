"""Who wrote what, when and under which licence: said the same way on every page that says it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from build_content.dates import EdtfDate, words
from build_content.model import EssayInfo
from build_content.pages.writer import PageWriter
from build_content.text.escape import escape_markdown
from build_content.text.prose import Prose

WORDS_A_MINUTE = 220


def tell_provenance(page: PageWriter) -> Markup:
    """Return what this site is, what it retells, and up to when sources were read."""
    return Markup(" ").join(_list_provenance(page))


def _list_provenance(page: PageWriter) -> Iterator[Markup]:
    info, essay = page.site.info, page.site.essay.info
    yield tell_original(page) if essay.original else _tell_kind(page)
    yield tell_byline(page)
    if page.site.claims and info.record_until:
        yield page.say("provenance.held_until", date=_words(page, info.record_until))
    elif page.site.claims:
        yield page.say("provenance.held")
    if info.publisher:
        yield page.say("provenance.publisher", name=info.publisher)
    if info.edition:
        yield page.say("provenance.edition", date=_words(page, info.edition))
    yield tell_review(page)


def tell_review(page: PageWriter) -> Markup:
    """Return who has reviewed the site, or that nobody has."""
    reviewers = page.site.info.reviewed_by
    if not reviewers:
        return page.say("provenance.not_reviewed")
    return page.say("provenance.reviewed", names=", ".join(reviewers))


def _tell_kind(page: PageWriter) -> Markup:
    info = page.site.essay.info
    return page.say(f"provenance.own_{info.kind or 'essay'}", date=_words(page, info.published))


def tell_original(page: PageWriter) -> Markup:
    """Return which text the essay retells, with a link to it; nothing if it is its own."""
    info = page.site.essay.info
    original = info.original
    if original is None:
        return Markup("")
    name = f"“{original.title}”" if original.title else page.language.say("provenance.untitled")
    shown = escape_markdown(name)
    title = Markup(f"[{shown}](<{original.url}>)" if original.url else shown)  # noqa: S704
    told = page.say(f"provenance.retells_{info.kind or 'text'}", title=title)
    if original.publisher:
        told = page.say("provenance.retells_where", told=told, publisher=original.publisher)
    if original.date:
        told = page.say("provenance.retells_when", told=told, date=_words(page, original.date))
    return told + "."


def tell_byline(page: PageWriter) -> Markup:
    """Return author, licence and dates of the essay; what is absent is said to be."""
    return Markup(" ").join(_list_byline(page, page.site.essay.info))


def _list_byline(page: PageWriter, info: EssayInfo) -> Iterator[Markup]:
    if info.authors:
        yield page.say("provenance.author", names=", ".join(info.authors))
    else:
        yield page.say("provenance.no_author")
    if info.license:
        yield page.say("provenance.licence", name=info.license)
    else:
        yield page.say("provenance.no_licence")
    done = "retold" if info.original else "published"
    yield page.say(f"provenance.{done}", date=_words(page, info.published))
    if info.updated:
        yield page.say("provenance.updated", date=_words(page, info.updated))


def tell_reading_time(page: PageWriter, *texts: Prose) -> Markup:
    """Return the minutes that texts take to read, at 220 words a minute."""
    count = sum(len(text.plain.split()) for text in texts)
    return page.count("provenance.reading_time", max(1, round(count / WORDS_A_MINUTE)))


def _words(page: PageWriter, date: EdtfDate) -> str:
    return words(date, page.language.dates)
