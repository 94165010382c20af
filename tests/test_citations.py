"""Sources for reference managers: read by their own parsers, and nothing lost in silence."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_data import Json, Made

from build_content.exported import Export
from build_content.exports.bibtex import write_bibtex
from build_content.exports.csl_json import write_csl_json
from build_content.exports.ris import write_ris
from build_content.languages import ENGLISH
from build_content.model import Source
from build_content.model.sources import CslDate, Names
from build_content.text.escape import collapse

FILES = {"csl.json": write_csl_json, "bib": write_bibtex, "ris": write_ris}
FORMATS = pytest.mark.parametrize("ending", FILES)
Read = Mapping[str, Sequence[str]]
"""The values of each entry of a file, by the entry's id."""


# The three files, each as a parser of its format reads it


def read_csl(text: str) -> Read:
    read = {}
    for item in json.loads(text):
        read[item["id"]] = leaves = list(list_leaves(item))
        if "date_is" in item.get("custom", {}):  # makes a date an approximate one
            leaves += [leaf.replace("~", "") for leaf in leaves]
    return read


def list_leaves(value: Any) -> Iterator[str]:
    """Yield every text in a value of JSON; a date of CSL's as it is typed in the data."""
    if isinstance(value, dict) and "date-parts" in value:
        yield write_edtf(value)
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from list_leaves(item)
    else:
        yield str(value).lower() if isinstance(value, bool) else str(value)


def write_edtf(date: Json) -> str:
    season = f"-{date['season'] + 20}" if "season" in date else ""
    circa = "~" if date.get("circa") else ""
    sides = [
        f"{row[0]:04}" + "".join(f"-{part:02}" for part in row[1:]) + season + circa
        for row in date["date-parts"]
    ]
    return "/".join(sides)


# Commands of LaTeX that the parser's table lacks, or takes for another character: as ones that
# nobody types, and what they stand for.
COMMANDS = {
    r"\textbraceleft{}": ("\ue000", "{"),
    r"\textbraceright{}": ("\ue001", "}"),
    r"\textasciicircum{}": ("\ue002", "^"),
}


def parse_bibtex(text: str) -> Any:
    for command, (stand_in, _) in COMMANDS.items():
        text = text.replace(command, stand_in)
    middleware = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    library = parse_string(text, append_middleware=middleware)
    assert library.failed_blocks == []
    return library


def read_bibtex(text: str) -> Read:
    raw = {entry.key: entry for entry in parse_string(text).entries}
    return {
        entry.key: [
            entry.entry_type,
            *(restore(v) for field in entry.fields for v in list_bib(field)),
            # what programs read, not LaTeX
            *(f.value for f in raw[entry.key].fields if f.key.endswith(("date", "doi", "url"))),
        ]
        for entry in parse_bibtex(text).entries
    }


def restore(text: str) -> str:
    for stand_in, character in COMMANDS.values():
        text = text.replace(stand_in, character)
    return text


def list_bib(field: Any) -> Iterator[str]:
    values = field.value if isinstance(field.value, list) else [field.value]
    for value in values:
        if isinstance(value, str):
            yield value
            yield from value.rsplit(", ", 1) if field.key == "keywords" else ()
            yield from re.split(r"Via | (?=Via )|\.$", value) if field.key == "note" else ()
            yield re.sub("--|–", "-", value) if field.key == "pages" else value
        else:
            names = [" ".join(part) for part in (value.first, value.von, value.last, value.jr)]
            yield from (name.removeprefix("{").removesuffix("}") for name in names)


def read_ris(text: str) -> Read:
    return {entry["id"]: list(list_ris(entry)) for entry in rispy.loads(text)}


def list_ris(entry: Json) -> Iterator[str]:
    for key, value in entry.items():
        values = value if isinstance(value, list) else [value]
        for one in values:
            yield one
            # a family name and the rest of it, which commas part
            yield from one.split(", ") if key.endswith("authors") else ()
            yield from re.split(r"Via |\.$", one) if key == "notes" else ()
        if key in ("date", "access_date"):
            yield values[0].rstrip("/").replace("/", "-")
    yield "; ".join(entry.get("keywords", [])[1:]).replace("; ", ", ")
    if "start_page" in entry:
        yield f"{entry['start_page']}-{entry.get('end_page', '')}".rstrip("-")


