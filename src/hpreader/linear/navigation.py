"""Pager, levels, help, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.linear.wrapped_text import no_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hpreader.linear.articles import Articles
    from hpreader.linear.lists import Lists
    from hpreader.linear.state import LinearState
    from hpreader.linear.trail_record import TrailRecord
    from hpreader.newsroom import Newsroom


class Navigation:
    """Turns the pages of what is told, and leaves it."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: LinearState,
        record: TrailRecord,
        articles: Articles,
        lists: Lists,
        help_lines: Callable[[], Sequence[str]],
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._record = record
        self._articles = articles
        self._lists = lists
        self._help_lines = help_lines

    async def read_on(self) -> None:
        """The next page; at the end of an article, the next unread one."""
        view = self._state.view
        if view.pages.has_next:
            await self._turn(view.pages.next())
        elif view is self._state.article:
            await self._articles.open_neighbour(1, unread=True)
        else:
            self._state.say(_("This is the end."))

    async def choose(self, number: str) -> None:
        """Open what has a number here; without one the prompt says what can be typed."""
        if not number:
            return
        view = self._state.view
        is_number = number.isdecimal() and len(number) < 10
        if is_number and 0 < int(number) <= view.numbers:
            await view.choose(int(number))
        else:
            self._state.say(no_number(number, view.numbers))

    async def page_up(self, _argument: str) -> None:
        """The page before."""
        pages = self._state.view.pages
        if pages.has_previous:
            await self._turn(pages.previous())
        else:
            self._state.say(_("This is the beginning."))

    async def top(self, _argument: str) -> None:
        """The first page."""
        await self._turn(self._state.view.pages.page(0))

    async def end(self, _argument: str) -> None:
        """The last page."""
        await self._turn(self._state.view.pages.last())

    async def again(self, _argument: str) -> None:
        """Where one is, and the same page once more."""
        view, state = self._state.view, self._state
        state.say(state.article.article.title if state.article is not None else view.title)
        state.say_lines(view.pages.page())

    async def _turn(self, lines: list[str]) -> None:
        self._state.say_lines(lines)
        if (article := self._state.article) is not None and self._state.view is article:
            article.note_page()
            await self._record.remember()

    async def leave(self, _argument: str) -> None:
        """From a menu to what it is over, from the article to its list; from the list: quit."""
        state = self._state
        if state.view is not state.below:
            view = state.below
            state.show(view, view.pages.first)
        elif state.article is not None:
            await self.go_to_list("")
        else:
            await self.quit("")

    async def go_to_list(self, _argument: str) -> None:
        """The list, from the headline on that was opened last."""
        await self._record.remember()
        headlines = self._state.headlines
        self._state.show_list(headlines, max(0, headlines.row))

    async def quit(self, _argument: str) -> None:
        """Leave the reader."""
        await self._record.remember()
        self._state.is_over = True

    async def tell_help(self, _argument: str) -> None:
        """Tell what the commands are."""
        self._state.show(self._state.menu(_("Help"), self._help_lines()))

    async def tell_notices(self, number: str) -> None:
        """The notices for the followed places by day; or the article of one with a number."""
        places = self._newsroom.places
        notices = places.notices()
        if not notices:
            self._state.say(
                _("There are no notices for the places you follow.")
                if places.all()
                else _(
                    'You follow no place yet. Put yours into config.toml: places = ["{name}"]'
                ).format(name="Lê Chân")
            )
            return

        async def choose(chosen: int) -> None:
            headline = notices[chosen - 1].headline
            await self._articles.open(model.ArticleRef(headline.url, headline.id, headline.title))

        entries = [f"{one.when}, {one.subject}: {one.headline.title}" for one in notices]
        await self._state.offer(self._state.menu(_("Notices"), entries, choose), number)

    async def tell_queue(self, number: str) -> None:
        """The links that wait for the network; or the one with a number."""
        queue = self._newsroom.queue.get_all()
        if not queue:
            self._state.say(_("Nothing waits for the network."))
            return

        async def choose(chosen: int) -> None:
            item = queue[chosen - 1]
            await self._articles.open(model.ArticleRef(item.url, title=item.title))

        entries = [item.title or item.url for item in queue]
        await self._state.offer(
            self._state.menu(_("Waiting for the network"), entries, choose), number
        )
