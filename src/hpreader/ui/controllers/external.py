"""What leaves the reader: addresses for the browser, links and texts for the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hpreader.newsroom import Newsroom
    from hpreader.ui.browser import Failure
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
        copy: Callable[[str], bool],
        run_in_terminal: Callable[[Sequence[str]], Failure | None],
    ) -> None:
        """Make it.

        Args:
            newsroom: has the texts of articles.
            subject: the article that commands are about.
            messages: tells what was done.
            background: waits for browsers.
            copy: fills the clipboard; false where there is no terminal.
            run_in_terminal: runs a browser that draws in the terminal.
        """
        self._newsroom = newsroom
        self._subject = subject
        self._messages = messages
        self._background = background
        self._copy = copy
        self._run_in_terminal = run_in_terminal

    def browse_subject(self) -> None:
        """Open the article in the browser."""
        address = urls.canonical(self._subject.url)
        if self._subject.id and not self._subject.url:
            self._say_no_address()
        elif not address:
            self._messages.say(_("This address cannot be opened."), problem=True)
        else:
            self.browse(address)

    def browse(self, address: str, why: str = "") -> None:
        """Open an http address in the browser, and tell how that went.

        Args:
            address: the address.
            why: a sentence that explains it, where the user did not ask for a browser.
        """
        words = _("Opening in the browser: {url}").format(url=address)
        self._messages.say(f"{why} {words}".strip(), topic="browser")
        self._background.start(self._browse(address), "browser")

    async def _browse(self, address: str) -> None:
        from hpreader.ui import browser  # noqa: PLC0415 - not for the first picture

        failure: browser.Failure | None = browser.Failure("")
        for command in browser.commands_for(address):
            if browser.needs_terminal(command):
                failure = self._run_in_terminal(command)
            else:
                failure = await browser.open_address(command)
            if failure is None:
                words = _("Opened in the browser: {url}").format(url=address)
                self._messages.say(words, topic="browser")
                return
        if failure is not None:
            self._messages.say(_browser_failed(failure, address), problem=True, topic="browser")

    def copy_address(self, address: str) -> None:
        """Copy an address into the clipboard."""
        self._put(address, _("The link is in the clipboard, if the terminal allows it."))

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
        words = _("The text is in the clipboard, if the terminal allows it.")
        self._put(article_text(article), words)

    def _put(self, text: str, words: str) -> None:
        """Fill the clipboard, and tell so or why not."""
        if self._copy(text):
            self._messages.say(words)
        else:
            words = _("Nothing was copied: there is no terminal to ask for it.")
            self._messages.say(words, problem=True)


def _browser_failed(failure: Failure, address: str) -> str:
    """Why an address was not opened, and the address, to be copied by hand."""
    if not failure.command:
        words = _("No browser was found. The address: {url}")
    elif failure.status is None:
        words = _("The browser {name} could not be started. The address: {url}")
    else:
        words = _("The browser {name} failed (exit status {status}). The address: {url}")
    return words.format(name=failure.command, status=failure.status, url=address)
