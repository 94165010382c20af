"""Ask a built site's search what readers ask, in Chromium, and tell how often it answers.

Usage: bench_search.py [SITE_DIR]

The questions and the entries that answer them are in tests/search/questions.yml. A question is
typed as a reader would; the first hit that leads to an entry which answers it counts, by its place.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import unquote, urldefrag

import yaml
from browsing import CompressingHost, launch, open_window, read_model, serve
from playwright.sync_api import Browser, Page

QUESTIONS: Final = Path(__file__).resolve().parent.parent / "tests" / "search" / "questions.yml"
HALVES: Final = ("before", "after")
PARTS: Final = {
    "event": "events",
    "claim": "claims",
    "source": "sources",
    "actor": "actors",
    "term": "terms",
    "series": "series",
    "section": "sections",
}
HITS: Final = ".md-search-result__link"
# The status says what it answers, once the hits stand.
ANSWERED: Final = (
    "words => document.querySelector('.md-search-result__meta').dataset.words === words"
)
# From words in the box to the hits that answer them, in ms; without search.js that is the time to
# fetch it, the index and lunr, too. https://www.w3.org/TR/hr-time-3/#dom-performance-now
ANSWER: Final = """words => new Promise((answered, failed) => {
  setTimeout(() => failed(new Error(`no answer to ${words}`)), 60000);
  const box = document.querySelector(".md-search__input");
  const status = document.querySelector(".md-search-result__meta");
  const start = performance.now();
  new MutationObserver((_, watch) => {
    if (status.dataset.words !== words) return;
    watch.disconnect();
    answered(performance.now() - start);
  }).observe(status, { attributes: true });
  box.focus();
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
})"""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader types, and the addresses, relative to the site, that answer it."""

    ask: str
    half: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Of some questions: shares answered first and among three, 0 to 1; mean reciprocal rank."""

    asked: int
    first: float
    in_three: float
    reciprocal: float


def read_questions(site: Path, path: Path = QUESTIONS) -> list[Question]:
    """Return the questions with the addresses of their answers on a built site.

    Raises KeyError where an answer is no entry of the site.
    """
    model = read_model(site)
    urls = {
        f"{kind}:{entry['id']}": str(entry["url"])
        for kind, part in PARTS.items()
        for entry in model[part]
    }
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Question(row["ask"], row["half"], frozenset(urls[answer] for answer in row["answers"]))
        for row in rows
    ]


def ask_all(window: Page, start: str, questions: Sequence[Question]) -> Iterator[int]:
    """Yield for each question the place of the first hit that answers it, from 1; 0 for none."""
    window.goto(f"{start}about.html")
    for question in questions:
        found = ask(window, question.ask)
        places = [_entry_of(url.removeprefix(start)) for url in found]
        places = list(dict.fromkeys(places))
        yield next((at for at, url in enumerate(places, 1) if url in question.answers), 0)


def ask(window: Page, words: str) -> list[str]:
    """Type words into the search box; return the addresses of the hits, in their order."""
    box = window.locator(".md-search__input")
    box.fill(words[:-1])
    box.press_sequentially(words[-1])
    window.wait_for_function(ANSWERED, arg=words)
    links: list[str] = window.locator(HITS).evaluate_all("all => all.map(one => one.href)")
    return links


def _entry_of(url: str) -> str:
    """Return the entry that an address leads to: parts of an event's page are the event."""
    page, fragment = urldefrag(unquote(url))
    return page if fragment.startswith("_") or not fragment else f"{page}#{fragment}"


def rate(places: Sequence[int]) -> Score:
    """Return the score of the places at which questions were answered; 0 is nowhere."""
    asked = len(places)
    return Score(
        asked,
        first=sum(place == 1 for place in places) / asked,
        in_three=sum(0 < place <= 3 for place in places) / asked,
        reciprocal=sum(1 / place for place in places if place) / asked,
    )


def measure_answers(
    site: Path, browser: Browser
) -> tuple[Mapping[str, Score], list[tuple[int, str]]]:
    """Return the score of each half and of all; and each question not answered first."""
    questions = read_questions(site)
    with serve(site) as start, open_window(browser) as window:
        places = list(ask_all(window, start, questions))
    pairs = list(zip(places, questions, strict=True))
    halves = {half: [place for place, one in pairs if one.half == half] for half in HALVES}
    scores = {half: rate(found) for half, found in halves.items() if found}
    missed = [(place, one.ask) for place, one in pairs if place != 1]
    return scores | {"all": rate(places)}, missed


def measure_search(site: Path, runs: int) -> dict[str, float]:
    """Return the size of a built site's index, in kB, and how long answers take, medians in ms.

    Cold is the first search of a first visit, warm that of the next page; then a title is typed.
    """
    index = (site / "search" / "search_index.js").read_bytes()
    title = str(read_model(site)["events"][0]["title"])
    with serve(site, CompressingHost) as start, launch() as browser:
        times = [_time_answers(browser, start, title) for _ in range(runs)]
    cold, warm, typed = zip(*times, strict=True)
    return {
        "search index, kB": len(index) / 1e3,
        "search index compressed, kB": len(gzip.compress(index, mtime=0)) / 1e3,
        "first hit, cold, ms": median(cold),
        "first hit, next page, ms": median(warm),
        "hits after a keystroke, ms": median(time for times in typed for time in times),
        "hits after a keystroke, slowest, ms": max(time for times in typed for time in times),
    }


def _time_answers(browser: Browser, start: str, title: str) -> tuple[float, float, list[float]]:
    with open_window(browser) as window:
        window.goto(f"{start}index.html", wait_until="networkidle")
        cold = float(window.evaluate(ANSWER, title))
        window.goto(f"{start}sources.html", wait_until="networkidle")
        warm = float(window.evaluate(ANSWER, title))
        ends = range(1, min(len(title), 30))
        return cold, warm, [float(window.evaluate(ANSWER, title[:end])) for end in ends]


def print_answers(site: Path) -> None:
    """Print how the site's search answers: the scores, and what was not answered first."""
    with launch() as browser:
        scores, missed = measure_answers(site, browser)
    for name, score in scores.items():
        print(
            f"{name:>6}: {score.asked} questions, first {score.first:.1%}, "
            f"in three {score.in_three:.1%}, reciprocal rank {score.reciprocal:.3f}"
        )
    for place, words in missed:
        print(f"  {place or 'not found':>9}  {words}")


def main() -> int:
    """Print the scores, and what was not answered in the first place."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"))
    print_answers(parser.parse_args().site)
    return 0


if __name__ == "__main__":
    sys.exit(main())
