"""What to write instead of a text that is no date of level 0 or 1.

A hint offers a date only where the text leaves no other reading, or says for which reading each
one is right. Everything offered can be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from build_content.dates.grammar import is_readable, read_date
from build_content.dates.phrases import PHRASE_REWRITES
from build_content.dates.rewrites import NUMBER_REWRITES, Guess
from build_content.dates.words import words
from build_content.languages import ENGLISH

_FORMS = (
    "write a day, a month or a year as YYYY-MM-DD, YYYY-MM or YYYY, "
    "and an interval with a slash between two of them"
)
# Longer texts are sentences, and not worth the patterns' time.
_LONGEST_GUESSED = 80
# With more readings than these the forms say it better; none may be dropped from a list.
_MOST_GUESSES = 4
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2212", "-"))
_ABOUT = re.compile(
    r"(?:c|ca|circa|approx)(?:\. ?| )(.+)|(?:about|around|roughly|approximately) (.+)"
    r"|c([0-9].+)|\u2248 ?(.+)",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"(?:maybe|perhaps|possibly|probably) (.+)", re.IGNORECASE)
_SINCE = re.compile(
    r"since (.+)|(.+?)(?: ?[-/\u2013] ?| to | until )(?:now|present|today|open|ongoing)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|up to) (.+)|open ?/ ?(.+)", re.IGNORECASE)
_END_UNKNOWN = re.compile(r"(.+?) ?/ ?(?:unknown|\?)", re.IGNORECASE)
_START_UNKNOWN = re.compile(r"(?:unknown|\?) ?/ ?(.+)", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:from )?(.+?)(?: to | until | through | ?\u2013 ?| - | ?/ ?)(.+)", re.IGNORECASE
)
# Digits must follow the T, so that no month or word is cut.
_TIME = re.compile(r"T[0-9]{2}:[0-9:.]+(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)?")


def hint_for(text: str) -> str:
    """Return one line of advice for a text that cannot be read as a date."""
    if len(text) > _LONGEST_GUESSED:
        return _FORMS
    guesses = _guess_whole(_tidy(text))
    return f"write {_join(guesses)}" if 0 < len(guesses) <= _MOST_GUESSES else _FORMS


def _join(guesses: list[Guess]) -> str:
    """Join what may be meant: '2024-12, or 2024 if the month is unknown'."""
    must_tell = sum(not guess.when for guess in guesses) > 1
    told = []
    for guess in guesses:
        when = guess.when
        if guess.say or (must_tell and not when):
            said = words(read_date(guess.text), ENGLISH.dates)
            when = f"for {said}" if said != guess.text else ""
        told.append(f"{guess.text} {when}".rstrip())
    return ", or ".join(told)


def _tidy(text: str) -> str:
    """Return plain digits and hyphens and single spaces, none at the ends."""
    plain = (str(unicodedata.decimal(char, char)) for char in text.translate(_HYPHENS))
    return " ".join("".join(plain).split())


def _readable(guesses: Iterable[Guess]) -> list[Guess]:
    """Keep what can be read, each date once."""
    kept: dict[str, Guess] = {}
    for guess in guesses:
        if guess.text not in kept and is_readable(guess.text):
            kept[guess.text] = guess
    return [*kept.values()]


def _guess_whole(text: str) -> list[Guess]:
    return _readable(_guess_swapped(text)) or _guess_point(text) or _guess_sides(text)


def _guess_swapped(text: str) -> Iterator[Guess]:
    """2024-10/2024-06: right if only the order is wrong."""
    start, slash, end = text.partition("/")
    if slash and start and end and is_readable(start) and is_readable(end):
        yield Guess(f"{end}/{start}", "if the two sides are swapped")


def _guess_point(text: str) -> list[Guess]:
    """Guess at a text that means one date, or two years in one word."""
    if is_readable(text):
        return [Guess(text)]
    return _guess_simple(text) or _readable(_guess_marked(text))


def _guess_simple(text: str) -> list[Guess]:
    # An older EDTF wrote u where X stands now.
    if is_readable(capitals := text.upper().replace("U", "X")):
        return [Guess(capitals)]
    for pattern, rewrite in (*NUMBER_REWRITES, *PHRASE_REWRITES):
        match = pattern.fullmatch(text)
        if match and (found := _readable(rewrite(match))):
            return found
    return []


def _guess_marked(text: str) -> Iterator[Guess]:
    """Guess at c. 2024, perhaps June 2024, ~2024, 2024?~: the mark belongs behind the date."""
    for pattern, mark in ((_ABOUT, "~"), (_MAYBE, "?")):
        if match := pattern.fullmatch(text):
            rest = match[match.lastindex or 1]
            found = [Guess(rest)] if is_readable(rest) else _guess_simple(rest)
            yield from (_mark(guess, mark) for guess in found)
    marks = "".join({char for char in text if char in "?~%"})
    if marks and "/" not in text:
        bare = re.sub(r" *[?~%] *", "", text)
        found = [Guess(bare)] if is_readable(bare) else _guess_simple(bare)
        yield from (_mark(guess, marks if len(marks) == 1 else "%") for guess in found)


def _mark(guess: Guess, mark: str) -> Guess:
    sides = guess.text.split("/")
    return Guess("/".join(side + mark for side in sides), guess.when, guess.say)


def _guess_sides(text: str) -> list[Guess]:
    """Guess at an interval: each side by itself, a side that is missing as it is written."""
    timeless = _TIME.sub("", text)
    if timeless != text and "/" in text and is_readable(timeless):
        return [Guess(timeless)]
    for pattern, start, end in (
        (_SINCE, "", "/.."),
        (_UNTIL, "../", ""),
        (_END_UNKNOWN, "", "/"),
        (_START_UNKNOWN, "/", ""),
    ):
        if match := pattern.fullmatch(text):
            found = _guess_point(match[match.lastindex or 1])
            return _readable(Guess(f"{start}{it.text}{end}", it.when, it.say) for it in found)
    match = _RANGE.fullmatch(text)
    return _readable(_pair(match[1], match[2])) if match else []


def _pair(start: str, end: str) -> Iterator[Guess]:
    for first in _guess_side(start):
        for last in _guess_side(end):
            when = " and ".join(dict.fromkeys(filter(None, (first.when, last.when))))
            yield Guess(f"{first.text}/{last.text}", when, first.say or last.say)


def _guess_side(text: str) -> list[Guess]:
    """Guess at one side; what level 1 knows only outside intervals is said as what it spans."""
    if text == "..":
        return [Guess(text)]
    return _guess_point(re.sub("(?:-XX)+", "", text))
