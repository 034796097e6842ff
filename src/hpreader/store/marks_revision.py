"""Whether the cache's copies of the user's marks are up to date.

Lists and counts need the marks in their indexes, so the cache's tables contain copies. A random
revision, stored in both files with each change of a mark, is the same in both exactly if the
copies are those of the user's data.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from hpreader.store.article_table import ArticleTable
from hpreader.store.fts_index import FtsIndex
from hpreader.store.saved_copies import SavedCopies

if TYPE_CHECKING:
    from hpreader.store.database import Database

_KEY: Final = "marks"
"""The key in `userdata.fact`, and the kind in the cache's `note`."""


def renew_revision(database: Database) -> None:
    """Store a new revision in both files, in the transaction that changes the marks."""
    revision = os.urandom(8).hex()
    database.execute(
        "INSERT OR REPLACE INTO userdata.fact (key, value) VALUES (?, ?)", (_KEY, revision)
    )
    database.execute(
        "INSERT OR REPLACE INTO note (kind, key, value, at) VALUES (?, '', ?, 0)", (_KEY, revision)
    )


def sync_marks(database: Database) -> None:
    """Copy the user's marks and saved articles into the cache, if its revision is another one."""
    if database.read_only or _is_current(database):
        return
    with database.writing():
        if _is_current(database):  # another process did it meanwhile
            return
        _copy_marks(database)
        SavedCopies(database, table=ArticleTable(database), index=FtsIndex(database)).restore_all()
        database.execute(
            "INSERT OR REPLACE INTO note (kind, key, value, at)"
            " SELECT key, '', value, 0 FROM userdata.fact WHERE key = ?",
            (_KEY,),
        )


def _is_current(database: Database) -> bool:
    row = database.one(
        "SELECT (SELECT value FROM userdata.fact WHERE key = :key)"
        " IS (SELECT value FROM note WHERE kind = :key AND key = '')",
        {"key": _KEY},
    )
    return bool(row and row[0])


def _copy_marks(database: Database) -> None:
    for mark in ("read", "saved"):
        database.execute(
            f"UPDATE article SET {mark} = NOT {mark} WHERE {mark} <> EXISTS (SELECT 1 FROM"
            f" userdata.mark WHERE mark.id = article.id AND {mark}_at IS NOT NULL)"
        )
    database.execute(
        "UPDATE placement SET unread = NOT unread WHERE unread <>"
        " (SELECT NOT read FROM article WHERE article.id = placement.id)"
    )
