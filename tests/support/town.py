"""A small newspaper for the reader's tests: a dozen articles in two sections over three weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hpreader.config import Paths, Settings
from hpreader.model import VIETNAM, Section, Source
from hpreader.newsroom import Newsroom
from tests.support.web import Item, Link, Web, item, link

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=VIETNAM)
HOME = "https://bao.vn"
SECTIONS = {"Chính trị": f"{HOME}/chinh-tri/feed", "Đời sống": f"{HOME}/doi-song/feed"}
COUNT = 12
MISSING = f"{HOME}/chua-tai.html"
"""A link of article 3 that is only fetched when it is asked for."""

HOSTILE = "[/b] [@click=app.quit]bấm[/] \x1b]52;c;bm8=\x07\x1b[2Jđây \u202egnod"
"""A title with what markup parsers, terminals and bidi engines would obey."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


def url(number: int) -> str:
    """The address of an article."""
    return f"{HOME}/bai-{number}.html"


def title(number: int) -> str:
    """Its headline."""
    return HOSTILE if number == 7 else f"Bài số {number} về con đường"


def related(number: int) -> list[Link]:
    """Its other news: the next three, and for article 3 one that no list has."""
    others = [1 + (number - 1 + step) % COUNT for step in (1, 2, 3)]
    links = [
        link(title(other), url(other), f"Mở đầu bài {other}.", "19/03/2026") for other in others
    ]
    if number == 3:
        links.append(
            link("Chưa tải về máy bao giờ", MISSING, "Bài này chưa ai tải về.", "19/03/2026")
        )
    return links


def paragraphs(number: int) -> list[str]:
    """A body of some three screens, each paragraph telling which it is."""
    first = f'Đoạn 0 của bài {number} có <a href="{url(9)}">một liên kết</a> trong câu.'
    rest = [
        f"Đoạn {at} của bài {number}: " + "người dân hai bên bờ sông Cấm đi lại dễ hơn trước. " * 3
        for at in range(1, 24)
    ]
    return [first, *rest]


def published(number: int) -> datetime:
    """Two a day at most, the first article being the newest."""
    return NOW - timedelta(hours=3, days=(number - 1) * 2)


def build() -> Web:
    """The newspaper on a fake Web."""
    web = Web()
    for name, feed in SECTIONS.items():
        web.feed(
            feed, *(entry(number) for number in range(1, COUNT + 1) if section(number) == name)
        )
    for number in range(1, COUNT + 1):
        page(web, number)
    return web


def page(web: Web, number: int, *more: str) -> None:
    """An article's page, with more paragraphs at its end if it is a later edition."""
    web.article(
        url(number),
        title(number),
        [*paragraphs(number), *more],
        lede=f"Mở đầu bài {number}.",
        related=related(number),
        date=published(number).isoformat(),
        section=section(number),
    )


def entry(number: int) -> Item:
    """An article as its feed names it."""
    return item(title(number), url(number), published(number), f"Mở đầu bài {number}.")


def section(number: int) -> str:
    """Odd ones are politics."""
    return list(SECTIONS)[(number - 1) % 2]


def places(directory: Path) -> Paths:
    """A reader's files."""
    return Paths(
        directory / "config.toml", directory / "reader.sqlite3", directory / "cache.sqlite3"
    )


QUIET = Settings(prefetch_mb=0)
"""Nothing is fetched but what a test asks for."""


async def newsroom(
    directory: Path,
    web: Web,
    clock: Clock,
    *,
    offline: bool = False,
    settings: Settings = QUIET,
    files: Paths | None = None,
) -> Newsroom:
    """A newsroom that subscribes to nothing but the town's newspaper."""
    room = Newsroom.open(
        files or places(directory), settings, now=clock, transport=web, offline=offline
    )
    names = [state.source.name for state in room.subscriptions.states()]
    if names != ["bao.vn"]:
        for name in names:
            await room.subscriptions.remove(name)
        sections = tuple(Section(name, (feed,)) for name, feed in SECTIONS.items())
        await room.subscriptions.put(Source("bao.vn", "Báo thử", HOME, sections))
    return room


async def fetch_into(files: Paths) -> None:
    """Subscribe to the town's newspaper alone, and fetch its news into these files."""
    room = await newsroom(files.config.parent, build(), Clock(), files=files)
    async for _event in room.syncs.run():
        pass
    await room.close()
