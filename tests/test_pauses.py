"""A browser stops in a long list of events, once, to show its beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_content.pauses import STOP, add_stop


def make_list(count: int) -> str:
    entries = (f'<li data-actors="x" data-event="{n}">An event</li>\n' for n in range(count))
    return f"<ol>{''.join(entries)}</ol>"


@pytest.mark.parametrize("count", [1, 2, 100])
def test_the_stop_stands_after_the_first_entry(count: int) -> None:
    before, _, after = add_stop(make_list(count)).partition(STOP)
    assert before.count("<li") == 1
    assert before + after == make_list(count)


@pytest.mark.parametrize("page", [make_list(0), "<ul><li>One</li>\n<li>Two</li></ul>", ""])
def test_a_page_without_a_list_of_events_stays_as_it_is(page: str) -> None:
    assert add_stop(page) == page


def test_the_timeline_of_the_site_has_one(site: Path) -> None:
    before, stop, after = (site / "timeline" / "index.html").read_text("utf-8").partition(STOP)
    assert stop
    assert before.count("data-event=") == 1
    assert after.count("data-event=") > 50
    assert STOP not in after
