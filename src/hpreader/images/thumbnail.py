"""From untrusted bytes to small JPEGs, within bounds of size."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from hpreader.images.decoding_cost import (
    FORMATS,
    MOST_MEMORY,
    MOST_PIXELS,
    decoding_memory,
    is_light,
)
from hpreader.images.stored_image import StoredImage
from hpreader.problems import Problem

LONGEST_SIDE = 1280
"""Of a stored image in pixels: as much as a terminal shows full screen."""

QUALITY = 80

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
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or decoding_memory(image) > MOST_MEMORY:
                return Problem("too_large", subject, f"{width}×{height}")
            small = _on_paper(ImageOps.exif_transpose(_reduced(image)))
    except UnidentifiedImageError:
        return Problem("not_picture", subject)
    except MemoryError:
        return Problem("too_large", subject, f"{len(data):,} B", reason="memory")
    except BROKEN as error:
        return Problem("not_picture", subject, " ".join(str(error).split())[:100])
    kept = BytesIO()
    small.save(kept, "JPEG", quality=QUALITY)
    return StoredImage(small.width, small.height, kept.getvalue())


def is_light_image(data: bytes) -> bool:
    """Whether `shrink` takes little time and memory; also for what is no image or broken, as that does."""
    try:
        return is_light(data)
    except (UnidentifiedImageError, *BROKEN):
        return True


def _reduced(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # grey of 16 bits: Pillow cuts off what is above 255
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    return image


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


def reduced(image: StoredImage, longest_side: int, quality: int) -> StoredImage | None:
    """A stored image with fewer pixels and bytes; None if its bytes are no JPEG.

    Args:
        image: as `shrink` made it.
        longest_side: in pixels.
        quality: of the JPEG, as Pillow counts it.
    """
    picture = opened(image.data)
    if picture is None:
        return None
    picture.thumbnail((longest_side, longest_side), reducing_gap=2.0)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality, optimize=True)
    small = StoredImage(picture.width, picture.height, kept.getvalue())
    return small if len(small.data) < len(image.data) else image
