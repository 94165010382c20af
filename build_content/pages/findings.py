"""What a note or a preview says of an entry in a few words."""

from __future__ import annotations

from typing import Final

from build_content.labels import Labels
from build_content.languages import Language
from build_content.model import Claim, Source
from build_content.text.sentences import take_sentences

_TOLD: Final = frozenset({"state-media", "partisan"})


def voice_of(source: Source, language: Language) -> str:
    """Return whose voice a source is where a reader must know it to weigh it, else nothing."""
    kind = source.custom.kind
    return language.say(f"source_kind.{kind}") if kind in _TOLD else ""


def tell_record(claim: Claim, language: Language, length: int) -> str:
    """Return the beginning of what sources say of a claim; nothing where none was looked for.

    Whole sentences, about as long as a length in characters, after the verdict's own words.
    """
    record = Labels(language).record_of(claim)
    return take_sentences(record, length) if record and claim.verdict != "unchecked" else ""
