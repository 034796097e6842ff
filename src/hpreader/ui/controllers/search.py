"""Searching everything that is in the cache, and keeping searches as sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Hit
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.find import Find
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.dialogs.search import SearchDialog
    from hpreader.ui.panes.headlines import Headlines


class Search:
    """Asks for words in a dialog and opens what was found."""

    def __init__(
        self,
        newsroom: Newsroom,
        steps: Steps,
        articles: Articles,
        find: Find,
        headlines: Headlines,
        display: ListDisplay,
        messages: Messages,
        background: Background,
        ask: Ask,
    ) -> None:
        self._newsroom = newsroom
        self._steps = steps
        self._articles = articles
        self._find = find
        self._headlines = headlines
        self._display = display
        self._messages = messages
        self._background = background
        self._ask = ask
        self._found: tuple[str, Sequence[Hit]] = ("", ())
        """The words of the last search from which an article was opened, and what was found."""

    def ask(self, words: str = "", selected: str = "") -> None:
        """Search in a dialog.

        Args:
            words: what is looked for to begin with.
            selected: the id of the article under the cursor then.
        """
        from hpreader.ui.dialogs.search import SearchDialog  # noqa: PLC0415 - not for the first picture

        room = self._newsroom
        dialog = SearchDialog(
            room.searches.find_as_typed,
            room.searches.problems,
            self._keep,
            room.searches.recent(),
            words,
            self._found_before(words),
            selected,
        )
        self._ask(dialog, lambda hit: self._open(hit, dialog))

    def _found_before(self, words: str) -> Sequence[Hit]:
        """What was found when an article was opened from the last search, with the marks of now.

        An article that was read since stays among the hits, though the search is for unread ones.
        """
        before, hits = self._found
        if not words or words != before:
            return ()
        articles = self._newsroom.articles
        return [
            hit._replace(headline=articles.headline(hit.headline.id) or hit.headline)
            for hit in hits
        ]

    def _open(self, hit: Hit | None, dialog: SearchDialog) -> None:
        if hit is None:
            return
        words, sought = dialog.words, self._newsroom.searches.terms(dialog.typed)
        self._found = (words, dialog.found)
        self._background.start(self._remember(words), "searches")
        self._steps.visit_search(words, hit.headline.id)
        self._headlines.select(hit.headline.id)

        def shown() -> None:
            if sought.terms:
                self._find.show_words(words, sought)

        self._articles.open_headline(hit.headline, shown)

    async def _remember(self, words: str) -> None:
        try:
            await self._newsroom.searches.remember(words)
        except ProblemError as error:
            self._messages.say_problem_once(error.problem)

    def _keep(self, name: str, words: str) -> None:
        """Make a section of a search."""
        self._background.start(self._keep_search(name, words), "searches")

    async def _keep_search(self, name: str, words: str) -> None:
        try:
            await self._newsroom.searches.save(name, words)
            await self._newsroom.searches.remember(words)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
        else:
            self._messages.say(_("“{name}” stands among the sections now.").format(name=name))
            self._display.counts_changed()
