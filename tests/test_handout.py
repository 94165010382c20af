"""The handout for a class: two pages, a worksheet to cut out, and a key that gives no more away."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from made_data import FOLDERS, make_event, write_least
from pdfs import walk_tags

from build_content.build import check
from build_content.dates import parse_date, words
from build_content.editions.handout import prepare_handout, tell_handout
from build_content.editions.lesson import (
    BLANK,
    JUDGED,
    find_undated,
    hide_dates,
    mix_events,
    pick_claims,
    pick_events,
    pick_evidence,
)
from build_content.editions.pdf import Paper
from build_content.editions.setting import Pdf, set_pdf
from build_content.editions.worksheet import LINE_LENGTH, tell_axis
from build_content.graph import Graph, link_site
from build_content.languages import ENGLISH
from build_content.model import Event, Site
from build_content.text.prose import read_blocks

SIZES: dict[Paper, tuple[int, int]] = {"a4": (595, 842), "us-letter": (612, 792)}
MM = 72 / 25.4
FRONT, BACK, CARDS, LINE, KEY = range(5)
papers = pytest.mark.parametrize("paper", SIZES)


def write_handout(graph: Graph, paper: Paper) -> Pdf:
    return set_pdf(prepare_handout(graph, paper))


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The site's own data."""
    return read(FOLDERS["site"])


@pytest.fixture(scope="module")
def made(graph: Graph) -> dict[Paper, Pdf]:
    return {paper: write_handout(graph, paper) for paper in SIZES}


def read(data: Path) -> Graph:
    site, problems = check(str(data))
    assert [problem for problem in problems if problem.severity == "error"] == []
    return link_site(site)


def with_info(site: Site, **changed: Any) -> Site:
    return replace(site, info=site.info.model_copy(update=changed))


