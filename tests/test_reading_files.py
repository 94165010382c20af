"""Data files as they come: missing, too large, in other encodings, with other line ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_content.problems import Problem
from build_content.reading import read_site
from build_content.reading.files import MAX_BYTES, decode, find_missing_files, read_file
from build_content.reading.nodes import Source


def text_of(read: Source | Problem) -> str:
    assert isinstance(read, Source), read
    return read.text


def problem_of(read: Source | Problem) -> Problem:
    assert isinstance(read, Problem), read
    return read


def test_the_path_is_kept_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yml").write_text("x")
    read = read_file("./a.yml")
    assert isinstance(read, Source)
    assert read.path == "./a.yml"
    assert problem_of(read_file("./b.yml")).place.path == "./b.yml"


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(text_of(read_file(str(path)))) == MAX_BYTES
    with path.open("ab") as file:
        file.write(b"#")
    assert problem_of(read_file(str(path))).rule == "too-large"


@pytest.mark.parametrize("name", ["n" * 5000, "a\0b", "file/below-a-file", ""])
def test_a_name_that_no_file_can_have_is_a_missing_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    assert problem_of(read_file(f"{tmp_path}/{name}")).rule == "no-such-file"


def test_a_link_that_leads_nowhere_or_round_is_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name in ("gone", "round"):
        assert problem_of(read_file(f"{tmp_path}/{name}")).rule == "no-such-file"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf", ""),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa"),
        (b"a\r\nb\rc\n\r\n", "a\nb\nc\n\n"),
        (b"a\r\r\nb", "a\n\nb"),
        ("é\u2028\x85\x0c".encode(), "é\u2028\x85\x0c"),
    ],
)
def test_only_the_mark_at_the_start_and_line_ends_change(data: bytes, text: str) -> None:
    assert text_of(decode("-", data)) == text


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"ab\xff", 1, 3),
        ("é😀".encode() + b"\xff", 1, 3),
        (b"a\nb\xff", 2, 2),
        (b"a\r\nb\rc\xff", 3, 2),
        (b"\xef\xbb\xbfa\xff", 1, 2),
        (b"a\n\xe2\x80", 2, 1),
        (b"\xc0\x80", 1, 1),
        (b"\xed\xa0\x80", 1, 1),
        (b"\xf4\x90\x80\x80", 1, 1),
    ],
)
def test_the_first_byte_that_is_not_utf8_has_a_place(data: bytes, line: int, column: int) -> None:
    place = problem_of(decode("a.yml", data)).place
    assert (place.line, place.column) == (line, column)


@settings(deadline=None)
@given(st.binary(max_size=60))
@example(b"\xef\xbb")
def test_any_bytes_are_text_or_a_problem_with_a_place(data: bytes) -> None:
    read = decode("-", data)
    if isinstance(read, Problem):
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        assert 1 <= read.place.line <= len(lines)
        assert 1 <= read.place.column <= len(lines[read.place.line - 1])
    else:
        assert "\r" not in read.text


# What entries name: see also bad/no-such-file-of-a-picture

EVENT = """- id: launch
  date: 2024-06-19
  title: The launch
  summary: Two people launched a kite.
  lane: flights
  status: documented
  sources: [log]
  media: {{file: {}, alt: A kite., credit: Own.}}
"""


def missing(data: Path, file: str) -> list[str]:
    (data / "timeline.yml").write_text(EVENT.format(file))
    return [problem.message for problem in find_missing_files(read_site(str(data))[0])]


def test_a_picture_is_there_or_missing(tmp_path: Path) -> None:
    (tmp_path / "media/deeper").mkdir(parents=True)
    (tmp_path / "media/deeper/é b.png").touch()
    assert missing(tmp_path, "deeper/é b.png") == []
    assert len(missing(tmp_path, "é b.png")) == 1
    assert len(missing(tmp_path, "deeper")) == 1
    assert len(missing(tmp_path, "k" * 300)) == 1
    assert len(missing(tmp_path, ".")) == 1


def test_a_link_may_lead_about_the_folder_but_not_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media/kite.png").touch()
    (tmp_path / "secret.txt").touch()
    (tmp_path / "media/same.png").symlink_to("kite.png")
    (tmp_path / "media/out.png").symlink_to("../secret.txt")
    (tmp_path / "media/round.png").symlink_to("round.png")
    assert missing(tmp_path, "same.png") == []
    assert len(missing(tmp_path, "out.png")) == 1
    assert len(missing(tmp_path, "round.png")) == 1


def test_the_folder_of_pictures_may_be_a_link_itself(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/kite.png").touch()
    (tmp_path / "media").symlink_to("pictures")
    assert missing(tmp_path, "kite.png") == []


def test_a_picture_that_is_not_named_is_not_missed(tmp_path: Path) -> None:
    (tmp_path / "timeline.yml").write_text(EVENT.format("[a]") + "  place: {}\n")
    site, problems = read_site(str(tmp_path))
    assert list(find_missing_files(site)) == []
    assert "not-a-text" in {problem.rule for problem in problems}
