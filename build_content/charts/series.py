"""Each series as a drawing: one mark a statement, never joined, for nobody said what lies between.

A figure holds two drawings of one series, for a narrow and for a wide column: the style sheet shows
the one that fits. SVG 2: https://www.w3.org/TR/SVG2/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from build_content.addresses import address_of
from build_content.charts.series_axes import is_day
from build_content.charts.series_marks import SHARED, Mark, draw_mark
from build_content.charts.series_plot import Plot, lay_out
from build_content.charts.series_svg import draw_plot
from build_content.charts.series_words import NARROW, WIDE, LabelLine, Statement
from build_content.dates import words
from build_content.graph import Graph
from build_content.labels import Labels, short_name_of
from build_content.model import Point, Series, Site
from build_content.text.escape import escape_html

_SIGNS: Final[Sequence[tuple[str, Mark, Callable[[Point], bool]]]] = (
    ("about", Mark(12, 12, 0, "about"), lambda point: point.bound == "about"),
    ("at-least", Mark(12, 18, 0, "at-least"), lambda point: point.bound == "at-least"),
    ("at-most", Mark(12, 6, 0, "at-most"), lambda point: point.bound == "at-most"),
    ("range", Mark(12, 12, 0, low=22, high=2), lambda point: point.low != point.high),
    ("extent", Mark(18, 12, 0, left=1, right=35), lambda point: not is_day(point.date)),
    (
        "unsure",
        Mark(18, 12, 0, left=1, right=35, dashed=True),
        lambda point: point.date.is_approximate or point.date.is_uncertain,
    ),
)
"""Signs by name: how each is drawn, and whether a statement has it."""


def assign_shapes(site: Site) -> Mapping[str, int]:
    """Return a shape for each speaker by id: the same in every series.

    Who speaks most chooses first. Two who never speak in the same series may share a shape; so
    do all for whom none is left.
    """
    together = [{point.by for point in series.points} for series in site.series]
    spoken = Counter(point.by for series in site.series for point in series.points)
    shapes: dict[str, int] = {}
    for speaker, _ in spoken.most_common():
        others = set[str]().union(*(names for names in together if speaker in names))
        used = {shapes[other] for other in others if other in shapes}
        shapes[speaker] = next((at for at in range(SHARED) if at not in used), SHARED)
    return shapes


def locate_event(id: str) -> str:
    """Return where an event's own page is, seen from the root."""
    return address_of(("event", id)).url


def tell_statements(
    graph: Graph, series: Series, locate: Callable[[str], str] = locate_event
) -> list[Statement]:
    """Return what is drawn of a series, in the order of time."""
    shapes = assign_shapes(graph.site)
    return [_tell(graph, point, shapes[point.by], locate) for point in series.statements]


def draw_series(
    graph: Graph, series: Series, locate: Callable[[str], str] = locate_event
) -> Markup:
    """Return a series' figure as HTML for a page at the root, without empty lines.

    `locate` gives the address of an event by its id.
    """
    statements = tell_statements(graph, series, locate)
    plots = [lay_out(statements, design, graph.site.language) for design in (NARROW, WIDE)]
    drawn = (line for plot in plots for line in draw_plot(plot, statements, series.id))
    return frame_series(graph, series, plots, drawn)


def frame_series(
    graph: Graph, series: Series, plots: Sequence[Plot], drawn: Iterable[str]
) -> Markup:
    """Return a series' drawings as a figure, with what it counts and who speaks in it."""
    lines = [
        '<figure class="chart" data-search-exclude>',
        *_write_caption(graph, series, plots),
        *drawn,
        *_write_key(graph.site, tell_statements(graph, series)),
        "</figure>",
    ]
    return Markup("\n".join(lines))  # noqa: S704 - escaped where it is written


def draw_legend(graph: Graph) -> Markup:
    """Return what the marks of all series mean, as an HTML list: of signs that occur."""
    points = [point for series in graph.site.series for point in series.points]
    language = graph.site.language
    items = [
        _write_item(mark, language.say(f"numbers.sign_{name}"))
        for name, mark, occurs in _SIGNS
        if any(occurs(point) for point in points)
    ]
    return Markup("\n".join(['<ul class="chart-key">', *items, "</ul>"]))  # noqa: S704 - as above


def _tell(graph: Graph, point: Point, shape: int, locate: Callable[[str], str]) -> Statement:
    site, labels = graph.site, Labels(graph.site.language)
    spread = labels.range_of(point)
    label = [LabelLine("value", labels.value_of(point))]
    if spread:
        label.append(LabelLine("spread", spread))
    if graph.is_essays_figure(point):
        label.append(LabelLine("essay", site.language.say("numbers.essays")))
    label.append(LabelLine("who", short_name_of(site.actor(point.by))))
    label.append(LabelLine("when", words(point.date, site.language.dates)))
    address = locate(point.event) if point.event else ""
    return Statement(point, shape, tuple(label), address)


def _write_caption(graph: Graph, series: Series, plots: Sequence[Plot]) -> Iterator[str]:
    language = graph.site.language
    axes = language.say("numbers.axes", unit=f"{series.unit[:1].upper()}{series.unit[1:]}")
    counted = language.say("numbers.counted", what=series.counts.rstrip("."))
    told = describe_series(graph, series)
    if any(plot.has_moved for plot in plots):
        told = f"{told} {language.say('numbers.aside')}"
    if any(None in plot.labels for plot in plots):
        told = f"{told} {language.say('numbers.labelled')}"
    yield "<figcaption>"
    yield f'<strong id="_{series.id}-axes">{escape_html(axes)}</strong>'
    yield f"<span>{escape_html(counted)}</span>"
    yield f'<span id="_{series.id}-told">{escape_html(told)}</span>'
    yield "</figcaption>"


def describe_series(graph: Graph, series: Series) -> str:
    """Return how many statements there are, by how many, from when to when and how far apart."""
    language, labels = graph.site.language, Labels(graph.site.language)
    points = series.statements
    low = min(points, key=lambda point: point.value)
    high = max(points, key=lambda point: point.value)
    names = {
        name: f"{labels.value_of(point)} ({short_name_of(graph.site.actor(point.by))})"
        for name, point in (("low", low), ("high", high))
    }
    speakers = language.count("numbers.speakers", len({point.by for point in points}))
    told = [language.count("numbers.statements", len(points), speakers=speakers)]
    if points[0].date.text != points[-1].date.text:
        first, last = (words(points[at].date, language.dates) for at in (0, -1))
        told.append(language.say("numbers.between", first=first, last=last))
    if low.value != high.value:
        told.append(language.say("numbers.extremes", **names))
    return " ".join(told)


def _write_key(site: Site, statements: Sequence[Statement]) -> Iterator[str]:
    """Yield the list of a drawing's speakers, in the order in which they speak first."""
    shapes = {statement.point.by: statement.shape for statement in statements}
    yield '<ul class="chart-key">'
    for id, shape in shapes.items():
        actor = site.actor(id)
        short = short_name_of(actor)
        named = actor.name if short == actor.name else f"{short}: {actor.name}"
        yield _write_item(Mark(12, 12, shape), named)
    yield "</ul>"


def _write_item(mark: Mark, text: str) -> str:
    width = f"{2 * mark.x:g}"
    sign = f'<svg class="chart-sign" viewBox="0 0 {width} 24" width="{width}" height="24"'
    return f'<li>{sign} aria-hidden="true">{draw_mark(mark)}</svg> {escape_html(text)}</li>'
