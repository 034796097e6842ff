"""The subscriptions of one synchronisation: lists come and go on both sides.

Any step may be the last one. What is about to be sent is stored before, so that the next synchronisation can tell
a list that was subscribed or given up here meanwhile from one whose answer was lost; what changes here is stored
in the transaction in which both sides agree on it.

Folders. The server's is a category, as in OPML (`opml/source_outlines.py`): it names the only list of a source. A
source with several lists is a folder there, and its lists are called `SOURCE - SECTION`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import urls
from hpreader.accounts.server_session import ServerError
from hpreader.model import AccountSynced, Section, Source
from hpreader.model.accounts import GIVEN_UP, REFUSED, SENT, RemoteFeed, is_agreed
from hpreader.model.list_names import CATCH_ALL_FOLDERS, list_key
from hpreader.newsroom.subscriptions import site_name
from hpreader.problems import Problem
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hpreader.accounts.server_session import ServerSession
    from hpreader.model import Account
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.subscriptions import Subscriptions
    from hpreader.store import Store

_BETWEEN: Final = " - "


class _Sides(NamedTuple):
    """The lists of both sides by `list_key`, and what is stored of each."""

    here: frozenset[str]
    there: Mapping[str, RemoteFeed]
    stored: Mapping[str, str]


class SubscriptionSync:
    """Brings the lists of both sides to agree, once."""

    def __init__(
        self,
        account: Account,
        session: ServerSession,
        stores: StorePool,
        subscriptions: Subscriptions,
        *,
        tries_again: bool,
    ) -> None:
        """Prepare it; `tries_again` is whether lists that the server refused are sent once more."""
        self._tries_again = tries_again
        self._account = account
        self._name = account.name
        self._is_first = account.synced_at is None
        self._session = session
        self._stores = stores
        self._subscriptions = subscriptions
        self._subscribed = 0
        self._unsubscribed = 0
        self._refused: tuple[str, ...] = ()

    async def run(self) -> AccountSynced:
        """Run it; returns what it did.

        Raises:
            ServerError: the server did not answer, or not as its API does, or has lost its lists.
            ProblemError: the disk reported an error.
        """
        there = {list_key(feed.url): feed for feed in await self._session.feeds()}
        stored = await self._stores.run_in_writer(lambda store: store.accounts.feeds(self._name))
        if not there and any(map(is_agreed, stored.values())):
            raise ServerError(Problem("bad_account", self._account.server, reason="no_lists"))
        here = frozenset(
            list_key(url) for _, section in self._lists() for url in section.candidates
        )
        sides = _Sides(here, there, stored)
        await self._handle_theirs(sides)
        await self._handle_ours(sides)
        for key in stored.keys() - there.keys() - here:  # neither side has it any more
            await self._forget(key)
        return AccountSynced(
            self._name,
            "synced",
            subscribed=self._subscribed,
            unsubscribed=self._unsubscribed,
            refused=self._refused,
        )

    def _lists(self) -> list[tuple[Source, Section]]:
        sources = self._subscriptions.get_all()
        return [(source, one) for source in sources for one in source.sections if one.candidates]

    # --- what the server has ---

    async def _handle_theirs(self, sides: _Sides) -> None:
        new: dict[str, RemoteFeed] = {}
        for key, feed in sides.there.items():
            stored = sides.stored.get(key)
            if key in sides.here:
                if stored != feed.id:
                    await self._store(key, feed.id)
            elif stored is None and self._is_first and self._account.lead == "here":
                await self._store(key, "")
            elif stored in {None, REFUSED}:
                new[key] = feed
            elif stored:
                await self._unsubscribe_there(key, feed)
        await self._subscribe_here(new)

    async def _unsubscribe_there(self, key: str, feed: RemoteFeed) -> None:
        await self._store(key, GIVEN_UP + feed.id)
        await self._session.unsubscribe(feed.id)
        await self._forget(key)
        self._unsubscribed += 1

    async def _subscribe_here(self, new: Mapping[str, RemoteFeed]) -> None:
        """Subscribe to lists of the server's; the only one of a site has its folder as a section."""
        sites = [site_name(_home(feed)) for feed in new.values()]
        taken = {source.name for source in self._subscriptions.get_all()}
        for (key, feed), site in zip(new.items(), sites, strict=True):
            is_only = sites.count(site) == 1 and site not in taken
            source = _source_of(feed, is_only=is_only)
            await self._subscriptions.add_found(source, also=self._storing(key, feed.id))
            self._subscribed += 1

    # --- what is here ---

    async def _handle_ours(self, sides: _Sides) -> None:
        """Lists here that the server has not: new ones go there, those that it had go here, too."""
        new: dict[str, str] = {}
        for source, section in self._lists():
            keys = [list_key(url) for url in section.candidates]
            if not sides.there.keys().isdisjoint(keys):
                continue
            stored = [sides.stored[key] for key in keys if key in sides.stored]
            if any(map(is_agreed, stored)):
                await self._unsubscribe_here(source.name, section, keys)
            elif not stored and self._is_first and self._account.lead == "server":
                await self._store(keys[0], "")
            elif REFUSED in stored:
                if self._tries_again:
                    await self._subscribe_there(source, section, new)
            elif not stored or any(stored):
                await self._subscribe_there(source, section, new)
        if new:
            await self._agree_on_new(new, sides.there)

    async def _subscribe_there(self, source: Source, section: Section, new: dict[str, str]) -> None:
        url = section.candidates[0]
        key = list_key(url)
        await self._store(key, SENT)
        if await self._session.subscribe(_feed_of(source, section)):
            new[key] = url
        else:
            await self._store(key, REFUSED)
            self._refused += (url,)

    async def _agree_on_new(self, new: Mapping[str, str], before: Mapping[str, RemoteFeed]) -> None:
        """See by which addresses the server has what it was given: it may have found another feed there."""
        now = {list_key(feed.url): feed for feed in await self._session.feeds()}
        others = [key for key in now if key not in before and key not in new]
        for key, url in new.items():
            await self._store(key, now[key].id if key in now else "")
            if key in now:
                self._subscribed += 1
            else:
                self._refused += (url,)
        if any(key not in now for key in new):
            for key in others:  # else it would come here as a second list of the same
                await self._store(key, "")

    async def _unsubscribe_here(self, name: str, section: Section, keys: Sequence[str]) -> None:
        source = next(one for one in self._subscriptions.get_all() if one.name == name)
        rest = tuple(one for one in source.sections if one != section)

        def forget(store: Store) -> None:
            for key in keys:
                store.accounts.remove_feed(self._name, key)

        if rest:
            await self._subscriptions.put(replace(source, sections=rest), also=forget)
        else:
            await self._subscriptions.remove(name, also=forget)
        self._unsubscribed += 1

    # --- what both agreed on ---

    def _storing(self, key: str, feed: str) -> Callable[[Store], None]:
        return lambda store: store.accounts.put_feed(self._name, key, feed)

    async def _store(self, key: str, feed: str) -> None:
        await self._stores.run_in_writer(self._storing(key, feed))

    async def _forget(self, key: str) -> None:
        await self._stores.run_in_writer(lambda store: store.accounts.remove_feed(self._name, key))


def _home(feed: RemoteFeed) -> str:
    return feed.home or urls.root(feed.url)


def _source_of(feed: RemoteFeed, *, is_only: bool) -> Source:
    """A source for a list of the server's.

    Args:
        feed: the list.
        is_only: whether it is the only one of its site.
    """
    home, folder = _home(feed), "" if fold(feed.label) in CATCH_ALL_FOLDERS else feed.label
    name = site_name(home)
    title, section = feed.title or name, folder if is_only else ""
    if folder and (part := title.removeprefix(folder + _BETWEEN)) != title:
        title, section = folder, part  # one of several, as `_feed_of` calls them
    return Source(name, title, home, (Section(section, (feed.url,)),))


def _feed_of(source: Source, section: Section) -> RemoteFeed:
    """What the server is given of a list."""
    url = section.candidates[0]
    if len(source.sections) == 1:
        return RemoteFeed("", url, source.title, label=section.name)
    title = f"{source.title}{_BETWEEN}{section.name}" if section.name else source.title
    return RemoteFeed("", url, title, label=source.title)
