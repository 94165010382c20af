"""Frozen records of a site: what was read, and nothing that is computed from it."""

from build_content.model.record import Part, Record
from build_content.model.records import (
    ATTRIBUTED,
    CLAIM_KINDS,
    STATUSES,
    UNSOURCED_VERDICTS,
    VERDICTS,
    Actor,
    Claim,
    EssayInfo,
    Event,
    Lane,
    Point,
    Series,
    SiteInfo,
    SourceRef,
    Term,
)
from build_content.model.site import (
    KINDS,
    PAGED_ABOVE,
    Entry,
    Essay,
    Key,
    Section,
    Site,
    title_of,
)
from build_content.model.sources import SOURCE_KINDS, Source

__all__ = [
    "ATTRIBUTED", "CLAIM_KINDS", "KINDS", "PAGED_ABOVE", "SOURCE_KINDS", "STATUSES",
    "UNSOURCED_VERDICTS", "VERDICTS", "Actor", "Claim", "Entry", "Essay", "EssayInfo", "Event",
    "Key", "Lane", "Part", "Point", "Record", "Section", "Series", "Site", "SiteInfo", "Source",
    "SourceRef", "Term", "title_of",
]  # fmt: skip
