"""Two articles that turn out to be one: what was kept of either is kept of the one that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.store import identity, records
from hpreader.store.shelf import stamp_marks
from hpreader.store.words import remove_document
from hpreader.text import fold

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.store.database import Database
    from hpreader.store.records import Record


def settle(database: Database, article: Article) -> str:
    """The id under which to keep a fetched article, within a transaction.

    Lists may name an article by an address that only its page tells to be another one's: `?p=ID`,
    or one from which the site has moved. Only where the titles agree, too, are they one: there are
    sites whose pages all name the same canonical address.
    """
    stated = identity.identify(database, article.url, article.guid)
    if not article.id or stated == article.id:
        return article.id or stated
    kept, gone = records.load(database, stated), records.load(database, article.id)
    if kept is None or fold(kept.title) != fold(article.title):
        return article.id
    if gone is not None:
        _merge(database, gone, kept)
    return stated


def _merge(database: Database, gone: Record, kept: Record) -> None:
    pairs = records.pairs_of(database, gone.id)
    _move_user_data(database, gone, kept)
    for table in ("userdata.progress", "userdata.shelf", "brought"):
        database.execute(f"UPDATE OR IGNORE {table} SET id = ? WHERE id = ?", (kept.id, gone.id))
        database.execute(f"DELETE FROM {table} WHERE id = ?", (gone.id,))
    database.execute(
        "UPDATE OR IGNORE entry SET number = ? WHERE number = ?", (kept.number, gone.number)
    )
    records.clear_places(database, gone.id)
    remove_document(database, gone.number)
    for table in ("body", "entry", "article"):
        database.execute(f"DELETE FROM {table} WHERE number = ?", (gone.number,))
    kept = kept._replace(
        listed=kept.listed or gone.listed,
        read=kept.read or gone.read,
        saved=kept.saved or gone.saved,
        source=_first(database, kept, gone),
    ).with_sections(*gone.sections)
    records.save(database, kept, pairs)


def _move_user_data(database: Database, gone: Record, kept: Record) -> None:
    """Let marks and every former name be those of the one that stays."""
    database.execute("UPDATE userdata.alias SET id = ? WHERE id = ?", (kept.id, gone.id))
    identity.redirect(database, kept.id, gone.url, gone.guid)
    for kind in ("read_at", "saved_at"):
        database.execute(
            f"INSERT INTO userdata.mark (id, {kind}) SELECT ?, {kind} FROM userdata.mark"
            f" WHERE id = ? AND {kind} IS NOT NULL"
            f" ON CONFLICT (id) DO UPDATE SET {kind} = coalesce({kind}, excluded.{kind})",
            (kept.id, gone.id),
        )
    database.execute("DELETE FROM userdata.mark WHERE id = ?", (gone.id,))
    stamp_marks(database)


def _first(database: Database, kept: Record, gone: Record) -> str:
    """The source that the one article belongs to."""
    sources = [record.source for record in (kept, gone) if record.listed and record.source]
    return min(sources, key=lambda name: place_of(database, name), default=kept.source)


def place_of(database: Database, source: str) -> int:
    """Where a source stands among those subscribed; those that are not come last.

    An article in several sources belongs to the first of them, whichever answers first.
    """
    row = database.one("SELECT position FROM userdata.source WHERE name = ?", (source,))
    return int(row[0]) if row else 1_000_000
