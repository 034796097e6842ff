"""The README's pictures: the sample newspaper on an evening, compared with `screenshots/*.svg`."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hpreader import i18n
from hpreader.cli.commands.demo import paths_in
from hpreader.config import Settings
from hpreader.model import VIETNAM
from hpreader.ui import ReaderApp
from tests.support.evening import (
    EVENING,
    FOLLOWED,
    Clock,
    EveningNewsroom,
    evening_news,
    go_to,
    later_news,
)
from tests.support.reader import Reader, reading
from tests.support.story_desk import StoryDesk, event

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


@pytest.fixture(scope="session")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of someone who fetched the sample newspaper, which goes on being served."""
    directory = tmp_path_factory.mktemp("evening")
    with evening_news(directory):
        yield directory


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same, after the paper edited an article and published notices."""
    directory = tmp_path_factory.mktemp("later")
    with later_news(directory):
        yield directory


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of someone who reads three papers that report the same events."""
    directory = tmp_path_factory.mktemp("papers")
    desk = StoryDesk.within(directory)
    desk.put(*(one for name in STORIES for one in event(name)))
    return directory


STORIES = ("trom-xe-may", "chay-kho-go", "gia-ca-giam", "chay-quan-ao")


@dataclass(frozen=True)
class Scene:
    """How a picture comes to be."""

    act: Callable[[Reader, Clock], Awaitable[None]]
    size: tuple[int, int] = (120, 40)
    language: i18n.Language = "vi"
    theme: str = "dark"
    offline: bool = False
    pictures: str = "off"
    files: str = "evening"
    """The fixture with the files."""
    places: tuple[str, ...] = ()
    now: datetime = EVENING


async def nothing(reader: Reader, clock: Clock) -> None:
    """The reader as it opens."""


async def an_article(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Những người buộc dây")
    await reader.press("enter")


async def other_news(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Buổi tiếp dân")
    await reader.press("enter", "t")


async def a_photo(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Tuyến xe buýt")
    await reader.press("enter")


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


async def the_brief(reader: Reader, clock: Clock) -> None:
    await reader.press("Q", "j")


async def one_event(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Cháy kho gỗ")
    await reader.press("#")


async def a_rule(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Chạy bộ")
    await reader.press("!")
    for _ in range(8):  # each look at what a rule would hide ends the one before it
        await reader.press("down")


async def an_edit(reader: Reader, clock: Clock) -> None:
    await go_to(reader, "Bộ phận một cửa")
    await reader.press("e")


async def notices(reader: Reader, clock: Clock) -> None:
    await reader.press("f2")


async def a_search(reader: Reader, clock: Clock) -> None:
    await reader.press("F")
    await reader.type("ben cang")


async def hints(reader: Reader, clock: Clock) -> None:
    await an_article(reader, clock)
    await reader.press("f")


async def a_filter(reader: Reader, clock: Clock) -> None:
    await reader.press("/")
    await reader.type("cho")


async def found(reader: Reader, clock: Clock) -> None:
    await an_article(reader, clock)
    await reader.press("/")
    await reader.type("tau")
    await reader.press("enter", "n")


async def the_palette(reader: Reader, clock: Clock) -> None:
    await reader.press("ctrl+p")
    await reader.type("tin")


async def the_shelf(reader: Reader, clock: Clock) -> None:
    await reader.press("S", "|")


async def what_waits(reader: Reader, clock: Clock) -> None:
    """Ask for what is not here and cannot be had now, and look at what waits."""
    await go_to(reader, "Buổi tiếp dân")
    await reader.press("enter", "4", "X")


SCENES = {
    "wide": Scene(an_article),
    "article": Scene(other_news, (90, 42)),
    "narrow": Scene(nothing, (80, 24)),
    "dates": Scene(a_day, (120, 34)),
    "help": Scene(help_open, (100, 40)),
    "light": Scene(an_article, theme="light"),
    "english": Scene(an_article, (120, 36), language="en"),
    "trail": Scene(the_trail, (100, 30)),
    "brief": Scene(the_brief, (100, 30)),
    "stories": Scene(
        one_event, (118, 30), files="papers", now=datetime(2026, 3, 13, 23, 0, tzinfo=VIETNAM)
    ),
    "rule": Scene(a_rule, (100, 34)),
    "edits": Scene(an_edit, (100, 30), files="later"),
    "notices": Scene(notices, (100, 30), files="later", places=FOLLOWED),
    "search": Scene(a_search, (100, 30)),
    "offline": Scene(nothing, (120, 34), offline=True),
    "photo": Scene(a_photo, (110, 34), pictures="blocks"),
    "contrast": Scene(other_news, (90, 30), theme="contrast"),
    "hints": Scene(hints, (120, 40)),
    "filter": Scene(a_filter, (80, 24)),
    "found": Scene(found, (80, 24), language="en"),
    "palette": Scene(the_palette, (80, 24)),
    "shelf": Scene(the_shelf, (120, 40), language="en"),
    "queue": Scene(what_waits, (120, 40), offline=True),
    "large": Scene(an_article, (200, 60)),
    "small": Scene(an_article, (60, 20)),
    "narrow-english": Scene(nothing, (80, 24), language="en"),
}


@pytest.fixture
def files(name: str, request: pytest.FixtureRequest) -> Path:
    """The files of a scene."""
    found: Path = request.getfixturevalue(SCENES[name].files)
    return found


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_looks_as_in_the_picture(
    name: str,
    files: Path,
    tmp_path: Path,
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("COLORFGBG", raising=False)
    monkeypatch.setattr(ReaderApp, "NOTIFICATION_TIMEOUT", 3600)  # a slow machine shows them, too
    scene, golden = SCENES[name], SCREENSHOTS / f"{name}.svg"
    i18n.use(scene.language)
    shutil.copytree(files, tmp_path / "files")
    settings = Settings(
        refresh_minutes=0, theme=scene.theme, pictures=scene.pictures, places=scene.places
    )
    clock, places = Clock(), paths_in(tmp_path / "files")
    clock.time = scene.now
    newsroom = EveningNewsroom.open(places, settings, now=clock, offline=scene.offline)
    try:
        async with reading(newsroom, scene.size, settings) as reader:
            await scene.act(reader, clock)
            await reader.rest()
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
