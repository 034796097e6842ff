"""The headlines of a list, as a view: each a sentence with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.i18n import _, explain, ngettext
from hpreader.linear.menu import MOST
from hpreader.linear.pager import Pager
from hpreader.linear.wrapped_text import page_height, wrapped
from hpreader.model.list_orders import ORDER_NAMES, ORDERS
from hpreader.model.lists import MUTED_SEARCH
from hpreader.model.trail_steps import list_count, list_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from hpreader.linear.protocols import Choose, LineIO
    from hpreader.model import Headline, ListQuery
    from hpreader.newsroom import Newsroom


class HeadlineView:
    """A view of headlines; their numbers stay those of the articles that were told."""

    def __init__(
        self, newsroom: Newsroom, io: LineIO, query: ListQuery, choose: Choose, kept: str = ""
    ) -> None:
        """Read a list.

        Args:
            newsroom: has the headlines.
            io: has the width and the height.
            query: which headlines.
            choose: opens the headline of a number.
            kept: the id of an article that is not put behind another one of its event.
        """
        self.query = query
        self.rows = newsroom.lists.rows(query)
        if newsroom.view_preferences.folds_stories:
            newsroom.stories.fold(self.rows, query, [kept] if kept else [])
        self.row = -1
        """The row of the article that was opened last, counted from 0; -1 for none."""
        self.choose = choose
        self._newsroom = newsroom
        self._io = io
        titles = newsroom.subscriptions.titles()
        self._titles = titles if len(titles) > 1 and not query.source else {}
        self._told: dict[int, Headline] = {}
        """The headlines that were told, by their rows."""
        self.pages = Pager(self._items, self.rows.count, page_height(io), MOST)

    @property
    def title(self) -> str:
        """Which list it is, how many headlines it has, and how it is looked at."""
        query, count = self.query, self.pages.count
        if not count:
            return " ".join(self._why_empty())
        titles = self._newsroom.subscriptions.titles()
        searches = self._newsroom.searches.saved() if query.search else ()
        words = [
            list_name(query, titles, searches, ", "),
            list_count(count, self.rows.folds.left_out),
        ]
        words += self._filters()
        return f"{', '.join(words)}."

    @property
    def prompt(self) -> str:
        """Which headlines were told, and what can be done."""
        pages, count = self.pages, self.pages.count
        if not count:
            return _("h: help")
        if not pages.has_next:
            return "; ".join((_("End of the list. Number: open"), _("h: help")))
        told = _("{first} to {last} of {count}. Enter: more; number: open")
        told = told.format(first=pages.first + 1, last=pages.end, count=count)
        return "; ".join((told, _("h: help")))

    @property
    def numbers(self) -> int:
        """How many headlines can be opened."""
        return self.pages.count

    def headline(self, row: int) -> Headline | None:
        """The headline of a row: the one that was told with its number, if one was."""
        if row in self._told:
            return self._told[row]
        return next(iter(self.rows.slice(row, row + 1)), None) if row >= 0 else None

    def refresh_told(self, ids: Collection[str]) -> None:
        """Read some headlines again, whose marks have changed; they stay in their rows, see `Rows.hold`."""
        for row, headline in self._told.items():
            if headline.id in ids:
                self._told[row] = self._newsroom.articles.headline(headline.id) or headline

    def position(self) -> model.ListPosition:
        """The list, and the headline that was opened last, or the first one of the page."""
        row = self.row if self.row >= 0 else self.pages.first
        headline = self.headline(row)
        return model.ListPosition(self.query, headline.id if headline is not None else "", row)

    def _items(self, start: int, stop: int) -> list[list[str]]:
        lines = []
        now = self._newsroom.now()
        for row, headline in enumerate(self.rows.slice(start, stop), start):
            self._told[row] = headline
            source = self._titles.get(headline.source, "")
            sentence = export.headline_sentence(headline, now, source)
            lines.append(
                wrapped(f"{row + 1}. {sentence}{self._behind(headline)}", self._io.columns)
            )
        return lines

    def _behind(self, headline: Headline) -> str:
        """How many other articles of its event are behind an item."""
        behind = self.rows.folds.behind(headline.id)
        if behind is None:
            return ""
        words = ngettext(
            "{count} more article of this event",
            "{count} more articles of this event",
            behind.count,
        )
        return f", {words.format(count=behind.count)}"

    def _filters(self) -> list[str]:
        query = self.query
        words = [_("unread")] if query.unread else []
        if query.saved and query.day is not None:
            words.insert(0, f"{query.day:%d/%m/%Y}")
        if query.text:
            words.append(f"“{query.text}”")
        if (query.order, query.oldest_first) != ORDERS[0]:
            words.append(_(ORDER_NAMES[query.order]))
        return words

    def _why_empty(self) -> list[str]:
        """Why there are no headlines, and what to do."""
        if self.query == model.ListQuery(saved=True):
            return [_("Nothing is saved yet") + "."]
        if self.query.search == MUTED_SEARCH:
            return [_("Rules hide nothing here") + "."]
        if self.query != model.ListQuery():
            return [", ".join((_("No headlines here"), *self._filters())) + "."]
        sentences = [_("No news in the cache yet") + "."]
        if self._newsroom.offline:
            sentences.append(_("This reader was started offline; it does not touch the network."))
            return sentences
        states = self._newsroom.subscriptions.states()
        problems = [state.problem for state in states if state.problem is not None]
        return [*sentences, *map(explain, problems[:1]), _("r: fetch the news.")]
