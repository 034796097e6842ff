"""The subscribed sources, and how their last synchronisations went."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.problems import Problem, ProblemError
from hpreader.store.database import with_recovery, with_recovery_once
from hpreader.store.rows.stored_article import HIDDEN
from hpreader.store.values import codec
from hpreader.store.values.timestamps import from_timestamp, to_timestamp
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Source
    from hpreader.store.database import Database
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.stored_article import StoredArticle
    from hpreader.store.user_facts import UserFacts

_LAST_POSITION: Final = 1_000_000
"""The position of a source that is not subscribed to: after all others."""


def _nothing() -> None:
    """Store nothing else."""


class SourceCheck(NamedTuple):
    """The last synchronisation of a source."""

    at: datetime
    problem: Problem | None


class RemovedSource(NamedTuple):
    """The values that `Sources.restore` needs."""

    source: Source
    position: int
    placements: tuple[tuple[str, str], ...]
    """The ids of the articles in its lists, each with the section of the list."""


@lru_cache(4096)
def _source(stored: str) -> Source:
    """A source as it is stored; a sync asks for all of them with each request to a private server.

    Raises:
        codec.UnreadableError: it was not written by this program.
    """
    return codec.load_as(model.Source, stored)


class Sources:
    """The sources in the user's data, in the order in which they were added."""

    def __init__(self, database: Database, *, table: ArticleTable, facts: UserFacts) -> None:
        self._database = database
        self._table = table
        self._facts = facts

    # --- subscriptions ---

    @with_recovery
    def is_set_up(self) -> bool:
        """Whether the first run ended, so that the stored sources are the user's choice."""
        return self._facts.is_set_up()

    @with_recovery
    def get_all(self) -> tuple[Source, ...] | None:
        """The sources; None before the end of the first run.

        Raises:
            ProblemError: data_broken.
        """
        if not self._facts.is_set_up():
            return None
        rows = self._database.all("SELECT source FROM userdata.source ORDER BY position, name")
        try:
            return tuple(_source(row[0]) for row in rows)
        except codec.UnreadableError as error:
            problem = Problem("data_broken", str(self._database.userdata), clean(str(error)))
            raise ProblemError(problem) from error

    @with_recovery
    def has_accounts(self) -> bool:
        """Whether there are accounts on servers that keep subscriptions; `store.accounts` reads them."""
        return self._database.one("SELECT 1 FROM userdata.account LIMIT 1") is not None

    @with_recovery
    def titles(self) -> Mapping[str, str]:
        """The titles of the sources by their names.

        SQLite reads them out of the stored JSON, because every list needs them and nothing else.
        """
        return dict(
            self._database.all(
                "SELECT name, coalesce(json_extract(source, '$.title'), '') FROM userdata.source"
                " WHERE CASE WHEN json_valid(source) THEN"
                " json_type(source, '$.title') = 'text' AND typeof(name) = 'text' END"
                " ORDER BY position, name"
            )
        )

    @with_recovery
    def position(self, name: str) -> int:
        """The position of a source among the sources; a source not subscribed to is after all.

        An article in the lists of several sources belongs to the first of them.
        """
        row = self._database.one("SELECT position FROM userdata.source WHERE name = ?", (name,))
        return int(row[0]) if row else _LAST_POSITION

    @with_recovery
    def put(self, source: Source, *, also: Callable[[], None] = _nothing) -> None:
        """Add a source, or replace the one of the same name at its position.

        Args:
            source: the source.
            also: what else is to be stored in the same transaction.
        """
        with self._database.writing_userdata():
            self.put_all((source,))
            also()

    @with_recovery
    def put_all(self, sources: Sequence[Source]) -> None:
        """Add several sources at once; this ends the first run, also without any source."""
        with self._database.writing_userdata():
            self._facts.put_is_set_up()
            for source in sources:
                self._database.execute(
                    "INSERT INTO userdata.source (name, position, source) VALUES"
                    " (?, (SELECT coalesce(max(position), 0) + 1 FROM userdata.source), ?)"
                    " ON CONFLICT (name) DO UPDATE SET source = excluded.source",
                    (source.name, codec.dump(source)),
                )

    @with_recovery
    def remove(self, name: str, *, also: Callable[[], None] = _nothing) -> bool:
        """Remove a source; its articles leave the lists, saved ones stay saved.

        The validators and the fingerprints of its lists are deleted, so that adding the source
        again lists its articles again.

        Args:
            name: of the source.
            also: what else is to be stored in the same transaction.

        Returns:
            Whether there was such a source.
        """
        database = self._database
        with database.writing_userdata():
            also()
            row = database.one("SELECT source FROM userdata.source WHERE name = ?", (name,))
            if row is None:
                return False
            database.execute("DELETE FROM userdata.source WHERE name = ?", (name,))
            database.execute("DELETE FROM source_check WHERE name = ?", (name,))
            database.execute("DELETE FROM list_fingerprint WHERE source = ?", (name,))
            with suppress(codec.UnreadableError):  # an unreadable source can be removed as well
                for section in codec.load_as(model.Source, row[0]).sections:
                    for url in section.candidates:
                        database.execute("DELETE FROM http_validator WHERE url = ?", (url,))
            self._unlist(name)
            return True

    @with_recovery
    def remove_for_undo(self, name: str) -> RemovedSource | None:
        """Remove a source.

        Returns:
            The argument for `restore`; None if there was no such source or it was unreadable.
        """
        database = self._database
        with database.writing_userdata():
            row = database.one(
                "SELECT source, position FROM userdata.source WHERE name = ?", (name,)
            )
            placements = database.all(
                "SELECT id, section FROM placement WHERE source IN (?, ?)", (name, HIDDEN + name)
            )
            self.remove(name)
        try:
            source = codec.load_as(model.Source, row[0]) if row else None
        except codec.UnreadableError:
            return None
        return RemovedSource(source, row[1], tuple(placements)) if row and source else None

    @with_recovery
    def restore(self, removed: RemovedSource) -> None:
        """Add a removed source again, with those articles of its lists that are still cached."""
        database, name = self._database, removed.source.name
        with database.writing_userdata():
            self.put(removed.source)
            database.execute(
                "UPDATE userdata.source SET position = ? WHERE name = ?", (removed.position, name)
            )
            stored = self._table.load_all(article_id for article_id, _ in removed.placements)
            lists = defaultdict(set)
            for article_id, section in removed.placements:
                lists[article_id].add((name, section))
            self._table.save_all(
                [
                    (article, _listed(article.in_lists(lists[one])))
                    for one, article in stored.items()
                ]
            )

    def _unlist(self, source: str) -> None:
        """Take the articles of a source out of the lists, except those that other sources list."""
        ids = self._database.all(
            "SELECT id FROM placement WHERE source IN (?, ?) AND section = ''",
            (source, HIDDEN + source),
        )
        changes = []
        for article in self._table.load_all(article_id for (article_id,) in ids).values():
            others = frozenset(pair for pair in article.lists if pair[0] != source)
            changes.append((article, _listed(article._replace(lists=others))))
        self._table.save_all(changes)

    # --- synchronisations ---

    @with_recovery
    def checks(self) -> Mapping[str, SourceCheck]:
        """The last synchronisation of each source that had one."""
        rows = self._database.all("SELECT name, at, problem FROM source_check")
        return {
            name: SourceCheck(
                from_timestamp(at), codec.load_as(Problem, problem) if problem else None
            )
            for name, at, problem in rows
        }

    @with_recovery_once
    def put_check(self, name: str, at: datetime, problem: Problem | None) -> None:
        """Store that a source was synchronised, and the problem if there was one."""
        asked_at = to_timestamp(at)
        with self._database.writing():
            self._database.execute(
                "INSERT INTO source_check (name, at, problem, worked_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET at = excluded.at, problem = excluded.problem,"
                " worked_at = coalesce(excluded.worked_at, worked_at)",
                (
                    name,
                    asked_at,
                    codec.dump(problem) if problem else None,
                    None if problem and problem.kind != "frozen" else asked_at,
                ),
            )


def _listed(article: StoredArticle) -> StoredArticle:
    """An article that is listed exactly if lists contain it."""
    return article._replace(row=article.row._replace(listed=bool(article.lists)))
