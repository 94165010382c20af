"""The timeline: the drawing over the ordered list, on one page or on a page a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from markupsafe import Markup

from build_content.dates import words
from build_content.graph import Graph
from build_content.languages import Language
from build_content.model import Event, Lane
from build_content.pages.filter import write_filter
from build_content.pages.writer import PageWriter
from build_content.pages.years import Year, anchor_of, find_months, is_paged, list_months

# The drawing takes the width, and the page is the list that stands beside others; what it asks for
# is added by `theme/main.html`.
FRONT: Final = {"hide": ["navigation", "toc"], "scripts": ["filter"], "styles": ["filter"]}


class Draw(Protocol):
    """What draws events: `outputs` brings it, for pages and charts do not know each other.

    `locate` tells an event's URL by its id, `locate_bin` that of a month ('2024-06'), both seen
    from the page that shows the drawing. Returns an HTML fragment.
    """

    def __call__(  # noqa: PLR0913 - what a drawing is made of
        self,
        events: Sequence[Event],
        *,
        lanes: Sequence[Lane],
        numbers: Mapping[str, int],
        language: Language,
        locate: Callable[[str], str],
        locate_bin: Callable[[str], str] | None = None,
        title: str = "",
        id: str = "timeline",
    ) -> str:
        """Return the drawing."""
        ...


def write_timeline(graph: Graph, years: Sequence[Year], draw: Draw) -> str:
    """Return `timeline/index.md`: all events, a line each if every year has its own page."""
    page = TimelinePage(graph, "timeline/index", draw)
    return page.write_list(
        "timeline_index.md.jinja",
        page.language.say("timeline.title"),
        page.language.say("timeline.drawing"),
        years,
        is_paged=is_paged(graph.site),
    )


def write_year(graph: Graph, years: Sequence[Year], at: int, draw: Draw) -> str:
    """Return `timeline/YEAR.md` of the year at a position among all years."""
    year = years[at]
    page = TimelinePage(graph, year.page, draw)
    return page.write_list(
        "timeline_year.md.jinja",
        page.language.say("timeline.year_title", year=year.heading),
        page.language.say("timeline.year_drawing", year=year.heading),
        [year],
        year=year,
        before=years[at - 1] if at else None,
        after=years[at + 1] if at + 1 < len(years) else None,
    )


class TimelinePage(PageWriter):
    """A page with a drawing of events over their list."""

    def __init__(self, graph: Graph, page: str, draw: Draw) -> None:
        super().__init__(graph, page)
        self._draw = draw

    def write_list(
        self,
        template: str,
        title: str,
        caption: str,
        years: Sequence[Year],
        **context: Any,
    ) -> str:
        """Return the page; `caption` is the drawing's title."""
        events = [event for year in years for event in year.events]
        summary = tell_span(events, self.language)
        drawing = self._draw_events(years, caption) if events else ""
        filters = write_filter(self.site, years) if len(events) > 1 else ""
        return self.write(
            template,
            title,
            summary,
            FRONT if events else None,
            years=years,
            summary=summary,
            drawing=Markup(drawing),  # noqa: S704 - drawn by this package
            filter=Markup(filters),  # noqa: S704 - written by this package
            list_months=lambda year: list_months(year, self.language),
            item=self.tell_item,
            **context,
        )

    def tell_item(self, event: Event) -> Markup:
        """Return the attributes of an event's list item: what it is linked, found, filtered by.

        Ids and numbers alone, so there is nothing to escape; and nothing twice, for a phone may
        have to read thousands of them. Without a last year an event ends in its first; with an
        empty one it has no end.
        """
        self.show(("event", event.id))
        number = self.site.event_numbers[event.id]
        first, last = event.date.earliest, event.date.latest
        start, end = (day.year if day else None for day in (first, last))
        attributes = {
            "id": anchor_of(event),
            # with this the number stays when others are filtered out
            "value": number,
            "data-event": event.id,
            "data-lane": event.lane,
            "data-status": event.status,
            "data-actors": " ".join(event.actors) or None,
            "data-from": start,
            "data-to": "" if end is None else None if end == start else end,
        }
        return Markup(" ").join(
            Markup(f'{name}="{value}"')  # noqa: S704 - as above
            for name, value in attributes.items()
            if value is not None
        )

    def _draw_events(self, years: Sequence[Year], caption: str) -> str:
        bins = dict(self._locate_bins(years))
        return self._draw(
            [event for year in years for event in year.events],
            lanes=self.site.lanes,
            numbers=self.site.event_numbers,
            language=self.language,
            locate=lambda id: f"{id}.html",
            locate_bin=bins.__getitem__,
            title=caption,
            id="_drawing",
        )

    def _locate_bins(self, years: Sequence[Year]) -> Iterator[tuple[str, str]]:
        """Yield the URL of each year and month, by '2024' and '2024-06', as seen from here."""
        for year in years:
            if year.page == self.page:
                page, start = "", "#_list"
            elif is_paged(self.site):
                page = start = f"{year.name}.html"
            else:
                page, start = "", f"#{year.anchor}"
            yield year.typed, start
            for month, id in find_months(year, self.language).items():
                yield month, f"{page}#{id}"


def tell_span(events: Sequence[Event], language: Language) -> str:
    """Return how many events there are and what the first and last are dated."""
    if not events:
        return language.say("timeline.none")
    first, last = (words(event.date, language.dates) for event in (events[0], events[-1]))
    return language.count("timeline.span", len(events), first=first, last=last)
