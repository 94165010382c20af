"""Write docs/ from data/ before every build, so that `mkdocs build` and `serve` are always fresh.

ProperDocs runs it too; a renderer without hooks needs `python -m build_content build` first, and
`python tools/finish_site.py site` last.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

import jinja2
from mkdocs.exceptions import Abort

from build_content.build import build
from build_content.exported import FEED
from build_content.exports.feed import write_feed
from build_content.exports.search import rewrite_index
from build_content.headers import write_header_files
from build_content.paper import add_paper
from build_content.pauses import add_stop
from build_content.pictures.keeping import keep_card
from build_content.policy import add_policy, find_hashes
from build_content.sheets import join_links, write_joined
from build_content.telling import tell
from build_content.unused_rules import find_scripts, find_tags

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

HERE: Final = "http://127.0.0.1:8000/"
# A hook learns the command once, at the start, and has no place of its own to keep it.
SERVES: Final = "BUILD_CONTENT_SERVES"


class MistakesInData(Abort):
    """The author's mistakes, told already: a build ends, a server waits for the next edit."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
    """Note whether pages are for readers, or for who edits them."""
    os.environ[SERVES] = "yes" if command == "serve" else ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the pages and take over their navigation.

    Mistakes in data/ stop it here, before MkDocs clears the last good site away.
    """
    root = Path(config.config_file_path).parent
    built = build(_seen_from_here(root / "data"), _seen_from_here(Path(config.docs_dir)))
    sys.stderr.write(tell(built.problems, "text"))
    if built.failed or built.metadata is None or built.card is None:
        raise MistakesInData("Nothing was built: please mend the mistakes above.")
    config.nav = built.navigation
    config.site_name = built.metadata.title
    config.site_description = built.metadata.description
    # On paper, in a citation or a feed the address of this machine would be of no use.
    config.extra["root"] = _end_with_slash(config.site_url or built.metadata.address or "")
    config.extra["paper"] = built.paper
    config.site_url = config.site_url or _choose_address(built.metadata.address)
    config.extra["site"] = dataclasses.asdict(built.metadata)
    # What a reader chose is kept for this site alone; and one script is the same on every page.
    config.extra["scope"] = _find_path(config)
    config.extra["script_hashes"] = set()
    config.extra["joined_sheets"], config.extra["seen_tags"] = set(), set()
    config.extra["seen_scripts"] = set()
    config.extra["card"] = built.card
    config.extra["feed"] = built.feed
    config.extra["search"] = built.search
    if built.edition:  # dates in the sitemap come from the data, as all others
        day = datetime.fromisoformat(built.edition).replace(tzinfo=UTC)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
    return config


def on_env(env: jinja2.Environment, config: MkDocsConfig, **_: object) -> jinja2.Environment:
    """Keep the theme's compiled templates: a fifth of the time of a small build.

    Jinja itself looks whether a template or Python has changed, and the folder's name tells Jinja.
    """
    cache = _find_cache(config) / f"jinja-{jinja2.__version__}"
    cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(cache))
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Add what a page needs on paper, and while it loads, and finish it."""
    path, extra = page.file.dest_uri, config.extra
    paper = add_paper(output, path, extra["root"], extra["paper"])
    return _finish(add_stop(paper), config)


def _finish(output: str, config: MkDocsConfig) -> str:
    """Join a page's stylesheets, and put the security policy into it: all its scripts are known.

    Not while serving: MkDocs adds a script to each page as it is asked for, another one each time.
    """
    if os.environ.get(SERVES):
        return output
    config.extra["script_hashes"] |= find_hashes(output)
    page, names = join_links(output)
    config.extra["joined_sheets"].add(names)
    config.extra["seen_tags"] |= find_tags(page)
    config.extra["seen_scripts"] |= find_scripts(page)
    return add_policy(page)


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Treat a page that is no file of docs/, such as 404.html, as any other."""
    return _finish(output_content, config) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write what belongs to no single page: stylesheets, headers for hosts, a picture, the index.

    After the search plugin, which writes the renderer's index, and before `offline`, which makes a
    script of it.
    """
    seen = config.extra
    used = filter(None, seen["joined_sheets"])
    write_joined(Path(config.site_dir), used, seen["seen_tags"], seen["seen_scripts"])
    hashes = seen["script_hashes"]
    for path, text in write_header_files(hashes, _find_path(config)).items():
        Path(config.site_dir, path).write_text(text, encoding="utf-8", newline="\n")
    index = Path(config.site_dir, "search", "search_index.json")
    text = rewrite_index(seen["search"], index.read_text(encoding="utf-8"))
    index.write_text(text, encoding="utf-8", newline="\n")
    sheets = Path(config.docs_dir, "assets", "stylesheets")
    picture = keep_card(config.extra["card"], sheets, _find_cache(config))
    Path(config.site_dir, config.extra["site"]["card"]).write_bytes(picture)
    if config.extra["root"]:
        feed = write_feed(config.extra["feed"], config.extra["root"])
        Path(config.site_dir, FEED).write_text(feed, encoding="utf-8", newline="\n")


def on_serve(server: LiveReloadServer, **_: object) -> LiveReloadServer:
    """Go on showing the last good site when an edit has mistakes.

    MkDocs would let every page wait until a build succeeds.
    """
    build_site = server.builder

    def build_or_wait() -> None:
        try:
            build_site()
        except MistakesInData as mistakes:
            sys.stderr.write(f"{mistakes}\n")

    server.builder = build_or_wait
    return server


def _choose_address(known: str | None) -> str:
    """Return the address that data/site.yml gives, else that of `make serve`."""
    if known is None:
        sys.stderr.write("Built for this machine. To publish, set SITE_URL, or url in site.yml.\n")
    return _end_with_slash(known or HERE)


def _end_with_slash(address: str) -> str:
    return address.rstrip("/") + "/" if address else ""


def _find_cache(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / ".cache"


def _find_path(config: MkDocsConfig) -> str:
    """Return the path of the site on its host, with a slash at both ends."""
    return urlsplit(config.site_url or "").path.rstrip("/") + "/"


def _seen_from_here(path: Path) -> Path:
    return Path(os.path.relpath(path))
