"""The rooms of the house: who may import whom, who prints, and what nobody asks for.

Read from the source with `ast`, so that an import inside a function counts as any other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import build_content

PACKAGE = Path(build_content.__file__).parent
NAME = "build_content"

FOUNDATION = ("problems", "languages", "dates", "text")
LINKED = (*FOUNDATION, "model", "addresses", "labels", "graph", "citation", "exported")
# A room and those it may import; rooms on one level, such as pages and exports, do not know
# each other. `cli` imports the rest where a command needs it, so that --help is quick.
ROOMS: Mapping[str, Sequence[str]] = {
    "problems": (),
    "rules": ("problems",),
    "languages": (),
    "dates": ("problems", "languages"),
    "text": ("problems",),
    "model": FOUNDATION,
    "addresses": ("model",),
    "labels": ("languages", "model"),
    "reading": (*FOUNDATION, "model"),
    "graph": (*FOUNDATION, "model"),
    "citation": (*FOUNDATION, "model"),
    "exported": (),
    "checks": (*FOUNDATION, "model", "graph", "exported"),
    "coverage": LINKED,
    "linked_data": LINKED,
    "metadata": (*LINKED, "languages", "linked_data", "downloads"),
    "pictures": LINKED,
    "policy": (),
    "pauses": (),
    "headers": ("policy",),
    "unused_rules": (),
    "sheets": ("unused_rules",),
    "paper": (*LINKED, "languages"),
    "offline": (*FOUNDATION, "model", "citation"),
    "downloads": ("model",),
    "pages": (*LINKED, "linked_data", "coverage", "downloads"),
    "charts": LINKED,
    "exports": LINKED,
    "editions": (*LINKED, "linked_data", "pages", "charts", "downloads"),
    "outputs": (*LINKED, "linked_data", "pages", "charts", "exports", "downloads"),
    "writing": ("problems",),
    "telling": ("problems",),
    "convert": FOUNDATION,
    "build": (
        *LINKED, "reading", "checks", "linked_data", "pages", "charts", "exports",
        "outputs", "metadata", "paper", "pictures", "writing", "downloads",
    ),
    "printing": (*LINKED, "downloads", "editions", "outputs", "writing", "build"),
    "cli": (
        *LINKED, "rules", "reading", "checks", "coverage", "linked_data", "pages", "charts",
        "exports", "editions", "outputs", "writing", "telling", "convert", "build", "printing",
    ),
    "__main__": ("cli",),
}  # fmt: skip
READS_YAML = ("reading", "convert")
# What would make the same data come out differently elsewhere or tomorrow.
CLOCKS = {
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime", "time.ctime",
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.datetime.today", "date.today", "datetime.date.today",
}  # fmt: skip
SURROUNDINGS = {
    "os.environ", "os.environb", "os.getenv", "os.getlogin", "os.uname", "os.urandom",
    "os.getcwd", "Path.cwd", "Path.home",
}  # fmt: skip
CHANCE = {"random", "secrets", "uuid", "locale", "socket", "platform", "getpass"}

MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
named_modules = pytest.mark.parametrize("module", MODULES)


def room_of(module: str) -> str:
    return module.partition("/")[0]


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole way"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports_of(module: str) -> set[str]:
    """Return the modules of the package that one of them imports, as paths without ending."""
    found = set()
    for name in imports_of(MODULES[module]):
        first, _, rest = name.partition(".")
        path = rest.replace(".", "/")
        if first == NAME and path in MODULES:
            found.add(path)
        elif first == NAME and f"{path}/__init__" in MODULES:
            found.add(f"{path}/__init__")
    return found


def calls_and_names_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) for every name and attribute that a module uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node.lineno, ast.unparse(node)


def test_every_module_stands_in_a_room() -> None:
    rooms = {room_of(module) for module in MODULES} - {"__init__"}
    assert sorted(rooms - ROOMS.keys()) == []


@named_modules
def test_a_room_imports_what_it_may(module: str) -> None:
    room = room_of(module)
    allowed = {room, *ROOMS.get(room, ())}
    assert {other for other in own_imports_of(module) if room_of(other) not in allowed} == set()


def test_no_cycles() -> None:
    # a package's own first file stands for the room: its modules may name each other below it
    graph = {module: own_imports_of(module) - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        pytest.fail(" -> ".join(found.args[1]))


@named_modules
def test_only_the_command_line_prints(module: str) -> None:
    tree = MODULES[module]
    talk = {"print", "input", "sys.stdout", "sys.stderr", "logging", "warnings.warn", "breakpoint"}
    found = [(line, name) for line, name in calls_and_names_of(tree) if name in talk]
    assert room_of(module) == "cli" or found == []


@named_modules
def test_nothing_asks_for_clock_chance_or_surroundings(module: str) -> None:
    tree = MODULES[module]
    imported = {name.partition(".")[0] for name in imports_of(tree)} & CHANCE
    forbidden = CLOCKS | SURROUNDINGS
    found = [
        (line, name)
        for line, name in calls_and_names_of(tree)
        if name in forbidden or any(name.endswith(f".{end}") for end in forbidden)
    ]
    from_imports = set(imports_of(tree)) & forbidden
    assert (imported, found, from_imports) == (set(), [], set())


@named_modules
def test_yaml_is_imported_where_data_files_are_read(module: str) -> None:
    knows = any(name.partition(".")[0] == "yaml" for name in imports_of(MODULES[module]))
    assert not knows or room_of(module) in READS_YAML


@named_modules
def test_every_function_is_annotated(module: str) -> None:
    bare = []
    for node in ast.walk(MODULES[module]):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        given = node.args
        several = [found for found in (given.vararg, given.kwarg) if found]
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *several]
        typed = [each for each in every if each.annotation or each.arg in ("self", "cls")]
        if node.returns is None or len(typed) < len(every):
            bare.append(f"{node.name}, line {node.lineno}")
    assert bare == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f():\n    import build_content.cli", {"build_content.cli"}),
        ("from build_content import labels", {"build_content", "build_content.labels"}),
    ],
)
def test_an_import_is_found_wherever_it_stands(source: str, names: set[str]) -> None:
    assert set(imports_of(ast.parse(source))) == names
