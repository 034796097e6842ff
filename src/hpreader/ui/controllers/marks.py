"""Marks: read, saved, and undoing them by their inverse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import work

from hpreader.i18n import _, ngettext
from hpreader.problems import ProblemError
from hpreader.ui.screen import ScreenPart

Change = Callable[[], Awaitable[tuple[str, ...]]]
"""Marks something and gives back the ids that changed."""


class Marking(ScreenPart):
    """What marks articles; each mark remembers how to take it back."""

    _undo: list[tuple[str, Change]]

    @property
    def can_undo(self) -> bool:
        """Is there a mark to take back?"""
        return bool(self._undo)

    @work(group="marks")
    async def _mark(
        self, change: Change, inverse: Callable[[tuple[str, ...]], Change] | None, words: str
    ) -> None:
        try:
            changed = await change()
        except ProblemError as error:
            self.say_problem(error.problem)
            return
        if changed and inverse is not None:
            self.can_be_undone(words, inverse(changed))
        self.marks_changed(changed)
        self.refresh_bindings()

    def can_be_undone(self, words: str, inverse: Change) -> None:
        """Remember how to take something back, and what to say then."""
        self._undo.append((words, inverse))
        self.refresh_bindings()

    def _holding(self, ids: Sequence[str], mark: Change) -> Change:
        """A change after which these articles stay in the list until it is chosen anew."""

        async def change() -> tuple[str, ...]:
            self.headlines.window.rows.hold(ids)
            return await mark()

        return change

    def action_toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        article_id, room = self.subject_id, self.newsroom
        headline = room.headline(article_id)
        read = not headline.read if headline is not None else False
        self._mark(
            self._holding([article_id], lambda: room.mark_read([article_id], read)),
            lambda ids: self._holding(ids, lambda: room.mark_read(ids, not read)),
            _("Marked as read") if read else _("Marked as unread"),
        )

    def action_all_read(self) -> None:
        """Mark all in the list as read."""
        room, query = self.newsroom, self.list_query

        async def mark() -> tuple[str, ...]:
            self.headlines.window.rows.hold()
            ids = await room.mark_all_read(query)
            count = len(ids)
            if ids:
                words = ngettext("{count} marked as read", "{count} marked as read", count)
                self.say(words.format(count=count))
            return ids

        self._mark(mark, lambda ids: lambda: room.mark_read(ids, read=False), _("All read"))

    def action_toggle_saved(self) -> None:
        """Put the article on the shelf, or take it off."""
        article_id, room = self.subject_id, self.newsroom
        headline = room.headline(article_id)
        saved = not (headline is not None and headline.saved)
        words = _("Saved for later") if saved else _("Taken off the shelf")
        self.say(words)
        self._mark(
            self._holding([article_id], lambda: room.save([article_id], saved)),
            lambda ids: self._holding(ids, lambda: room.save(ids, not saved)),
            words,
        )

    def action_undo(self) -> None:
        """Take the last mark back."""
        if self._undo:
            words, inverse = self._undo.pop()
            self.say(_("Undone: {what}").format(what=words))
            self._mark(inverse, None, words)
