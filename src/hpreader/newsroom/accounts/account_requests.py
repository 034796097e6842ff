"""What the sessions at servers of several kinds have in common: a request and its answer, and how much is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from hpreader.accounts.server_session import BadAnswerError, ServerError
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.fetch import ApiClient
    from hpreader.model.accounts import ApiRequest

    T = TypeVar("T")


NOT_HERE: Final = frozenset({400, 404, 405, 410, 501})
"""Statuses of an address that is not the API's."""
FIRST_LISTED: Final = 200
"""Articles of a feed that are listed when it is taken from the server for the first time: a feed has some dozens."""
MOST_LISTED: Final = 10_000
"""Articles of a feed that are listed at once, however long ago it was asked last."""


async def ask(client: ApiClient, request: ApiRequest, read: Callable[[bytes], T], server: str) -> T:
    """Send a request, and read its answer.

    Args:
        client: the network.
        request: the request.
        read: makes values of the answer; raises BadAnswerError.
        server: what a Problem names where the answer is something else.

    Raises:
        ServerError: there is no answer, or not one of the API's.
    """
    body = await client.send(request)
    if isinstance(body, Problem):
        raise ServerError(body)
    try:
        return read(body)
    except BadAnswerError as error:
        problem = Problem("bad_account", server, str(error), reason=error.reason)
        raise ServerError(problem) from error
