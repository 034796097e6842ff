"""The headlines and the counts around them, as the cache and the chosen list are now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import ListPosition, ListQuery
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_title import ListTitle
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.reader_state import ReaderState


class ListDisplay:
    """Shows the chosen list; other controllers tell it what has changed."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        headlines: Headlines,
        title: ListTitle,
        sections: Sections,
        dates: Dates,
        focus: Focus,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._headlines = headlines
        self._title = title
        self._sections = sections
        self._dates = dates
        self._focus = focus
        self._messages = messages
        self._background = background
        state.queries.observe(self._query_changed)

    def _query_changed(self, before: ListQuery, query: ListQuery) -> None:
        """Another list: newest selected, counts and titles to match."""
        self._headlines.show_rows(self._newsroom.lists.rows(query))
        self._dates.chosen = query.day
        if query == replace(before, text=query.text):
            # Each letter comes here, and changes no count but those of the days; which keys work
            # is told where the last row goes or the first one comes (`headline_messages.Moved`).
            self._dates.show_days(self._newsroom.lists.days(query))
            self.rename()
            if query.text and before.text:
                return
        else:
            self.counts_changed()
        self._focus.refresh_keys()

    def rename(self) -> None:
        """Write the title of the list again: its count or its reason to be empty has changed."""
        self._title.show(self._state.query)

    def changed(self) -> None:
        """Show lists, counts and states as they are in the cache now."""
        self._headlines.reload()
        self.counts_changed()

    def renew(self) -> None:
        """Show the list as it is when it is chosen now: rows that were only held in it go."""
        rows = self._newsroom.lists.rows(self._state.query)
        self._headlines.show_rows(rows, keep=True)
        self.rename()

    def restore(self, position: ListPosition) -> None:
        """Show the list of a step of the trail, with the cursor where it was.

        An article that left the list only because it was marked since is put back.
        """
        self._state.query = position.query
        window, article_id = self._headlines.window, position.selected
        if article_id and window.find(article_id) is None:
            window.rows.hold([article_id], absent=True)
            self._headlines.reload()
        self._headlines.restore(position.selected, position.row, position.above)
        self.rename()

    def counts_changed(self) -> None:
        """Show the counts around the headlines as they are now."""
        self._unread_changed()
        self._dates.show_days(self._newsroom.lists.days(self._state.query))
        self._messages.show_status(state=self._newsroom.state())
        self.rename()

    def marks_changed(self, ids: Sequence[str]) -> None:
        """Show what was marked: of one article its row and the unread counts, else everything.

        Without ids something else was taken back, such as the removal of a source.
        """
        query = self._state.query
        is_of_marks = query.unread or query.saved or query.search or query.order == "unread"
        if is_of_marks or len(ids) != 1:
            self.changed()  # another article may be in the list now, or elsewhere
            return
        if self._headlines.window.contains(ids[0]):
            headline = self._newsroom.articles.headline(ids[0])
            assert headline is not None
            self._headlines.show_marks(headline)
        self._unread_changed()

    def _unread_changed(self) -> None:
        unread = self._newsroom.lists.rows(model.ListQuery(unread=True)).count()
        searches = self._newsroom.searches.saved()
        sources = self._newsroom.subscriptions.states()
        self._sections.show_sources(sources, unread, self._state.query, searches)
        if searches:
            self._background.start(self._count_searches(), "counts", exclusive=True)

    async def _count_searches(self) -> None:
        """Count what is unread of the kept searches, which takes longer than a frame."""
        try:
            self._sections.show_found(await self._newsroom.searches.unread_counts())
        except ProblemError as error:
            self._messages.say_problem(error.problem)
