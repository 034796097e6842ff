"""The reader in the terminal. Textual is known only here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hpreader.problems import ProblemError
from hpreader.ui.app import ReaderApp
from hpreader.ui.termination import ended_from_outside

if TYPE_CHECKING:
    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom
    from hpreader.terminal import Answers

__all__ = ["ReaderApp", "run"]


def run(newsroom: Newsroom, settings: Settings, answers: Answers, *, resumes: bool = False) -> int:
    """Read until the reader quits, close the newsroom and give back the exit status.

    Args:
        newsroom: what there is to read; it is closed.
        settings: the user's settings.
        answers: what the terminal said of itself.
        resumes: open what was last on the screen.

    Raises:
        ProblemError: the cache or the user data could not be used any longer.
    """

    async def read() -> int:
        app = ReaderApp(newsroom, settings, answers, resumes=resumes)
        with ended_from_outside(app.leave_soon, app.abandon_terminal):
            try:
                await app.run_async(mouse=settings.mouse)
            finally:
                await newsroom.close()
        if app.trouble is not None:
            raise ProblemError(app.trouble)
        return app.return_code or 0

    return asyncio.run(read())
