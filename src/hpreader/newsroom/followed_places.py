"""The places that the user follows: `places` in config.toml -> sections and notices."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hpreader.model.notices import FollowedPlace, Notice
from hpreader.vietnam_time import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hpreader.model import Article
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.places.mentions import Mention
    from hpreader.places.names import NamedPlaces
    from hpreader.problems import Problem
    from hpreader.store.place_articles import NoticeArticle

_READ_BACK: Final = timedelta(days=200)
"""How long before a day a notice for it may have been published."""


class FollowedPlaces:
    """What the names in the settings mean; nothing is read before something is asked."""

    def __init__(self, stores: StorePool, names: Sequence[str], now: Clock) -> None:
        """Prepare it.

        Args:
            stores: have the articles.
            names: as the user wrote them.
            now: the clock.
        """
        self._stores = stores
        self._names = tuple(names)
        self._now = now

    def all(self) -> tuple[FollowedPlace, ...]:
        """The followed places, each once, in the order of the settings; empty when none is followed."""
        labels = self._resolved.labels if self._names else ()
        return tuple(map(FollowedPlace, labels))

    @property
    def unknown(self) -> tuple[Problem, ...]:
        """The names in the settings that mean no place of Hải Phòng."""
        return self._resolved.unknown if self._names else ()

    @cached_property
    def _resolved(self) -> NamedPlaces:
        from hpreader.places.names import named_places  # noqa: PLC0415 - only who follows a place needs it

        return named_places(self._names)

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """The places that an article names, and why each was recognised; followed or not."""
        from hpreader.store.rows.fts_index import document_of  # noqa: PLC0415 - for explanations only
        from hpreader.store.rows.place_labels import mentions_in  # noqa: PLC0415 - as above

        document = document_of(article.title, article)
        published = day_of(article.published) if article.published is not None else None
        return mentions_in(article.url, published, document)

    def notices(self, day: date | None = None, *, past: bool = False) -> tuple[Notice, ...]:
        """The notices for the followed places, by the day that they are for.

        Args:
            day: only those for this day.
            past: also those whose last day is over, the last ones first; else only those from today on.
        """
        if day is None:
            coming, over = self.coming_and_over()
            return over if past else coming
        return tuple(one for one in self._find(day) if one.first <= day <= one.last)

    def coming_and_over(self) -> tuple[tuple[Notice, ...], tuple[Notice, ...]]:
        """The notices from today on, and those whose last day is over, the last ones first."""
        today = day_of(self._now())
        found = self._find(today)
        over = [one for one in found if one.last < today]
        return tuple(one for one in found if one.last >= today), tuple(over[::-1])

    def _find(self, day: date) -> list[Notice]:
        """All notices that were published before a day, by the day that they are for."""
        if not self.all():
            return []
        today = day_of(self._now())
        labels = [label for place in self.all() for label in self._covered[place.label]]
        since = min(day, today) - _READ_BACK
        found = [
            notice
            for article in self._stores.reader.place_articles.notices(labels, since)
            for notice in self._notices_of(article)
        ]
        found.sort(key=lambda one: (one.first, one.last, one.kind, one.headline.id))
        return found

    @cached_property
    def _covered(self) -> dict[str, tuple[str, ...]]:
        """For each followed place the labels of articles that concern it: its own, and of a district its wards'."""
        from hpreader.places.gazetteer import gazetteer  # noqa: PLC0415 - see _resolved

        of_district = gazetteer().of_district
        return {
            place.label: (place.label, *of_district.get(place.label, ())) for place in self.all()
        }

    def _notices_of(self, article: NoticeArticle) -> Iterator[Notice]:
        from hpreader.places.mentions import find_places, labels_of  # noqa: PLC0415 - see _resolved
        from hpreader.places.notice_days import notice_spans  # noqa: PLC0415 - see _resolved
        from hpreader.places.notices import CITY_WIDE, KINDS  # noqa: PLC0415 - see _resolved

        headline, document = article.headline, article.document
        if headline.published is None:
            return
        places = tuple(
            label
            for label, labels in self._covered.items()
            if not article.places.isdisjoint(labels)
        )
        covered = {label for place in places for label in self._covered[place]}
        published = day_of(headline.published)

        def is_near(text: str) -> bool:
            return bool(covered & labels_of(find_places((text,), published, is_local=True)))

        spans = notice_spans(document.title, (document.lede, document.text), published, is_near)
        kinds = [one for one in KINDS if one in article.kinds and (places or one in CITY_WIDE)]
        for span in spans:
            yield Notice(kinds[0], span.first, span.last, span.hours, places, headline)