READERS: Mapping[str, Callable[[str], Read]] = {
    "csl.json": read_csl, "bib": read_bibtex, "ris": read_ris,
}  # fmt: skip


# What the data says, field by field


def list_typed(entry: Json, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (field, text) of all that an author typed in a source, as `site.json` tells it."""
    worked_out = ("url", "used_by", "citation_number", "earliest", "latest")
    for key, value in entry.items():
        field = prefix + key
        if key in worked_out or key.endswith(("_text", "_earliest", "_latest")) or field == "id":
            continue
        if isinstance(value, dict):
            yield from list_typed(value, f"{field}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (pair for item in value for pair in list_typed(item, f"{field}."))
        elif isinstance(value, list):
            yield field, "; ".join(value)
        elif value is not False:
            yield field, str(value).lower() if value is True else value


# A kind of source has a name of its own in each format; one without is told, or stands in words.
SAME_TYPE = {
    "bib": {"article-journal": "article", "pamphlet": "booklet", "chapter": "incollection",
            "paper-conference": "inproceedings", "report": "techreport", "thesis": "phdthesis"},
    "ris": {
        "article-newspaper": "NEWS", "article-journal": "JOUR", "article-magazine": "MGZN",
        "pamphlet": "PAMP", "hearing": "HEAR", "manuscript": "MANSCPT", "book": "BOOK",
        "entry-encyclopedia": "ENCYC", "motion_picture": "MPCT", "webpage": "ELEC",
        "legal_case": "CASE", "map": "MAP", "report": "RPRT", "post-weblog": "BLOG",
        "dataset": "DATA",
    },
}  # fmt: skip


def is_carried(ending: str, field: str, text: str, values: Sequence[str]) -> bool:
    """Tell whether a file's entry says what the data says."""
    if field == "type":
        text = SAME_TYPE.get(ending, {}).get(text, text)
    if field == "custom.date_is":  # said by the date itself
        return any("~" in value or "about" in value for value in values) or text in values
    if field == "custom.title_is":  # said by brackets
        return any(value.startswith("[") for value in values)
    if field == "categories":
        return all(part in values for part in text.split("; "))
    if field.startswith("author.") or field.partition(".")[0] in NAMES:
        return text in values or any(text in value.split() for value in values)
    return text in values


NAMES = {
    info.alias or name
    for name, info in Source.model_fields.items()
    if "Name" in str(info.annotation)
}


def load(made: Made, ending: str) -> tuple[Read, dict[tuple[str, str], Json]]:
    text = (made.docs / "data" / f"sources.{ending}").read_bytes().decode()
    report = json.loads((made.docs / "data" / "losses.json").read_text("utf-8"))
    losses = report[f"data/sources.{ending}"]
    assert all(loss["kind"] == "source" for loss in losses)
    return READERS[ending](text), {(loss["id"], loss["field"]): loss for loss in losses}


@FORMATS
def test_what_a_file_does_not_say_is_told(ending: str, made: Made) -> None:
    entries, losses = load(made, ending)
    typed = {source["id"]: source for source in made.site["sources"]}
    assert entries.keys() == typed.keys()
    silent = [
        (id, field, text)
        for id, source in typed.items()
        for field, text in list_typed(source)
        if not is_carried(ending, field, text, entries[id]) and not is_told(losses, id, field, text)
    ]
    assert silent == []


def is_told(losses: Mapping[tuple[str, str], Json], id: str, field: str, text: str) -> bool:
    """Tell whether a report names a field of an entry, or the whole that it is a part of."""
    whole = field.partition(".")[0]
    loss = losses.get((id, field)) or losses.get((id, whole))
    return loss is not None and text in loss["had"]


@FORMATS
def test_what_is_told_as_lost_stands_in_the_data(ending: str, made: Made) -> None:
    entries, losses = load(made, ending)
    typed = {source["id"]: dict_of_all(list_typed(source)) for source in made.site["sources"]}
    assert losses
    for (id, field), loss in losses.items():
        parts = {key: texts for key, texts in typed[id].items() if f"{key}.".startswith(field)}
        assert parts, loss
        if field in parts:
            assert any(text == loss["had"] for text in parts[field]), loss
        else:  # names told as wholes
            said = [text for texts in parts.values() for text in texts]
            assert all(text in loss["had"] for text in said), loss
        if loss["says"] and "author" not in field and "editor" not in field:
            assert loss["says"] in entries[id], loss


def dict_of_all(pairs: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, text in pairs:
        found.setdefault(key, []).append(text)
    return found


# A source with everything, each field unlike any other: what is carried is that field


def make_full(kind: str) -> tuple[Source, dict[str, str]]:
    """Return a source with every text of CSL, and its texts by field."""
    hard = "ÄÖ 50% & \"x\" {y} \\z ~^_#$ -- '' Пхеньян 北韓"
    fields = {
        info.alias or name: f"{info.alias or name}: {hard}"
        for name, info in Source.model_fields.items()
        if (info.description or "").startswith("CSL variable of this name")
    }
    address = "https://example.org/a_b~c%20d#e"
    fields |= {"title": f"title: {hard}", "type": kind, "URL": address}
    custom = {"via": f"via: {hard}", "kind": "wire"}
    dated = {"id": "full", "issued": "2024-06-19", "custom": custom}
    source = Source.model_validate(fields | dated)
    return source, fields | {"custom.via": custom["via"], "custom.kind": "wire"}


@FORMATS
@pytest.mark.parametrize("kind", ["book", "article-journal", "webpage", "report", "treaty"])
def test_every_field_is_carried_or_told(ending: str, kind: str) -> None:
    source, fields = make_full(kind)
    assert len(fields) > 60
    written = FILES[ending](f"x.{ending}", [source], ENGLISH)
    [values] = READERS[ending](written.text).values()
    losses = {loss.field: loss.had for loss in written.losses}
    for field, text in fields.items():
        carried = text in values or is_carried(ending, field, text, values)
        assert carried != (losses.get(field) == text), (field, text, losses.get(field))


# Names


@pytest.mark.parametrize(
    ("name", "bibtex", "ris", "told"),
    [
        ({"family": "Kim", "given": "Tong-hyung"}, "Kim, Tong-hyung", "Kim, Tong-hyung", []),
        ({"literal": "A & B, and C"}, r"{A \& B, and C}", "A & B, and C", ["ris"]),
        ({"family": "Hand and Sons", "given": "D."},
         "{Hand and Sons}, D.", "Hand and Sons, D.", []),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."},
         "King, Jr., M. L.", "King, M. L., Jr.", []),
        ({"family": "Uhr", "given": "A.", "non-dropping-particle": "van der"},
         "van der Uhr, A.", "van der Uhr, A.", ["ris"]),
        ({"family": "Uhr", "given": "A.", "dropping-particle": "von"},
         "von Uhr, A.", "von Uhr, A.", ["bib", "ris"]),
        ({"family": "Gaulle", "given": "C.", "non-dropping-particle": "De"},
         "De Gaulle, C.", "De Gaulle, C.", ["bib", "ris"]),
        ({"given": "Plato"}, "{Plato}", "Plato", []),
        ({"family": "Хан", "given": "Сун"}, "Хан, Сун", "Хан, Сун", []),
    ],
)  # fmt: skip
def test_a_name(name: Json, bibtex: str, ris: str, told: list[str]) -> None:
    source = Source.model_validate(
        {"id": "one", "type": "book", "title": "T", "issued": "2020", "author": [name]}
    )
    written = {end: write("x", [source], ENGLISH) for end, write in FILES.items()}
    assert f"  author = {{{bibtex}}},\n" in written["bib"].text
    assert f"AU  - {ris}\r\n" in written["ris"].text
    assert json.loads(written["csl.json"].text)[0]["author"] == [name]
    assert [end for end in ("bib", "ris") if written[end].losses] == told
    assert parse_bibtex(written["bib"].text).entries


# Dates: (typed, CSL, BibTeX's year, RIS), and the formats that tell of a loss
DATES = [
    ("2024-06-19", {"date-parts": [[2024, 6, 19]]}, "2024", "2024/06/19/", []),
    ("2024-06", {"date-parts": [[2024, 6]]}, "2024", "2024/06//", []),
    ("2024", {"date-parts": [[2024]]}, "2024", "2024///", []),
    ("2024-10~", {"date-parts": [[2024, 10]], "circa": True}, "about October 2024",
     "2024/10//about October 2024", ["ris"]),
    ("2022-22", {"date-parts": [[2022]], "season": 2}, "summer 2022", "2022///summer 2022",
     ["ris"]),
    ("2023?", {"literal": "2023 (uncertain)"}, "2023 (uncertain)", "2023///2023 (uncertain)",
     ["csl.json", "ris"]),
    ("2023%", {"literal": "about 2023 (uncertain)"}, "about 2023 (uncertain)",
     "2023///about 2023 (uncertain)", ["csl.json", "ris"]),
    ("202X", {"literal": "the 2020s"}, "the 2020s", "///the 2020s", ["csl.json", "ris"]),
    ("2024-XX", {"literal": "a month in 2024"}, "a month in 2024", "2024///a month in 2024",
     ["csl.json", "ris"]),
    ("2024-10-08/2024-10-13", {"date-parts": [[2024, 10, 8], [2024, 10, 13]]}, "8–13 October 2024",
     "2024/10/08/8–13 October 2024", ["ris"]),
    ("2023/..", {"literal": "since 2023"}, "since 2023", "2023///since 2023", ["csl.json", "ris"]),
    ("../2024", {"literal": "until 2024"}, "until 2024", "///until 2024", ["csl.json", "ris"]),
    ("2021~/2022", {"literal": "2021–2022 (start approximate)"}, "2021–2022 (start approximate)",
     "2021///2021–2022 (start approximate)", ["csl.json", "ris"]),
    ("-0044", {"literal": "45 BC"}, "45 BC", "///45 BC", ["csl.json", "ris"]),
    ("Y-17000", {"literal": "17,001 BC"}, "17,001 BC", "///17,001 BC", ["csl.json", "bib", "ris"]),
    ("2019-03-31T01:00:00Z", {"date-parts": [[2019, 3, 31]]}, "2019",
     "2019/03/31/31 March 2019", ["csl.json", "ris"]),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "csl", "year", "ris", "told"), DATES, ids=[d[0] for d in DATES])
