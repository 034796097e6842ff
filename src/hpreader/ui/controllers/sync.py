"""Fetching: behind what is shown, on a timer, and when the network comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from hpreader import model
from hpreader.i18n import _, ngettext
from hpreader.problems import Problem, ProblemError
from hpreader.ui.screen import ScreenPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer
    from textual.worker import Worker

    from hpreader.model import SyncDone, SyncEvent

FIRST_RETRY, LAST_RETRY = 30.0, 300.0
"""Seconds until the network is tried again; doubled each time."""


class Refreshing(ScreenPart):
    """What fetches lists; at most one sync at a time."""

    _syncing: Worker[None] | None = None
    _is_quiet = False
    _retry_after = FIRST_RETRY
    _retry: Timer | None = None
    """Set while the network is to be tried again."""
    _troubles: list[Problem]

    class Synced(Message):
        """Something came of a sync."""

        def __init__(self, event: SyncEvent | Problem) -> None:
            self.event = event
            super().__init__()

    def start_refreshing(self) -> None:
        """Fetch what is old now, and look again on a timer."""
        minutes = self.settings.refresh_minutes
        if minutes and not self.newsroom.offline:
            self.set_interval(minutes * 60, self._refresh_if_stale)
            self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self.newsroom.is_stale(self.settings.refresh_minutes):
            self.sync()

    def sync(self, names: Sequence[str] = (), *, quiet: bool = False, asked: bool = False) -> None:
        """Fetch the lists of these sources, of all when none is named.

        `quiet` shows nothing until something has come. What nobody `asked` for is of the budget for
        such.
        """
        if self._is_syncing:
            return
        self._is_quiet, self._troubles = quiet, []
        if not quiet:
            self.say_status(work=_("Fetching the news"), done=0, total=0)
            if not self.headlines.window.count:
                self.counts_changed()  # an empty list says that some are on their way
        self._syncing = self._sync(tuple(names), asked=asked)

    @property
    def _is_syncing(self) -> bool:
        return self._syncing is not None and not self._syncing.is_finished

    @work(group="sync")
    async def _sync(self, names: Sequence[str], *, asked: bool) -> None:
        try:
            async for event in self.newsroom.sync(names, unasked=not asked):
                self.post_message(self.Synced(event))
        except ProblemError as error:
            self.post_message(self.Synced(error.problem))

    def on_refreshing_synced(self, message: Synced) -> None:
        """Show what a sync brings as it comes."""
        match message.event:
            case model.Progress(done, total):
                if not self._is_quiet:
                    self.say_status(work=_("Fetching the news"), done=done, total=total)
            case model.SourceSynced(problem=None) as synced:
                self._is_quiet = False
                self._answered()
                if synced.status == "new":
                    self.lists_changed()
            case model.SourceSynced(problem=problem):
                if problem is not None:
                    self._troubles.append(problem)
            case model.PageSynced():
                pass
            case model.SyncDone() as done:
                self._done(done)
            case Problem() as problem:
                self.say_status(work="")
                self.say_problem(problem)

    def _answered(self) -> None:
        """A server answered, so there is a network."""
        self._retry_after = FIRST_RETRY
        if self.status_line.status.offline:
            self.say_status(offline=self.newsroom.offline)

    def _done(self, done: SyncDone) -> None:
        self.say_status(work="")
        budget = self.newsroom.budget
        if budget.spent:
            self.say_status(ahead=(budget.spent, budget.limit))
        self.lists_changed()
        self.states_changed()
        if done.new:
            words = ngettext("{count} new article", "{count} new articles", done.new)
            self.say(words.format(count=done.new))
        has_network = any(not trouble.is_network for trouble in self._troubles)
        if done.sources and done.failed == done.sources and not has_network:
            self.network_lost()

    def network_lost(self) -> None:
        """Say so, and try again after a while, then after a longer one."""
        self.say_status(offline=True)
        if self._retry is None and not self.newsroom.offline:
            self._retry = self.set_timer(self._retry_after, self._try_again)
            self._retry_after = min(self._retry_after * 2, LAST_RETRY)

    def _try_again(self) -> None:
        self._retry = None
        self.sync(quiet=True)

    def action_refresh_all(self) -> None:
        """Fetch the lists of all sources."""
        self._try_sync(())

    def _try_sync(self, names: Sequence[str]) -> None:
        if self.newsroom.offline:
            self.say(_("This reader was started offline; it does not touch the network."))
        elif self._is_syncing and not self._is_quiet:
            self.say(_("The news is being fetched already."))
        else:
            if self._syncing is not None:  # a quiet one: this one shows what it does
                self._syncing.cancel()
                self._syncing = None
            self.sync(names, asked=True)
