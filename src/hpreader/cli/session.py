"""An open newsroom while a command runs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from hpreader.cli.output import complain, narrate
from hpreader.config import Paths, Settings, paths
from hpreader.i18n import _
from hpreader.newsroom import Newsroom
from hpreader.problems import ProblemError
from hpreader.terminal.signals import cancelled_by_signals

MANY = 20_000
"""From so many articles on it takes a second or more to judge all of them."""

Work = Callable[[Newsroom, Namespace], Awaitable[int]]


def with_newsroom(
    work: Work,
    arguments: Namespace,
    settings: Settings,
    *,
    may_forget: bool = True,
    files: Paths | None = None,
) -> int:
    """Open the newsroom, run work that writes or uses the network, and close it in any case.

    Args:
        work: what the command does.
        arguments: of the command line.
        settings: the user's settings.
        may_forget: whether the command is of use where nothing can be written to the cache.
        files: where things are; None for the user's own.

    Raises:
        ProblemError: the cache or the user data cannot be used.
    """
    with open_newsroom(arguments, settings, may_forget=may_forget, files=files) as newsroom:
        return run_async(newsroom, lambda: work(newsroom, arguments))


@contextmanager
def open_newsroom(
    arguments: Namespace,
    settings: Settings,
    *,
    may_forget: bool = True,
    files: Paths | None = None,
    tells_rules: bool = True,
) -> Iterator[Newsroom]:
    """The newsroom while in the block, with its notices printed; see `with_newsroom`.

    What only reads needs no more; asyncio takes longer to import than the cache to answer.

    Args:
        arguments: of the command line.
        settings: the user's settings.
        may_forget: as in `with_newsroom`.
        files: as in `with_newsroom`.
        tells_rules: whether it is told here what is wrong with the rules; a command may do it itself.
    """
    newsroom = Newsroom.open(
        files or paths(), settings, offline=arguments.offline, may_forget=may_forget
    )
    shown = 0
    try:
        shown = _show_notices(newsroom, shown)
        _apply_rules(newsroom, is_told=tells_rules)
        yield newsroom
    finally:
        _show_notices(newsroom, shown)
        newsroom.close_files()


def _apply_rules(newsroom: Newsroom, *, is_told: bool) -> None:
    """Judge the cache by the user's rules where these were changed, so that all counts agree."""
    try:
        count = newsroom.state().articles if newsroom.rules.is_due() else 0
        if count >= MANY:
            narrate(_("Applying the rules to {count} articles").format(count=count) + "\u2026")
        for complaint in newsroom.rules.apply_now():
            if is_told:
                complain(complaint)
    except ProblemError as error:
        complain(error.problem)


def run_async(newsroom: Newsroom, work: Callable[[], Awaitable[int]]) -> int:
    """Run work that writes or uses the network, and close the newsroom; returns the exit status."""
    import asyncio  # noqa: PLC0415 - see `open_newsroom`

    received: list[int] = []

    async def run() -> int:
        try:
            with cancelled_by_signals(received):
                return await work()
        finally:
            await newsroom.close()

    try:
        return asyncio.run(run())
    except asyncio.CancelledError:
        if not received:
            raise
    raise SystemExit(128 + received[0])  # as shells count it


def _show_notices(newsroom: Newsroom, shown: int) -> int:
    """Print the notices after the first `shown`; returns how many there are now."""
    notices = newsroom.notices
    for notice in notices[shown:]:
        complain(notice)
    return len(notices)
