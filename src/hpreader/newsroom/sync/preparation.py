"""What reading and storing new entries needs is made ready while the servers are waited for."""

from __future__ import annotations

import asyncio
from typing import Final

AFTER: Final = 0.05
"""Seconds until it begins; the requests are sent first."""

_FEED: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Tin</title>'
    b"<link>https://example.invalid/</link><item><title>Tin</title><link>https://example.invalid/tin.html</link>"
    b"<guid>https://example.invalid/tin.html</guid><pubDate>Sun, 01 Mar 2026 09:00:00 +0700</pubDate>"
    b"<description>&lt;p&gt;Tin.&lt;/p&gt;</description></item></channel></rss>"
)
"""A feed of the usual elements."""


class Preparation:
    """Makes it ready once, in a thread; who needs a part of it before that has it as ever."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin with it if that was not done yet: a list is requested of which nothing is stored."""
        if self._task is None:
            self._task = asyncio.create_task(_prepare())


async def _prepare() -> None:
    await asyncio.sleep(AFTER)
    await asyncio.to_thread(_read_example)


def _read_example() -> None:
    """Read an entry and forget it: modules are imported, patterns compiled and tables loaded by that.

    Together they take some 150 ms of CPU time.
    """
    import hpreader.store.articles.replacement  # noqa: PLC0415 - see the module's docstring
    import hpreader.store.rows.place_labels  # noqa: F401, PLC0415 - as above
    from hpreader.feed import changed_feed, read_feed  # noqa: PLC0415 - as above
    from hpreader.page import parse_body  # noqa: PLC0415 - as above
    from hpreader.places.mentions import find_places  # noqa: PLC0415 - as above
    from hpreader.places.notices import find_kinds  # noqa: PLC0415 - as above

    changed_feed(_FEED, "")
    read_feed(_FEED, "https://example.invalid/rss")
    parse_body("<p>Tin.</p><p>Bản quyền thuộc về báo.</p>", "https://example.invalid/tin.html")
    find_places(("Tin", "", "Tin."), is_local=True)
    find_kinds("Tin", "")
