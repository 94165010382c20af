"""Sources: each with every use of it, and lists by publisher and by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from markupsafe import Markup

from build_content.dates import words
from build_content.graph import Graph
from build_content.languages import Language
from build_content.model import Site, Source
from build_content.pages.writer import PageWriter
from build_content.text.escape import escape_markdown


def write_sources(graph: Graph) -> str:
    """Return `sources.md`."""
    site, page = graph.site, PageWriter(graph, "sources")
    sources = order_sources(graph)
    summary = page.language.count("sources.summary", len(sources))
    return page.write(
        "sources.md.jinja",
        page.language.say("sources.title"),
        summary,
        summary=summary,
        sources=sources,
        headings=head_sources(graph),
        references={source.id: write_reference(source, site.language) for source in sources},
        outlets=_group(site, lambda source: source.outlet),
        kinds=_group(site, lambda source: _kind_of(source, site.language)),
    )


def order_sources(graph: Graph) -> list[Source]:
    """Return the sources by citation number, unused ones last in file order."""
    last = len(graph.numbers) + 1
    return sorted(graph.site.sources, key=lambda source: graph.numbers.get(source.id, last))


def head_sources(graph: Graph) -> dict[str, str]:
    """Return each source's heading: its citation number and title."""
    return {
        source.id: f"[{graph.numbers[source.id]}] {source.shown_title}"
        if source.id in graph.numbers
        else source.shown_title
        for source in graph.site.sources
    }


def write_reference(source: Source, language: Language) -> Markup:
    """Return who published a source, where and when, whose voice it is, and how to reach it."""
    parts = [
        f"{', '.join(str(name) for name in source.author)}." if source.author else "",
        _outlet(source, language),
        _date(source, language),
        f"{kind}." if (kind := _kind_of(source, language)) else "",
        source.note or "",
    ]
    told = escape_markdown(" ".join(part for part in parts if part))
    links = [
        f"<span class='address'>[{escape_markdown(address)}](<{_in_brackets(address)}>)</span>"
        for address in (source.url, source.custom.archived)
        if address
    ]
    if source.custom.checked:
        day = words(source.custom.checked, language.dates)
        links.append(escape_markdown(language.say("sources.checked", date=day)))
    return Markup("<br>".join([told, *links]))  # noqa: S704 - every part is escaped above


def _in_brackets(address: str) -> str:
    """Write an address so that a link in angle brackets holds it."""
    return address.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E")


def _outlet(source: Source, language: Language) -> str:
    if not source.custom.via:
        return language.say("sources.outlet", outlet=source.outlet) if source.outlet else ""
    key = "sources.outlet_via" if source.outlet else "sources.via"
    return language.say(key, outlet=source.outlet, via=source.custom.via)


def _date(source: Source, language: Language) -> str:
    if source.issued is not None:
        said = words(source.issued, language.dates)
        key = "sources.date_approximate" if source.custom.date_is else "sources.date"
        return language.say(key, date=f"{said[:1].upper()}{said[1:]}")
    if source.accessed:
        return language.say("sources.undated_read", date=words(source.accessed, language.dates))
    return language.say("sources.undated")


def _kind_of(source: Source, language: Language) -> str:
    """Return what kind of publisher a source has, as readers see it; nothing if unknown."""
    return language.say(f"source_kind.{source.custom.kind}") if source.custom.kind else ""


def _group(site: Site, key: Callable[[Source], str]) -> list[tuple[str, list[Source]]]:
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in site.sources:
        groups[key(source)].append(source)
    return sorted(
        ((name, found) for name, found in groups.items() if name),
        key=lambda group: (group[0].casefold(), group[0]),
    )
