"""The line above the headlines: which list it is; and what is in its place when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import N_, _, explain, ngettext
from hpreader.ui.step_labels import place_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import ListQuery
    from hpreader.model.lists import Order
    from hpreader.newsroom import Newsroom
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.widgets.captions import PaneTitle
    from hpreader.ui.widgets.status_line import StatusLine

ORDERS: tuple[tuple[Order, bool], ...] = (
    ("time", False), ("time", True), ("source", False), ("section", False), ("unread", False),
)  # fmt: skip
"""The orders that one key goes through, and whether the oldest come first."""

ORDER_NAMES = {
    "time": N_("oldest first"),
    "source": N_("by source"),
    "section": N_("by section"),
    "unread": N_("unread first"),
}


class ListTitle:
    """Writes the title of the headlines, and the reason where there are none."""

    def __init__(
        self,
        newsroom: Newsroom,
        headlines: Headlines,
        title: PaneTitle,
        status_line: StatusLine,
        key_of: Callable[[str], str],
    ) -> None:
        self._newsroom = newsroom
        self._headlines = headlines
        self._title = title
        self._status_line = status_line
        self.key_of = key_of

    def show(self, query: ListQuery) -> None:
        """Show which list the headlines are, and how many."""
        if not self._headlines.window.count:
            self._headlines.show_empty_text(self._why_empty(query))
        titles = self._newsroom.subscriptions.titles()
        self._headlines.lines.source_titles = titles if len(titles) > 1 and not query.source else {}
        searches = self._newsroom.searches.saved() if query.search else ()
        place = place_name(query, titles, searches)
        count = self._headlines.window.count
        words = [
            place or (_("Saved") if query.saved else _("All news")),
            # Before what narrows the list: that may be cut off.
            ngettext("{count} article", "{count} articles", count).format(count=count),
        ]
        if query.day is not None:
            words.append(f"{query.day:%d/%m/%Y}")
        if query.unread:
            words.append(_("unread"))
        if query.text:
            words.append(f"\u201c{query.text}\u201d")
        if (query.order, query.oldest_first) != ORDERS[0]:
            words.append(_(ORDER_NAMES[query.order]))
        self._title.text = " \u2219 ".join(words)

    def _why_empty(self, query: ListQuery) -> tuple[str, ...]:
        """Why there are no headlines, and what to do."""
        work = self._status_line.status.work
        if query != model.ListQuery():
            return (_("No headlines here"),)
        if work:
            return (_("No news in the cache yet"), work)
        keys = _("{refresh}: fetch the news \u2219 {help}: all keys").format(
            refresh=self.key_of("refresh_all"), help=self.key_of("help")
        )
        if self._newsroom.offline:
            why = [_("This reader was started offline; it does not touch the network.")]
        else:
            states = self._newsroom.subscriptions.states()
            why = [explain(state.problem) for state in states if state.problem is not None][:1]
        return (_("No news in the cache yet"), *why, keys)
