"""Articles: their bodies and headlines, by id or by any address they ever had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.store.marks.marks import remove_read_marks
from hpreader.store.rows.article_batch import ArticleBatch
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.rows.contents import Contents
from hpreader.store.rows.identities import aliases_of
from hpreader.store.rows.stored_article import StoredArticle
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Article, FormerText, Headline, LinkState
    from hpreader.store.articles.duplicates import Duplicates
    from hpreader.store.database import Database
    from hpreader.store.marks.saved_copies import SavedCopies
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.fts_index import FtsIndex
    from hpreader.store.rows.identities import Identities
    from hpreader.store.rows.stored_article import ArticleRow

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
        self._contents = Contents(database)
        self._duplicates = duplicates
        self._saved_copies = saved_copies

    # --- reading ---

    @with_recovery
    def get(self, article_id: str) -> Article | None:
        """The article with this id if its body is cached, with the source and sections of lists."""
        return self.get_all((article_id,)).get(article_id)

    @with_recovery
    def get_all(self, ids: Iterable[str]) -> Mapping[str, Article]:
        """`get` for many articles: those whose body is cached, by id."""
        found = {}
        for article_id, stored in self._table.load_all(ids).items():
            article = self._article(stored.row) if stored.row.cached else None
            if article is not None:
                found[article_id] = article
        return found

    def _article(self, row: ArticleRow) -> Article | None:
        try:
            article = codec.load_as(model.Article, self._contents.load(row).article)
        except codec.UnreadableError:  # it can be fetched again
            return None
        section = article.section or next(iter(row.sections), "")
        return replace(
            article, source=row.source or article.source, section=section, sections=row.sections
        )

    @with_recovery
    def former_texts(self, article_id: str) -> tuple[FormerText, ...]:
        """The texts of an article that were replaced by others, the oldest first."""
        stored = self._table.load(article_id)
        if stored is None or not stored.row.edited:
            return ()
        try:
            return self._contents.load(stored.row).former_texts()
        except codec.UnreadableError:
            return ()

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
    def put(
        self, article: Article, *, listed: bool | None = None, list_text: Article | None = None
    ) -> Article:
        """Store a body and index it.

        Args:
            article: with or without its id.
            listed: whether lists contain the article from now on; None leaves that as it is, and
                an article that no list contained stays out of them.
            list_text: see `replacement_of`.

        Returns:
            The article with its id and the time when it was cached.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing():
            return self._put(article, listed=listed, list_text=list_text)

    @with_recovery
    def put_fetched(self, article: Article, url: str, *, is_shown: bool = False) -> Article:
        """Store an article fetched from `url`, which may be another address than its own.

        Args:
            article: the article.
            url: the address; "" where it has none.
            is_shown: whether the user sees it now, so that it stays read when it was edited.

        Returns:
            The article with its id, which is another one if it is a duplicate.
        """
        with self._database.writing():
            if url:
                article = replace(article, id=self._duplicates.resolve(article))
            article = self._put(article, is_shown=is_shown)
            if url:
                self._identities.add_aliases(article.id, url)
            return article

    @with_recovery
    def mark_opened(self, article_id: str, at: datetime) -> None:
        """Store that an article was opened, which keeps it from being pruned for a while."""
        with self._database.writing():
            self._database.execute(
                "UPDATE article SET opened_at = ? WHERE id = ?", (to_timestamp(at), article_id)
            )

    @with_recovery
    def forget_readings(self, since: datetime | None = None) -> None:
        """Store of no former text that it was read; with a time only of those replaced since then."""
        from hpreader.store.articles.edit_traces import unread_edit, unread_texts  # noqa: PLC0415 - seldom needed

        with self._database.writing():
            ids = self._database.all("SELECT id FROM article WHERE edited <> ''")
            batch = self.batch(article_id for (article_id,) in ids)
            for (article_id,) in ids:
                stored = batch.get(article_id)
                if stored is None:
                    continue
                edit = unread_edit(codec.load_as(model.Edit, stored.row.edited), since)
                edited = codec.dump(edit) if edit is not None else ""
                batch.put(stored._replace(row=stored.row._replace(edited=edited)))
                if former := batch.content(article_id).former:
                    batch.put_former(article_id, unread_texts(former, since))
            self.save(batch)

    def _put(
        self,
        article: Article,
        *,
        listed: bool | None = None,
        list_text: Article | None = None,
        is_shown: bool = False,
    ) -> Article:
        if not article.id:
            article_id = self._identities.identify(article.url, article.guid)
            article = replace(article, id=article_id)
        batch = self.batch((article.id,))
        article = self.put_into(
            batch, article, listed=listed, list_text=list_text, is_shown=is_shown
        )
        self._identities.add_all(aliases_of_article(article))
        self.save(batch)
        return article

    def batch(self, ids: Iterable[str]) -> ArticleBatch:
        """Articles that are to be changed together; in a transaction of the caller's."""
        return ArticleBatch(self._database, table=self._table, index=self._index, ids=ids)

    def put_into(
        self,
        batch: ArticleBatch,
        article: Article,
        *,
        listed: bool | None = None,
        list_text: Article | None = None,
        is_shown: bool = False,
    ) -> Article:
        """`put` without storing it; the article has its id. Its aliases are left to the caller."""
        now = self._database.now()
        if article.cached_at is None:
            article = replace(article, cached_at=now)
        if batch.get(article.id) is None:
            batch.add_new({article.id: article.url}, {article.id: now})
        stored = batch.get(article.id)
        if stored is None:
            return article
        from hpreader.store.articles.replacement import replacement_of  # noqa: PLC0415 - only fetched texts need it

        replaced = replacement_of(
            batch.content(article.id),
            article,
            now,
            opened_at=stored.row.opened_at,
            list_text=list_text,
        )
        if replaced.keeps_text:
            # Its page is fetched again, unless it was just asked for in vain.
            batch.put(stored._replace(row=stored.row._replace(has_page=article.has_page)))
            return article
        stored = _with_body(stored, article, listed, now)
        if replaced.former is not None:
            batch.put_former(article.id, replaced.former)
        if replaced.edited is not None:
            stored = stored._replace(row=stored.row._replace(edited=replaced.edited))
        if replaced.is_news and stored.row.read and not is_shown:
            stored = stored._replace(row=stored.row._replace(read=False))
            batch.unread_again.append(article.id)
        batch.put(stored)
        batch.put_body(article)
        return article

    def save(self, batch: ArticleBatch) -> None:
        """Store what was changed in a batch, with the copies of saved articles."""
        for article_id in batch.save():
            self._saved_copies.put(article_id)
        if batch.unread_again:
            remove_read_marks(self._database, batch.unread_again)


