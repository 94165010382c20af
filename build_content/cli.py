"""The command line: the only place that prints."""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TextIO

from build_content.problems import Problem
from build_content.telling import FORMS, count, tell
from build_content.writing import CannotWriteError, refuse_folder, write_whole

EDITIONS: Final = ("pdf-a4", "pdf-letter", "epub", "handout")
DONE, PROBLEMS, USAGE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (see `--help`)."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return PROBLEMS  # whoever stopped reading has not seen that there are none
    except CannotWriteError as refused:
        print(f"build_content: cannot write there: {refused}", file=sys.stderr)
        return USAGE
    except Exception as error:  # noqa: BLE001 - the last resort: told in a line, kept in a file
        return _tell_fault(error)


def _run(arguments: Sequence[str] | None) -> int:
    _write_utf8(sys.stdout)
    try:
        options = _make_parser().parse_args(_with_default(arguments))
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    finally:
        for stream in (sys.stdout, sys.stderr):  # where nobody listens, hear of it before the end
            print(end="", file=stream, flush=True)


def _with_default(arguments: Sequence[str] | None) -> list[str]:
    """Put `build` before arguments that name no command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asks_for_help = given[:1] in (["-h"], ["--help"])
    if asks_for_help or (given and given[0] in _COMMANDS):
        return given
    return ["build", *given] if not given or given[0].startswith("-") else given


def _write_utf8(stream: TextIO) -> None:
    """Make a stream write UTF-8 whatever the locale: data files are UTF-8, and so is JSON."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")


def _stop_writing() -> None:
    """Send what is left in the buffers nowhere, so that Python does not complain as it ends.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def _tell_fault(error: Exception) -> int:
    said = " ".join(str(error).split())[:200]
    print(
        f"build_content: a fault of the program: {type(error).__name__}: {said} "
        f"({_save_traceback(error)})",
        file=sys.stderr,
    )
    return FAULT


def _save_traceback(error: Exception) -> str:
    """Save the traceback to a file of its own; return where, or why not: the disk may be full."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="build_content-", suffix=".txt", delete=False, encoding="utf-8"
        ) as log:
            traceback.print_exception(error, file=log)
    except OSError as unsaved:
        return f"the traceback could not be saved: {unsaved.strerror}"
    return f"traceback saved in {log.name}"


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build_content",
        description="Turn an essay and a timeline in data/ into the pages of a site in docs/.",
        epilog="Exit codes: 0 done; 1 problems in the data; 2 wrong usage; 3 a fault of the "
        "program; 130 stopped with Ctrl-C. Without a command: build.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (add, help_) in _COMMANDS.items():
        add(commands.add_parser(name, help=help_, description=f"{help_}."))
    return parser


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_checking(parser)
    parser.add_argument("--docs", default="docs", metavar="DIR", help="where pages go (docs)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if docs/ is not up to date"
    )
    parser.set_defaults(run=_run_build)


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_checking(parser)
    parser.add_argument(
        "--report", action="store_true", help="also tell where the record is thin, for editors"
    )
    parser.set_defaults(run=_run_check)


def _add_checking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", default="data", metavar="DIR", help="the data folder (data)")
    parser.add_argument("--strict", action="store_true", help="warnings stop as errors do")
    parser.add_argument(
        "--format", choices=tuple(FORMS), default="text", help="how problems are told (text)"
    )


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", default="schemas", metavar="DIR", dest="folder", help="where to (schemas)"
    )
    parser.set_defaults(run=_run_schema)


def _add_editions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", default="data", metavar="DIR", help="the data folder (data)")
    parser.add_argument(
        "-o", default="docs/data", metavar="DIR", dest="folder", help="where to (docs/data)"
    )
    parser.add_argument(
        "--only", type=_read_choices, default=EDITIONS, metavar="LIST",
        help=f"some of {','.join(EDITIONS)} (all)",
    )  # fmt: skip
    parser.set_defaults(run=_run_editions)


def _read_choices(given: str) -> Sequence[str]:
    """Return the editions of a list with commas, each once, in our order."""
    chosen = {name.strip() for name in given.split(",")} - {""}
    unknown = sorted(chosen - set(EDITIONS))
    if unknown or not chosen:
        said = f"there is no edition '{unknown[0]}'" if unknown else "no edition is named"
        raise argparse.ArgumentTypeError(f"{said}: choose from {','.join(EDITIONS)}")
    return [name for name in EDITIONS if name in chosen]


