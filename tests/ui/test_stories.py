"""Journeys through stories: one row for each event, its timeline, and articles that are parted from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from hpreader.config import Settings
from hpreader.model import VIETNAM, ListQuery
from hpreader.ui.dialogs.brief import BriefDialog
from hpreader.ui.dialogs.story import StoryDialog
from hpreader.ui.screen import ReaderScreen
from tests.support.journey import (
    Mouse,
    by_keyboard,
    by_mouse,
    headline_at_cursor,
    in_article,
    key_line,
    list_title,
    seen_in,
)
from tests.support.reader import Reader, reading
from tests.support.story_desk import StoryDesk, event, id_of

QUIET = Settings(refresh_minutes=0, theme="dark")
FOLDED = QUIET._replace(stories=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StoryDesk]:
    desk = StoryDesk.within(tmp_path)
    desk.put(*event("trom-xe-may"), *event("chay-kho-go"), *event("gia-ca-giam"))
    yield desk
    desk.close()


@asynccontextmanager
async def reader_of(
    desk: StoryDesk, settings: Settings = QUIET, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Reader]:
    room = desk.open(settings)
    async with reading(room, size, settings) as reader:
        yield reader


def rows(reader: Reader) -> list[str]:
    """The titles of the list."""
    window = reader.headlines.window
    return [line.title for line in window.rows.slice(0, window.count)]


def title(name: str, number: int) -> str:
    return event(name)[number].report.title


@pytest.mark.parametrize("key", ["Q", "number_sign"])
async def test_no_dialog_opens_over_what_the_user_went_on_with(
    key: str, desk: StoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader_of(desk) as reader:
        compared, update = asyncio.Event(), reader.newsroom.stories.update

        async def update_slowly(day: date | None = None) -> bool:
            await compared.wait()
            return await update(day)

        monkeypatch.setattr(reader.newsroom.stories, "update", update_slowly)
        await reader.press(key, settle=False)
        assert "Stop comparing" in key_line(reader)
        await reader.press("escape", settle=False)
        assert "Stop comparing" not in key_line(reader)
        assert "Comparing the articles" not in reader.text()
        await reader.press(key, "enter", settle=False)
        compared.set()
        await reader.settle()
        assert reader.is_reading
        assert isinstance(reader.app.screen, ReaderScreen)
        await reader.press(key)
        assert isinstance(reader.app.screen, BriefDialog | StoryDialog)


def timeline(reader: Reader) -> str:
    assert isinstance(reader.app.screen, StoryDialog)
    return seen_in(reader, reader.app.screen.options)


async def test_the_list_is_as_it_was_until_stories_are_wanted(desk: StoryDesk) -> None:
    async with reader_of(desk) as reader:
        assert len(rows(reader)) == 7
        assert "+1" not in reader.text()


@by_keyboard("fold_stories")
async def test_one_key_folds_the_list_and_the_choice_is_kept(desk: StoryDesk) -> None:
    async with reader_of(desk) as reader:
        await reader.press("*")
        await reader.settle()
        # The newest, under the cursor, stays; the first report of each day is the row of its event.
        assert rows(reader) == [
            title("chay-kho-go", 2),
            title("gia-ca-giam", 0),
            title("chay-kho-go", 0),
            title("trom-xe-may", 0),
        ]
        assert "+2" in reader.text()
        assert "+1" in reader.text()
        assert "7 articles in 4 rows" in list_title(reader), "days and sections count 7 too"
        await reader.press("*")
        assert len(rows(reader)) == 7
        await reader.press("*")
    desk.close()
    async with reader_of(desk) as reader:
        assert len(rows(reader)) == 4, "as it was left"


async def test_the_setting_folds_lists_from_the_first_picture_on(desk: StoryDesk) -> None:
    await desk.open().stories.update()
    async with reader_of(desk, FOLDED) as reader:
        assert len(rows(reader)) == 4
        await reader.press(".")
        assert len(rows(reader)) == 4, "of unread articles too"


async def test_a_list_that_is_folded_later_leaves_the_cursor_where_it_is(desk: StoryDesk) -> None:
    async with reader_of(desk) as reader:
        reader.headlines.select(id_of(reader.newsroom, event("trom-xe-may")[1]))
        await reader.press("*")
        await reader.settle()
        assert headline_at_cursor(reader).startswith(title("trom-xe-may", 1)[:20])
        assert title("trom-xe-may", 0) in rows(reader)
        assert title("trom-xe-may", 2) not in rows(reader)


@by_keyboard("story", "undo")
async def test_the_timeline_tells_who_wrote_what_and_an_article_can_be_parted(
    desk: StoryDesk,
) -> None:
    async with reader_of(desk, FOLDED) as reader:
        await reader.press("G", "#")
        await reader.settle()
        shown = timeline(reader)
        assert shown.index("Báo Cảng") < shown.index("Tin Sông") < shown.index("Nhịp Phố")
        assert "The same text" in shown
        assert "+ " in shown, "what the third one adds"
        assert "names" not in shown
        await reader.press("w")
        assert "names" in timeline(reader), "the evidence"
        assert "Trịnh Văn Khoái" in timeline(reader), "as the report writes it"
        assert "trinh van khoai" not in timeline(reader)
        await reader.press("j", "j", "d")
        await reader.settle()
        assert title("trom-xe-may", 2) in rows(reader)
        await reader.press("Z")
        await reader.settle()
        assert title("trom-xe-may", 2) not in rows(reader)


@by_keyboard("story")
async def test_an_article_of_the_timeline_is_opened(desk: StoryDesk) -> None:
    async with reader_of(desk) as reader:
        await reader.press("G", "#")
        await reader.settle()
        await reader.press("j", "j", "enter")
        await reader.settle()
        assert reader.article.article is not None
        assert reader.article.article.title == title("trom-xe-may", 2)


@by_keyboard("story")
async def test_an_article_that_is_alone_says_so(desk: StoryDesk) -> None:
    async with reader_of(desk) as reader:
        reader.headlines.select(id_of(reader.newsroom, event("gia-ca-giam")[0]))
        await reader.press("#")
        await reader.settle()
        assert "No other article in the cache reports this event." in reader.told()


async def test_a_copy_is_read_with_what_it_copies_and_another_report_is_not(
    desk: StoryDesk,
) -> None:
    async with reader_of(desk, FOLDED) as reader:
        await reader.press("G", "enter")
        await reader.settle()
        room = reader.newsroom
        read = [room.articles.headline(id_of(room, one)).read for one in event("trom-xe-may")]
        assert read == [True, True, False]
    desk.close()
    desk.put(*event("khai-truong-thu-vien"))
    async with reader_of(desk) as reader:  # without stories nothing else is marked
        before = room_unread(reader)
        await reader.press("enter")
        await reader.settle()
        assert room_unread(reader) == before - 1


def room_unread(reader: Reader) -> int:
    return reader.newsroom.lists.rows(ListQuery(unread=True)).count()


@by_mouse("story", "fold_stories")
async def test_stories_by_the_mouse(desk: StoryDesk) -> None:
    async with reader_of(desk) as reader:
        mouse = Mouse(reader)
        await mouse.command("fold_stories")
        await reader.settle()
        assert len(rows(reader)) == 4
        await mouse.command("story")
        await reader.settle()
        assert title("chay-kho-go", 0)[:20] in timeline(reader)


async def test_a_report_that_a_rule_hides_hides_no_other_behind_it(desk: StoryDesk) -> None:
    async with reader_of(desk, FOLDED) as reader:
        await reader.settle()
        assert title("trom-xe-may", 2) not in rows(reader)
        words = title("trom-xe-may", 0)
        reader.newsroom.rules.path.write_text(
            f'[[rule]]\nwords = "{words}"\nmute = true\n', "utf-8"
        )
        reader.controllers.outside.look()
        await reader.settle()
        assert title("trom-xe-may", 0) not in rows(reader)
        assert title("trom-xe-may", 1) in rows(reader), "the next report is the row of the event"
        assert len(rows(reader)) == reader.headlines.window.count == 4
        assert "6 articles in 4 rows" in list_title(reader)


async def test_what_another_process_found_folds_the_list_too(desk: StoryDesk) -> None:
    async with reader_of(desk, FOLDED) as reader:
        await reader.settle()
        await desk.open().stories.split(id_of(reader.newsroom, event("trom-xe-may")[2]))
        reader.controllers.outside.look()
        await reader.settle()
        assert title("trom-xe-may", 2) in rows(reader)


@by_keyboard("brief")
async def test_the_brief_compares_what_nothing_else_has_compared(desk: StoryDesk) -> None:
    desk.time = datetime(2026, 3, 12, 9, tzinfo=VIETNAM)
    async with reader_of(desk) as reader:
        await reader.press("Q")
        await reader.settle()
        assert isinstance(reader.app.screen, BriefDialog)
        shown = seen_in(reader, reader.app.screen.options)
        assert "One event, several reports (4)" in shown
        assert "+1 article" in shown
        assert "Comparing" not in reader.text()


async def test_an_article_tells_its_paper_where_there_are_several(desk: StoryDesk) -> None:
    async with reader_of(desk, size=(80, 24)) as reader:
        await reader.press("G", "enter")
        assert "\u2219 Báo Cảng" in in_article(reader)


async def test_what_is_wrapped_of_a_report_is_indented_so_that_the_next_one_is_seen(
    desk: StoryDesk,
) -> None:
    async with reader_of(desk, FOLDED, (60, 24)) as reader:
        await reader.press("G", "#")
        await reader.settle()
        await reader.press("w")
        shown = [line for line in timeline(reader).splitlines() if line.strip()]
        begins = [line for line in shown if line.strip()[:5] == "11/03"]
        assert len(begins) == 3
        indents = {len(line) - len(line.lstrip()) for line in shown if line not in begins}
        assert indents == {4, 6}
