"""One stylesheet a page: all rules in their order, every page with a link that leads to them."""

from __future__ import annotations

import re
from pathlib import Path

from build_content.sheets import FOLDER, join_links, name_joined, write_joined

PAGE = """<head>
  <link rel="stylesheet" href="../assets/stylesheets/a.css">
  <link rel="icon" href="../icon.svg">
  <link rel="stylesheet" href="../assets/stylesheets/b.css">
</head>"""


def test_one_link_takes_the_place_of_all() -> None:
    page, names = join_links(PAGE)
    assert names == ("a.css", "b.css")
    assert re.findall('rel="stylesheet" href="([^"]+)"', page) == [
        f"../assets/stylesheets/{name_joined(names)}"
    ]
    assert '<link rel="icon" href="../icon.svg">' in page
    assert page.index("stylesheet") < page.index("icon")


def test_a_page_without_sheets_or_with_sheets_from_two_folders_stays_as_it_is() -> None:
    for page in ("<head></head>", PAGE.replace("../assets/stylesheets/b", "assets/stylesheets/b")):
        assert join_links(page) == (page, ())


def test_other_sheets_or_another_order_are_another_file() -> None:
    assert len({name_joined(names) for names in (("a", "b"), ("b", "a"), ("a",))}) == 3


def test_joined_rules_stand_in_order_without_what_only_a_file_may_hold(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "a.css").write_text('@charset "UTF-8";p{color:red}/*# sourceMappingURL=a.map */')
    (folder / "b.css").write_text("p{color:blue}")
    write_joined(tmp_path, [("a.css", "b.css")], ["<p>"], [])
    joined = (folder / name_joined(("a.css", "b.css"))).read_text("utf-8")
    assert joined == '@charset "utf-8";\np{color:red}\np{color:blue}'


def test_rules_stay_that_only_scripts_ask_for_which_pages_load(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    asked = ("drawn", "inline", "later", "unloaded", "gone")
    (folder / "a.css").write_text("".join(f".{name}{{color:red}}" for name in asked))
    (tmp_path / "lunr").mkdir()
    (tmp_path / "a.js").write_text('node.className = "drawn"; load("more.js")')
    (tmp_path / "more.js").write_text('"later"')
    (tmp_path / "theme.js").write_text('"unloaded"')
    (tmp_path / "lunr" / "de.js").write_text('"gone"')
    tags = ['<script src="../a.js" defer>', '<script src="lunr/de.js">']
    write_joined(tmp_path, [("a.css",)], tags, ['"inline"'])
    joined = (folder / name_joined(("a.css",))).read_text("utf-8")
    kept = "".join(f".{name}{{color:red}}" for name in ("drawn", "inline", "later"))
    assert joined == '@charset "utf-8";\n' + kept


def test_every_page_of_the_site_asks_for_one_sheet_that_is_there(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 90
    for page in pages:
        [address] = re.findall(
            'rel="stylesheet" href="[^"]*?([^"/]+)"', page.read_text(encoding="utf-8")
        )
        joined = (site / FOLDER / address).read_text("utf-8")
        assert ".md-typeset" in joined, page
        assert "--paper" in joined, page
