"""Marks: read and saved; and taking them back by their inverse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from hpreader.i18n import _, ngettext
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.subject import Subject
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.reader_state import ReaderState

Change = Callable[[], Awaitable[tuple[str, ...]]]
"""Marks something and returns the ids that changed."""


class Marks:
    """Marks articles; each mark remembers how to take it back."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        subject: Subject,
        headlines: Headlines,
        display: ListDisplay,
        focus: Focus,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._subject = subject
        self._headlines = headlines
        self._display = display
        self._focus = focus
        self._messages = messages
        self._background = background
        self._undo: list[tuple[str, Change]] = []
        """What can be taken back, the last at the end: its name and its inverse."""

    # --- commands -----------------------------------------------------------------------------

    def toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        article_id, room = self._subject.id, self._newsroom
        headline = room.articles.headline(article_id)
        read = not headline.read if headline is not None else False
        self._start(
            self._holding([article_id], lambda: room.marks.set_read([article_id], read)),
            lambda ids: self._holding(ids, lambda: room.marks.set_read(ids, not read)),
            _("Marked as read") if read else _("Marked as unread"),
        )

    def mark_all_read(self) -> None:
        """Mark all in the list as read."""
        room, query = self._newsroom, self._state.query

        async def mark() -> tuple[str, ...]:
            self._headlines.window.rows.hold()
            ids = await room.marks.set_list_read(query)
            count = len(ids)
            if ids:
                words = ngettext("{count} marked as read", "{count} marked as read", count)
                self._messages.say(words.format(count=count))
            return ids

        self._start(mark, lambda ids: lambda: room.marks.set_read(ids, read=False), _("All read"))

    def toggle_saved(self) -> None:
        """Put the article on the shelf, or take it off."""
        article_id, room = self._subject.id, self._newsroom
        headline = room.articles.headline(article_id)
        saved = not (headline is not None and headline.saved)
        words = _("Saved for later") if saved else _("Taken off the shelf")
        self._messages.say(words)
        self._start(
            self._holding([article_id], lambda: room.marks.set_saved([article_id], saved)),
            lambda ids: self._holding(ids, lambda: room.marks.set_saved(ids, not saved)),
            words,
        )

    def undo(self) -> None:
        """Take the last mark back."""
        if self._undo:
            words, inverse = self._undo.pop()
            self._messages.say(_("Undone: {what}").format(what=words))
            self._start(inverse, None, words)

    # --- for other controllers ----------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Is there a mark to take back?"""
        return bool(self._undo)

    def can_be_undone(self, words: str, inverse: Change) -> None:
        """Remember how to take something back, and what to call it then."""
        self._undo.append((words, inverse))
        self._focus.refresh_keys()

    def mark_opened(self, article: Article) -> None:
        """Read means opened in the reader."""
        self._background.start(self._mark_opened(article), "marks")

    async def _mark_opened(self, article: Article) -> None:
        self._headlines.window.rows.hold([article.id])
        try:
            changed = await self._newsroom.marks.set_read([article.id])
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        if changed:
            self._display.marks_changed(changed)

    def _holding(self, ids: Sequence[str], mark: Change) -> Change:
        """A change after which these articles stay in the list until it is chosen anew."""

        async def change() -> tuple[str, ...]:
            self._headlines.window.rows.hold(ids)
            return await mark()

        return change

    def _start(
        self, change: Change, inverse: Callable[[tuple[str, ...]], Change] | None, words: str
    ) -> None:
        self._background.start(self._mark(change, inverse, words), "marks")

    async def _mark(
        self, change: Change, inverse: Callable[[tuple[str, ...]], Change] | None, words: str
    ) -> None:
        try:
            changed = await change()
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        if changed and inverse is not None:
            self.can_be_undone(words, inverse(changed))
        self._display.marks_changed(changed)
        self._focus.refresh_keys()
