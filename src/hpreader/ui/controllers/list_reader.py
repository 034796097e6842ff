"""Shows lists at once, or, where they take long to read, as soon as they are read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import ListQuery, Rows
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.headlines import Headlines

LONG_WAIT: Final = 0.3
"""Seconds after which it is shown that a list is awaited."""
REST_AFTER: Final = 0.1
"""Seconds between a part of a list and the reading of the rest: the part is drawn first, and the next letter
of a word is often there by then, so that the rest need not be read."""


class ListReader:
    """Reads long lists while the reader goes on; what was shown before stays until then."""

    def __init__(
        self,
        newsroom: Newsroom,
        headlines: Headlines,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._headlines = headlines
        self._messages = messages
        self._background = background
        self._query: ListQuery | None = None
        """The list that is being read."""
        self._is_outdated = False
        """Is it to be read once more, because something was stored meanwhile?"""
        self.is_waiting = False
        """Is another list shown than the one that is being read?"""
        self._after: list[Callable[[], None]] = []

    @property
    def is_reading(self) -> bool:
        """Is a list being read, or has a part of it been read only?"""
        return self._query is not None

    def show(
        self, rows: Rows, query: ListQuery, shown: Callable[[], None], *, is_same: bool = False
    ) -> None:
        """Show a list.

        Args:
            rows: the list.
            query: what it is of.
            shown: called when it is shown, perhaps twice: a part of it, and the whole.
            is_same: whether it is the list that is shown already, as it is now.
        """
        if is_same and query == self._query:
            self._is_outdated = True
            return
        self._after.clear()
        self._query, self.is_waiting = None, False
        self._background.cancel("list")
        if not rows.takes_long:
            self._headlines.show_rows(rows, is_same=is_same)
            shown()
            return
        self._query, self.is_waiting = query, not is_same
        work = self._read(rows, query, shown, is_same=is_same)
        self._background.start(work, "list", exclusive=True)
        if not is_same:
            self._background.after(LONG_WAIT, lambda: self._tell_wait(query, shown))

    def when_shown(self, function: Callable[[], None]) -> None:
        """Call a function when the list that is being read is shown, or at once if none is."""
        if self.is_waiting:
            self._after.append(function)
        else:
            function()

    def _tell_wait(self, query: ListQuery, shown: Callable[[], None]) -> None:
        if self.is_waiting and self._query == query:
            shown()

    async def _read(
        self, rows: Rows, query: ListQuery, shown: Callable[[], None], *, is_same: bool
    ) -> None:
        anchor, least = self._headlines.place.article_id, self._headlines.page + 2
        self._is_outdated = True
        try:
            while self._is_outdated:
                self._query, self._is_outdated = query, False
                async for _ in self._newsroom.background_lists.read(
                    query, rows.held, anchor, least
                ):
                    self._query = None if rows.is_whole else query
                    self._show(rows, shown, is_same=is_same)
                    is_same = True
                    if not rows.is_whole:
                        await asyncio.sleep(REST_AFTER)
        except ProblemError as error:
            self._query, self.is_waiting = None, False
            self._messages.say_problem(error.problem)

    def _show(self, rows: Rows, shown: Callable[[], None], *, is_same: bool) -> None:
        self.is_waiting = False
        self._headlines.show_rows(rows, is_same=is_same)
        shown()
        after, self._after = self._after, []
        for function in after:
            function()