def with_only_sections(article: StoredArticle, sections: Sequence[str]) -> StoredArticle:
    """An article with these sections only, in the lists of the sources that contain it."""
    names = tuple(filter(None, sections))
    sources = {source for source, _ in article.lists}
    lists = frozenset((source, name) for source in sources for name in ("", *names))
    return StoredArticle(article.row._replace(sections=()).with_sections(*names), lists)


def _with_body(
    stored: StoredArticle, article: Article, listed: bool | None, now: datetime
) -> StoredArticle:
    """A stored article after it got a body."""
    row = stored.row
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
    sources = {source for source, _ in stored.lists} or {row.source}
    sections = ("", article.section, *article.sections)
    return StoredArticle(row, stored.lists).in_lists(
        (source, section) for source in sources if source for section in sections
    )


def aliases_of_article(article: Article) -> list[tuple[int, str]]:
    """The aliases by which the addresses of an article lead to it."""
    found = aliases_of(article.id, article.url, article.guid)
    for url in filter(None, (article.forms.amp, article.forms.shortlink)):
        found += aliases_of(article.id, url)
    return found


def _beginning(article: Article) -> str:
    paragraphs = (
        block.content.text
        for block in article.blocks
        if isinstance(block, model.Paragraph) and not block.document
    )
    text = article.lede or next(paragraphs, "")
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[:_SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
