"""One synchronisation with the server of an account.

Data: subscriptions and marks come from the server (a `ServerSession`, whatever API that has) into the user's
data, and go from there to the server; `store/accounts.py` has on what both agreed. Articles themselves come from their sources, as without an account.

Any step may be the last one: what the server confirmed is stored at once, and what it has not confirmed still
differs from what was agreed, so that the next synchronisation sends it again. All changes can be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hpreader import urls
from hpreader.accounts.server_session import ServerError
from hpreader.model import AccountSynced, Section, Source
from hpreader.model.accounts import RemoteFeed
from hpreader.model.imported_articles import AT_ONCE
from hpreader.model.list_names import list_key
from hpreader.newsroom.subscriptions import site_name
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.accounts.server_session import ServerSession
    from hpreader.model import Account
    from hpreader.model.accounts import RemoteItem, RemoteState
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.subscriptions import Subscriptions
    from hpreader.store.accounts import MarkColumn, Outcome


@dataclass(slots=True)
class _Counts:
    received: int = 0
    sent: int = 0
    subscribed: int = 0
    unsubscribed: int = 0
    remaining: int = 0
    refused: tuple[str, ...] = ()


class AccountSync:
    """Brings both sides to agree, once."""

    def __init__(
        self,
        account: Account,
        session: ServerSession,
        stores: StorePool,
        subscriptions: Subscriptions,
    ) -> None:
        self._account = account
        self._name = account.name
        self._session = session
        self._stores = stores
        self._subscriptions = subscriptions
        self._counts = _Counts()

    async def run(self) -> AccountSynced:
        """Run it.

        Raises:
            ServerError: the server did not answer, or not as its API does.
            ProblemError: the disk reported an error.
        """
        await self._sync_feeds()
        await self._sync_marks()
        counts = self._counts
        return AccountSynced(
            self._name, "synced", counts.received, counts.sent, counts.subscribed,
            counts.unsubscribed, counts.remaining, counts.refused,
        )  # fmt: skip

    # --- marks ---

    async def _sync_marks(self) -> None:
        known = await self._stores.run_in_writer(
            lambda store: store.accounts.known_items(self._name)
        )
        index = await self._session.index(known)
        if gone := index.gone & known.keys():
            await self._stores.run_in_writer(
                lambda store: store.accounts.remove_items(self._name, gone)
            )
        before = known.keys() - gone
        new = [one for one in index.states if one not in before]
        most = self._session.most_new
        self._counts.remaining = max(0, len(new) - most)
        titles = await self._add_items(new[:most])
        there = {
            one: state
            for one, state in index.states.items()
            if state is not None and (one in before or one in titles)
        }
        await self._compare(there, titles)

    async def _add_items(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Store items that were not seen before; returns their titles."""
        titles: dict[str, str] = {}
        async for items in self._session.items(ids):
            titles |= {one.id: one.title for one in items}
            await self._add_some(items)
        return titles

    async def _add_some(self, items: Sequence[RemoteItem]) -> None:
        lead = self._account.lead if self._account.is_first else None
        await self._stores.run_in_writer(
            lambda store: store.accounts.add_items(self._name, items, lead)
        )

    async def _compare(self, there: Mapping[str, RemoteState], titles: Mapping[str, str]) -> None:
        states = list(there.items())
        for start in range(0, len(states), AT_ONCE):
            outcome = await self._compare_some(dict(states[start : start + AT_ONCE]), titles)
            self._counts.received += outcome.received
            for (column, value), items in outcome.to_send.items():
                edits = self._session.edit(items, is_read=column == "is_read", value=value)
                async for done in edits:
                    await self._agree_on_marks(done, column, value=value)
                    self._counts.sent += len(done)

    async def _compare_some(
        self, there: Mapping[str, RemoteState], titles: Mapping[str, str]
    ) -> Outcome:
        return await self._stores.run_in_writer(
            lambda store: store.accounts.compare(self._name, there, titles)
        )

    async def _agree_on_marks(
        self, items: Sequence[str], column: MarkColumn, *, value: bool
    ) -> None:
        await self._stores.run_in_writer(
            lambda store: store.accounts.agree(self._name, items, column, value)
        )

    # --- subscriptions ---

    async def _sync_feeds(self) -> None:
        there = {list_key(feed.url): feed for feed in await self._session.feeds()}
        agreed = await self._stores.run_in_writer(lambda store: store.accounts.feeds(self._name))
        if not there and any(agreed.values()):
            raise ServerError(Problem("bad_account", self._account.server, reason="no_lists"))
        is_first = self._account.synced_at is None
        here = {
            list_key(url): (source, section)
            for source in self._subscriptions.get_all()
            for section in source.sections
            for url in section.candidates
        }
        for key, feed in there.items():
            if key in here:
                if agreed.get(key) != feed.id:
                    await self._agree(key, feed.id)
            elif key not in agreed:
                if is_first and self._account.lead == "here":
                    await self._agree(key, "")
                else:
                    await self._subscribe_here(key, feed)
            elif agreed[key]:
                await self._session.unsubscribe(feed.id)
                await self._disagree(key)
                self._counts.unsubscribed += 1
        missing = [
            (source, section)
            for source in self._subscriptions.get_all()
            for section in source.sections
            if section.candidates and there.keys().isdisjoint(map(list_key, section.candidates))
        ]
        await self._handle_missing(missing, agreed, there, is_first=is_first)
        lost = agreed.keys() - there.keys() - here.keys()
        for key in lost:  # neither side has it any more
            await self._disagree(key)

    async def _handle_missing(
        self,
        missing: Sequence[tuple[Source, Section]],
        agreed: Mapping[str, str],
        there: Mapping[str, RemoteFeed],
        *,
        is_first: bool,
    ) -> None:
        """Lists here that the server has not: new ones go there, those that it had go here, too."""
        new: dict[str, str] = {}
        for source, section in missing:
            keys = [list_key(url) for url in section.candidates]
            known = [agreed[key] for key in keys if key in agreed]
            if any(known):
                await self._unsubscribe_here(source.name, section)
                for key in keys:
                    await self._disagree(key)
            elif not known and is_first and self._account.lead == "server":
                await self._agree(keys[0], "")
            elif not known:
                url = section.candidates[0]
                title = f"{source.title} - {section.name}" if section.name else source.title
                if await self._session.subscribe(RemoteFeed("", url, title)):
                    new[keys[0]] = url
                else:
                    await self._agree(keys[0], "")
                    self._counts.refused += (url,)
        if new:
            await self._agree_on_new(new, there)

    async def _agree_on_new(self, new: Mapping[str, str], before: Mapping[str, RemoteFeed]) -> None:
        """See by which addresses the server has what it was given: it may have found another feed there."""
        now = {list_key(feed.url): feed for feed in await self._session.feeds()}
        others = [key for key in now if key not in before and key not in new]
        for key, url in new.items():
            await self._agree(key, now[key].id if key in now else "")
            if key in now:
                self._counts.subscribed += 1
            else:
                self._counts.refused += (url,)
        if any(key not in now for key in new):
            for key in others:  # else it would come here as a second list of the same
                await self._agree(key, "")

    async def _subscribe_here(self, key: str, feed: RemoteFeed) -> None:
        home = feed.home or urls.root(feed.url)
        name = site_name(home)
        section = Section("", (feed.url,))
        await self._subscriptions.add_found(Source(name, feed.title or name, home, (section,)))
        await self._agree(key, feed.id)
        self._counts.subscribed += 1

    async def _unsubscribe_here(self, name: str, section: Section) -> None:
        source = next(one for one in self._subscriptions.get_all() if one.name == name)
        rest = tuple(one for one in source.sections if one != section)
        if rest:
            await self._subscriptions.put(replace(source, sections=rest))
        else:
            await self._subscriptions.remove(name)
        self._counts.unsubscribed += 1

    async def _agree(self, key: str, stream: str) -> None:
        await self._stores.run_in_writer(
            lambda store: store.accounts.put_feed(self._name, key, stream)
        )

    async def _disagree(self, key: str) -> None:
        await self._stores.run_in_writer(lambda store: store.accounts.remove_feed(self._name, key))
