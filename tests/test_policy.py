"""The security policy: hashes that hold, before any script, in every page and every header file."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from build_content.headers import list_headers, write_header_files
from build_content.policy import add_policy, find_hashes, write_policy

RUN = "<script>run()</script>"
PAGE = (
    f'<html><head>\n<meta charset="utf-8">\n{RUN}</head><body><script src="a.js"></script></body>'
)


class Scripts(HTMLParser):
    """Reads a page as browsers do: its inline scripts, its policy, and what came first."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.policies: list[str] = []
        self.loaded_before_policy: list[str] = []
        self.styled: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(named["content"] or "")
        elif tag in ("script", "link", "style") and not self.policies:
            self.loaded_before_policy.append(self.get_starttag_text() or "")
        if tag == "style" or "style" in named or any(name.startswith("on") for name in named):
            self.styled.append(self.get_starttag_text() or "")
        is_data = named.get("type") in ("application/json", "application/ld+json")
        self._inside = tag == "script" and "src" not in named and not is_data

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def read_page(html: str) -> Scripts:
    page = Scripts()
    page.feed(html)
    page.close()
    return page


def hash_of(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def directives_of(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: sources for name, *sources in parts}


# The built site


def test_every_page_allows_its_own_scripts_and_no_others(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page = read_page(path.read_text("utf-8"))
        [policy] = page.policies
        directives = directives_of(policy)
        assert directives["script-src"][0] == "'self'", path
        assert set(directives["script-src"][1:]) == set(map(hash_of, page.inline)), path
        assert page.inline, path
        assert page.loaded_before_policy == [], path
        assert page.styled == [], path


def test_the_policy_is_strict(site: Path) -> None:
    [policy] = read_page((site / "index.html").read_text("utf-8")).policies
    directives = directives_of(policy)
    assert directives["default-src"] == ["'none'"]
    assert directives["base-uri"] == directives["form-action"] == ["'none'"]
    sources = {source for found in directives.values() for source in found}
    hashes = {source for source in sources if source.startswith("'sha256-")}
    assert sources - hashes == {"'none'", "'self'", "data:"}
    assert [name for name, found in directives.items() if "data:" in found] == [
        "img-src",
        "font-src",
    ]
    assert len(hashes) == 4  # Material's three and ours, which opens the fonts


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("_headers", r"^  ([A-Za-z-]+): (.+)$"),
        (".htaccess", r'^  Header always set ([A-Za-z-]+) "([^"]+)"$'),
        ("nginx-headers.conf", r'^add_header ([A-Za-z-]+) "([^"]+)" always;$'),
    ],
)
def test_hosts_send_what_the_pages_say_and_who_may_frame_them(
    site: Path, file: str, line: str
) -> None:
    headers = dict(re.findall(line, (site / file).read_text("utf-8"), re.MULTILINE))
    hashes = {found for path in site.rglob("*.html") for found in find_hashes(path.read_text())}
    assert headers == list_headers(hashes)
    [policy] = read_page((site / "index.html").read_text("utf-8")).policies
    assert headers["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_not_there_is_found_in_the_folder_of_the_host(site: Path) -> None:
    assert "ErrorDocument 404 /ships/404.html" in (site / ".htaccess").read_text("utf-8")
    assert "error_page 404 /ships/404.html;" in (site / "nginx-headers.conf").read_text("utf-8")
    assert "/404.html" in write_header_files([], "/")[".htaccess"]


# Any page


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a</script>", ["a"]),
        ("<SCRIPT type='module'>a\nb</SCRIPT >", ["a\nb"]),
        ('<script type="text/javascript">é</script>', ["é"]),
        ("<script></script>", []),  # not run, so nothing asks
        ("<script src='a.js'></script>", []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<script id=x type=application/json>{"a": 1}</script>', []),
        ('<script data-src="x">a</script><script>b</script>', ["a", "b"]),
    ],
)
def test_what_runs_is_hashed(html: str, scripts: list[str]) -> None:
    assert find_hashes(html) == set(map(hash_of, scripts))


def test_a_policy_comes_first_and_once() -> None:
    once = add_policy(PAGE)
    page = read_page(once)
    assert page.policies == [write_policy({hash_of("run()")})]
    assert page.loaded_before_policy == []
    assert add_policy(once) == once


def test_hashes_stand_in_one_order() -> None:
    assert write_policy({"'sha256-b'", "'sha256-a'"}) == write_policy(["'sha256-a'", "'sha256-b'"])
