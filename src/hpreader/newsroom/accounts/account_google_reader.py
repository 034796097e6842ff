"""A session at a server with the Google Reader API."""

from __future__ import annotations

import asyncio
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, Final, Self, TypeVar

from hpreader.accounts.google_reader import (
    ALL,
    EDITS_AT_ONCE,
    ITEMS_AT_ONCE,
    READ,
    STARRED,
    GoogleReader,
    check_done,
    login_request,
    read_articles,
    read_feeds,
    read_ids,
    read_items,
    read_login,
    read_newest,
    read_token,
)
from hpreader.accounts.server_session import BadAnswerError, NotThisApiError, ServerError
from hpreader.model import VIETNAM
from hpreader.model.accounts import RemoteIndex, RemoteList, RemoteState
from hpreader.newsroom.accounts import account_requests
from hpreader.newsroom.accounts.account_requests import NOT_HERE, ask
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import date

    from hpreader.fetch import ApiClient
    from hpreader.model.accounts import (
        ApiRequest,
        KnownItem,
        RemoteArticle,
        RemoteFeed,
        RemoteItem,
        ServerKind,
    )

    T = TypeVar("T")

MOST_IDS: Final = 100_000
"""Of one stream: so many articles of a server are looked at, the newest ones."""


class GoogleReaderSession:
    """A `ServerSession` by this API."""

    kind: ServerKind = "google-reader"
    most_new: int = 5_000
    """Unread and starred ones first: they come with their texts, 20 kB each."""

    def __init__(self, client: ApiClient, server: str, api: GoogleReader) -> None:
        self._client = client
        self.server = server
        """The address of the API."""
        self._api = api
        self._feed_times: Mapping[str, str] | None = None
        self._times_lock = asyncio.Lock()

    @classmethod
    async def log_in(
        cls, client: ApiClient, addresses: Sequence[str], user: str, password: str
    ) -> Self:
        """Log in at the first of several addresses that is the API's.

        Raises:
            NotThisApiError: none of them is.
            ServerError: the server refuses the name and password, or the network has a problem.
        """
        first: Problem | None = None
        for server in addresses:
            body = await client.send(login_request(server, user, password))
            if isinstance(body, Problem):
                if body.status not in NOT_HERE and body.kind != "bad_account":
                    raise ServerError(body)
                first = first or body
                continue
            try:
                session = cls(client, server, GoogleReader(server, read_login(body)))
            except BadAnswerError as error:
                first = first or Problem("bad_account", server, str(error))
                continue
            session._api.token = await session._ask(session._api.token_request(), read_token)
            return session
        detail = first.detail or str(first.status or "") if first else ""
        raise NotThisApiError(Problem("bad_account", addresses[0], detail))

    async def feeds(self) -> tuple[RemoteFeed, ...]:
        """The subscriptions."""
        read = partial(read_feeds, escapes_titles=self._api.escapes_titles)
        return await self._ask(self._api.feeds(), read)

    async def index(self, known: Mapping[str, KnownItem]) -> RemoteIndex:
        """Which articles there are, with their marks: unread and starred ones first, the newest ones first."""
        everything, has_all = await self._ids(ALL)
        starred, _ = await self._ids(STARRED)
        # Last: an article that comes to the server meanwhile is unread, and has to be known as that.
        unread, has_all_unread = await self._ids(ALL, without=READ)
        is_unread, is_starred = frozenset(unread), frozenset(starred)
        states = {
            one: RemoteState(one not in is_unread, one in is_starred)
            if has_all_unread or one in is_unread
            else None
            for one in dict.fromkeys((*unread, *starred, *everything))
        }
        return RemoteIndex(states, frozenset(known.keys() - states.keys() if has_all else ()))

    async def items(self, ids: Sequence[str]) -> AsyncIterator[tuple[RemoteItem, ...]]:
        """The articles with these ids, some at a time; those that the server does not have any more are missing."""
        read = partial(read_items, escapes_titles=self._api.escapes_titles)
        for start in range(0, len(ids), ITEMS_AT_ONCE):
            some = ids[start : start + ITEMS_AT_ONCE]
            yield await self._ask(self._api.items(some), read)

    async def newest_articles(
        self, feed: str, *, mark: str, since: date | None
    ) -> RemoteList | None:
        """The newest articles of a feed with their texts; None where there is nothing new."""
        before, _, newest = mark.partition("/")
        now = (await self._times()).get(feed, "")
        if since is None and now and now == before:
            return None
        ids = await self._newest_ids(feed, newest, since)
        if since is None and ids and ids[0] == newest and not now:
            return None
        read = partial(read_articles, escapes_titles=self._api.escapes_titles)
        found: dict[str, RemoteArticle] = {}
        for start in range(0, len(ids), ITEMS_AT_ONCE):
            some = await self._ask(self._api.items(ids[start : start + ITEMS_AT_ONCE]), read)
            found |= {one.id: one for one in some}
        articles = tuple(found[one] for one in ids if one in found)
        return RemoteList(articles, f"{now}/{ids[0] if ids else ''}")

    async def _newest_ids(self, feed: str, newest: str, since: date | None) -> Sequence[str]:
        """The ids of a feed's articles, the newest ones first: as many as a feed has, or back to one or to a day."""
        most = account_requests.MOST_LISTED if newest or since else account_requests.FIRST_LISTED
        oldest = 0 if since is None else int(datetime.combine(since, time.min, VIETNAM).timestamp())
        found: dict[str, None] = {}
        continuation, count = "", ITEMS_AT_ONCE if newest and since is None else most
        while True:
            request = self._api.ids(feed, continuation=continuation, count=count, since=oldest)
            ids, following = await self._ask(request, read_ids)
            before = len(found)
            found.update(dict.fromkeys(ids))
            is_enough = (since is None and newest in found) or len(found) >= most
            if is_enough or not following or following == continuation or len(found) == before:
                break
            continuation, count = following, most
        listed = list(found)[:most]
        if since is not None or newest not in found:
            return listed
        return listed[: max(listed.index(newest), ITEMS_AT_ONCE)]

    async def _times(self) -> Mapping[str, str]:
        """When each feed got its newest article; empty where the server does not tell (Miniflux)."""
        async with self._times_lock:
            if self._feed_times is None:
                try:
                    self._feed_times = await self._ask(self._api.newest(), read_newest)
                except ServerError as error:
                    if error.problem.is_network:
                        raise
                    self._feed_times = {}
            return self._feed_times

    async def edit(
        self, ids: Sequence[str], *, is_read: bool, value: bool
    ) -> AsyncIterator[Sequence[str]]:
        """Set a mark of articles; yields those of which the server has confirmed it."""
        for start in range(0, len(ids), EDITS_AT_ONCE):
            some = ids[start : start + EDITS_AT_ONCE]
            await self._ask(self._api.edit(some, READ if is_read else STARRED, value), check_done)
            yield some

    async def subscribe(self, feed: RemoteFeed) -> bool:
        """Subscribe to a feed; returns whether the server took it."""
        try:
            await self._ask(self._api.subscribe(feed), check_done)
        except ServerError as error:
            if error.problem.kind == "status" and error.problem.status in {400, 500}:
                return False  # what FreshRSS and Miniflux answer where they cannot fetch the feed
            raise
        return True

    async def unsubscribe(self, feed: str) -> None:
        """Unsubscribe."""
        await self._ask(self._api.unsubscribe(feed), check_done)

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()

    async def _ids(self, stream: str, *, without: str = "") -> tuple[Sequence[str], bool]:
        """The ids of a stream's items, the newest ones first, and whether these are all."""
        found: dict[str, None] = {}
        continuation = ""
        while True:
            request = self._api.ids(stream, without=without, continuation=continuation)
            ids, following = await self._ask(request, read_ids)
            before = len(found)
            found.update(dict.fromkeys(ids))
            if not following or following == continuation or len(found) == before:
                return tuple(found), True
            if len(found) >= MOST_IDS:
                return tuple(found), False
            continuation = following

    async def _ask(self, request: ApiRequest, read: Callable[[bytes], T]) -> T:
        return await ask(self._client, request, read, self.server)
