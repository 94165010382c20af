"""The feed: valid, newest first, the same entries wherever the site stands."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made_data import FOLDERS, SAMPLE, make_event, write_least

from build_content.build import build
from build_content.exports.feed import MOST, Change, Feed, make_feed, write_feed
from build_content.graph import link_site
from build_content.reading import read_site
from build_content.text.escape import collapse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for modules that newer versions of Python lack
    import feedparser

HERE = Path(__file__).parent
ADDRESS = "https://example.org/ships/"
SCHEMA = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))


def feed_of(data: Path) -> Feed:
    site, _ = read_site(str(data))
    return make_feed(link_site(site))


def parse(text: str) -> Any:
    """Return a feed as programs read it; it must be well-formed and fit the schema."""
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    parsed = feedparser.parse(text)
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    return parsed


def change_sample(tmp_path: Path, name: str, change: Callable[[str], str]) -> Feed:
    shutil.copytree(SAMPLE, tmp_path / "data")
    file = tmp_path / "data" / name
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    return feed_of(tmp_path / "data")


# What it holds


@pytest.mark.parametrize("name", FOLDERS)
def test_the_feed_is_valid(name: str) -> None:
    feed = feed_of(FOLDERS[name])
    parsed = parse(write_feed(feed, ADDRESS))
    assert parsed.entries
    assert parsed.feed.title == feed.title
    assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links == {"self": f"{ADDRESS}feed.xml", "alternate": f"{ADDRESS}index.html"}
    ids = [entry.id for entry in parsed.entries]
    assert len(ids) == len(set(ids))


def test_every_dated_change_is_told_newest_first() -> None:
    parsed = parse(write_feed(feed_of(SAMPLE), ADDRESS))
    told = [(entry.updated, entry.link.removeprefix(ADDRESS)) for entry in parsed.entries]
    assert told == [
        ("2026-01-15T00:00:00Z", "index.html"),
        ("2025-12-02T00:00:00Z", "claims.html#clock-is-old"),
        ("2025-11-30T00:00:00Z", "timeline/clock-repaired.html"),
    ]


def test_an_entry_says_what_it_is() -> None:
    parsed = parse(write_feed(feed_of(SAMPLE), ADDRESS))
    claim = next(entry for entry in parsed.entries if "claims.html" in entry.link)
    assert claim.title == "The clock has run since the 1900s."
    assert claim.summary.startswith("Accurate. The council's minutes record the purchase")
    terms = {tag.term: tag.label for tag in claim.tags}
    assert terms == {
        "claim": "Claim",
        "kind:fact": "Statement of fact",
        "verdict:accurate": "Accurate",
    }
    event = next(entry for entry in parsed.entries if "timeline/" in entry.link)
    assert {tag.term.partition(":")[0] for tag in event.tags} == {"event", "lane", "status"}


def test_a_later_review_is_a_change(tmp_path: Path) -> None:
    feed = change_sample(
        tmp_path, "claims.yml", lambda text: text.replace("2025-12-01", "2025-12-24")
    )
    [day] = [change.day for change in feed.changes if change.url == "claims.html#clock-is-old"]
    assert day == "2025-12-24"


def test_a_verdict_that_begins_a_record_is_told_once(tmp_path: Path) -> None:
    feed = change_sample(
        tmp_path,
        "claims.yml",
        lambda text: text.replace("The council's", "Accurate. The council's"),
    )
    [told] = [change for change in feed.changes if change.url == "claims.html#clock-is-old"]
    assert "Accurate. The council's" in told.summary
    assert "Accurate. Accurate" not in told.summary


def test_the_latest_fifty_are_told(tmp_path: Path) -> None:
    days = [f"2021-{at % 12 + 1:02}-{at // 12 + 1:02}" for at in range(MOST + 20)]
    events = [make_event(f"e-{day}", "2020") | {"updated": day} for day in days]
    write_least(tmp_path / "data", events)
    feed = feed_of(tmp_path / "data")
    parsed = parse(write_feed(feed, ADDRESS))
    told = [entry.updated[:10] for entry in parsed.entries]
    assert told == sorted(days, reverse=True)[:MOST]


# What it cannot say


@pytest.mark.parametrize(
    ("typed", "day", "why"),
    [
        ("2025-11", "2025-11-01", "day"),
        ("2025-11-30~", "2025-11-30", "day"),
        ("2025/..", "2025-01-01", "day"),
        ("../2025", None, "undatable"),
        ("-0044", None, "undatable"),
        ("Y17000", None, "undatable"),
    ],
)
def test_a_date_of_change_that_is_no_day_is_told_as_lost(
    tmp_path: Path, typed: str, day: str | None, why: str
) -> None:
    feed = change_sample(tmp_path, "timeline.yml", lambda text: text.replace("2025-11-30", typed))
    [loss] = feed.losses
    assert (loss.kind, loss.field, loss.had, loss.says, loss.why) == (
        "event", "updated", typed, day or "", why,
    )  # fmt: skip
    told = [change.day for change in feed.changes if change.url == f"timeline/{loss.id}.html"]
    assert told == ([day] if day else [])
    parse(write_feed(feed, ADDRESS))


def test_the_report_of_losses_has_the_feed_s(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "data")
    file = tmp_path / "data" / "timeline.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("updated: 2025-11-30", "updated: 2025-11"), "utf-8")
    built = build(tmp_path / "data", tmp_path / "docs")
    assert built.feed
    report = json.loads((tmp_path / "docs" / "data" / "losses.json").read_text("utf-8"))
    [loss] = report["feed.xml"]
    assert (loss["had"], loss["says"]) == ("2025-11", "2025-11-01")


# Names that stay


def test_an_entry_keeps_its_name_where_the_site_is_copied_to() -> None:
    feed = feed_of(SAMPLE)
    assert feed.home
    here = parse(write_feed(feed, "https://example.org/quillham-clock/"))
    copy = parse(write_feed(feed, "https://copy.example/x/"))
    assert [entry.id for entry in here.entries] == [entry.id for entry in copy.entries]
    assert all(entry.link.startswith("https://copy.example/x/") for entry in copy.entries)
    assert all(entry.id.startswith(feed.home) for entry in copy.entries)


def test_an_entry_keeps_its_name_when_it_changes(tmp_path: Path) -> None:
    before = feed_of(SAMPLE)
    after = change_sample(
        tmp_path, "timeline.yml", lambda text: text.replace("2025-11-30", "2026-01-14")
    )
    first, second = (
        {entry.id for entry in parse(write_feed(feed, ADDRESS)).entries} for feed in (before, after)
    )
    assert first == second


def test_the_least_site_has_a_feed(tmp_path: Path) -> None:
    write_least(tmp_path / "data")
    feed = feed_of(tmp_path / "data")
    parsed = parse(write_feed(feed, ADDRESS))
    assert [entry.updated for entry in parsed.entries] == ["2020-01-01T00:00:00Z"]
    assert parsed.feed.author == "The least"
    assert "rights" not in parsed.feed


WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(words=WORDS)
def test_no_text_breaks_it(words: str) -> None:
    said = collapse(words).strip() or "x"
    change = Change("timeline/a.html", said, said, "2024-01-01", ((said, said),))
    feed = Feed(said, said, "en", (said,), said, "2024-01-01", None, (change,), ())
    root = etree.fromstring(write_feed(feed, ADDRESS).encode())
    SCHEMA.assertValid(root)
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}entry/{atom}title") == said
    assert root.find(f"{atom}entry/{atom}category").get("label") == said


def test_the_schema_refuses_what_is_no_feed() -> None:
    text = write_feed(feed_of(SAMPLE), ADDRESS)
    for before, after in (
        ("<id>https://example.org/quillham-clock/", "<id>"), ("T00:00:00Z</updated>", "</updated>"),
        ("</summary>", "</summary><summary>again</summary>"), ("</name>", "</name><x/>"),
        (f'href="{ADDRESS}feed.xml"', 'href="feed.xml"'), ("<title>", "<title/><title>"),
        ('term="claim"', 'term=""'), (' xml:lang="en-GB"', ""),
    ):  # fmt: skip
        wrong = text.replace(before, after)
        assert wrong != text, before
        assert not SCHEMA.validate(etree.fromstring(wrong.encode())), before
