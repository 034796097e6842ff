"""The linear reader in this process: the lines that a user types, and what is said to them."""

from __future__ import annotations

from collections.abc import Iterable

from hpreader import linear
from hpreader.config import Settings
from hpreader.newsroom import Newsroom


class Lines:
    """A user who types some lines, and then ends the input."""

    def __init__(self, typed: Iterable[str], columns: int = 0, rows: int = 0) -> None:
        self._typed = iter(typed)
        self.columns = columns
        self.rows = rows
        self.answers: list[list[str]] = [[]]
        """What was said before the first line, and after each."""
        self.prompts: list[str] = []

    def say(self, text: str) -> None:
        """Take what is said."""
        self.answers[-1].append(text)

    async def ask(self, prompt: str) -> str | None:
        """The next line."""
        self.prompts.append(prompt)
        self.answers.append([])
        return next(self._typed, None)


async def converse(
    room: Newsroom,
    *typed: str,
    rows: int = 0,
    resumes: bool = False,
    settings: Settings | None = None,
) -> Lines:
    """Type some lines; a terminal of 80 columns if it has rows, else pipes."""
    lines = Lines(typed, columns=80 if rows else 0, rows=rows)
    await linear.run(room, settings or Settings(), lines, resumes=resumes)
    return lines
