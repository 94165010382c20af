"""What an edition cannot set or make accessible is told by its place, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pdfs import read_pages

from build_content.cli import main
from build_content.editions.judging import find_faults, read_characters
from build_content.editions.setting import FONTS
from build_content.languages.loading import FOLDER, list_languages
from build_content.reading import read_site

SAMPLE = Path(__file__).parent / "sample" / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


def change(file: Path, old: str, new: str) -> int:
    """Put new text in the place of old; return the line of it."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return text[: text.index(old)].count("\n") + 1


def list_faults(data: Path) -> list[tuple[str, int, str]]:
    """Return (rule, line, message) of every fault."""
    site, _ = read_site(str(data))
    return [(fault.rule, fault.place.line, fault.message) for fault in find_faults(site)]


def test_the_sample_has_none() -> None:
    assert list_faults(SAMPLE) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("timeline.yml", "title: Ice leaves", "title: 漢 Ice leaves"),
        ("timeline.yml", "The river finds its bed.", "The river 漢 finds its bed."),
        ("claims.yml", "statement: ", "statement: 漢 "),
        ("sources.yml", "title: ", "title: 漢 "),
        ("actors.yml", "name: ", "name: 漢 "),
        ("glossary.yml", "definition: ", "definition: 漢 "),
        ("series.yml", "unit: ", "unit: 漢 "),
        ("site.yml", "publisher: ", "publisher: 漢 "),
        ("essay.md", "standfirst: ", "standfirst: 漢 "),
        ("essay.md", "Its works are plain", "漢 Its works are plain"),
    ],
)
def test_a_character_without_a_font_is_told_by_name_and_line(
    file: str, old: str, new: str, data: Path
) -> None:
    line = change(data / file, old, new)
    [(rule, found, message)] = list_faults(data)
    assert (rule, found) == ("no-glyph", line)
    assert "'漢' (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)" in message


def test_a_character_is_told_once_a_text(data: Path) -> None:
    change(data / "timeline.yml", "title: Ice leaves", "title: 漢漢字 Ice leaves")
    assert [message.split("'")[1] for _, _, message in list_faults(data)] == ["漢", "字"]


@pytest.mark.parametrize("text", ["a\u00adb", "a\u200bb", "a\u2060b", "✓\ufe0e", "a\u00a0b"])
def test_what_is_not_seen_needs_no_font(text: str, data: Path) -> None:
    change(data / "timeline.yml", "title: Ice leaves", f'title: "{text} leaves" #')
    assert list_faults(data) == []


def test_a_font_of_the_sites_own_brings_its_characters(data: Path) -> None:
    """The sample brings a font with one character: a clock."""
    line = change(data / "timeline.yml", "title: Ice leaves", "title: 🕐 Ice leaves")
    assert list_faults(data) == []
    out = data.parent / "out"
    assert main(["editions", "--data", str(data), "-o", str(out), "--only", "pdf-a4"]) == 0
    assert "🕐" in "".join(read_pages(out / "edition-a4.pdf"))
    change(data / "site.yml", "fonts:\n  - file: fonts/clock.ttf\n    license: CC0-1.0\n", "")
    assert [(rule, found) for rule, found, _ in list_faults(data)] == [("no-glyph", line)]


@pytest.mark.parametrize("content", [None, b"no font at all"])
def test_a_font_that_cannot_be_read_is_told(content: bytes | None, data: Path) -> None:
    if content is not None:
        (data / "more.ttf").write_bytes(content)
    line = change(data / "site.yml", "fonts/clock.ttf", "more.ttf")
    assert [(rule, found) for rule, found, _ in list_faults(data)] == [("no-such-file", line)]


@pytest.mark.parametrize("alt", ["tower-clock.png", "Tower-Clock"])
def test_a_picture_told_by_its_files_name_is_not_told(alt: str, data: Path) -> None:
    line = change(data / "timeline.yml", "alt: The tower clock shows seven", f"alt: {alt} #")
    assert [(rule, found) for rule, found, _ in list_faults(data)] == [("no-alt", line)]


@pytest.mark.parametrize(
    ("file", "old"),
    [("essay.md", "Its works are plain"), ("claims.yml", "The school measured **6 min")],
)
def test_a_skipped_heading_is_told_by_its_line(file: str, old: str, data: Path) -> None:
    pad = "" if file == "essay.md" else "    "
    hashes = "####" if file == "essay.md" else "###"
    line = change(data / file, old, f"{hashes} Too deep\n\n{pad}{old}")
    [(rule, found, message)] = list_faults(data)
    assert (rule, found) == ("heading-skipped", line)
    assert f"level {len(hashes)}" in message


def test_with_faults_nothing_is_written(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(data / "timeline.yml", "title: Ice leaves", "title: 漢 Ice leaves")
    out = data.parent / "out"
    assert main(["editions", "--data", str(data), "-o", str(out)]) == 1
    said = capsys.readouterr()
    assert "[no-glyph]\n  hint: " in said.err
    assert "1 error" in said.err
    assert said.out == ""
    assert not out.exists()


@pytest.mark.parametrize("tag", list_languages())
def test_the_words_of_the_site_itself_have_fonts(tag: str) -> None:
    known = frozenset().union(*(read_characters(font) for font in FONTS.glob("*.ttf")))
    text = (FOLDER / f"{tag}.toml").read_text("utf-8")
    assert {character for character in text if character > " " and ord(character) not in known} == {
        "\u00a0"
    } & set(text) - {chr(code) for code in known}
