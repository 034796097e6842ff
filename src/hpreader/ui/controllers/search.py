"""Searching everything that is in the cache, and keeping searches as sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from hpreader.model import Hit
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.panes.headlines import Headlines


class Search:
    """Asks for words in a dialog and opens what was found."""

    def __init__(
        self,
        newsroom: Newsroom,
        steps: Steps,
        articles: Articles,
        headlines: Headlines,
        display: ListDisplay,
        messages: Messages,
        background: Background,
        ask: Ask,
    ) -> None:
        self._newsroom = newsroom
        self._steps = steps
        self._articles = articles
        self._headlines = headlines
        self._display = display
        self._messages = messages
        self._background = background
        self._ask = ask

    def ask(self, words: str = "", selected: str = "") -> None:
        """Search in a dialog.

        Args:
            words: what is looked for to begin with.
            selected: the id of the article under the cursor then.
        """
        from hpreader.ui.dialogs.search import SearchDialog  # noqa: PLC0415 - not for the first picture

        room = self._newsroom
        dialog = SearchDialog(
            room.searches.find_as_typed, room.searches.problems, self._keep, words, selected
        )
        self._ask(dialog, lambda hit: self._open(hit, dialog.words))

    def _open(self, hit: Hit | None, words: str) -> None:
        if hit is not None:
            self._steps.visit_search(words, hit.headline.id)
            self._headlines.select(hit.headline.id)
            self._articles.open_headline(hit.headline)

    def _keep(self, name: str, words: str) -> None:
        """Make a section of a search."""
        self._background.start(self._keep_search(name, words), "searches")

    async def _keep_search(self, name: str, words: str) -> None:
        try:
            await self._newsroom.searches.save(name, words)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
        else:
            self._messages.say(_("“{name}” stands among the sections now.").format(name=name))
            self._display.counts_changed()