def test_a_date(typed: str, csl: Json, year: str, ris: str, told: list[str]) -> None:
    source = Source.model_validate({"id": "one", "type": "book", "title": "T", "issued": typed})
    written = {end: write("x", [source], ENGLISH) for end, write in FILES.items()}
    assert json.loads(written["csl.json"].text)[0]["issued"] == csl
    [entry] = parse_string(written["bib"].text).entries
    said = {field.key: field.value for field in entry.fields}
    assert (said.get("date"), said["year"]) == (None if "Y" in typed else typed, year)
    assert rispy.loads(written["ris"].text)[0]["date"] == ris
    for end, file in written.items():
        dates = [(loss.field, loss.had, loss.why) for loss in file.losses]
        assert dates == ([("issued", typed, "date")] if end in told else []), end


def test_no_format_shows_a_day_that_the_data_does_not_give() -> None:
    source = Source.model_validate({"id": "o", "type": "book", "title": "T", "issued": "2024-10~"})
    for write in FILES.values():
        text = write("x", [source], ENGLISH).text
        assert not re.search(r"2024[-/, ]+10[-/, ]+0?1\b", text)


# Titles


def test_a_description_stands_in_brackets_and_that_is_told(made: Made) -> None:
    described = {s["id"]: s for s in made.site["sources"] if "title_is" in s["custom"]}
    assert described
    for ending in FILES:
        entries, losses = load(made, ending)
        for id, source in described.items():
            assert f"[{source['title']}]" in entries[id]
            loss = losses[id, "title"]
            assert (loss["had"], loss["why"]) == (source["title"], "bracketed")


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1).filter(
    lambda text: collapse(text).strip()
)


