"""An open newsroom for the time of a command."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable

from hpreader.cli.output import complain
from hpreader.config import Settings, paths
from hpreader.newsroom import Newsroom

Work = Callable[[Newsroom, Namespace], Awaitable[int]]


def with_newsroom(work: Work, arguments: Namespace, settings: Settings) -> int:
    """Open the newsroom, work in it, close it whatever happens.

    Raises:
        ProblemError: the cache or the user data cannot be used.
    """
    return asyncio.run(_session(work, arguments, settings))


async def _session(work: Work, arguments: Namespace, settings: Settings) -> int:
    newsroom = Newsroom.open(paths(), settings, offline=arguments.offline)
    told = 0
    try:
        told = _tell(newsroom, told)
        return await work(newsroom, arguments)
    finally:
        _tell(newsroom, told)
        await newsroom.close()


def _tell(newsroom: Newsroom, told: int) -> int:
    """Tell the notices that came after those told already; gives back how many there are."""
    notices = newsroom.notices
    for notice in notices[told:]:
        complain(notice)
    return len(notices)
