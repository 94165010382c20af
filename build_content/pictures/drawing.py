"""The site's picture in pixels: 1200 by 630, the shape that others show whole (https://ogp.me/)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import ImageDraw

from build_content.pictures.card import Card, Span, Stretch
from build_content.pictures.fonts import Lettering, new_canvas, open_family

SIZE: Final = (1200, 630)
MARGIN: Final = 72
WIDTH: Final = SIZE[0] - 2 * MARGIN
# The light colours of docs/assets/sheetss/tokens.css.
PAPER, INK, INK_2, RULE = "#fcfbf8", "#1b1c1e", "#595b5e", "#d8d4ca"
MARK, MARK_SOFT = "#2d5f80", "#b9cfdc"

TITLE_SIZES: Final = (84, 72, 60, 50, 42)
TITLE_BOTTOM: Final = 210
LEADING: Final = 1.12
STANDFIRST_SIZE: Final = 31
STANDFIRST_LINES: Final = 3
AXIS_SIZE: Final = 24
LANES_TOP, LANES_BOTTOM = 392, 540
AXIS_BASE: Final = 584
CUT: Final = 44
"""How wide a gap is drawn that was cut out, in pixels."""
TICK: Final = 4


def draw_card(card: Card, sheets: Path) -> bytes:
    """Return the picture as PNG, in the fonts of a folder of stylesheets."""
    image, draw = new_canvas(SIZE, PAPER)
    bottom = _write_title(draw, card.title, sheets)
    _write_standfirst(draw, card.standfirst, sheets, bottom)
    _draw_axis(draw, card.stretches, open_family(sheets, "Libre Franklin", AXIS_SIZE))
    _draw_lanes(draw, card)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=9)
    return file.getvalue()


def _write_title(draw: ImageDraw.ImageDraw, title: str, sheets: Path) -> float:
    """Write the title as large as two lines allow; return where it ends."""
    letters, lines = _fit_title(title, sheets)
    y = MARGIN + letters.size * 0.72
    for line in lines:
        letters.write(draw, (MARGIN, y), line, INK)
        y += letters.size * LEADING
    return y - letters.size * LEADING


def _fit_title(title: str, sheets: Path) -> tuple[Lettering, list[str]]:
    letters, lines = Lettering(0, ()), [""]
    for size in TITLE_SIZES:
        letters = open_family(sheets, "Source Serif 4", size)
        lines = letters.wrap(title, WIDTH)
        if len(lines) <= 2 and all(letters.width(line) <= WIDTH for line in lines):
            return letters, lines
    return letters, shorten(letters, lines, 2)


def shorten(letters: Lettering, lines: Sequence[str], most: int) -> list[str]:
    """Return at most so many lines, none too wide, with an ellipsis where some are missing."""
    if len(lines) <= most and all(letters.width(line) <= WIDTH for line in lines):
        return list(lines)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else list(lines)
    return [_cut(letters, line) for line in kept]


def _cut(letters: Lettering, line: str) -> str:
    if letters.width(line) <= WIDTH:
        return line
    while letters.width(f"{line}…") > WIDTH:
        shorter = line.rpartition(" ")[0]
        line = shorter or line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


def _write_standfirst(draw: ImageDraw.ImageDraw, text: str, sheets: Path, title_end: float) -> None:
    letters = open_family(sheets, "Libre Franklin", STANDFIRST_SIZE)
    y = title_end + STANDFIRST_SIZE * 2.1
    room = int((LANES_TOP - 24 - y) // (STANDFIRST_SIZE * 1.38)) + 1
    for line in shorten(letters, letters.wrap(text, WIDTH), min(STANDFIRST_LINES, room)):
        letters.write(draw, (MARGIN, y), line, INK_2)
        y += STANDFIRST_SIZE * 1.38


def place_stretches(stretches: Sequence[Stretch]) -> list[tuple[float, float]]:
    """Return from where to where each stretch runs, in pixels; each is as wide as it is long."""
    room = WIDTH - CUT * (len(stretches) - 1)
    # Even a day takes the width of a label.
    lengths = [max(one.end - one.start, 0.01) for one in stretches]
    widths = [max(room * length / sum(lengths), 64) for length in lengths]
    scale = room / max(sum(widths), 1)
    places, x = [], float(MARGIN)
    for width in widths:
        places.append((x, x + width * scale))
        x += width * scale + CUT
    return places


def _draw_axis(draw: ImageDraw.ImageDraw, stretches: Sequence[Stretch], letters: Lettering) -> None:
    """Draw a line a stretch, with its years, and two strokes where a gap was cut out."""
    places = place_stretches(stretches)
    for at, (stretch, (left, right)) in enumerate(zip(stretches, places, strict=True)):
        draw.rectangle((left, LANES_BOTTOM + 8, right, LANES_BOTTOM + 9), fill=INK_2)
        letters.write(draw, (left, AXIS_BASE), stretch.first, INK_2)
        width = letters.width(stretch.last)
        if stretch.last != stretch.first and right - left > 3 * width:
            letters.write(draw, (right - width, AXIS_BASE), stretch.last, INK_2)
        if at:
            _draw_cut(draw, left - CUT / 2)


def _draw_cut(draw: ImageDraw.ImageDraw, x: float) -> None:
    for offset in (-5, 5):
        line = (x + offset - 4, LANES_BOTTOM + 17, x + offset + 4, LANES_BOTTOM)
        draw.line(line, fill=INK_2, width=2)


def _draw_lanes(draw: ImageDraw.ImageDraw, card: Card) -> None:
    """Draw a row a lane: what lasted or is known by month or year first, the days upon it."""
    height = (LANES_BOTTOM - LANES_TOP) / max(len(card.lanes), 1)
    gap = min(3, height / 6)
    places = place_stretches(card.stretches)
    for row, spans in enumerate(card.lanes):
        top, bottom = LANES_TOP + row * height + gap, LANES_TOP + (row + 1) * height - gap
        for left, right in places:
            draw.rectangle((left, bottom, right, bottom), fill=RULE)
        boxes = list(_place_spans(spans, card.stretches, places))
        for left, right in boxes:
            if right - left > TICK:
                draw.rectangle((left, bottom - (bottom - top) / 2, right, bottom), fill=MARK_SOFT)
        for left, right in boxes:
            if right - left <= TICK:
                middle = round((left + right) / 2)
                draw.rectangle((middle - TICK // 2, top, middle + TICK // 2 - 1, bottom), fill=MARK)


def _place_spans(
    spans: Sequence[Span], stretches: Sequence[Stretch], places: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    """Yield from where to where each span runs, in pixels; one that is cut runs to the cut."""
    for start, end in spans:
        for stretch, (left, right) in zip(stretches, places, strict=True):
            if start <= stretch.end and end >= stretch.start:
                scale = (right - left) / max(stretch.end - stretch.start, 0.01)
                yield (
                    left + max(0, start - stretch.start) * scale,
                    min(right, left + (end - stretch.start) * scale),
                )
