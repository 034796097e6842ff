"""`[hooks] after_sync` in config.toml: a program that gets the new headlines after each sync."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hpreader import export
from hpreader.i18n import _
from hpreader.user_process import UserProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Headline, SyncDone
    from hpreader.newsroom import Newsroom

LONGEST = 300.0
"""Seconds after which the program is ended: it may send each of some hundred headlines somewhere."""


def _by_date(headline: Headline) -> tuple[float, str]:
    """The newest first, as in lists; those without a date last."""
    when = headline.published
    return -when.timestamp() if when is not None else 0.0, headline.id


async def run_sync_hook(program: Sequence[str], newsroom: Newsroom, done: SyncDone) -> str:
    """Give the headlines that a sync brought to a program, as `hpreader list --json` prints them.

    Where nothing is new, or no program is set, none is started. Its stdout goes nowhere.

    Args:
        program: it and its arguments; empty: none.
        newsroom: has the headlines.
        done: the end of the sync.

    Returns:
        Why the program failed, as a sentence; empty where it did not.
    """
    if not program or not done.new_ids:
        return ""
    found = filter(None, map(newsroom.articles.headline, done.new_ids))
    lines = [export.json_line(export.headline_json(one)) for one in sorted(found, key=_by_date)]
    data = "\n".join([*lines, ""]).encode("utf-8", "replace")
    try:
        async with asyncio.timeout(LONGEST):
            result = await UserProcess(program, data, keeps_output=False).run()
    except TimeoutError:
        return _("The program after the sync was ended: it took more than five minutes.")
    if result.status is None:
        words = _("The program after the sync could not be started: {reason}")
        return words.format(reason=result.error)
    if result.status:
        words = _("The program after the sync failed (exit status {status}).")
        return f"{words.format(status=result.status)} {result.error}".strip()
    return ""
