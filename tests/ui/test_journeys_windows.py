"""Journeys with two windows on the same files, and with a sync by another process."""

from __future__ import annotations

import os
import select
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support import town
from tests.support.journey import by_keyboard, headline_at_cursor, list_title, seen_in
from tests.support.program import Program
from tests.support.pty import Terminal, terminal
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

CTRL_Q = "\x11"


async def look(reader: Reader) -> None:
    """Let the reader look at the files, as it does every two seconds."""
    reader.controllers.outside.look()
    await reader.settle()


# --- under a pilot: another newsroom over the same files ------------------------------------------


async def test_a_sync_of_another_process_is_shown_and_moves_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await look(reader)
        await reader.press("G", *["k"] * 6, "enter", "space")
        top, row = reader.top_line(), reader.headlines.place.position[2]
        clock.time += timedelta(hours=2)
        news = town.Item("Tin mới toanh", f"{town.HOME}/moi.html", clock.time, "Mới.")
        web.article(news.url, news.title, town.paragraphs(1))
        web.feed(town.SECTIONS["Chính trị"], news, town.entry(1))
        other = await town.newsroom(directory, web, clock)
        async for _event in other.syncs.run():
            pass
        await other.close()
        assert "12 articles" in list_title(reader)
        await look(reader)
        assert "13 articles" in list_title(reader)
        assert seen_in(reader, reader.sections).splitlines()[0].split()[-1] == "12"
        assert (reader.top_line(), reader.headlines.place.position[2]) == (top, row)
        assert town.title(6) in headline_at_cursor(reader)
        await reader.press("h", "g")
        assert "Tin mới toanh" in headline_at_cursor(reader)


@by_keyboard("unread_only")
async def test_marks_of_another_window_are_shown_and_leave_the_selected_article_in_the_list(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with (
        town_reader(directory, web, clock) as reader,
        town_reader(directory, web, clock) as other,
    ):
        await reader.press(".", "j", "j")
        await look(reader)
        await other.press("M", "s")
        await look(reader)
        assert list_title(reader) == "All news \u2219 1 article \u2219 unread"
        assert town.title(3) in headline_at_cursor(reader)
        assert seen_in(reader, reader.sections).splitlines()[0].split() == ["All", "news"]
        await reader.press(".", "g")
        assert "\u2726" in seen_in(reader, reader.headlines)
        assert list_title(reader) == "All news \u2219 12 articles"


async def test_what_the_reader_does_itself_is_no_change_of_another_process(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await look(reader)
        await reader.press("enter", "space", "h", "j", "m", "s", "M", ">")
        await reader.rest()
        assert not await reader.newsroom.outside_changes.take()


@by_keyboard("trail", "back")
async def test_the_trails_of_two_windows_are_both_there_after_a_restart(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with (
        town_reader(directory, web, clock) as reader,
        town_reader(directory, web, clock) as other,
    ):
        for one, number in ((reader, 1), (other, 2), (reader, 3), (other, 4), (reader, 5)):
            clock.time += timedelta(minutes=1)
            one.go_to(one.headlines)
            await one.press("g", *["j"] * (number - 1), "enter")
            assert one.title() == town.title(number)
        await other.app.action_quit()
        await reader.press("space")
        last = reader.top_line()
    async with town_reader(directory, web, clock) as reader:
        await reader.press("f3")
        assert all(town.title(number) in reader.text() for number in range(1, 6))
        await reader.press("escape", "H")
        assert (reader.title(), reader.top_line()) == (town.title(5), last)
        await reader.press("H")
        assert reader.title() == town.title(4)
        assert len(reader.history) == 5


# --- on two terminals ----------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path, printed: Path) -> Program:
    """A home with the town's news, all of it in the cache."""
    program = Program(tmp_path)
    for path, name in ((program.places.data, "reader"), (program.places.cache, "cache")):
        path.parent.mkdir(parents=True)
        path.write_bytes((printed / f"{name}.sqlite3").read_bytes())
    return program


def read(screen: Terminal, keys: str, number: int) -> None:
    """Press keys that open an article of the town."""
    screen.press(keys)
    screen.wait_for(f"Đoạn 1 của bài {number}:")


def leave(screen: Terminal) -> None:
    screen.press(CTRL_Q)
    assert screen.end()[0] == 0


def test_two_processes_keep_both_trails(program: Program) -> None:
    command, environment = program.command("--offline", "--lang=en"), program.environment()
    with (
        terminal(command, environment, 120, 40) as one,
        terminal(command, environment, 120, 40) as two,
    ):
        for screen in (one, two):
            screen.wait_for("Dates")
        read(one, "\r", 1)
        read(two, "j\r", 2)
        read(one, "hjj\r", 3)
        read(two, "hjj\r", 4)
        leave(two)
        leave(one)
    with terminal(command, environment, 120, 40) as screen:
        screen.wait_for("Dates")
        screen.press("\x19")  # the trail as a list
        for number in range(1, 5):
            screen.wait_for(town.title(number))
        read(screen, "qH", 3)
        leave(screen)


def test_an_open_window_shows_what_the_other_marked_and_writes_nothing_while_nothing_happens(
    program: Program,
) -> None:
    command, environment = program.command("--offline", "--lang=en"), program.environment()
    with (
        terminal(command, environment, 120, 40) as one,
        terminal(command, environment, 120, 40) as two,
    ):
        for screen in (one, two):
            screen.wait_for("Dates")
        one.press(".")
        one.wait_for("articles \u2219 unread")
        two.press("M")
        one.wait_for("1 article ")
        two.wait_for("marked as read")
        leave(two)
        quiet = quiet_seconds(one, most=20)
        assert quiet >= 5, "two looks at the files and not a byte"
        leave(one)


def quiet_seconds(screen: Terminal, most: float) -> float:
    """The longest time without output, up to 5 seconds, within `most` seconds."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        if not select.select([screen.file], [], [], 5)[0]:
            return 5
        os.read(screen.file, 65_536)
    return 0
