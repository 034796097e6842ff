"""Logging in at the server of an account, by whichever API it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from hpreader.accounts.server_session import NotThisApiError
from hpreader.newsroom.accounts.account_google_reader import GoogleReaderSession
from hpreader.newsroom.accounts.account_ttrss import TtRssSession

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.accounts.server_session import ServerSession
    from hpreader.fetch import ApiClient
    from hpreader.model.accounts import ServerKind

    class _LogIn(Protocol):
        async def __call__(
            self, client: ApiClient, addresses: Sequence[str], user: str, password: str
        ) -> ServerSession: ...


_LOG_IN: Final[Mapping[ServerKind, _LogIn]] = {
    "tt-rss": TtRssSession.log_in,
    "google-reader": GoogleReaderSession.log_in,
}


async def log_in(
    client: ApiClient, candidates: Mapping[ServerKind, Sequence[str]], user: str, password: str
) -> ServerSession:
    """Log in by the first API that the server has.

    Args:
        client: the network.
        candidates: the addresses at which each API may be, in the order in which they are tried.
        user: the name there.
        password: the password.

    Raises:
        ServerError: it has none of them, refuses the name and password, or the network has a problem.
    """
    *others, last = candidates
    for kind in others:
        try:
            return await _LOG_IN[kind](client, candidates[kind], user, password)
        except NotThisApiError:
            continue
    return await _LOG_IN[last](client, candidates[last], user, password)
