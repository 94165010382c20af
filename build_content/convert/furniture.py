"""Blog furniture: what a page puts under a text, and what gets pasted along with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from build_content.convert.pasted import ends_sentence, opens_sentence

# Lines that no essay ends with.
_SURE: Final = re.compile(
    r"""
      (?:no|\d+)\ (?:comments?|responses|replies)(?:\ yet)?[:.]?
    | (?:post|leave|add|write)\ a\ (?:comment|reply)[:.]?
    | enter\ your\ comment.*
    | share\ (?:this|on|to)(?:\ (?:post|article|page))?:?
    | share\ (?:on|to|via)\ (?:x|twitter|facebook|pinterest|linkedin|reddit|whatsapp|telegram|email)
      (?:\ \(opens\ in\ new\ window\))?
    | click\ to\ (?:share|email|print)\b.*
    | email\ this\ ?blogthis!.*
    | email\ this
    | blogthis!.*
    | subscribe\ to:?\ .*\((?:atom|rss)\)
    | (?:older|newer|next|previous)\ posts?
    | posted\ by\ .{1,60}\ (?:at|on)\ .*\d.*
    | powered\ by\ (?:blogger|wordpress|ghost|medium|substack)(?:\.com)?\.?
    | (?:view|visit)\ my\ (?:complete\ )?profile
    | view\ (?:web|mobile)\ version
    | theme\ images\ by\ .*
    | like\ this:
    | (?:like\ )?loading(?:\.\.\.|…)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Lines that are furniture in such company, but may also be somebody's last words.
_LIKELY: Final = re.compile(
    r"""
      (?:labels|tags|filed\ under|categories|category|topics)(?::.*|$)
    | posted\ (?:by|in|on|at)\b.{1,80}
    | related(?:\ (?:posts|articles|stories))?:?
    | (?:home|print|e-?mail|share|like|reply|permalink|tweet|subscribe|reactions:?|comments:?)
    | (?:blog\ archive|about\ me|search\ this\ blog|report\ abuse|read\ more(?:\ »|\.\.\.|…)?)
    | (?:x|twitter|facebook|pinterest|linkedin|reddit|whatsapp|telegram|instagram|rss|atom)
    | (?:copyright|©).{0,120} | all\ rights\ reserved\.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_THREAD: Final = re.compile(r"\d+ (?:comments?|responses|replies):", re.IGNORECASE)


def drop_furniture(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the lines of a text into those of the essay and the furniture below, blank lines out.

    Nothing is dropped unless one line at the end is furniture beyond doubt. Where the page counts
    its readers' comments ("3 comments:"), the comments below that line go too.
    """
    end = _find_tail(lines, len(lines))
    if not any(_is_sure(line) for line in lines[end:]):
        return list(lines), []
    for at, line in enumerate(lines[:end]):
        if _THREAD.fullmatch(line.strip()):
            end = _find_tail(lines, at + 1)
            break
    return list(lines[:end]), _written(lines[end:])


def find_doubtful_end(lines: Sequence[str]) -> list[str]:
    """Return the last lines that look like furniture, though nothing proves it."""
    return _written(lines[_find_tail(lines, len(lines)) :])


def _written(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


def _find_tail(lines: Sequence[str], end: int) -> int:
    """Return where what may be furniture begins, in the lines above `end`."""
    start = end
    while start and _may_go(lines[start - 1]):
        start -= 1
    while start < end and not _stands_apart(lines, start):
        start += 1
    return start


def _may_go(line: str) -> bool:
    return not line.strip() or _is_sure(line) or _matches(_LIKELY, line)


def _is_sure(line: str) -> bool:
    return _matches(_SURE, line)


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    """Match a whole line, from a capital on: in lower case it goes on with a sentence."""
    plain = " ".join(line.split())
    return pattern.fullmatch(plain) is not None and (opens_sentence(plain) or plain[0] == "©")


def _stands_apart(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line cannot be the last word of the sentence above it."""
    above = lines[at - 1].strip() if at else ""
    return not above or ends_sentence(above) or _is_sure(lines[at]) or not lines[at].strip()
