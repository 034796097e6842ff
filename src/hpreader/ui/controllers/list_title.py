"""The line above the headlines: which list it is; and what is in its place when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _, explain
from hpreader.model.lists import MUTED_SEARCH
from hpreader.model.trail_steps import list_count, place_name
from hpreader.ui.cell_text import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import ListQuery
    from hpreader.newsroom import Newsroom
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.widgets.captions import PaneTitle
    from hpreader.ui.widgets.status_line import StatusLine

WAITING = ELLIPSIS
"""The number of articles while it is not known."""


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

    def show(self, query: ListQuery, *, is_waiting: bool = False) -> None:
        """Show which list the headlines are, and how many.

        Args:
            query: the list.
            is_waiting: whether it is still being read, while another one is shown.
        """
        if not self._headlines.window.count:
            self._headlines.show_empty_text(self._why_empty(query))
        titles = self._newsroom.subscriptions.titles()
        named = titles if len(titles) > 1 and not query.source else {}
        self._headlines.show_context(named, is_one_day=query.day is not None)
        searches = self._newsroom.searches.saved() if query.search else ()
        place = place_name(query, titles, searches)
        words = [
            place or (_("Saved") if query.saved else _("All news")),
            # Before what narrows the list: that may be cut off.
            WAITING if is_waiting else self._count(),
        ]
        if query.day is not None:
            words.append(f"{query.day:%d/%m/%Y}")
        if query.unread:
            words.append(_("unread"))
        if query.text:
            words.append(f"\u201c{query.text}\u201d")
        if query.order != "time" or query.oldest_first:
            from hpreader.model.list_orders import ORDER_NAMES  # noqa: PLC0415 - not for the first picture

            words.append(_(ORDER_NAMES[query.order]))
        self._title.text = " \u2219 ".join(words)

    def _count(self) -> str:
        window = self._headlines.window
        more = "" if window.rows.is_whole else "+"
        return list_count(window.count, window.rows.folds.left_out, more)

    def _why_empty(self, query: ListQuery) -> tuple[str, ...]:
        """Why there are no headlines, and what to do."""
        status = self._status_line.status
        if query == model.ListQuery(saved=True):
            return (_("Nothing is saved yet"),)
        if query.search == MUTED_SEARCH:
            return (_("Rules hide nothing here"),)
        if query != model.ListQuery():
            return (_("No headlines here"),)
        if status.work and status.subject and status.total:
            words = _("Fetching {subject}, {done} of {total}")
            words = words.format(
                subject=status.subject, done=min(status.done + 1, status.total), total=status.total
            )
            return (_("No news in the cache yet"), words)
        if status.work:
            return (_("No news in the cache yet"), status.work)
        keys = _("{refresh}: fetch the news \u2219 {help}: all keys").format(
            refresh=self.key_of("refresh_all"), help=self.key_of("help")
        )
        states = self._newsroom.subscriptions.states()
        problems = [state.problem for state in states if state.problem is not None]
        has_no_network = self._newsroom.offline or any(one.is_network for one in problems)
        if self._newsroom.offline:
            why = [_("This reader was started offline; it does not touch the network.")]
        else:
            why = [explain(problem) for problem in problems[:1]]
        if has_no_network:
            why.append(_("hpreader demo shows a sample newspaper, without a network."))
        return (_("No news in the cache yet"), *why, keys)
