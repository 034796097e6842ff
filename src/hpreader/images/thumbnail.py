"""From untrusted bytes to small JPEGs, within bounds of size."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from hpreader.images.stored_image import StoredImage
from hpreader.problems import Problem

MOST_PIXELS = 40_000_000
"""A camera's image has 24 million; a decompression bomb of a few kilobytes may have billions."""

LONGEST_SIDE = 1280
"""Of a stored image in pixels: as much as a terminal shows full screen."""

QUALITY = 80
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""The formats of newspapers; the other decoders of Pillow are never given untrusted bytes."""

# Ours is stricter, and does not print.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False

BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError,
    OverflowError, MemoryError, RuntimeError, AttributeError, AssertionError,
)  # fmt: skip
"""What Pillow raises for broken bytes: its decoders have no common class of errors."""


def shrink(data: bytes, subject: str) -> StoredImage | Problem:
    """Decode an image and encode it as a small JPEG.

    Args:
        data: as a server sent it.
        subject: its address, for the Problem.
    """
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return Problem("too_large", subject, f"{width}×{height}")
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
            upright = ImageOps.exif_transpose(image)
            small = _on_paper(upright)
    except UnidentifiedImageError:
        return Problem("not_picture", subject)
    except BROKEN as error:
        return Problem("not_picture", subject, " ".join(str(error).split())[:100])
    kept = BytesIO()
    small.save(kept, "JPEG", quality=QUALITY)
    return StoredImage(small.width, small.height, kept.getvalue())


def _on_paper(image: Image.Image) -> Image.Image:
    """In plain colours; what is transparent lies on white, as on most pages."""
    if image.mode in ("RGB", "L"):
        return image.convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    above = image.convert("RGBA")
    page = Image.new("RGBA", above.size, "white")
    page.alpha_composite(above)
    return page.convert("RGB")


def opened(data: bytes) -> Image.Image | None:
    """A stored image decoded; None if the bytes are no JPEG."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            return image.convert("RGB")
    except BROKEN:
        return None
