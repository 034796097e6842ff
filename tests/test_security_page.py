"""Each promise of SECURITY.md names tests, and they exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
PROMISES = PAGE.split("## What we promise")[1].split("\n## ")[0].split("\n- ")[1:]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def functions_of(path: Path) -> set[str]:
    """The names of the tests in a module."""
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_promise_names_a_test() -> None:
    assert len(PROMISES) > 20
    assert [promise for promise in PROMISES if not NAMED.search(promise)] == []


def test_the_tests_that_are_named_exist() -> None:
    missing = [
        f"{path}::{name}"
        for path, name in NAMED.findall(PAGE)
        if not (ROOT / path).exists() or name not in functions_of(ROOT / path)
    ]
    assert missing == []


def test_the_page_is_one_page_and_linked_from_the_readme() -> None:
    assert len(PAGE.splitlines()) < 150
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")
