"""Measuring and breaking text for drawings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_content.charts.measure import shorten_text, text_width, wrap_text


def test_a_width_is_the_sum_of_the_fonts_advances() -> None:
    assert text_width("", 12) == 0
    assert text_width("Hi", 1000) == pytest.approx(text_width("H", 1000) + text_width("i", 1000))
    assert text_width("iiii", 12) < text_width("MMMM", 12)
    assert text_width("shells", 12, 600) > text_width("shells", 12)
    assert text_width("shells", 24) == pytest.approx(2 * text_width("shells", 12))


@pytest.mark.parametrize("text", ["Шойгу", "Phạm", "Łódź", "1,000 – 2,700 “so”"])
def test_the_font_has_what_names_are_written_in(text: str) -> None:
    assert 0.3 * len(text) < text_width(text, 1) < 0.8 * len(text)


def test_what_the_font_lacks_is_given_room() -> None:
    assert text_width("북한", 10) == 20
    assert text_width("ع", 10) == 7
    assert text_width("e\u0301", 10) == text_width("e", 10), "a mark stands on its letter"


@pytest.mark.parametrize(
    ("text", "lines", "wrapped"),
    [
        ("", 3, ()),
        ("Two ships", 3, ("Two ships",)),
        ("Putin and Kim sign the treaty", 3, ("Putin and Kim", "sign the treaty")),
        ("Putin and Kim sign the treaty", 1, ("Putin and Kim…",)),
        ("Russian–North Korean talks", 3, ("Russian–North", "Korean talks")),
        ("Donaudampfschifffahrt", 3, ("Donaudampfsc", "hifffahrt")),
        ("A Donaudampfschifffahrt", 2, ("A", "Donaudampfs…")),
    ],
)
def test_lines_break_where_words_part(text: str, lines: int, wrapped: tuple[str, ...]) -> None:
    assert wrap_text(text, 12, 90, lines) == wrapped


@given(text=st.text(max_size=80), width=st.integers(24, 200), lines=st.integers(1, 4))
def test_no_line_is_wider_than_asked(text: str, width: int, lines: int) -> None:
    wrapped = wrap_text(text, 12, width, lines)
    assert len(wrapped) <= lines
    assert all(line and text_width(line, 12) <= width for line in wrapped)


@given(text=st.text("ab -é", max_size=60), width=st.integers(24, 200))
def test_nothing_is_lost_while_there_are_lines(text: str, width: int) -> None:
    wrapped = wrap_text(text, 12, width, 99)
    assert "".join("".join(wrapped).split()) == "".join(text.split())


def test_a_text_that_fits_is_not_shortened() -> None:
    assert shorten_text("Arms", 12, 40) == "Arms"
    assert shorten_text("Arms and shells", 12, 64) == "Arms and…"
