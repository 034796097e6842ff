"""Writes rules.toml: a rule is added at its end, and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import toml_text
from hpreader.problems import ProblemError
from hpreader.rules import append_rule

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from hpreader.model.rules import Rule


def add_rule(path: Path, rule: Rule, names: Collection[str]) -> str:
    """Add a rule at the end of a file, which is made where there is none.

    Args:
        path: the file.
        rule: the rule; it gets a number where its name is in use.
        names: those of the other rules.

    Returns:
        The text that was added.

    Raises:
        ProblemError: the file cannot be read or written.
    """
    name, number = rule.name, 1
    while rule.name in names:
        number += 1
        rule = rule._replace(name=f"{name} {number}")
    before = _read(path)
    after = append_rule(before, rule)
    _write(path, after)
    return after[len(before) :]


def remove_text(path: Path, added: str) -> None:
    """Take out what `add_rule` added; a file that the user changed keeps all else.

    Raises:
        ProblemError: the file cannot be read or written.
    """
    text = _read(path)
    start = text.rfind(added.lstrip("\n"))
    if start < 0:
        return
    before = text[:start]
    if added.startswith("\n") and before.endswith("\n\n"):
        before = before[:-1]
    text = before + text[start + len(added.lstrip("\n")) :]
    if text:
        _write(path, text)
        return
    try:
        path.unlink()
    except OSError as error:
        raise _problem(path, error) from error


def remove_rule(path: Path, line: int) -> tuple[str, str]:
    """Take a rule out of a file; comments after it stay.

    Args:
        path: the file.
        line: where the rule begins, counted from 1.

    Returns:
        The text of the file before and after that.

    Raises:
        ProblemError: the file cannot be read or written.
    """
    before = _read(path)
    lines = before.splitlines(keepends=True)
    end = last = line
    while end < len(lines) and not lines[end].lstrip().startswith("["):
        if lines[end].strip() and not lines[end].lstrip().startswith("#"):
            last = end + 1
        end += 1
    rest = lines[last:]
    while line > 1 and rest and not rest[0].strip() and not lines[line - 2].strip():
        rest = rest[1:]  # of the blank lines before and after it one is enough
    after = "".join([*lines[: line - 1], *rest])
    _write(path, after)
    return before, after


def put_back(path: Path, before: str, after: str) -> None:
    """Undo `remove_rule`; a file that was changed meanwhile gets the rule at its end.

    Raises:
        ProblemError: the file cannot be read or written.
    """
    text = _read(path)
    if text == after:
        _write(path, before)
        return
    start = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        len(after),
    )
    start = before.rfind("\n", 0, start) + 1
    removed = before[start : start + len(before) - len(after)].strip("\n")
    joint = "" if not text or text.endswith("\n") else "\n"
    _write(path, f"{text}{joint}\n{removed}\n")


def _read(path: Path) -> str:
    try:
        return toml_text.read_text(path)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise _problem(path, error) from error


def _write(path: Path, text: str) -> None:
    try:
        toml_text.write_text(path, text)
    except OSError as error:
        raise _problem(path, error) from error


def _problem(path: Path, error: OSError | ValueError) -> ProblemError:
    return ProblemError(toml_text.unreadable(path, error))
