"""Journeys with the mouse alone."""

from pathlib import Path

from tests.ui import town
from tests.ui.journey import (
    Mouse,
    by_mouse,
)
from tests.ui.reader import town_reader
from tests.web import Web


@by_mouse("help", "wider")
async def test_a_click_on_a_command_in_the_help_does_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.click(town.title(1))
        await mouse.command("wider")
        assert "Measure: " in reader.text()
        assert "Type to search" not in reader.text()


async def test_what_cannot_be_done_now_is_not_done_by_a_click_in_the_help_either(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.command("undo")
        assert "Type to search" in reader.text()


async def test_a_click_beside_a_dialog_closes_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        for name, words in (("help", "Type to search"), ("queue", "Nothing waits")):
            await mouse.command(name) if name != "help" else await mouse.click(" Help")
            assert words in reader.text()
            await mouse.click(words)
            assert words in reader.text(), "a click inside does not"
            await mouse.click_at(1, 1)
            assert words not in reader.text()
            assert reader.app.screen is reader.browser
