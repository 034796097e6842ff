"""Reducing images off the event loop: in a thread, and what may take long in a process that is ended."""

from __future__ import annotations

import asyncio
import pickle
from typing import TYPE_CHECKING, Final

from hpreader.child_process import child_output
from hpreader.problems import Problem
from hpreader.resource_limits import IMAGE_MEMORY

if TYPE_CHECKING:
    from hpreader.images.stored_image import StoredImage

MOST_SECONDS: Final = 10.0
MOST_OUTPUT: Final = 8_000_000


class ImageReduction:
    """Makes small JPEGs of images; one process at a time."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        """Prepare it.

        Args:
            seconds: after how long a process is ended.
        """
        self._seconds = seconds
        self._turn = asyncio.Lock()

    async def reduce(self, data: bytes, url: str) -> StoredImage | Problem:
        """Return an image as a small JPEG, or the Problem why that cannot be done.

        Args:
            data: as a server sent it.
            url: its address, for the Problem.
        """
        small = await asyncio.to_thread(_reduced_if_light, data, url)
        if small is not None:
            return small
        async with self._turn:
            output, ending = await child_output(
                "hpreader.images.shrink_process",
                data=(pickle.dumps(url), data),
                seconds=self._seconds,
                most_output=MOST_OUTPUT,
            )
        match ending:
            case "complete":
                result: StoredImage | Problem = pickle.loads(output)
                return result
            case "time":
                return Problem("too_large", url, f"> {self._seconds:.0f} s", reason="time")
            case "memory":
                detail = f"> {IMAGE_MEMORY // 1_000_000} MB"
                return Problem("too_large", url, detail, reason="memory")
            case _:
                return Problem("too_large", url, reason="failed")


def _reduced_if_light(data: bytes, url: str) -> StoredImage | Problem | None:
    """What `shrink` returns for an image, None for one that may take long."""
    from hpreader.images.thumbnail import is_light_image, shrink  # noqa: PLC0415 - Pillow: when an image comes

    return shrink(data, url) if is_light_image(data) else None
