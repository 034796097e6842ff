"""Marks: read and saved; and taking them back by their inverse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from hpreader.i18n import _, ngettext
from hpreader.linear.wrapped_text import no_number
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from hpreader.linear.state import LinearState
    from hpreader.model import Headline
    from hpreader.newsroom import Newsroom

Change = Callable[[], Awaitable[Sequence[str]]]
"""Marks something and returns the ids that changed."""


class Marks:
    """Marks the article that is read, or a headline by its number."""

    def __init__(self, newsroom: Newsroom, state: LinearState) -> None:
        self._newsroom = newsroom
        self._state = state
        self._undo: list[tuple[str, Change]] = []
        """What can be taken back, the last at the end: its name and its inverse."""

    async def toggle_read(self, number: str) -> None:
        """Mark an article as read, or as unread again."""
        if (headline := self.subject(number)) is None:
            return
        marks, read = self._newsroom.marks, not headline.read
        chosen = self._with_copies(headline.id)
        ids = await self._mark(lambda: marks.set_read(chosen, read), chosen)
        if ids is not None:
            words = _("mark as read") if read else _("mark as unread")
            self._undo.append((words, lambda: marks.set_read(ids, not read)))
            self._state.say(_("Marked as read.") if read else _("Marked as unread."))

    async def toggle_saved(self, number: str) -> None:
        """Put an article on the shelf, or take it off."""
        if (headline := self.subject(number)) is None:
            return
        marks, saved = self._newsroom.marks, not headline.saved
        ids = await self._mark(lambda: marks.set_saved([headline.id], saved), [headline.id])
        if ids is not None:
            words = _("save the article") if saved else _("take it off the shelf")
            self._undo.append((words, lambda: marks.set_saved(ids, not saved)))
            done = _("Saved for later") if saved else _("Taken off the shelf")
            self._state.say(f"{done}.")

    async def mark_all_read(self, _argument: str) -> None:
        """Mark all in the list as read."""
        marks, query = self._newsroom.marks, self._state.headlines.query
        ids = await self._mark(lambda: marks.set_list_read(query), None)
        if ids:
            self._undo.append((_("mark all as read"), lambda: marks.set_read(ids, read=False)))
            words = ngettext(
                "{count} marked as read. {key}: undo",
                "{count} marked as read. {key}: undo",
                len(ids),
            )
            self._state.say(words.format(count=len(ids), key="Z"))
        elif ids is not None:
            self._state.say(_("Everything in this list is read already."))

    def can_be_undone(self, words: str, inverse: Change) -> None:
        """Remember how something is taken back, and what it is called."""
        self._undo.append((words, inverse))

    async def undo(self, _argument: str) -> None:
        """Take the last mark back."""
        if not self._undo:
            self._state.say(_("There is nothing to undo."))
            return
        words, inverse = self._undo.pop()
        if await self._mark(inverse, None) is None:  # it can be tried again
            self._undo.append((words, inverse))
        else:
            self._state.say(_("Undone: {what}").format(what=words) + ".")

    async def mark_opened(self, article_id: str) -> None:
        """Read means opened in the reader."""
        marks, chosen = self._newsroom.marks, self._with_copies(article_id)
        await self._mark(lambda: marks.set_read(chosen), chosen)

    def _with_copies(self, article_id: str) -> list[str]:
        """An article, and where lists are folded those with the same text in other papers."""
        room = self._newsroom
        is_folded = room.view_preferences.folds_stories
        return [article_id, *(room.stories.copies_of(article_id) if is_folded else ())]

    def subject(self, number: str) -> Headline | None:
        """The headline with a number, or of the article; None where there is none, which is told."""
        state, count = self._state, self._state.headlines.numbers
        if state.article is not None:
            if not number:
                return self._newsroom.articles.headline(state.article.article.id)
            state.say(_("An article is open: leave it with q to mark others by number."))
        elif not number:
            state.say(_("Which one? Add its number, as in: s 2."))
        elif number.isdecimal() and 0 < int(number) <= count:
            return state.headlines.headline(int(number) - 1)
        else:
            state.say(no_number(number, count))
        return None

    async def _mark(self, change: Change, ids: list[str] | None) -> Sequence[str] | None:
        """Carry out a change; None where the disk refused it, which is told.

        Args:
            change: what writes it.
            ids: the articles, which stay in the list where they are; all of the list for None.
        """
        self._state.headlines.rows.hold(ids)
        try:
            changed = await change()
        except ProblemError as error:
            self._state.say_problem_once(error.problem)
            return None
        self._state.headlines.refresh_told(changed)
        return changed
