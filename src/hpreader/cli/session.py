"""An open newsroom while a command runs."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable

from hpreader.cli.output import complain
from hpreader.config import Settings, paths
from hpreader.newsroom import Newsroom

Work = Callable[[Newsroom, Namespace], Awaitable[int]]


def with_newsroom(work: Work, arguments: Namespace, settings: Settings) -> int:
    """Open the newsroom, run the work, and close it in any case.

    Raises:
        ProblemError: the cache or the user data cannot be used.
    """
    return asyncio.run(_session(work, arguments, settings))


async def _session(work: Work, arguments: Namespace, settings: Settings) -> int:
    newsroom = Newsroom.open(paths(), settings, offline=arguments.offline)
    shown = 0
    try:
        shown = _show_notices(newsroom, shown)
        return await work(newsroom, arguments)
    finally:
        _show_notices(newsroom, shown)
        await newsroom.close()


def _show_notices(newsroom: Newsroom, shown: int) -> int:
    """Print the notices after the first `shown`; returns how many there are now."""
    notices = newsroom.notices
    for notice in notices[shown:]:
        complain(notice)
    return len(notices)