@settings(deadline=None, max_examples=200)
@given(text=TYPED)
@example("\\")
@example("}{")
@example("{\\")
@example("a--b ``c'' ?` %")
@example("line\none")
@example("$x_1^2$ #~&")
def test_any_title_survives(text: str) -> None:
    source = Source.model_validate({"id": "o", "type": "book", "title": text, "issued": "2020"})
    shown = collapse(text).strip()
    for ending, write in FILES.items():
        written = write("x", [source], ENGLISH)
        if ending == "ris":
            assert f"TI  - {shown}\r\n" in written.text
        else:
            assert shown in READERS[ending](written.text)["o"]
        assert [loss.had for loss in written.losses if loss.why == "line"] == [text] * (
            shown != text
        )


# Programs


def cite_all(items: list[Json]) -> dict[str, str]:
    """Return each item as a citation processor sets it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that this one does not know
        sources = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        listed = CitationStylesBibliography(style, sources, formatter.plain)
        for key in sources:
            listed.register(Citation([CitationItem(key)]))
        lines = [str(line) for line in listed.bibliography()]
    return dict(zip(listed.keys, lines, strict=True))


def test_a_citation_processor_sets_every_source(made: Made) -> None:
    items = json.loads((made.docs / "data" / "sources.csl.json").read_text("utf-8"))
    # citeproc-py 0.11 cannot set a range of dates
    plain = [item for item in items if not is_range(item)]
    assert len(plain) > len(items) / 2
    cited = cite_all(plain)
    for item in plain:
        assert item["title"] in cited[item["id"]]
        year = (item.get("issued", {}).get("date-parts") or [[""]])[0][0]
        assert str(year) in cited[item["id"]]
        assert all(
            name.get("family", name.get("literal")) in cited[item["id"]]
            for name in item.get("author", [])[:1]
        )


def is_range(item: Json) -> bool:
    dates = [value for value in item.values() if isinstance(value, dict) and "date-parts" in value]
    return any(len(date["date-parts"]) > 1 for date in dates)


def test_files_have_the_form_that_programs_expect(made: Made) -> None:
    folder = made.docs / "data"
    ris = (folder / "sources.ris").read_bytes().decode()
    lines = ris.split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*|", line) for line in lines)
    assert "\n" not in ris.replace("\r\n", "")
    bib = (folder / "sources.bib").read_text("utf-8")
    assert bib.count("{") == bib.count("}")
    for item in json.loads((folder / "sources.csl.json").read_text("utf-8")):
        assert {"id", "type", "title"} <= item.keys()


# The site itself


@FORMATS
def test_the_site_can_be_cited(ending: str, made: Made) -> None:
    text = (made.docs / "data" / f"cite.{ending}").read_bytes().decode()
    [values] = READERS[ending](text).values()
    essay, site = made.site["essay"], made.site["site"]
    assert essay["title"] in values
    assert any(value.startswith(site["edition"][:4]) for value in values)
    assert ("url" in made.load("site.yml")) == any("https://" in value for value in values)
    assert json.loads((made.docs / "data" / "losses.json").read_text())[f"data/cite.{ending}"] == []


def make(ending: str, source: Source) -> Export:
    return FILES[ending](f"x.{ending}", [source], ENGLISH)


@FORMATS
def test_the_same_sources_give_the_same_bytes(ending: str) -> None:
    source, _ = make_full("book")
    assert make(ending, source) == make(ending, source)


def test_the_full_source_is_full() -> None:
    source, fields = make_full("book")
    dates_and_names = [
        name for name, info in Source.model_fields.items()
        if info.annotation in (CslDate | None, Names | None)
    ]  # fmt: skip
    lacking = [name for name in Source.model_fields if getattr(source, name) is None]
    assert set(lacking) <= {*dates_and_names, "categories"}, fields
