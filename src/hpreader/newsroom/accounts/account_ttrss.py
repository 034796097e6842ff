"""A session at a server of Tiny Tiny RSS."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self, TypeVar

from hpreader import urls
from hpreader.accounts.server_session import NotThisApiError, ServerError
from hpreader.accounts.ttrss import (
    ALL,
    ARCHIVED,
    ARTICLES_AT_ONCE,
    EDITS_AT_ONCE,
    HEADLINES_AT_ONCE,
    RECENTLY_READ,
    FeedNotFoundError,
    Headline,
    TtRss,
    check_done,
    is_recognised,
    is_subscribed,
    login_request,
    read_articles,
    read_categories,
    read_feeds,
    read_headlines,
    read_login,
    recognition_request,
)
from hpreader.model import VIETNAM
from hpreader.model.accounts import RemoteIndex, RemoteList, RemoteState
from hpreader.newsroom.accounts import account_requests
from hpreader.newsroom.accounts.account_requests import NOT_HERE, ask
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
    from datetime import date

    from hpreader.accounts.ttrss import Mode
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

MOST_HEADLINES: Final = 100_000
"""Of one list: so many articles of a server are looked at."""
MOST_SORTED: Final = 1_000
"""Headlines of all feeds that are asked for before they are taken feed by feed: for each page the server sorts the
whole list, texts included, so that one of 20,000 takes minutes."""
ITEMS_AT_ONCE: Final = 500
"""Articles that are stored in one transaction."""
LOGOUT_LIMIT: Final = 3.0
"""Seconds that the end of a session may take."""

_NOT_LISTED: Final = RemoteState(read=True, saved=False)
"""The marks of an article that is neither among the unread ones nor among the starred ones."""


class TtRssSession:
    """A `ServerSession` by this API.

    It has no list of ids, and 200 headlines are the most of one answer. So all headlines are read in the first
    synchronisation only, those of the feeds that `feeds` gave last. Later the unread ones, the starred ones and those with higher ids than any known one
    are. A known article in none of these lists is read and not starred, or deleted; where that is not what both
    sides agreed on, the server is asked for it. (An article that another user of the server had before may come
    with a lower id; it is seen when it is unread or starred.)
    """

    kind: ServerKind = "tt-rss"
    most_new: int = MOST_HEADLINES

    def __init__(self, client: ApiClient, server: str, api: TtRss) -> None:
        self._client = client
        self.server = server
        """The address of the API."""
        self._api = api
        self._feeds: tuple[RemoteFeed, ...] = ()
        self._categories: Mapping[int, str] = {}
        self._items: dict[str, RemoteItem] = {}
        self._highest: int | None = None

    @classmethod
    async def log_in(
        cls, client: ApiClient, addresses: Sequence[str], user: str, password: str
    ) -> Self:
        """Log in at the first of several addresses that is the API's; the others get no password.

        Raises:
            NotThisApiError: none of them is.
            ServerError: the server refuses the name and password, or the network has a problem.
        """
        problem: Problem | None = None
        for server in addresses:
            body = await client.send(recognition_request(server))
            if isinstance(body, Problem):
                if body.is_network:
                    raise ServerError(body)
                if problem is None or problem.status in NOT_HERE:
                    problem = body
            elif is_recognised(body):
                request = login_request(server, user, password)
                session = await ask(client, request, read_login, server)
                return cls(client, server, TtRss(server, session))
        if problem is None or problem.status in NOT_HERE:
            detail = str(problem.status) if problem else "not tt-rss"
            problem = Problem("bad_account", addresses[0], detail)
        raise NotThisApiError(problem)

    async def feeds(self) -> tuple[RemoteFeed, ...]:
        """The subscriptions, with the titles of their categories as labels."""
        self._categories = await self._ask(self._api.categories(), read_categories)
        self._feeds = await self._ask(
            self._api.feeds(), lambda body: read_feeds(body, self._categories)
        )
        return self._feeds

    async def index(self, known: Mapping[str, KnownItem]) -> RemoteIndex:
        """Which articles there are, with their marks: the lowest ids first, as later ones go on from the highest.

        Articles whose addresses are not the known ones are others: ids are given anew where a server is set up
        anew or gets back an old backup.
        """
        listed, is_all = await self._listed(max(map(int, known), default=0))
        if any(_is_other(known[one], listed[one]) for one in known.keys() & listed.keys()):
            listed, is_all = await self._listed(0)
        missing = known.keys() - listed.keys()
        states: dict[str, RemoteState | None] = {}
        found: dict[str, Headline] = {}
        gone = set(missing)
        if not is_all:
            doubtful = {one for one in missing if known[one].read is False or known[one].saved}
            states |= dict.fromkeys(missing - doubtful, _NOT_LISTED)
            found = await self._found(doubtful)
            gone = doubtful - found.keys()
        found |= listed
        states |= {one: found[one].state for one in sorted(found, key=int)}
        gone |= {one for one in known.keys() & found.keys() if _is_other(known[one], found[one])}
        self._highest = max((int(one) for one in (*states, *known.keys() - gone)), default=0)
        self._items = {one: headline.item for one, headline in found.items()}
        return RemoteIndex(states, frozenset(gone))

    async def items(self, ids: Sequence[str]) -> AsyncIterator[tuple[RemoteItem, ...]]:
        """Articles of the last index; the server is not asked for them once more."""
        for start in range(0, len(ids), ITEMS_AT_ONCE):
            some = ids[start : start + ITEMS_AT_ONCE]
            yield tuple(self._items[one] for one in some if one in self._items)

    async def newest_articles(
        self, feed: str, *, mark: str, since: date | None
    ) -> RemoteList | None:
        """The newest articles of a feed with their texts; None where there is nothing new.

        The mark is the highest id that the feed had. It tells nothing where the server was set up anew.
        """
        last = int(mark) if mark.isdecimal() else 0
        if self._highest is not None and last > self._highest:
            last = 0
        if since is not None:
            articles = await self._texts(feed, 0, account_requests.MOST_LISTED, since)
        elif last:
            articles = await self._texts(feed, last, account_requests.MOST_LISTED)
            if not articles:
                return None
            if len(articles) < ARTICLES_AT_ONCE:  # those that it had before may be edited
                newest = await self._texts(feed, 0, ARTICLES_AT_ONCE)
                articles = {**newest, **articles}
        else:
            articles = await self._texts(feed, 0, account_requests.FIRST_LISTED)
        listed = sorted(articles.values(), key=lambda one: int(one.id), reverse=True)
        highest = max((last, *(int(one.id) for one in listed)))
        return RemoteList(tuple(listed), str(highest))

    async def _texts(
        self, feed: str, after: int, most: int, since: date | None = None
    ) -> dict[str, RemoteArticle]:
        """Articles of a feed with their texts, those that came last first; back to a day if one is given."""
        found: dict[str, RemoteArticle] = {}
        for skip in range(0, most, ARTICLES_AT_ONCE):
            page = await self._ask(self._api.texts(feed, after=after, skip=skip), read_articles)
            wanted = [one for one in page if since is None or _is_since(one, since)]
            found |= {one.id: one for one in wanted}
            if len(page) < ARTICLES_AT_ONCE or not wanted:
                break
        return found

    async def edit(
        self, ids: Sequence[str], *, is_read: bool, value: bool
    ) -> AsyncIterator[Sequence[str]]:
        """Set a mark of articles; yields those of which the server has confirmed it."""
        for start in range(0, len(ids), EDITS_AT_ONCE):
            some = ids[start : start + EDITS_AT_ONCE]
            await self._ask(self._api.edit(some, is_read=is_read, value=value), check_done)
            yield some

    async def subscribe(self, feed: RemoteFeed) -> bool:
        """Subscribe to a feed, in the category of its label if there is one; returns whether the server took it."""
        label = feed.label.casefold()
        named = (number for number, title in self._categories.items() if title.casefold() == label)
        return await self._ask(self._api.subscribe(feed.url, next(named, 0)), is_subscribed)

    async def unsubscribe(self, feed: str) -> None:
        """Unsubscribe."""

        def check(body: bytes) -> None:
            with suppress(FeedNotFoundError):
                check_done(body)

        await self._ask(self._api.unsubscribe(feed), check)

    async def close(self) -> None:
        """Log out, and close the connection."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOGOUT_LIMIT):
                    await self._client.send(self._api.logout())
        finally:
            await self._client.aclose()

    async def _listed(self, last: int) -> tuple[dict[str, Headline], bool]:
        """The articles with ids above one, the unread and the starred ones, and whether these are all there are."""
        listed, is_all = await self._headlines("all_articles", after=last)
        if not last and is_all:
            return listed, True
        unread, _ = await self._headlines("unread")
        starred, _ = await self._headlines("marked")
        return listed | unread | starred, False

    async def _headlines(self, mode: Mode, *, after: int = 0) -> tuple[dict[str, Headline], bool]:
        """The articles of all feeds, and whether these are all of them."""
        found: dict[str, Headline] = {}
        if after or mode != "all_articles":
            found, is_all = await self._pages(ALL, mode, after, MOST_SORTED)
            if is_all:
                return found, True
        for feed in (*(int(one.id) for one in self._feeds), ARCHIVED):
            of_feed, is_all = await self._pages(feed, mode, after, MOST_HEADLINES - len(found))
            found |= of_feed
            if not is_all:
                return found, False
        return found, True

    async def _pages(
        self, feed: int, mode: Mode, after: int, most: int
    ) -> tuple[dict[str, Headline], bool]:
        """The articles of one feed, the newest ones first, and whether these are all of them."""
        found: dict[str, Headline] = {}
        for skip in range(0, most, HEADLINES_AT_ONCE):
            request = self._api.headlines(feed, mode, after=after, skip=skip)
            page = await self._ask(request, read_headlines)
            found |= {one.item.id: one for one in page}
            if len(page) < HEADLINES_AT_ONCE:
                return found, True
        return found, False

    async def _found(self, ids: Collection[str]) -> dict[str, Headline]:
        """Those of these articles that exist.

        Articles come with their texts. So most of them are looked for where they probably are, among the
        headlines of what was read last, with at most as many requests as would be needed without that.
        """
        found: dict[str, Headline] = {}
        for number in range(-(-len(ids) // ARTICLES_AT_ONCE)):
            request = self._api.headlines(RECENTLY_READ, skip=number * HEADLINES_AT_ONCE)
            page = await self._ask(request, read_headlines)
            found |= {one.item.id: one for one in page if one.item.id in ids}
            if len(page) < HEADLINES_AT_ONCE or len(found) == len(ids):
                break
        rest = sorted(set(ids) - found.keys(), key=int)
        for start in range(0, len(rest), ARTICLES_AT_ONCE):
            request = self._api.articles(rest[start : start + ARTICLES_AT_ONCE])
            page = await self._ask(request, read_headlines)
            found |= {one.item.id: one for one in page if one.item.id in ids}
        return found

    async def _ask(self, request: ApiRequest, read: Callable[[bytes], T]) -> T:
        return await ask(self._client, request, read, self.server)


def _is_other(known: KnownItem, headline: Headline) -> bool:
    """Is this another article than the known one with its id, as far as that one's address is not forgotten?"""
    return bool(known.url) and urls.canonical(headline.item.url) != known.url


def _is_since(article: RemoteArticle, day: date) -> bool:
    """Is an article of a day or later? Those without a date are taken for new ones."""
    published = article.published
    return published is None or published.astimezone(VIETNAM).date() >= day
