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

MOST_HELD = 2_000
"""Articles that stay in a list when all of it are marked as read: each look at the list looks at them."""

Change = Callable[[], Awaitable[Sequence[str]]]
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
        key_of: Callable[[str], str],
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._subject = subject
        self._headlines = headlines
        self._display = display
        self._focus = focus
        self._messages = messages
        self._background = background
        self._key_of = key_of
        self._undo: list[tuple[str, Change]] = []
        """What can be taken back, the last at the end: its name and its inverse."""

    # --- commands -----------------------------------------------------------------------------

    def toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        article_id, room = self._subject.id, self._newsroom
        headline = room.articles.headline(article_id)
        read = not headline.read if headline is not None else False
        chosen = [article_id, *self._copies(article_id)]
        self._start(
            self._holding(chosen, lambda: room.marks.set_read(chosen, read)),
            lambda ids: self._holding(ids, lambda: room.marks.set_read(ids, not read)),
            _("mark as read") if read else _("mark as unread"),
        )

    def mark_all_read(self) -> None:
        """Mark all in the list as read."""
        room, query = self._newsroom, self._state.query

        async def mark() -> Sequence[str]:
            self._hold_all()
            ids = await room.marks.set_list_read(query)
            count = len(ids)
            words = ngettext(
                "{count} marked as read. {key}: undo",
                "{count} marked as read. {key}: undo",
                count,
            ).format(count=count, key=self._key_of("undo"))
            nothing = _("Everything in this list is read already.")
            self._messages.say(words if ids else nothing)
            return ids

        self._start(
            mark, lambda ids: lambda: room.marks.set_read(ids, read=False), _("mark all as read")
        )

    def _hold_all(self) -> None:
        """Hold the whole list, or of a very long one the articles around the cursor."""
        window, cursor = self._headlines.window, self._headlines.cursor
        if window.count <= MOST_HELD:
            window.rows.hold()
            return
        start = max(0, cursor - MOST_HELD // 2)
        window.rows.hold([one.id for one in window.rows.slice(start, start + MOST_HELD)])

    def toggle_saved(self) -> None:
        """Put the article on the shelf, or take it off."""
        article_id, room = self._subject.id, self._newsroom
        headline = room.articles.headline(article_id)
        saved = not (headline is not None and headline.saved)
        self._start(
            self._holding([article_id], lambda: room.marks.set_saved([article_id], saved)),
            lambda ids: self._holding(ids, lambda: room.marks.set_saved(ids, not saved)),
            _("save the article") if saved else _("take it off the shelf"),
            done=_("Saved for later") if saved else _("Taken off the shelf"),
        )

    def undo(self) -> None:
        """Take the last mark back."""
        if self._undo:
            words, inverse = self._undo.pop()
            self._start(inverse, None, words, done=_("Undone: {what}").format(what=words))

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

    def _copies(self, article_id: str) -> tuple[str, ...]:
        """The articles that are read with one: the same text in other papers, where lists are folded."""
        room = self._newsroom
        return room.stories.copies_of(article_id) if room.view_preferences.folds_stories else ()

    async def _mark_opened(self, article: Article) -> None:
        chosen = [article.id, *self._copies(article.id)]
        self._headlines.window.rows.hold(chosen)
        try:
            changed = await self._newsroom.marks.set_read(chosen)
        except ProblemError as error:
            self._messages.say_problem_once(error.problem)
            return
        if changed:
            self._display.marks_changed(changed)

    def _holding(self, ids: Sequence[str], mark: Change) -> Change:
        """A change after which these articles stay in the list until it is chosen anew."""

        async def change() -> Sequence[str]:
            self._headlines.window.rows.hold(ids)
            return await mark()

        return change

    def _start(
        self,
        change: Change,
        inverse: Callable[[Sequence[str]], Change] | None,
        words: str,
        *,
        done: str = "",
    ) -> None:
        """Begin a change.

        Args:
            change: what writes it.
            inverse: makes what takes it back of the ids that changed; None for an undo itself.
            words: what to call it when it is undone.
            done: what to say when it is written.
        """
        self._background.start(self._mark(change, inverse, words, done), "marks")

    async def _mark(
        self,
        change: Change,
        inverse: Callable[[Sequence[str]], Change] | None,
        words: str,
        done: str,
    ) -> None:
        try:
            changed = await change()
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            if inverse is None:  # it can be tried again
                self.can_be_undone(words, change)
            return
        if done:
            self._messages.say(done)
        if changed and inverse is not None:
            self.can_be_undone(words, inverse(changed))
        self._display.marks_changed(changed)
        self._focus.refresh_keys()
