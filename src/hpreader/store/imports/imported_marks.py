"""Marks and saved articles that come from another program.

A mark is stored with the user's data under the id that the article will have, so it waits there until a
list brings the article. A saved article that is not in the cache is stored with its title and address; its
page is fetched by a later sync, for which it is put into the queue. The texts of our own exports are stored
in the cache, where they belong to no list until one brings the article.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import urls
from hpreader.model.imported_articles import ExaminedArticle
from hpreader.store.database import with_recovery
from hpreader.store.rows.identities import aliases_of
from hpreader.store.values.digests import digest_of_guid, digest_of_url, is_unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Article
    from hpreader.model.imported_articles import ImportedArticle
    from hpreader.store.articles.articles import Articles
    from hpreader.store.database import Database
    from hpreader.store.marks.marks import Marks
    from hpreader.store.rows.identities import Identities
    from hpreader.store.trail.queue import LinkQueue


class ImportedMarks:
    """Examines what would be imported, and stores it."""

    def __init__(
        self,
        database: Database,
        *,
        identities: Identities,
        articles: Articles,
        marks: Marks,
        queue: LinkQueue,
    ) -> None:
        self._database = database
        self._identities = identities
        self._articles = articles
        self._marks = marks
        self._queue = queue

    @with_recovery
    def examine(self, imported: Sequence[ImportedArticle]) -> list[ExaminedArticle]:
        """What is stored of articles; nothing is changed.

        A guid identifies an article only where it is stored with it: guids of different feeds of a
        site may be alike, and the other program kept them apart by the feed. Articles that turn out to be
        one are returned as one, with the marks of all.
        """
        ids = [self._id_of(one) for one in imported]
        known = self._facts_of(ids)
        found: dict[str, ExaminedArticle] = {}
        for article_id, one in zip(ids, imported, strict=True):
            if (before := found.get(article_id)) is not None:
                one = _with_marks_of(before.article, one)  # noqa: PLW2901 - the article of both
            found[article_id] = ExaminedArticle(article_id, one, *known[article_id])
        shared = _shared_guids(found.values())
        return [
            replace(one, article=replace(one.article, guid="")) if one.id in shared else one
            for one in found.values()
        ]

    @with_recovery
    def put(self, examined: Sequence[ExaminedArticle]) -> None:
        """Mark articles as read and saved; those with both marks already are left as they are.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing_userdata():
            self._store_copies(
                [one for one in examined if one.gets_text or (one.gets_saved and not one.is_stored)]
            )
            self._marks.set_read([one.id for one in examined if one.gets_read])
            for at, ids in _by_time(examined, self._database.now()).items():
                self._marks.set_saved(ids, at=at)
            self._identities.add_all(
                alias
                for one in examined
                for alias in aliases_of(one.id, one.article.url, one.article.guid)
            )
            for one in examined:
                url = urls.canonical(one.article.url)  # without a name and password in it
                if url and one.gets_saved and not (one.has_body or one.gets_text):
                    self._queue.add(url, one.article.title, self._database.now())

    def _id_of(self, article: ImportedArticle) -> str:
        if article.id:
            return self._id_here(article)
        by_both = self._identities.identify(article.url, article.guid)
        if not is_unique(article.guid):
            return by_both
        derived = digest_of_guid(article.guid, article.url).derived_id
        if by_both == derived and not self._facts_of([derived])[derived][2]:
            return self._identities.identify(article.url)
        return by_both

    def _id_here(self, article: ImportedArticle) -> str:
        """The id that this program gave an article elsewhere, unless its address has another one here."""
        if not article.url or any(self._facts_of([article.id])[article.id]):
            return article.id
        by_url = self._identities.identify(article.url)
        is_known = by_url != digest_of_url(article.url).derived_id
        return by_url if is_known or any(self._facts_of([by_url])[by_url]) else article.id

    def _facts_of(self, ids: Iterable[str]) -> dict[str, tuple[bool, bool, bool, bool]]:
        """Whether each is marked as read, as saved, is in the cache, and has a body there."""
        ids = list(ids)
        marks = {
            row[0]: (bool(row[1]), bool(row[2]))
            for row in self._database.all_of(
                "SELECT id, read_at IS NOT NULL, saved_at IS NOT NULL FROM userdata.mark"
                " WHERE id IN ({keys})",
                ids,
            )
        }
        bodies = {
            row[0]: bool(row[1])
            for row in self._database.all_of(
                "SELECT id, cached FROM article WHERE id IN ({keys})", ids
            )
        }
        return {
            one: (*marks.get(one, (False, False)), one in bodies, bodies.get(one, False))
            for one in ids
        }

    def _store_copies(self, examined: Sequence[ExaminedArticle]) -> None:
        """Store the texts that came, and the headlines of saved articles that no list contained."""
        if not examined:
            return
        now = self._database.now()
        batch = self._articles.batch(one.id for one in examined)
        absent = [one for one in examined if not one.is_stored]
        batch.add_new(
            {one.id: urls.canonical(one.article.url) for one in absent},
            {one.id: min(one.article.at or now, now) for one in absent},
        )
        for one in examined:
            stored, copy = batch.get(one.id), one.article.copy
            if stored is None:
                continue
            if not one.is_stored:
                title = one.article.title or one.article.url
                row = stored.row._replace(title=title, saved=stored.row.saved or one.gets_saved)
                if copy is not None:
                    row = row._replace(source=copy.source, summary=copy.lede)
                    row = row.published_at(copy.published, now)
                batch.put(stored._replace(row=row.with_sections(*one.article.labels)))
            if one.gets_text and copy is not None and _is_of(copy, stored.row.url):
                cached_at = min(copy.cached_at or now, now)
                self._articles.put_into(batch, replace(copy, id=one.id, cached_at=cached_at))
        self._articles.save(batch)


def _is_of(copy: Article, url: str) -> bool:
    """Whether a text is that of the stored article, by the address that it has."""
    return urls.key(copy.url) == urls.key(url)


def _by_time(
    examined: Iterable[ExaminedArticle], now: datetime
) -> Mapping[datetime, Sequence[str]]:
    """The articles that are to be saved, by the times when they were saved there."""
    found: defaultdict[datetime, list[str]] = defaultdict(list)
    for one in examined:
        if one.gets_saved:
            found[min(one.article.at or now, now)].append(one.id)
    return found


def _shared_guids(examined: Iterable[ExaminedArticle]) -> set[str]:
    """The ids of articles whose guid another one has, too."""
    by_guid: defaultdict[int, set[str]] = defaultdict(set)
    for one in examined:
        if is_unique(one.article.guid):
            digest = digest_of_guid(one.article.guid, one.article.url)
            by_guid[digest.alias_key].add(one.id)
    return set().union(*(ids for ids in by_guid.values() if len(ids) > 1))


def _with_marks_of(first: ImportedArticle, other: ImportedArticle) -> ImportedArticle:
    return replace(
        first,
        is_read=first.is_read or other.is_read,
        is_saved=first.is_saved or other.is_saved,
        title=first.title or other.title,
        labels=tuple(dict.fromkeys((*first.labels, *other.labels))),
        copy=first.copy if first.has_text else other.copy or first.copy,
    )
