"""Rules that are made and removed in the reader: in the file, and at once in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hpreader.newsroom.rules.rule_writer import add_rule, put_back, remove_rule, remove_text
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from hpreader.model.rules import Rule
    from hpreader.problems import Problem
    from hpreader.rules import RuleFile


class Book(Protocol):
    """The file of rules and the cache that is judged by it; see rule_book.py."""

    path: Path

    @property
    def problem(self) -> Problem | None:
        """Why the file cannot be read."""
        ...

    @property
    def file(self) -> RuleFile:
        """What it contains."""
        ...

    async def apply(self) -> bool:
        """Judge the cache by it."""
        ...


class RuleEditor:
    """Changes the file; each change returns what undoes it."""

    def __init__(self, book: Book) -> None:
        self._book = book

    async def add(self, rule: Rule) -> Callable[[], Awaitable[None]]:
        """Add a rule at the end of the file, and judge the cache by it.

        Returns:
            What undoes it.

        Raises:
            ProblemError: the file cannot be read or written, or the cache cannot be written.
        """
        if self._book.problem is not None:
            raise ProblemError(self._book.problem)
        added = add_rule(self._book.path, rule, [one.name for one in self._book.file.rules])
        await self._book.apply()

        async def undo() -> None:
            remove_text(self._book.path, added)
            await self._book.apply()

        return undo

    def missing(self, rules: Sequence[Rule]) -> list[Rule]:
        """Those of some rules that the file does not have, under whatever name.

        Raises:
            ProblemError: the file cannot be read.
        """
        if self._book.problem is not None:
            raise ProblemError(self._book.problem)
        present = {rule._replace(name="", line=0) for rule in self._book.file.rules}
        return [rule for rule in rules if rule._replace(name="", line=0) not in present]

    async def add_all(self, rules: Sequence[Rule]) -> None:
        """Add rules at the end of the file, and judge the cache by them once.

        Raises:
            ProblemError: the file cannot be read or written, or the cache cannot be written.
        """
        if self._book.problem is not None:
            raise ProblemError(self._book.problem)
        names = [one.name for one in self._book.file.rules]
        for rule in rules:
            add_rule(self._book.path, rule, names)
        await self._book.apply()

    async def remove(self, name: str) -> Callable[[], Awaitable[None]] | None:
        """Take a rule out of the file, and judge the cache without it.

        Returns:
            What undoes it; None where the file has no such rule.

        Raises:
            ProblemError: the file cannot be read or written, or the cache cannot be written.
        """
        if self._book.problem is not None:
            raise ProblemError(self._book.problem)
        line = next((rule.line for rule in self._book.file.rules if rule.name == name), 0)
        if not line:
            return None
        before, after = remove_rule(self._book.path, line)
        await self._book.apply()

        async def undo() -> None:
            put_back(self._book.path, before, after)
            await self._book.apply()

        return undo
