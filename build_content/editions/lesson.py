"""What a class gets of a site: which events and claims, in which order, with what to weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from build_content.languages import Language
from build_content.model import VERDICTS, Claim, Event, Site, Source, SourceRef
from build_content.text.sentences import find_sentence, tidy_spaces

EVENTS: Final = 10
CLAIMS: Final = 5
QUOTES: Final = 2
# A claim that nobody has checked gives a class nothing to hold its verdict against.
JUDGED: Final = tuple(verdict for verdict in VERDICTS if verdict != "unchecked")
BLANK: Final = "____"
_SEED: Final = "cards"
_YEAR: Final = re.compile(r"(?<![\d.,])[12]\d{3}(?![\d]|[.,]\d)")


def pick_events(site: Site) -> list[Event]:
    """Return the first ten key events in the order of time, or as many as there are."""
    return [event for event in site.timeline if event.key][:EVENTS]


def pick_claims(site: Site) -> list[Claim]:
    """Return five judged claims, those of the home page first, with as many verdicts as may be.

    They stand in the order of the data, which is the essay's, so that it tells no verdict.
    """
    judged = [claim for claim in site.claims if claim.verdict in JUDGED]
    chosen = {claim.id: claim for id in site.info.key_claims for claim in judged if claim.id == id}
    picked = list(chosen.values())[:CLAIMS]
    # where there is most to weigh, a class can judge best
    rest = sorted((claim for claim in judged if claim.id not in chosen), key=_count_evidence)
    while rest and len(picked) < CLAIMS:
        shown = [claim.verdict for claim in picked]
        rest.sort(key=lambda claim: shown.count(claim.verdict))
        picked.append(rest.pop(0))
    return sorted(picked, key=judged.index)


def _count_evidence(claim: Claim) -> tuple[int, int]:
    """Return how much there is to weigh, so that the most comes first."""
    sources = [*claim.sources, *claim.against]
    return -sum(source.quote is not None for source in sources), -len(sources)


def pick_evidence(site: Site, claim: Claim) -> list[tuple[str, Source]]:
    """Return quotes from sources for a claim and against it, and who printed them.

    They stand in the order of their dates, which does not tell on which side they are. What is
    in another language than the essay is left out.
    """
    pro, con = (
        [ref for ref in refs if ref.quote and _is_readable(site, ref)]
        for refs in (claim.sources, claim.against)
    )
    # one from each side, and more of the first where the other has nothing to say
    refs = [*pro[:1], *con[:1], *pro[1:], *con[1:]][:QUOTES]
    quoted = [(ref.quote or "", site.source(ref.id)) for ref in refs]
    return sorted(quoted, key=lambda pair: _order_of(pair[1]))


def _is_readable(site: Site, ref: SourceRef) -> bool:
    language = site.source(ref.id).language
    return language is None or _main(language) == _main(site.essay.info.language)


def _main(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _order_of(source: Source) -> tuple[object, ...]:
    return (1, *source.issued.sort_key) if source.issued else (0,)


def list_outlets(site: Site, refs: Sequence[SourceRef]) -> list[str]:
    """Return who published some sources, each once; a source without that by its title."""
    sources = (site.source(ref.id) for ref in refs)
    return list(dict.fromkeys(source.outlet or source.shown_title for source in sources))


def mix_events(events: Sequence[Event]) -> list[Event]:
    """Return events in an order that has nothing to do with time, and stays as it is.

    The order is that of hashes, so that one more event does not mix the others anew.
    """
    mixed = sorted(events, key=lambda event: sha256(f"{_SEED} {event.id}".encode()).digest())
    return mixed if mixed != list(events) else mixed[::-1]


def hide_dates(event: Event, language: Language) -> str:
    """Return an event's title with a blank where it names its own year, or a day or a month."""
    days = (event.date.earliest, event.date.latest)
    years = {str(day.year) for day in days if day}
    hidden = _month_pattern(language).sub(
        lambda found: BLANK if re.search(r"\d", found[0]) else found[0], event.title
    )
    return _YEAR.sub(lambda found: BLANK if found[0] in years else found[0], hidden)


def find_undated(text: str, language: Language) -> str:
    """Return the first sentence of a text that names no year, month or season; else nothing."""
    named = _names(language)
    for sentence in list_sentences(text):
        if not _YEAR.search(sentence) and not named.search(sentence):
            return sentence
    return ""


def list_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph of plain text."""
    rest = tidy_spaces(text)
    while rest:
        sentence = find_sentence(rest, 0)
        yield sentence
        rest = rest[len(sentence) :].lstrip()


def _names(language: Language) -> re.Pattern[str]:
    """Return what finds a month as it is written, and a season in either case."""
    seasons = "|".join(f"(?i:{re.escape(name)})" for name in language.dates.seasons)
    return re.compile(rf"\b(?:{_months(language)}|{seasons})\b")


def _months(language: Language) -> str:
    return "|".join(map(re.escape, language.dates.months))


def _month_pattern(language: Language) -> re.Pattern[str]:
    """Return what finds a month's name with the numbers beside it."""
    day, year = r"\b\d{1,2}(?:\s?[–-]\s?\d{1,2})?\b\.?", r"\b\d{4}\b"
    return re.compile(rf"(?:{day}\s+)?\b(?:{_months(language)})\b(?:\s+{day})?(?:,?\s+{year})?")
