"""The layouts of the last articles, so that back and forward only draw lines."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hpreader.model import Article, LinkState
from hpreader.render import Layout, Palette, lay_out

CAPACITY = 20
"""Articles."""


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """All that a layout depends on besides its article."""

    width: int
    """Of the text, in cells."""
    palette: Palette
    language: str
    today: date
    images: tuple[tuple[str, tuple[int, int] | str], ...] = ()
    """For each address, the columns and rows of the image or why it is not drawn."""
    source: str = ""
    """The title of the article's paper, where it is named."""


@dataclass(frozen=True, slots=True)
class CachedLayout:
    """A layout with what it was made from."""

    article: Article
    states: Mapping[str, LinkState]
    settings: LayoutSettings
    layout: Layout


class LayoutCache:
    """The last layouts by the articles' ids; the oldest ones are dropped."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._cached: OrderedDict[str, CachedLayout] = OrderedDict()
        self._capacity = capacity

    def last(self, url: str, article_id: str = "") -> CachedLayout | None:
        """The last layout of an article, None if it is not cached.

        Args:
            url: the article's address.
            article_id: its id; several articles may have one address, or none.
        """
        if article_id:
            return self._cached.get(article_id)
        return next((one for one in self._cached.values() if one.article.url == url), None)

    def lay_out(
        self,
        article: Article,
        states: Mapping[str, LinkState],
        settings: LayoutSettings,
        now: datetime,
    ) -> Layout:
        """The cached layout where it is still valid, else a new one."""
        name = article.id or article.url
        cached = self._cached.get(name)
        if (
            cached is None
            or cached.settings != settings
            or cached.states != states
            or (cached.article is not article and cached.article != article)
        ):
            layout = lay_out(
                article,
                settings.width,
                settings.palette,
                states=states,
                photos=dict(settings.images),
                now=now,
                source=settings.source,
            )
            cached = CachedLayout(article, states, settings, layout)
            self._cached[name] = cached
        self._cached.move_to_end(name)
        while len(self._cached) > self._capacity:
            self._cached.popitem(last=False)
        return cached.layout
