"""Sources: each with every use of it, and lists by publisher and by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from markupsafe import Markup

from build_content.dates import words
from build_content.graph import Graph
from build_content.labels import SOURCE_KIND
from build_content.model import Site, Source
from build_content.pages.writer import PageWriter
from build_content.text.escape import escape_markdown


def write_sources(graph: Graph) -> str:
    """Return `sources.md`."""
    site, page = graph.site, PageWriter(graph, "sources")
    sources = order_sources(graph)
    summary = f"{len(sources)} sources, in the order in which they are first cited. "
    summary += (
        "A title in brackets is a description: the source bears another title, or none was seen."
    )
    return page.write(
        "sources.md.jinja",
        "Sources",
        summary,
        summary=summary,
        sources=sources,
        headings=head_sources(graph),
        references={source.id: write_reference(source) for source in sources},
        outlets=_group(site, lambda source: source.outlet),
        kinds=_group(site, lambda source: SOURCE_KIND.get(source.custom.kind or "", "")),
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


def write_reference(source: Source) -> Markup:
    """Return who published a source, where and when, whose voice it is, and how to reach it."""
    parts = [
        f"{', '.join(str(name) for name in source.author)}." if source.author else "",
        f"{source.outlet}{_via(source)}." if source.outlet or source.custom.via else "",
        _date(source),
        f"{SOURCE_KIND[source.custom.kind]}." if source.custom.kind else "",
        source.note or "",
    ]
    told = escape_markdown(" ".join(part for part in parts if part))
    links = [
        f"<span class='address'>[{escape_markdown(address)}](<{_in_brackets(address)}>)</span>"
        for address in (source.url, source.custom.archived)
        if address
    ]
    if source.custom.checked:
        links.append(escape_markdown(f"Address last checked {words(source.custom.checked)}."))
    return Markup("<br>".join([told, *links]))  # noqa: S704 - every part is escaped above


def _in_brackets(address: str) -> str:
    """Write an address so that a link in angle brackets holds it."""
    return address.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E")


def _via(source: Source) -> str:
    if not source.custom.via:
        return ""
    return f", via {source.custom.via}" if source.outlet else f"Via {source.custom.via}"


def _date(source: Source) -> str:
    if source.issued is not None:
        note = " (date approximate)" if source.custom.date_is else ""
        said = words(source.issued)
        return f"{said[:1].upper()}{said[1:]}{note}."
    accessed = f", read {words(source.accessed)}" if source.accessed else ""
    return f"Undated{accessed}."


def _group(site: Site, key: Callable[[Source], str]) -> list[tuple[str, list[Source]]]:
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in site.sources:
        groups[key(source)].append(source)
    return sorted(
        ((name, found) for name, found in groups.items() if name),
        key=lambda group: (group[0].casefold(), group[0]),
    )
