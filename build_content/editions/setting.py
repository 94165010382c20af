"""Set a document with Typst: source in, accessible PDF out.

Nothing of the machine comes in: no font but those at hand here, no clock, no package. The PDF is
tagged by PDF/UA-1 (ISO 14289-1) and kept by PDF/A-2a (ISO 19005-2): Typst refuses what breaks them.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any, Final, Literal

import pikepdf
import typst

FONTS: Final = Path(__file__).parent / "fonts"
TEMPLATES: Final = Path(__file__).parent / "typst"
MAIN: Final = "main.typ"
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
# A document that was set again may ask for more; what Typst knows from before costs little.
ROUNDS: Final = 4
# A long document takes too much memory for a second round, and has blank ends to spare.
SETTLED_PAGES: Final = 120
Ask = Callable[[str], list[Any]]
Settle = Callable[[Ask], Mapping[str, bytes]]
_PAGES: Final = re.compile(rb"/Type ?/Pages ?/Count (\d+)")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file and how many pages it has."""

    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Job:
    """A document to set: Typst source, the files that it names, fonts beside those at hand here.

    `fonts.typ` names their families, for the source to fall back on. The source must give the
    document a date (`#set document(date: ...)`), or the clock would. `settle` looks at what was
    set and returns files to set it with once more, until it has none.
    """

    main: str
    files: Mapping[str, bytes]
    fonts: Sequence[Path] = ()
    settle: Settle | None = None


def set_pdfs(jobs: Sequence[Job]) -> list[Pdf]:
    """Set several documents, two at a time, each in a process of its own.

    A process gives back what Typst remembers, which is much. Raises what `set_pdf` raises.
    """
    if len(jobs) < 2:
        return [set_pdf(job) for job in jobs]
    context = multiprocessing.get_context("spawn")
    with _holding_ctrl_c():
        made = context.Pool(2, _leave_stopping_to_parent, maxtasksperchild=1)
    with made as pool:
        # packed here, where no memory is taken up by what Typst remembers
        return [_pack(content) for content in pool.imap(_set, jobs)]


@contextlib.contextmanager
def _holding_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back from what is started here until it can leave that to its parent.

    What this thread blocks, the pool's own threads block too, and every process that they start,
    now or later, from its first moment. It comes through to us when we are done.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which would take the block off
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_stopping_to_parent() -> None:
    """Let Ctrl-C end the parent alone, which ends us: one line is told, not three tracebacks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def set_pdf(job: Job) -> Pdf:
    """Set a document.

    Raises `typst.TypstError` for what cannot be set or would not be accessible, and
    `typst.TypstWarning` for what would not come out as meant.
    """
    return _pack(_set(job))


def _set(job: Job) -> bytes:
    """Return a PDF as Typst writes it."""
    with tempfile.TemporaryDirectory(prefix="build_content-") as folder:
        project, added = Path(folder, "project"), Path(folder, "fonts")
        added.mkdir()
        for at, font in enumerate(job.fonts):
            shutil.copyfile(font, added / f"{at}-{font.name}")
        own = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
        named = {"fonts.typ": _name_families(added), MAIN: job.main.encode()}
        _write_project(project, {**own, **job.files, **named})
        found = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(FONTS), str(added)],
        )
        compiler = typst.Compiler(str(project / MAIN), font_paths=found)
        content = _compile(compiler)
        for _ in range(ROUNDS if count_pages(content) <= SETTLED_PAGES else 0):
            changed = job.settle(partial(_ask, compiler)) if job.settle else {}
            if not changed:
                break
            _write_project(project, changed)
            content = _compile(compiler)
    return content


def _compile(compiler: typst.Compiler) -> bytes:
    content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*STANDARDS])
    for warning in warnings:  # such as page numbers that never settle
        raise warning
    assert isinstance(content, bytes), "one PDF, not a picture a page"
    return content


def _ask(compiler: typst.Compiler, label: str) -> list[Any]:
    """Return the values of the metadata with a label, in the order of the document."""
    found: list[Any] = json.loads(compiler.query(f"<{label}>", field="value"))
    return found


def _write_project(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _name_families(folder: Path) -> bytes:
    """Return Typst source that names the families of the fonts in a folder."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    names = "".join(f"{quote(name)}," for name in sorted(found.families()))
    return f"#let extra-fonts = ({names})".encode()


def _pack(content: bytes) -> Pdf:
    """Pack a PDF's objects together: what tags say of it comes to a third of the size."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return Pdf(packed.getvalue(), count_pages(content))


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF that Typst wrote has (ISO 32000-1, section 7.7.3.2)."""
    return max(int(count) for count in _PAGES.findall(pdf))


def quote(text: str) -> str:
    """Return a text as a string of Typst's (https://typst.app/docs/reference/foundations/str/)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
