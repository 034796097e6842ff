"""What a synchronisation asks of a server, whatever API that has.

Each API is a module of requests and answers here, and an implementation of `ServerSession` in `newsroom/`, which
sends them. What becomes of the answers is decided once, in `newsroom/accounts/mark_sync.py` and `mark_merge.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from datetime import date

    from hpreader.model.accounts import (
        KnownItem,
        RemoteFeed,
        RemoteIndex,
        RemoteItem,
        RemoteList,
        ServerKind,
    )
    from hpreader.problems import Problem, Reason


class BadAnswerError(ValueError):
    """An answer is not what the API gives."""

    def __init__(self, detail: str, reason: Reason | None = None) -> None:
        super().__init__(detail)
        self.reason = reason


class ServerError(Exception):
    """The server, or the way to it, does not do what was asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class NotThisApiError(ServerError):
    """The server has no such API."""


class ServerSession(Protocol):
    """A session of a user at a server; each method raises ServerError.

    All changes can be repeated: what was not confirmed is sent again.
    """

    @property
    def kind(self) -> ServerKind:
        """Which API it is."""

    @property
    def server(self) -> str:
        """The address of the API."""

    @property
    def most_new(self) -> int:
        """Articles that one synchronisation stores which were not seen before; the others follow in the next ones."""

    async def feeds(self) -> tuple[RemoteFeed, ...]:
        """The subscriptions."""

    async def index(self, known: Mapping[str, KnownItem]) -> RemoteIndex:
        """Which articles there are, with their marks; asked for after `feeds`.

        Args:
            known: those that were seen before, by their ids.
        """

    def items(self, ids: Sequence[str]) -> AsyncIterator[tuple[RemoteItem, ...]]:
        """Addresses and titles of articles from the last index, some at a time, in the order of their ids.

        Those that the server does not have any more are missing.
        """

    async def newest_articles(
        self, feed: str, *, mark: str, since: date | None
    ) -> RemoteList | None:
        """The newest articles of a feed with their texts; None where there is nothing new.

        Args:
            feed: its id.
            mark: that of the list which was taken last; empty: none was.
            since: the day up to which older ones are wanted, too; None for those that a feed would have, and all
                since the mark.
        """

    def edit(
        self, ids: Sequence[str], *, is_read: bool, value: bool
    ) -> AsyncIterator[Sequence[str]]:
        """Set a mark of articles (read, else saved); yields those of which the server has confirmed it."""

    async def subscribe(self, feed: RemoteFeed) -> bool:
        """Subscribe to the feed at an address; returns whether the server took it."""

    async def unsubscribe(self, feed: str) -> None:
        """Unsubscribe from the feed with this id."""

    async def close(self) -> None:
        """End the session and close the connection; raises nothing."""
