"""Which sites' pages no longer fit the profile that was written for them: noted as pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.urls import host

if TYPE_CHECKING:
    from hpreader.model import Article, StaleProfile
    from hpreader.newsroom.desk import Desk


async def note_profile(desk: Desk, page: Article, url: str) -> None:
    """Note of a page whether its site's profile still fits; a page that fits ends the trouble.

    Raises:
        ProblemError: the disk said no.
    """
    key = f"profile {host(url)}"
    kept = desk.front.get_note(key)
    if not page.stale_profile:
        if kept is not None:
            await desk.write(lambda store: store.put_note(key, None))
        return
    match kept:
        case [page.stale_profile, int(before), _]:
            pages = before + 1
        case _:
            pages = 1
    note = [page.stale_profile, pages, url]
    await desk.write(lambda store: store.put_note(key, note))


def stale_profiles(desk: Desk) -> tuple[StaleProfile, ...]:
    """The sites of which the last page read did not fit."""
    return tuple(
        model.StaleProfile(name, str(kept[0]), int(kept[1]), str(kept[2]))
        for name, kept in desk.front.notes("profile").items()
        if isinstance(kept, list) and len(kept) == 3
    )
