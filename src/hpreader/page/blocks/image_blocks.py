"""Images: which of an element's addresses is the image, and which elements show none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Image, Inline
from hpreader.page.blocks.inline import is_emoji
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import IMAGE_TAGS
from hpreader.page.tree.visibility import is_hidden
from hpreader.text import clean

ADDRESSES = (
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-full-url",
    "data-orig-file",
    "data-large-file",
    "data-url",
    "data-lazy",
    "src",
)
"""Attributes in the order of trust: with lazy loading, `src` is a placeholder."""
SETS = ("data-srcset", "data-lazy-srcset", "srcset")

PLACEHOLDER = lazy_pattern(
    r"SD-default-image|/(?:blank|spacer|pixel|loading|lazy|placeholder|transparent|1x1|grey|dot|clear)[\w.-]{0,20}\.(?:gif|png|svg|jpe?g)"
    r"|gravatar\.com/avatar|pixel\.wp\.com|/b\.gif|feedburner|assets\.pinterest\.com|doubleclick|google-analytics|facebook\.com/tr|scorecardresearch",
    re.IGNORECASE,
)
SIZE = lazy_pattern(
    r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)|(?:-scaled)?(?:-e\d{10,13})?(?=\.\w{3,4}$)|(?<=/)thumb_[a-z]/\d+/|(?<=/)zoom/\d+_\d+/|(?<=/)thumbs/\d+x\d+/"
)
"""How WordPress, VCCorp and ONECMS name other sizes and crops of one image."""
IMAGE_FILE = lazy_pattern(r"/[^/:]+\.(?:jpe?g|png|webp|avif|gif)$", re.IGNORECASE)
"""The address of an image, and not of a page about it as in wikis (`File:a.jpg`)."""
IMAGE_ADDRESS = lazy_pattern(
    r"(?:https?:/)?/[^\s\"'\[\],()]+\.(?:jpe?g|png|webp|avif)(?:\?[^\s\"'\[\],()]*)?", re.IGNORECASE
)
PIXELS = lazy_pattern(r"\s*(\d{1,5})")
RESIZED = ("url", "src", "image", "img")
"""The parameters in which resizing scripts get the address of the full image."""
LONGEST_SET = 8000
SMALLEST = 40
"""Pixels; an image that is smaller on both sides is an icon or a counter."""


def image_of(element: _Element, page: Page) -> Image | None:
    """The image that an element shows, None for an icon, a counter or a placeholder."""
    if element.get("fallback") is not None or is_emoji(element) or is_hidden(element):
        return None
    if _is_tiny(element):
        return None
    src = _address(element, page)
    if not src or _is_stand_in(src):
        return None
    src = _full_size(element, src, page)
    caption = clean(element.get("data-caption") or element.get("caption") or "")
    return Image(
        src,
        clean(element.get("alt") or ""),
        Inline(caption) if "<" not in caption else Inline(""),
        _size(element),
    )


@lru_cache(maxsize=1024)  # asked several times for each image
def _is_stand_in(src: str) -> bool:
    return PLACEHOLDER.search(src) is not None


@lru_cache(maxsize=1024)
def image_key(src: str) -> str:
    """The part of an address that all sizes of one image have in common."""
    path = src.partition("?")[0].partition("#")[0].lower()
    return SIZE.sub("", path.partition("://")[2] or path)


def _address(element: _Element, page: Page) -> str:
    for name in ADDRESSES:
        address = (element.get(name) or "").strip()
        if address and not address.startswith(("data:", "{", "about:", "#")):
            found = _original(page, page.resolve(address))
            if found and not _is_stand_in(found):
                return found
    for name in SETS:
        found = _largest(element.get(name) or "", page)
        if found:
            return found
    return _from_sources(element, page) or _from_data(element, page)


def _full_size(element: _Element, src: str, page: Page) -> str:
    """The full image if the element is a thumbnail that links to it, as in galleries."""
    link = element.getparent()
    while link is not None and link.tag in {"picture", "span", "noscript"}:
        link = link.getparent()
    if link is None or link.tag != "a":
        return src
    full = page.resolve(link.get("href"))
    is_photo = image_key(full) == image_key(src) or IMAGE_FILE.search(full.partition("?")[0])
    return full if full and is_photo else src


def _from_sources(element: _Element, page: Page) -> str:
    parent = element.getparent()
    while (
        parent is not None and parent.tag == "source"
    ):  # libxml2 does not treat it as a void element
        parent = parent.getparent()
    if parent is None or parent.tag != "picture":
        return ""
    for source in parent.iter("source"):
        for name in SETS:
            found = _largest(source.get(name) or "", page)
            if found:
                return found
    return ""


def _from_data(element: _Element, page: Page) -> str:
    """The last image address in any `data-` attribute: every lazy-loading script has its own attribute."""
    for name, value in element.items():
        if name.startswith("data-") and len(value) <= LONGEST_SET:
            found = IMAGE_ADDRESS.findall(value)
            address = page.resolve(found[-1]) if found else ""
            if address and not _is_stand_in(address):
                return address
    return ""


def _largest(candidates: str, page: Page) -> str:
    """The widest candidate of a srcset (HTML, 4.8.4.2.1); commas within addresses are kept."""
    if len(candidates) > LONGEST_SET:
        return ""
    best, address = -1.0, ""
    for found in re.finditer(
        r"(\S*[^,\s])(?:\s+([\d.]+)[wx])?\s*(?:,\s+|,$|$)", candidates.strip()
    ):
        width = float(found[2] or 1) if re.fullmatch(r"\d*\.?\d+", found[2] or "1") else 1.0
        if width > best and not found[1].startswith("data:"):
            best, address = width, found[1]
    return _original(page, page.resolve(address)) if address else ""


def _original(page: Page, address: str) -> str:
    """The full image behind a resizing script (Next.js' `/_next/image?url=…`, TimThumb's `?src=…`).

    The fragment is dropped: it is not sent to the server, and Joomla has the image's size in it.
    """
    address, _, query = address.partition("#")[0].partition("?")
    if not query or IMAGE_FILE.search(address):
        return f"{address}?{query}" if query else address
    requested = dict(parse_qsl(query))
    inner = page.resolve(next((requested[name] for name in RESIZED if name in requested), ""))
    return inner if IMAGE_FILE.search(inner.partition("?")[0]) else f"{address}?{query}"


def _size(element: _Element) -> tuple[int, int]:
    """Width and height from the attributes, zeros unless both are there."""
    width, height = (_pixels(element.get(name)) for name in ("width", "height"))
    return (width, height) if width and height else (0, 0)


def _is_tiny(element: _Element) -> bool:
    sides = [_pixels(element.get(name)) for name in ("width", "height")]
    known = [side for side in sides if side is not None]
    return any(side in (1, 2) for side in known) or (
        len(known) == 2 and max(known) < SMALLEST and max(known) > 0
    )


def _pixels(value: str | None) -> int | None:
    if not value:
        return None
    if value.isdecimal():
        return int(value[:5])
    found = PIXELS.match(value)
    return int(found[1]) if found else None


def images_besides(known: Iterable[Image], element: _Element, page: Page) -> list[Image]:
    """The images within an element, without those that are known."""
    keys = {image_key(image.src) for image in known}
    found = (image_of(node, page) for node in element.iter(*IMAGE_TAGS))
    return [image for image in found if image and image_key(image.src) not in keys]
