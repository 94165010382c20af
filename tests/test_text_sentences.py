"""Where a sentence begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_content.text.sentences import find_sentence, tidy_spaces


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
        "Wait… then go. | What? no, stay. | example.org is a site. it stays one.",
        "One.Two is one.",
        "One.\nTwo is | another." if False else "One. | Two\tis another.",
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
        ("One. Two.", 99, ""),
        ("One. Two", 99, "Two"),
        ("", 0, ""),
        ("   ", 1, ""),
    ],
)
def test_an_offset_may_lie_anywhere(text: str, offset: int, sentence: str) -> None:
    assert find_sentence(text, offset) == sentence


def test_spaces_are_tidied() -> None:
    assert tidy_spaces(" a\n  b \t , c ; d . ") == "a b, c; d."
    assert tidy_spaces("a\u00a0b …") == "a b …"


@settings(deadline=None)
@given(st.text(st.sampled_from('aB1.!?… \n"”)]’'), max_size=40))
def test_sentences_are_whole_and_in_order(text: str) -> None:
    words = "".join(tidy_spaces(text).split())
    assert "".join("".join(split(text)).split()) == words or not words
