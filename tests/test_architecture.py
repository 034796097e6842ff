"""The laws of the house: who may import what. The README's "How it is built" draws them."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import hpreader
from hpreader.cli.arguments.argument_parser import make_parser
from hpreader.cli.main import MODULES as MODULES_OF_COMMANDS
from tests.support.program import unmeasured

PACKAGE = Path(hpreader.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

DOORS = {
    "httpx": {"fetch"},
    "httpcore": {"fetch"},
    "feedparser": {"feed"},
    "lxml": {"page"},
    "readability": {"page"},
    "protego": {"robots"},
    "sqlite3": {"store"},
    "platformdirs": {"paths"},
    "PIL": {"images"},
    "pypdf": {"pdf"},
    "rich": {"render", "cli", "ui", "export"},
    "textual": {"ui"},
    "tomlkit": {"settings_file"},
    "keyring": {"newsroom"},
    "aiohttp": {"serve"},
    "textual_serve": {"serve"},
}
"""Each foreign library and the rooms that may know it."""

PURE = {
    "model",
    "problems",
    "text",
    "html_text",
    "dates",
    "date_formats",
    "time_zones",
    "vietnam_time",
    "lazy_names",
    "lazy_pattern",
}
PURE |= {"made_title", "json_text", "urls", "history", "i18n", "child_process", "resource_limits"}
PURE |= {"notification", "rules", "command_settings", "command_values", "garbage", "user_process"}
PURE |= {"toml_text", "accounts"}
ROOMS = {
    "__init__": set(),
    "__main__": {"cli", "garbage", "snapshot", "terminal"},
    "cli": {
        "newsroom",
        "render",
        "export",
        "opml",
        "exchange",
        "config",
        "settings_file",
        "ui",
        "linear",
        "sample",
        "serve",
        "snapshot",
        "places",
        "terminal",
        "sync_hook",
        "revisions",
        *PURE,
    },
    "ui": {
        "newsroom",
        "render",
        "export",
        "opml",
        "config",
        "settings_file",
        "terminal",
        "images",
        "speech",
        "sync_hook",
        "revisions",
        *PURE,
    },
    "linear": {"newsroom", "render", "export", "config", "revisions", *PURE},
    "newsroom": {
        "fetch",
        "feed",
        "page",
        "sites",
        "store",
        "robots",
        "config",
        "images",
        "pdf",
        "places",
        "snapshot",
        "stories",
        *PURE,
    },
    "images": PURE,
    "pdf": PURE,
    "sample": set(),
    "serve": {"terminal", *PURE},
    "terminal": {"model", "lazy_names"},
    "fetch": PURE,
    "feed": PURE,
    "robots": PURE,
    "page": {"sites", *PURE},
    "sites": PURE,
    "speech": PURE,
    "stories": PURE,
    "sync_hook": {"export", "newsroom", *PURE},
    "store": {"revisions", "places", *PURE},
    "revisions": PURE,
    "places": PURE,
    "paths": PURE,
    "snapshot": {"paths", "terminal"},
    "config": {"paths", *PURE},
    "settings_file": {"config", *PURE},
    "render": PURE,
    "export": {"render", "revisions", "speech", *PURE},
    "opml": PURE,
    "exchange": PURE,
    **dict.fromkeys(PURE, PURE),
}
"""Each room and the rooms it may know (besides itself)."""


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_knows_only_its_own_libraries_and_neighbours(path: Path) -> None:
    room = room_of(path)
    for name in imports_of(path):
        top, *rest = name.split(".")
        if top in DOORS:
            assert room in DOORS[top], f"{room} must not know {top}"
        if top == "hpreader" and rest and rest[0] in ROOMS and rest[0] != room:
            assert rest[0] in ROOMS[room], f"{room} must not know {rest[0]}"


def test_every_room_has_its_laws() -> None:
    assert {room_of(path) for path in MODULES} <= set(ROOMS)


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        (
            "import hpreader.ui.app",
            {"httpx", "feedparser", "lxml", "readability", "protego", "PIL", "pypdf"},
        ),
        (
            "import hpreader.newsroom",
            {"httpx", "feedparser", "lxml", "textual", "rich", "PIL", "pypdf"},
        ),
        ("import hpreader.linear", {"httpx", "feedparser", "lxml", "textual", "PIL", "pypdf"}),
        (
            "import hpreader.cli.commands.unread, hpreader.newsroom.subscriptions",
            {"httpx", "feedparser", "lxml", "textual", "rich", "PIL", "pypdf"},
        ),
        ("import hpreader.cli", {"httpx", "feedparser", "lxml", "textual", "sqlite3"}),
    ],
)
def test_the_first_picture_waits_for_nothing_heavy(statement: str, unwanted: set[str]) -> None:
    """Only a fresh process tells whether a deferred import really is deferred."""
    script = f"{statement}; import sys; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, capture_output=True, check=True, env=unmeasured())
    assert not unwanted & set(loaded.stdout.decode().split())


FIRST_MODULES = 135
"""Modules of ours before the first picture; each takes some 0.3 ms of every start, a package without code 0.1."""


def test_the_first_picture_waits_for_few_modules_of_ours() -> None:
    script = (
        "import sys, hpreader.cli.reader.reader, hpreader.newsroom, hpreader.store.store, hpreader.ui,"
        " hpreader.ui.textual_compat.driver; print(*sys.modules)"
    )
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, capture_output=True, check=True, env=unmeasured())
    ours = [name for name in loaded.stdout.decode().split() if name.startswith("hpreader")]
    assert len(ours) <= FIRST_MODULES, ours


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_broad_except_outside_the_three_borders(path: Path) -> None:
    if room_of(path) in {"feed", "page", "pdf"}:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler) and not raises_again(node):
            assert node.type is not None
            assert ast.unparse(node.type) not in {"Exception", "BaseException"}, path


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Does a handler only clean up, as a rollback does, and let the error go on?"""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


