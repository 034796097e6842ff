"""Documents that may take long to parse: parsed in a process that is ended after a while."""

from __future__ import annotations

import asyncio
import pickle
from typing import TYPE_CHECKING, Any, Final

from hpreader.child_process import Ending, run_child
from hpreader.newsroom.parsers.packed_entries import PackedEntries
from hpreader.newsroom.parsers.parser_process import Request, request_data
from hpreader.newsroom.parsers.pickle_stream import PickleReader
from hpreader.problems import Kind, Problem
from hpreader.resource_limits import PARSER_MEMORY

if TYPE_CHECKING:
    from hpreader.model import Listing

MOST_SECONDS: Final = 20.0
MOST_OUTPUT: Final = 40_000_000
"""Bytes of results; the largest feed that is fetched has half of that."""
AT_ONCE: Final = 2
"""Processes."""

LARGE: Final = 500_000
"""Bytes of a document that may take a second or more."""
MANY: Final = 20_000
"""Tags or attributes of such a document: pages of newspapers have some 5,000 of each, and what takes longer
than it is large (feedparser's time for the categories of an item, or for attributes) has more."""


MANY_OF: Final = {b"<": 2 * MANY, b"=": MANY, b"&": 4 * MANY, b"\x1b": MANY // 10}
"""Tags, attributes, entities, and the escapes of terminal sequences, which pages have by mistake only."""
_OTHERS: Final = bytes(set(range(256)).difference(*MANY_OF))
"""The bytes that are not counted."""


def is_heavy(body: bytes) -> bool:
    """Whether parsing a document may take long."""
    if len(body) > LARGE:
        return True
    signs = body.translate(None, _OTHERS)  # one look at the body instead of one for each sign
    return any(signs.count(sign) > most for sign, most in MANY_OF.items())


class HeavyDocuments:
    """Parses documents in processes."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        """Prepare it.

        Args:
            seconds: after how long a process is ended.
        """
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def feed(self, request: Request) -> Listing | Problem:
        """Read a feed; if it takes too long or too much memory, what was read until then."""
        from hpreader.feed import joined_parts  # noqa: PLC0415 - imports feedparser

        results, ending = await self._results(request)
        if ending == "complete":
            listing = joined_parts(results, None, PackedEntries.joined)
            return listing or Problem("empty", request.url)
        problem = self._problem("feed_broken", request, ending)
        return joined_parts(results, problem, PackedEntries.joined) or problem

    async def page(self, request: Request) -> list[Any]:
        """Return the parts of a page; in place of those that could not be read, the Problem that says why."""
        results, ending = await self._results(request)
        missing = len(request.parts) - len(results)
        return [*results, *[self._problem("too_deep", request, ending)] * missing]

    def _problem(self, kind: Kind, request: Request, ending: Ending) -> Problem:
        match ending:
            case "time":
                return Problem(kind, request.url, f"> {self._seconds:.0f} s", reason="time")
            case "memory":
                return Problem(kind, request.url, _megabytes(PARSER_MEMORY), reason="memory")
            case "output":
                return Problem(kind, request.url, _megabytes(MOST_OUTPUT), reason="memory")
            case _:
                return Problem(kind, request.url, reason="failed")

    async def _results(self, request: Request) -> tuple[list[Any], Ending]:
        """The results of a process, and how it ended."""
        reader, results = PickleReader(), list[Any]()

        async def receive(part: bytes) -> None:
            for data in reader.read(part):
                results.append(await asyncio.to_thread(pickle.loads, data))

        async with self._turns:
            ending = await run_child(
                "hpreader.newsroom.parsers.parser_process",
                data=request_data(request),
                receive=receive,
                seconds=self._seconds,
                most_output=MOST_OUTPUT,
            )
        if results and results[-1] is None:  # after the last, whatever it did then
            ending = "complete"
        return [result for result in results if result is not None], ending


def _megabytes(size: int) -> str:
    return f"> {size // 1_000_000} MB"
