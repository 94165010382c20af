"""tools/check_site.py finds each fault where it is, and none in a site that has none.

Each folder in tests/site/ is a small site with one fault; its `expected.txt` holds what must be
told of it. `good` holds what must be let through.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKER = Path(__file__).parent.parent / "tools" / "check_site.py"
SITES = Path(__file__).parent / "site"


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECKER), *arguments],
        cwd=SITES,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(path.name for path in SITES.iterdir()))
def test_each_fault_is_told_where_it_is(name: str) -> None:
    expected = (SITES / name / "expected.txt").read_text(encoding="utf-8")
    done = check(name)
    assert done.stderr == expected
    assert done.returncode == (1 if expected else 0)
    assert done.stdout.endswith(f"{len(expected.splitlines())} faults\n")


@pytest.mark.parametrize("arguments", [(), ("no-such-folder",), ("good", "no-alt")])
def test_wrong_usage_is_told_from_faults(arguments: tuple[str, ...]) -> None:
    done = check(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage:")


def test_the_site_itself_has_no_fault(site: Path) -> None:
    done = check(str(site))
    assert done.returncode == 0, done.stderr
