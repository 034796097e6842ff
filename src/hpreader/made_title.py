"""A title for an item that has none: the beginning of its text, else of its address or its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from hpreader import urls, vietnam_time
from hpreader.text import clean

if TYPE_CHECKING:
    from datetime import datetime

_WORDS: Final = 12
_LONG_SLUG: Final = 20
"""A slug of so many letters is one of its own on a site; a shorter one gets the folders before it."""


def made_title(text: str, address: str = "", when: datetime | None = None, guid: str = "") -> str:
    """A title by which items of a feed can be told apart; "" where there is nothing to make it of.

    Args:
        text: of the item, plain.
        address: of the item, canonical; the words of its path are used.
        when: the item was published.
        guid: of the item, where it has neither text, address nor date.
    """
    words = text.split()
    if words:
        return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
    if address:
        return _of_address(address)
    return vietnam_time.local(when).strftime("%d/%m/%Y %H:%M") if when else guid


def _of_address(address: str) -> str:
    slug = urls.slug_of(address)
    parts = urlsplit(address)
    path = unquote(parts.path, errors="replace").strip("/")
    if not path or parts.query or parts.fragment or not any(map(str.isalpha, slug)):
        return clean(unquote(address.partition("://")[2], errors="replace"))
    name = unquote(slug, errors="replace") if len(slug) >= _LONG_SLUG else path
    return clean(name.replace("-", " ").replace("_", " "))
