"""The links and the other news of an article: followed here, or shown before they leave the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.i18n import _
from hpreader.model.documents import document_type

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
        origin = (article.url or urls.PUBLIC) if article is not None else ""
        address = urls.resolve("", url)
        if not address or not urls.may_follow(address, origin):
            words = _("This address cannot be opened: {url}")
            self._messages.say(words.format(url=url), problem=True)
        elif article is not None and _is_file_of(article, address):
            self._external.browse(address)
        elif not origin or urls.same_site(address, origin):
            self._open(url, title)
        else:
            self._ask_first(address, title)

    def _open(self, url: str, title: str) -> None:
        if self._is_document(url):
            self._external.browse(url)
        else:
            self._articles.open(model.ArticleRef(url, title=title), followed=True)

    def _is_document(self, url: str) -> bool:
        """Whether an address is that of a document, which only another program can show."""
        article = self._pane.article
        blocks = article.blocks if article is not None else ()
        is_attached = any(isinstance(one, model.Attachment) and one.url == url for one in blocks)
        return is_attached or bool(document_type(url))

    def _ask_first(self, address: str, title: str) -> None:
        """Show the whole address before anything of it is fetched."""
        from hpreader.ui.dialogs.question import LinkDialog  # noqa: PLC0415 - not for the first picture

        def answered(choice: int | None) -> None:
            if choice == LinkDialog.HERE:
                self._open(address, title)
            elif choice == LinkDialog.BROWSER:
                self._external.browse(address)
            elif choice == LinkDialog.COPY:
                self._external.copy_address(address)

        self._ask(LinkDialog(address, urls.host(address)), answered)


def _is_file_of(article: Article, address: str) -> bool:
    """Is it the file that an article consists of: a sound, a film, a document?"""
    files = (block.url for block in article.blocks if isinstance(block, model.Embed))
    return urls.canonical(address) == article.url and article.url in files
