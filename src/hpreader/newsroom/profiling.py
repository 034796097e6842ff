"""Which sites' pages no longer fit the profile that was written for them: noted as pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store import StaleProfileNote
from hpreader.urls import host

if TYPE_CHECKING:
    from hpreader.model import Article, StaleProfile
    from hpreader.newsroom.desk import Desk


async def note_profile(desk: Desk, page: Article, url: str) -> None:
    """Note of a page whether its site's profile still fits; a page that fits ends the trouble.

    Raises:
        ProblemError: the disk said no.
    """
    site = host(url)
    kept = desk.front.notes.stale_profile(site)
    if not page.stale_profile:
        if kept is not None:
            await desk.write(lambda store: store.notes.remove_stale_profile(site))
        return
    pages = kept.pages + 1 if kept is not None and kept.profile == page.stale_profile else 1
    note = StaleProfileNote(page.stale_profile, pages, url)
    await desk.write(lambda store: store.notes.put_stale_profile(site, note))


def stale_profiles(desk: Desk) -> tuple[StaleProfile, ...]:
    """The sites of which the last page read did not fit."""
    return tuple(
        model.StaleProfile(name, *kept) for name, kept in desk.front.notes.stale_profiles().items()
    )
