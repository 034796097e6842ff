"""The followed places among the sections, and the notices in a dialog."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from textual.widgets import OptionList

from hpreader.config import Settings
from tests.support.journey import Mouse, by_keyboard, by_mouse, list_title, seen_in, status
from tests.support.newsdesk import HOME, Clock, open_room, synced
from tests.support.reader import Reader, reading
from tests.support.web import Web, item

SETTINGS = Settings(refresh_minutes=0, prefetch_mb=0, theme="dark", places=("Lê Chân", "Atlantis"))


@asynccontextmanager
async def neighbourhood(
    folder: Path, settings: Settings = SETTINGS, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Reader]:
    """A reader whose newspaper has a notice to come, one that is over, and other news."""
    web, clock = Web(), Clock()

    def news(number: int, title: str, days: int) -> object:
        when = clock() + timedelta(days=days)
        told = title.format(day=f"{when:%d/%m}")
        web.article(f"{HOME}/{number}.html", told, ["Nơi có việc sẽ báo thêm.", "Bà con chú ý."])
        return item(told, f"{HOME}/{number}.html", clock() - timedelta(days=5))

    web.feed(
        f"{HOME}/tin.xml",
        news(1, "Cắt điện phường Lê Chân, Hải Phòng ngày {day}", 2),
        news(2, "Cắt nước phường Lê Chân, Hải Phòng ngày {day}: ngừng cấp nước", -2),
        news(3, "Hải Phòng vào hè", 0),
    )
    room = await open_room(folder, web, clock, settings=settings)
    await room.subscriptions.add(f"{HOME}/tin.xml")
    await synced(room, pages=False)
    try:
        async with reading(room, size, settings) as reader:
            yield reader
    finally:
        await room.close()


@by_keyboard("sections", "enter")
async def test_a_followed_place_is_a_section_with_its_unread_count(
    tmp_path: Path, english: None
) -> None:
    async with neighbourhood(tmp_path) as reader:
        pane = seen_in(reader, reader.sections)
        assert "My wards" in pane
        assert any("Phường Lê Chân" in line and "2" in line for line in pane.splitlines())
        assert "Atlantis" in status(reader), "that there is no such place is told"
        await reader.press("x", "j", "j", "enter")
        assert list_title(reader).startswith("Phường Lê Chân")
        assert "2 articles" in list_title(reader)


async def test_a_followed_place_is_removed_in_the_settings_only(
    tmp_path: Path, english: None
) -> None:
    async with neighbourhood(tmp_path) as reader:
        await reader.press("x", "j", "j", "d")
        assert "Phường Lê Chân" in seen_in(reader, reader.sections)


async def test_who_follows_nothing_sees_nothing_of_it(tmp_path: Path, english: None) -> None:
    async with neighbourhood(tmp_path, SETTINGS._replace(places=())) as reader:
        assert "My wards" not in seen_in(reader, reader.sections)
        await reader.press("f2")
        assert "config.toml" in reader.text()
        await reader.press("escape")


@by_keyboard("notices")
async def test_notices_to_come_are_above_those_that_are_over_and_open_their_article(
    tmp_path: Path, english: None
) -> None:
    async with neighbourhood(tmp_path, size=(80, 24)) as reader:
        await reader.press("f2")
        text = reader.text()
        assert text.index("Power") < text.index("Water")
        await reader.press("enter")
        assert reader.title().startswith("Cắt điện phường Lê Chân")


@by_mouse("notices")
async def test_a_notice_is_opened_by_the_mouse(tmp_path: Path, english: None) -> None:
    async with neighbourhood(tmp_path) as reader:
        mouse = Mouse(reader)
        await mouse.command("notices")
        await mouse.click("Cắt điện phường Lê Chân", reader.app.screen.query_one(OptionList))
        assert reader.title().startswith("Cắt điện phường Lê Chân")


async def test_places_written_into_the_settings_are_followed_at_once(
    tmp_path: Path, english: None
) -> None:
    async with neighbourhood(tmp_path, SETTINGS._replace(places=())) as reader:
        await reader.press("f2")
        assert "You follow no place yet" in reader.text()
        await reader.press("escape")
        file = reader.newsroom.paths.config
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('places = ["Lê Chân", "Atlantis"]\n', "utf-8")
        reader.controllers.settings.look()
        await reader.settle()
        assert "Phường Lê Chân" in seen_in(reader, reader.sections)
        assert "Atlantis" in status(reader), "that there is no such place is told"
        await reader.press("f2")
        assert "Cắt điện phường Lê Chân" in reader.text()
        await reader.press("escape")
        file.write_text("places = []\n", "utf-8")
        reader.controllers.settings.look()
        await reader.settle()
        assert "Phường Lê Chân" not in seen_in(reader, reader.sections)
