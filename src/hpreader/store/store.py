"""The store: an object for each kind of data, over one connection to both files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from hpreader.store.article_table import ArticleTable
from hpreader.store.articles import Articles
from hpreader.store.cache import Cache
from hpreader.store.database import Database
from hpreader.store.duplicates import Duplicates
from hpreader.store.entries import Entries
from hpreader.store.fts_index import FtsIndex
from hpreader.store.http_cache import HttpCache
from hpreader.store.identities import Identities
from hpreader.store.images import Images
from hpreader.store.lists import Lists
from hpreader.store.marks import Marks
from hpreader.store.marks_revision import sync_marks
from hpreader.store.notes import Notes
from hpreader.store.progress import StoredProgress
from hpreader.store.queue import LinkQueue
from hpreader.store.saved_copies import SavedCopies
from hpreader.store.searches import Searches
from hpreader.store.sources import Sources
from hpreader.store.trail import Trail
from hpreader.store.user_facts import UserFacts
from hpreader.store.view_preferences import ViewPreferences

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from hpreader.problems import Problem


class Store:
    """Both files behind one connection, for one thread at a time.

    Any method of its objects may raise ProblemError if the file system refuses, and methods that
    write raise it with `disk_read_only` if the files cannot be written. Methods that only read open
    no write transaction.
    """

    def __init__(self, database: Database) -> None:
        table = ArticleTable(database)
        index = FtsIndex(database)
        facts = UserFacts(database)
        saved_copies = SavedCopies(database, table=table, index=index)
        self.database = database
        self.identities = Identities(database)
        self.sources = Sources(database, table=table, facts=facts)
        self.articles = Articles(
            database,
            table=table,
            index=index,
            identities=self.identities,
            duplicates=Duplicates(
                database,
                table=table,
                index=index,
                identities=self.identities,
                sources=self.sources,
            ),
            saved_copies=saved_copies,
        )
        self.entries = Entries(
            database,
            table=table,
            index=index,
            identities=self.identities,
            sources=self.sources,
            articles=self.articles,
        )
        self.lists = Lists(database, sources=self.sources)
        self.marks = Marks(database, lists=self.lists, saved_copies=saved_copies)
        self.trail = Trail(database, facts=facts)
        self.queue = LinkQueue(database)
        self.progress = StoredProgress(database)
        self.searches = Searches(database, index=index, facts=facts)
        self.view_preferences = ViewPreferences(database, facts=facts)
        self.notes = Notes(database)
        self.http_cache = HttpCache(database)
        self.images = Images(database)
        self.cache = Cache(database, index=index, notes=self.notes)

    @classmethod
    def open(cls, cache: Path, userdata: Path, *, now: Callable[[], datetime]) -> Self:
        """Open the two files; missing ones are created.

        Raises:
            ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
        """
        return cls(Database(cache, userdata, now=now, on_open=sync_marks))

    def close(self) -> None:
        """Close the files."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was done to the files without being asked, so far: replacing a broken cache."""
        return tuple(self.database.notices)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.database.read_only is not None

    @property
    def read_only_path(self) -> str:
        """The file that cannot be written; "" if both can."""
        return str(self.database.read_only or "")

    @property
    def sqlite_version(self) -> str:
        """SQLite's version, and whether it has full-text search: "3.40.1 FTS5"."""
        version, has_search = self.database.one(
            "SELECT sqlite_version(), sqlite_compileoption_used('ENABLE_FTS5')"
        ) or ("?", 0)
        return f"{version} FTS5" if has_search else str(version)

    def check_files(self) -> dict[str, str]:
        """SQLite's check of each file by its path: "ok" or the damage. Reads them wholly.

        Raises:
            ProblemError: disk.
        """
        database = self.database
        return database.run(
            lambda: {
                str(database.cache): database.check("main"),
                str(database.userdata): database.check("userdata"),
            }
        )
