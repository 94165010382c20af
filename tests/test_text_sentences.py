"""Where a sentence begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_content.text.sentences import UNSEEN, find_sentence, tidy_spaces


def split(text: str) -> list[str]:
    """Return the sentences that the characters of a text lie in, in order."""
    found = [find_sentence(text, offset) for offset in range(len(text))]
    return [one for one, before in zip(found, [None, *found], strict=False) if one != before]


@pytest.mark.parametrize(
    "text",
    [
        "One. | Two! | Three? | Four",
        "Really?! | Yes… | Well. | “Now.”",
        # quotation marks and brackets close with their sentence
        "He said “Stop.” | Then he left.",
        "“Stop!” he said. | She did.",
        "(See the log.) | It flew [so it says].",
        "«Halt!» | 'No.' | \"Yes.\"",
        # abbreviations
        "Mr. Kim met Gen. Lee and Dr. Ada Lin. | They spoke.",
        "See e.g. Lin, i.e. Ada. | And cf. Kim vs. Lee.",
        "See no. 5, pp. 4–5, fig. 2 and vol. 3. | He said no. | Then Jan. 6 came.",
        "On 5 Oct. 2024 it flew. | It fell in Oct. | Then came ca. 50 more.",
        "Kites etc. | They flew, etc. and so on.",
        # initials and single letters
        "J. R. Smith and Kim J. Un spoke. | Plan B. Smith wrote it.",
        "The U.S. Navy left. | The U.N. stayed.",
        # numbers
        "It rose 3.5 metres to 1,000.25. | Then 7. | Then 8.",
        "In 2024. | In June.",
        # no break before a word in lower case
        "Wait… then go. | What? no, stay. | Example.org is a site. it stays one.",
        "One.Two is one.",
        "One. | Two\tis another.",
    ],
)
def test_a_break_stands_where_a_reader_would_put_it(text: str) -> None:
    assert split(text.replace(" | ", " ")) == [tidy_spaces(part) for part in text.split(" | ")]


@pytest.mark.parametrize(
    ("text", "offset", "sentence"),
    [
        ("One. Two.", 0, "One."),
        ("One. Two.", 3, "One."),
        ("One. Two.", 4, "Two."),
        ("One. Two.", 8, "Two."),
        ("One. Two. ", 99, ""),
        ("One. Two", 99, "Two"),
        ("", 0, ""),
        ("   ", 1, ""),
    ],
)
def test_an_offset_may_lie_anywhere(text: str, offset: int, sentence: str) -> None:
    assert find_sentence(text, offset) == sentence


def test_spaces_are_tidied() -> None:
    assert tidy_spaces(" a\n  b \t \u00a0c ") == "a b c"
    assert tidy_spaces("3 : 1 …") == "3 : 1 …"


def test_a_citation_leaves_no_space_before_a_stop() -> None:
    assert tidy_spaces(f"a {UNSEEN}, b {UNSEEN}{UNSEEN}. {UNSEEN} c{UNSEEN} : d {UNSEEN}") == (
        "a, b. c : d"
    )
    assert split(f"One. {UNSEEN} Two. {UNSEEN}") == ["One.", "Two.", ""]


@settings(deadline=None)
@given(st.text(st.sampled_from('aB1.!?… \n"”)]’'), max_size=40))
def test_every_character_lies_in_its_sentence(text: str) -> None:
    for offset, character in enumerate(text):
        sentence = find_sentence(text, offset)
        assert sentence in tidy_spaces(text)
        assert character.isspace() or character in sentence
