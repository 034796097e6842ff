"""The process that parses a document which would take long: a request on stdin, results on stdout.

Both are pickles, since parent and child are one program; the document follows its request as it is, so that
it is never there twice. Results that are complete can be used when the process is ended.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from hpreader.model import Listing
from hpreader.newsroom.parsers.packed_entries import PackedEntries
from hpreader.newsroom.parsers.pickle_stream import write_value
from hpreader.resource_limits import PARSER_MEMORY, run_within_limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from hpreader.page import PageReader

EXPLAINED: Final = "explained article"


class Request(NamedTuple):
    """What to parse, and what of it is wanted."""

    parts: tuple[str, ...]
    """"feed", "body", or parts of a page, each a result of its own: see `page_part`."""
    body: bytes
    url: str
    charset: str | None
    """Of a feed: the whole `Content-Type`."""
    now: datetime
    own_profiles: Path
    """The folder of the user's own site profiles."""


def page_part(reader: PageReader, part: str) -> Any:
    """A part of a page: "article", "links", "site", "headlines", or "further headlines" of a list.

    "explained article" is a pair of the article and why it reads as it does, of a reader that has a trace.
    """
    if part == EXPLAINED:
        return reader.article, reader.explanation
    if part == "headlines":
        return reader.headlines()
    if part == "further headlines":
        return reader.headlines(1)
    return getattr(reader, part)


def main() -> None:
    """Answer one request."""
    request: Request = pickle.load(sys.stdin.buffer)
    write_results(request._replace(body=sys.stdin.buffer.read()), sys.stdout.buffer)


def request_data(request: Request) -> tuple[bytes, bytes]:
    """What the process reads: the request without its document, and the document."""
    return pickle.dumps(request._replace(body=b"")), request.body


def write_results(request: Request, output: BinaryIO) -> None:
    """Write the results of a request, each as soon as it is there, and None after the last."""
    for result in chain(map(packed, _results(request)), [None]):
        write_value(result, output)


def packed(result: Any) -> Any:
    """A result, with the entries of a list packed."""
    if isinstance(result, Listing):
        return replace(result, entries=PackedEntries.of(result.entries))
    return result


def _results(request: Request) -> Iterator[Any]:
    if request.parts == ("feed",):
        from hpreader.feed import read_feed_in_parts  # noqa: PLC0415 - one of the two is needed

        yield from read_feed_in_parts(request.body, request.url, request.charset or "")
        return
    from hpreader.page import PageReader, Trace, parse_body  # noqa: PLC0415 - as above
    from hpreader.sites import overlay  # noqa: PLC0415 - as above

    if request.parts == ("body",):
        yield parse_body(request.body.decode(), request.url)
        return
    overlay(request.own_profiles)
    trace = Trace() if EXPLAINED in request.parts else None
    reader = PageReader(request.body, request.url, request.charset, now=request.now, trace=trace)
    for part in request.parts:
        yield page_part(reader, part)


if __name__ == "__main__":
    run_within_limits(main, PARSER_MEMORY)
