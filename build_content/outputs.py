"""The one table: what is written, by which function, and where it stands in the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from build_content.charts.series import draw_legend, draw_series
from build_content.charts.series_paper import draw_series_on_paper
from build_content.charts.strip_key import draw_key
from build_content.charts.strips import draw_strips
from build_content.charts.timeline import draw_timeline
from build_content.downloads import Download
from build_content.exports.downloads import LOSSES, Downloads
from build_content.graph import Graph
from build_content.model import Site
from build_content.pages.actors import write_actors
from build_content.pages.claims import write_claims
from build_content.pages.coverage import write_coverage
from build_content.pages.data_index import write_data_index
from build_content.pages.essay import write_essay_index, write_section
from build_content.pages.event import media_files, write_event
from build_content.pages.glossary import write_glossary
from build_content.pages.home import write_home
from build_content.pages.index_a_z import write_index
from build_content.pages.numbers import write_numbers
from build_content.pages.print_edition import locate_event, write_print_edition
from build_content.pages.sources import write_sources
from build_content.pages.timeline import write_timeline, write_year
from build_content.pages.years import is_paged, list_years, split_events
from build_content.text.escape import escape_html

Navigation = list[Any]
ABOUT: Final = "about.md"
# Names a part to the theme alone (`footer_section` in mkdocs.yml): no reader sees it.
FOOT: Final = "Reference"


@dataclass(frozen=True, slots=True)
class Output:
    """A file under `docs/`: its path, what makes it, and for pages the way to it.

    `trail` names the sections of the navigation that lead to a page, outermost first; files
    that are not pages have None.
    """

    path: str
    make: Callable[[], str | bytes]
    trail: tuple[str, ...] | None = None


def list_outputs(graph: Graph, downloads: Sequence[Download] = ()) -> list[Output]:
    """Return everything that is written for a site, pages in reading order.

    `downloads` are the editions that pages link to.
    """
    exports = Downloads(graph)
    return [*_list_pages(graph, downloads, exports), *_list_downloads(graph.site, exports)]


def _list_pages(
    graph: Graph, downloads: Sequence[Download], exports: Downloads
) -> Iterator[Output]:
    site, say = graph.site, graph.site.language.say
    yield Output("index.md", partial(write_home, graph, draw_timeline, downloads), ())
    essay = (say("parts.essay"),)
    yield Output("essay/index.md", partial(write_essay_index, graph), essay)
    for at, section in enumerate(site.essay.sections):
        yield Output(f"essay/{section.id}.md", partial(write_section, graph, at), essay)
    yield from _list_timeline(graph)
    if site.claims:
        yield Output("claims.md", partial(write_claims, graph), ())
    if site.series:
        yield Output("numbers.md", partial(_make_numbers, graph), ())
    yield Output("sources.md", partial(write_sources, graph), ())
    if site.actors:
        yield Output("actors.md", partial(write_actors, graph), (FOOT,))
    if site.terms:
        yield Output("glossary.md", partial(write_glossary, graph), (FOOT,))
    yield Output("index-a-z.md", partial(write_index, graph), (FOOT,))
    yield Output("print.md", partial(make_print_edition, graph, downloads), (FOOT,))
    data = (FOOT, say("parts.data"))
    yield Output("data/index.md", lambda: _make_data_index(graph, downloads, exports), data)
    yield Output("data/coverage.md", partial(write_coverage, graph), data)


def _list_timeline(graph: Graph) -> Iterator[Output]:
    """Yield the timeline, then each year's page, if years have pages, and that year's events."""
    years, numbers = list_years(graph.site), graph.site.event_numbers
    part = graph.site.language.say("parts.timeline")
    make = partial(write_timeline, graph, years, draw_timeline)
    yield Output("timeline/index.md", make, (part,))
    for at, year in enumerate(years):
        if is_paged(graph.site):
            make = partial(write_year, graph, years, at, draw_timeline)
            yield Output(f"{year.page}.md", make, (part, year.heading))
        for trail, event in split_events(year, graph.site.language):
            make = partial(write_event, graph, numbers[event.id] - 1)
            yield Output(f"timeline/{event.id}.md", make, (part, *trail))


def make_print_edition(graph: Graph, downloads: Sequence[Download] = ()) -> str:
    """Return `print.md`, the page that editions are made from too, with its drawings."""
    site = graph.site
    drawings = {
        series.id: draw_series_on_paper(graph, series, locate_event) for series in site.series
    }
    strips = _frame_strips(site)
    return write_print_edition(graph, strips, draw_legend(graph), drawings, downloads)


def _frame_strips(site: Site) -> Markup:
    """Return the timeline for paper as HTML: the key, then each strip, or a line for a gap."""
    parts = [f'<figure class="strips">\n{draw_key(site)}\n</figure>'] if site.timeline else []
    for strip in draw_strips(site, locate_event):
        if strip.svg:
            parts.append(f'<figure class="strips">\n{strip.svg}\n</figure>')
        else:
            parts.append(f'<p class="gap">{escape_html(strip.heading)}</p>')
    return Markup("\n\n".join(parts))  # noqa: S704 - drawn by this package


def _make_numbers(graph: Graph) -> str:
    drawings = {series.id: draw_series(graph, series) for series in graph.site.series}
    return write_numbers(graph, draw_legend(graph), drawings)


def _make_data_index(graph: Graph, downloads: Sequence[Download], exports: Downloads) -> str:
    return write_data_index(graph, exports.losses, downloads)


def _list_downloads(site: Site, exports: Downloads) -> Iterator[Output]:
    for export in exports.files:
        yield Output(export.path, partial(str, export.text))
    yield Output(LOSSES, exports.write_losses)
    for file in media_files(site):
        yield Output(f"media/{file}", (Path(site.data) / "media" / file).read_bytes)


def render_outputs(outputs: Sequence[Output]) -> dict[str, bytes]:
    """Make every output: path to bytes."""
    rendered = {}
    for output in outputs:
        content = output.make()
        rendered[output.path] = content.encode() if isinstance(content, str) else content
    return rendered


def make_navigation(outputs: Sequence[Output], by_hand: Sequence[str]) -> Navigation:
    """Return the navigation as MkDocs reads it: generated pages in order, then those by hand.

    About stands after the sources, where a reader who doubts looks for it.
    """
    navigation: Navigation = []
    for output in outputs:
        if output.trail is not None:
            _find_section(navigation, output.trail).append(output.path)
            if output.path == "sources.md" and ABOUT in by_hand:
                navigation.append(ABOUT)
    return navigation + [path for path in by_hand if path != ABOUT]


def _find_section(navigation: Navigation, trail: Sequence[str]) -> Navigation:
    """Return the list of a section, which is the last of its parent's if it is there."""
    for name in trail:
        last: Mapping[str, Navigation] = (
            navigation[-1] if navigation and isinstance(navigation[-1], dict) else {}
        )
        if name not in last:
            navigation.append({name: []})
        navigation = navigation[-1][name]
    return navigation
