"""What decoding an image takes, judged by its header before anything is decoded."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from PIL.JpegImagePlugin import JpegImageFile

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""The formats of newspapers; the other decoders of Pillow are never given untrusted bytes."""

MOST_PIXELS: Final = 40_000_000
"""A camera's image has 24 million; a decompression bomb of a few kilobytes may have billions."""
MOST_MEMORY: Final = 420_000_000
"""Bytes for decoding one image, in a process of its own: 25 million pixels of a WebP, 40 of nearly all else."""

LIGHT_MEMORY: Final = 25_000_000
LIGHT_BYTES: Final = 2_000_000
LIGHT_SCANS: Final = 20
"""Progressive JPEGs have six to ten scans; each takes as long as the whole image."""

_SCAN: Final = b"\xff\xda"
"""The marker at the start of a scan of a JPEG (ITU-T T.81, table B.1)."""

# Measured with Pillow 12: the peak of memory while an image of that kind is reduced.
_OF_FORMAT: Final = {"WEBP": 16.5, "AVIF": 10.0}
_OF_MODE: Final = {"RGB": 5.5, "RGBA": 9.5, "LA": 9.5, "PA": 9.5, "P": 1.5, "L": 1.5, "1": 1.5}
_OF_OTHER_MODES: Final = 11.0
_REDUCED_JPEG: Final = 2.0
"""A JPEG of one scan is decoded in an eighth to the half of its size."""


def decoding_memory(image: Image.Image) -> float:
    """About how many bytes it takes to reduce an opened image that is not decoded yet."""
    width, height = image.size
    return width * height * _bytes_per_pixel(image)


def _bytes_per_pixel(image: Image.Image) -> float:
    if image.format == "JPEG":
        return _bytes_per_jpeg_pixel(image)  # type: ignore[arg-type]
    if image.format in _OF_FORMAT:
        return _OF_FORMAT[image.format]
    return _OF_MODE.get(image.mode, _OF_OTHER_MODES)


def _bytes_per_jpeg_pixel(image: JpegImageFile) -> float:
    """Two bytes for each coefficient where there are several scans: all are kept until the last."""
    if not image.info.get("progressive"):
        return _REDUCED_JPEG
    samples = [horizontal * vertical for _, horizontal, vertical, _ in image.layer]
    return 1 + 2 * sum(samples) / max(1, *samples, 1)


def is_light(data: bytes) -> bool:
    """Whether an image takes little time and memory, as nearly all images of pages do.

    Raises:
        Exception: one of `thumbnail.BROKEN`; it is no image, or broken.
    """
    if len(data) > LIGHT_BYTES or data.count(_SCAN) > LIGHT_SCANS:
        return False
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        return decoding_memory(image) <= LIGHT_MEMORY
