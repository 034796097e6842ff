"""The articles that name places, and those of them that are notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.places.gazetteer import CITY
from hpreader.places.notices import CITY_WIDE
from hpreader.store.database import with_recovery
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, IS_SHOWN, headline_of
from hpreader.store.rows.contents import Contents
from hpreader.store.rows.place_labels import NOTICE, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from hpreader.model import Headline
    from hpreader.store.database import Database
    from hpreader.store.rows.fts_index import Document

MOST: Final = 300
"""The newest articles that are looked through for notices."""


class NoticeArticle(NamedTuple):
    """A listed article with words of a notice."""

    headline: Headline
    document: Document
    kinds: tuple[str, ...]
    places: frozenset[str]
    """The labels of all places that it names."""


class PlaceArticles:
    """Reads what the labels of places and notices lead to. All its methods only read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def notices(self, labels: Sequence[str], since: date) -> Sequence[NoticeArticle]:
        """The articles published since a day that are notices and name a place, the newest first.

        Those that rules hide are left out.

        A storm or a school year concerns a place also where the article names only the city.

        Args:
            labels: of the places.
            since: the first day of publication.
        """
        database = self._database
        ids = {
            (kind, name): number
            for number, kind, name in database.all(
                "SELECT id, kind, name FROM label WHERE kind IN (?, ?)", (PLACE, NOTICE)
            )
        }
        wanted = [number for name in labels if (number := ids.get((PLACE, name)))]
        kinds = {number: name for (kind, name), number in ids.items() if kind == NOTICE}
        if not kinds:
            return ()
        city = [number for number, name in kinds.items() if name in CITY_WIDE]
        rows = database.all(
            f"SELECT {HEADLINE_COLUMNS}, number FROM article WHERE {IS_SHOWN} AND day >= ?"
            f" AND number IN (SELECT number FROM article_label WHERE label IN ({_ids(kinds)}))"
            f" AND (number IN (SELECT number FROM article_label WHERE label IN ({_ids(wanted)}))"
            f" OR number IN (SELECT number FROM article_label WHERE label IN ({_ids(city)}))"
            " AND number IN (SELECT number FROM article_label WHERE label = ?))"
            " ORDER BY number DESC LIMIT ?",
            (since.toordinal(), ids.get((PLACE, CITY), 0), MOST),
        )
        documents = Contents(database).documents(row[-1] for row in rows)
        names: dict[int, set[int]] = {row[-1]: set() for row in rows}
        for number, label in database.all_of(
            "SELECT number, label FROM article_label WHERE number IN ({keys})", names
        ):
            names[number].add(label)
        places = {number: name for (kind, name), number in ids.items() if kind == PLACE}
        return [
            NoticeArticle(
                headline_of(row),
                documents[row[-1]],
                tuple(sorted(kinds[one] for one in names[row[-1]] if one in kinds)),
                frozenset(places[one] for one in names[row[-1]] if one in places),
            )
            for row in rows
        ]


def _ids(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
