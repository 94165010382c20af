"""Rules that match nothing are left out; whatever might match stays, and looks as it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations, zip_longest
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import list_pages, open_window
from playwright.sync_api import Browser, Page, Route

from build_content.sheets import FOLDER, name_joined
from build_content.unused_rules import (
    Names,
    find_names,
    find_scripts,
    find_tags,
    leave_out_rules,
    leave_out_unused,
)

ROOT = Path(__file__).parent.parent
PAGE = """<p class="here">x</p>
<a id="top" data-state="on" lang="de-AT" hidden href='#"'>x</a>"""
SCRIPT = 'node.classList.add("drawn", "is-" + state, name + "--big"); node.dataset.viewMode = "x";'


def names_of(page: str = PAGE, script: str = SCRIPT) -> Names:
    return find_names(find_tags(page), [*find_scripts(page), script])


@pytest.mark.parametrize(
    "selector",
    [
        ".here", "#top", "p", "[hidden]", "[data-state]", "[data-state=on]", '[data-state~="on"]',
        "P.HERE", "html body", "*", ":root", "::selection", "p:hover", "&", "p>a+a~a",
        # not certain: what is not, or is only a part of what is
        ".here:not(.gone)", ".here:has(.gone)", '[data-state^="o"]', "[lang|=de]", "[open]",
        "svg|gone", "[xlink|gone]", "p:-moz-gone", ":nth-child(2n + 1 of .gone)",
        ":is(.gone, .here)", ":where(.gone,p)",
        # what scripts do
        ".drawn", ".is-late", ".box--big", "[data-view-mode]",
    ],
)  # fmt: skip
def test_what_may_match_stays(selector: str) -> None:
    assert leave_out_rules(f"{selector}{{color:red}}", names_of()) != ""


@pytest.mark.parametrize(
    "selector",
    [
        ".gone", "#gone", "gone", "[gone]", "[data-gone]", "[data-state=off]",
        '[data-state="off" i]', "p .gone", ".gone p", ".here.gone", "p > .gone",
        "p.here:hover .gone::after", ":is(.gone, .lost)", ":is(.gone) .here", ":where(.gone)",
        ".gone:not(.here)", ".gone\\:here", "[gone^=a]", "[gone|=a]", ":not(.here) .gone",
    ],
)  # fmt: skip
def test_what_can_never_match_goes(selector: str) -> None:
    assert leave_out_rules(f"{selector}{{color:red}}", names_of()) == ""


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        # of a list, what matches; but whole, if a browser might not understand what goes
        (".gone,.here{a:b}", ".here{a:b}"),
        (".gone::before , .here{a:b}", ".here{a:b}"),
        (".gone::-moz-x,.here{a:b}", ".gone::-moz-x,.here{a:b}"),
        (".gone:unheard-of,.here{a:b}", ".gone:unheard-of,.here{a:b}"),
        (":is(.here,.gone),.gone{a:b}", ":is(.here,.gone){a:b}"),
        # rules within rules
        ("@media print{.gone{a:b}.here{a:b}}", "@media print{.here{a:b}}"),
        ("@media print{.gone{a:b}}.here{a:b}", ".here{a:b}"),
        (
            "@media (width>9px){@supports (a:b){.gone{a:b}p{a:b}}}",
            "@media (width>9px){@supports (a:b){p{a:b}}}",
        ),
        ("@layer x{.gone{a:b}}", "@layer x{}"),
        ("@layer x,y;", "@layer x,y;"),
        ("@scope (.gone){.gone{a:b}}", "@scope (.gone){.gone{a:b}}"),
        (".here{a:b;.gone &{c:d}}", ".here{a:b;.gone &{c:d}}"),
        # what is no rule of a page's elements
        ("@font-face{src:url(a.woff2)}", "@font-face{src:url(a.woff2)}"),
        ("@keyframes gone{0%{a:b}to{a:c}}", "@keyframes gone{0%{a:b}to{a:c}}"),
        ("@page :first{margin:0}", "@page :first{margin:0}"),
        ("p{--gone:1px}", "p{--gone:1px}"),
        # a mistake: only a browser says what becomes of it
        (".gone{a:b}} .here{a:b}", "} .here{a:b}"),
        (".gone{a:b}@media print{p{a:b}.here}", ".gone{a:b}@media print{p{a:b}.here}"),
    ],
)
def test_what_is_left_of_a_sheet(sheet: str, left: str) -> None:
    assert leave_out_rules(sheet, names_of()) == left


def test_names_that_need_escapes_are_found() -> None:
    page = '<p class="md-+x a:b 5th äh&amp;r dr&#97;wn">'
    for selector in (r".md-\+x", r".a\:b", r".\35 th", ".äh\\&r", r"[class~='5th']", ".drawn"):
        assert leave_out_rules(f"{selector}{{a:b}}", names_of(page, "")), selector
    assert leave_out_rules(r".md-\+y{a:b}", names_of(page)) == ""


def test_a_page_names_nothing_by_its_text_but_by_its_own_scripts() -> None:
    page = """<p>gone <!-- x --> said
        <script>drawn</script><script type="application/ld+json">lost</script>"""
    kept = leave_out_rules(".gone{a:b}.said{a:b}.drawn{a:b}.lost{a:b}", names_of(page, ""))
    assert kept == ".drawn{a:b}"


def test_a_tag_with_a_quote_that_does_not_end_is_read_as_well() -> None:
    assert leave_out_rules(".here{a:b}", names_of("""<p title=it's class="here">x</p>"""))


