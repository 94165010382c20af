"""Every rule that a problem can name, in the order of the format's page: what can go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from build_content.problems import Severity

Command = Literal["check", "build", "editions"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name: what is wrong where it is named, and the command that tells of it.

    What `check` tells, `build` tells too.
    """

    name: str
    when: str
    severity: Severity = "error"
    told_by: Command = "check"


_RULES: Final = (
    Rule("no-such-file", "A file that must exist, or that an entry names, is not there."),
    Rule("not-utf8", "A file holds bytes that are not UTF-8."),
    Rule("too-large", "A data file has more than 16 MiB."),
    Rule("yaml-syntax", "A file is not YAML, or holds more than one YAML document."),
    Rule("front-matter", "The essay does not begin with front matter between two lines of '---'."),
    Rule("not-a-mapping", "Something else stands where 'key: value' lines are wanted."),
    Rule("not-a-list", "Something else stands where a list is wanted."),
    Rule("not-a-text", "Something else stands where a text is wanted."),
    Rule("not-a-number", "Something else stands where a finite number is wanted."),
    Rule("bad-choice", "A value is none of the words that its key allows."),
    Rule("too-long", "A summary has more than 400 characters."),
    Rule("unknown-key", "A key is none of those that an entry can have."),
    Rule("missing-key", "A key that an entry must have is not there, or a key is empty."),
    Rule("repeated-key", "A key stands twice in one entry."),
    Rule("no-anchors", "A value is shared by YAML's anchors, aliases or merges, or has a tag."),
    Rule("bad-id", "An id is malformed, or none can be made of a heading."),
    Rule("repeated-id", "Two entries of a file, or two sections, have the same id."),
    Rule("bad-date", "A date is not EDTF of level 0 or 1, or does not exist."),
    Rule("date-order", "An interval ends before it begins."),
    Rule("bad-url", "An address is malformed, or of a kind that no link may have."),
    Rule("bad-place", "A place is nowhere on Earth, or has only one of lat and lon."),
    Rule("raw-html", "A text holds HTML."),
    Rule("quote-too-long", "A quote has more than 25 words, or the essay's own more than 20."),
    Rule("bad-language", "A language is not a BCP 47 tag."),
    Rule("unknown-source", "A citation or an entry names a source that is not there."),
    Rule("unknown-event", "A link or an entry names an event that is not there."),
    Rule("unknown-actor", "A link or an entry names an actor that is not there."),
    Rule("unknown-claim", "A link or an entry names a claim that is not there."),
    Rule("unknown-term", "A link names a term that is not there."),
    Rule("unknown-series", "A link or an entry names a series that is not there."),
    Rule("unknown-lane", "An event names a lane that is not there."),
    Rule("unsourced", "An event, a judged fact or a point has no source."),
    Rule("unattributed", "An asserted or reported event does not tell who says so."),
    Rule("claim-not-marked", "No passage of the essay marks a claim."),
    Rule("no-sections", "The essay has no '##' heading, or a line meant as one begins no section."),
    Rule("in-the-way", "A page written by hand stands where the build must write.",
         told_by="build"),
    Rule("no-glyph", "No font of the editions has a character.", told_by="editions"),
    Rule("no-alt", "A picture in an edition has no text that says what it shows.",
         told_by="editions"),
    Rule("heading-skipped", "A heading in an edition is deeper than the one above by two levels.",
         told_by="editions"),
    Rule("unused-source", "Nothing refers to a source.", "warning"),
    Rule("unused-term", "Nothing refers to a term.", "warning"),
    Rule("first-day", "A date is the first of January: likely only the year is known.", "warning"),
    Rule("unreviewed", "Nobody has judged yet how well an event is established.", "warning"),
)  # fmt: skip

RULES: Final[Mapping[str, Rule]] = {rule.name: rule for rule in _RULES}
"""The rules by name."""
