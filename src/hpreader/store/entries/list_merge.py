"""What the entry of a list changes in its article: pure functions of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hpreader.store.articles.articles import with_only_sections
from hpreader.store.rows.stored_article import StoredArticle
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Article, Entry
    from hpreader.store.rows.stored_article import ArticleRow


class ListedEntry(NamedTuple):
    """One entry of a list, with the article's id and how it differs from what is stored."""

    id: str
    entry: Entry
    fingerprint: str
    is_new: bool
    is_changed: bool
    article: Article | None = None
    """The article that the entry contains; None where it contains a summary only."""
    former: Article | None = None
    """The article that its former entry contained, where it is changed and both contain one."""


class MergedEntry(NamedTuple):
    """An article after its entry in a list was merged into it."""

    article: StoredArticle
    takes_text: bool
    """Whether the article takes its text from this entry."""


class ListMerge:
    """Merges the entries of one list into their articles.

    An article takes its text only from the source that it belongs to: the first one subscribed to
    of those that list it.
    """

    def __init__(
        self,
        source: str,
        section: str,
        at: datetime,
        *,
        current_ids: Mapping[str, str],
        position: Callable[[str], int],
    ) -> None:
        """Prepare it.

        Args:
            source: the name of the list's source.
            section: the name of the list's section; "" for the whole source.
            at: the time of the synchronisation.
            current_ids: see `current_url`.
            position: returns the position of a source among those subscribed to.
        """
        self.source = source
        self._section = section
        self._at = at
        self._current_ids = current_ids
        self._position = position

    def merge(self, stored: StoredArticle, item: ListedEntry, *, is_stored: bool) -> MergedEntry:
        """Merge an entry into its article.

        Args:
            stored: the article; a new one has no text yet.
            item: the entry.
            is_stored: whether the article is not new.
        """
        entry, row = item.entry, stored.row
        owns = self._owns(row)
        takes_text = owns and (
            item.is_new
            or item.is_changed
            or not is_stored
            or (row.listed and row.source != self.source)
        )
        url = current_url(stored, item, self._current_ids) if is_stored else entry.url
        row = row._replace(
            listed=True,
            seen_at=to_timestamp(self._at),
            source=(self.source or row.source) if owns else row.source,
        )
        row = self._with_sections(stored._replace(row=row), (self._section, *entry.sections))
        if takes_text:
            row = with_entry(row, item, url, self._at)
        names = ("", self._section, *entry.sections)
        article = StoredArticle(row, stored.lists).in_lists((self.source, name) for name in names)
        if item.is_changed and entry.sections:
            article = with_only_sections(article, [*entry.sections, self._section])
        return MergedEntry(article, takes_text)

    def _owns(self, row: ArticleRow) -> bool:
        """Whether an article belongs to the source of the list."""
        if not row.listed or row.source == self.source:
            return True
        return self._position(self.source) < self._position(row.source)

    def _with_sections(self, article: StoredArticle, names: Sequence[str]) -> ArticleRow:
        """The row with these sections added; those of the article's own source come first."""
        row = article.row
        if set(filter(None, names)) <= set(row.sections) and row.sections[:1] == names[:1]:
            return row
        if row.source != self.source:
            return row.with_sections(*names)
        own = {section for source, section in article.lists if source == self.source}
        before = [name for name in row.sections if name in own]
        return row._replace(sections=()).with_sections(*before, *names, *row.sections)


def current_url(stored: StoredArticle, item: ListedEntry, current_ids: Mapping[str, str]) -> str:
    """The entry's address, unless it is a former one: then the page has given a newer one.

    Args:
        stored: the article.
        item: its entry.
        current_ids: the ids to which the addresses of the entries lead by now.
    """
    url, row = item.entry.url, stored.row
    is_former = bool(url) and row.has_page and current_ids.get(url) == row.id
    return row.url if is_former or not url else url


def with_entry(row: ArticleRow, item: ListedEntry, url: str, at: datetime) -> ArticleRow:
    """A row with the text and the date of an entry."""
    entry = item.entry
    row = row._replace(
        url=url or row.url,
        guid=entry.guid or row.guid,
        title=entry.title or row.title,
        summary=entry.summary or row.summary,
    )
    return row.published_at(entry.published, at)
