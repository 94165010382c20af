"""Measure speed and memory: of build_content, of the whole way to the site, beside plain Material.

Usage: bench.py [--events 25,250,2500] [--runs 3] [--edits 3]

Every time is a median; ratios are medians of pairs that ran one after the other, so that a busy
machine troubles both alike. Everything happens in a temporary folder. The exit code is 1 if the
time of build_content grows faster than the number of events.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import yaml
from bench_data import write_data
from bench_pages import measure_timeline
from bench_search import measure_search, print_answers

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = ("build_content", "theme", "docs/assets", "mkdocs.yml", "mkdocs_hook.py")
NOT_KEPT: Final = shutil.ignore_patterns("__pycache__")
BUILD: Final = ("-m", "build_content", "build")
CHECK: Final = ("-m", "build_content", "check")
EDITIONS: Final = ("-m", "build_content", "editions", "-o", "made")
TEN_TIMES: Final = 10
RENDER: Final = ("-m", "mkdocs", "build")
# What is not linear shows as more than this much beyond the growth of the data.
SLACK: Final = 1.3
PATIENCE_S: Final = 300
RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024
ENVIRONMENT: Final = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    seconds: float
    peak_mb: float
    printed: str


def main() -> int:
    """Measure every data set and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", default="25,250,2500", help="sizes to generate (25,250,2500)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measure (3)")
    parser.add_argument("--edits", type=int, default=3, help="edits to follow (3)")
    options = parser.parse_args()
    sizes = [int(size) for size in options.events.split(",") if size]
    table: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for name, project in list(make_projects(Path(scratch), sizes)):
            print(f"Measuring: {name}", file=sys.stderr)
            table[name] = measure(project, options.runs, options.edits)
        print_table(table)
        print("\nEditions, all of them; the memory is that of the largest process:")
        print_table(measure_editions(Path(scratch), options.runs))
        print("\nThe search of the site's own data, asked what readers ask:")
        print_answers(Path(scratch, "own", "site"))
    return check_growth(table, sizes)


def measure_editions(scratch: Path, runs: int) -> dict[str, Figures]:
    """Time every edition of the site's own data, and of ten times as many generated events."""
    events = len(yaml.safe_load((ROOT / "data" / "timeline.yml").read_text("utf-8")))
    many = make_project(scratch / "many")
    write_data(many / "data", TEN_TIMES * events)
    table: dict[str, Figures] = {}
    for name, project in (("own data", scratch / "own"), (f"{TEN_TIMES * events:,} events", many)):
        print(f"Measuring editions: {name}", file=sys.stderr)
        done = [run_python(project, *EDITIONS) for _ in range(runs)]
        made = json.loads((project / "made" / "editions.json").read_text("utf-8"))["editions"]
        table[name] = {
            "editions, s": median(run.seconds for run in done),
            "editions, peak MB": max(run.peak_mb for run in done),
            **{f"{one['kind']}, pages": one["pages"] for one in made if one["pages"]},
            **{f"{one['kind']}, kB": one["bytes"] / 1000 for one in made},
        }
    return table


def make_projects(scratch: Path, sizes: Sequence[int]) -> Iterator[tuple[str, Path]]:
    """Yield a name and a project folder for the site's own data and for each generated size."""
    own = make_project(scratch / "own")
    shutil.copytree(ROOT / "data", own / "data")
    shutil.copy2(ROOT / "docs" / "about.md", own / "docs")
    yield "own data", own
    for size in sizes:
        project = make_project(scratch / str(size))
        write_data(project / "data", size)
        yield f"{size:,} events", project


def make_project(folder: Path) -> Path:
    """Copy all of the project but its data and what speaks of it."""
    for part in PARTS:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=NOT_KEPT)
        else:
            shutil.copy2(source, target)
    return folder


def measure(project: Path, runs: int, edits: int) -> Figures:
    """Return every figure of one data set, in the order of the table."""
    run_python(project, *BUILD)  # byte code and the disk's cache are warm from here on
    plain = make_plain(project)
    figures = measure_program(project, runs)
    figures |= measure_sites(project, plain, runs)
    figures["share of build_content in that, %"] = median(
        measure_share(project) for _ in range(runs)
    )
    figures["edit to reloaded page, s"] = measure_edits(project, edits)
    figures |= measure_timeline(project / "site", runs)
    figures |= measure_search(project / "site", runs)
    figures["pages"] = len(list((project / "site").rglob("*.html")))
    figures["site, MB"] = (
        sum(file.stat().st_size for file in (project / "site").rglob("*") if file.is_file()) / 1e6
    )
    return figures


def measure_program(project: Path, runs: int) -> Figures:
    """Time checking and building, cold and with nothing to do, as whole processes."""
    rows: dict[str, list[Run]] = {"check": [], "build": [], "build, nothing new": []}
    for _ in range(runs):
        rows["check"].append(run_python(project, *CHECK))
        with emptied(project):
            rows["build"].append(run_python(project, *BUILD))
        rows["build, nothing new"].append(run_python(project, *BUILD))
    figures = {f"{name}, s": median(run.seconds for run in found) for name, found in rows.items()}
    figures["build, peak MB"] = max(run.peak_mb for run in rows["build"])
    return figures


@contextmanager
def emptied(project: Path) -> Iterator[None]:
    """Take away all that was generated, for the build inside the block to write again."""
    docs = project / "docs"
    listed = json.loads((docs / ".build_content.json").read_text(encoding="utf-8"))
    for path in listed["files"] if isinstance(listed, dict) else listed:
        (docs / path).unlink()
    (docs / ".build_content.json").unlink()
    yield


