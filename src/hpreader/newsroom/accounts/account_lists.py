"""The lists that servers of accounts have fetched: one sync takes them from there, in place of their sources.

Data: the articles of a feed come from a `ServerSession`; as a feed (`accounts/list_feed.py`) they go to
`sync/list_fetch.py`, which reads it as any other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.accounts.list_feed import list_feed
from hpreader.accounts.server_session import ServerError
from hpreader.model import Validators
from hpreader.model.accounts import is_agreed
from hpreader.model.list_names import list_key
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hpreader.fetch import Fetched
    from hpreader.model import Account, Section
    from hpreader.newsroom.accounts.account_sessions import AccountSessions
    from hpreader.newsroom.connections.store_pool import StorePool

AT_ONCE: Final = 4
"""Lists that one server is asked for at the same time."""
_MARK: Final = "account:"
"""How the validators of such a list begin: those of its own server are something else."""


def is_of_account(validators: Validators) -> bool:
    """Are these of a list that came from the server of an account?"""
    return validators.etag.startswith(_MARK)


class ServerList(NamedTuple):
    """A list that comes from the server of an account."""

    account: Account
    url: str
    """Its own address, by which it is known here as ever."""
    feed: str
    """By which the server knows it."""


class AccountLists:
    """Fetches them; made for one sync, after the accounts were synchronised."""

    def __init__(self, stores: StorePool, sessions: AccountSessions) -> None:
        self._stores = stores
        self._sessions = sessions
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._feeds: Mapping[str, tuple[Account, str]] | None = None

    def find(self, section: Section) -> ServerList | None:
        """The list of a section at a server; None where its source is to be asked."""
        if self._feeds is None:
            accounts = self._stores.reader.accounts
            self._feeds = {
                key: (account, feed)
                for account in accounts.get_all()
                if account.lists == "server"
                for key, feed in accounts.feeds(account.name).items()
                if is_agreed(feed)
            }
        for url in section.candidates:
            if found := self._feeds.get(list_key(url)):
                return ServerList(found[0], url, found[1])
        return None

    async def fetch(
        self, wanted: ServerList, stored: Validators | None, since: date | None
    ) -> Fetched | Problem | None:
        """A list as a feed; None where it has nothing new.

        Args:
            wanted: the list.
            stored: the validators of what is stored of it.
            since: the day up to which older articles are wanted, too.
        """
        from hpreader.fetch import Fetched  # noqa: PLC0415 - imported late, as the newsroom's client does

        mark = f"{_MARK}{wanted.account.name}/"
        before = stored.etag if stored is not None else ""
        before = before.removeprefix(mark) if before.startswith(mark) else ""
        async with self._turns:
            session = await self._sessions.get(wanted.account)
            if isinstance(session, Problem):
                return session
            try:
                found = await session.newest_articles(wanted.feed, mark=before, since=since)
            except ServerError as error:
                if error.problem.is_network:  # the others need not wait for the same
                    await self._sessions.fail(wanted.account, error.problem)
                return error.problem
        if found is None:
            return None
        body = await asyncio.to_thread(list_feed, found.articles)
        validators = Validators(etag=f"{mark}{found.mark}")
        return Fetched(wanted.url, body, "application/rss+xml", "utf-8", validators)
