"""Measure what a first visit on a phone costs, with Lighthouse, beside plain Material.

Usage: audit.py [--runs 3] [--pages home,section,timeline,event,numbers]

Both sites are made from the same Markdown, in a temporary folder, and served compressed; their
pages are visited in turn, so that a busy machine troubles both alike. Figures are medians; kB are
1,000 bytes as they go over the wire. The exit code is 1 if a bound is missed.

https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md tells of its phone: a
processor four times slower, 1.6 Mbit/s, 150 ms there and back.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import yaml
from bench import BUILD, ENVIRONMENT, RENDER, ROOT, make_plain, make_projects, run_python
from browsing import NAMES, QUIET, CompressingHost, find_program, list_pages, serve

LIGHTHOUSE: Final = ROOT / "node_modules" / ".bin" / "lighthouse"
PAGES: Final = ("home", "section", "timeline", "event", "numbers")
SCORES: Final = ("performance", "accessibility", "best-practices", "seo")
METRICS: Final = {
    "LCP, ms": "largest-contentful-paint",
    "TBT, ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}
KINDS: Final = {"Document": "page", "Script": "script", "Stylesheet": "style", "Font": "font"}
PATIENCE_S: Final = 180

Figures = dict[str, float]
Bound = Callable[[float, float], bool]
BOUNDS: Final[Mapping[str, tuple[str, Bound]]] = {
    "performance": ("99 or better", lambda ours, _: ours >= 99),
    "accessibility": ("100", lambda ours, _: ours == 100),
    "best-practices": ("100", lambda ours, _: ours == 100),
    "seo": ("100", lambda ours, _: ours == 100),
    "LCP, ms": ("at or under plain Material's", lambda ours, plain: ours <= plain),
    "TBT, ms": ("under 50", lambda ours, _: ours < 50),
    "CLS": ("0", lambda ours, _: ours == 0),
    "all, kB": ("under 130", lambda ours, _: ours < 130),
    "script, kB": ("under 45", lambda ours, _: ours < 45),
}
"""What a figure is held to: in words, and as a test of our figure and plain Material's."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What Lighthouse says of one visit: figures by name, and the rules a page fails."""

    figures: Figures
    failed: frozenset[str]


def main() -> int:
    """Visit every page of both sites, print one table, and tell which bounds are missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="visits of each page (3)")
    parser.add_argument("--pages", default=",".join(PAGES), help=f"({','.join(PAGES)})")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="audit-") as scratch, ExitStack() as stack:
        sites = [stack.enter_context(serve(folder, CompressingHost)) for folder in make(scratch)]
        paths = list_pages(Path(scratch) / "own" / "site")
        missed: list[str] = []
        for kind in options.pages.split(","):
            ours, plain = visit_in_turn(sites, paths[kind], options.runs, Path(scratch))
            missed += report(kind, ours, plain)
    print("\n".join(missed) or "Every bound is kept.")
    return 1 if missed else 0


def make(scratch: str) -> tuple[Path, Path]:
    """Build the site and plain Material's; returns the folders to serve.

    The sites' own address is left at that of `mkdocs serve`: Lighthouse asks only that a page
    names one.
    """
    _, project = next(make_projects(Path(scratch), ()))
    run_python(project, *BUILD)
    plain = make_plain(project)
    # It makes search work from a folder, with a script from another host: no part of Material.
    config = yaml.safe_load((plain / "mkdocs.yml").read_text(encoding="utf-8"))
    config["plugins"].remove("offline")
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    for folder in (project, plain):
        run_python(folder, *RENDER)
    return project / "site", plain / "site"


def visit_in_turn(
    sites: Sequence[str], path: str, runs: int, scratch: Path
) -> tuple[list[Visit], list[Visit]]:
    """Visit a page of both sites so many times, one after the other."""
    ours, plain = [], []
    for _ in range(runs):
        ours.append(visit(sites[0] + path, scratch))
        plain.append(visit(sites[1] + path, scratch))
    return ours, plain


def visit(address: str, scratch: Path) -> Visit:
    """Let Lighthouse visit a page as on a phone for the first time."""
    told = scratch / "lighthouse.json"
    chromium = " ".join(("--headless=new", *QUIET))
    subprocess.run(
        [LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={told}",
         f"--chrome-flags={chromium}", f"--only-categories={','.join(SCORES)}"],
        env={**ENVIRONMENT, "CHROME_PATH": find_program(NAMES)},
        timeout=PATIENCE_S,
        check=True,
    )  # fmt: skip
    return read_visit(json.loads(told.read_text(encoding="utf-8")))


def read_visit(told: Mapping[str, Any]) -> Visit:
    """Take from Lighthouse's report what the table shows."""
    audits, categories = told["audits"], told["categories"]
    figures = {name: round(100 * categories[name]["score"]) for name in SCORES}
    figures |= {name: audits[key]["numericValue"] for name, key in METRICS.items()}
    figures |= weigh(audits["network-requests"]["details"]["items"])
    counted = [
        rule["id"]
        for name in SCORES[1:]
        for rule in categories[name]["auditRefs"]
        if rule["weight"] and audits[rule["id"]]["score"] not in {None, 1}
    ]
    return Visit(figures, frozenset(counted))


def weigh(requests: Sequence[Mapping[str, Any]]) -> Figures:
    """Add up what came over the wire, in kB, by kind; fonts in a stylesheet came with that."""
    bytes_of: Counter[str] = Counter()
    for request in requests:
        if request["url"].startswith("data:"):
            continue
        bytes_of[KINDS.get(request["resourceType"], "other")] += request["transferSize"]
    kinds = {f"{kind}, kB": bytes_of[kind] / 1000 for kind in (*KINDS.values(), "other")}
    return {**kinds, "all, kB": sum(kinds.values())}


def report(kind: str, ours: Sequence[Visit], plain: Sequence[Visit]) -> Iterator[str]:
    """Print the table of a page; yields a sentence for each bound that it misses."""
    print(f"\n{kind:20} | {'ours':>8} | {'Material':>8}")
    for name in ours[0].figures:
        own, other = (median(one.figures[name] for one in visits) for visits in (ours, plain))
        words, holds = BOUNDS.get(name, ("", lambda _, __: True))
        print(f"{name:20} | {show(own):>8} | {show(other):>8}{'' if holds(own, other) else '  !'}")
        if not holds(own, other):
            yield f"{kind}: {name} is {show(own)}, and is to be {words}."
    for whose, visits in (("ours", ours), ("Material", plain)):
        failed = sorted(frozenset().union(*(one.failed for one in visits)))
        print(f"{whose} fails: {', '.join(failed) or 'nothing'}")


def show(figure: float) -> str:
    """Write a number with as many places as mean something."""
    if figure == int(figure) or figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 1 else f"{figure:.3f}"


if __name__ == "__main__":
    if not LIGHTHOUSE.exists():
        sys.exit(f"There is no {os.path.relpath(LIGHTHOUSE)}: `make audit` installs it.")
    sys.exit(main())
