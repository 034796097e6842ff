"""Opening articles: the cached copy at once, a fresh one as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.model.sentences import no_neighbour

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hpreader.model import Article, ArticleRef, Headline, ListQuery
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.open_requests import OpenRequests
    from hpreader.ui.controllers.trail import Trail
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.reader_state import ReaderState


class Articles:
    """Opens articles from the list, and whatever else leads to one."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        requests: OpenRequests,
        display: ArticleDisplay,
        trail: Trail,
        headlines: Headlines,
        focus: Focus,
        messages: Messages,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._requests = requests
        self._display = display
        self._trail = trail
        self._headlines = headlines
        self._focus = focus
        self._messages = messages
        self._is_other_list = False
        """Was another list chosen since the last article was opened from one?"""
        state.queries.observe(self._query_changed)

    def open(
        self, at: ArticleRef, *, followed: bool = False, shown: Callable[[], None] | None = None
    ) -> None:
        """Open an article.

        Args:
            at: the article.
            followed: it is opened by a link of the article on the screen.
            shown: called when it is on the screen, to go to another place in it than the one
                where it was left.
        """

        def show(article: Article) -> None:
            self._trail.visit(article, followed=followed, tells_position=shown is None)
            if shown is not None:
                shown()

        article = self._newsroom.articles.get(at)
        if article is not None:
            show(article)
        self._requests.send(at, show if article is None else None, followed=followed)

    def newest(self, count: int) -> Sequence[Headline]:
        """The first headlines of the list."""
        return self._newsroom.lists.rows(self._state.query).slice(0, count)

    def open_headline(self, headline: Headline, shown: Callable[[], None] | None = None) -> None:
        """Open the article of a headline; `shown` is called when it is on the screen."""
        self.open(model.ArticleRef(headline.url, headline.id, headline.title), shown=shown)

    def open_selected(self, headline: Headline | None = None) -> None:
        """Open a headline of the list, by default the one under the cursor."""
        if (headline := headline or self._headlines.selected) is not None:
            self._headlines.select(headline.id)
            self.open_headline(headline)

    def open_neighbour(self, step: int, *, unread: bool) -> None:
        """Go to another headline, and open it when an article is read.

        Args:
            step: 1 for one below, -1 for one above.
            unread: skip those that were read.
        """
        headline = self._first_of_other_list() if step > 0 else None
        self._is_other_list = False
        headline = headline or self._headlines.window.neighbour(
            self._headlines.cursor, step, unread=unread
        )
        if headline is None:
            self._messages.say(no_neighbour(step, unread=unread), topic="key")
            return
        self._headlines.select(headline.id)
        if self._focus.is_reading:
            self.open_headline(headline)

    def _query_changed(self, _before: ListQuery, _query: ListQuery) -> None:
        self._is_other_list = True

    def _first_of_other_list(self) -> Headline | None:
        """The headline under the cursor, if the list was chosen since and it is still to be read."""
        article, headline = self._display.current, self._headlines.selected
        is_reading = self._focus.is_reading
        if not self._is_other_list or not is_reading or headline is None or headline.read:
            return None
        return None if article is None or headline.id == article.id else headline
