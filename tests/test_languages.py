"""The words that readers see: every language complete, every key known, counted as it should be."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import build_content
from build_content.languages import ENGLISH, fill, load_language
from build_content.languages.loading import list_languages
from build_content.text.escape import escape_markdown

PACKAGE = Path(build_content.__file__).parent
USED = re.compile(r"""\b(?:say|count|pattern|form)\(\s*f?["']([a-z_]+\.[^"']*)["']( ~)?""")
# One after the other, from the inside out: what Jinja reads, HTML, attribute lists, links' targets.
NOT_WORDS = (r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", r"<[^<>]*>", r"\{[^{}]*\}", r"\]\([^()]*\)")
CODE = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".jinja"}]


def fields_of(words: str | tuple[str, ...]) -> set[str]:
    forms = [words] if isinstance(words, str) else words
    return {field for form in forms for _, field, _, _ in Formatter().parse(form) if field}


def find_keys() -> dict[str, bool]:
    """Return every key that the code names; true for one that is only the beginning of keys."""
    found: dict[str, bool] = {}
    for path in CODE:
        for key, joined in USED.findall(path.read_text("utf-8")):
            found[key.partition("{")[0]] = bool(joined) or "{" in key
    return found


@pytest.mark.parametrize(
    "template", [path for path in CODE if path.suffix == ".jinja"], ids=lambda path: path.name
)
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    # addresses, attributes and what Jinja reads aside
    left = template.read_text("utf-8")
    for pattern in NOT_WORDS:
        left = re.sub(pattern, "", left, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{3,}", left) == []


def test_every_key_that_is_used_is_there() -> None:
    used = find_keys()
    assert len(used) > 30
    for key, is_prefix in used.items():
        if is_prefix:
            assert any(known.startswith(key) for known in ENGLISH.strings), key
        else:
            assert key in ENGLISH.strings


def test_every_key_that_is_there_is_used() -> None:
    used = find_keys()
    text = "\n".join(path.read_text("utf-8") for path in CODE)
    unused = [
        key
        for key in ENGLISH.strings
        if key not in used
        and not any(is_prefix and key.startswith(known) for known, is_prefix in used.items())
        and f'"{key}"' not in text
    ]
    assert unused == []


@pytest.mark.parametrize("tag", list_languages())
def test_a_language_has_what_english_has(tag: str) -> None:
    language = load_language(tag)
    assert language.tag == tag
    assert language.strings.keys() == ENGLISH.strings.keys()
    assert (len(language.dates.months), len(language.dates.seasons)) == (12, 4)
    for key, words in ENGLISH.strings.items():
        assert type(language.strings[key]) is type(words), key
        assert fields_of(language.strings[key]) == fields_of(words), key
    counted = [words for words in language.strings.values() if isinstance(words, tuple)]
    picked = {language.pick_form(number) for number in range(1000)}
    assert {len(forms) for forms in counted} == {len(picked)}


@pytest.mark.parametrize(
    ("tag", "found"), [("en", "en"), ("en-GB", "en"), ("EN-gb-oxendict", "en"), ("tlh", "en")]
)
def test_the_nearest_language_is_taken(tag: str, found: str) -> None:
    assert load_language(tag).tag == found


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (1, "1 minute"), (2, "2"), (1234, "1,234")])
def test_what_is_counted_takes_its_form(number: int, said: str) -> None:
    told = ENGLISH.count("provenance.reading_time", number)
    assert told.startswith(said)
    assert ("minutes" in told) is (number != 1)


def test_a_value_is_escaped_unless_it_is_markup() -> None:
    class Link:
        def __html__(self) -> str:
            return str(self)

        def __str__(self) -> str:
            return "[here](there.md)"

    filled = fill("{{1}} {plain}, {link}.", {"plain": "<b>", "link": Link()}, escape_markdown)
    assert filled == r"\{1\} &lt;b>, [here](there.md)."


@pytest.mark.parametrize(("value", "said"), [(6700, "6,700"), (0.5, "0.5"), (-1234.5, "-1,234.5")])
def test_a_number_has_the_digits_that_were_typed(value: float, said: str) -> None:
    assert ENGLISH.number(value) == said
