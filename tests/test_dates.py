"""Dates: every form of EDTF level 0 and 1, what it spans, what is said of it, and its faults."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import build_content.dates
from build_content.dates import (
    DateFault,
    Day,
    is_first_of_january,
    parse_date,
    words,
)
from build_content.languages import ENGLISH

# text, earliest, latest, words
FORMS = [
    # level 0
    ("2024-06-19", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-06", "2024-06-01", "2024-06-30", "June 2024"),
    ("2024", "2024-01-01", "2024-12-31", "2024"),
    ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
    ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "29 February 2024"),
    ("0000-02-29", "0000-02-29", "0000-02-29", "29 February 1 BC"),
    ("0476-09-04", "0476-09-04", "0476-09-04", "4 September AD 476"),
    ("0999", "0999-01-01", "0999-12-31", "AD 999"),
    ("1000", "1000-01-01", "1000-12-31", "1000"),
    ("0000", "0000-01-01", "0000-12-31", "1 BC"),
    ("2024-06-19T10:30:00", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-06-19T10:30:00Z", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-06-19T23:59:59+09:00", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-06-19T10:30:00-05", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-06-19T00:00:00+00:00", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-10-08/2024-10-13", "2024-10-08", "2024-10-13", "8–13 October 2024"),
    ("2024-03-07/2024-11-05", "2024-03-07", "2024-11-05", "7 March – 5 November 2024"),
    ("2024-12-27/2025-01-11", "2024-12-27", "2025-01-11", "27 December 2024 – 11 January 2025"),
    ("2024-03/2024-11", "2024-03-01", "2024-11-30", "March–November 2024"),
    ("2023-03/2024-03", "2023-03-01", "2024-03-31", "March 2023 – March 2024"),
    ("2022/2024", "2022-01-01", "2024-12-31", "2022–2024"),
    ("2024/2024", "2024-01-01", "2024-12-31", "2024"),
    ("2024-06-19/2024-06-19", "2024-06-19", "2024-06-19", "19 June 2024"),
    ("2024-06/2024", "2024-06-01", "2024-12-31", "June 2024 – 2024"),
    ("2024/2024-03", "2024-01-01", "2024-03-31", "2024 – March 2024"),
    ("2024-03/2024-11-05", "2024-03-01", "2024-11-05", "March 2024 – 5 November 2024"),
    ("0235/0284", "0235-01-01", "0284-12-31", "AD 235–284"),
    ("0900/1100", "0900-01-01", "1100-12-31", "AD 900–1100"),
    # level 1: seasons
    ("2022-21", "2022-03-01", "2022-05-31", "spring 2022"),
    ("2022-22", "2022-06-01", "2022-08-31", "summer 2022"),
    ("2022-23", "2022-09-01", "2022-11-30", "autumn 2022"),
    ("2023-24", "2023-12-01", "2024-02-29", "winter 2023–24"),
    ("2022-24", "2022-12-01", "2023-02-28", "winter 2022–23"),
    ("1999-24", "1999-12-01", "2000-02-29", "winter 1999–2000"),
    ("2008-24", "2008-12-01", "2009-02-28", "winter 2008–09"),
    ("0476-24", "0476-12-01", "0477-02-28", "winter AD 476–477"),
    ("-0044-24", "-0044-12-01", "-0043-02-28", "winter 45–44 BC"),
    ("0000-24", "0000-12-01", "0001-02-28", "winter 1 BC – AD 1"),
    ("9999-24", "9999-12-01", None, "winter 9999 – AD 10,000"),
    ("2024-22/2024-23", "2024-06-01", "2024-11-30", "summer 2024 – autumn 2024"),
    # level 1: qualifiers
    ("2024-10~", "2024-10-01", "2024-10-31", "about October 2024"),
    ("2024-10?", "2024-10-01", "2024-10-31", "October 2024 (uncertain)"),
    ("2023%", "2023-01-01", "2023-12-31", "about 2023 (uncertain)"),
    ("2024-06-19~", "2024-06-19", "2024-06-19", "about 19 June 2024"),
    ("2022-22~", "2022-06-01", "2022-08-31", "about summer 2022"),
    ("2024-06~/2024-08~", "2024-06-01", "2024-08-31", "about June–August 2024"),
    ("2024-06~/2024-08", "2024-06-01", "2024-08-31", "June–August 2024 (start approximate)"),
    (
        "2024-06%/2024-08?",
        "2024-06-01",
        "2024-08-31",
        "June–August 2024 (start approximate and uncertain, end uncertain)",
    ),
    ("2024/2024~", "2024-01-01", "2024-12-31", "2024 (end approximate)"),
    # level 1: unspecified digits
    ("202X", "2020-01-01", "2029-12-31", "the 2020s"),
    ("202X~", "2020-01-01", "2029-12-31", "about the 2020s"),
    ("200X", "2000-01-01", "2009-12-31", "between 2000 and 2009"),
    ("19XX", "1900-01-01", "1999-12-31", "between 1900 and 1999"),
    ("19XX~", "1900-01-01", "1999-12-31", "between 1900 and 1999 (approximate)"),
    ("002X", "0020-01-01", "0029-12-31", "between AD 20 and AD 29"),
    ("000X", "0000-01-01", "0009-12-31", "between 1 BC and AD 9"),
    ("-000X", "-0009-01-01", "0000-12-31", "between 10 BC and 1 BC"),
    ("-004X", "-0049-01-01", "-0040-12-31", "between 50 BC and 41 BC"),
    ("-00XX", "-0099-01-01", "0000-12-31", "between 100 BC and 1 BC"),
    ("2024-XX", "2024-01-01", "2024-12-31", "a month in 2024"),
    ("2024-06-XX", "2024-06-01", "2024-06-30", "a day in June 2024"),
    ("2024-XX-XX", "2024-01-01", "2024-12-31", "a day in 2024"),
    (
        "2024-XX-XX%",
        "2024-01-01",
        "2024-12-31",
        "a day in 2024 (approximate and uncertain)",
    ),
    ("-2024-XX", "-2024-01-01", "-2024-12-31", "a month in 2025 BC"),
    # level 1: open and unknown sides
    ("2023/..", "2023-01-01", None, "since 2023"),
    ("../2024", None, "2024-12-31", "until 2024"),
    ("2023/", "2023-01-01", None, "from 2023, end unknown"),
    ("/2024", None, "2024-12-31", "until 2024, start unknown"),
    ("2024-10~/..", "2024-10-01", None, "since about October 2024"),
    ("2023?/", "2023-01-01", None, "from 2023 (uncertain), end unknown"),
    # level 1: years before ours and beyond four digits
    ("-0044", "-0044-01-01", "-0044-12-31", "45 BC"),
    ("-0238", "-0238-01-01", "-0238-12-31", "239 BC"),
    ("-0239-06-01", "-0239-06-01", "-0239-06-01", "1 June 240 BC"),
    ("-0043/-0030", "-0043-01-01", "-0030-12-31", "44–31 BC"),
    ("-0026/0014", "-0026-01-01", "0014-12-31", "27 BC – AD 14"),
    ("Y-17000", None, None, "17,001 BC"),
    ("Y17000", None, None, "AD 17,000"),
    ("Y-17000~/Y-12000~", None, None, "about 17,001–12,001 BC"),
    ("Y-17000/-0500", None, "-0500-12-31", "17,001–501 BC"),
]

# text, message, hint
FORMS_HINT = (
    "write a day, a month or a year as YYYY-MM-DD, YYYY-MM or YYYY, "
    "and an interval with a slash between two of them"
)
NO_DATE = "'{}' is not a date"
LEVEL_2 = "'{}' is not read: it is EDTF level 2"
FAULTS = [
    # no such month, day, time
    ("2024-13", NO_DATE + ": there is no month 13", "2024-12, or 2024 if the month is unknown"),
    ("2024-00", NO_DATE + ": there is no month 00", "2024 if the month is unknown"),
    (
        "2024-19-06",
        NO_DATE + ": there is no month 19",
        "2024-06-19 for 19 June 2024, or 2024 if the month is unknown",
    ),
    ("2024-14-14", NO_DATE + ": there is no month 14", "2024 if the month is unknown"),
    (
        "2024-22-05",
        NO_DATE + ": there is no month 22",
        "2024-05-22 for 22 May 2024, or 2024 if the month is unknown",
    ),
    ("2024-06-31", NO_DATE + ": June has 30 days", "2024-06 if the day is unknown"),
    ("2024-06-00", NO_DATE + ": there is no day 00", "2024-06 if the day is unknown"),
    ("2023-02-29", NO_DATE + ": February 2023 has 28 days", "2023-02 if the day is unknown"),
    ("-0044-02-30", NO_DATE + ": February -0044 has 29 days", "-0044-02 if the day is unknown"),
    ("-0000", NO_DATE + ": the year 0 has no minus sign", "0000 for 1 BC"),
    ("Y17000-06", NO_DATE + ": a year of more than four digits stands alone", "Y17000"),
    ("2024-06-19T24:00:00", NO_DATE + ": there is no time 24:00:00", "2024-06-19"),
    ("2024-06-19T10:30:00+15:00", NO_DATE + ": there is no time zone +15:00", "2024-06-19"),
    (
        "2024-06-19T10:30:00~",
        NO_DATE + ": a date with a time of day takes no ?, ~ or %",
        "2024-06-19~",
    ),
    (
        "2024-06-19T10:30:00Z/2024-06-20",
        NO_DATE + ": an interval runs from day to day, without times of day",
        "2024-06-19/2024-06-20",
    ),
    ("2024-06-19T10:30", NO_DATE, "2024-06-19, or 2024-06-19T10:30:00 with the time"),
    ("2024-06-19 10:30", NO_DATE, "2024-06-19, or 2024-06-19T10:30:00 with the time"),
    # numbers in another order or dress
    ("19.06.2024", NO_DATE, "2024-06-19"),
    ("06/19/2024", NO_DATE, "2024-06-19"),
    ("05/06/2024", NO_DATE, "2024-06-05 for 5 June 2024, or 2024-05-06 for 6 May 2024"),
    ("05.05.2024", NO_DATE, "2024-05-05"),
    ("31.06.2024", NO_DATE, "2024-06 if the day is unknown"),
    ("2024/06/19", NO_DATE, "2024-06-19"),
    ("2024-6-9", NO_DATE, "2024-06-09"),
    ("2024-6", NO_DATE, "2024-06 for June 2024, or 2024/2026 for 2024–2026"),
    ("2024/06", NO_DATE, "2024-06"),
    ("06/2024", NO_DATE, "2024-06"),
    ("20240619", NO_DATE, "2024-06-19"),
    ("202406", NO_DATE, "2024-06 for June 2024, or Y202406 for AD 202,406"),
    ("476", NO_DATE, "0476 for AD 476"),
    ("12024", NO_DATE, "Y12024 for AD 12,024"),
    ("-44", NO_DATE, "-0044 for 45 BC, or -0043 for 44 BC"),
    ("Y2024", NO_DATE, "2024"),
    ("2024-06-19 ", NO_DATE, "2024-06-19"),
    ("２０２４", NO_DATE, "2024"),
    ("2024\u201106\u201119", NO_DATE, "2024-06-19"),
    ("2024–06–19", NO_DATE, "2024-06-19"),
    # years and ranges of years
    ("2022-2023", NO_DATE, "2022/2023"),
    ("2022–23", NO_DATE, "2022/2023"),
    ("2022 - 23", NO_DATE, "2022/2023"),
    ("2011/12", NO_DATE, "2011-12 for December 2011, or 2011/2012 for 2011–2012"),
    (
        "2012-13",
        NO_DATE + ": there is no month 13",
        "2012/2013 for 2012–2013, or 2012 if the month is unknown",
    ),
    ("2020s", NO_DATE, "202X"),
    ("2022s", NO_DATE, "2022, or 202X for the 2020s"),
    ("1900s", NO_DATE, "190X for the years 1900 to 1909, or 19XX for the years 1900 to 1999"),
    ("20th century", NO_DATE, "19XX for the years 1900 to 1999"),
    ("44 BC", NO_DATE, "-0043"),
    ("17,001 BC", NO_DATE, "Y-17000"),
    ("AD 476", NO_DATE, "0476"),
    ("202x", NO_DATE, "202X"),
    ("20uu", NO_DATE, "20XX"),
    # words
    ("19 June 2024", NO_DATE, "2024-06-19"),
    ("Wednesday, 19th of June 2024", NO_DATE, "2024-06-19"),
    ("June 2024", NO_DATE, "2024-06"),
    ("8–13 October 2024", NO_DATE, "2024-10-08/2024-10-13"),
    ("summer 2022", NO_DATE, "2022-22"),
    ("winter 2023/24", NO_DATE, "2023-24"),
    ("winter 2022", NO_DATE, "2021-24 for winter 2021–22, or 2022-24 for winter 2022–23"),
    ("c. 2024", NO_DATE, "2024~"),
    ("circa 1914-1918", NO_DATE, "1914~/1918~"),
    (
        "~05.06.2024",
        NO_DATE,
        "2024-06-05~ for about 5 June 2024, or 2024-05-06~ for about 6 May 2024",
    ),
    ("2024?~", NO_DATE, "2024%"),
    ("since June 2023", NO_DATE, "2023-06/.."),
    ("until 2024", NO_DATE, "../2024"),
    ("2023–present", NO_DATE, "2023/.."),
    ("2024/unknown", NO_DATE, "2024/"),
    ("from 2022 to June 2024", NO_DATE, "2022/2024-06"),
    ("19.06.2024/21.06.2024", NO_DATE, "2024-06-19/2024-06-21"),
    (
        "2024-06/2024-13",
        NO_DATE + ": there is no month 13",
        "2024-06/2024-12, or 2024-06/2024 if the month is unknown",
    ),
    # level 2
    ("2024-25", LEVEL_2, "2024/2025 for 2024–2025, or 2024-21 for spring 2024"),
    (
        "2055-30",
        LEVEL_2,
        "2055-12/2056-02 for December 2055 – February 2056",
    ),
    ("2055-41", LEVEL_2, "2055-07/2055-12 for July–December 2055"),
    ("~2024", LEVEL_2, "2024~"),
    ("2024~-06", LEVEL_2, "2024-06~"),
    ("2024-XX-19", LEVEL_2, "2024-XX if the day is unknown"),
    ("156X-12-25", LEVEL_2, "156X"),
    ("2004-06-XX/2004-07-03", LEVEL_2, "2004-06/2004-07-03"),
    ("202X/2030", LEVEL_2, ""),
    ("1XXX", LEVEL_2, ""),
    ("[2024,2025]", LEVEL_2, ""),
    ("{2024..2025}", LEVEL_2, ""),
    ("Y-17E7", LEVEL_2, ""),
    ("1950S2", LEVEL_2, ""),
    # nothing to go by
    ("", NO_DATE, ""),
    ("../..", NO_DATE + ": it gives neither a start nor an end", ""),
    ("/", NO_DATE + ": it gives neither a start nor an end", ""),
    ("2024/2025/2026", NO_DATE, ""),
    ("2023-2022", NO_DATE, ""),
    ("1/2/24", NO_DATE, ""),
    ("AD 0", NO_DATE, ""),
    ("-2024 June", NO_DATE, ""),
    ("2024-1²", NO_DATE, ""),
    ("early 2024", NO_DATE, ""),
    ("no", NO_DATE, ""),
]


def ask_for_fault(text: str) -> DateFault | None:
    try:
        parse_date(text)
    except DateFault as fault:
        return fault
    return None


def find_fault(text: str) -> DateFault:
    fault = ask_for_fault(text)
    assert fault is not None
    return fault


@pytest.mark.parametrize(("text", "earliest", "latest", "said"), FORMS, ids=str)
def test_every_form_has_its_bounds_and_words(
    text: str, earliest: str | None, latest: str | None, said: str
) -> None:
    date = parse_date(text)
    assert date.text == text
    assert (date.earliest_iso, date.latest_iso) == (earliest, latest)
    assert words(date, ENGLISH.dates) == said


@pytest.mark.parametrize(("text", "message", "hint"), FAULTS, ids=str)
def test_a_fault_says_what_is_wrong_and_what_to_write(text: str, message: str, hint: str) -> None:
    fault = find_fault(text)
    assert (fault.rule, fault.message) == ("bad-date", message.replace("{}", text))
    assert fault.hint == (f"write {hint}" if hint else FORMS_HINT)


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("2024-10/2024-06", "2024-06/2024-10"),
        ("2024-10-13/2024-10-08~", "2024-10-08~/2024-10-13"),
        ("0014/-0026", "-0026/0014"),
        ("-0030/-0043", "-0043/-0030"),
        ("2024/2023-24", None),
    ],
)
def test_an_interval_must_not_end_before_it_begins(text: str, swapped: str | None) -> None:
    if swapped is None:
        assert parse_date(text).latest == Day(2024, 2, 29)
        return
    fault = find_fault(text)
    assert (fault.rule, fault.message) == ("date-order", f"'{text}' ends before it begins")
    assert fault.hint == f"write {swapped} if the two sides are swapped"


def test_a_message_stays_on_one_line_and_short() -> None:
    assert find_fault("2024\n").message == r"'2024\n' is not a date"
    assert find_fault("x" * 500).message == f"'{'x' * 60}…' is not a date"


def test_the_order_is_earliest_with_open_first_then_latest_with_open_last() -> None:
    texts = ["../2023", "/2024", "Y-17000", "-0044", "2023-24", "2024-01", "2024", "2024/.."]
    assert sorted(texts[4:] + texts[:4], key=lambda text: parse_date(text).sort_key) == texts


def test_what_drawing_asks_of_a_date() -> None:
    date = parse_date("2024-10-08~/..")
    assert (date.is_interval, date.is_approximate, date.is_uncertain) == (True, True, False)
    assert (date.open_start, date.open_end, date.unknown_end) == (False, True, False)
    date = parse_date("/2024?")
    assert (date.is_approximate, date.is_uncertain) == (False, True)
    assert (date.open_start, date.unknown_start, date.open_end) == (False, True, False)
    assert parse_date("2024-06-19T10:30:00Z").points[0].time == "10:30:00Z"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("19XX", "century"),
        ("202X", "decade"),
        ("2024-XX-XX", "year"),
        ("2022-22", "season"),
        ("2024-06-XX", "month"),
        ("2024-06-19", "day"),
        ("2024-06-19/2025", "year"),
        ("../2024-06", "month"),
    ],
)
def test_precision_is_that_of_the_coarser_side(text: str, precision: str) -> None:
    assert parse_date(text).precision == precision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-01", True),
        ("2024-01-01~", True),
        ("2024-01-01T00:00:00Z", True),
        ("2024-01-01/2024-12-31", True),
        ("2023-06-01/2024-01-01", True),
        ("../2024-01-01", True),
        ("2024-01", False),
        ("2024", False),
        ("2024-01-XX", False),
        ("2024-10-01", False),
    ],
)
def test_the_first_of_january_is_seen_on_either_side(text: str, *, expected: bool) -> None:
    assert is_first_of_january(parse_date(text)) is expected


def test_a_plain_date_needs_no_library() -> None:
    script = (
        "import sys\n"
        "from build_content.dates import DateFault, parse_date\n"
        "for text in ('2024-06-19', '2024-10~', '2023-07-25/2023-07-27'):\n"
        "    parse_date(text)\n"
        "raise SystemExit('edtf' in sys.modules or 'pyparsing' in sys.modules)\n"
    )
    root = Path(build_content.dates.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False)
    assert done.returncode == 0
