"""The images of an edition: from the cache, else fetched within limits, and reduced for a small screen."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.images.thumbnail import reduced
from hpreader.model.edition import EditionImage
from hpreader.newsroom.brief.edition_builder import image_addresses
from hpreader.problems import Problem

if TYPE_CHECKING:
    from hpreader.model.edition import Edition
    from hpreader.newsroom.newsroom import Newsroom

LONGEST_SIDE: Final = 1000
"""Of an image in a file, in pixels: as wide as the screens of telephones and e-readers."""
QUALITY: Final = 72

AT_ONCE: Final = 8
"""Images that are fetched at the same time; each host gets one request at a time."""


class ImageLimits(NamedTuple):
    """How much may be fetched for one edition, and how much may be put into it."""

    fetched: int = 300
    """Images that are not in the cache."""
    seconds: float = 180.0
    """For all images; those that are not there then are left out."""
    most_bytes: int = 40_000_000
    """Of all images as they are in the file."""


LIMITS: Final = ImageLimits()


async def add_images(newsroom: Newsroom, edition: Edition, limits: ImageLimits = LIMITS) -> Edition:
    """Return the edition with its images, or for each the Problem why it is left out.

    Args:
        newsroom: has the images, or fetches them where it is not offline.
        edition: without images.
        limits: what is beyond them is left out, with the Problem `too_large`.
    """
    addresses = list(image_addresses(edition))
    stored = newsroom.images.sizes(url for url, _origin in addresses)
    chosen: dict[str, str] = {}
    images: dict[str, EditionImage | Problem] = {}
    fetched = 0
    for url, origin in addresses:
        is_new = url not in stored
        if is_new and fetched >= limits.fetched:
            images[url] = Problem("too_large", url, reason="file_full")
        else:
            fetched += is_new
            chosen[url] = origin
    found = await _get_all(newsroom, chosen, limits.seconds)
    used = 0
    for url in chosen:
        image = found.get(url, Problem("timeout", url))
        if isinstance(image, EditionImage):
            if used + len(image.data) > limits.most_bytes:
                image = Problem("too_large", url, reason="file_full")
            else:
                used += len(image.data)
        images[url] = image
    ordered = {url: images[url] for url, _origin in addresses}
    return replace(edition, images=ordered)


async def _get_all(
    newsroom: Newsroom, chosen: dict[str, str], seconds: float
) -> dict[str, EditionImage | Problem]:
    """The images by address; those that took too long are missing."""
    found: dict[str, EditionImage | Problem] = {}
    turn = asyncio.Semaphore(AT_ONCE)

    async def get(url: str, origin: str) -> None:
        async with turn:
            image = await newsroom.images.get(url, origin=origin)
            if not isinstance(image, Problem):
                small = await asyncio.to_thread(reduced, image, LONGEST_SIDE, QUALITY)
                if small is None:
                    found[url] = Problem("not_picture", url)
                    return
                found[url] = EditionImage(small.width, small.height, small.data)
            else:
                found[url] = image

    tasks = [asyncio.create_task(get(url, origin)) for url, origin in chosen.items()]
    if tasks:
        _done, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
                raise result
    return found
