"""Journeys by keyboard alone: lists, days, sources, searching, help and the palette."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hpreader import i18n
from tests.support import town
from tests.support.journey import (
    by_keyboard,
    headline_at_cursor,
    in_article,
    key_line,
    list_title,
    seen_in,
)
from tests.support.reader import town_reader
from tests.support.web import Web


@by_keyboard("sections", "enter", "next_section", "previous_section")
async def test_a_section_is_chosen_and_its_neighbours(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "G", "enter")
        assert list_title(reader) == "Đời sống \u2219 6 articles"
        await reader.press("<")
        assert list_title(reader) == "Chính trị \u2219 6 articles"
        await reader.press(">", ">")
        assert list_title(reader) == "All news \u2219 12 articles"


@by_keyboard("dates", "day_before", "day_after", "choose_day", "all_days")
async def test_the_news_of_a_day_are_read(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("D", "h", "h", "l")
        assert "19/03: 0 articles" in reader.text()
        await reader.press("k", "right", "enter")
        assert "11/03" not in list_title(reader)
        assert list_title(reader) == "All news \u2219 0 articles \u2219 13/03/2026"
        await reader.press("D", "left", "enter")
        assert list_title(reader) == "All news \u2219 1 article \u2219 12/03/2026"
        assert headline_at_cursor(reader).startswith(town.title(5))
        await reader.press("0")
        assert list_title(reader) == "All news \u2219 12 articles"


@by_keyboard("filter", "unread_only", "sort", "rows_look", "dates_look")
async def test_a_list_is_narrowed_sorted_and_shown_otherwise(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("slash")
        await reader.type("so 11")
        assert "1 article \u2219 “so 11”" in list_title(reader)
        await reader.press("enter", "escape", "m", ".")
        assert list_title(reader) == "All news \u2219 11 articles \u2219 unread"
        await reader.press(".", "comma", "g")
        assert "oldest" in list_title(reader)
        assert town.title(12) in seen_in(reader, reader.headlines).splitlines()[1]
        await reader.press("f6")
        assert "One line for each headline" in reader.text()
        second = seen_in(reader, reader.headlines).splitlines()[3]
        assert "Bài số 11" in second, "days stand between"
        await reader.press("f6", "f7")
        assert "How long ago" in reader.text()
        assert "26/02 06:00" not in seen_in(reader, reader.headlines)


@by_keyboard("add_source", "remove_source", "undo")
async def test_a_source_is_added_and_removed_and_put_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.feed("https://khac.vn/feed", town.entry(1), title="Báo khác")
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "+")
        assert "The address of a feed" in reader.text()
        await reader.type("khac.vn/feed")
        await reader.press("enter")
        assert "Báo khác was added." in reader.text()
        assert "Báo khác" in seen_in(reader, reader.sections)
        await reader.press("G", "d")
        assert "Remove Báo khác?" in reader.text()
        await reader.press("k", "enter")
        assert "Báo khác" not in seen_in(reader, reader.sections)
        await reader.press("Z")
        assert "Báo khác" in seen_in(reader, reader.sections)


async def test_a_known_source_is_added_by_its_name(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "+")
        assert "vnexpress.net" in reader.text()
        await reader.type("vtv.vn")
        await reader.press("enter")
        assert "VTV was added." in reader.text()
    async with town_reader(directory, web, clock, size=(60, 20)) as reader:
        await reader.press("x", "+")
        assert "tuoitre.vn" not in reader.text(), "there is room for the keys only"
        assert "Esc: close" in reader.text()


@by_keyboard("refresh", "refresh_all")
async def test_news_are_fetched_when_one_asks(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        clock.time += timedelta(hours=2)
        news = town.Item("Tin mới toanh", f"{town.HOME}/moi.html", clock.time, "Mới.")
        web.feed(town.SECTIONS["Chính trị"], news, town.entry(1))
        await reader.press("r")
        assert "1 new article" in reader.text()
        await reader.press("g")
        assert headline_at_cursor(reader).startswith("Tin mới toanh")
        web.gone_offline()
        await reader.press("R")
        assert "Offline" in reader.text()


@by_keyboard("search", "sections", "remove_source")
async def test_everything_is_searched_and_the_search_is_kept(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type("con duong section:doi-song")
        await reader.press("escape", "F")
        await reader.type('"bai so 4"')
        assert town.title(4) in reader.text()
        assert "1 article" in reader.text()
        await reader.press("ctrl+s", "enter")
        assert "stands among the sections now." in reader.text()
        await reader.press("enter")
        assert "Đoạn 0 của bài 4" in in_article(reader)
        await reader.press("x", "G", "enter")
        assert list_title(reader).endswith("1 article")
        await reader.press("x", "d")
        assert '"bai so 4"' not in seen_in(reader, reader.sections)


@by_keyboard("help", "zen")
async def test_a_forgotten_key_is_found_in_the_help_and_the_command_done_there(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "?")
        await reader.type("only the article")
        assert "z" in reader.text()
        assert "Space" not in reader.text()
        await reader.press("down", "enter")
        assert "Type to search" not in reader.text()
        assert "Sections" not in reader.text()
        await reader.press("f1", "escape", "escape")
        assert "Sections" in reader.text()


@by_keyboard("palette")
async def test_the_palette_finds_commands_places_articles_and_themes(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("ctrl+p")
        await reader.type("doi song")
        await reader.press("enter")
        assert list_title(reader) == "Đời sống \u2219 6 articles"
        await reader.press("ctrl+p")
        await reader.type("bai so 8")
        await reader.press("enter")
        assert "Đoạn 0 của bài 8" in in_article(reader)
        await reader.press("ctrl+p")
        await reader.type("nord")
        await reader.press("enter")
        assert reader.app.theme == "nord"
        await reader.press("ctrl+p", "escape")
        assert "? Help" in key_line(reader)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_palette_has_a_row_for_each_with_the_keys_at_the_right_and_commands_first(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        await reader.press("ctrl+p")
        dialog = reader.app.screen.query_one(".dialog").region
        assert 0 < dialog.x < dialog.right < size[0], "it is framed as other dialogs are"
        await reader.type("s")
        listed = reader.app.screen.query_one("Palette OptionList")
        rows = [row for row in seen_in(reader, listed).split("\n") if row.strip()]
        save = next(row for row in rows if row.strip().startswith("Save the article"))
        assert save.rstrip().endswith(" s")
        ends = {len(row.rstrip()) for row in rows if row.rstrip().endswith((" s", " S", " F"))}
        assert len(ends) == 1
        await reader.type("o")  # of a command, of a section and of all titles
        rows = seen_in(reader, listed).split("\n")
        kinds = [row.strip() for row in rows if row.strip() in ("Commands", "Sections", "Articles")]
        assert kinds == ["Commands", "Sections", "Articles"]


async def test_the_palette_says_in_the_language_of_the_reader_that_nothing_was_found(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    i18n.use("vi")
    async with town_reader(directory, web, clock) as reader:
        await reader.press("ctrl+p")
        await reader.type("qwz")
        assert "Không tìm thấy gì cho “qwz”." in reader.text()
        assert "No matches" not in reader.text()
        await reader.press("enter", "escape")
        assert reader.app.screen is reader.screen
