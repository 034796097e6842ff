"""Fetching lists: on demand, on a timer, and when the network comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _, ngettext
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer
    from textual.worker import Worker

    from hpreader.model import AccountSynced, Headline, SyncDone, SyncEvent
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.reader_state import ReaderState

FIRST_RETRY, LAST_RETRY = 30.0, 300.0
"""Seconds until the network is tried again; doubled each time."""
NEWS_INTERVAL = 1.0
"""Seconds between two times at which what a sync has brought is shown."""


class Sync:
    """Fetches lists; at most one sync at a time."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        headlines: Headlines,
        display: ListDisplay,
        article: ArticleDisplay,
        messages: Messages,
        background: Background,
        refresh_minutes: int,
        after_sync: Sequence[str],
        notify_of: Callable[[Sequence[Headline]], None],
        key_of: Callable[[str], str],
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._headlines = headlines
        self._display = display
        self._article = article
        self._messages = messages
        self._background = background
        self._refresh_minutes = refresh_minutes
        self._after_sync = after_sync
        self._notify_of = notify_of
        self._key_of = key_of
        self._timer: Timer | None = None
        """Fetches what is old, from time to time."""
        self._worker: Worker[None] | None = None
        self._is_quiet = False
        """Does the sync that is going on show nothing until something has come?"""
        self._troubles: list[Problem] = []
        self._told: dict[str, Problem | None] = {}
        """By account the problem of its last synchronisation."""
        self._retry: Timer | None = None
        """Set while the network is to be tried again."""
        self._retry_after = FIRST_RETRY
        self._next_news: Timer | None = None
        """Set for a while after news was shown."""
        self._has_more_news = False

    # --- commands -----------------------------------------------------------------------------

    def refresh_list(self) -> None:
        """Fetch the source of the list again, or all of them for a list of all."""
        self._display.renew()
        source = self._state.query.source
        self._try_sync([source] if source else ())

    def refresh_all(self) -> None:
        """Fetch the lists of all sources."""
        self._try_sync(())

    def _try_sync(self, names: Sequence[str]) -> None:
        if self._newsroom.offline:
            words = _("This reader was started offline; it does not touch the network.")
            self._messages.say(words)
        elif self.is_running and not self._is_quiet:
            self._messages.say(_("The news is being fetched already."))
        else:
            if self._worker is not None:  # a quiet one: this one shows what it does
                self._worker.cancel()
                self._worker = None
            self.start(names, asked=True)

    # --- for other controllers ----------------------------------------------------------------

    def start_timer(self) -> None:
        """Fetch what is old now, and look again from time to time."""
        if self._refresh_minutes and not self._newsroom.offline:
            self._timer = self._background.every(self._refresh_minutes * 60, self._refresh_if_stale)
            self._refresh_if_stale()

    def use(self, refresh_minutes: int, after_sync: Sequence[str]) -> None:
        """Use other settings from now on.

        Args:
            refresh_minutes: after how many minutes the lists are fetched again; 0 is never.
            after_sync: a program that gets what a sync has brought; empty: none.
        """
        self._after_sync = after_sync
        if refresh_minutes == self._refresh_minutes:
            return
        self._refresh_minutes = refresh_minutes
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.start_timer()

    def _refresh_if_stale(self) -> None:
        if self._newsroom.subscriptions.is_stale(self._refresh_minutes):
            self.start()

    def start(self, names: Sequence[str] = (), *, quiet: bool = False, asked: bool = False) -> None:
        """Fetch the lists of some sources, unless a sync is going on.

        Args:
            names: the sources; all when empty.
            quiet: show nothing until something has come.
            asked: the user asked for it: it is not limited by the budget for what nobody asked for.
        """
        if self.is_running:
            return
        self._is_quiet, self._troubles = quiet, []
        if not quiet:
            work = _("Fetching the news")
            self._messages.show_status(work=work, done=0, total=0, subject="")
            if not self._headlines.window.count:
                self._display.counts_changed()  # an empty list tells that some are on their way
        self._worker = self._background.start(self._sync(tuple(names), asked=asked), "sync")

    @property
    def is_running(self) -> bool:
        """Are lists being fetched?"""
        return self._worker is not None and not self._worker.is_finished

    async def _sync(self, names: Sequence[str], *, asked: bool) -> None:
        try:
            async for event in self._newsroom.syncs.run(names, unasked=not asked):
                self._background.call_later(self._received, event)
        except ProblemError as error:
            self._background.call_later(self._received, error.problem)

    def _received(self, event: SyncEvent | Problem) -> None:
        """Show what a sync brings as it comes."""
        match event:
            case model.Progress(done, total, subject):
                if not self._is_quiet:
                    work = _("Fetching the news")
                    self._messages.show_status(work=work, done=done, total=total, subject=subject)
                    if not self._headlines.window.count:
                        self._display.rename()  # an empty list tells what is on its way
            case model.AccountSynced() as account:
                self._account_synced(account)
            case model.SourceSynced(problem=None) as synced:
                self._is_quiet = False
                self._answered()
                if synced.status == "new":
                    self._show_news()
            case model.SourceSynced(problem=problem):
                if problem is not None:
                    self._troubles.append(problem)
            case model.PageSynced():
                pass
            case model.SyncDone() as done:
                self._done(done)
            case Problem() as problem:
                self._messages.show_status(work="")
                self._messages.say_problem(problem)

    def _account_synced(self, account: AccountSynced) -> None:
        """Tell why an account was not synchronised, once until that changes; show the marks that came."""
        problem, before = account.problem, self._told.get(account.account)
        self._told[account.account] = problem
        if problem is not None:
            self._troubles.append(problem)
            if problem.kind != "offline" and problem != before:
                self._messages.say_problem(problem)
        elif account.received or account.subscribed or account.unsubscribed:
            self._is_quiet = False
            self._show_news()

    def _show_news(self) -> None:
        """Show what has come: at once, and then no more often than a second, since all counts are read."""
        if self._next_news is None:
            self._display.changed()
            self._has_more_news = False
            self._next_news = self._background.after(NEWS_INTERVAL, self._show_more_news)
        else:
            self._has_more_news = True

    def _show_more_news(self) -> None:
        self._next_news = None
        if self._has_more_news:
            self._show_news()

    async def _run_hook(self, done: SyncDone) -> None:
        """Give what is new to the user's program; only its failure is told."""
        from hpreader.sync_hook import run_sync_hook  # noqa: PLC0415 - few have a hook

        if failure := await run_sync_hook(self._after_sync, self._newsroom, done):
            self._messages.say(failure, problem=True)

    def _answered(self) -> None:
        """A server answered, so there is a network."""
        self._retry_after = FIRST_RETRY
        if self._messages.status.offline:
            self._messages.show_status(offline=self._newsroom.offline)

    def _done(self, done: SyncDone) -> None:
        self._messages.show_status(work="")
        self._has_more_news = False
        budget = self._newsroom.budget
        if budget.spent:
            self._messages.show_status(ahead=(budget.spent, budget.limit))
        self._display.changed()
        self._article.links_changed()
        if done.new:
            words = ngettext("{count} new article", "{count} new articles", done.new)
            words = words.format(count=done.new)
            if self._headlines.has_focus and not self._headlines.place.shows_first_row:
                hint = _("{key}: to the top").format(key=self._key_of("top"))
                words += f" \u2219 {hint}"  # the list stays where it is, so that they are above it
            self._messages.say(words, topic="news", is_news=True)
        if done.notable:
            self._notify_of(done.notable)
        if done.new and self._after_sync:
            self._background.start(self._run_hook(done), "sync hook")
        has_network = any(not trouble.is_network for trouble in self._troubles)
        if done.sources and done.failed == done.sources and not has_network:
            self.network_lost()

    # --- the network --------------------------------------------------------------------------

    @property
    def is_waiting_for_network(self) -> bool:
        """Is the network to be tried again?"""
        return self._retry is not None

    def network_lost(self) -> None:
        """Show it, and try again after a while, then after a longer one."""
        self._messages.show_status(offline=True)
        if self._retry is None and not self._newsroom.offline:
            self._retry = self._background.after(self._retry_after, self.try_network)
            self._retry_after = min(self._retry_after * 2, LAST_RETRY)

    def try_network(self) -> None:
        """Try whether the network is back."""
        self._retry = None
        self.start(quiet=True)
