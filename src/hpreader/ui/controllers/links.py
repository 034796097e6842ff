"""The links and the other news of an article: followed here, or shown before they leave the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.i18n import _
from hpreader.model.link_targets import is_document, link_target

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.external import External
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.panes.article import ArticlePane


class Links:
    """Opens what the article on the screen links to."""

    def __init__(
        self,
        articles: Articles,
        external: External,
        pane: ArticlePane,
        focus: Focus,
        messages: Messages,
        ask: Ask,
    ) -> None:
        self._articles = articles
        self._external = external
        self._pane = pane
        self._focus = focus
        self._messages = messages
        self._ask = ask

    # --- the other news -----------------------------------------------------------------------

    @property
    def related_count(self) -> int:
        """How many other news the article on the screen has."""
        return self._pane.document.related_count

    @property
    def focused_number(self) -> int | None:
        """Which of the other news has the focus, counted from 1."""
        return self._pane.links.focused

    def focus_related(self) -> None:
        """Move among the other news."""
        self._focus.go_to(self._pane)
        self._pane.links.focus(self._pane.links.focused or 1)

    def open_focused(self) -> None:
        """Open the one of the other news that has the focus."""
        if self._pane.links.focused is not None:
            self.open_number(self._pane.links.focused)

    def open_number(self, number: int) -> None:
        """Open one of the other news by its number, counted from 1."""
        if (item := self._pane.document.related_item(number)) is not None:
            self.follow(item.url, item.title)

    # --- all links ----------------------------------------------------------------------------

    def show_hints(self) -> None:
        """Letters on the links in sight."""
        self._focus.go_to(self._pane)
        if not self._pane.links.start_hints():
            self._messages.say(_("There are no links in sight."))

    def follow(self, url: str, title: str) -> None:
        """Open a link of the article, once it is clear that it may be.

        Args:
            url: the address as the page has it.
            title: the text of the link.
        """
        article = self._pane.article
        if article is None:
            return
        target = link_target(article, url)
        match target.kind:
            case "refused":
                words = _("This address cannot be opened: {url}")
                self._messages.say(words.format(url=url), problem=True)
            case "file" | "document":
                self._external.browse(target.url)
            case "article":
                self._open(target.url, title)
            case "elsewhere":
                self._ask_first(article, target.url, title)

    def _open(self, url: str, title: str) -> None:
        self._articles.open(model.ArticleRef(url, title=title), followed=True)

    def _ask_first(self, article: Article, address: str, title: str) -> None:
        """Show the whole address before anything of it is fetched."""
        from hpreader.ui.dialogs.question import LinkDialog  # noqa: PLC0415 - not for the first picture

        def answered(choice: int | None) -> None:
            if choice == LinkDialog.HERE and not is_document(article, address):
                self._open(address, title)
            elif choice in (LinkDialog.HERE, LinkDialog.BROWSER):
                self._external.browse(address)
            elif choice == LinkDialog.COPY:
                self._external.copy_address(address)

        self._ask(LinkDialog(address, urls.host(address)), answered)
