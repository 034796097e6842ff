"""The store: an object for each kind of data, over one connection to both files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from hpreader.store.articles.articles import Articles
from hpreader.store.articles.duplicates import Duplicates
from hpreader.store.cache import Cache
from hpreader.store.database import Database
from hpreader.store.files.memory_copies import MemoryCopies
from hpreader.store.lists.list_scan import ScanCache
from hpreader.store.lists.lists import Lists
from hpreader.store.lists.long_lists import LongLists
from hpreader.store.marks.marks import Marks
from hpreader.store.marks.marks_revision import sync_marks
from hpreader.store.marks.saved_copies import SavedCopies
from hpreader.store.notes import Notes
from hpreader.store.outside_changes import OutsideChanges
from hpreader.store.rows.article_table import ArticleTable
from hpreader.store.rows.fts_index import FtsIndex
from hpreader.store.rows.identities import Identities
from hpreader.store.search.searches import Searches
from hpreader.store.search.term_check import register_term_check
from hpreader.store.sources import Sources
from hpreader.store.trail.progress import StoredProgress
from hpreader.store.trail.queue import LinkQueue
from hpreader.store.trail.trail import Trail
from hpreader.store.user_facts import UserFacts
from hpreader.store.view_preferences import ViewPreferences

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from hpreader.problems import Problem
    from hpreader.store.accounts import Accounts
    from hpreader.store.entries.entries import Entries
    from hpreader.store.entries.known_items import KnownItems
    from hpreader.store.http_cache import HttpCache
    from hpreader.store.images import Images
    from hpreader.store.place_articles import PlaceArticles
    from hpreader.store.rules.applied_rules import AppliedRuleNote
    from hpreader.store.rules.rules import Rules
    from hpreader.store.stories.stories import Stories
    from hpreader.store.stories.story_index import StoryIndex
    from hpreader.store.stories.story_splits import StorySplits


class Store:
    """Both files behind one connection, for one thread at a time.

    Any method of its objects may raise ProblemError if the file system refuses, and methods that
    change the user's data raise it with `disk_full` or `disk_read_only` if these cannot be written.
    Methods that only read open no write transaction.
    """

    _own_copies: MemoryCopies | None = None

    def __init__(self, database: Database) -> None:
        self._table = table = ArticleTable(database)
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
        scans = ScanCache(database)
        self.lists = Lists(database, sources=self.sources, scans=scans)
        self.long_lists = LongLists(database, lists=self.lists, scans=scans)
        self.marks = Marks(database, table=table, lists=self.lists, saved_copies=saved_copies)
        self.trail = Trail(database, facts=facts)
        self.queue = LinkQueue(database)
        self.progress = StoredProgress(database)
        self.searches = Searches(database, facts=facts)
        self.view_preferences = ViewPreferences(database, facts=facts)
        self.notes = Notes(database)
        self.outside_changes = OutsideChanges(database)
        self.cache = Cache(database, table=table, index=index, notes=self.notes)

    @cached_property
    def applied_rules(self) -> AppliedRuleNote:
        """By which rules the articles of the cache are judged."""
        from hpreader.store.rules.applied_rules import AppliedRuleNote  # noqa: PLC0415 - as below

        return AppliedRuleNote(self.database)

    @cached_property
    def rules(self) -> Rules:
        """Judges articles by the user's rules; most users have none, and nothing is imported then."""
        from hpreader.store.rules.rule_verdicts import RuleVerdicts  # noqa: PLC0415
        from hpreader.store.rules.rules import Rules  # noqa: PLC0415

        self._table.verdicts = RuleVerdicts(self.database, self.marks)
        return Rules(self.database, table=self._table, verdicts=self._table.verdicts)

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts on servers; imported only where there are some."""
        from hpreader.store.accounts import Accounts  # noqa: PLC0415
        from hpreader.store.imports.imported_marks import ImportedMarks  # noqa: PLC0415

        imported = ImportedMarks(
            self.database,
            identities=self.identities,
            articles=self.articles,
            marks=self.marks,
            queue=self.queue,
        )
        return Accounts(
            self.database, identities=self.identities, marks=self.marks, imported=imported
        )

    # What only lists of the network and images need is not imported for the first headline.

    @cached_property
    def entries(self) -> Entries:
        """What lists of the network contain."""
        from hpreader.store.entries.entries import Entries  # noqa: PLC0415

        return Entries(
            self.database,
            table=self._table,
            identities=self.identities,
            sources=self.sources,
            articles=self.articles,
        )

    @cached_property
    def known_items(self) -> KnownItems:
        """Items of feeds by the hashes of their bytes."""
        from hpreader.store.entries.known_items import KnownItems  # noqa: PLC0415

        return KnownItems(self.database)

    @cached_property
    def http_cache(self) -> HttpCache:
        """The validators of lists and pages."""
        from hpreader.store.http_cache import HttpCache  # noqa: PLC0415

        return HttpCache(self.database)

    @cached_property
    def images(self) -> Images:
        """Images of articles."""
        from hpreader.store.images import Images  # noqa: PLC0415

        return Images(self.database)

    # Stories are off unless they are wanted: the start does not import what they need.

    @cached_property
    def stories(self) -> Stories:
        """Which articles report one event."""
        from hpreader.store.stories.stories import Stories  # noqa: PLC0415

        return Stories(self.database)

    @cached_property
    def story_index(self) -> StoryIndex:
        """What articles are compared by."""
        from hpreader.store.stories.story_index import StoryIndex  # noqa: PLC0415

        return StoryIndex(self.database, identities=self.identities)

    @cached_property
    def story_splits(self) -> StorySplits:
        """What the user parted."""
        from hpreader.store.stories.story_splits import StorySplits  # noqa: PLC0415

        return StorySplits(self.database)

    @classmethod
    def open(
        cls,
        cache: Path,
        userdata: Path,
        *,
        now: Callable[[], datetime],
        copies: MemoryCopies | None = None,
    ) -> Self:
        """Open the two files; missing ones are created.

        Args:
            cache: the file whose contents can be fetched again.
            userdata: the file whose contents exist nowhere else.
            now: the clock; returns aware datetimes.
            copies: the copies in memory that several stores share; without them the store has its
                own, which are closed with it.

        Raises:
            ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
        """
        used = MemoryCopies() if copies is None else copies
        try:
            store = cls(Database(cache, userdata, now=now, on_open=_prepare, copies=used))
        except BaseException:
            if copies is None:
                used.close()
            raise
        store._own_copies = used if copies is None else None
        return store

    @cached_property
    def place_articles(self) -> PlaceArticles:
        """The articles that name places; imported by who follows one."""
        from hpreader.store.place_articles import PlaceArticles  # noqa: PLC0415

        return PlaceArticles(self.database)

    def close(self) -> None:
        """Close the files."""
        self.database.close()
        if self._own_copies is not None:
            self._own_copies.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was done to the files without being asked, so far, and which cannot be written."""
        return tuple(self.database.notices)

    @property
    def unwritable(self) -> tuple[Problem, ...]:
        """Why files are not written, for each of them: nothing that changes in one is kept."""
        database = self.database
        return tuple(filter(None, (database.cache_problem, database.userdata_problem)))

    @property
    def keeps_userdata(self) -> bool:
        """Whether the user's data can be written."""
        return self.database.userdata_problem is None

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


def _prepare(database: Database) -> None:
    """What each opening of the files needs."""
    register_term_check(database)
    sync_marks(database)