def run_pdftotext(pdf: Pdf, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", *options, "-", "-"],
        input=pdf.content,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def read_pages(pdf: Pdf) -> list[str]:
    """Return the words of each page on one line."""
    pages = run_pdftotext(pdf).split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def find_words(pdf: Pdf) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Yield (page from 0, word, its box) for each word."""
    page = -1
    box = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    for line in run_pdftotext(pdf, "-bbox").splitlines():
        page += "<page " in line
        if found := re.search(box, line):
            left, top, right, bottom = map(float, found.groups()[:4])
            yield page, found[5], (left, top, right, bottom)


def list_tags(pdf: Pdf) -> list[tuple[str, str]]:
    """Return the tags of a PDF's structure in reading order, each with its alternative text."""
    with pikepdf.open(BytesIO(pdf.content)) as document:
        return [(tag, str(node.get("/Alt", ""))) for tag, node in walk_tags(document)]


def assert_within_margins(pdf: Pdf, paper: Paper) -> None:
    width, height = SIZES[paper]
    for page, word, (left, top, right, bottom) in find_words(pdf):
        assert left >= 16 * MM - 1, (page, word)
        assert right <= width - 16 * MM + 1, (page, word)
        assert top >= 6 * MM, (page, word)
        assert bottom <= height - 6 * MM, (page, word)


def assert_no_word_covers_another(pdf: Pdf) -> None:
    boxes: dict[int, list[tuple[str, tuple[float, float, float, float]]]] = {}
    for page, word, box in find_words(pdf):
        boxes.setdefault(page, []).append((word, box))
    for words_of_page in boxes.values():
        for word, (left, top, right, bottom) in words_of_page:
            x, y = (left + right) / 2, (top + bottom) / 2
            under = [
                other for other, box in words_of_page
                if box[0] < x < box[2] and box[1] + 1 < y < box[3] - 1
            ]  # fmt: skip
            assert under == [word]


@papers
def test_it_has_two_pages_a_worksheet_and_a_key(made: dict[Paper, Pdf], paper: Paper) -> None:
    pages = read_pages(made[paper])
    assert made[paper].pages == len(pages) == 5
    starts = ("argument", "claims", "cards", "axis", "key")
    titles = [ENGLISH.say(f"{'home' if key == 'argument' else 'handout'}.{key}") for key in starts]
    for page, title in zip(pages, titles, strict=True):
        assert title in page
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 5" in page


@papers
def test_paper_title_language_and_tags(made: dict[Paper, Pdf], graph: Graph, paper: Paper) -> None:
    pdf = pikepdf.open(BytesIO(made[paper].content))
    for page in pdf.pages:
        assert [round(float(side)) for side in page.MediaBox[2:]] == list(SIZES[paper])
        assert page.Tabs == "/S"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == graph.site.essay.info.language
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    title = ENGLISH.say("handout.document", title=graph.site.essay.info.title)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
        assert str(metadata["xmp:ModifyDate"]).startswith(str(graph.site.day))


@papers
def test_headings_go_down_by_one_and_are_bookmarks(made: dict[Paper, Pdf], paper: Paper) -> None:
    levels = [int(tag[1]) for tag, _ in list_tags(made[paper]) if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with pikepdf.open(BytesIO(made[paper].content)).open_outline() as outline:
        names = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert [name for name, _ in names][1:] == [
        ENGLISH.say("handout.worksheet"), ENGLISH.say("handout.key"),
    ]  # fmt: skip
    assert names[0][1] == [
        ENGLISH.say(key)
        for key in ("home.argument", "home.drawing", "handout.questions", "handout.claims")
    ]


@papers
def test_the_line_is_told_to_who_cannot_see_it(made: dict[Paper, Pdf], paper: Paper) -> None:
    (told,) = [alt for tag, alt in list_tags(made[paper]) if tag == "Figure"]
    assert "from 2022 to 2025" in told


@papers
def test_tables_have_heads(made: dict[Paper, Pdf], paper: Paper) -> None:
    assert [tag for tag, _ in list_tags(made[paper])].count("TH") == 3 + 4


def test_ten_events_stand_on_the_front_with_date_and_number(
    made: dict[Paper, Pdf], graph: Graph
) -> None:
    site = graph.site
    assert len(pick_events(site)) == 10
    for pdf in made.values():
        front = read_pages(pdf)[FRONT]
        rows = [
            f"E{site.event_numbers[event.id]} {words(event.date, ENGLISH.dates)} {event.title}"
            for event in pick_events(site)
        ]
        places = [front.index(row) for row in rows]
        assert places == sorted(places)


def test_the_front_names_who_denies_an_event(made: dict[Paper, Pdf], graph: Graph) -> None:
    site = graph.site
    denied = [event for event in pick_events(site) if event.contested_by]
    assert len(denied) == 3
    assert ENGLISH.say("timeline.contested", who="Iran") == "Contested by Iran"
    for pdf in made.values():
        front = read_pages(pdf)[FRONT]
        assert front.count("Contested by") == len(denied)
        for event in denied:
            names = ", ".join(site.actor(id).name for id in event.contested_by)
            told = f"Claimed by {event.attribution} · Contested by {names}"
            assert told in front.partition(event.title)[2]


def test_the_key_has_the_events_in_the_order_of_time(made: dict[Paper, Pdf], graph: Graph) -> None:
    events = pick_events(graph.site)
    for pdf in made.values():
        key = read_pages(pdf)[KEY]
        places = [key.index(words(event.date, ENGLISH.dates)) for event in events]
        assert places == sorted(places)
        for event in events:
            assert graph.site.source(event.sources[0].id).outlet in key


def test_a_card_tells_no_date(made: dict[Paper, Pdf], graph: Graph) -> None:
    events = pick_events(graph.site)
    for pdf in made.values():
        cards = read_pages(pdf)[CARDS]
        assert not re.search(r"(?<![\d,])(19|20)\d\d(?!\d)", cards)
        assert not re.search("|".join(ENGLISH.dates.months), cards)
        assert not re.search(r"\bE\d", cards), "numbers would tell the order"
        for event in events:
            assert event.title in cards


def test_cards_are_mixed_and_stay_so(graph: Graph) -> None:
    events = pick_events(graph.site)
    mixed = mix_events(events)
    assert sorted(event.id for event in mixed) == sorted(event.id for event in events)
    assert mixed != events
    assert mix_events(events[::-1]) == mixed
    fewer = [event for event in mixed if event is not events[3]]
    assert mix_events([event for event in events if event is not events[3]]) == fewer
    # known once, so that a class and its key from two printings agree
    assert [event.id for event in mixed][:2] == [
        "russia-vetoes-un-panel", "oil-over-a-million-barrels",
    ]  # fmt: skip


def test_two_cards_are_never_in_the_order_of_time(graph: Graph) -> None:
    for pair in pairwise(pick_events(graph.site)):
        assert mix_events(pair) == [pair[1], pair[0]]


def test_the_key_names_each_card_by_its_letter(graph: Graph) -> None:
    content = tell_handout(graph, "a4")
    cards = {card["letter"]: card["title"] for card in content["worksheet"]["cards"]["items"]}
    answers = {row["letter"]: row["title"] for row in content["key"]["events"]["rows"]}
    assert cards == answers
    assert sorted(cards) == list("ABCDEFGHIJ")


def test_five_claims_with_five_verdicts_the_home_pages_first(graph: Graph) -> None:
    site = graph.site
    claims = pick_claims(site)
    assert {claim.id for claim in claims} >= set(site.info.key_claims)
    assert len({claim.verdict for claim in claims}) == len(claims) == 5
    assert [*claims] == sorted(claims, key=site.claims.index)


def test_a_reason_does_not_begin_with_the_verdict_beside_it(graph: Graph) -> None:
    site = graph.site
    (shown,) = [claim for claim in pick_claims(site) if claim.verdict == "unproven"]
    record = read_blocks("Looked for, not established. None was seen. There may be some.\n\nTwo.")
    claims = [
        claim.model_copy(update={"record": record}) if claim is shown else claim
        for claim in site.claims
    ]
    told = tell_handout(link_site(replace(site, claims=tuple(claims))), "a4")["key"]["claims"][
        "items"
    ]
    (reason,) = [each["reason"] for each in told if each["statement"] == shown.statement.plain]
    assert reason == "None was seen. Two."


def test_no_record_of_ours_begins_with_its_verdict(graph: Graph) -> None:
    judged = [claim for claim in graph.site.claims if claim.verdict and claim.record]
    assert len(judged) > 20
    begun = [
        claim.id
        for claim in judged
        if claim.record and claim.record.plain.startswith(ENGLISH.say(f"verdict.{claim.verdict}"))
    ]
    assert begun == []


def test_verdicts_stand_in_the_key_alone(made: dict[Paper, Pdf], graph: Graph) -> None:
    content = tell_handout(graph, "a4")
    for pdf in made.values():
        pages = read_pages(pdf)
        for claim, found in zip(
            pick_claims(graph.site), content["key"]["claims"]["items"], strict=True
        ):
            assert claim.statement.plain in pages[BACK]
            answer = f"{claim.statement.plain} {found['mark']} {found['verdict']}"
            assert answer in pages[KEY]
            assert all(answer not in page for page in pages[:KEY])
            assert found["reason"] in pages[KEY]
            assert all(found["reason"] not in page for page in pages[:KEY])
        for verdict in JUDGED:
            name = ENGLISH.say(f"verdict.{verdict}")
            # a word to tick for each claim, so that none stands out
            assert pages[BACK].count(name) == 5


@papers
def test_there_is_room_to_write(made: dict[Paper, Pdf], paper: Paper) -> None:
    found = [(word, box) for page, word, box in find_words(made[paper]) if page == BACK]
    because = [at for at, (word, _) in enumerate(found) if word == "Because"]
    assert len(because) == 5
    for at in because:
        bottom = found[at][1][3]
        after = found[at + 1][1][1]
        assert after - bottom >= 8 * MM, "a second line below the first"
        above = found[at - 1][1][3]
        assert found[at][1][1] - above >= 3 * MM


@papers
def test_no_word_stands_in_the_margins(made: dict[Paper, Pdf], paper: Paper) -> None:
    assert_within_margins(made[paper], paper)
    assert_no_word_covers_another(made[paper])


def test_cards_fit_beside_the_line(made: dict[Paper, Pdf]) -> None:
    for paper, pdf in made.items():
        line = [
            box for page, word, box in find_words(pdf) if page == LINE and word in {"2022", "Feb"}
        ]
        sides = min(box[0] for box in line), max(box[2] for box in line)
        assert sides[0] >= (16 + 72) * MM - 1
        assert sides[1] <= SIZES[paper][0] - (16 + 72) * MM + 1


@papers
def test_the_same_bytes_twice(made: dict[Paper, Pdf], paper: Paper) -> None:
    assert write_handout(read(FOLDERS["site"]), paper).content == made[paper].content


def test_an_address_and_a_publisher_find_room(graph: Graph) -> None:
    url = "https://example.org/a/place/of/some/length/"
    site = with_info(graph.site, url=url, publisher="A Publisher of Some Length, and Sons")
    for paper in SIZES:
        pdf = write_handout(link_site(site), paper)
        pages = read_pages(pdf)
        assert pdf.pages == 5
        assert all(url in page for page in pages)


def test_addresses_are_links_and_break(graph: Graph) -> None:
    essay = graph.site.essay
    url = "https://example.org/" + "a-very-long-address/" * 10 + "x" * 60
    assert essay.info.original
    original = essay.info.original.model_copy(update={"url": url})
    info = essay.info.model_copy(update={"original": original})
    pdf = write_handout(link_site(replace(graph.site, essay=replace(essay, info=info))), "a4")
    assert_within_margins(pdf, "a4")
    assert url in read_pages(pdf)[FRONT].replace(" ", "")
    document = pikepdf.open(BytesIO(pdf.content))
    targets = [str(note.A.URI) for note in document.pages[FRONT].Annots]
    assert targets
    assert set(targets) == {url}


def test_the_front_says_what_this_is(made: dict[Paper, Pdf], graph: Graph) -> None:
    front = read_pages(made["a4"])[FRONT]
    original = graph.site.essay.info.original
    assert original
    for part in (original.title, original.url, original.publisher, "opinion", "24 October 2024"):
        assert part, "the site's own data names it"
        assert part in front
    assert "Edition of 22 November 2026" in front
    assert "[" not in front


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (None, ENGLISH.say("handout.copy_unlicensed")),
        ("All rights reserved", ENGLISH.say("handout.copy_licensed", name="All rights reserved")),
    ],
)
def test_no_more_may_be_copied_than_the_data_says(
    graph: Graph, terms: str | None, said: str
) -> None:
    essay = graph.site.essay
    info = essay.info.model_copy(update={"license": terms})
    changed = link_site(replace(graph.site, essay=replace(essay, info=info)))
    assert said in read_pages(write_handout(changed, "a4"))[BACK]


