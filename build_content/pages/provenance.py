"""Who wrote what, when and under which licence: said the same way on every page that says it."""

from __future__ import annotations

from markupsafe import Markup

from build_content.dates import words
from build_content.labels import ESSAY_KIND
from build_content.model import EssayInfo, Site
from build_content.pages.writer import PageWriter
from build_content.text.escape import escape_markdown
from build_content.text.prose import Prose

WORDS_A_MINUTE = 220


def tell_provenance(page: PageWriter) -> Markup:
    """Return what this site is, what it retells, and up to when sources were read."""
    site = page.site
    parts: list[str] = (
        [tell_original(site)] if site.essay.info.original else [_tell_kind(site.essay.info)]
    )
    parts.append(escape_markdown(tell_byline(site.essay.info)))
    if site.claims:
        until = site.info.record_until
        said = f" say up to {words(until)}" if until else " say"
        parts.append(escape_markdown(f"What it asserts is held against what sources{said}."))
    if site.info.publisher:
        parts.append(escape_markdown(f"Published by {site.info.publisher}."))
    if site.info.edition:
        parts.append(escape_markdown(f"Edition of {words(site.info.edition)}."))
    if not site.info.reviewed_by:
        parts.append("Not yet reviewed by a second reader.")
    else:
        parts.append(escape_markdown(f"Reviewed by {', '.join(site.info.reviewed_by)}."))
    return Markup(" ".join(parts))  # noqa: S704 - every part is escaped above


def _tell_kind(info: EssayInfo) -> str:
    kind = ESSAY_KIND[info.kind].lower() if info.kind else "essay"
    article = "an" if kind[0] in "aeo" else "a"
    return escape_markdown(f"This is {article} {kind} text, published {words(info.published)}.")


def tell_original(site: Site) -> Markup:
    """Return which text the essay retells, with a link to it; nothing if it is its own."""
    original = site.essay.info.original
    if original is None:
        return Markup("")
    title = escape_markdown(f"“{original.title}”" if original.title else "another text")
    linked = f"[{title}](<{original.url}>)" if original.url else title
    kind = ESSAY_KIND[site.essay.info.kind].lower() + " piece" if site.essay.info.kind else "text"
    told = f"This is a retelling, in other words, of the {kind} {linked}"
    if original.publisher:
        told += escape_markdown(f", published by {original.publisher}")
    if original.date:
        told += escape_markdown(f", {words(original.date)}")
    return Markup(f"{told}.")  # noqa: S704 - every part is escaped above


def tell_byline(info: EssayInfo) -> str:
    """Return author, licence and dates of the essay; what is absent is said to be."""
    author = f"By {', '.join(info.authors)}." if info.authors else "Author not stated."
    licence = f"Licence: {info.license}." if info.license else "No licence stated."
    published = f"{'Retold' if info.original else 'Published'} {words(info.published)}."
    updated = f" Updated {words(info.updated)}." if info.updated else ""
    return f"{author} {licence} {published}{updated}"


def tell_reading_time(*texts: Prose) -> str:
    """Return the minutes that texts take to read, at 220 words a minute."""
    count = sum(len(text.plain.split()) for text in texts)
    minutes = max(1, round(count / WORDS_A_MINUTE))
    return f"{minutes} minute{'' if minutes == 1 else 's'} to read."
