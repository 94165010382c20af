"""Write docs/ from data/ before every build, so that `mkdocs build` and `serve` are always fresh.

ProperDocs runs it too; a renderer without hooks needs `python -m build_content build` first.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from mkdocs.exceptions import Abort

from build_content.build import build
from build_content.telling import tell

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


class MistakesInData(Abort):
    """The author's mistakes, told already: a build ends, a server waits for the next edit."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the pages and take over their navigation.

    Mistakes in data/ stop it here, before MkDocs clears the last good site away.
    """
    root = Path(config.config_file_path).parent
    built = build(_seen_from_here(root / "data"), _seen_from_here(Path(config.docs_dir)))
    sys.stderr.write(tell(built.problems, "text"))
    if built.failed:
        raise MistakesInData("Nothing was built: please mend the mistakes above.")
    config.nav = built.navigation
    if built.edition:  # dates in the sitemap come from the data, as all others
        day = datetime.fromisoformat(built.edition).replace(tzinfo=UTC)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
    return config


def on_env(env: jinja2.Environment, config: MkDocsConfig, **_: object) -> jinja2.Environment:
    """Keep the theme's compiled templates: a fifth of the time of a small build.

    Jinja itself looks whether a template or Python has changed, and the folder's name tells Jinja.
    """
    cache = Path(config.config_file_path).parent / ".cache" / f"jinja-{jinja2.__version__}"
    cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(cache))
    return env


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


def _seen_from_here(path: Path) -> Path:
    return Path(os.path.relpath(path))
