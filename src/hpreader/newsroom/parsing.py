"""From bytes to values, off the event loop: the newsroom's way to `feed` and `page`.

Both are imported when first needed, because feedparser and lxml are not for the first paint. A page that
was fetched is parsed once, whatever is asked of it: its `PageReading` lives as long as the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import finalize

if TYPE_CHECKING:
    from hpreader.fetch import Fetched
    from hpreader.model import Article, Explanation, Listing
    from hpreader.newsroom.desk import Desk
    from hpreader.page import PageLinks, PageReading, SiteFacts
    from hpreader.problems import Problem

MOST_READINGS = 16
"""How many trees are kept, of about seven bytes for each byte of their pages; older ones are let go."""

_readings: dict[int, PageReading] = {}
"""The readings of the answers that are in use, by the identity of the answer, the oldest first."""


def reading_of(desk: Desk, answer: Fetched) -> PageReading:
    """The one reading of a fetched page."""
    from hpreader.page import PageReading  # noqa: PLC0415 - see the module's docstring

    known = _readings.get(id(answer))
    if known is None:
        known = PageReading(answer.body, answer.url, answer.charset, now=desk.now())
        _keep_reading(answer, known)
    return known


def _keep_reading(answer: Fetched, reading: PageReading) -> None:
    if len(_readings) >= MOST_READINGS:
        del _readings[next(iter(_readings))]
    _readings[id(answer)] = reading
    finalize(answer, _readings.pop, id(answer), None).atexit = False


async def parse_page(desk: Desk, answer: Fetched) -> Article | Problem:
    """The article on a page, read with the user's own site profiles before the package's."""
    await _with_own_profiles(desk)
    if desk.explanations is not None:
        return await _explained(desk, answer, desk.explanations)
    reading = reading_of(desk, answer)
    return await desk.in_thread(lambda: reading.article)


async def _explained(
    desk: Desk, answer: Fetched, explanations: list[Explanation]
) -> Article | Problem:
    """The article on a page, and why it is what it is; this reading is the page's only one, too."""
    from hpreader.page import PageReading, Trace  # noqa: PLC0415 - see the module's docstring

    trace = Trace()
    reading = PageReading(answer.body, answer.url, answer.charset, now=desk.now(), trace=trace)
    _keep_reading(answer, reading)
    article = await desk.in_thread(lambda: reading.article)
    explanations.append(trace.explanation(answer.url))
    return article


async def parse_body(desk: Desk, html: str, url: str) -> Article:
    """The body of an article alone, as a feed or REST gives it."""
    from hpreader.page import parse_body as parse  # noqa: PLC0415 - see the module's docstring

    return await desk.in_thread(parse, html, url)


async def parse_site(desk: Desk, answer: Fetched) -> SiteFacts:
    """What any page of a site states about the site."""
    reading = reading_of(desk, answer)
    return await desk.in_thread(lambda: reading.site)


async def read_list(desk: Desk, answer: Fetched) -> Listing | Problem:
    """A feed, read with the character set that the server declared for it."""
    from hpreader.feed import read_feed  # noqa: PLC0415 - see the module's docstring

    declared = f"; charset={answer.charset}" if answer.charset else ""
    return await desk.in_thread(read_feed, answer.body, answer.url, answer.content_type + declared)


async def read_page_list(
    desk: Desk, answer: Fetched, *, is_further: bool = False
) -> Listing | Problem:
    """The headlines on a section page, or on a further page of it, which may have one only."""
    reading = reading_of(desk, answer)
    return await desk.in_thread(reading.headlines, *((1,) if is_further else ()))


async def parse_pointers(desk: Desk, answer: Fetched) -> PageLinks:
    """Where a page leads on: the next page of its list, the feeds it links to."""
    reading = reading_of(desk, answer)
    return await desk.in_thread(lambda: reading.links)


async def _with_own_profiles(desk: Desk) -> None:
    """Read the user's profiles once; `doctor` tells what is wrong with them."""
    from hpreader.sites import overlay  # noqa: PLC0415 - reads files

    if not desk.has_own_profiles:
        desk.has_own_profiles = True
        await desk.in_thread(overlay, desk.places.profiles)