def test_the_sample_has_a_handout_too() -> None:
    site = read(FOLDERS["sample"]).site
    for paper in SIZES:
        pdf = write_handout(link_site(site), paper)
        assert_within_margins(pdf, paper)
        assert site.essay.info.license
        assert site.essay.info.license in read_pages(pdf)[BACK]


def test_without_claims_and_key_events_a_page_is_left(tmp_path: Path) -> None:
    write_least(tmp_path / "data")
    graph = read(tmp_path / "data")
    content = tell_handout(graph, "a4")
    assert content["worksheet"] is content["key"] is None
    pdf = write_handout(graph, "a4")
    (page,) = read_pages(pdf)
    assert ENGLISH.say("handout.questions") in page
    assert "Page 1 of 1" in page


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (2, 4), (10, 4), (14, 4)])
def test_so_many_key_events(tmp_path: Path, count: int, pages: int) -> None:
    events = [make_event(f"number-{at}", f"20{at:02d}") | {"key": True} for at in range(1, 15)]
    for event in events[count:]:
        event["key"] = False
    write_least(tmp_path / "data", events)
    graph = read(tmp_path / "data")
    pdf = write_handout(graph, "us-letter")
    assert pdf.pages == pages
    shown = [
        row["code"]
        for row in (tell_handout(graph, "a4")["handout"]["events"] or {"rows": []})["rows"]
    ]
    assert shown == [f"E{at}" for at in range(1, min(count, 10) + 1)]


