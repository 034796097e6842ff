"""Journeys with the mouse alone."""

from datetime import timedelta
from pathlib import Path

from tests.support import town
from tests.support.journey import (
    Mouse,
    by_mouse,
    in_article,
    key_line,
    list_title,
    seen_in,
    status,
)
from tests.support.reader import town_reader
from tests.support.web import Web


async def test_an_article_its_link_and_its_other_news_are_opened_and_the_trail_gone_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.click("Bài số 2")
        assert "Đoạn 0 của bài 2" in in_article(reader)
        await mouse.click("một liên kết", reader.article)
        assert "Đoạn 0 của bài 9" in in_article(reader)
        await mouse.wheel(reader.article, 60)
        await mouse.point_at("Bài số 11", reader.article)
        assert "Enter: read it" in reader.text(), "what is under the mouse is shown"
        await mouse.point_at("Bài số 3", reader.headlines)
        assert "Enter: read it" not in reader.text()
        await mouse.click("Bài số 11", reader.article)
        assert "Đoạn 0 của bài 11" in in_article(reader)
        await mouse.click("Bài số 9", reader.breadcrumbs)
        assert "Đoạn 23 của bài 9" in in_article(reader), "at the line where it was left"
        await mouse.click("⋯", reader.breadcrumbs)
        assert "Đoạn 0 của bài 2" in in_article(reader), "what is left out after the list"


async def test_sections_days_and_months_are_chosen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.click("Đời sống", reader.sections)
        assert list_title(reader) == "Đời sống \u2219 6 articles"
        await mouse.click("18", reader.dates)
        assert list_title(reader) == "Đời sống \u2219 1 article \u2219 18/03/2026"
        await mouse.click("18", reader.dates)
        assert list_title(reader) == "Đời sống \u2219 6 articles"
        await mouse.click("\u2039", reader.dates)
        assert "02/2026" in reader.text()
        await mouse.click("\u203a", reader.dates)
        assert "03/2026" in reader.text()
        await mouse.click("Saved", reader.sections)
        assert list_title(reader) == "Saved \u2219 0 articles"


async def test_the_wheel_and_the_bar_move_each_pane_and_the_cursor_stays(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 20)) as reader:
        mouse = Mouse(reader)
        await mouse.click("Bài số 1", reader.headlines)
        await reader.rest()  # its row says how far it has been read
        for pane in (reader.headlines, reader.article):
            before = seen_in(reader, pane)
            await mouse.wheel(pane, 3)
            assert seen_in(reader, pane) != before
            await mouse.wheel(pane, -3)
            assert seen_in(reader, pane) == before
            bar = pane.vertical_scrollbar.region
            await mouse.drag((bar.x, bar.y), (bar.x, bar.bottom - 1))
            assert seen_in(reader, pane) != before
        assert town.title(12) in seen_in(reader, reader.headlines)
        assert "Other news" in in_article(reader)
        assert reader.title() == town.title(1)


async def test_the_wheel_moves_the_sections_when_there_are_many(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        for number in range(9):
            feed = f"https://khac{number}.vn/feed"
            web.feed(feed, town.entry(1), title=f"Báo khác {number}")
            await reader.newsroom.subscriptions.add(feed)
        reader.controllers.list_display.changed()
        await reader.settle()
        mouse, pane = Mouse(reader), reader.sections
        assert "Báo khác 8" not in seen_in(reader, pane)
        await mouse.wheel(pane, 6)
        await mouse.click("Báo khác 8", pane)
        assert list_title(reader).startswith("Báo khác 8")


@by_mouse("enter", "filter", "next_unread", "toggle_saved", "up_level", "back", "forward")
async def test_the_keys_in_the_lowest_line_can_be_clicked(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse, keys = Mouse(reader), reader.hints
        await mouse.click("Open", keys)
        assert "Đoạn 0 của bài 1 " in in_article(reader)
        await mouse.click("Save", keys)
        assert "Saved for later" in reader.text()
        await mouse.click("Next unread", keys)
        assert "Đoạn 0 của bài 2" in in_article(reader)
        await mouse.click("Back", keys)
        assert "Đoạn 0 của bài 1 " in in_article(reader)
        await mouse.click("Forward", keys)
        assert "Đoạn 0 của bài 2" in in_article(reader)
        await mouse.click("Find", keys)
        assert "Find" in reader.lines()[-3]
        await mouse.click("Cancel", keys)
        assert "Find" not in reader.lines()[-3]
        await mouse.click("Up one level", keys)
        assert "q Quit" in key_line(reader)


@by_mouse("add_source", "remove_source", "undo", "help")
async def test_the_dialogs_are_answered_by_clicks(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.command("sections")
        await mouse.click("Add", reader.hints)
        assert "The address of a feed" in reader.text()
        await mouse.click_at(1, 1)
        await mouse.click("Báo thử", reader.sections)
        await mouse.command("sections")
        await mouse.click("Remove", reader.hints)
        await mouse.click("Keep")
        assert "Báo thử" in seen_in(reader, reader.sections)
        await mouse.click("Remove", reader.hints)
        await mouse.click("Remove", nth=1)
        assert "Báo thử" not in seen_in(reader, reader.sections)
        await mouse.command("undo")
        assert "Báo thử" in seen_in(reader, reader.sections)


@by_mouse("refresh", "refresh_all", "queue", "search")
async def test_news_are_fetched_and_what_waits_is_opened_by_clicks(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        clock.time += timedelta(hours=2)
        news = town.Item("Tin mới toanh", f"{town.HOME}/moi.html", clock.time, "Mới.")
        web.feed(town.SECTIONS["Chính trị"], news, town.entry(1))
        await mouse.click("Refresh", reader.hints)
        await mouse.wheel(reader.headlines, -9)
        assert "Tin mới toanh" in seen_in(reader, reader.headlines)
        web.gone_offline()
        await mouse.command("refresh_all")
        assert "Offline" in status(reader)
        await mouse.click("Bài số 3")
        await mouse.wheel(reader.article, 60)
        await mouse.click("Chưa tải về", reader.article)
        assert "1 waiting" in status(reader)
        web.back_online()
        web.article(town.MISSING, "Chưa tải về máy bao giờ", ["Cuối cùng cũng đã tải về."] * 5)
        await mouse.command("queue")
        await mouse.click("Chưa tải về", reader.app.screen.query_one("OptionList"))
        assert "Cuối cùng cũng đã tải về." in in_article(reader)
        await mouse.command("search")
        assert "Words, " in reader.text()
        await mouse.click_at(1, 1)
        assert "Words, " not in reader.text()


@by_mouse("quit")
async def test_a_click_quits(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await Mouse(reader).command("quit")
        assert not reader.app.is_running or reader.app._exit


# --- dialogs ------------------------------------------------------------------------------------


async def test_what_cannot_be_done_now_is_not_done_by_a_click_in_the_help_either(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await Mouse(reader).command("undo")
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
            assert reader.app.screen is reader.screen