# --- modules and their names ------------------------------------------------------------------


def module_name(path: Path) -> str:
    """The dotted name that a module is imported by."""
    parts = ["hpreader", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


BY_NAME = {module_name(path): path for path in MODULES}


def own_imports(path: Path) -> set[str]:
    """The modules of ours that a module imports anywhere: at its top, deferred or for types only."""
    found = set()
    for name in imports_of(path):
        while name and name not in BY_NAME:
            name = name.rpartition(".")[0]
        if name and name != "hpreader":
            found.add(name)
    return found - {module_name(path)}


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Within a room too: whoever reads a module can begin with what it imports."""
    imports = {name: own_imports(path) for name, path in BY_NAME.items()}
    assert circles(imports) == []


@pytest.mark.parametrize("room", ["store", "newsroom", "page", "cli"])
def test_no_directory_of_a_room_imports_itself_by_way_of_others(room: str) -> None:
    """A directory is one node here, a module beside it another."""

    def node(name: str) -> str:
        parts = name.split(".")
        return ".".join(parts[:3])

    prefix = f"hpreader.{room}."
    imports: dict[str, set[str]] = {}
    for name, path in BY_NAME.items():
        if name.startswith(prefix):
            others = {node(other) for other in own_imports(path) if other.startswith(prefix)}
            imports.setdefault(node(name), set()).update(others - {node(name)})
    assert circles(imports) == []


LAYERS = {
    "store": "values files rows search lists marks articles entries trail rules stories imports traces",
    "page": "phrases tree blocks related metadata body",
    "cli": "arguments files records reader commands",
}
"""The directories of a room, in the order in which the documentation lists them."""


@pytest.mark.parametrize("room", LAYERS)
def test_a_directory_imports_only_from_those_above_it(room: str) -> None:
    layers = LAYERS[room].split()
    assert {path.parent.name for path in PACKAGE.glob(f"{room}/*/__init__.py")} == set(layers)
    for name, path in BY_NAME.items():
        match name.split("."):
            case [_, of_room, layer, *_] if of_room == room and layer in layers:
                below = layers[layers.index(layer) + 1 :]
                forbidden = tuple(f"hpreader.{room}.{other}" for other in below)
                used = {other for other in own_imports(path) if other.startswith(forbidden)}
                assert not used, f"{name} must not import {used}"


def test_a_command_is_a_module_of_its_name_and_imports_nothing_of_another() -> None:
    imports = {}
    for name, path in BY_NAME.items():
        match name.split("."):
            case [_, "cli", "commands", command, *_]:
                others = {other for other in own_imports(path) if ".cli.commands." in other}
                imports.setdefault(command, set()).update(other.split(".")[3] for other in others)
    assert {name: used - {name} for name, used in imports.items() if used - {name}} == {}
    assert {MODULES_OF_COMMANDS.get(name, name) for name in make_parser().command_names} == set(
        imports
    )


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (strongly connected components, Tarjan 1972)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        stack.append(name)
        for other in sorted(imports[name]):
            if other not in order:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], order[other])
        if lowest[name] == order[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in sorted(imports):
        if name not in order:
            visit(name)
    return found


NOUNS_IN_ING = {"heading", "headings", "encoding"}
"""Words that end like a gerund and are nouns of the field."""


def test_a_module_is_named_by_a_noun() -> None:
    last_words = {path: path.stem.rpartition("_")[2] for path in MODULES}
    assert [
        str(path.relative_to(PACKAGE))
        for path, word in last_words.items()
        if word.endswith("ing") and word not in NOUNS_IN_ING
    ] == []


SAME_NOUN = {
    "accounts", "address_check", "article", "article_images", "articles", "backup", "brief", "briefs", "commands", "config", "dates", "edit_history", "entries",
    "errors", "explanation", "health", "help", "images", "imported_articles", "lists", "marks", "navigation", "notices",
    "outside_changes", "prefetch", "queue", "rules", "search", "settings", "sources", "stories", "subscriptions", "sync", "traces", "trail", "user_commands",
}  # fmt: skip
"""Modules of one basename in several rooms: what each room does with the same noun."""


def test_one_basename_means_one_thing() -> None:
    counted = Counter(path.stem for path in MODULES if path.stem != "__init__")
    assert {name for name, count in counted.items() if count > 1} == SAME_NOUN


# --- the size of classes ----------------------------------------------------------------------

MOST_LINES = 250
MOST_METHODS = 25


def classes() -> dict[str, tuple[ast.ClassDef, list[str]]]:
    """Every class of ours by its full name, with the full names of its bases."""
    found = {}
    for name, path in BY_NAME.items():
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = [ast.unparse(base).partition("[")[0] for base in node.bases]
                found[f"{name}.{node.name}"] = (
                    node,
                    [names.get(base, f"{name}.{base}") for base in bases],
                )
    return found


def with_own_bases(name: str, known: dict[str, tuple[ast.ClassDef, list[str]]]) -> set[str]:
    """A class and all of its bases that are ours."""
    if name not in known:
        return set()
    return {name}.union(*(with_own_bases(base, known) for base in known[name][1]))


def size_of(name: str, known: dict[str, tuple[ast.ClassDef, list[str]]]) -> tuple[int, int]:
    """Lines and public methods of a class together with its bases that are ours."""
    nodes = [known[each][0] for each in with_own_bases(name, known)]
    methods = {
        item.name
        for node in nodes
        for item in node.body
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) and item.name[0] != "_"
    }
    return sum((node.end_lineno or 0) - node.lineno + 1 for node in nodes), len(methods)


def test_no_class_is_larger_than_a_reader_can_keep_in_mind() -> None:
    """Counted with its bases, so that slicing a class into parts does not make it smaller."""
    known = classes()
    sizes = {name: size_of(name, known) for name in known}
    assert {
        name: size for name, size in sizes.items() if size[0] > MOST_LINES or size[1] > MOST_METHODS
    } == {}
