"""An open newsroom over the fake Web, with helpers for its tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hpreader.config import Paths, Settings
from hpreader.model import (
    VIETNAM,
    Article,
    ArticleRef,
    Headline,
    ListQuery,
    Ready,
    Source,
    SourceSynced,
    SyncEvent,
)
from hpreader.newsroom import Newsroom
from tests.support.web import Web

HOME = "https://bao.vn"
FEED = f"{HOME}/feed"
MODIFIED = datetime(2026, 3, 1, 1, tzinfo=UTC)
TEXTS = [
    "Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe.",
    "Người dân hai bờ đi lại dễ hơn.",
]


FILES = ("config.toml", "reader.sqlite3", "cache.sqlite3")


class Clock:
    """A clock that advances only by `passes`."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **time: float) -> None:
        self.time += timedelta(**time)


async def synced(room: Newsroom, *names: str, **options: object) -> list[SyncEvent]:
    """The events of a whole sync."""
    return [event async for event in room.syncs.run(names, **options)]  # type: ignore[arg-type]


async def opened(room: Newsroom, url: str, **options: object) -> list[object]:
    """The events of opening an article."""
    return [event async for event in room.open_article(ArticleRef(url), **options)]  # type: ignore[arg-type]


async def read(room: Newsroom, url: str) -> Article:
    """The article at an address as it is shown after the fetch."""
    last = (await opened(room, url))[-1]
    assert isinstance(last, Ready), last
    return last.thing


def source_events(events: list[SyncEvent]) -> list[SourceSynced]:
    """The results of the sources in a sync."""
    return [event for event in events if isinstance(event, SourceSynced)]


def headlines(room: Newsroom, **query: object) -> list[Headline]:
    """The headlines of a list."""
    return list(room.lists.rows(ListQuery(**query)).slice(0, 1000))  # type: ignore[arg-type]


def article(web: Web, name: str, title: str, texts: list[str] | None = None, **page: object) -> str:
    """Publish an article of the paper; returns its address."""
    url = f"{HOME}/{name}.html"
    web.article(url, title, texts or TEXTS, **page)  # type: ignore[arg-type]
    return url


def section_page(
    web: Web,
    url: str,
    *items: tuple[str, str, str],
    title: str = "Mục",
    more: str = "",
    **headers: str,
) -> None:
    """A page of headlines: the title, the address and the day of each (the day may be empty)."""
    rows = "".join(
        f'<article class="story"><h3 class="story__title"><a href="{address}">{name}</a></h3>'
        f"<p class='story__summary'>Vài lời mở đầu cho bài {name}, đủ dài để đọc thử một chút.</p>"
        + (f'<time class="story__time" datetime="{day}">{day}</time>' if day else "")
        + "</article>"
        for name, address, day in items
    )
    web.html(
        url,
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><nav><a href="/">Trang chủ</a></nav><main><h1>{title}</h1>'
        f'<section class="list">{rows}</section>{more}</main></body></html>',
        **headers,
    )


def story(number: int, day: str = "") -> tuple[str, str, str]:
    """One headline of a section page."""
    return (f"Chuyện thứ {number} ở bến sông sáng nay", f"{HOME}/chuyen-{number}.html", day)


async def open_room(
    folder: Path, web: Web | None, clock: Clock, *sources: Source, settings: Settings | None = None
) -> Newsroom:
    """A newsroom subscribed to these sources only; with the real network where there is no fake one."""
    places = Paths(*(folder / name for name in FILES))
    room = Newsroom.open(places, settings or Settings(), now=clock, transport=web)
    for state in room.subscriptions.states():
        await room.subscriptions.remove(state.source.name)
    for source in sources:
        await room.subscriptions.put(source)
    return room