@papers
def test_long_texts_make_it_grow(tmp_path: Path, paper: Paper) -> None:
    title = "A title of very many words that goes on and on " * 8 + "to its end"
    events = [
        make_event(f"number-{at}", f"20{at:02d}-03/20{at:02d}-09")
        | {"key": True, "title": f"{at} {title}", "summary": "A sentence of some length. " * 12}
        for at in range(1, 11)
    ]
    write_least(tmp_path / "data", events)
    graph = read(tmp_path / "data")
    pdf = write_handout(graph, paper)
    assert_within_margins(pdf, paper)
    assert_no_word_covers_another(pdf)
    pages = read_pages(pdf)
    assert pdf.pages > 4
    # on the front, on a card and in the key, each to the end
    assert "".join(pages).count("to its end") == 30


def test_marks_of_a_markup_are_shown_as_typed(tmp_path: Path) -> None:
    typed = '#let x = 1 *bold* _it_ $x$ <tag> @ref "quoted" \\ \\# [a](b) `c`'
    events = [make_event("one", "2020") | {"key": True, "title": typed},
              make_event("two", "2021") | {"key": True}]  # fmt: skip
    write_least(tmp_path / "data", events)
    pages = read_pages(write_handout(read(tmp_path / "data"), "a4"))
    assert sum(typed in page for page in pages) == 3


