"""The sqlite3 door: the cache, which can be fetched again, and the user's data, which cannot.

files.py      making and opening the two files; versions.py migrates, troubles.py explains
database.py   one connection over both; transactions; a broken cache is begun anew
identity.py   ids and aliases          records.py  a row of the article table, its places
merging.py    two articles that are one
articles.py   bodies                   listings.py what lists bring
rows.py       lists and counts         shelf.py    read and saved
scan.py       lists that no index orders
choices.py    kept searches, looks      removing.py   a source, so that it can be put back
userdata.py   trail, queue, sources    progress.py how far articles were read
                                       responses.py  what is remembered of servers
search.py     full text, with query.py (the language), words.py (the index), snippet.py
pruning.py    the bounds of the cache  pictures.py photos, with bounds of their own
codec.py      the nouns as JSON
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from hpreader.store.articles import Articles
from hpreader.store.choices import Choices
from hpreader.store.database import Database
from hpreader.store.identity import Identities
from hpreader.store.listings import Known, Listed, Listings
from hpreader.store.pictures import Pictures
from hpreader.store.progress import StoredProgress
from hpreader.store.pruning import Pruning
from hpreader.store.removing import Removed, Removing
from hpreader.store.responses import Responses
from hpreader.store.rows import Lists
from hpreader.store.search import Searches
from hpreader.store.shelf import Shelf, agree

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from hpreader.problems import Problem

__all__ = ["Known", "Listed", "Removed", "Store"]


class Store(
    Identities,
    Listings,
    Articles,
    Lists,
    Searches,
    Shelf,
    Removing,
    Choices,
    StoredProgress,
    Responses,
    Pictures,
    Pruning,
):
    """Both files behind one connection, for one thread at a time; see the parts for what it can.

    Any method may raise ProblemError when the disk says no, and writing ones with
    `disk_read_only` where the files cannot be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, cache: Path, userdata: Path, *, now: Callable[[], datetime]) -> Self:
        """Open the two files, which are made where there are none.

        Raises:
            ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
        """
        return cls(Database(cache, userdata, now=now, on_open=agree))

    def close(self) -> None:
        """Close the files."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was done to the files without being asked, up to now: a cache begun anew."""
        return tuple(self._database.notices)

    @property
    def engine(self) -> str:
        """SQLite's version, and whether it can search: "3.40.1 FTS5"."""
        version, has_search = self._database.one(
            "SELECT sqlite_version(), sqlite_compileoption_used('ENABLE_FTS5')"
        ) or ("?", 0)
        return f"{version} FTS5" if has_search else str(version)

    @property
    def read_only(self) -> bool:
        """Can nothing be written?"""
        return self._database.read_only is not None
