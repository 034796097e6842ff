"""What leaves the reader: addresses for the browser, links and texts for the clipboard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.subject import Subject


class External:
    """Opens addresses in the browser and fills the clipboard."""

    def __init__(
        self,
        newsroom: Newsroom,
        subject: Subject,
        messages: Messages,
        background: Background,
        copy: Callable[[str], None],
    ) -> None:
        self._newsroom = newsroom
        self._subject = subject
        self._messages = messages
        self._background = background
        self._copy = copy

    def browse_subject(self) -> None:
        """Open the article in the browser."""
        address = urls.canonical(self._subject.url)
        if self._subject.id and not self._subject.url:
            self._say_no_address()
        elif not address:
            self._messages.say(_("This address cannot be opened."), problem=True)
        else:
            self.browse(address)

    def browse(self, address: str, words: str = "") -> None:
        """Open an http address in the browser, and tell so.

        Args:
            address: the address.
            words: the notice, in which `{url}` is the address; empty: the usual one.
        """
        self._messages.say((words or _("Opening in the browser: {url}")).format(url=address))
        self._background.start(self._browse(address), "browser")

    async def _browse(self, address: str) -> None:
        import webbrowser  # noqa: PLC0415 - not for the first picture

        if not await asyncio.to_thread(webbrowser.open, address):
            words = _("No browser was found. The address: {url}")
            self._messages.say(words.format(url=address), problem=True)

    def copy_address(self, address: str) -> None:
        """Copy an address into the clipboard."""
        self._copy(address)
        self._messages.say(_("The link is in the clipboard, if the terminal allows it."))

    def copy_link(self) -> None:
        """Copy the article's address into the clipboard."""
        if self._subject.id and not self._subject.url:
            self._say_no_address()
        else:
            self.copy_address(self._subject.url)

    def _say_no_address(self) -> None:
        self._messages.say(
            _("This article has no address, only the text in its feed."), problem=True
        )

    def copy_article(self) -> None:
        """Copy the article's text into the clipboard."""
        from hpreader.export import article_text  # noqa: PLC0415 - not for the first picture

        article = self._newsroom.articles.get(model.ArticleRef(self._subject.url, self._subject.id))
        if article is None:
            self._messages.say(_("The text of this article is not in the cache."), problem=True)
            return
        self._copy(article_text(article))
        self._messages.say(_("The text is in the clipboard, if the terminal allows it."))
