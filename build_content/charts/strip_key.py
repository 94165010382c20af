"""What the marks of the strips mean: only of what occurs in them, in rows as wide as a strip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_content.charts.legend import draw_sample, list_keys
from build_content.charts.marks import Mark
from build_content.charts.strip_lanes import PEN, WIDTH
from build_content.charts.strips import lay_strips
from build_content.charts.svg import Label, room_for, write_label, write_number, write_path
from build_content.labels import Labels
from build_content.model import Site
from build_content.text.escape import escape_attribute

_ROW: Final = 12.0
_SAMPLE: Final = 19.0
_BETWEEN: Final = 12.0
# Samples are drawn for the screen, around a middle 10 from the left, with points of a radius of 4.
_SCALE: Final = PEN.radius / 4
_Item = tuple[str, str]


def draw_key(site: Site) -> str:
    """Return the key as an `svg` element; an empty text for a timeline without events.

    A picture whose name is all its words: https://www.w3.org/TR/graphics-aria-1.0/#graphics-symbol
    """
    items = list(_list_items(site))
    if not items:
        return ""
    x, y, drawn = 0.0, 0.0, []
    for sample, text in items:
        width = _SAMPLE + room_for(text, "column")
        if x and x + width > WIDTH:
            x, y = 0.0, y + _ROW
        drawn.append(_place(sample, x, y))
        drawn.append(write_label(Label(text, x + _SAMPLE, y + 8.5, "column")))
        x += width + _BETWEEN
    size = f"{write_number(WIDTH)} {write_number(y + _ROW)}"
    name = escape_attribute(f"{site.language.say('strips.key')}: {'; '.join(_say(items))}.")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing strip" viewBox="0 0 {size}" '
        f'width="{WIDTH:g}" height="{write_number(y + _ROW)}" role="img" aria-label="{name}">\n'
        f"{''.join(drawn)}\n</svg>"
    )


def _list_items(site: Site) -> Iterator[_Item]:
    """Yield a sample and its words for each kind of mark, then for each kind of code."""
    language, labels = site.language, Labels(site.language)
    marks = [Mark((event,), (site.event_numbers[event.id],)) for event in site.timeline]
    for name in list_keys(marks):
        yield _draw(name), language.say(f"drawing.legend_{name}")
    keys = [event for event in site.timeline if event.key]
    if keys:
        code = labels.code_of(site.event_numbers[keys[0].id])
        yield write_label(Label(code, 0, 8.5, "key")), language.say("strips.key_event")
    for is_wide, key in ((False, "strips.key_again"), (True, "strips.key_wider")):
        code = next(_find_codes(site, is_wide=is_wide), "")
        if code:
            yield write_label(Label(code, 0, 8.5, "again")), language.say(key)


def _find_codes(site: Site, *, is_wide: bool) -> Iterator[str]:
    """Yield the codes of what a strip shows and an earlier one has begun."""
    strips = (laid for pieces in lay_strips(site) if isinstance(pieces, list) for laid in pieces)
    for laid in strips:
        for drawn in laid.drawn:
            goes_through = drawn.told.goes_through(laid.window.period)
            if drawn.code.style == "again" and goes_through == is_wide:
                yield drawn.code.text


def _draw(name: str) -> str:
    """Return a sample; the edge and the tone of a band are those that the strips give it."""
    kinds = {"block": "s b", "dashed": "s b d"}
    paths = (write_path(kinds.get(name, kind), data) for kind, data in draw_sample(name, 0, 0))
    return f'<g transform="translate(0 6) scale({_SCALE:g})">{"".join(paths)}</g>'


def _place(sample: str, x: float, y: float) -> str:
    return f'<g transform="translate({write_number(x)} {write_number(y)})">{sample}</g>'


def _say(items: list[_Item]) -> Iterator[str]:
    yield from (text for _, text in items)
