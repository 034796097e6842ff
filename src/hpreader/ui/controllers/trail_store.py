"""The trail is shown as breadcrumbs, and written down as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model.trail_steps import list_name, list_step
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from textual.timer import Timer

    from hpreader.history import History
    from hpreader.model import Visit
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.reader_state import ReaderState
    from hpreader.ui.widgets.breadcrumbs import Breadcrumbs

SETTLED = 0.8
"""Seconds after the last scroll until the position is written into the trail."""


class TrailStore:
    """Follows the trail of the state, on the screen and on the disk."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        steps: Steps,
        article: ArticlePane,
        breadcrumbs: Breadcrumbs,
        focus: Focus,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._steps = steps
        self._article = article
        self._breadcrumbs = breadcrumbs
        self._focus = focus
        self._messages = messages
        self._background = background
        self._settling: Timer | None = None
        self._show(state.history)
        state.histories.observe(self._history_changed)

    def _history_changed(self, before: History[Visit], after: History[Visit]) -> None:
        self._show(after)
        self._background.start(self._keep(after), "trail")
        if (before.index, len(before)) != (after.index, len(after)):
            self._focus.refresh_keys()

    def _show(self, trail: History[Visit]) -> None:
        """Show the breadcrumbs, which begin with the list where the trail began."""
        name = ""
        if list_step(trail) < 0:
            position = trail.current.headlines if trail.current is not None else None
            query = position.query if position is not None else self._state.query
            searches = self._newsroom.searches.saved() if query.search else ()
            name = list_name(query, self._newsroom.subscriptions.titles(), searches)
        self._breadcrumbs.show_trail(trail, name)

    async def _keep(self, trail: History[Visit]) -> None:
        try:
            await self._newsroom.trail.put(trail)
        except ProblemError as error:
            self._messages.say_problem_once(error.problem)

    def scrolled(self) -> None:
        """Show how far the article is read at once; write the position down after a while."""
        has_article = self._article.article is not None
        viewport = self._article.viewport
        self._breadcrumbs.progress = viewport.progress if has_article else 0.0
        self._breadcrumbs.names_article = not viewport.shows_headline
        self.settle()

    def settle(self) -> None:
        """Write the position down a while after the last of many changes."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self._background.after(SETTLED, self._steps.remember)

    async def write_down(self) -> None:
        """Write down where the reader is, before the program ends.

        Raises:
            ProblemError: the disk refused it, which the user does not know yet.
        """
        self._steps.remember()
        if self._state.history.parked:
            return  # nothing of it was on the screen
        try:
            await self._newsroom.trail.put(self._state.history)
        except ProblemError as error:
            if not self._messages.has_told(error.problem):
                raise
