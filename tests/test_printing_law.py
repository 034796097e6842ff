"""All that is printed goes through `cli/output.py`, which takes out what could control a terminal."""

import ast
from pathlib import Path

import pytest

import hpreader

PACKAGE = Path(hpreader.__file__).parent
DOOR = "cli/output.py"
PIPES = {
    "images/shrink_process.py",
    "newsroom/parsers/parser_process.py",
    "newsroom/sync_process.py",
    "pdf/page_extraction.py",
}
"""Worker processes, whose stdout is a pipe to this program."""
TERMINALS = {"ui", "terminal", "snapshot"}
"""Rooms that draw on the terminal; `tests/test_markup_law.py`, `tests/ui` and `tests/snapshot` look after
what they draw."""
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.relative_to(PACKAGE).parts[0] not in TERMINALS
    and str(path.relative_to(PACKAGE)) not in PIPES
]
DRAWING = "console.print"
"""On the console that the door makes: what is drawn was laid out by `render`, which cleans it."""
PRINTERS = {
    "print",
    "pprint",
    "print_exc",
    "print_exception",
    "print_usage",
    "print_help",
    "Console",
}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
WRITERS = {"write", "writelines", "buffer", "fileno"}


def printing_in(path: Path) -> list[int]:
    """The lines that print past the door."""
    lines = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in PRINTERS and ast.unparse(node.func) != DRAWING:
                lines.append(node.lineno)
        if isinstance(node, ast.Attribute) and node.attr in WRITERS:
            stream = getattr(node.value, "attr", getattr(node.value, "id", ""))
            if stream in STREAMS:
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_one_module_prints(path: Path) -> None:
    lines = printing_in(path)
    if str(path.relative_to(PACKAGE)) == DOOR:
        assert lines
    else:
        assert not lines
