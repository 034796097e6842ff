"""Articles: their bodies and headlines, by id or by any address they ever had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store import codec
from hpreader.store.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.database import with_recovery, with_recovery_once
from hpreader.store.fts_index import document_of
from hpreader.store.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Article, Headline, LinkState
    from hpreader.store.article_table import ArticleRow, ArticleTable
    from hpreader.store.database import Database
    from hpreader.store.duplicates import Duplicates
    from hpreader.store.fts_index import FtsIndex
    from hpreader.store.identities import Identities
    from hpreader.store.saved_copies import SavedCopies

_SUMMARY_LENGTH: Final = 400
"""Characters of the body's beginning that are the summary if no list gave one."""


class Articles:
    """Stores and returns articles."""

    def __init__(
        self,
        database: Database,
        *,
        table: ArticleTable,
        index: FtsIndex,
        identities: Identities,
        duplicates: Duplicates,
        saved_copies: SavedCopies,
    ) -> None:
        self._database = database
        self._table = table
        self._index = index
        self._identities = identities
        self._duplicates = duplicates
        self._saved_copies = saved_copies

    # --- reading ---

    @with_recovery
    def get(self, article_id: str) -> Article | None:
        """The article with this id if its body is cached, with the source and sections of lists."""
        row = self._database.one(
            "SELECT article, source FROM body JOIN article USING (number) WHERE id = ?",
            (article_id,),
        )
        if row is None:
            return None
        try:
            article = codec.unpack_as(model.Article, row[0])
        except codec.UnreadableError:  # it can be fetched again
            return None
        stored = self._table.load(article_id)
        sections = stored.sections if stored else article.sections
        section = article.section or next(iter(sections), "")
        return replace(article, source=row[1] or article.source, section=section, sections=sections)

    @with_recovery
    def get_by_url(self, url: str) -> Article | None:
        """The article at an address, also at a former one, if its body is cached."""
        return self.get(self._identities.identify(url))

    @with_recovery
    def headline(self, article_id: str) -> Headline | None:
        """The headline of an article, whether or not a list contains it."""
        row = self._database.one(
            f"SELECT {HEADLINE_COLUMNS} FROM article WHERE id = ?", (article_id,)
        )
        return headline_of(row) if row else None

    @with_recovery
    def link_states(self, addresses: Iterable[str]) -> Mapping[str, LinkState]:
        """For each address: "read", "cached" (not read, body cached) or "missing"."""
        ids = self._identities.identify_all(addresses)
        read, cached = (
            {row[0] for row in self._database.all_of(sql, ids.values())}
            for sql in (
                "SELECT id FROM userdata.mark WHERE read_at IS NOT NULL AND id IN ({keys})",
                # The plus keeps SQLite from reading the index of all cached articles.
                "SELECT id FROM article WHERE +cached = 1 AND id IN ({keys})",
            )
        )
        return {
            url: "read" if found in read else "cached" if found in cached else "missing"
            for url, found in ids.items()
        }

    # --- writing ---

    @with_recovery
    def put(self, article: Article, *, listed: bool | None = None) -> Article:
        """Store a body and index it.

        Args:
            article: with or without its id.
            listed: whether lists contain the article from now on; None leaves that as it is, and
                an article that no list contained stays out of them.

        Returns:
            The article with its id and the time when it was cached.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing():
            return self._put(article, listed=listed)

    @with_recovery
    def put_fetched(self, article: Article, url: str) -> Article:
        """Store an article fetched from `url`, which may be another address than its own.

        Returns:
            The article with its id, which is another one if it is a duplicate.
        """
        with self._database.writing():
            article = self._put(replace(article, id=self._duplicates.resolve(article)))
            if url:
                self._identities.add_aliases(article.id, url)
            return article

    @with_recovery_once
    def set_sections(self, article_id: str, sections: Sequence[str]) -> None:
        """Make these the only sections of an article, the first of them the main one."""
        with self._database.writing():
            row = self._table.load(article_id)
            if row is None:
                return
            sources = {source for source, _ in self._table.placements(article_id)}
            self._table.delete_placements(article_id)
            placements = {(source, name) for source in sources for name in ("", *sections)}
            self._table.save(row._replace(sections=()).with_sections(*sections), placements)

    @with_recovery
    def mark_opened(self, article_id: str, at: datetime) -> None:
        """Store that an article was opened, which keeps it from being pruned for a while."""
        with self._database.writing():
            self._database.execute(
                "UPDATE article SET opened_at = ? WHERE id = ?", (to_timestamp(at), article_id)
            )

    def _put(self, article: Article, *, listed: bool | None = None) -> Article:
        now = self._database.now()
        article_id = article.id or self._identities.identify(article.url, article.guid)
        cached_at = article.cached_at or now
        article = replace(article, id=article_id, cached_at=cached_at)
        self._add_aliases(article)
        row = self._save_row(article, listed, now)
        self._database.execute(
            "INSERT OR REPLACE INTO body (number, cached_at, article) VALUES (?, ?, ?)",
            (row.number, to_timestamp(cached_at), codec.pack(article)),
        )
        self._index.put(row.number, document_of(row.title, article))
        if row.saved:
            self._saved_copies.put(article_id)
        return article

    def _save_row(self, article: Article, listed: bool | None, now: datetime) -> ArticleRow:
        row = self._table.load(article.id)
        row = row or self._table.new_row(article.id, article.url, now)
        row = row._replace(
            url=article.url,
            guid=article.guid or row.guid,
            title=article.title or row.title,
            summary=row.summary or _beginning(article),
            source=row.source or article.source,
            seen_at=to_timestamp(now),
            listed=row.listed if listed is None else listed,
            cached=True,
            has_page=article.has_page,
            words=len(article.plain_text().split()),
        )
        row = row.published_at(article.published, now)
        row = row.with_sections(article.section, *article.sections)
        sources = {source for source, _ in self._table.placements(article.id)} or {row.source}
        sections = ("", article.section, *article.sections)
        placements = {(source, section) for source in sources if source for section in sections}
        return self._table.save(row, placements)

    def _add_aliases(self, article: Article) -> None:
        self._identities.add_aliases(article.id, article.url, article.guid)
        for url in (article.forms.amp, article.forms.shortlink):
            if url:
                self._identities.add_aliases(article.id, url)


def _beginning(article: Article) -> str:
    paragraphs = (
        block.content.text for block in article.blocks if isinstance(block, model.Paragraph)
    )
    text = article.lede or next(paragraphs, "")
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[:_SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
