"""Sources in CSL 1.0.2, as Pandoc and Zotero's Better CSL YAML write them.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and the schema
https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal, Self, get_args

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from build_content.dates import DateFault, EdtfDate, parse_date
from build_content.model.fields import Date, Flag, Id, Text, Url, fault
from build_content.model.record import STAND_IN, Part, Record, to_key

SourceKind = Literal[
    "state-media", "partisan", "wire", "news", "research", "government", "un", "blog", "other"
]
SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)

_DATE_PARTS: Final = frozenset({"year", "month", "day", "season", "circa", "literal", "raw"})
_SEASONS: Final = {"": ""} | {str(n): str(n % 20 + 20) for n in (1, 2, 3, 4, 21, 22, 23, 24)}
_NOT_CIRCA: Final = frozenset({"", "0", "false"})


class Name(Part):
    """A person by parts, or anyone by `literal`: CSL's name variable."""

    model_config = Part.model_config | {"alias_generator": to_key}
    stand_ins: ClassVar[dict[str, Any]] = {"literal": STAND_IN}

    family: Text | None = Field(None, description="Family name.")
    given: Text | None = Field(None, description="Given names.")
    literal: Text | None = Field(None, description="The whole name, of an organisation say.")
    dropping_particle: Text | None = Field(None, description="Particle dropped when sorted.")
    non_dropping_particle: Text | None = Field(None, description="Particle that is kept.")
    suffix: Text | None = Field(None, description="Jr., III …")
    comma_suffix: Text | None = Field(None, description="Whether a comma precedes the suffix.")
    static_ordering: Text | None = Field(None, description="Whether the family name comes first.")
    parse_names: Text | None = Field(None, description="For other programs: not used here.")

    @model_validator(mode="after")
    def _check_words(self) -> Self:
        if not (self.literal or self.family or self.given):
            raise fault("missing-key", "a name has 'family', 'given' or 'literal'", "add one")
        return self

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        family = (self.dropping_particle, self.non_dropping_particle, self.family)
        parts = (self.given, *family) if not self.static_ordering else (*family, self.given)
        return " ".join(part for part in (*parts, self.suffix) if part)


def _read_names(value: Any) -> Any:
    if isinstance(value, list):
        return value
    raise fault("not-a-list", "names are a list")


def _read_csl_date(value: Any) -> EdtfDate:
    """Read EDTF text, `{date-parts}` or a list of {year, month, day, season, circa}."""
    try:
        return parse_date(value if isinstance(value, str) else _to_edtf(value))
    except DateFault as found:
        raise fault(found.rule, found.message, found.hint) from None


def _to_edtf(value: Any) -> str:
    """Write a date of CSL as EDTF text: what it does not tell is not made up."""
    if isinstance(value, dict) and "date-parts" in value:
        shared = {key: part for key, part in value.items() if key != "date-parts"}
        rows = value["date-parts"] if isinstance(value["date-parts"], list) else []
        items = [_name_parts(row) | shared for row in rows]
    else:
        items = value if isinstance(value, list) else [value]
    if not 1 <= len(items) <= 2:
        raise _not_csl()
    return "/".join(_side(item) for item in items)


def _not_csl() -> PydanticCustomError:
    return fault("bad-date", "this is not a CSL date", "write it as a text: 2024-06-19, 2024-06 …")


def _name_parts(row: Any) -> dict[str, Any]:
    if not isinstance(row, list) or not 1 <= len(row) <= 3:
        raise _not_csl()
    return dict(zip(("year", "month", "day"), row, strict=False))


def _side(parts: Any) -> str:
    """Write one CSL date as EDTF; CSL's seasons 1 to 4 are EDTF's 21 to 24."""
    if not isinstance(parts, dict) or set(parts) - _DATE_PARTS:
        raise _not_csl()
    if not all(isinstance(part, str) for part in parts.values()):
        raise _not_csl()
    year, month, day, season = (parts.get(key, "") for key in ("year", "month", "day", "season"))
    if not year:
        written = parts.get("raw") or parts.get("literal")
        if not written or month or day or season:
            raise _not_csl()
        return str(written)
    if (day and not month) or (season and month) or season not in _SEASONS:
        raise _not_csl()
    sign, digits = ("-", year[1:]) if year.startswith("-") else ("", year)
    finer = (_SEASONS[season] or month, day)
    text = "-".join((sign + digits.zfill(4), *(part.zfill(2) for part in finer if part)))
    return text + ("" if parts.get("circa", "") in _NOT_CIRCA else "~")


Names = Annotated[list[Name], BeforeValidator(_read_names)]
CslDate = Annotated[
    EdtfDate,
    PlainValidator(_read_csl_date),
    WithJsonSchema({"type": ["string", "number", "object", "array"]}),
]


class Custom(Part):
    """What CSL has no variable for."""

    kind: SourceKind | None = Field(None, description="Whose voice this is.")
    via: Text | None = Field(None, description="The wire or outlet that it was first published by.")
    title_is: Literal["description"] | None = Field(
        None, description="The title is a description: printed in brackets."
    )
    date_is: Literal["approximate"] | None = Field(
        None, description="The date is not printed on the source."
    )
    archived: Url | None = Field(None, description="Address of an archived copy.")
    checked: Date | None = Field(None, description="When the address was last seen to work.")
    undated: Flag = Field(default=False, description="The source bears no date.")


def _csl_text() -> Any:
    return Field(None, description="CSL variable of this name, as text.")


def _csl_names() -> Any:
    return Field(None, description="CSL name variable: a list of {family, given} or {literal}.")


def _csl_date() -> Any:
    return Field(None, description="CSL date variable: EDTF, {date-parts} or [{year, month, day}].")


