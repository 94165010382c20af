"""The essay is retold, not copied: no long run of words in common with the post it retells.

The post itself is no part of the project. Where it lies beside the checkout it is compared with;
elsewhere the comparison is with an empty text, and what is left is the length of quotations.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).resolve().parents[1]
ORIGINAL: Final = ROOT.parent / "shared" / "essay" / "original.txt"
TOO_LONG: Final = 8
LONGEST_QUOTE: Final = 20

_WORD: Final = re.compile(r"\w+(?:'\w+)*")
_QUOTATION: Final = re.compile(r"“([^”]*)”")
# what the build reads and no reader sees: citations, the targets of links, ids of sections
_UNSEEN: Final = re.compile(r"\[@[^\]]*\]|(?<=\])\([^)\s]*\)|\{#[^}]*\}")
_WORDED: Final = {
    "claims.yml": ("statement", "record", "since"),
    "glossary.yml": ("term", "definition"),
}


def read_original() -> str:
    """Return the post, or nothing where it does not lie beside the checkout."""
    return ORIGINAL.read_text(encoding="utf-8") if ORIGINAL.exists() else ""


def read_data(name: str) -> Any:
    """Return a data file with every value as the text its author typed."""
    text = (ROOT / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists, mappings only


def flatten(text: str) -> str:
    """Return a text with straight quotes and single spaces, so that typing does not matter."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return _WORD.findall(flatten(text).lower())


def find_shared_runs(text: str, original: str, length: int = TOO_LONG) -> list[str]:
    """Return every run of `length` words that stands in both texts, in the order of the first."""
    words, theirs = split_words(text), split_words(original)
    known = {tuple(theirs[at : at + length]) for at in range(len(theirs) - length + 1)}
    runs = (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
    return [" ".join(run) for run in runs if run in known]


def split_own_words(markdown: str) -> list[str]:
    """Return the stretches between marked quotations, as a reader sees them."""
    seen = _UNSEEN.sub("", markdown).replace("[", "").replace("]", "")
    return _QUOTATION.sub("”", seen).split("”")


def find_copied(markdown: str, original: str) -> list[str]:
    """Return the runs that a text has in common with the original outside its quotations."""
    return [run for part in split_own_words(markdown) for run in find_shared_runs(part, original)]


def find_foreign(quotes: list[str], original: str) -> list[str]:
    """Return the quotes that do not stand in the original word for word, where there is one."""
    theirs = flatten(original)
    return [quote for quote in quotes if theirs and not stands_in(theirs, flatten(quote))]


def stands_in(text: str, quote: str) -> bool:
    """Tell whether a quote stands in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text) is not None


def read_essay() -> str:
    return (ROOT / "data" / "essay.md").read_text(encoding="utf-8")


def read_essay_quotations() -> list[str]:
    """Return what the essay marks as quoted, apart from the name of the post itself."""
    title = re.search(r'^  title: "([^"]*)"$', read_essay(), re.MULTILINE)
    name = title.group(1).partition(":")[0] if title else ""
    body = _UNSEEN.sub("", read_essay()).replace("[", "").replace("]", "")
    return [quote for quote in _QUOTATION.findall(body) if quote != name]


def read_claim_quotes() -> list[str]:
    return [claim["quote"] for claim in read_data("claims.yml") if "quote" in claim]


def list_worded_fields() -> list[Any]:
    """Return every text of the claims and terms that is in our own words, named for its place."""
    return [
        pytest.param(entry[key], id=f"{name}-{entry['id']}-{key}")
        for name, keys in _WORDED.items()
        for entry in read_data(name)
        for key in keys
        if key in entry
    ]


POST: Final = "It was a cold day; the two ships had tied themselves together and didn’t float."


@pytest.mark.parametrize(
    "copied",
    [
        "the two ships had tied themselves together and",
        "We said: THE TWO SHIPS\nhad tied [themselves](term:rope) together [@log] and sank.",
        "After that [the two ships had](claim:knot) tied themselves together and didn't float.",
    ],
)
def test_a_planted_run_of_eight_words_is_found(copied: str) -> None:
    assert find_copied(copied, POST)


@pytest.mark.parametrize(
    "own",
    [
        "the two ships had tied themselves together",
        "It says “the two ships had tied themselves together and didn’t float”, sadly.",
        "the two ships had tied “themselves” together and didn’t float",
        "",
    ],
)
def test_fewer_words_and_marked_quotations_are_no_copy(own: str) -> None:
    assert find_copied(own, POST) == []


def test_a_quotation_that_is_not_the_posts_is_found() -> None:
    quotes = ["a cold day", "didn't float", "a warm day", "ship"]
    assert find_foreign(quotes, POST) == ["a warm day", "ship"]
    assert find_foreign(quotes, "") == []


def test_the_essay_is_in_our_own_words() -> None:
    assert find_copied(read_essay(), read_original()) == []


def test_the_about_page_is_in_our_own_words() -> None:
    about = (ROOT / "docs" / "about.md").read_text(encoding="utf-8")
    assert find_copied(about, read_original()) == []


@pytest.mark.parametrize("text", list_worded_fields())
def test_claims_and_terms_are_in_our_own_words(text: str) -> None:
    assert find_copied(text, read_original()) == []


@pytest.mark.parametrize("read", [read_essay_quotations, read_claim_quotes])
def test_quotations_are_short_and_word_for_word(read: Any) -> None:
    quotes = read()
    assert quotes
    assert [quote for quote in quotes if len(split_words(quote)) > LONGEST_QUOTE] == []
    assert find_foreign(quotes, read_original()) == []


def test_every_quotation_mark_of_the_essay_is_closed() -> None:
    body = read_essay()
    assert body.count("“") == body.count("”") == len(_QUOTATION.findall(body))
    assert '"' not in body.split("---", 2)[2]
