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

from hpreader.cli.commands.demo import paths_in, sample_source, subscribe
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
def evening_news(directory: Path) -> Iterator[Newspaper]:
    """Fetch the sample newspaper into a directory; it is served until the block ends."""
    no_proxy = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    with patch.dict(os.environ, no_proxy), Newspaper(EVENING.date()) as paper:
        for form in (".html", "/amp"):
            paper.broken[f"/{OUT_OF_REACH}{form}"] = 404
        for slug, title in TITLES.items():
            paper.edit(slug, title=title)
        asyncio.run(_fetch(directory, paper.url))
        yield paper


EDITED = "bo-phan-mot-cua-mo-cua-som-nua-gio"
FOLLOWED = ("Lê Chân", "An Biên")
"""Wards whose notices `later_news` has."""
NOTICES = (
    ("Lịch cắt điện phường Lê Chân, Hải Phòng ngày 24/11", "Điện lực sửa đường dây từ 7 giờ đến 11 giờ 30."),
    ("Tạm ngừng cấp nước phường An Biên, Hải Phòng đêm 25/11", "Nước ngừng từ 22 giờ đến 5 giờ sáng hôm sau."),
    ("Cấm xe tải qua phường Lê Chân, Hải Phòng ngày 28/11", "Đoạn đường ven hồ cấm xe tải từ 6 giờ đến 18 giờ."),
)  # fmt: skip


@contextmanager
def later_news(directory: Path) -> Iterator[None]:
    """As `evening_news`, but the paper then edits an article that was read, and publishes notices."""
    with evening_news(directory) as paper:
        asyncio.run(_read(directory, EDITED))
        post = paper.edition.find(EDITED)
        assert post is not None
        paper.edit(EDITED, title=post.title, body=_edited(post.body))
        for title, body in NOTICES:
            paper.publish(title, body)
        asyncio.run(_refresh(directory))
        yield


def _edited(body: str) -> str:
    """A text with other numbers and one more paragraph."""
    for before, after in (("mười bốn", "hai mươi mốt"), ("vẫn nhận từ 8 giờ", "nhận từ 7 giờ 30")):
        assert before in body
        body = body.replace(before, after)
    first, rest = body.strip().split("\n\n", 1)
    return f"{first}\n\nTừ tháng sau, phường mở thêm một quầy vào sáng thứ Bảy.\n\n{rest}"


async def _read(directory: Path, slug: str) -> None:
    """Let an article be read in the reader."""
    room = Newsroom.open(paths_in(directory), Settings(), now=lambda: EVENING)
    lines = room.lists.rows(ListQuery()).slice(0, 60)
    await room.marks.set_read([one.id for one in lines if slug in one.url])
    await room.close()


async def _refresh(directory: Path) -> None:
    settings = Settings(places=FOLLOWED)
    room = Newsroom.open(paths_in(directory), settings, now=lambda: EVENING)
    async for _event in room.syncs.run():
        pass
    await room.close()


async def _fetch(directory: Path, base: str) -> None:
    places, settings = paths_in(directory), Settings()
    await subscribe(places, settings, base)
    room = Newsroom.open(places, settings, now=lambda: EVENING - timedelta(minutes=18))
    source = sample_source(base)
    # One list after the other: the first that names an article makes it one of its section.
    for count in range(1, len(source.sections) + 1):
        await room.subscriptions.put(replace(source, sections=source.sections[:count]))
        async for _event in room.syncs.run(pages=count == len(source.sections)):
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
