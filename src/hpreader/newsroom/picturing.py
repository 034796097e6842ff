"""Photos of articles: from the cache, else fetched, made small and kept."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hpreader.pictures.photo import Photo
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.newsroom.desk import Desk
    from hpreader.store import Store

_MEGABYTE = 1_000_000
_LASTING = frozenset({"not_picture", "too_large", "bad_url", "empty"})
"""What would not be better if it were asked for again at once."""


async def picture(desk: Desk, url: str, *, origin: str) -> Photo | Problem:
    """A photo, as small as it is kept.

    A photo belongs to the page that was opened, so robots.txt is not asked, as for the page; but
    they come one at a time from each host.

    Args:
        desk: the newsroom's desk.
        url: the photo's address.
        origin: the article's; a public page may not lead into a private network.
    """
    kept = desk.front.picture(url)
    if kept is not None:
        await _if_the_disk_allows(desk, lambda store: store.mark_picture_seen(url))
        (width, height), data = kept
        return Photo(width, height, data)
    known = desk.front.picture_sizes([url]).get(url)
    if isinstance(known, Problem):
        return known
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    answer = await desk.fetcher.get(url, want="image", origin=origin, unasked=True)
    if not isinstance(answer, Fetched):
        problem = answer if isinstance(answer, Problem) else Problem("empty", url)
        return await _given_up(desk, url, problem)
    from hpreader.pictures.decoding import shrink  # noqa: PLC0415 - Pillow waits for a photo

    photo = await desk.in_thread(shrink, answer.body, url)
    if isinstance(photo, Problem):
        return await _given_up(desk, url, photo)
    share = desk.settings.pictures_mb * _MEGABYTE
    if share:
        size = (photo.width, photo.height)
        await _if_the_disk_allows(
            desk, lambda store: store.put_picture(url, size, photo.data, share)
        )
    return photo


async def _given_up(desk: Desk, url: str, problem: Problem) -> Problem:
    """Remember what would only fail again."""
    is_gone = problem.status in {401, 403, 404, 410, 451}
    if problem.kind in _LASTING or is_gone:
        await _if_the_disk_allows(desk, lambda store: store.put_picture_problem(url, problem))
    return problem


async def _if_the_disk_allows(desk: Desk, work: Callable[[Store], None]) -> None:
    """Keep something; a photo that cannot be kept is shown all the same."""
    with suppress(ProblemError):
        await desk.write(work)
