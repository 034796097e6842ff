"""Hashes of addresses and guids: the ids that follow from them, and the keys of their aliases."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from hpreader import urls

_NUMBERED = re.compile(
    r"(?P<host>[^/]+)/.*-(?P<number>\d{15,20})\.(?:html?|chn)"
    r"|(?P<vnexpress>(?:\w+\.)?vnexpress\.net)/.*-(?P<seven>\d{7,8})\.html"
)
"""Addresses that end in the number of their article: the number stays when the headline, and with
it the words in the address, changes. The numbers of VCCorp's sites and of Dân trí begin with the
moment of writing, so no two articles of a site share one. Shorter numbers are dates on some sites;
of these only VnExpress' are article numbers for certain. All three redirect from an address with
former words to the present one."""


@functools.lru_cache(10_000)
def _key(url: str) -> str:
    """The part that all addresses of an article have in common; "" for what is no address."""
    key = urls.key(url)
    found = _NUMBERED.fullmatch(key)
    if found is None:
        return key
    return f"{found['host'] or found['vnexpress']}/#{found['number'] or found['seven']}"


class Digest(NamedTuple):
    """The hash of an address or a guid."""

    alias_key: int
    """Its key in the table of aliases."""
    derived_id: str
    """The id of an article that is known by nothing else."""


@functools.lru_cache(10_000)
def digest(text: str) -> Digest:
    """The hash of any text; a list's entries are identified when it is compared and when it is stored."""
    import hashlib  # noqa: PLC0415 - OpenSSL is slow to load, and showing headlines hashes nothing

    found = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    return Digest(int.from_bytes(found.digest()[12:19], "big"), found.hexdigest()[:12])


def digest_of_url(url: str) -> Digest:
    """What identifies an address."""
    return digest(_key(url) or url)


def _address_in(guid: str) -> str:
    """The key of a guid that is an address; what differs after `#` only are different guids."""
    return "" if "#" in guid else _key(guid)


def digest_of_guid(guid: str, url: str) -> Digest:
    """What identifies a guid; one that is no address is unique on its own site only."""
    address = _address_in(guid)
    return digest(address or f"{urls.host(url).removeprefix('www.')} {guid}")


def is_unique(guid: str) -> bool:
    """Whether a guid tells articles apart; some feeds give the site's home page for all of them."""
    address = _address_in(guid)
    return bool(guid) and (not address or "/" in address or "?" in address)


def digest_of_shared(url: str) -> Digest:
    """What says that several entries of a list have an address."""
    return digest(f"shared address\n{_key(url)}")
