"""Names that a package imports when they are first used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hpreader.lazy_names import lazy_names

SOURCES = Path(__file__).parents[1] / "src" / "hpreader"
LAZY = sorted(
    path.parent.name
    for path in SOURCES.glob("*/__init__.py")
    if "lazy_names(" in path.read_text("utf-8")
)


def test_a_name_of_a_module_is_refused():
    with pytest.raises(
        ValueError, match="export: names of modules cannot be offered as names: plain"
    ):
        lazy_names("export", {"plain": "plain_text plain", "markdown": "article_markdown"})
    with pytest.raises(ValueError, match="markdown"):
        lazy_names("export", {"plain": "plain_text markdown", "markdown": "article_markdown"})


@pytest.mark.parametrize("package", LAZY)
def test_a_name_is_the_same_whichever_was_used_before(package: str):
    program = f"""
import importlib, pathlib
package = importlib.import_module("hpreader.{package}")
for path in pathlib.Path(package.__file__).parent.glob("*.py"):
    if path.stem != "__init__":
        importlib.import_module(f"hpreader.{package}.{{path.stem}}")
modules = [name for name in package.__all__ if type(getattr(package, name)).__name__ == "module"]
print(modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_the_lazy_packages_are_found():
    assert LAZY == ["export", "model", "render", "store", "terminal"]
