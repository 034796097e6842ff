"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import hpreader
from hpreader.lazy_pattern import lazy_pattern
from tests.support.program import unmeasured

AT_IMPORT = 40
"""Patterns of ours that may be compiled before a sync has anything to read; there are more than 200."""


def test_it_has_the_methods_of_a_pattern():
    assert lazy_pattern(r"\d").search("tin 7")
    assert lazy_pattern(r"tin").match("tin 7")
    assert lazy_pattern(r"\w+ \d").fullmatch("tin 7")
    assert lazy_pattern(r" ").split("a b c", maxsplit=1) == ["a", "b c"]
    assert lazy_pattern(r"\d").findall("1 2") == ["1", "2"]
    assert [found[0] for found in lazy_pattern(r"\d").finditer("1 2")] == ["1", "2"]
    assert lazy_pattern(r"\d").sub("x", "1 2", count=1) == "x 2"
    assert lazy_pattern(r"\d").subn("x", "1 2") == ("x x", 2)
    assert lazy_pattern(rb"TIN", re.IGNORECASE).match(b"tin")


def test_it_is_compiled_once_at_the_first_use(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def source() -> str:
        asked.append("")
        return "a"

    pattern = lazy_pattern(source, re.IGNORECASE)
    assert not asked
    assert pattern.match("A")
    assert pattern.search("ba", 1)
    assert not pattern.fullmatch("b")
    assert len(asked) == 1


def test_what_is_wrong_with_a_pattern_is_told_at_its_first_use():
    pattern = lazy_pattern("(")
    with pytest.raises(re.error):
        pattern.match("a")


def test_each_pattern_of_the_program_can_be_compiled():
    lazy = type(lazy_pattern(""))
    found = 0
    for module in pkgutil.walk_packages(hpreader.__path__, "hpreader."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for one in value if isinstance(value, tuple | list) else (value,):
                if isinstance(one, lazy):
                    one.match(b"" if isinstance(one.pattern, bytes) else "")
                    found += 1
    assert found > 150


def test_reading_feeds_and_pages_waits_for_few_patterns():
    program = """
import re, re._compiler, sys
compiled, compile = [], re._compiler.compile
def counted(*arguments):
    frame = sys._getframe(1)
    while frame.f_globals["__name__"] in ("re", "re._compiler", "functools"):
        frame = frame.f_back
    compiled.append(frame.f_globals["__name__"])
    return compile(*arguments)
re._compiler.compile = counted
import hpreader.feed, hpreader.page, hpreader.store.articles.replacement
print(*(name for name in compiled if name.startswith("hpreader.")))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(),
    )
    names = ran.stdout.split()
    assert len(names) <= AT_IMPORT, sorted(names)
