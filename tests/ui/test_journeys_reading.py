"""Journeys by keyboard alone: reading, other news, the trail, marks, looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from hpreader.config import Settings
from tests.support import town
from tests.support.browser import Browser
from tests.support.journey import (
    by_keyboard,
    headline_at_cursor,
    in_article,
    key_line,
    list_title,
    status,
)
from tests.support.reader import Reader, town_reader
from tests.support.web import Web, link


@by_keyboard(
    "down", "up", "end", "top", "page_down", "page_up", "half_down", "half_up", "enter", "read_on"
)
async def test_a_newcomer_moves_in_the_list_opens_an_article_and_pages_through_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        assert "Choose a headline on the left." in reader.text()
        assert "? Help" in key_line(reader)
        places = []
        for key in ("j", "k", "G", "g", "pagedown", "pageup", "ctrl+d", "ctrl+u", "down"):
            await reader.press(key)
            places.append(headline_at_cursor(reader).split(" về")[0])
        first = "Bài số 1"
        assert places[:4] == ["Bài số 2", first, f"Bài số {town.COUNT}", first]
        assert places[5] == places[7] == first
        assert first not in (places[4], places[6])
        assert places[4] != places[6]

        await reader.press("enter")
        assert "Đoạn 0 của bài 2" in in_article(reader)
        tops = [reader.top_line()]
        for key in ("space", "b", "ctrl+d", "ctrl+u", "j", "k", "pagedown", "pageup"):
            await reader.press(key)
            tops.append(reader.top_line())
        assert tops[0] == tops[2] == tops[4] == tops[6] == tops[8]
        assert len(set(tops)) == 5 - (tops[1] == tops[7])
        await reader.press("G")
        assert "Other news" in in_article(reader)
        await reader.press("g")
        assert reader.top_line() == tops[0]
        for _ in range(20):
            await reader.press("space")
        assert "của bài 2" not in in_article(reader), "on to the next unread one"


@by_keyboard("leave", "next_pane", "previous_pane", "up_level", "escape")
async def test_the_keys_go_from_pane_to_pane_and_up(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        assert "q Up one level" in key_line(reader)
        await reader.press("h")
        assert "q Quit" in key_line(reader)
        await reader.press("h")
        assert "+ Add" in key_line(reader), "the sections"
        await reader.press("tab")
        assert "Enter Choose" in key_line(reader), "the dates"
        await reader.press("shift+tab")
        assert "+ Add" in key_line(reader)
        await reader.press("q")
        assert "q Quit" in key_line(reader)
        await reader.press("shift+tab", "escape")
        assert "q Quit" in key_line(reader)


@by_keyboard("quit")
async def test_one_key_quits_from_anywhere(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "t")
        await reader.press("ctrl+q", settle=False)
        assert not reader.app.is_running or reader.app._exit


@by_keyboard("related", *(f"number_{number}" for number in range(1, 10)), "back")
async def test_other_news_are_looked_at_and_opened_by_their_numbers(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    others = [link(town.title(at), town.url(at), f"Mở đầu bài {at}.") for at in range(2, 11)]
    web.article(
        town.url(1),
        town.title(1),
        town.paragraphs(1),
        related=others,
        date=town.published(1).isoformat(),
    )
    async with town_reader(tmp_path, web, clock) as reader:
        assert "No news in the cache yet" in reader.text()
        await reader.press("R")
        await reader.press("enter", "t")
        assert "Enter: read it" in reader.text()
        assert "5 min read" in reader.text(), "as the list says"
        await reader.press("j")
        assert "Mở đầu bài 3. Đoạn 0" in reader.text()
        await reader.press("escape")
        assert "Enter: read it" not in reader.text()
        for number in range(1, 10):
            await reader.press(str(number))
            assert f"Đoạn 0 của bài {number + 1}" in in_article(reader)
            await reader.press("H")
            assert f"{number + 1}" not in reader.title()


@by_keyboard("hints", "back", "forward", "branch", "trail")
async def test_a_link_leads_away_and_the_trail_leads_back_and_on_and_anywhere(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "f", "f")
        assert "Đoạn 0 của bài 9" in in_article(reader)
        await reader.press("1", "space")
        top = reader.top_line()
        assert "của bài 10" in in_article(reader)
        await reader.press("H")
        assert "Đoạn 0 của bài 9" in in_article(reader)
        await reader.press("L")
        assert reader.top_line() == top
        await reader.press("B")
        assert "Đoạn 0 của bài 1 " in in_article(reader)
        await reader.press("ctrl+y")
        assert "3 steps" in reader.text()
        await reader.press("j", "enter")
        assert "Đoạn 0 của bài 9" in in_article(reader)
        await reader.press("f3", "escape")
        assert "3 steps" not in reader.text()


@by_keyboard("next_article", "previous_article", "next_unread", "previous_unread", "toggle_read")
async def test_the_list_is_read_on_without_going_back_to_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "m")
        assert "All news           11" in reader.text()
        await reader.press("k", "enter", "J")
        assert "Đoạn 0 của bài 2" in in_article(reader)
        await reader.press("K")
        assert "Đoạn 0 của bài 1 " in in_article(reader)
        await reader.press("n")
        assert "Đoạn 0 của bài 3" in in_article(reader), "the second is read"
        await reader.press("h", "G", "enter", "p")
        assert "Đoạn 0 của bài 11" in in_article(reader)


@by_keyboard("all_read", "undo", "toggle_saved", "saved_shelf")
async def test_articles_are_kept_and_marked_and_it_is_all_undone(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "s")
        assert "Saved for later" in reader.text()
        await reader.press("S")
        assert list_title(reader) == "Saved \u2219 1 article"
        assert headline_at_cursor(reader).startswith(town.title(2))
        await reader.press("S", "M")
        assert f"{town.COUNT} marked as read" in reader.text()
        assert f"All news           {town.COUNT}" not in reader.text()
        await reader.press("Z")
        assert f"All news           {town.COUNT}" in reader.text()
        await reader.press("Z", "S")
        assert list_title(reader) == "Saved \u2219 0 articles"


@by_keyboard("find", "filter", "previous_match", "next_unread")
async def test_words_are_found_in_the_article_and_gone_through(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "slash")
        await reader.type("doan 1")
        assert "1/11" in reader.text()
        await reader.press("enter")
        assert "n Next match" in key_line(reader)
        await reader.press("n", "n")
        assert "Đoạn 11 của bài 1" in in_article(reader)
        await reader.press("N", "N", "N")
        assert "Đoạn 19 của bài 1" in in_article(reader), "round the end"
        await reader.press("escape", "ctrl+f")
        await reader.type("lien ket")
        assert "1/1" in reader.text()
        await reader.press("escape")
        assert "Find" not in reader.lines()[-3]


@by_keyboard("browse", "copy_link", "copy_article", "messages")
async def test_an_article_is_taken_elsewhere(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "o")
        assert browser.opened == [town.url(1)]
        assert "Opened in the browser" in reader.text()
        await reader.press("c")
        assert "The link is in the clipboard" in reader.text()
        assert reader.app.clipboard == town.url(1)
        await reader.press("C")
        assert "The text is in the clipboard" in reader.text()
        assert "Đoạn 23 của bài 1" in reader.app.clipboard
        await reader.press("semicolon")
        assert f"Opened in the browser: {town.url(1)}" in reader.text()


@by_keyboard("wider", "narrower", "zen", "switch_theme", "mouse", "pictures", "photo")
async def test_the_article_is_made_to_look_as_one_likes(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    settings = Settings(refresh_minutes=0, theme="dark", pictures="blocks")
    async with town_reader(directory, web, clock, size=(160, 40), settings=settings) as reader:
        await reader.press("enter", "=")
        assert "Measure: 76 cells" in reader.text()
        await reader.press("-", "-")
        assert "Measure: 68 cells" in reader.text()
        await reader.press("z")
        assert "Sections" not in reader.text()
        assert "Đoạn 0 của bài 1 " in in_article(reader)
        await reader.press("z")
        assert "Sections" in reader.text()
        colours = background(reader)
        await reader.press("T")
        assert background(reader) != colours
        await reader.press("f4")
        assert "The mouse is the terminal's" in reader.text()
        await reader.press("P")
        assert "Photos are off" in reader.text()
        await reader.press("V")
        assert "This article has no photos." in reader.text()


def background(reader: Reader) -> str:
    """The colour of the screen's first cell."""
    segment = next(iter(reader.app.screen._compositor.render_strips()[-3]))
    return str(segment.style and segment.style.bgcolor)


@by_keyboard("queue", "refresh_all")
async def test_on_a_train_an_article_is_asked_for_and_read_when_there_is_a_network(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        web.gone_offline()
        await reader.press("j", "j", "enter", "4")
        assert status(reader).strip().startswith("Offline")
        assert "1 waiting" in status(reader)
        await reader.press("X")
        assert "Chưa tải về máy bao giờ" in reader.text()
        await reader.press("escape")
        web.back_online()
        web.article(town.MISSING, "Chưa tải về máy bao giờ", ["Cuối cùng cũng đã tải về."] * 5)
        await reader.press("R")
        assert status(reader).strip().startswith("Online")
        await reader.press("4")
        assert "Cuối cùng cũng đã tải về." in in_article(reader)


async def test_the_pane_that_had_the_keys_is_the_one_that_stays_when_the_window_becomes_narrow(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        await reader.resize(60, 24)
        assert "Đoạn 0 của bài 1 " in reader.text()
        await reader.resize(120, 40)
        await reader.press("x")
        await reader.resize(60, 24)
        assert "Báo thử" in reader.text()
        assert "Đoạn 0 của bài 1 " not in reader.text()
