"""Leaving the reader at once, without the end that Textual gives an application."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.terminal import is_in_browser
from hpreader.ui.screen import reader_screens
from hpreader.ui.textual_compat import abandon_terminal, give_terminal_back

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App

    from hpreader.ui.start_view import StartView


class Departure:
    """Writes down where the reader is, gives the terminal back, and ends."""

    def __init__(
        self,
        app: App[Any],
        fail: Callable[[ProblemError], object],
        start_view: StartView,
    ) -> None:
        """Prepare it.

        Args:
            app: the application.
            fail: ends the application where the disk refuses.
            start_view: keeps what is on the screen for the next start.
        """
        self._app = app
        self._fail = fail
        self._start_view = start_view
        self._task: asyncio.Task[None] | None = None

    def begin(self, end: Callable[[], Awaitable[None]]) -> None:
        """Leave at once, whatever was typed before: the system asks for it.

        Args:
            end: called when it is written down where the reader is, and the terminal is given back.
        """
        if self._task is None:
            self._task = asyncio.create_task(self._leave(end))

    def abandon_terminal(self) -> None:
        """Wait for the terminal no longer; for any thread."""
        abandon_terminal(self._app)

    def give_terminal_back(self) -> None:
        """Give the terminal back at once, though the reader is still busy; for any thread."""
        give_terminal_back(self._app, is_clean=False)

    def release_terminal(self) -> None:
        """Give the terminal back after all that was drawn, if it has one."""
        give_terminal_back(self._app, is_clean=True)

    def suspend(self, suspend: Callable[[], object], say: Callable[[str], object]) -> None:
        """Give the terminal back to the shell that the reader was started from.

        Args:
            suspend: does it.
            say: tells where there is no shell, after which nothing would continue the reader.
        """
        if is_in_browser():
            say(_("In a browser there is no shell to return to. Ctrl+Q quits."))
        else:
            suspend()

    def remember(self) -> None:
        """Write down where the reader is, before a suspension."""
        for screen in reader_screens(self._app):
            if screen.controllers is not None:
                screen.controllers.steps.remember()

    async def write_down(self) -> None:
        """Write down where the reader is.

        Raises:
            ProblemError: the disk refused it.
        """
        for screen in reader_screens(self._app):
            await screen.write_down()

    async def _leave(self, end: Callable[[], Awaitable[None]]) -> None:
        self._start_view.note()
        try:
            await self.write_down()
        except ProblemError as error:
            self._fail(error)
            return
        # Textual's own end removes every widget, which nobody waits for.
        for screen in reader_screens(self._app):
            screen.on_unmount()
        self.release_terminal()
        await end()
