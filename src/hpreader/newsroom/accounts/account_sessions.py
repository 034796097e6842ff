"""The sessions at the servers of accounts that one synchronisation uses: each account logs in once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hpreader.accounts.server_address import server_address
from hpreader.newsroom.accounts import account_passwords
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.accounts.server_session import ServerSession
    from hpreader.model import Account
    from hpreader.newsroom.accounts.account_passwords import TrustedCommands

    Open = Callable[[Account, str], Awaitable[ServerSession | Problem]]
    """Logs in at the server of an account with a password."""


class AccountSessions:
    """Opens them when they are first needed; `close` ends all."""

    def __init__(self, commands: TrustedCommands, open_session: Open) -> None:
        """Prepare them.

        Args:
            commands: those for passwords that the user gave here.
            open_session: logs in.
        """
        self._commands = commands
        self._open_session = open_session
        self._sessions: dict[str, ServerSession | Problem] = {}
        self._lock = asyncio.Lock()

    async def get(self, account: Account) -> ServerSession | Problem:
        """The session of an account; a login that failed is not tried again."""
        async with self._lock:
            if account.name not in self._sessions:
                self._sessions[account.name] = await self._open(account)
            return self._sessions[account.name]

    async def fail(self, account: Account, problem: Problem) -> None:
        """End the session of an account: whoever asks for it gets this problem from now on."""
        session = self._sessions.get(account.name)
        self._sessions[account.name] = problem
        if session is not None and not isinstance(session, Problem):
            await session.close()

    async def close(self) -> None:
        """End all; later ones are opened anew."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            if not isinstance(session, Problem):
                await session.close()

    async def _open(self, account: Account) -> ServerSession | Problem:
        address = server_address(account.server)  # also what a restored backup contains is checked
        if isinstance(address, Problem):
            return address
        if not self._commands.contains(account):
            return Problem("no_password", account.name, reason="not_trusted")
        password = await account_passwords.password_of(account)
        if isinstance(password, Problem):
            return password
        return await self._open_session(account, password)
