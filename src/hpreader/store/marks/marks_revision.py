"""Whether the cache's copies of the user's marks are up to date.

Lists and counts need the marks in their indexes, so the cache's tables contain copies. A random
revision, stored in both files with each change of a mark, is the same in both exactly if the
copies are those of the user's data.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from hpreader.store.marks.saved_copies import SavedCopies
from hpreader.store.rows.article_table import ArticleTable
from hpreader.store.rows.fts_index import FtsIndex
from hpreader.store.rows.placements import Placements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.store.database import Database
    from hpreader.store.rows.stored_article import StoredArticle

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
    if _is_current(database) or not database.may_write_cache:
        return
    with database.writing():
        if _is_current(database):  # another process did it meanwhile
            return
        _copy_marks(database)
        SavedCopies(database, table=ArticleTable(database), index=FtsIndex(database)).restore_all()
        # Data without any mark have no revision; the former one would be taken for current later.
        database.execute("DELETE FROM note WHERE kind = ? AND key = ''", (_KEY,))
        database.execute(
            "INSERT INTO note (kind, key, value, at)"
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


def load_muted(table: ArticleTable, ids: Iterable[str]) -> list[StoredArticle]:
    """Those of some articles that a rule hides while they are not saved."""
    return [article for article in table.load_all(ids).values() if article.row.muted]


def set_saved(table: ArticleTable, muted: Iterable[StoredArticle], *, saved: bool) -> None:
    """Show articles in their lists that were saved, or hide them again, as `load_muted` gave them."""
    table.save_all([(one, one._replace(row=one.row._replace(saved=saved))) for one in muted])


def _copy_marks(database: Database) -> None:
    table = ArticleTable(database)
    for saved in (True, False):
        ids = database.all(
            "SELECT id FROM article WHERE muted <> '' AND saved <> :saved AND :saved = EXISTS (SELECT 1"
            " FROM userdata.mark WHERE mark.id = article.id AND saved_at IS NOT NULL)",
            {"saved": saved},
        )
        set_saved(table, load_muted(table, (one for (one,) in ids)), saved=saved)
    for mark in ("read", "saved"):
        database.execute(
            f"UPDATE article SET {mark} = NOT {mark} WHERE {mark} <> EXISTS (SELECT 1 FROM"
            f" userdata.mark WHERE mark.id = article.id AND {mark}_at IS NOT NULL)"
        )
    database.execute(
        "UPDATE placement SET unread = NOT unread WHERE unread <>"
        " (SELECT NOT read FROM article WHERE article.id = placement.id)"
    )
    Placements(database).count_unread()
