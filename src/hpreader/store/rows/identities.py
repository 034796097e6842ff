"""Ids of articles, made from guids and addresses, and the aliases that lead to an id.

An id follows from the article's guid or address, or is stored with the user's data as an alias of
them, so deleting the cache changes no id. An alias is stored only where the id does not follow
from the address or guid itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.store.database import with_recovery
from hpreader.store.rows.entry_identity import (
    Evidence,
    IdentifiedEntry,
    StoredFacts,
    digests_of_entry,
    identify_entries,
)
from hpreader.store.values.digests import (
    Digest,
    digest_of_guid,
    digest_of_shared,
    digest_of_url,
    is_unique,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.model import Entry
    from hpreader.store.database import Database, Row
    from hpreader.store.rows.entry_identity import EntryDigests


class Identities:
    """Returns the id of an article by its addresses and guid, and stores aliases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def identify(self, url: str, guid: str = "") -> str:
        """The id of the article with this address and guid; nothing is stored.

        An article that was stored before keeps its id, whichever of its addresses is given.
        """
        of_url = digest_of_url(url)
        known = self._aliased(of_url)
        if known or not is_unique(guid):
            return known or of_url.derived_id
        of_guid = digest_of_guid(guid, url)
        known = self._aliased(of_guid)
        if known is not None:
            return known or of_url.derived_id
        if of_guid.derived_id != of_url.derived_id and self._is_stored(of_url.derived_id):
            return of_url.derived_id
        return of_guid.derived_id

    @with_recovery
    def identify_entries(
        self, entries: Sequence[Entry], source: str = "", section: str = ""
    ) -> tuple[IdentifiedEntry, ...]:
        """The ids of all entries of a list; nothing is stored.

        A guid that was the guid of another article before, with another address and another
        title, identifies nothing.

        Args:
            entries: the entries, with their `own_key`.
            source: the name of the list's source.
            section: the name of the list's section.
        """
        digests = [digests_of_entry(entry) for entry in entries]
        aliases = self._aliases_of(digests)
        once_shared = [
            not entry.is_shared and one.shared.alias_key in aliases
            for entry, one in zip(entries, digests, strict=True)
        ]
        if any(once_shared):
            entries = [
                replace(entry, is_shared=True) if is_shared else entry
                for entry, is_shared in zip(entries, once_shared, strict=True)
            ]
            digests = [digests_of_entry(entry) for entry in entries]
            aliases = self._aliases_of(digests)
        ids = {digest.derived_id for one in digests for digest in one.all()} | {*aliases.values()}
        rows = {
            row[0]: StoredFacts(*row[1:])
            for row in self._database.all_of(
                "SELECT id, url, title, coalesce(guid, url), published FROM article"
                " WHERE id IN ({keys})",
                ids,
            )
        }
        marked = self._database.all_of(
            "SELECT id FROM userdata.mark WHERE id IN ({keys})", ids - rows.keys()
        )
        listed: list[Row] = []
        if not all(entry.url for entry in entries):
            listed = self._database.all_of(
                "SELECT id FROM article JOIN list_fingerprint AS f USING (number)"
                " WHERE f.source = ? AND f.section = ? AND id IN ({keys})",
                ids,
                source,
                section,
            )
        evidence = Evidence(aliases, rows, {row[0] for row in marked}, {row[0] for row in listed})
        return identify_entries(entries, digests, evidence)

    @with_recovery
    def identify_all(self, addresses: Iterable[str]) -> Mapping[str, str]:
        """The ids of the articles at many addresses, stored or not."""
        digests = {url: digest_of_url(url) for url in addresses}
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
        self.add_all(aliases_of(article_id, url, guid))

    def add_all(self, aliases: Iterable[tuple[int, str]]) -> None:
        """Store aliases, each unless its key leads to an article; in a transaction.

        Args:
            aliases: pairs of a key and an id; the first of those with one key counts.
        """
        new: dict[int, str] = {}
        for key, article_id in aliases:
            new.setdefault(key, article_id)
        for (key,) in self._database.all_of(
            "SELECT key FROM userdata.alias WHERE key IN ({keys})", new
        ):
            del new[key]
        if new:
            self._database.execute_many(
                "INSERT OR IGNORE INTO userdata.alias (key, id) VALUES (?, ?)", sorted(new.items())
            )

    @with_recovery
    def refute_guids(self, items: Iterable[IdentifiedEntry]) -> None:
        """Store which guids identify nothing, because they came with different articles."""
        guids = [
            digest_of_guid(item.refuted_guid, item.entry.url) for item in items if item.refuted_guid
        ]
        if guids:
            with self._database.writing():
                self._database.execute_many(
                    "INSERT OR REPLACE INTO userdata.alias (key, id) VALUES (?, '')",
                    [(digest.alias_key,) for digest in guids],
                )

    @with_recovery
    def is_shared(self, url: str) -> bool:
        """Whether several entries of a list had this address."""
        return bool(url) and self._aliased(digest_of_shared(url)) is not None

    def _aliases_of(self, digests: Iterable[EntryDigests]) -> dict[int, str]:
        sql = "SELECT key, id FROM userdata.alias WHERE key IN ({keys})"
        keys = (digest.alias_key for one in digests for digest in one.all())
        return dict(self._database.all_of(sql, keys))

    def replace_aliases(self, article_id: str, url: str, guid: str = "") -> None:
        """Let an address and a guid lead to an article, in place of any other; in a transaction."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO userdata.alias (key, id) VALUES (?, ?)",
            [(digest.alias_key, article_id) for digest in _digests(url, guid)],
        )

    def _aliased(self, digest: Digest) -> str | None:
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


def aliases_of(article_id: str, url: str, guid: str = "") -> list[tuple[int, str]]:
    """The aliases by which an address and a guid lead to an article."""
    return [
        (digest.alias_key, article_id)
        for digest in _digests(url, guid)
        if digest.derived_id != article_id
    ]


def aliases_of_entry(article_id: str, entry: Entry) -> list[tuple[int, str]]:
    """The aliases by which what identifies an entry leads to its article."""
    found = aliases_of(article_id, entry.url, entry.guid)
    if not entry.is_shared and entry.url:
        return found
    digests = digests_of_entry(entry)
    own = [digests.own_key, digests.title]
    if entry.url:
        own.append(digests.shared)
    return [*found, *((one.alias_key, article_id) for one in own if one.derived_id != article_id)]


def _digests(url: str, guid: str) -> list[Digest]:
    digests = [digest_of_url(url)] if url else []
    if is_unique(guid):
        digests.append(digest_of_guid(guid, url))
    return digests
