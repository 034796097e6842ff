"""The README's pictures: the sample newspaper on an evening, compared with `screenshots/*.svg`."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hpreader import i18n
from hpreader.cli.demo import places_in, sample_source, subscribe
from hpreader.config import Settings
from hpreader.model import VIETNAM, CacheState, ListQuery
from hpreader.newsroom import Newsroom
from hpreader.sample import Newspaper
from tests.ui.reader import Reader, reading

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
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


@pytest.fixture(scope="session")
def evening_news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of someone who fetched the sample newspaper, which goes on being served."""
    directory = tmp_path_factory.mktemp("evening")
    with pytest.MonkeyPatch.context() as environment, Newspaper(EVENING.date()) as paper:
        environment.setenv("NO_PROXY", "127.0.0.1")
        environment.setenv("no_proxy", "127.0.0.1")
        for form in (".html", "/amp"):
            paper.broken[f"/{OUT_OF_REACH}{form}"] = 404
        for slug, title in TITLES.items():
            paper.edit(slug, title=title)
        asyncio.run(_fetch(directory, paper.url))
        yield directory


async def _fetch(directory: Path, base: str) -> None:
    places, settings = places_in(directory), Settings()
    await subscribe(places, settings, base)
    room = Newsroom.open(places, settings, now=lambda: EVENING - timedelta(minutes=18))
    source = sample_source(base)
    # One list after the other: the first that names an article makes it one of its section.
    for count in range(1, len(source.sections) + 1):
        await room.put_source(replace(source, sections=source.sections[:count]))
        async for _event in room.sync(pages=count == len(source.sections)):
            pass
    headlines = room.rows(ListQuery()).slice(0, 60)
    await room.mark_read([one.id for one in headlines if one.title.startswith(READ)])
    await room.save([one.id for one in headlines if one.title.startswith(SAVED)])
    await room.close()


@dataclass(frozen=True)
class Scene:
    """How a picture comes to be."""

    act: Callable[[Reader, Clock], Awaitable[None]]
    size: tuple[int, int] = (120, 40)
    language: i18n.Language = "vi"
    theme: str = "dark"
    offline: bool = False


async def go_to(reader: Reader, title: str) -> None:
    """Put the cursor of the headlines on the article whose title begins so."""
    headlines = reader.browser.headlines
    for at in range(headlines.count):
        row = headlines.row(at)
        if row is not None and row.title.startswith(title):
            await reader.press(*["j"] * (at - headlines.cursor))
            return
    raise AssertionError(f"no headline begins with {title!r}")


async def nothing(reader: Reader, clock: Clock) -> None:
    """The reader as it opens."""


async def an_article(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Những người buộc dây")
    await reader.press("enter")


async def other_news(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Buổi tiếp dân")
    await reader.press("enter", "t")


async def a_day(reader: Reader, clock: Clock) -> None:
    await reader.press("D", "left", "enter", "D", "left")


async def help_open(reader: Reader, clock: Clock) -> None:
    await reader.press("?")


async def the_trail(reader: Reader, clock: Clock) -> None:
    """Follow the other news, go back and branch off, read the next article, go back."""
    await an_article(reader, clock)
    for minutes, keys in ((4, "2"), (3, "3"), (2, "H"), (1, "4"), (5, "J"), (2, "H")):
        clock.time += timedelta(minutes=minutes)
        await reader.press(*keys)
    await reader.press("f3")


async def a_search(reader: Reader, clock: Clock) -> None:
    await reader.press("F")
    await reader.type("ben cang")
    await reader.press("enter")


SCENES = {
    "wide": Scene(an_article),
    "article": Scene(other_news, (90, 42)),
    "narrow": Scene(nothing, (80, 24)),
    "dates": Scene(a_day, (120, 34)),
    "help": Scene(help_open, (100, 40)),
    "light": Scene(an_article, theme="light"),
    "english": Scene(an_article, (120, 36), language="en"),
    "trail": Scene(the_trail, (100, 30)),
    "search": Scene(a_search, (100, 30)),
    "offline": Scene(nothing, (120, 34), offline=True),
}


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_looks_as_in_the_picture(
    name: str,
    evening_news: Path,
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    scene, golden = SCENES[name], SCREENSHOTS / f"{name}.svg"
    i18n.use(scene.language)
    shutil.copytree(evening_news, tmp_path / "files")
    settings = Settings(refresh_minutes=0, theme=scene.theme)
    clock, places = Clock(), places_in(tmp_path / "files")
    newsroom = EveningNewsroom.open(places, settings, now=clock, offline=scene.offline)
    try:
        async with reading(newsroom, scene.size, settings) as reader:
            await scene.act(reader, clock)
            picture = reader.picture()
    finally:
        await newsroom.close()
    if pytestconfig.getoption("--update-screenshots"):
        golden.write_text(picture, encoding="utf-8")
        return
    if not golden.exists() or golden.read_text(encoding="utf-8") != picture:
        drawn = tmp_path / golden.name
        drawn.write_text(picture, encoding="utf-8")
        pytest.fail(
            f"The screen is not as in {golden}.\nLook at {drawn};"
            " if it is as it should be, accept it: make screenshots",
            pytrace=False,
        )