def measure_sites(project: Path, plain: Path, runs: int) -> Figures:
    """Time data to site, and plain Material on the same Markdown, in turn."""
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(run_python(project, *RENDER))
        theirs.append(run_python(plain, *RENDER))
    pairs = zip(ours, theirs, strict=True)
    return {
        "data to site, s": median(run.seconds for run in ours),
        "plain Material, same Markdown, s": median(run.seconds for run in theirs),
        "ratio of the two": median(one.seconds / other.seconds for one, other in pairs),
        "data to site, peak MB": max(run.peak_mb for run in ours),
        "plain Material, peak MB": max(run.peak_mb for run in theirs),
    }


def make_plain(project: Path) -> Path:
    """Put the generated Markdown and its navigation beside a configuration without our parts."""
    plain = project.with_name(f"{project.name}-plain")
    shutil.copytree(project / "docs", plain / "docs")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.safe_load(text.replace("!ENV", ""))  # the one tag; its value is not kept
    kept = ("site_name", "use_directory_urls", "theme", "plugins", "markdown_extensions")
    config = {key: config[key] for key in kept}
    for ours in ("custom_dir", "static_templates"):
        config["theme"].pop(ours)
    config["nav"] = read_navigation(project)
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return plain


def read_navigation(project: Path) -> list[Any]:
    """Return the navigation that a build hands to MkDocs."""
    code = (
        "import json; from build_content.build import build;"
        "print(json.dumps(build('data', 'docs').navigation))"
    )
    navigation: list[Any] = json.loads(run_python(project, "-c", code).printed)
    return navigation


def measure_share(project: Path) -> float:
    """Return the part of one `mkdocs build` spent in build_content, imports included, in %."""
    code = """
import json, sys, time
start = time.perf_counter()
from mkdocs.commands.build import build
from mkdocs.config import load_config
spent = -time.perf_counter()
import build_content.build as program
spent += time.perf_counter()
inner = program.build
def timed(*arguments, **options):
    global spent
    spent -= time.perf_counter()
    try:
        return inner(*arguments, **options)
    finally:
        spent += time.perf_counter()
program.build = timed
config = load_config("mkdocs.yml")
config.plugins.on_startup(command="build", dirty=False)
build(config)
print(100 * spent / (time.perf_counter() - start))
"""
    return float(run_python(project, "-c", code).printed)


def measure_edits(project: Path, edits: int) -> float:
    """Return the median seconds from a saved title to the page that shows it, while serving."""
    timeline = project / "data" / "timeline.yml"
    text = timeline.read_text(encoding="utf-8")
    first = re.search(r"\bid\"?: *\"?([a-z0-9-]+)", text)
    title = re.search(r"\btitle\"?: *(\"?)([^\n\"]+)", text)
    assert first is not None
    assert title is not None
    took = []
    with serve(project) as address:
        page = f"{address}timeline/{first[1]}.html"
        wait_for(page, title[2][:20])
        for edit in range(edits):
            mark = f"Edit number {edit} of the bench"
            edited = text[: title.start(2)] + mark + text[title.end(2) :]
            start = time.perf_counter()
            timeline.write_text(edited, encoding="utf-8")
            wait_for(page, mark)
            took.append(time.perf_counter() - start)
            # What was written into docs/ starts a second build: let that pass.
            time.sleep(took[-1] * 1.5 + 1)
    timeline.write_text(text, encoding="utf-8")
    return median(took)


@contextmanager
def serve(project: Path) -> Iterator[str]:
    """Serve a project while the block runs; gives the address of its first page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ("-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}")
    with (project / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=project, env=ENVIRONMENT, stdout=log, stderr=log
        )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, words: str) -> None:
    """Ask for a page until it holds some words."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 - ours
                if words in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass  # the server is not up yet
        time.sleep(0.02)
    raise TimeoutError(f"{address} does not show '{words}' after {PATIENCE_S} s")


def run_python(folder: Path, *arguments: str) -> Run:
    """Run this Python in a folder and return what it took, its children included."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=ENVIRONMENT, stdout=out, stderr=err
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)[:80]} failed:\n{err.read().decode()}")
        return Run(seconds, used.ru_maxrss * RSS_UNIT / 1e6, out.read().decode())


def print_table(table: Mapping[str, Figures]) -> None:
    """Print a row a measure, a column a data set."""
    measures = list(dict.fromkeys(name for figures in table.values() for name in figures))
    width = max(map(len, measures))
    print(" | ".join([" " * width, *(f"{name:>12}" for name in table)]))
    for measure_name in measures:
        cells = [show(figures[measure_name]) for figures in table.values()]
        print(" | ".join([f"{measure_name:{width}}", *(f"{cell:>12}" for cell in cells)]))


def show(figure: float) -> str:
    """Write a number with three figures that count, whole from a hundred on."""
    return f"{figure:,.0f}" if figure >= 100 or figure == int(figure) else f"{figure:.2f}"


def check_growth(table: Mapping[str, Figures], sizes: Sequence[int]) -> int:
    """Print how the time of build_content grows with the events; returns the exit code."""
    if len(sizes) < 2:
        return 0
    small, large = sorted(sizes)[-2:]  # of few events a build takes as long as of none
    times = [table[f"{size:,} events"]["build, s"] for size in (small, large)]
    growth = times[1] / times[0]
    fits = growth <= large / small * SLACK
    print(
        f"From {small:,} to {large:,} events ({large / small:g} times as many) build_content takes "
        f"{growth:.1f} times as long: {'no' if fits else 'MUCH'} more than in proportion."
    )
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
