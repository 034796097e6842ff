"""Ids of articles, made from guids and addresses, and the aliases that lead to an id.

An id follows from the article's guid or address, or is stored with the user's data as an alias of
them, so deleting the cache changes no id. An alias is stored only where the id does not follow
from the address or guid itself.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from hpreader import urls
from hpreader.store.database import with_recovery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.store.database import Database


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


class _Digest(NamedTuple):
    """The hash of an address or a guid."""

    alias_key: int
    """Its key in the table of aliases."""
    derived_id: str
    """The id of an article that is known by nothing else."""


def _digest(text: str) -> _Digest:
    import hashlib  # noqa: PLC0415 - OpenSSL is slow to load, and showing headlines hashes nothing

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    return _Digest(int.from_bytes(digest.digest()[12:19], "big"), digest.hexdigest()[:12])


def _digest_of_url(url: str) -> _Digest:
    return _digest(_key(url) or url)


def _digest_of_guid(guid: str, url: str) -> _Digest:
    """A guid that is no address is unique on its own site only."""
    address = _key(guid)
    return _digest(address or f"{urls.host(url).removeprefix('www.')} {guid}")


def _is_unique(guid: str) -> bool:
    """Whether a guid tells articles apart; some feeds give the site's home page for all of them."""
    address = _key(guid)
    return bool(guid) and (not address or "/" in address or "?" in address)


class Identities:
    """Returns the id of an article by its addresses and guid, and stores aliases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def identify(self, url: str, guid: str = "") -> str:
        """The id of the article with this address and guid; nothing is stored.

        An article that was stored before keeps its id, whichever of its addresses is given.
        """
        of_url = _digest_of_url(url)
        known = self._aliased(of_url)
        if known or not _is_unique(guid):
            return known or of_url.derived_id
        of_guid = _digest_of_guid(guid, url)
        known = self._aliased(of_guid)
        if known:
            return known
        if of_guid.derived_id != of_url.derived_id and self._is_stored(of_url.derived_id):
            return of_url.derived_id
        return of_guid.derived_id

    @with_recovery
    def identify_all(self, addresses: Iterable[str]) -> Mapping[str, str]:
        """The ids of the articles at many addresses, stored or not."""
        digests = {url: _digest_of_url(url) for url in addresses}
        sql = "SELECT key, id FROM userdata.alias WHERE key IN ({keys})"
        keys = (digest.alias_key for digest in digests.values())
        aliases: dict[int, str] = dict(self._database.all_of(sql, keys))
        return {
            url: aliases.get(digest.alias_key, digest.derived_id) for url, digest in digests.items()
        }

    @with_recovery
    def alias_count(self) -> int:
        """How many aliases are stored."""
        return self._database.number("SELECT count(*) FROM userdata.alias")

    def add_aliases(self, article_id: str, url: str, guid: str = "") -> None:
        """Let an address and a guid lead to an article unless they lead to one; in a transaction."""
        self._database.execute_many(
            "INSERT OR IGNORE INTO userdata.alias (key, id) VALUES (?, ?)",
            [
                (digest.alias_key, article_id)
                for digest in _digests(url, guid)
                if digest.derived_id != article_id
            ],
        )

    def replace_aliases(self, article_id: str, url: str, guid: str = "") -> None:
        """Let an address and a guid lead to an article, in place of any other; in a transaction."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO userdata.alias (key, id) VALUES (?, ?)",
            [(digest.alias_key, article_id) for digest in _digests(url, guid)],
        )

    def _aliased(self, digest: _Digest) -> str | None:
        row = self._database.one("SELECT id FROM userdata.alias WHERE key = ?", (digest.alias_key,))
        return str(row[0]) if row else None

    def _is_stored(self, article_id: str) -> bool:
        return (
            self._database.one(
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM article WHERE id = :id)"
                " OR EXISTS (SELECT 1 FROM userdata.mark WHERE id = :id)",
                {"id": article_id},
            )
            is not None
        )


def _digests(url: str, guid: str) -> list[_Digest]:
    digests = [_digest_of_url(url)] if url else []
    if _is_unique(guid):
        digests.append(_digest_of_guid(guid, url))
    return digests
