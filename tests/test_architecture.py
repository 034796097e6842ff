"""The laws of the house: who may import what. The README's "How it is built" draws them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hpreader
from tests.support.program import unmeasured

PACKAGE = Path(hpreader.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

DOORS = {
    "httpx": {"fetch"},
    "feedparser": {"feed"},
    "lxml": {"page"},
    "readability": {"page"},
    "protego": {"robots"},
    "sqlite3": {"store"},
    "platformdirs": {"config"},
    "PIL": {"pictures"},
    "rich": {"render", "cli", "ui", "export"},
    "textual": {"ui"},
}
"""Each foreign library and the rooms that may know it."""

PURE = {"model", "problems", "text", "dates", "urls", "history", "i18n"}
ROOMS = {
    "__init__": set(),
    "__main__": {"cli"},
    "cli": {"newsroom", "render", "export", "opml", "config", "ui", "sample", "terminal", *PURE},
    "ui": {"newsroom", "render", "export", "opml", "config", "terminal", "pictures", *PURE},
    "newsroom": {"fetch", "feed", "page", "sites", "store", "robots", "config", "pictures", *PURE},
    "pictures": PURE,
    "sample": set(),
    "terminal": {"model"},
    "fetch": PURE,
    "feed": PURE,
    "robots": PURE,
    "page": {"sites", *PURE},
    "sites": PURE,
    "store": PURE,
    "config": PURE,
    "render": PURE,
    "export": {"render", *PURE},
    "opml": PURE,
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
            {"httpx", "feedparser", "lxml", "readability", "protego", "PIL"},
        ),
        ("import hpreader.newsroom", {"httpx", "feedparser", "lxml", "textual", "rich", "PIL"}),
        ("import hpreader.cli", {"httpx", "feedparser", "lxml", "textual", "sqlite3"}),
    ],
)
def test_the_first_picture_waits_for_nothing_heavy(statement: str, unwanted: set[str]) -> None:
    """Only a fresh process tells whether a deferred import really is deferred."""
    script = f"{statement}; import sys; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, capture_output=True, check=True, env=unmeasured())
    assert not unwanted & set(loaded.stdout.decode().split())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_broad_except_outside_the_two_borders(path: Path) -> None:
    if room_of(path) in {"feed", "page"}:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler) and not raises_again(node):
            assert node.type is not None
            assert ast.unparse(node.type) not in {"Exception", "BaseException"}, path


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Does a handler only clean up, as a rollback does, and let the error go on?"""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
