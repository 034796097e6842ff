"""The images of articles: from the cache, else fetched, reduced and stored."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from hpreader.newsroom.articles.image_reduction import ImageReduction
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hpreader.images.stored_image import StoredImage
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.store import Store

LASTING_KINDS: Final = frozenset({"not_picture", "too_large", "bad_url", "empty"})
LASTING_STATUSES: Final = frozenset({401, 403, 404, 410, 451})
"""With such a Problem an image is not fetched again at once: the next response would be equal."""


class ArticleImages:
    """Fetches images and stores them within bounds of their own."""

    def __init__(self, stores: StorePool, http: HttpClient, max_bytes: int) -> None:
        """Prepare it.

        Args:
            stores: where images are stored.
            http: fetches them.
            max_bytes: how much of the cache they may take; with 0 none is stored.
        """
        self._stores = stores
        self._http = http
        self.max_bytes = max_bytes
        """How much of the cache images may take from now on."""
        self._reduction = ImageReduction()

    def sizes(self, urls: Iterable[str]) -> Mapping[str, tuple[int, int] | Problem]:
        """Return the pixels of each stored image, and why others cannot be shown."""
        return self._stores.reader.images.sizes(urls)

    async def get(self, url: str, *, origin: str) -> StoredImage | Problem:
        """Return an image as a small JPEG, from the cache or fetched.

        An image belongs to the page that the user opened, so robots.txt is not asked, as for the
        page; but each host gets one request at a time.

        Args:
            url: the address of the image.
            origin: the address of the article, which may lead into a private network only on its own
                server.
        """
        from hpreader.images.stored_image import StoredImage  # noqa: PLC0415 - not for the first screen

        stored = self._stores.reader.images.get(url)
        if stored is not None:
            await self._write(lambda store: store.images.mark_seen(url))
            (width, height), data = stored
            return StoredImage(width, height, data)
        known = self.sizes([url]).get(url)
        if isinstance(known, Problem):
            return known
        response = await self._http.get(url, want="image", origin=origin, unasked=True)
        if isinstance(response, Problem):
            return await self._failed(url, response)
        photo = await self._reduction.reduce(response.body, url)
        if isinstance(photo, Problem):
            return await self._failed(url, photo)
        if self.max_bytes:
            size = (photo.width, photo.height)
            await self._write(lambda store: store.images.put(url, size, photo.data, self.max_bytes))
        return photo

    async def _failed(self, url: str, problem: Problem) -> Problem:
        """Store a Problem that a second request would only repeat."""
        is_lasting = problem.kind in LASTING_KINDS and problem.reason != "private_address"
        if is_lasting or problem.status in LASTING_STATUSES:
            await self._write(lambda store: store.images.put_problem(url, problem))
        return problem

    async def _write(self, work: Callable[[Store], None]) -> None:
        """Store something if the disk allows; an image that cannot be stored is shown all the same."""
        with suppress(ProblemError):
            await self._stores.run_in_writer(work)
