"""A page an event: where the essay tells of it, and every claim that names it with its verdict."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from made_data import Made, make_folder

from build_content.languages import ENGLISH
from build_content.model import Site
from build_content.reading import read_site

CLAIM = re.compile(r"^- \[.*\]\(\.\./claims\.md#([a-z0-9-]+)\).* · (<span class=.*</span>)$")


def cut_parts(made: Made, id: str) -> dict[str, str]:
    """Return the parts of an event's page by the id of their heading."""
    page = (made.docs / "timeline" / f"{id}.md").read_text("utf-8")
    page = page.partition("<div hidden")[0]
    return dict(
        re.findall(r"^## [^\n]* \{ #(\w+) \}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    )


def list_naming(made: Made) -> dict[str, set[str]]:
    """Return the claims that name each event, by the event's id."""
    return {
        event["id"]: {use["id"] for use in event["used_by"] if use["kind"] == "claim"}
        for event in made.site["events"]
    }


def test_every_claim_that_names_an_event_stands_there_once_with_its_verdict(made: Made) -> None:
    verdicts = {claim["id"]: claim.get("verdict", claim["kind"]) for claim in made.site["claims"]}
    naming = list_naming(made)
    assert any(naming.values())
    for id, claims in naming.items():
        parts = cut_parts(made, id)
        lines = [line for line in parts.get("_claims", "").splitlines() if line]
        found = [match for line in lines if (match := CLAIM.match(line))]
        assert len(found) == len(lines)
        assert sorted(match[1] for match in found) == sorted(claims), id
        for match in found:
            assert f"verdict--{verdicts[match[1]]}" in match[2]
        assert "claims.md#" not in parts.get("_used", "")


def test_a_claim_made_where_the_essay_tells_of_the_event_comes_first(made: Made) -> None:
    told = {
        (claim["id"], event["id"])
        for claim in made.site["claims"]
        for event in made.site["events"]
        for mark in claim["used_by"]
        for use in event["used_by"]
        if mark["kind"] == use["kind"] == "section" and mark["snippet"] == use["snippet"]
    }
    seen = []
    for event in made.site["events"]:
        ids = re.findall(r"claims\.md#([\w-]+)", cut_parts(made, event["id"]).get("_claims", ""))
        is_told = [(id, event["id"]) in told for id in ids]
        assert is_told == sorted(is_told, reverse=True), event["id"]
        seen.append(any(is_told))
    assert any(seen)


def test_what_is_retold_is_called_so_and_stands_in_no_quotation_marks(made: Made) -> None:
    site: Site = read_site(str(made.data))[0]
    is_retold = site.essay.info.original is not None
    assert is_retold
    shown = 0
    for event in made.site["events"]:
        page = (made.docs / "timeline" / f"{event['id']}.md").read_text("utf-8")
        assert f"## {ENGLISH.say('event.in_essay')} " not in page
        for line in cut_parts(made, event["id"]).get("_essay", "").splitlines():
            assert not line.startswith("- “")
            shown += line.startswith("- ")
    assert shown
    for name in ("claims", "print"):
        page = (made.docs / f"{name}.md").read_text("utf-8")
        assert page.count(ENGLISH.say("claims.in_retelling")) >= len(made.site["claims"])


def test_an_essay_of_its_own_is_no_retelling(made: Made, tmp_path: Path) -> None:
    data = shutil.copytree(made.data, tmp_path / "data")
    essay = data / "essay.md"
    text = re.sub(r"^original:\n(?:  .*\n)+", "", essay.read_text("utf-8"), flags=re.MULTILINE)
    essay.write_text(text, "utf-8")
    own = make_folder(data, tmp_path / "docs")
    pages = "".join(path.read_text("utf-8") for path in own.docs.rglob("*.md"))
    assert ENGLISH.say("claims.in_retelling") not in pages
    assert f"## {ENGLISH.say('event.in_essay')} " in pages
