"""Following links: inside the reader where they lead to an article, else in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.i18n import _
from hpreader.ui.controllers.trail_store import Keeping
from hpreader.ui.controllers.view import Looking

if TYPE_CHECKING:
    from hpreader.problems import Problem
    from hpreader.ui.controllers.articles import Errand
    from hpreader.ui.panes import article_messages

NO_ARTICLE = frozenset(
    {"no_article", "not_html", "needs_script", "login_wall", "too_large", "too_deep"}
)
"""What only a browser can show."""


class Following(Keeping, Looking):
    """What opens the links of an article, and says where they lead before it leaves the site."""

    def on_article_pane_followed(self, message: article_messages.Followed) -> None:
        """A link is opened, once it is clear that it may be."""
        article = self.article.article
        origin = article.url if article is not None else ""
        address = urls.resolve("", message.url)
        if not address or not urls.may_follow(address, origin):
            self.say(
                _("This address cannot be opened: {url}").format(url=message.url), problem=True
            )
        elif not origin or urls.same_site(address, origin):
            self._follow(message.url, message.title)
        else:
            self._ask_first(address, message.title)

    def _follow(self, url: str, title: str) -> None:
        self.open(model.ArticleAt(url, title=title), followed=True)

    def _ask_first(self, address: str, title: str) -> None:
        """Show the whole address before anything of it is fetched."""
        from hpreader.ui.dialogs.question import LinkDialog  # noqa: PLC0415 - not for the first picture

        def answered(choice: int | None) -> None:
            if choice == LinkDialog.HERE:
                self._follow(address, title)
            elif choice == LinkDialog.BROWSER:
                self.browse(address)
            elif choice == LinkDialog.COPY:
                self.app.copy_to_clipboard(address)
                self.say(_("The link is in the clipboard, if the terminal allows it."))

        self.ask(LinkDialog(address, urls.host(address)), answered)

    def failed(self, errand: Errand, problem: Problem) -> None:
        """A link that leads to no article is the browser's."""
        address = urls.resolve("", errand.at.url)
        if errand.followed and not errand.is_shown and problem.kind in NO_ARTICLE and address:
            self.stop_waiting()
            self.browse(address, _("No article: opening {url} in the browser"))
        else:
            super().failed(errand, problem)
