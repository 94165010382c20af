"""The site's picture and icons: what they show, that they come out the same, none spills."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from made_data import SAMPLE
from PIL import Image, ImageChops

from build_content.dates.records import Day
from build_content.languages import ENGLISH
from build_content.pictures.card import Card, Span, Stretch, find_stretches, make_card, to_years
from build_content.pictures.drawing import (
    MARGIN,
    PAPER,
    SIZE,
    draw_card,
    place_stretches,
    shorten,
)
from build_content.pictures.fonts import open_family
from build_content.pictures.keeping import keep_card
from build_content.reading import read_site

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "docs" / "assets" / "stylesheets"
META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]+)">')
LONG = "Verantwortungsdiffusionsforschungszusammenhang " * 6
PLAIN = Card("A title", "What it says.", (Stretch(2020, 2022, "2020", "2022"),), (((2020, 2021),),))


def open_picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def differ(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


@pytest.fixture(scope="module", params=[SAMPLE, ROOT / "data"], ids=["sample", "site"])
def card(request: pytest.FixtureRequest) -> Card:
    site, _ = read_site(str(request.param))
    return make_card(site)


# What it shows


def test_every_dated_event_stands_in_its_lane(card: Card) -> None:
    spans = [span for lane in card.lanes for span in lane]
    assert len(spans) > 10
    for start, end in spans:
        assert start <= end
        assert any(one.start <= start and end <= one.end for one in card.stretches)


def test_stretches_stand_apart_and_fill_the_width(card: Card) -> None:
    places = place_stretches(card.stretches)
    assert places[0][0] == MARGIN
    assert places[-1][1] == pytest.approx(SIZE[0] - MARGIN)
    assert all(one[1] < other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("spans", "ends"),
    [
        ([], []),
        ([(2020.0, 2020.0)], [("2020", "2020")]),
        ([(2020.0, 2021.0), (2020.5, 2023.5)], [("2020", "2023")]),
        ([(1950.0, 1950.0), (2022.0, 2026.0)], [("1950", "1950"), ("2022", "2026")]),
        # the gap from 2016 to 2022 is seen once that of 66 years is gone
        (
            [(1950.0, 1950.0), (2016.0, 2016.0), (2022.0, 2026.0)],
            [("1950", "1950"), ("2016", "2016"), ("2022", "2026")],
        ),
        ([(-43.5, -43.0), (2000.0, 2001.0)], [("45 BC", "44 BC"), ("2000", "2001")]),
    ],
)
def test_a_long_gap_is_cut_out(spans: list[Span], ends: list[tuple[str, str]]) -> None:
    found = find_stretches(spans, ENGLISH)
    assert [(one.first, one.last) for one in found] == ends


def test_days_keep_their_order() -> None:
    days = [Day(2023, 12, 31), Day(2024, 1, 1), Day(2024, 2, 29), Day(2024, 3, 1)]
    assert sorted(map(to_years, days)) == list(map(to_years, days))
    assert len(set(map(to_years, days))) == len(days)


# Its pixels


@pytest.mark.parametrize("title", ["A title", LONG, "한국", ""])
@pytest.mark.parametrize("standfirst", ["What it says.", LONG])
def test_nothing_spills_over_the_margin(title: str, standfirst: str) -> None:
    card = Card(title, standfirst, PLAIN.stretches, PLAIN.lanes)
    picture = open_picture(draw_card(card, FONTS))
    assert picture.size == SIZE
    box = ImageChops.difference(picture, Image.new("RGB", SIZE, PAPER)).getbbox()
    assert box is not None
    assert box[0] >= MARGIN - 6
    assert box[2] <= SIZE[0] - MARGIN + 6
    assert box[1] >= MARGIN - 12


@pytest.mark.parametrize("lanes", [0, 1, 40, 400])
def test_any_number_of_lanes_has_room(lanes: int) -> None:
    full = Card("A title", "What it says.", PLAIN.stretches, PLAIN.lanes * lanes)
    assert open_picture(draw_card(full, FONTS)).size == SIZE


def test_a_site_without_events_has_a_picture() -> None:
    bare = Card("A title", "What it says.", (), ((),))
    assert open_picture(draw_card(bare, FONTS)).size == SIZE


def test_the_same_card_makes_the_same_bytes_and_another_another(card: Card) -> None:
    assert draw_card(card, FONTS) == draw_card(card, FONTS)
    assert differ(open_picture(draw_card(card, FONTS)), open_picture(draw_card(PLAIN, FONTS)))


def test_every_letter_of_our_languages_is_written() -> None:
    letters = open_family(FONTS, "Libre Franklin", 30)
    assert letters.width("Kyiv ĄĘŻŠČ Київ №") > letters.width("Kyiv  ") + 200
    assert letters.width("한국") == 0


def test_a_text_that_is_cut_says_so() -> None:
    letters = open_family(FONTS, "Libre Franklin", 30)
    lines = letters.wrap("word " * 200, 1000)
    assert shorten(letters, lines, 2)[-1].endswith("…")
    assert not shorten(letters, lines[:2], 2)[-1].endswith("…")


def test_the_picture_is_drawn_once_until_something_changes(tmp_path: Path) -> None:
    first = keep_card(PLAIN, FONTS, tmp_path)
    [kept] = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert keep_card(PLAIN, FONTS, tmp_path) == b"kept"
    other = Card("Another", *(PLAIN.standfirst, PLAIN.stretches, PLAIN.lanes))
    assert keep_card(other, FONTS, tmp_path) not in (first, b"kept")
    assert len(list(tmp_path.iterdir())) == 1


# In the site


def test_pages_name_the_picture_and_what_it_shows(site: Path) -> None:
    picture = (site / "card.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == SIZE
    for path in sorted(site.rglob("*.html")):
        meta = dict(META.findall(path.read_text("utf-8")))
        assert meta["og:image"] == "https://example.org/ships/card.png", path
        assert "Two Sinking Ships" in (meta["og:image:alt"]), path
        assert meta["twitter:card"] == "summary_large_image", path
        assert meta["og:title"], path
        assert meta["og:description"] == meta["description"], path


def test_the_icons_are_what_the_script_makes(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_icons.py"), str(tmp_path)]
    subprocess.run(command, check=True)
    made = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert len(made) == 6
    for path in made:
        kept = ROOT / "docs" / path.relative_to(tmp_path)
        if path.suffix == ".svg":
            assert kept.read_text() == path.read_text()
            continue
        one, other = read_icon(kept), read_icon(path)
        assert one.size == other.size
        assert not differ(one, other), path.name
        assert path.suffix == ".ico" or path.stem.endswith(f"-{one.size[0]}")


def read_icon(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes())).convert("RGBA")
