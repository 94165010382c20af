"""The kinds of value a field can hold: how each is checked and how JSON Schema tells it.

Every value arrives as the text its author typed. A validator either returns what the field
holds or raises a `PydanticCustomError` whose type is the rule, so that reading can tell it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from build_content.dates import DateFault, EdtfDate, parse_date
from build_content.model.record import STAND_IN
from build_content.text.prose import Prose, read_blocks, read_inline
from build_content.text.slugs import ID_PATTERN, MAX_ID

TEXT_SCHEMA: Final = {"type": ["string", "number", "boolean"]}
MAX_SUMMARY: Final = 400
MAX_QUOTE_WORDS: Final = 25
MAX_FRAGMENT_WORDS: Final = 20
_NUMBER: Final = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_MAIL: Final = re.compile(
    r"(mailto:)?[^\s@<>()\[\]:;,\"\\/]+@[^\s@<>()\[\]:;,\"\\/]+\.[a-z0-9-]+", re.IGNORECASE
)
_WEB: Final = re.compile(r"https?://[^\s/?#<>\"]+\.?[^\s<>\"]*", re.IGNORECASE)
# RFC 5646 section 2.1, without the grandfathered tags
_LANGUAGE: Final = re.compile(
    r"([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.ASCII | re.IGNORECASE,
)


def fault(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return what a validator raises: the rule, what is wrong, and what to do."""
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise fault("not-a-text", "a text is wanted here")
    if not value.strip():
        raise fault("missing-key", "nothing but spaces stands here", "write something")
    return value


def _id(value: str) -> str:
    if len(value) > MAX_ID:
        said = f"an id of {len(value)} characters; at most {MAX_ID} are allowed"
        raise fault("bad-id", said, "shorten it")
    if value.isdigit():
        raise fault("bad-id", f"'{value}' is not an id", "an id is not digits alone: add a word")
    if value == "index":
        raise fault("bad-id", "'index' cannot be an id", "it names the page of the list itself")
    if not re.fullmatch(ID_PATTERN, value) and value != STAND_IN:
        raise fault("bad-id", f"'{value}' is not an id", _id_hint(value))
    return value


def _id_hint(value: str) -> str:
    fitting = "-".join(re.findall("[a-z0-9]+", value.lower()))
    example = f", as in '{fitting}'" if fitting and value.isascii() else ""
    return f"write lower-case letters, digits and single hyphens{example}"


def _prose(read: Callable[[str], Prose], limit: int | None = None) -> PlainValidator:
    def check(value: Any) -> Prose:
        text = _text(value)
        if limit and len(text) > limit:
            raise fault(
                "too-long",
                f"{len(text)} characters, {len(text) - limit} over the limit of {limit}",
                "move the rest into 'body'",
            )
        return read(text)

    return PlainValidator(check)


def _date(value: Any) -> EdtfDate:
    try:
        return parse_date(_text(value))
    except DateFault as found:
        raise fault(found.rule, found.message, found.hint) from None


def _number(value: Any) -> float:
    shown = f"'{value}' is not a number" if isinstance(value, str) else "a number is wanted here"
    number = float(value) if _NUMBER.fullmatch(str(value)) else math.nan
    if math.isfinite(number):
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    raise fault("not-a-number", shown, "write digits alone: 6700, 0.5 or 1e6")


def _within(limit: int) -> AfterValidator:
    def check(value: float) -> float:
        if abs(value) <= limit:
            return value
        raise fault("bad-place", f"{value} is nowhere on Earth",
                    f"write degrees, from -{limit} to {limit}")  # fmt: skip

    return AfterValidator(check)


def _flag(value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    shown = f"'{value}' is neither" if isinstance(value, str) else "this is neither"
    raise fault("bad-choice", f"{shown} true nor false", "write true or false")


def _url(value: str) -> str:
    if _WEB.fullmatch(value):
        return value
    hint = "it begins with https:// or http://, then the name of a host"
    if re.match(r"https?://[^\s/?#]", value, re.IGNORECASE):
        hint = "an address holds no spaces, quotation marks or angle brackets"
    raise fault("bad-url", f"'{value}' is not a web address", hint)


def _contact(value: str) -> str:
    if _MAIL.fullmatch(value) or _WEB.fullmatch(value):
        return value
    raise fault("bad-url", f"'{value}' is neither a web address nor a mail address",
                "write https://example.org/contact or name@example.org")  # fmt: skip


def _language(value: str) -> str:
    if _LANGUAGE.fullmatch(value):
        return value
    hyphened = value.replace("_", "-")
    hint = hyphened if _LANGUAGE.fullmatch(hyphened) else "a BCP 47 tag: en, en-GB, ko …"
    raise fault("bad-language", f"'{value}' is not a language tag", f"write {hint}")


def _words(limit: int) -> AfterValidator:
    def check(value: str) -> str:
        count = len(value.split())
        if count <= limit:
            return value
        raise fault(
            "quote-too-long",
            f"a quote of {count} words; at most {limit} are allowed",
            "quote the words that matter and tell the rest in your own",
        )

    return AfterValidator(check)


Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(TEXT_SCHEMA)]
Id = Annotated[
    Text,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$", "maxLength": MAX_ID}),
]
# a reference is not checked for its form: an id that does not exist is told once, as unknown
Ref = Annotated[Text, WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"})]
Inline = Annotated[Prose, _prose(read_inline), WithJsonSchema(TEXT_SCHEMA)]
Summary = Annotated[
    Prose,
    _prose(read_inline, MAX_SUMMARY),
    WithJsonSchema(TEXT_SCHEMA | {"maxLength": MAX_SUMMARY}),
]
Markdown = Annotated[Prose, _prose(read_blocks), WithJsonSchema(TEXT_SCHEMA)]
Date = Annotated[EdtfDate, PlainValidator(_date), WithJsonSchema({"type": ["string", "number"]})]
Number = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Latitude = Annotated[
    Number, _within(90), WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90})
]
Longitude = Annotated[
    Number, _within(180), WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180})
]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"type": "boolean"})]
Url = Annotated[Text, AfterValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]
Contact = Annotated[Text, AfterValidator(_contact)]
Language = Annotated[Text, AfterValidator(_language)]
Quote = Annotated[Text, _words(MAX_QUOTE_WORDS)]
Fragment = Annotated[Text, _words(MAX_FRAGMENT_WORDS)]
