"""Journeys through other lists: the selected article stays selected, and on its row of the screen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support import town
from tests.support.journey import CURSOR, by_keyboard, headline_at_cursor, list_title, seen_in
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

SHORT = (120, 24)
"""A window in which the list of the town is longer than the pane."""


def screen_row(reader: Reader) -> int:
    """The line of the pane on which the selected headline begins."""
    lines = seen_in(reader, reader.headlines).splitlines()
    return next(number for number, line in enumerate(lines) if line.startswith(CURSOR))


def place(reader: Reader) -> tuple[str, int]:
    """The selected headline and its line in the pane."""
    return headline_at_cursor(reader), screen_row(reader)


def selects(reader: Reader, number: int) -> bool:
    """Is this article of the town selected?"""
    return f"Bài số {number} về" in headline_at_cursor(reader)


async def select_in_the_middle(reader: Reader) -> tuple[str, int]:
    """Select article 6 after scrolling, so that it is neither the first row nor the last one in sight."""
    await reader.press("G", *["k"] * 6)
    assert selects(reader, 6)
    return place(reader)


@pytest.mark.parametrize(
    "keys",
    [
        [".", "."],
        ["comma"] * 5,
        ["S", "S"],
        ["|"] * 3,
        ["T", "T"],
        ["F", "escape"],
        ["x", "escape"],
        ["x", "j", "j", "j", "j", "enter", "x", "g", "enter"],
        [">", ">", ">", ">", "<", "<", "<", "<"],
        ["D", "enter", "0"],
    ],
    ids=" ".join,
)
@by_keyboard()
async def test_there_and_back_again_is_the_same_place(
    keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        before = await select_in_the_middle(reader)
        await reader.press(*keys)
        assert place(reader) == before


@by_keyboard("filter", "escape")
async def test_after_a_filter_the_article_that_was_selected_is_selected_again(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        before = await select_in_the_middle(reader)
        await reader.press("/")
        await reader.type("bai so 1")
        assert selects(reader, 1)
        await reader.press("escape")
        assert place(reader) == before
        # One that the filter keeps stays selected while the words are typed.
        await reader.press("/")
        await reader.type("bai so 6")
        assert selects(reader, 6)
        await reader.press("enter", "escape")
        assert place(reader) == before


@by_keyboard("filter", "escape", "enter")
async def test_after_a_filter_the_article_that_was_opened_in_it_is_selected(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        await select_in_the_middle(reader)
        await reader.press("/")
        await reader.type("bai so 1")
        await reader.press("enter", "enter", "h", "escape")
        assert selects(reader, 1)


@by_keyboard("filter", "escape")
async def test_after_a_filter_the_article_to_which_the_cursor_was_moved_is_selected(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        await select_in_the_middle(reader)
        await reader.press("/")
        await reader.type("bai so 1")
        await reader.press("enter", "j", "j")
        chosen = headline_at_cursor(reader)
        await reader.press("escape")
        assert headline_at_cursor(reader) == chosen


@pytest.mark.parametrize(
    "keys",
    [["."], ["comma"], ["comma"] * 2, ["comma"] * 3, ["comma"] * 4, [">"] * 4, ["x", "G", "enter"]],
    ids=" ".join,
)
@by_keyboard()
async def test_another_list_with_the_selected_article_keeps_it_selected(
    keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 16)) as reader:
        await select_in_the_middle(reader)
        row = screen_row(reader)
        before = list_title(reader)
        await reader.press(*keys)
        assert list_title(reader) != before
        assert selects(reader, 6)
        pane = reader.headlines
        if 0 < round(pane.scroll_y) < pane.max_scroll_y:  # not held by an end of the list
            assert screen_row(reader) == row


@by_keyboard("saved_shelf", "toggle_saved", "back")
async def test_back_from_the_shelf_and_from_a_search_is_the_same_place(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        await reader.press(">", "<", "j", "s")
        before = await select_in_the_middle(reader)
        await reader.press("S")
        assert selects(reader, 2)
        await reader.press("H")
        assert place(reader) == before
        await reader.press("F")
        await reader.type("song cam")
        await reader.press("escape")
        assert place(reader) == before


@by_keyboard("refresh_all")
async def test_a_sync_keeps_the_selection_where_it_is(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        before = await select_in_the_middle(reader)
        clock.time += timedelta(hours=2)
        news = town.Item("Tin mới toanh", f"{town.HOME}/moi.html", clock.time, "Mới.")
        web.article(news.url, news.title, town.paragraphs(1))
        web.feed(town.SECTIONS["Chính trị"], news, town.entry(1))
        await reader.press("R")
        assert "13 articles" in list_title(reader)
        assert place(reader) == before


@pytest.mark.parametrize("width", [79, 80, 100, 119, 121, 160, 200])
async def test_a_resize_and_back_again_is_the_same_place(
    width: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        before = await select_in_the_middle(reader)
        await reader.resize(width, 24)
        assert selects(reader, 6)
        pane = reader.headlines
        if 0 < round(pane.scroll_y) < pane.max_scroll_y:  # not held by an end of the list
            assert screen_row(reader) == before[1]
        await reader.resize(width, 12)
        assert selects(reader, 6)
        await reader.resize(*SHORT)
        assert place(reader) == before


async def test_a_resize_while_an_article_covers_the_list_keeps_the_place(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=SHORT) as reader:
        before = await select_in_the_middle(reader)
        await reader.press("enter")
        await reader.resize(90, 24)
        await reader.resize(70, 30)
        await reader.resize(*SHORT)
        await reader.press("h")
        assert screen_row(reader) == before[1]
        assert selects(reader, 6)


async def test_the_wheel_decides_about_the_row_as_well(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    from tests.support.journey import Mouse  # noqa: PLC0415 - the only journey here by mouse

    async with town_reader(directory, web, clock, size=SHORT) as reader:
        await select_in_the_middle(reader)
        await Mouse(reader).wheel(reader.headlines, -1)
        before = place(reader)
        await reader.press("/")
        await reader.type("bai so 1")
        await reader.press("escape")
        assert place(reader) == before


@by_keyboard("enter", "back")
async def test_after_a_restart_enter_opens_an_article_beside_the_list_that_is_shown(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(">", ">", ">", ">", ".", "j", "enter", "space")
        assert list_title(reader).startswith("Đời sống")
        top = reader.top_line()
        steps = [visit.title for visit in reader.history]
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "j")
        before = place(reader)
        assert selects(reader, 4)
        await reader.press("enter")
        assert reader.title() == town.title(4)
        assert reader.top_line() == top, "it is opened where it was left"
        assert list_title(reader) == "All news \u2219 12 articles"
        assert screen_row(reader) == before[1]
        assert selects(reader, 4)
        assert [visit.title for visit in reader.history] == steps, "it is no new step"
        await reader.press("n")
        assert reader.title() == town.title(5)
        await reader.press("H")
        assert list_title(reader) == "All news \u2219 12 articles"
        assert selects(reader, 4)
