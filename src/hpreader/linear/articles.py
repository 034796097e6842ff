"""Opening articles: from the list, by Tin khác, by any link; the next one, the next unread one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.i18n import _
from hpreader.linear.article_text import ArticleText
from hpreader.model.link_targets import is_document, link_target
from hpreader.model.sentences import no_neighbour

if TYPE_CHECKING:
    from hpreader.linear.marks import Marks
    from hpreader.linear.protocols import LineIO
    from hpreader.linear.requests import Requests
    from hpreader.linear.state import LinearState
    from hpreader.linear.trail_record import TrailRecord
    from hpreader.model import Anchor, Article, ArticleRef
    from hpreader.newsroom import Newsroom


class Articles:
    """Opens articles, and tells them."""

    def __init__(
        self,
        newsroom: Newsroom,
        io: LineIO,
        state: LinearState,
        record: TrailRecord,
        requests: Requests,
        marks: Marks,
        measure: int,
    ) -> None:
        """Make it.

        Args:
            newsroom: what there is to read.
            io: has the width and the height.
            state: has the list and the article.
            record: gets the steps.
            requests: gets the articles.
            marks: marks what is opened.
            measure: the most cells of a line.
        """
        self._newsroom = newsroom
        self._io = io
        self._state = state
        self._record = record
        self._requests = requests
        self._marks = marks
        self._measure = measure

    # --- opening ------------------------------------------------------------------------------

    async def open(self, ref: ArticleRef, *, followed: bool = False) -> None:
        """Open an article as a new step of the trail, where it was left."""
        article = await self._requests.get(ref)
        if article is None:
            return
        await self._record.remember()
        progress = self._newsroom.articles.progress([article.id]).get(article.id)
        start, read = model.Anchor(), 0.0
        if progress is not None:
            read = progress.shown
            start = start if progress.is_finished else progress.anchor
        if start != model.Anchor() and self._io.rows:
            words = _("Read on where you left it, at {percent}. {key}: the beginning")
            self._state.say(words.format(percent=f"{round(read * 100)} %", key="g") + ".")
        await self._record.add_article(article, start, read, followed=followed)
        await self.show(article, start, read)

    async def show(self, article: Article, start: Anchor, read: float) -> None:
        """Tell an article from a position on; `read` is how much was read before, 0 to 1."""
        view = self._laid_out(article)
        view.begin(start if self._io.rows else model.Anchor(), read)
        self._state.article = view
        self._state.show(view)
        view.note_page()
        await self._marks.mark_opened(article.id)
        await self._record.remember()

    def _laid_out(self, article: Article) -> ArticleText:
        now = self._newsroom.now()
        states = self._newsroom.articles.states_on(article, self._record.history)
        source = self._newsroom.subscriptions.told_title(article.source)
        return ArticleText(self._io, article, self._measure, states, now, self.open_related, source)

    async def open_headline(self, number: int) -> None:
        """Open the headline of a number, counted from 1."""
        headlines = self._state.headlines
        headline = headlines.headline(number - 1)
        if headline is not None:
            headlines.row = number - 1
            await self.open(model.ArticleRef(headline.url, headline.id, headline.title))

    async def open_neighbour(self, step: int, *, unread: bool) -> None:
        """Open another headline of the list.

        Args:
            step: 1 for one below, -1 for one above.
            unread: skip those that were read.
        """
        headlines = self._state.headlines
        row: int | None = headlines.row + step
        if unread:
            row = headlines.rows.nearest_unread(headlines.row, step)
        if row is None or not 0 <= row < headlines.numbers:
            self._state.say(no_neighbour(step, unread=unread))
        else:
            await self.open_headline(row + 1)

    async def refresh(self) -> None:
        """Fetch the article again, and tell it from the same position on."""
        view = self._state.article
        if view is None:
            return
        article = view.article
        ref = model.ArticleRef(article.url, article.id, article.title)
        fresh = await self._requests.get(ref, refresh=True)
        if fresh is not None:
            await self.show(fresh, view.anchor, view.progress)

    # --- other news and links -----------------------------------------------------------------

    async def open_related(self, number: int) -> None:
        """Open one of the other news by its number, counted from 1."""
        if self._state.article is not None:
            item = self._state.article.article.related[number - 1]
            await self.follow(item.url, item.title)

    async def tell_related(self, number: str) -> None:
        """Tell the other news again; or open the one with a number."""
        view = self._state.article
        if view is None:
            self._state.say(_("No article is open."))
        elif not view.numbers:
            self._state.say(_("This article has no other news."))
        else:
            entries = [item.title for item in view.article.related]
            menu = self._state.menu(_("Other news"), entries, self.open_related)
            await self._state.offer(menu, number)

    async def tell_links(self, number: str) -> None:
        """Tell the links of the article; or open the one with a number."""
        view = self._state.article
        links = view.links() if view is not None else []
        if view is None:
            self._state.say(_("No article is open."))
        elif not links:
            self._state.say(_("There are no links in this article."))
        else:

            async def choose(chosen: int) -> None:
                title, url = links[chosen - 1]
                await self.follow(url, title)

            entries = [f"{title}, {urls.host(url) or url}" for title, url in links]
            await self._state.offer(self._state.menu(_("Links"), entries, choose), number)

    async def follow(self, url: str, title: str) -> None:
        """Open a link of the article, once it is clear that it may be."""
        if self._state.article is None:
            return
        article = self._state.article.article
        target = link_target(article, url)
        match target.kind:
            case "refused":
                self._state.say(_("This address cannot be opened: {url}").format(url=target.url))
            case "file" | "document":
                self._tell_document(target.url)
            case "article":
                await self.open(model.ArticleRef(target.url, title=title), followed=True)
            case "elsewhere":
                self._ask_first(article, target.url, title)

    def _tell_document(self, url: str) -> None:
        self._state.say(_("Only another program can show this: {url}").format(url=url))

    def _ask_first(self, article: Article, url: str, title: str) -> None:
        """Tell the whole address before anything of it is fetched."""

        async def choose(_number: int) -> None:
            if is_document(article, url):
                self._tell_document(url)
            else:
                await self.open(model.ArticleRef(url, title=title), followed=True)

        words = _("This link leads to another site, {host}. Its address: {url}")
        words = words.format(host=urls.host(url), url=url)
        self._state.show(self._state.menu(words, [_("Open it here")], choose))

    # --- the address, and words in the text ---------------------------------------------------

    async def tell_address(self, number: str) -> None:
        """Tell the address of the article, or of the headline with a number."""
        view, headlines = self._state.article, self._state.headlines
        url = view.article.url if view is not None else ""
        if number.isdecimal() and 0 < int(number) <= headlines.numbers:
            headline = headlines.headline(int(number) - 1)
            url = headline.url if headline is not None else ""
        self._state.say(url or _("No article is open."))

    async def find(self, view: ArticleText, words: str) -> None:
        """Tell the article from the next line on that has some words."""
        after = view.pages.first if self._io.rows else -1
        line = view.line_with(words, after)
        if line is None:
            self._state.say(_("Nothing was found for {subject}.").format(subject=f"“{words}”"))
        else:
            self._state.show(view, line)