def test_a_word_of_a_script_begins_behind_what_a_stroke_escapes() -> None:
    assert leave_out_rules(".drawn{a:b}", names_of(script=r'"\ndrawn"'))


def test_pictures_that_nothing_asks_for_are_left_out() -> None:
    sheets = {
        "a": ":root{--x:1px;--one:url('a;b}\"c');--two:url(b.svg);--three:url(c);--four:url(d)}",
        "b": ".here{mask:var( --two )}.gone{mask:var(--one)}",
    }
    kept = leave_out_unused(sheets, names_of(script='get("--three")'))
    assert kept["a"] == ":root{--x:1px;--two:url(b.svg);--three:url(c);}"


def test_a_picture_is_asked_for_from_any_sheet_and_by_another_property() -> None:
    sheets = {"a": "p{--x:url(a);--y:url(b)}", "b": "p{--z:var(--x,var(--y))}"}
    assert leave_out_unused(sheets, names_of())["a"] == sheets["a"]


# Both texts as the browser reads them: what is left must be what was, in its order, and what is
# gone must match nothing in the page, whatever the medium, the width or where the pointer is.
COMPARE = """([full, left]) => {
  const read = (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    const flat = (rules, path) => [...rules].flatMap((rule) =>
      rule.selectorText || !rule.cssRules || rule instanceof CSSKeyframesRule
        ? [{rule, path}] : flat(rule.cssRules, path + rule.cssText.split("{")[0]));
    return flat(sheet.cssRules, "");
  };
  const plain = (selector) => selector
    .replace(/(^|[ ,>+~(])(?=:)/g, "$1*").replace(/::[\\w-]+(\\([^)]*\\))?/g, "")
    .replace(/:(hover|focus|focus-visible|focus-within|active|target|checked)(?![\\w-])/g, "");
  const found = (rule) => [...document.querySelectorAll(plain(rule.selectorText))];
  const asked = (name) => left.includes(`var(${name}`);
  const unescaped = (text) => text.replace(/\\\\([0-9a-f]{1,6}) ?/g,
    (_, code) => String.fromCodePoint(parseInt(code, 16)));
  const style = ({style}) => [...style]
    .filter((name) => !style.getPropertyValue(name).startsWith("url(") || asked(name))
    .map((name) => name + unescaped(style.getPropertyValue(name))
      + style.getPropertyPriority(name)).join();
  const same = (one, other) => one.path === other.path && (one.rule.selectorText
    ? other.rule.selectorText && style(one.rule) === style(other.rule)
      && found(one.rule).join() === found(other.rule).join()
    : one.rule.cssText === other.rule.cssText);
  const [before, after] = [read(full), read(left)];
  const faults = [];
  let next = 0;
  for (const one of before)
    if (next < after.length && same(one, after[next])) next += 1;
    else if (!one.rule.selectorText || found(one.rule).length) faults.push(one.rule.cssText);
  after.slice(next).forEach(({rule}) => faults.push(`left over: ${rule.cssText}`));
  return [before.length - after.length, faults];
}"""
# Each of these with each other once.
LOOKS: tuple[tuple[Any, int, Any], ...] = (
    *(("light", 360, "screen"), ("dark", 1280, "screen")),
    *(("light", 1280, "print"), ("dark", 360, "print")),
)