@pytest.mark.parametrize(
    ("date", "title", "hidden"),
    [
        ("2024-06-19", "The treaty of 19 June 2024", f"The treaty of {BLANK}"),
        ("2024-06-19", "The treaty of June 19, 2024 is signed", f"The treaty of {BLANK} is signed"),
        ("2024", "The 2024 treaty", f"The {BLANK} treaty"),
        ("2024", "A treaty like that of 1961", "A treaty like that of 1961"),
        ("2025", "About 2,025 dead, 2025 tonnes", f"About 2,025 dead, {BLANK} tonnes"),
        ("2024-05", "May Day in March, a town", "May Day in March, a town"),
        ("2024-10", "8–13 October: ships", f"{BLANK}: ships"),
    ],
)
def test_a_title_hides_its_own_date(graph: Graph, date: str, title: str, hidden: str) -> None:
    assert hide_dates(make(graph, date, title), ENGLISH) == hidden


def make(graph: Graph, date: str, title: str = "What happened") -> Event:
    changed: Event = graph.site.events[0].model_copy(
        update={"date": parse_date(date), "title": title, "id": f"at-{date}".replace("/", "-")}
    )
    return changed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was so.", "It was so."),
        ("On 18 October it was so. It went on.", "It went on."),
        ("In 2024 it was so.", ""),
        ("It cost 2,024 pounds, or 1,500.", "It cost 2,024 pounds, or 1,500."),
        ("In summer it was so. They may go on.", "They may go on."),
        ("Summer came.", ""),
    ],
)
def test_a_cards_line_names_no_date(text: str, found: str) -> None:
    assert find_undated(text, ENGLISH) == found


def test_a_quote_to_weigh_is_in_the_essays_language(graph: Graph) -> None:
    site = graph.site
    quoted = [
        (quote, source) for claim in site.claims for quote, source in pick_evidence(site, claim)
    ]
    assert len(quoted) > 10
    assert {source.language for _, source in quoted} <= {None, "en"}
    claim = site.claim("desertion-reports")
    assert len(pick_evidence(site, claim)) == 2


def test_the_line_shows_every_year_at_the_same_length(graph: Graph) -> None:
    axis = tell_axis(ENGLISH, pick_events(graph.site))
    years = [tick for tick in axis["ticks"] if tick["year"]]
    assert [tick["text"] for tick in years] == ["2022", "2023", "2024", "2025"]
    lengths = [after["at"] - before["at"] for before, after in pairwise(years)]
    assert max(lengths) - min(lengths) < 1, "but for the day of a leap year"
    assert axis["stretches"] == [(0, pytest.approx(LINE_LENGTH))]
    assert axis["cuts"] == []


def test_the_line_says_what_it_leaves_out(graph: Graph) -> None:
    dates = ("1950-10", "1951", "1953", "2022", "2023-05", "2024")
    axis = tell_axis(ENGLISH, [make(graph, date) for date in dates])
    (cut,) = axis["cuts"]
    assert cut["words"] == "68 years"
    assert "68 years" in axis["alt"]
    assert ENGLISH.say("handout.axis_cut") in axis["lead"]
    texts = [tick["text"] for tick in axis["ticks"] if tick["year"]]
    assert texts[0] == "1950"
    assert "2022" in texts
    (_, before), (after, _) = axis["stretches"]
    assert before < cut["at"] < after


@pytest.mark.parametrize("date", ["-0044-03-15", "Y-17000", "../1950", "1950/..", "195X"])
def test_a_line_of_any_dates(graph: Graph, date: str) -> None:
    axis = tell_axis(ENGLISH, [make(graph, date), make(graph, "2024")])
    places = [tick["at"] for tick in axis["ticks"]]
    assert places == sorted(places)
    assert all(0 <= place <= LINE_LENGTH for place in places)
    assert json.dumps(axis)


@pytest.mark.parametrize("published", ["-0044", "../2020", "Y17000", "0000"])
def test_an_essay_of_any_day(graph: Graph, published: str) -> None:
    essay = graph.site.essay
    info = essay.info.model_copy(update={"published": parse_date(published), "original": None})
    site = with_info(replace(graph.site, essay=replace(essay, info=info)), edition=None)
    first = write_handout(link_site(site), "a4")
    assert first.pages >= 5
    assert write_handout(link_site(site), "a4").content == first.content
