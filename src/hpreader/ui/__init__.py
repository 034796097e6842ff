"""The reader in the terminal. Textual is known only here."""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn

from hpreader.problems import ProblemError
from hpreader.terminal.signals import interrupted_at_once
from hpreader.ui.app import ReaderApp
from hpreader.ui.termination import ended_from_outside

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom
    from hpreader.terminal import Answers

    KeepScreen = Callable[[Answers, Sequence[str]], object]
    """Keeps the lines of the screen for the next start, which are right for these answers."""

__all__ = ["ReaderApp", "run"]

SWITCH_INTERVAL: Final = 0.0005
"""Seconds for which a thread that parses keeps Python to itself: a key waits for it several times, each
time the screen's thread has read or written something. Python's own value is ten times as long."""


def run(
    newsroom: Newsroom,
    settings: Settings,
    answers: Answers,
    *,
    resumes: bool = False,
    at_once: Callable[[], object] = bool,
    keep_screen: KeepScreen | None = None,
) -> int:
    """Read until the reader quits, close the newsroom and give back the exit status.

    Args:
        newsroom: what there is to read; it is closed.
        settings: the user's settings.
        answers: what the terminal answered about itself.
        resumes: open what was last on the screen.
        at_once: what has to be done before the process ends where the system ends it, because no
            block that is open around this call is closed then; for any thread.
        keep_screen: keeps the screen for the next start; None: it is not kept.

    Raises:
        ProblemError: the cache or the user data could not be used any longer.
    """

    async def read() -> int:
        app = ReaderApp(newsroom, settings, answers, resumes=resumes)

        async def close() -> None:
            await newsroom.close()
            if keep_screen is not None and (lines := app.start_view.lines):
                keep_screen(answers, lines)

        def leave(status: int) -> None:
            app.departure.begin(partial(_end_at_once, app, close, at_once, status))

        def restore() -> None:
            app.departure.give_terminal_back()
            at_once()

        with ended_from_outside(leave, app.departure.abandon_terminal, restore):
            try:
                await app.run_async(mouse=settings.mouse)
            finally:
                await close()
        if app.trouble is not None:
            raise ProblemError(app.trouble)
        return app.return_code or 0

    sys.setswitchinterval(SWITCH_INTERVAL)
    with interrupted_at_once():
        return asyncio.run(read())


async def _end_at_once(
    app: ReaderApp,
    close: Callable[[], Awaitable[None]],
    at_once: Callable[[], object],
    status: int,
) -> NoReturn:
    """Close the files and end the process, whatever threads and widgets there still are.

    Ending them one by one took up to two seconds on a busy machine, and who ends the reader (a
    multiplexer, a system that shuts down) may not wait for so long.
    """
    try:
        await close()
        app.departure.release_terminal()  # again: the application may have started meanwhile
        at_once()
    finally:
        os._exit(status)