_ALIASES = {name.lower(): name for name in ("DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL")} | {
    "archive_collection": "archive_collection",
    "archive_location": "archive_location",
    "journal_abbreviation": "journalAbbreviation",
    "short_title": "shortTitle",
}


def _to_variable(name: str) -> str:
    return _ALIASES.get(name, to_key(name))


class Source(Record):
    """A source: who said it, where and when, in CSL's variables."""

    model_config = Record.model_config | {"alias_generator": _to_variable}
    stand_ins: ClassVar[dict[str, Any]] = {
        "id": STAND_IN, "type": "document", "title": STAND_IN, "issued": "0001",
    }  # fmt: skip

    id: Id = Field(description="What citations name: permanent, part of the address.")
    type: SourceType = Field(description="CSL type of item.")
    title: Text = Field(description="Title as printed, or a description (custom.title_is).")
    custom: Custom = Field(Custom(), description="What CSL has no variable for.")
    citation_key: Text | None = _csl_text()
    categories: list[Text] | None = Field(None, description="CSL categories.")
    language: Text | None = _csl_text()
    journal_abbreviation: Text | None = _csl_text()
    short_title: Text | None = _csl_text()

    issued: CslDate | None = _csl_date()
    accessed: CslDate | None = _csl_date()
    available_date: CslDate | None = _csl_date()
    event_date: CslDate | None = _csl_date()
    original_date: CslDate | None = _csl_date()
    submitted: CslDate | None = _csl_date()

    author: Names | None = _csl_names()
    chair: Names | None = _csl_names()
    collection_editor: Names | None = _csl_names()
    compiler: Names | None = _csl_names()
    composer: Names | None = _csl_names()
    container_author: Names | None = _csl_names()
    contributor: Names | None = _csl_names()
    curator: Names | None = _csl_names()
    director: Names | None = _csl_names()
    editor: Names | None = _csl_names()
    editorial_director: Names | None = _csl_names()
    executive_producer: Names | None = _csl_names()
    guest: Names | None = _csl_names()
    host: Names | None = _csl_names()
    illustrator: Names | None = _csl_names()
    interviewer: Names | None = _csl_names()
    narrator: Names | None = _csl_names()
    organizer: Names | None = _csl_names()
    original_author: Names | None = _csl_names()
    performer: Names | None = _csl_names()
    producer: Names | None = _csl_names()
    recipient: Names | None = _csl_names()
    reviewed_author: Names | None = _csl_names()
    script_writer: Names | None = _csl_names()
    series_creator: Names | None = _csl_names()
    translator: Names | None = _csl_names()

    abstract: Text | None = _csl_text()
    annote: Text | None = _csl_text()
    archive: Text | None = _csl_text()
    archive_collection: Text | None = _csl_text()
    archive_location: Text | None = _csl_text()
    archive_place: Text | None = _csl_text()
    authority: Text | None = _csl_text()
    call_number: Text | None = _csl_text()
    chapter_number: Text | None = _csl_text()
    citation_label: Text | None = _csl_text()
    citation_number: Text | None = _csl_text()
    collection_number: Text | None = _csl_text()
    collection_title: Text | None = _csl_text()
    container_title: Text | None = _csl_text()
    container_title_short: Text | None = _csl_text()
    dimensions: Text | None = _csl_text()
    division: Text | None = _csl_text()
    doi: Text | None = _csl_text()
    edition: Text | None = _csl_text()
    event: Text | None = _csl_text()
    event_place: Text | None = _csl_text()
    event_title: Text | None = _csl_text()
    first_reference_note_number: Text | None = _csl_text()
    genre: Text | None = _csl_text()
    isbn: Text | None = _csl_text()
    issn: Text | None = _csl_text()
    issue: Text | None = _csl_text()
    jurisdiction: Text | None = _csl_text()
    keyword: Text | None = _csl_text()
    locator: Text | None = _csl_text()
    medium: Text | None = _csl_text()
    note: Text | None = _csl_text()
    number: Text | None = _csl_text()
    number_of_pages: Text | None = _csl_text()
    number_of_volumes: Text | None = _csl_text()
    original_publisher: Text | None = _csl_text()
    original_publisher_place: Text | None = _csl_text()
    original_title: Text | None = _csl_text()
    page: Text | None = _csl_text()
    page_first: Text | None = _csl_text()
    part: Text | None = _csl_text()
    part_title: Text | None = _csl_text()
    pmcid: Text | None = _csl_text()
    pmid: Text | None = _csl_text()
    printing: Text | None = _csl_text()
    publisher: Text | None = _csl_text()
    publisher_place: Text | None = _csl_text()
    references: Text | None = _csl_text()
    reviewed_genre: Text | None = _csl_text()
    reviewed_title: Text | None = _csl_text()
    scale: Text | None = _csl_text()
    section: Text | None = _csl_text()
    source: Text | None = _csl_text()
    status: Text | None = _csl_text()
    supplement: Text | None = _csl_text()
    title_short: Text | None = _csl_text()
    url: Url | None = Field(None, description="Address of the source.")
    version: Text | None = _csl_text()
    volume: Text | None = _csl_text()
    volume_title: Text | None = _csl_text()
    volume_title_short: Text | None = _csl_text()
    year_suffix: Text | None = _csl_text()

    @property
    def outlet(self) -> str:
        """Who published it: the container, else the publisher, else nothing."""
        return self.container_title or self.publisher or ""

    @property
    def shown_title(self) -> str:
        """The title, in brackets where it is a description and not a title."""
        return f"[{self.title}]" if self.custom.title_is else self.title