@pytest.fixture(scope="module")
def full(site: Path) -> Mapping[str, str]:
    """The sheets that pages link to, by name, with every rule in them."""
    return dict(put_together(site))


def put_together(site: Path) -> Iterator[tuple[str, str]]:
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes text alone
    folder = site / FOLDER
    ours = [Path(path).name for path in config["extra_css"]]
    theme = [next(folder.glob(f"{name}.*.css")).name for name in ("main", "palette")]
    others = {path.name for path in folder.glob("*.css")} - {*ours, *theme}
    for count in range(3):
        for some in permutations(sorted(others), count):
            names = (*theme, *some, *ours)
            if name_joined(names) in others:
                yield name_joined(names), "\n".join((folder / name).read_text() for name in names)


def find_sheet(page: Page) -> str:
    address: str = page.get_attribute('link[rel="stylesheet"]', "href") or ""
    return address.rpartition("/")[2]


@pytest.mark.browser
def test_what_is_gone_matches_nothing_on_any_kind_of_page(
    site: Path, host: str, page: Page, full: Mapping[str, str]
) -> None:
    for kind, path in list_pages(site).items():
        page.goto(host + path)
        name = find_sheet(page)
        compared = page.evaluate(COMPARE, [full[name], (site / FOLDER / name).read_text("utf-8")])
        assert compared[0] > 400, kind
        assert compared[1] == [], kind


@pytest.mark.browser
def test_what_is_gone_matches_nothing_when_search_has_an_answer(
    site: Path, host: str, page: Page, full: Mapping[str, str]
) -> None:
    page.goto(host)
    page.locator(".md-search__input").fill("ship")
    page.locator(".md-search-result__item").first.wait_for()
    name = find_sheet(page)
    compared = page.evaluate(COMPARE, [full[name], (site / FOLDER / name).read_text("utf-8")])
    assert compared[1] == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "timeline", "event"])
def test_every_element_looks_as_it_did(
    kind: str, site: Path, host: str, browser: Browser, full: Mapping[str, str]
) -> None:
    path = list_pages(site)[kind]
    with open_window(browser) as small, open_window(browser) as whole:
        whole.route("**/page-*.css", lambda route: put_whole(route, full))
        for scheme, width, medium in LOOKS:
            for page in (small, whole):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme, media=medium)
                page.goto(host + path)
            assert find_differences(small, whole) == [], (scheme, width, medium)


Style = dict[str, str]


def find_differences(small: Page, whole: Page) -> list[tuple[int, str, str, str]]:
    """Return what differs when both have come to rest: number of the box, property, both values."""
    for _ in range(10):
        one, other = look(small), look(whole)
        assert len(one) > 100
        found = list(list_differences(one, other))
        if not found:
            break
        # one of them may be on its way from one colour to another
        whole.wait_for_timeout(200)
    return found


def list_differences(one: list[Style], other: list[Style]) -> Iterator[tuple[int, str, str, str]]:
    nothing: Style = {}
    for at, (here, there) in enumerate(zip_longest(one, other, fillvalue=nothing)):
        for name in here.keys() | there.keys():
            values = here.get(name, ""), there.get(name, "")
            if values[0] != values[1]:
                yield at, name, *values


def put_whole(route: Route, full: Mapping[str, str]) -> None:
    route.fulfill(body=full[route.request.url.rpartition("/")[2]], content_type="text/css")


def look(page: Page) -> list[Style]:
    """Return the computed style of every element and pseudo-element that has a box."""
    names: list[str] = page.evaluate("[...getComputedStyle(document.body)]")
    listed = {"computedStyles": [name for name in names if not name.startswith("--")]}
    session = page.context.new_cdp_session(page)
    shot = session.send("DOMSnapshot.captureSnapshot", listed)
    session.detach()
    strings, layout = shot["strings"], shot["documents"][0]["layout"]
    values = [[strings[number] for number in style] for style in layout["styles"]]
    return [dict(zip(listed["computedStyles"], style, strict=False)) for style in values]