def _add_convert(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    essay = kinds.add_parser(
        "essay", help="raw pasted text to essay.md", description="Raw pasted text to essay.md."
    )
    essay.add_argument("file", metavar="FILE", help="a text file in UTF-8; - is standard input")
    essay.set_defaults(run=_run_convert_essay)


def _run_build(options: argparse.Namespace) -> int:
    from build_content.build import build  # noqa: PLC0415 - --help answers without the libraries

    refuse_folder(options.docs, options.data, apart=True)
    built = build(options.data, options.docs, strict=options.strict, dry=options.check)
    _print_problems(built.problems, options.format)
    if built.failed or built.changes is None:
        return PROBLEMS
    # other programs read standard output where they asked for a format
    out = sys.stdout if options.format == "text" else sys.stderr
    if not options.check:
        print(f"built: {built.changes}", file=out)
        return DONE
    changes = built.changes
    print(f"{'not ' if changes.any else ''}up to date: {changes}", file=out)
    for said, paths in (
        ("missing", changes.new), ("differs", changes.changed), ("left over", changes.removed),
    ):  # fmt: skip
        for path in paths:
            print(f"  {said}: {path}", file=sys.stderr)
    return PROBLEMS if changes.any else DONE


def _run_check(options: argparse.Namespace) -> int:
    from build_content.build import check, is_stopped_by  # noqa: PLC0415 - as above

    site, problems = check(options.data)
    _print_problems(problems, options.format)
    if not problems and options.format == "text":
        print("checked: no problems")
    if options.report and not is_stopped_by(problems):
        from build_content.coverage import tell_coverage  # noqa: PLC0415 - as above
        from build_content.graph import link_site  # noqa: PLC0415 - as above

        # a report in words is no part of a format that programs read
        out = sys.stdout if options.format == "text" else sys.stderr
        print(tell_coverage(link_site(site)), end="", file=out)
    return PROBLEMS if is_stopped_by(problems, strict=options.strict) else DONE


def _print_problems(problems: Sequence[Problem], form: str) -> None:
    if form != "text":
        print(tell(problems, form), end="")
    elif problems:
        print(tell(problems), end="", file=sys.stderr)
        print(count(problems), file=sys.stderr)


def _run_schema(options: argparse.Namespace) -> int:
    from build_content.exports.schemas import write_data_schemas  # noqa: PLC0415 - as above

    refuse_folder(options.folder)
    folder = Path(options.folder)
    schemas = write_data_schemas()
    for name, text in schemas.items():
        write_whole(folder / name, text.encode())
    print(f"wrote {len(schemas)} schemas to {options.folder}")
    return DONE


def _run_editions(options: argparse.Namespace) -> int:
    from build_content.printing import print_editions  # noqa: PLC0415 - as above

    refuse_folder(options.folder, options.data)
    printed = print_editions(options.data, options.folder, options.only)
    _print_problems(printed.problems, "text")
    if printed.failed:
        return PROBLEMS
    for made in printed.downloads:
        pages = f", {made.pages} pages" if made.pages else ""
        print(f"  {made.file}: {made.bytes:,} bytes{pages}")
    print(f"made: {len(printed.downloads)} editions in {options.folder}")
    return DONE


def _run_convert_essay(options: argparse.Namespace) -> int:
    from build_content.convert.essay import convert_essay, list_stubs  # noqa: PLC0415 - as above
    from build_content.reading.files import decode, read_file  # noqa: PLC0415 - as above

    source = (
        decode("-", sys.stdin.buffer.read()) if options.file == "-" else read_file(options.file)
    )
    if isinstance(source, Problem):
        _print_problems([source], "text")
        return PROBLEMS
    essay = convert_essay(source.text)
    print(essay.markdown, end="")
    for note in essay.notes:
        print(f"note: {note}", file=sys.stderr)
    if essay.stubs:
        print("add to sources.yml:", file=sys.stderr)
        print(list_stubs(essay.stubs), end="", file=sys.stderr)
    return DONE


_COMMANDS: Final[Mapping[str, tuple[Callable[[argparse.ArgumentParser], None], str]]] = {
    "build": (_add_build, "Check data/ and write the pages of the site"),
    "check": (_add_check, "Check data/ and write nothing"),
    "schema": (_add_schema, "Write a JSON Schema for every data file, for editors"),
    "editions": (_add_editions, "Make the editions: PDF for A4 and US Letter, EPUB, handout"),
    "convert": (_add_convert, "Turn what you have into a data file, on standard output"),
}
