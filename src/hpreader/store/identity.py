"""Who an article is: ids from guids and addresses, and the aliases that they do not tell.

Ids and aliases are with the user's data or follow from the news itself, so a deleted cache changes
none. An alias is stored only where the id does not follow from the address or guid anyway.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from hpreader import urls
from hpreader.store.database import Database, Part, on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_NUMBERED = re.compile(
    r"(?P<host>[^/]+)/.*-(?P<number>\d{15,20})\.(?:html?|chn)"
    r"|(?P<vnexpress>(?:\w+\.)?vnexpress\.net)/.*-(?P<seven>\d{7,8})\.html"
)
"""Addresses that end in the number of their article: it stays when the headline changes, and the
words before it with the headline. VCCorp's and Dân trí's numbers begin with the moment of writing,
which no two articles of a site share; shorter ones are days on some sites, so of these only
VnExpress' are known. All three lead from former words to the present ones."""


@functools.lru_cache(10_000)
def _key(url: str) -> str:
    """What all addresses of an article share; asked for when its list is stored and at each sync."""
    key = urls.key(url)
    found = _NUMBERED.fullmatch(key)
    if found is None:
        return key
    return f"{found['host'] or found['vnexpress']}/#{found['number'] or found['seven']}"


class _Name(NamedTuple):
    """An address or a guid in the form that is compared."""

    hash: int
    derived: str
    """The id that follows from it alone."""


def _name(said: str) -> _Name:
    import hashlib  # noqa: PLC0415 - OpenSSL is slow to load, and the first headlines name nobody

    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass"))
    return _Name(int.from_bytes(digest.digest()[12:19], "big"), digest.hexdigest()[:12])


def _address_name(url: str) -> _Name:
    return _name(_key(url) or url)


def _guid_name(guid: str, url: str) -> _Name:
    """A guid that is no address means something on its own site only."""
    address = _key(guid)
    return _name(address or f"{urls.host(url).removeprefix('www.')} {guid}")


def _tells(guid: str) -> bool:
    """Does a guid tell articles apart? Some feeds give the site's front page for all of them."""
    address = _key(guid)
    return bool(guid) and (not address or "/" in address or "?" in address)


def _alias(database: Database, name: _Name) -> str | None:
    row = database.one("SELECT id FROM userdata.alias WHERE key = ?", (name.hash,))
    return str(row[0]) if row else None


def _is_met(database: Database, article_id: str) -> bool:
    return (
        database.one(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM article WHERE id = :id)"
            " OR EXISTS (SELECT 1 FROM userdata.mark WHERE id = :id)",
            {"id": article_id},
        )
        is not None
    )


def identify(database: Database, url: str, guid: str = "") -> str:
    """The id of the article at an address; the one that it already has, if it was ever met."""
    address = _address_name(url)
    met = _alias(database, address)
    if met or not _tells(guid):
        return met or address.derived
    name = _guid_name(guid, url)
    met = _alias(database, name)
    if met:
        return met
    if name.derived != address.derived and _is_met(database, address.derived):
        return address.derived
    return name.derived


def remember(database: Database, article_id: str, url: str, guid: str = "") -> None:
    """Let an address and a guid lead to an article, unless they already lead to one."""
    names = [_address_name(url)] if url else []
    if _tells(guid):
        names.append(_guid_name(guid, url))
    database.connection.executemany(
        "INSERT OR IGNORE INTO userdata.alias (key, id) VALUES (?, ?)",
        [(name.hash, article_id) for name in names if name.derived != article_id],
    )


def redirect(database: Database, article_id: str, url: str, guid: str = "") -> None:
    """Let an address and a guid lead to an article, wherever they led before."""
    names = [_address_name(url)] if url else []
    if _tells(guid):
        names.append(_guid_name(guid, url))
    database.connection.executemany(
        "INSERT OR REPLACE INTO userdata.alias (key, id) VALUES (?, ?)",
        [(name.hash, article_id) for name in names],
    )


def identify_addresses(database: Database, addresses: Iterable[str]) -> dict[str, str]:
    """The ids for many addresses, met or not."""
    names = {url: _address_name(url) for url in addresses}
    sql = "SELECT key, id FROM userdata.alias WHERE key IN ({keys})"
    aliases: dict[int, str] = dict(database.all_of(sql, (name.hash for name in names.values())))
    return {url: aliases.get(name.hash, name.derived) for url, name in names.items()}


class Identities(Part):
    """The store's part that knows who is who."""

    @on_disk
    def identify(self, url: str, guid: str = "") -> str:
        """The id of the article with this address and guid; nothing is stored."""
        return identify(self._database, url, guid)

    @on_disk
    def identify_all(self, addresses: Iterable[str]) -> Mapping[str, str]:
        """The ids of the articles at many addresses, met or not."""
        return identify_addresses(self._database, addresses)

    @on_disk
    def alias_count(self) -> int:
        """How many addresses and guids are kept that lead to an article of another name."""
        return self._database.number("SELECT count(*) FROM userdata.alias")

    @on_disk
    def known(self, addresses: Iterable[str]) -> Mapping[str, str]:
        """Those of the addresses whose articles are in the cache, with their ids."""
        ids = identify_addresses(self._database, addresses)
        sql = "SELECT id FROM article WHERE id IN ({keys})"
        here = {row[0] for row in self._database.all_of(sql, ids.values())}
        return {url: found for url, found in ids.items() if found in here}
