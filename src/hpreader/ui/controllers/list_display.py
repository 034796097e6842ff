"""The headlines and the counts around them, as the cache and the chosen list are now."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.problems import ProblemError
from hpreader.ui.controllers.list_reader import ListReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import ListPosition, ListQuery, Rows
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
        self._reader = ListReader(newsroom, headlines, messages, background)
        state.queries.observe(self._query_changed)
        self._find_stories()

    def _query_changed(self, before: ListQuery, query: ListQuery) -> None:
        """Another list, with counts and titles to match."""
        self._dates.chosen = query.day
        self._headlines.place.near = self._nearest_unread(before, query)
        self._reader.show(self._rows(before, query), query, partial(self._shown, before, query))

    def _nearest_unread(self, before: ListQuery, query: ListQuery) -> str:
        """The article that takes the place of the selected one where only the unread ones stay: it, if it is one."""
        selected = self._headlines.selected
        if selected is None or before.unread or query != replace(before, unread=True):
            return ""
        if not selected.read:
            return selected.id
        window, cursor = self._headlines.window, self._headlines.cursor
        found = window.neighbour(cursor, 1, unread=True) or window.neighbour(
            cursor, -1, unread=True
        )
        return found.id if found is not None else ""

    def _shown(self, before: ListQuery, query: ListQuery) -> None:
        if query == replace(before, text=query.text):
            # Each letter comes here, and changes no count but those of the days; which keys work
            # is told where the last row goes or the first one comes (`headline_messages.Moved`).
            self._show_days()
            self.rename()
            if query.text and before.text:
                return
        else:
            self.counts_changed()
        self._focus.refresh_keys()

    def _rows(self, before: ListQuery, query: ListQuery) -> Rows:
        """The rows of a list; what was held in it stays while only words or order are others."""
        rows, shown = self._newsroom.lists.rows(query), self._headlines.window.rows
        if query == replace(before, text=query.text):
            rows.hold_as(shown.held)
        elif query == replace(before, order=query.order, oldest_first=query.oldest_first):
            rows.hold(shown.held, absent=True)
        self._fold(rows, query)
        return rows

    def rename(self) -> None:
        """Write the title of the list again: its count or its reason to be empty has changed."""
        self._title.show(self._state.query, is_waiting=self._reader.is_waiting)

    def changed(self) -> None:
        """Show lists, counts and states as they are in the cache now."""
        rows = self._headlines.window.rows
        if rows.takes_long:  # the counts need not wait for it
            self.counts_changed()
        self._fold_again(rows)  # another process may have compared or parted articles
        self._reader.show(rows, self._state.query, self.counts_changed, is_same=True)
        self._find_stories()

    # --- stories ------------------------------------------------------------------------------

    def _find_stories(self) -> None:
        """Compare what came, if lists are folded, and fold the list by what was found."""
        if self._newsroom.view_preferences.folds_stories:
            self._background.start(self._update_stories(), "stories", exclusive=True)

    async def _update_stories(self) -> None:
        try:
            if await self._newsroom.stories.update():
                self._background.call_later(self.fold)
        except ProblemError as error:
            self._messages.say_problem_once(error.problem)

    def _fold(self, rows: Rows, query: ListQuery, kept: Sequence[str] = ()) -> None:
        if self._newsroom.view_preferences.folds_stories:
            self._newsroom.stories.fold(rows, query, kept)
        else:
            rows.folds.put(model.Folding())

    def fold(self, *kept: str) -> None:
        """Fold the list by the stories as they are now; the row under the cursor stays.

        Args:
            kept: other articles that stay rows of their own.
        """
        rows = self._headlines.window.rows
        self._fold_again(rows, *kept)
        self._reader.show(rows, self._state.query, self.rename, is_same=True)

    def _fold_again(self, rows: Rows, *kept: str) -> None:
        selected = self._headlines.selected
        under = [selected.id] if selected is not None else []
        self._fold(rows, self._state.query, [*under, *kept])

    def _show_days(self) -> None:
        if not self._reader.is_reading:
            self._dates.show_days(self._newsroom.lists.day_totals(self._state.query))

    def renew(self) -> None:
        """Show the list as it is when it is chosen now: rows that were only held in it go."""
        rows = self._newsroom.lists.rows(self._state.query)
        self._fold(rows, self._state.query)
        self._reader.show(rows, self._state.query, self.rename, is_same=True)

    def restore(self, position: ListPosition) -> None:
        """Show the list of a step of the trail, with the cursor where it was.

        An article that left the list only because it was marked since is put back.
        """
        self._state.query = position.query
        self._reader.when_shown(partial(self._restore, position))

    def _restore(self, position: ListPosition) -> None:
        window, article_id = self._headlines.window, position.selected
        if article_id and window.find(article_id) is None:
            self._fold(window.rows, position.query, [article_id])
            window.rows.hold([article_id], absent=True)
            self._headlines.reload()
        line = position.line if position.line >= 0 else None
        self._headlines.restore(position.selected, position.row, line, position.above)
        self.rename()

    def counts_changed(self) -> None:
        """Show the counts around the headlines as they are now."""
        self._unread_changed()
        self._show_days()
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
        self._newsroom.background_lists.note_marks(query, ids)
        if self._newsroom.view_preferences.folds_stories:
            self.fold()  # what is behind a row may be read by now
        if self._headlines.window.contains(ids[0]):
            headline = self._newsroom.articles.headline(ids[0])
            assert headline is not None
            self._headlines.show_marks(headline)
        self._unread_changed()

    def _unread_changed(self) -> None:
        unread = self._newsroom.lists.rows(model.ListQuery(unread=True)).count()
        searches = self._newsroom.searches.saved()
        sources = self._newsroom.subscriptions.states()
        hidden = self._newsroom.lists.hidden_count()
        self._sections.show_sources(sources, unread, self._state.query, searches, hidden)
        if searches:
            self._background.start(self._count_searches(), "counts", exclusive=True)

    async def _count_searches(self) -> None:
        """Count what is unread of the kept searches, which takes longer than a frame."""
        try:
            self._sections.show_found(await self._newsroom.searches.unread_counts())
        except ProblemError as error:
            self._messages.say_problem(error.problem)
