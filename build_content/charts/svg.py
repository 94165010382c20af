"""What a drawing is made of before it is text: boxes, labels, paths, links; and how it is written.

SVG 2 within HTML: https://www.w3.org/TR/SVG2/. One unit is one CSS px at the design width. All
colours and fonts come from classes, in docs/assets/stylesheets/drawing.css.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from build_content.charts.marks import Mark
from build_content.charts.measure import Weight, text_width
from build_content.text.escape import escape_html

Anchor = Literal["start", "middle", "end"]
STYLES: Final[Mapping[str, tuple[float, Weight]]] = {
    "name": (13, 600),
    "title": (12.5, 400),
    "number": (11, 400),
    "count": (11, 600),
    "count on": (11, 600),
    "year": (12, 600),
    "month": (11, 400),
    "cut": (11, 400),
    "legend": (12, 400),
    "code": (7.5, 400),
    "again": (7.5, 400),
    "key": (7.5, 600),
    "strand": (7.5, 600),
    "when": (9, 600),
    "column": (7, 400),
}
"""Size in px and weight of each class of text; drawing.css says the same."""
CENTRED: Final = frozenset({"count", "count on"})
"""Classes whose text is centred on its place; drawing.css says so too."""

# The tallest letters of Libre Franklin and of the fonts that stand in for it, in em.
_ASCENT, _DESCENT = 0.97, 0.25
# A text this short is given some room instead of a fixed length: DejaVu and Verdana, the widest
# fonts that may stand in, have figures 9 % wider and letters up to 22 %.
_SHORT: Final = 5
_SLACK, _SLACK_OF_FIGURES = 1.25, 1.12


class Box(NamedTuple):
    """A rectangle in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """A line of text: where its anchor and its baseline stand, and its class."""

    text: str
    x: float
    y: float
    style: str
    anchor: Anchor = "start"

    @property
    def is_fixed(self) -> bool:
        """Whether the text is held to its measure, whatever font draws it."""
        return len(self.text) > _SHORT

    @property
    def width(self) -> float:
        """How wide the text may come out."""
        return room_for(self.text, self.style)

    @property
    def box(self) -> Box:
        """What the text may cover."""
        size, _ = STYLES[self.style]
        shift = {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]
        left = self.x - shift
        return Box(left, self.y - _ASCENT * size, left + self.width, self.y + _DESCENT * size)


def room_for(text: str, style: str) -> float:
    """Return how wide a text of a class may come out, in px."""
    size, weight = STYLES[style]
    slack = _SLACK_OF_FIGURES if text.isdigit() else _SLACK
    return text_width(text, size, weight) * (1 if len(text) > _SHORT else slack)


@dataclass(frozen=True)
class Link:
    """A mark as drawn: paths as (class, path data) and the labels that belong to it."""

    mark: Mark
    paths: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """One drawing: `rules` are paths behind the marks, `legend` samples of marks before them."""

    name: str
    width: float
    height: float
    rules: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...]
    links: tuple[Link, ...]
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def all_labels(self) -> tuple[Label, ...]:
        """Every label, those of the marks too."""
        return (*self.labels, *(label for link in self.links for label in link.labels))


def write_number(value: float) -> str:
    """Write a length with at most one decimal."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def write_path(kind: str, data: str) -> str:
    """Write a path of a class."""
    return f'<path class="{kind}" d="{data}"/>'


def write_label(label: Label) -> str:
    """Write a line of text; a long one is held to its measured length."""
    held = ""
    if label.is_fixed:
        held = f' textLength="{write_number(label.width)}" lengthAdjust="spacingAndGlyphs"'
    anchor = ""
    if label.anchor != "start" and label.style not in CENTRED:
        anchor = f' text-anchor="{label.anchor}"'
    place = f'x="{write_number(label.x)}" y="{write_number(label.y)}"'
    return f'<text class="{label.style}" {place}{anchor}{held}>{escape_html(label.text)}</text>'


def write_labels(labels: Iterable[Label]) -> str:
    """Write lines of text one after the other."""
    return "".join(map(write_label, labels))
