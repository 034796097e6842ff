"""An evening with the sample newspaper: what the pictures and the recording are made of."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from hpreader.cli.demo import paths_in, sample_source, subscribe
from hpreader.config import Settings
from hpreader.model import VIETNAM, CacheState, ListQuery
from hpreader.newsroom import Newsroom
from hpreader.sample import Newspaper
from tests.support.reader import Reader

EVENING = datetime(2026, 11, 22, 19, 30, tzinfo=VIETNAM)
READ = ("Cuối tuần nắng nhẹ", "Chùm ảnh", "Đua thuyền nan", "Một buổi sáng", "Cà phê & bánh mì")
SAVED = ("Một ngày dọc sông Cấm", "Vại nước mắm")
TITLES = {
    "gia-b-gao-rau-va-ca-o-nam-cho": "Giá gạo, rau và cá ở năm chợ trong tuần",
    "bat-banh-da-cua-nhieu-tranh-cai": "Bát bánh đa cua nhiều tranh cãi nhất phố",
}
"""Without what is there to try readers: words like markup, and signs that many fonts do not have."""
OUT_OF_REACH = "la-thu-cua-nguoi-gac-den-bien"
"""An article that only other articles lead to, and that cannot be had."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = EVENING

    def __call__(self) -> datetime:
        return self.time


class EveningNewsroom(Newsroom):
    """A newsroom whose cache has the same size on every machine."""

    def state(self) -> CacheState:
        """The files' own size depends on SQLite's version and on the newspaper's port."""
        return replace(super().state(), size=4_700_000)


@contextmanager
def evening_news(directory: Path) -> Iterator[None]:
    """Fetch the sample newspaper into a directory; it is served until the block ends."""
    no_proxy = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    with patch.dict(os.environ, no_proxy), Newspaper(EVENING.date()) as paper:
        for form in (".html", "/amp"):
            paper.broken[f"/{OUT_OF_REACH}{form}"] = 404
        for slug, title in TITLES.items():
            paper.edit(slug, title=title)
        asyncio.run(_fetch(directory, paper.url))
        yield


async def _fetch(directory: Path, base: str) -> None:
    places, settings = paths_in(directory), Settings()
    await subscribe(places, settings, base)
    room = Newsroom.open(places, settings, now=lambda: EVENING - timedelta(minutes=18))
    source = sample_source(base)
    # One list after the other: the first that names an article makes it one of its section.
    for count in range(1, len(source.sections) + 1):
        await room.subscriptions.put(replace(source, sections=source.sections[:count]))
        async for _event in room.sync(pages=count == len(source.sections)):
            pass
    headlines = room.lists.rows(ListQuery()).slice(0, 60)
    await room.marks.set_read([one.id for one in headlines if one.title.startswith(READ)])
    await room.marks.set_saved([one.id for one in headlines if one.title.startswith(SAVED)])
    await room.close()


async def go_to(reader: Reader, title: str) -> None:
    """Put the cursor of the headlines on the article whose title begins so."""
    headlines = reader.headlines
    for at in range(headlines.window.count):
        row = headlines.window.row(at)
        if row is not None and row.title.startswith(title):
            await reader.press(*["j"] * (at - headlines.cursor))
            return
    raise AssertionError(f"no headline begins with {title!r}")
