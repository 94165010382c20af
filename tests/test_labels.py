"""What readers see of verdicts: said once, wherever a record begins with its verdict."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from made_data import FOLDERS, make_folder

from build_content.labels import MARK, Labels
from build_content.languages import ENGLISH
from build_content.model import Claim
from build_content.text.escape import escape_markdown

LABELS = Labels(ENGLISH)


def make_claim(verdict: str | None) -> Claim:
    kind = "fact" if verdict else "opinion"
    return Claim.model_validate(
        {"id": "a", "statement": "It is so.", "kind": kind}
        | ({"verdict": verdict, "record": "As told."} if verdict else {})
    )


@pytest.mark.parametrize("verdict", MARK)
@pytest.mark.parametrize("write", [str, escape_markdown])
def test_a_verdict_is_dropped_where_it_is_a_sentence(verdict: str, write: type[str]) -> None:
    claim = make_claim(verdict)
    said = write(LABELS.verdict_of(claim))
    dot = write(".")
    for told, left in {
        f"{said}{dot} No source was found.": "No source was found.",
        f"{said}{dot}\n\nNo source was found.": "No source was found.",
        f"{said}{dot}": "",
        # more than the verdict
        f"{said} for that day: none.": f"{said} for that day: none.",
        f"{said}{dot}.. perhaps": f"{said}{dot}.. perhaps",
        "No source was found.": "No source was found.",
        "": "",
    }.items():
        assert LABELS.drop_verdict(claim, told, write) == left


def test_what_is_not_rated_loses_nothing() -> None:
    told = f"{ENGLISH.say('verdict.unchecked')}. So it is."
    assert LABELS.drop_verdict(make_claim(None), told) == told


def test_no_page_says_a_verdict_twice_in_a_row(tmp_path: Path) -> None:
    data = shutil.copytree(FOLDERS["site"], tmp_path / "data")
    claims = data / "claims.yml"
    record = re.compile(r"(verdict: unchecked\n(?:  (?!record).*\n)*  record: (?:>-\n    )?)")
    said = LABELS.language.say("verdict.unchecked")
    text, count = record.subn(rf"\g<1>{said}. ", claims.read_text("utf-8"))
    claims.write_text(text, encoding="utf-8")
    assert count > 5
    made = make_folder(data, tmp_path / "docs")
    for name in ("claims", "print"):
        page = (made.docs / f"{name}.md").read_text("utf-8").partition("<div hidden")[0]
        assert said in page, name
        assert f"{said}." not in page, name
