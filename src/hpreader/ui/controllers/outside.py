"""What another process changes meanwhile: a sync by cron, marks in a second window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from textual.worker import Worker

    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.headlines import Headlines

INTERVAL = 2.0
"""Seconds between two looks at the files; a look takes a tenth of a millisecond."""


class Outside:
    """Shows what has changed; neither the cursor nor the article moves."""

    def __init__(
        self,
        newsroom: Newsroom,
        headlines: Headlines,
        display: ListDisplay,
        article: ArticleDisplay,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._headlines = headlines
        self._display = display
        self._article = article
        self._messages = messages
        self._background = background
        self._has_looked = False
        self._worker: Worker[None] | None = None

    def start_timer(self) -> None:
        """Look at the files now, and again from time to time."""
        self._background.every(INTERVAL, self.look)
        self.look()

    def look(self) -> None:
        """Look at the files, unless a look has to wait for something that is being stored."""
        if self._worker is None or self._worker.is_finished:
            self._worker = self._background.start(self._look(), "outside")

    async def _look(self) -> None:
        try:
            has_changed = await self._newsroom.outside_changes.take()
            has_other_rules = await self._newsroom.rules.apply()
        except ProblemError:
            return  # whoever reads or stores something next tells it
        if has_changed or has_other_rules:
            self._background.call_later(self._show)
        if has_other_rules or not self._has_looked:
            self._background.call_later(self._tell_complaints)
        self._has_looked = True

    def _tell_complaints(self) -> None:
        """Tell what cannot be used of the rules, at the start and when the file is another one."""
        for complaint in self._newsroom.rules.complaints:
            self._messages.say_problem_once(complaint)

    def _show(self) -> None:
        if (selected := self._headlines.selected) is not None:
            # An article that was read elsewhere does not vanish from under the cursor.
            self._headlines.window.rows.hold([selected.id], absent=True)
        self._display.changed()
        self._article.links_changed()
