"""The settings while the reader runs: changed in their view, or in the file by an editor."""

from __future__ import annotations

from pathlib import Path

from hpreader.config import Settings, load
from tests.support import town
from tests.support.journey import Mouse, by_keyboard, by_mouse
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

START = Settings(refresh_minutes=0, theme="dark", pictures="off")


def file_of(reader: Reader) -> Path:
    return reader.newsroom.paths.config


def kept(reader: Reader) -> Settings:
    found = load(file_of(reader))
    assert isinstance(found, Settings)
    return found


def write(reader: Reader, text: str) -> None:
    file_of(reader).parent.mkdir(parents=True, exist_ok=True)
    file_of(reader).write_text(text, "utf-8")
    reader.controllers.settings.look()


@by_keyboard("settings")
async def test_a_setting_is_used_and_written_at_once(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 40), settings=START) as reader:
        await reader.press("enter", "f9")
        assert "Settings" in reader.text()
        assert "Theme" in reader.text()
        await reader.press("right")
        assert reader.app.theme.startswith("hpreader-contrast")
        assert "‹ strong contrast ›" in reader.text()
        before = reader.article.viewport.columns.text
        await reader.press("j", "h", "h")
        assert reader.article.viewport.columns.text == before - 8
        await reader.press("j", "l")
        assert "‹ Tiếng Việt ›" in reader.text()
        assert "(hpreader config)" in reader.text()
        await reader.press("escape")
        assert "After a restart: Language" in reader.text()
        found = kept(reader)
        assert (found.theme, found.measure, found.language) == ("contrast", 64, "vi")
        assert not found.complaints
        assert "# pictures_mb = 50" in file_of(reader).read_text("utf-8"), (
            "the others are explained"
        )


@by_mouse("settings")
async def test_a_click_on_a_setting_changes_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=START) as reader:
        mouse = Mouse(reader)
        await mouse.command("settings")
        await mouse.click("Minutes between")
        assert kept(reader).refresh_minutes == 5
        assert "‹ 5 ›" in reader.text()
        await mouse.click_at(1, 1)
        assert "‹ 5 ›" not in reader.text()


async def test_what_an_editor_writes_is_taken_up_and_what_waits_is_told(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 40), settings=START) as reader:
        await reader.press("enter")
        write(reader, 'theme = "light"\nmeasure = 50\nprefetch_mb = 7\npictures = "off"\n')
        await reader.settle()
        assert reader.app.theme == "hpreader-light"
        assert reader.article.viewport.columns.text == 50
        assert reader.newsroom.budget.limit == 7_000_000
        assert "Settings in use: Theme, Width of the text" in reader.text()
        write(
            reader,
            'theme = "light"\nmeasure = 50\nprefetch_mb = 7\npictures = "off"\nlanguage = "vi"\n[keys]\nback = "b"\n',
        )
        await reader.settle()
        assert "After a restart: Language, Keys" in reader.text()
        reader.controllers.settings.look()
        await reader.settle()


async def test_a_file_with_errors_is_told_and_changes_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 40), settings=START) as reader:
        write(reader, "theme = \n")
        await reader.settle()
        assert "line 1" in reader.text()
        assert reader.app.theme == "hpreader-dark"
        await reader.press("enter", "f9", "right")
        assert "line 1" in reader.text()
        assert reader.app.theme == "hpreader-dark"
        assert file_of(reader).read_text() == "theme = \n"
        await reader.press("escape")
        write(reader, 'measure = 44\npictures = "off"\nthema = "light"\n')
        await reader.settle()
        assert "did you mean “theme”" in reader.text()


@by_keyboard("settings", "fold_stories")
async def test_one_row_for_each_event_is_a_setting_that_is_used_at_once(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 40), settings=START) as reader:
        preferences = reader.newsroom.view_preferences
        write(reader, "stories = true\n")
        await reader.settle()
        assert preferences.folds_stories
        assert "One row for each event" in reader.told()[-1]
        await reader.press("*", "f9")
        at = [line for line in reader.text().splitlines() if "One row for each event" in line]
        assert "‹ off ›" in at[0], "as the list is, whatever the file says"
        write(reader, "stories = true\nmeasure = 60\n")
        await reader.settle()
        assert not preferences.folds_stories, "only what was changed in the file is taken up"
        await reader.press("escape")


async def test_a_key_holds_until_the_file_says_something_else(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    """Else `stories = true` in config.toml would do nothing for good after one press of the key."""

    async def folds(*keys: str, stories: bool) -> bool:
        settings = START._replace(stories=stories)
        async with town_reader(directory, web, clock, settings=settings) as reader:
            await reader.press(*keys)
            return reader.newsroom.view_preferences.folds_stories

    assert not await folds("*", stories=True)
    assert not await folds(stories=True), "the choice of the reader's user is kept"
    assert not await folds(stories=False)
    assert await folds("*", stories=False)
    assert await folds(stories=False)
    assert await folds(stories=True)
    assert await folds("*", "*", stories=True)
    assert not await folds(stories=False), (
        "the file says something else than when the key was pressed"
    )
