"""The order of the page package's rooms: each imports only from those before it."""

import ast
from pathlib import Path

import pytest

import hpreader.page

PACKAGE = Path(hpreader.page.__file__).parent
ORDER = ("phrases", "tree", "blocks", "related", "metadata", "body", "")
"""The last one is the package itself, whose modules put the rooms together."""
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(parts: tuple[str, ...]) -> str:
    """The room of a module by the parts of its name below the package."""
    return parts[0] if parts and parts[0] in ORDER else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_those_before_it(path: Path) -> None:
    room = room_of(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hpreader.page."):
            other = room_of(tuple((node.module or "").split("."))[2:])
            assert ORDER.index(other) <= ORDER.index(room), f"{room} must not import {node.module}"
