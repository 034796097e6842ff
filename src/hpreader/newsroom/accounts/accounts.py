"""The accounts on servers that keep subscriptions and marks for several machines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import urls
from hpreader.accounts.server_address import candidates, server_address
from hpreader.accounts.server_session import ServerError
from hpreader.model import AccountSynced
from hpreader.model.accounts import KINDS
from hpreader.newsroom.accounts import account_passwords
from hpreader.newsroom.accounts.account_lists import AccountLists
from hpreader.newsroom.accounts.account_login import log_in
from hpreader.newsroom.accounts.account_sessions import AccountSessions
from hpreader.newsroom.accounts.mark_sync import MarkSync
from hpreader.newsroom.accounts.subscription_sync import SubscriptionSync
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from hpreader.accounts.server_session import ServerSession
    from hpreader.model import Account
    from hpreader.model.accounts import Lists, ServerKind
    from hpreader.newsroom.accounts.account_passwords import TrustedCommands
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.subscriptions import Subscriptions


class Accounts:
    """Adds, removes and synchronises them; coroutines raise ProblemError where the disk reports an error."""

    def __init__(
        self,
        stores: StorePool,
        http: HttpClient,
        subscriptions: Subscriptions,
        commands: TrustedCommands,
    ) -> None:
        """Prepare it.

        Args:
            stores: the open files.
            http: the network.
            subscriptions: the sources that are subscribed here.
            commands: those for passwords that the user gave here.
        """
        self._commands = commands
        self._stores = stores
        self._http = http
        self._subscriptions = subscriptions
        self._sessions = AccountSessions(commands, self._log_in)

    def get_all(self) -> tuple[Account, ...]:
        """Return the accounts by their names."""
        return self._stores.reader.accounts.get_all()

    async def add(
        self,
        account: Account,
        password: str = "",
        *,
        kinds: Sequence[ServerKind] = KINDS,
        lists: Lists | None = None,
    ) -> Account | Problem:
        """Log in at the server of an account, and store it; nothing is synchronised yet.

        Where there is this account already, it gets the new password or command and is else as it was.

        Args:
            account: its server is the address that the user typed; an empty name is chosen by that.
            password: to be kept in the keyring of the system; empty where the account has a command.
            kinds: the APIs that the server may have; the account gets the one that it has.
            lists: who fetches its lists; None leaves that as it is.
        """
        address = server_address(account.server)
        if isinstance(address, Problem):
            return address
        account = replace(account, server=address, name=account.name or urls.host(address))
        given = password or await account_passwords.password_of(account)
        if isinstance(given, Problem):
            return given
        session = await self._open(
            account, {kind: candidates(address, kind) for kind in kinds}, given
        )
        if isinstance(session, Problem):
            return session
        await session.close()
        account = replace(account, server=session.server, kind=session.kind)
        known = next((one for one in self.get_all() if one.name == account.name), None)
        if known is not None:
            if (known.server, known.user) != (account.server, account.user):
                words = "there is another account of this name (--name)"
                return Problem("bad_account", account.name, words)
            account = replace(known, password_command=account.password_command)
        account = replace(account, lists=lists or account.lists)
        self._commands.add(account)
        if password:
            await account_passwords.put_in_keyring(account, password)
        await self._stores.run_in_writer(lambda store: store.accounts.put(account))
        return account

    async def remove(self, name: str) -> bool:
        """Remove an account; subscriptions and marks stay, here and there. Was there such an account?"""
        for account in self.get_all():
            if account.name == name:
                await account_passwords.remove_from_keyring(account)
        return await self._stores.run_in_writer(lambda store: store.accounts.remove(name))

    async def sync(
        self, names: Sequence[str] = (), *, is_requested: bool = False, stays_open: bool = False
    ) -> AsyncIterator[AccountSynced]:
        """Synchronise the named accounts, all when none is named; yields how each went.

        Args:
            names: of the accounts.
            is_requested: whether the user asked for just this; then lists that a server refused are sent once more.
            stays_open: whether the sessions are still needed; `close_sessions` ends them then.
        """
        try:
            for account in self.get_all():
                if not names or account.name in names:
                    yield await self._sync(account, is_requested=is_requested)
        finally:
            if not stays_open:
                await self.close_sessions()

    def lists(self) -> AccountLists:
        """What fetches the lists that come from servers, for one sync; `close_sessions` after it."""
        return AccountLists(self._stores, self._sessions)

    async def close_sessions(self) -> None:
        """End what is open at the servers."""
        await self._sessions.close()

    async def _sync(self, account: Account, *, is_requested: bool) -> AccountSynced:
        if self._http.offline:  # then no command is run for a password that is not needed
            problem = Problem("offline", account.server, reason="started_offline")
            return AccountSynced(account.name, "failed", problem=problem)
        result = await self._outcome(account, is_requested=is_requested)
        done = replace(account, problem=result.problem)
        is_first = account.is_first and (result.problem is not None or result.remaining > 0)
        await self._stores.run_in_writer(
            lambda store: store.accounts.note(done, result.problem, is_first=is_first)
        )
        return result

    async def _outcome(self, account: Account, *, is_requested: bool) -> AccountSynced:
        session = await self._sessions.get(account)
        if isinstance(session, Problem):
            return AccountSynced(account.name, "failed", problem=session)
        try:
            lists = SubscriptionSync(
                account, session, self._stores, self._subscriptions, tries_again=is_requested
            )
            return await MarkSync(account, session, self._stores).run(await lists.run())
        except ServerError as error:
            await self._sessions.fail(account, error.problem)
            return AccountSynced(account.name, "failed", problem=error.problem)

    async def _log_in(self, account: Account, password: str) -> ServerSession | Problem:
        return await self._open(account, {account.kind: (account.server,)}, password)

    async def _open(
        self, account: Account, addresses: Mapping[ServerKind, Sequence[str]], password: str
    ) -> ServerSession | Problem:
        client = await self._http.api_client()
        if isinstance(client, Problem):
            return client
        self._http.servers.add(account.server)
        try:
            return await log_in(client, addresses, account.user, password)
        except ServerError as error:
            await client.aclose()
            return error.problem
