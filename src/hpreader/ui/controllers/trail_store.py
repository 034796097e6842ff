"""The trail is shown, and kept as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from hpreader.problems import ProblemError
from hpreader.ui.controllers.trail import Travelling
from hpreader.ui.screen import ReaderScreen

if TYPE_CHECKING:
    from hpreader.history import History
    from hpreader.model import Visit
    from hpreader.ui.widgets.breadcrumbs import Breadcrumbs

SETTLED = 0.8
"""Seconds after the last scroll until the place is written into the trail."""


class Keeping(Travelling):
    """What shows the trail, as breadcrumbs and as a list, and writes it down."""

    _settling: Timer | None = None

    async def take_up_trail(self) -> None:
        """Read the trail as it was left; nothing can be done before it is here."""
        self.set_reactive(ReaderScreen.history, await self.newsroom.take_up_trail())

    async def write_down(self) -> None:
        """Write down where the reader is, before he leaves.

        Raises:
            ProblemError: the disk said no.
        """
        if self.panes_ready:  # else the trail is not even read
            self.remember_place()
            await self.newsroom.keep_trail(self.history)

    def watch_history(self, before: History[Visit], after: History[Visit]) -> None:
        """The trail is shown and kept as it changes."""
        self.show_trail()
        self._keep_trail(after)
        if (before.index, len(before)) != (after.index, len(after)):
            self.refresh_bindings()

    def show_trail(self) -> None:
        """Show the breadcrumbs as they are now."""
        self.breadcrumbs.show_trail(self.history)

    @work(group="trail")
    async def _keep_trail(self, trail: History[Visit]) -> None:
        try:
            await self.newsroom.keep_trail(trail)
        except ProblemError as error:
            self.say_problem(error.problem)

    def on_article_pane_scrolled(self) -> None:
        """How far one is shows at once; the place is written down when one has come to rest."""
        article = self.article.article
        self.breadcrumbs.progress = self.article.viewport.progress if article is not None else 0.0
        self.settle()

    def settle(self) -> None:
        """Write the place down a while after the last of many changes."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(SETTLED, self.remember_place)

    def on_breadcrumbs_chosen(self, message: Breadcrumbs.Chosen) -> None:
        """A step of the trail was clicked."""
        self.jump(message.step)

    def action_trail(self) -> None:
        """The trail as a list."""
        from hpreader.ui.dialogs.trail import TrailDialog  # noqa: PLC0415 - not for the first picture

        self.remember_place()
        titles = self.newsroom.source_titles()
        self.ask(TrailDialog(self.history, titles), self.jump)
