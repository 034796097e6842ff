"""What the newsroom's door offers to subscribe by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.model import Source
    from hpreader.newsroom.store_pool import Desk
    from hpreader.problems import Problem


class Subscribing:
    """The part of the newsroom that keeps the list of sources."""

    _desk: Desk

    async def add_source(self, url: str, name: str = "", section: str = "") -> Source | Problem:
        """Subscribe to a feed, to the feed found for any page of a site, or to a known source.

        What is meant by a source's name, its title or the address of its front page is in the
        catalogue with all its sections; that takes no network. Where that is subscribed already,
        its page is asked what the catalogue may not know.
        Where the source is subscribed already, its lists are added to; another source of the
        same name is left alone, and the new one gets a number.
        """
        from hpreader.newsroom.discovery.source_search import find_source, joined  # noqa: PLC0415 - parses pages
        from hpreader.sites import catalogued  # noqa: PLC0415 - seldom needed

        source = None if section else catalogued(url)
        if source in self.offered_sources():
            found: Source | Problem = replace(source, name=name, title=name) if name else source
        else:
            found = await find_source(self._desk, url, name=name, section=section)
        if isinstance(found, model.Source):
            found = joined(self._desk.front.sources() or (), found)
            await self.put_source(found)
        return found

    def offered_sources(self) -> tuple[Source, ...]:
        """Those of the catalogue that are not subscribed."""
        from hpreader.sites import catalogue  # noqa: PLC0415 - seldom needed

        taken = {source.name for source in self._desk.front.sources() or ()}
        return tuple(source for source in catalogue() if source.name not in taken)

    async def put_source(self, source: Source) -> None:
        """Subscribe to a source, or replace the one of the same name."""
        await self._desk.write(lambda store: store.put_source(source))

    async def take_source(self, name: str) -> Callable[[], Awaitable[None]] | None:
        """Unsubscribe; gives what undoes it, None where there was no such source."""
        removed = await self._desk.write(lambda store: store.take_source(name))
        if removed is None:
            return None
        return lambda: self._desk.write(lambda store: store.put_back(removed))

    async def remove_source(self, name: str) -> bool:
        """Unsubscribe; what was read and saved stays. Was there such a source?"""
        return await self._desk.write(lambda store: store.remove_source(name))
