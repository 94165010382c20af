"""What is written for which site, where it stands in the menu, and that a renderer takes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_data import build_well, flatten, make_event, write_least

from build_content.graph import link_site
from build_content.outputs import list_outputs
from build_content.reading import read_site

HERE = Path(__file__).parent
ROOT = HERE.parent
SAMPLE = HERE / "sample"
OPTIONAL = {
    "claims": "claims.md", "series": "numbers.md", "actors": "actors.md", "glossary": "glossary.md",
}  # fmt: skip


def list_pages(docs: Path) -> set[str]:
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}


# Which pages a site has


def test_the_least_site_lacks_the_pages_it_has_nothing_for(tmp_path: Path) -> None:
    write_least(tmp_path / "data")
    build_well(tmp_path / "data", tmp_path / "docs")
    pages = list_pages(tmp_path / "docs")
    assert not pages & set(OPTIONAL.values())
    assert {
        "index.md", "essay/index.md", "essay/one-section.md", "timeline/index.md",
        "timeline/only.md", "sources.md", "index-a-z.md", "print.md", "data/index.md",
    } <= pages  # fmt: skip


def test_a_site_without_events_or_with_empty_lists_builds(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_least(data)
    for name in ("timeline", *OPTIONAL):
        (data / f"{name}.yml").write_text("[]\n", "utf-8")
    build_well(data, tmp_path / "docs")
    pages = list_pages(tmp_path / "docs")
    assert "timeline/index.md" in pages
    assert not pages & {"timeline/only.md", *OPTIONAL.values()}


def test_a_path_is_written_by_one_function() -> None:
    site, _ = read_site(str(SAMPLE / "data"))
    paths = [output.path for output in list_outputs(link_site(site))]
    assert len(paths) == len(set(paths))
    assert all(path == path.lower() and " " not in path for path in paths)


# The navigation


def test_every_page_stands_in_the_navigation_once(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(SAMPLE / "docs", docs)
    found = list(flatten(build_well(SAMPLE / "data", docs).navigation))
    assert sorted(found) == sorted(list_pages(docs))


def test_the_navigation_follows_the_reader(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(SAMPLE / "docs", docs)
    found = list(flatten(build_well(SAMPLE / "data", docs).navigation))
    assert found[:5] == [
        "index.md", "essay/index.md", "essay/trust.md", "essay/whos-late.md", "essay/expects.md",
    ]  # fmt: skip
    order = [
        "timeline/index.md", "timeline/sun-time.md", "timeline/ice-leaves-valley.md",
        "timeline/guarantee-ends.md", "claims.md", "numbers.md", "sources.md", "about.md",
    ]  # fmt: skip
    places = [found.index(page) for page in order]
    assert places == sorted(places)
    assert found[found.index("sources.md") + 1] == "about.md"


def test_pages_of_somebodys_come_last_and_hidden_ones_nowhere(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    for path in (
        "zoo.md",
        "notes/first.md",
        ".drafts/secret.md",
        "notes/.hidden.md",
        "notes/x.txt",
    ):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text("# By hand\n")
    write_least(tmp_path / "data")
    found = list(flatten(build_well(tmp_path / "data", docs).navigation))
    assert found[-2:] == ["notes/first.md", "zoo.md"]
    assert not {".drafts/secret.md", "notes/.hidden.md"} & set(found)


def test_events_stand_under_their_year_and_in_full_years_under_their_month(tmp_path: Path) -> None:
    days = [f"{at:02}" for at in range(1, 26)]
    events = [make_event(f"in-may-{day}", f"2021-05-{day}") for day in days]
    events += [make_event("all-year", "2021"), make_event("before", "2020-03")]
    write_least(tmp_path / "data", events)
    navigation = build_well(tmp_path / "data", tmp_path / "docs").navigation or []
    [timeline] = [item["Timeline"] for item in navigation if "Timeline" in item]
    assert timeline == [
        "timeline/index.md",
        {"2020": ["timeline/before.md"]},
        {
            "2021": [
                "timeline/all-year.md",
                {"May 2021": [f"timeline/in-may-{day}.md" for day in days]},
            ]
        },
    ]


def test_the_build_tells_its_day(tmp_path: Path) -> None:
    assert build_well(SAMPLE / "data", tmp_path / "docs").edition == "2026-01-15"
    write_least(tmp_path / "data")
    assert build_well(tmp_path / "data", tmp_path / "least").edition == "2020-01-01"


# A renderer takes it


def render(project: Path) -> subprocess.CompletedProcess[str]:
    """Build a project with the site's own configuration; a warning is a failure."""
    for name in ("mkdocs.yml", "mkdocs_hook.py"):
        shutil.copy(ROOT / name, project)
    shutil.copytree(ROOT / "theme", project / "theme")
    shutil.copytree(ROOT / "docs" / "assets", project / "docs" / "assets")
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(project / "mkdocs.yml")],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["the sample", "the least", "no events"])
def test_every_link_between_pages_holds(kind: str, tmp_path: Path) -> None:
    if kind == "the sample":
        shutil.copytree(SAMPLE / "data", tmp_path / "data")
        (tmp_path / "docs").mkdir()
        shutil.copy(SAMPLE / "docs" / "about.md", tmp_path / "docs")
    else:
        write_least(tmp_path / "data")
        if kind == "no events":
            (tmp_path / "data" / "timeline.yml").write_text("[]", "utf-8")
    done = render(tmp_path)
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    for page in list_pages(tmp_path / "docs"):
        assert (site / page).with_suffix(".html").is_file()
