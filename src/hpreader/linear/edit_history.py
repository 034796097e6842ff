"""What was edited in the article, as paragraphs to listen to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import export
from hpreader.i18n import _
from hpreader.linear.wrapped_text import no_number
from hpreader.revisions.comparison import comparisons_of, edit_comparison

if TYPE_CHECKING:
    from hpreader.linear.state import LinearState
    from hpreader.newsroom import Newsroom


class EditHistory:
    """Tells the edits of the article that is open."""

    def __init__(self, newsroom: Newsroom, state: LinearState) -> None:
        self._newsroom = newsroom
        self._state = state

    async def tell(self, number: str) -> None:
        """Tell what changed since the article was read last; with a number only that edit, from 1."""
        article = self._state.article.article if self._state.article is not None else None
        if article is None:
            self._state.say(_("No article is open."))
            return
        former = self._newsroom.articles.former_texts(article.id)
        if not former:
            self._state.say(_("This article has not been edited since it was first fetched."))
            return
        comparison = comparisons_of(former, article)[0]
        if number:
            chosen = int(number) if number.isdecimal() and len(number) < 10 else 0
            edit = edit_comparison(former, article, chosen)
            if edit is None:
                self._state.say(no_number(number, len(former)))
                return
            comparison = edit
        lines = export.diff_text(comparison.lines, spoken=True)
        if not comparison.is_like:
            words = _("The texts were read in different ways; not all differences are edits.")
            lines.insert(0, words)
        self._state.show(self._state.menu(f"{comparison.title}.", lines))
