"""The laid-out lines of the last visits, so that back and forward only draw."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hpreader.model import Article, LinkState
from hpreader.render import Layout, Palette, lay_out

KEPT = 20


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a layout depends on besides its article."""

    width: int
    palette: Palette
    language: str
    today: date
    photos: tuple[tuple[str, tuple[int, int] | str], ...] = ()
    """What `lay_out` is told of photos."""


@dataclass(frozen=True, slots=True)
class Laid:
    """An article as it was laid out, with what it was laid out from."""

    article: Article
    states: Mapping[str, LinkState]
    setting: Setting
    layout: Layout


class Layouts:
    """The last layouts, by the article's address; the oldest give way."""

    def __init__(self, most: int = KEPT) -> None:
        self._laid: OrderedDict[str, Laid] = OrderedDict()
        self._most = most

    def last(self, url: str) -> Laid | None:
        """How an article was laid out when it was last on the screen."""
        return self._laid.get(url)

    def lay_out(
        self,
        article: Article,
        states: Mapping[str, LinkState],
        setting: Setting,
        now: datetime,
    ) -> Layout:
        """The layout that is kept where it still holds, else a new one."""
        laid = self._laid.get(article.url)
        if (
            laid is None
            or laid.setting != setting
            or laid.states != states
            or (laid.article is not article and laid.article != article)
        ):
            layout = lay_out(
                article,
                setting.width,
                setting.palette,
                states=states,
                photos=dict(setting.photos),
                now=now,
            )
            laid = Laid(article, states, setting, layout)
            self._laid[article.url] = laid
        self._laid.move_to_end(article.url)
        while len(self._laid) > self._most:
            self._laid.popitem(last=False)
        return laid.layout
