"""The article on the screen, with the states of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.ui.cell_text import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hpreader.model import Anchor, Article, LinkState
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.reader_state import ReaderState


class ArticleDisplay:
    """Puts articles into the article's pane; which one, others decide."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        pane: ArticlePane,
        focus: Focus,
        messages: Messages,
        key_of: Callable[[str], str],
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._pane = pane
        self._focus = focus
        self._messages = messages
        self._key_of = key_of

    @property
    def current(self) -> Article | None:
        """The article on the screen."""
        return self._pane.article

    def show(
        self,
        article: Article,
        states: Mapping[str, LinkState],
        anchor: Anchor | None,
        read: float,
    ) -> None:
        """Show an article and give it the keys; `read` is how much was read before, 0 to 1."""
        self._messages.clear("position")  # it is not true of this one
        self.show_beside(article, states, anchor, read)
        self._focus.go_to(self._pane)

    def show_beside(
        self,
        article: Article,
        states: Mapping[str, LinkState],
        anchor: Anchor | None,
        read: float,
    ) -> None:
        """Show an article and leave the keys where they are."""
        self._focus.show_article_pane()
        self._name_source(article)
        self._pane.show_article(article, states, anchor, read)

    def tell_position(self, share: float) -> None:
        """Tell that the article is opened where it was left.

        Args:
            share: how much of it was read, 0 to 1.
        """
        words = _("Read on where you left it, at {percent}. {key}: the beginning")
        read = percent(share).split(" ", 1)[1]
        self._messages.say(words.format(percent=read, key=self._key_of("top")), topic="position")

    def freshen(self, article: Article) -> None:
        """Show what has changed in the article on the screen; the top line stays."""
        if self.current is not None and self.current.id == article.id:
            self._show_again(article, self._pane.viewport.anchor)

    def links_changed(self) -> None:
        """Articles came into the cache: those that the links lead to may be among them."""
        if self.current is not None:
            self._show_again(self.current)

    def _show_again(self, article: Article, anchor: Anchor | None = None) -> None:
        self._name_source(article)
        self._pane.show_article(article, self.states_of(article), anchor)

    def _name_source(self, article: Article) -> None:
        source = self._newsroom.subscriptions.told_title(article.source)
        self._pane.document.source = source

    def states_of(self, article: Article) -> Mapping[str, LinkState]:
        """Of each of the other news: is it cached, was it read, is it a step that led here?"""
        return self._newsroom.articles.states_on(article, self._state.history)
