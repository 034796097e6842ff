"""The process of one sync: a request on stdin, the events on stdout; see `sync/separate_sync.py`."""

from __future__ import annotations

import asyncio
import pickle
import sys
from typing import TYPE_CHECKING

from hpreader import i18n
from hpreader.config import Settings
from hpreader.garbage import collect_rarely
from hpreader.newsroom.newsroom import Newsroom
from hpreader.newsroom.parsers.pickle_stream import write_value
from hpreader.newsroom.sync.separate_sync import SyncMessage
from hpreader.problems import ProblemError
from hpreader.resource_limits import end_with_parent, give_way

if TYPE_CHECKING:
    from hpreader.model import SyncEvent
    from hpreader.newsroom.sync.separate_sync import SyncRequest
    from hpreader.problems import Problem


def main() -> int:
    """Run a sync; returns 1 where a disk or a file cannot be used: the parent then finds out why."""
    collect_rarely()
    end_with_parent()
    give_way()
    request: SyncRequest = pickle.load(sys.stdin.buffer)
    i18n.use(request.language)
    try:
        asyncio.run(_sync(request))
    except (ProblemError, BrokenPipeError):  # the latter: the parent is gone
        return 1
    return 0


async def _sync(request: SyncRequest) -> None:
    newsroom = Newsroom.open(request.paths, Settings(**request.settings), may_forget=False)

    def tell(told: SyncEvent | Problem | None) -> None:
        write_value(SyncMessage(newsroom.budget.spent, told), sys.stdout.buffer)

    try:
        newsroom.budget.spend(request.spent)
        newsroom.allow(request.typed_servers)
        newsroom.observe_notices(tell)
        async for event in newsroom.syncs.run(**request.options._asdict()):
            tell(event)
        tell(None)
    finally:
        await newsroom.close()


if __name__ == "__main__":
    sys.exit(main())
