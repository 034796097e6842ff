"""An open newsroom for the time of a command."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable

from hpreader.cli.output import complain
from hpreader.config import Settings, places
from hpreader.newsroom import Newsroom

Work = Callable[[Newsroom, Namespace], Awaitable[int]]


def with_newsroom(work: Work, arguments: Namespace, settings: Settings) -> int:
    """Open the newsroom, work in it, close it whatever happens.

    Raises:
        ProblemError: the cache or the user data cannot be used.
    """
    return asyncio.run(_session(work, arguments, settings))


async def _session(work: Work, arguments: Namespace, settings: Settings) -> int:
    newsroom = Newsroom.open(places(), settings, offline=arguments.offline)
    try:
        for notice in newsroom.notices:
            complain(notice)
        return await work(newsroom, arguments)
    finally:
        await newsroom.close()
