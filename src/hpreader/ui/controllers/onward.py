"""Where one goes on from an article: to its neighbours in the list, or to what it points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.ui.controllers.prefetch import Ahead

if TYPE_CHECKING:
    from hpreader.model import Headline


class Onward(Ahead):
    """The part of the screen that leads on from what is read."""

    # --- the next ones ------------------------------------------------------------------------

    is_other_list = False
    """Was another list chosen since the last article was opened from one?"""

    def on_article_pane_read_through(self) -> None:
        """Space at the end: on to the next unread article."""
        self.action_next_unread()

    def _open_neighbour(self, step: int, *, unread: bool) -> None:
        headline = self._first_of_other_list() if step > 0 else None
        self.is_other_list = False
        lines = self.headlines
        headline = headline or lines.window.neighbour(lines.cursor, step, unread=unread)
        if headline is None:
            self.say(_("There is no other one in this list."))
            return
        self.headlines.select(headline.id)
        if self.is_reading:
            self._open_headline(headline)

    def _first_of_other_list(self) -> Headline | None:
        """The headline under the cursor, if the list was chosen since and it is still to be read."""
        article, headline = self.article.article, self.headlines.selected
        if not self.is_other_list or not self.is_reading or headline is None or headline.read:
            return None
        return None if article is None or headline.id == article.id else headline

    def _open_headline(self, headline: Headline) -> None:
        self.open(model.ArticleAt(headline.url, headline.id, headline.title))

    def action_next_article(self) -> None:
        """The headline below, opened when an article is read."""
        self._open_neighbour(1, unread=False)

    def action_previous_article(self) -> None:
        """The headline above."""
        self._open_neighbour(-1, unread=False)

    def action_next_unread(self) -> None:
        """The next unread headline, or the next match while a find is active."""
        if self.is_reading and self.article.text_find.current.query:
            self.go_to_match(1)
        else:
            self._open_neighbour(1, unread=True)

    def action_previous_unread(self) -> None:
        """The unread headline before."""
        self._open_neighbour(-1, unread=True)

    def action_previous_match(self) -> None:
        """The match before."""
        self.go_to_match(-1)

    def go_to_match(self, step: int) -> None:
        """Go to another match and say which it is; what searches does it."""
        raise NotImplementedError

    # --- other news ---------------------------------------------------------------------------

    def action_related(self) -> None:
        """Move among the other news."""
        self.go_to(self.article)
        self.article.links.focus(self.article.links.focused or 1)

    def action_number(self, number: int) -> None:
        """Open other news by its number."""
        self.article.links.open_number(number)

    def action_hints(self) -> None:
        """Letters on the links."""
        self.go_to(self.article)
        if not self.article.links.start_hints():
            self.say(_("There are no links in sight."))
