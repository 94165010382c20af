"""The timeline in Chromium: the filter, the keyboard in the drawing, and all without script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import open_window, read_model
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

INDEX = "timeline/index.html"
SHOWN = "[...document.querySelectorAll('li[data-event]:not([hidden])')].map(i => i.dataset.event)"
# Marks of the drawing that the style sheet shows.
MARKS = """[...document.querySelectorAll('figure.drawing a[data-events]')]
    .filter(mark => mark.getClientRects().length)"""
COUNTS = """[
    ...[...document.querySelectorAll('.filter input')].map(
        box => [box.name, box.value, box.parentElement.querySelector('.tally').textContent]),
    ...[...document.querySelectorAll('.filter option:not([value=""])')].map(
        option => [option.parentElement.name, option.value, option.textContent])
]"""
FOCUSED = "document.activeElement.dataset.events ?? ''"
Event = dict[str, Any]


@pytest.fixture(scope="module")
def events(site: Path) -> list[Event]:
    """Return the site's events in the order of time."""
    events: list[Event] = read_model(site)["events"]
    return events


@pytest.fixture(params=[360, 1280])
def either(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Open a window as narrow as a phone, then one as wide as a desk."""
    with open_window(browser, viewport={"width": request.param, "height": 900}) as window:
        yield window


def year_of(event: Event) -> int:
    return int(event["earliest"][:4])


def most_common(events: list[Event], field: str) -> str:
    values = [value for event in events for value in as_list(event.get(field, []))]
    return Counter(values).most_common(1)[0][0]


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def ids_of(events: list[Event], fits: Callable[[Event], bool]) -> list[str]:
    return [event["id"] for event in events if fits(event)]


def open_filter(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("Filter the events").click()


def tick(page: Page, kind: str, value: str) -> None:
    page.locator(f"input[name={kind}][value={value}]").check()


def choose(page: Page, kind: str, value: str) -> None:
    page.locator(f"select[name={kind}]").select_option(value)


def read_counts(page: Page) -> dict[str, dict[str, int]]:
    """Return the number that stands beside each choice, by kind and value."""
    told: list[tuple[str, str, str]] = page.evaluate(COUNTS)
    counts: dict[str, dict[str, int]] = {}
    for kind, value, text in told:
        counts.setdefault(kind, {})[value] = int(text.rpartition("(")[2].rstrip(")"))
    return counts


def test_a_choice_of_each_kind_shows_what_fits(host: str, page: Page, events: list[Event]) -> None:
    lane, status = most_common(events, "lane"), most_common(events, "status")
    actor = most_common(events, "actors")
    cases: list[tuple[Callable[[], None], Callable[[Event], bool]]] = [
        (lambda: tick(page, "lane", lane), lambda event: event["lane"] == lane),
        (lambda: tick(page, "status", status), lambda event: event["status"] == status),
        (lambda: choose(page, "actor", actor), lambda event: actor in event.get("actors", [])),
        (lambda: choose(page, "from", "2024"), lambda event: int(event["latest"][:4]) >= 2024),
        (lambda: choose(page, "to", "2024"), lambda event: year_of(event) <= 2024),
    ]
    for act, fits in cases:
        open_filter(page, host + INDEX)
        act()
        expected = ids_of(events, fits)
        assert 0 < len(expected) < len(events)
        assert page.evaluate(SHOWN) == expected
        said = f"{len(expected)} of {len(events)} events shown"
        expect(page.get_by_role("status")).to_have_text(said)


def test_kinds_narrow_each_other_and_choices_of_a_kind_add_up(
    host: str, page: Page, events: list[Event]
) -> None:
    open_filter(page, host + INDEX)
    lanes = [lane for lane, _ in Counter(event["lane"] for event in events).most_common(2)]
    for lane in lanes:
        tick(page, "lane", lane)
    in_lanes = [event for event in events if event["lane"] in lanes]
    assert page.evaluate(SHOWN) == [event["id"] for event in in_lanes]
    status = most_common(in_lanes, "status")
    tick(page, "status", status)
    choose(page, "from", "2024")
    choose(page, "to", "2024")
    found = ids_of(in_lanes, lambda it: it["status"] == status and year_of(it) == 2024)
    assert found
    assert page.evaluate(SHOWN) == found


def test_years_without_events_vanish_and_others_tell_how_many_are_left(
    host: str, page: Page, events: list[Event]
) -> None:
    open_filter(page, host + INDEX)
    lane = most_common(events, "lane")
    tick(page, "lane", lane)
    left = Counter(year_of(event) for event in events if event["lane"] == lane)
    every = Counter(map(year_of, events))
    told = {}
    for section in page.locator("section.year").all():
        if section.is_visible():
            heading = section.locator("h2 a").first.inner_text()
            told[int(heading)] = section.locator("[data-tally]").inner_text()
    assert told.keys() == left.keys()
    assert every.keys() - left.keys()
    for year, text in told.items():
        if left[year] < every[year]:
            assert text == f"{left[year]} of {every[year]} shown"
        else:
            assert text.startswith(f"{every[year]} event")


def test_counts_follow_the_other_kinds(host: str, page: Page, events: list[Event]) -> None:
    open_filter(page, host + INDEX)
    lane = most_common(events, "lane")
    tick(page, "lane", lane)
    in_lane = [event for event in events if event["lane"] == lane]
    actors = Counter(actor for event in in_lane for actor in event.get("actors", []))
    counts = read_counts(page)
    assert counts["lane"] == Counter(event["lane"] for event in events)
    # None is a count too, which a Counter does not hold.
    assert {value: n for value, n in counts["status"].items() if n} == Counter(
        event["status"] for event in in_lane
    )
    assert {value: n for value, n in counts["actor"].items() if n} == actors
    assert set(counts["status"]) == {event["status"] for event in events}
    assert counts["from"]["2025"] == sum(event["latest"] >= "2025" for event in in_lane)
    assert counts["to"]["2022"] == sum(event["earliest"] < "2023" for event in in_lane)


@pytest.mark.parametrize("origin", ["host", "folder"])
def test_the_address_keeps_what_is_chosen(
    origin: str, host: str, site: Path, page: Page, events: list[Event]
) -> None:
    start = host if origin == "host" else f"{site.as_uri()}/"
    open_filter(page, start + INDEX)
    lane, actor = most_common(events, "lane"), most_common(events, "actors")
    tick(page, "lane", lane)
    choose(page, "actor", actor)
    choose(page, "from", "2023")
    asked = {"lane": [lane], "actor": [actor], "from": ["2023"]}
    assert parse_qs(urlsplit(page.url).query) == asked
    shown = page.evaluate(SHOWN)
    page.reload()
    assert page.evaluate(SHOWN) == shown
    expect(page.locator(f"input[name=lane][value={lane}]")).to_be_checked()
    expect(page.locator("select[name=actor]")).to_have_value(actor)
    page.locator(f"li[data-event={shown[0]}] a.event").click()
    assert page.url == f"{start}timeline/{shown[0]}.html"
    page.go_back()
    assert parse_qs(urlsplit(page.url).query) == asked
    assert page.evaluate(SHOWN) == shown


def test_an_address_that_asks_for_nothing_known_shows_all(
    host: str, page: Page, events: list[Event]
) -> None:
    page.goto(f"{host}{INDEX}?lane=nowhere&from=abc&other=1")
    assert page.evaluate(SHOWN) == [event["id"] for event in events]
    expect(page.get_by_role("button", name="Show all events")).to_be_hidden()


def test_all_can_be_shown_again(host: str, page: Page, events: list[Event]) -> None:
    lane = most_common(events, "lane")
    page.goto(f"{host}{INDEX}?lane={lane}&to=2023&other=1")
    expect(page.locator(".filter details")).to_have_attribute("open", "")
    page.get_by_role("button", name="Show all events").click()
    assert page.evaluate(SHOWN) == [event["id"] for event in events]
    assert urlsplit(page.url).query == "other=1"
    expect(page.locator(".filter summary")).to_be_focused()
    assert page.locator(".drawing [data-out]").count() == 0


def test_a_link_to_an_event_that_is_filtered_out_shows_it(
    host: str, page: Page, events: list[Event]
) -> None:
    lane = most_common(events, "lane")
    other = next(event["id"] for event in events if event["lane"] != lane)
    page.goto(f"{host}{INDEX}?lane={lane}#_event-{other}")
    expect(page.locator(f"#_event-{other}")).to_be_in_viewport()
    assert urlsplit(page.url).query == ""


def test_paper_tells_what_is_left_out(host: str, page: Page, events: list[Event]) -> None:
    lane = most_common(events, "lane")
    name = page.locator(f"label:has(input[value={lane}]) span").first
    note = page.locator(".filtered")
    page.goto(f"{host}{INDEX}?lane={lane}")
    words = name.text_content()
    expect(note).to_be_hidden()
    page.emulate_media(media="print")
    hidden = sum(event["lane"] != lane for event in events)
    said = f"Filtered: Strand: {words}. Not shown: {hidden} of {len(events)} events."
    expect(note).to_be_visible()
    expect(note).to_have_text(said)
    expect(page.locator(".filter")).to_be_hidden()
    page.goto(host + INDEX)
    expect(note).to_be_hidden()


def test_the_drawing_follows_the_filter(host: str, either: Page, events: list[Event]) -> None:
    lane = most_common(events, "lane")
    year = Counter(map(year_of, events)).most_common(1)[0][0]
    either.goto(f"{host}{INDEX}?from={year}&to={year}")
    numbers = {at for at, event in enumerate(events, 1) if year_of(event) == year}
    marks = either.evaluate(
        f"{MARKS}.map(mark => [mark.dataset.events, 'out' in mark.dataset, mark.ariaLabel])"
    )
    assert len(marks) > 5
    for told, is_out, name in marks:
        assert is_out == numbers.isdisjoint(map(int, told.split()))
        assert name.endswith("(filtered out)") == is_out
    either.goto(f"{host}{INDEX}?lane={lane}")
    lanes = either.evaluate(f"{MARKS}.filter(m => !('out' in m.dataset)).map(m => m.dataset.lane)")
    assert set(lanes) == {lane}


# The keyboard in the drawing


def enter_drawing(page: Page) -> None:
    page.locator(".skip").focus()
    page.keyboard.press("Tab")


def walk_through(page: Page, key: str, steps: int) -> list[str]:
    found = [page.evaluate(FOCUSED)]
    for _ in range(steps):
        page.keyboard.press(key)
        found.append(page.evaluate(FOCUSED))
    return found


def in_order(marks: list[str]) -> list[str]:
    return sorted(marks, key=lambda mark: int(mark.split()[0]))


def test_arrows_walk_through_the_drawing_in_the_order_of_time(host: str, either: Page) -> None:
    either.goto(f"{host}timeline/2024.html")
    marks = in_order(either.evaluate(f"{MARKS}.map(mark => mark.dataset.events)"))
    enter_drawing(either)
    assert walk_through(either, "ArrowRight", len(marks)) == [*marks, marks[-1]]
    assert walk_through(either, "ArrowUp", len(marks)) == [*marks[::-1], marks[0]]
    assert walk_through(either, "ArrowDown", 2) == marks[:3]
    assert walk_through(either, "ArrowLeft", 1) == [marks[2], marks[1]]
    assert walk_through(either, "End", 1)[-1] == marks[-1]
    assert walk_through(either, "Home", 1)[-1] == marks[0]


def test_arrows_do_not_wait_for_an_idle_machine(host: str, page: Page) -> None:
    page.add_init_script("window.requestIdleCallback = () => 0")
    page.goto(f"{host}timeline/2024.html")
    enter_drawing(page)
    assert len({*walk_through(page, "ArrowRight", 3)}) == 4


def test_the_drawing_is_one_stop_and_no_trap(host: str, either: Page) -> None:
    either.goto(host + INDEX)
    enter_drawing(either)
    first = either.evaluate(FOCUSED)
    assert first
    either.keyboard.press("ArrowRight")
    second = either.evaluate(FOCUSED)
    either.keyboard.press("Tab")
    expect(either.locator(".filter summary")).to_be_focused()
    either.keyboard.press("Shift+Tab")
    assert either.evaluate(FOCUSED) == second != first
    either.keyboard.press("Shift+Tab")
    expect(either.locator(".skip")).to_be_focused()
    expect(either.locator(".skip")).to_be_in_viewport()


def test_enter_follows_the_mark(host: str, page: Page) -> None:
    page.goto(f"{host}timeline/2024.html")
    enter_drawing(page)
    page.keyboard.press("ArrowRight")
    target = page.evaluate("document.activeElement.href.baseVal")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target}")


def test_arrows_pass_over_what_is_filtered_out(host: str, page: Page, events: list[Event]) -> None:
    lane = most_common(events, "lane")
    page.goto(f"{host}{INDEX}?lane={lane}")
    left = in_order(
        page.evaluate(
            f"{MARKS}.filter(m => m.dataset.lane === '{lane}').map(m => m.dataset.events)"
        )
    )
    enter_drawing(page)
    assert walk_through(page, "ArrowRight", len(left)) == [*left, left[-1]]


# Without script


@pytest.mark.parametrize("name", [INDEX, "timeline/2024.html"])
def test_without_script_all_is_there_and_nothing_dead(
    name: str, host: str, browser: Browser, events: list[Event]
) -> None:
    with open_window(browser, java_script_enabled=False) as window:
        window.goto(host + name)
        listed = [
            item.get_attribute("data-event")
            for item in window.locator("li[data-event]").all()
            if item.is_visible()
        ]
        wanted = "2024" if "2024" in name else ""
        assert listed == ids_of(events, lambda event: event["date"].startswith(wanted))
        expect(window.locator(".filter")).to_be_hidden()
        expect(window.locator(".filtered")).to_be_hidden()
        window.locator(".skip").focus()
        for _ in range(3):  # each mark is a stop of its own
            window.keyboard.press("Tab")
            expect(window.locator("figure.drawing a:focus")).to_have_count(1)
        window.locator(".skip").focus()
        window.keyboard.press("Enter")
        window.keyboard.press("Tab")
        expect(window.locator("#_list a:focus")).to_have_count(1)
