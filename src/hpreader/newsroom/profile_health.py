"""Which sites' pages no longer fit the profile that was written for them: noted as pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store import StaleProfileNote
from hpreader.urls import host

if TYPE_CHECKING:
    from hpreader.model import Article, StaleProfile
    from hpreader.newsroom.connections.store_pool import StorePool


class ProfileHealth:
    """Notes of each page whether its site's profile still fits."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    async def note(self, page: Article, url: str) -> None:
        """Count a page that the profile could not read; a page that fits ends the count.

        Args:
            page: the parsed page.
            url: the address from which it was fetched.

        Raises:
            ProblemError: the disk reported an error.
        """
        name = host(url)
        before = self._stores.reader.notes.stale_profile(name)
        if not page.stale_profile:
            if before is not None:
                await self._stores.run_in_writer(
                    lambda store: store.notes.remove_stale_profile(name)
                )
            return
        pages = 1
        if before is not None and before.profile == page.stale_profile:
            pages += before.pages
        note = StaleProfileNote(page.stale_profile, pages, url)
        await self._stores.run_in_writer(lambda store: store.notes.put_stale_profile(name, note))

    def stale_profiles(self) -> tuple[StaleProfile, ...]:
        """Return the sites of which the last page read did not fit."""
        return tuple(
            model.StaleProfile(name, note.profile, note.pages, note.url)
            for name, note in self._stores.reader.notes.stale_profiles().items()
        )
