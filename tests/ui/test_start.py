"""Keys that are typed while the reader starts: they do what they say, in order, and once."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from hpreader.garbage import START
from hpreader.model import ListQuery
from hpreader.newsroom import Newsroom
from hpreader.ui import ReaderApp
from tests.support import town
from tests.support.key_starts import start_once
from tests.support.program import Program
from tests.support.pty import END, Terminal, terminal
from tests.support.reader import Reader
from tests.support.web import Web

CTRL_Q = "\x11"


# --- under a pilot: the other panes come when the test lets them ----------------------------------


@asynccontextmanager
async def starting(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Reader]:
    """The reader with its headlines on the screen; the other panes wait for `go_on`."""
    monkeypatch.setattr("hpreader.ui.screen.FIRST_PICTURE", 3_600)
    newsroom = await town.newsroom(directory, web, clock, settings=town.QUIET)
    app = ReaderApp(newsroom, town.QUIET)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        yield Reader(app, pilot, newsroom)
        if app.is_running:
            await app.action_quit()
    await newsroom.close()


async def type_ahead(reader: Reader, *keys: str) -> None:
    for key in keys:
        await reader.pilot.press(key)
    assert reader.screen.controllers is None


async def go_on(reader: Reader) -> None:
    reader.screen.call_later(reader.screen._add_panes)
    await reader.app.keys.released.wait()
    await reader.settle()


def unread(newsroom: Newsroom) -> int:
    return newsroom.lists.rows(ListQuery(unread=True)).count()


async def test_enter_typed_before_the_panes_are_there_opens_the_article_once(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting(directory, web, clock, monkeypatch) as reader:
        await type_ahead(reader, "enter")
        await go_on(reader)
        assert reader.title() == town.title(1)
        assert len(reader.history) == 1


async def test_a_command_typed_before_the_panes_are_there_is_not_lost(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting(directory, web, clock, monkeypatch) as reader:
        await type_ahead(reader, "M")
        assert unread(reader.newsroom) == town.COUNT
        await go_on(reader)
        assert unread(reader.newsroom) == 0


async def test_the_cursor_moves_at_once_and_keys_behind_a_command_wait_for_it(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting(directory, web, clock, monkeypatch) as reader:
        await type_ahead(reader, "j")
        assert reader.headlines.cursor == 1
        await type_ahead(reader, "enter", "h", "j", "j")
        assert reader.headlines.cursor == 1
        await go_on(reader)
        assert reader.title() == town.title(2)
        assert reader.headlines.cursor == 3


async def test_words_typed_ahead_go_into_the_dialog_that_was_opened_for_them(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting(directory, web, clock, monkeypatch) as reader:
        await type_ahead(reader, "F", "s", "ô", "space", "j")
        reader.app.post_message(events.Paste("xyz"))
        await go_on(reader)
        assert "sô jxyz" in reader.text()


async def test_a_click_before_the_panes_are_there_opens_the_article(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting(directory, web, clock, monkeypatch) as reader:
        row = next(y for y, line in enumerate(reader.lines()) if town.title(1) in line)
        # The pilot gives a click to the widget itself, a terminal's goes through the application.
        for kind in (events.MouseDown, events.MouseUp):
            reader.app.post_message(kind(None, 40, row, 0, 0, 1, False, False, False, 40, row))
        await reader.pilot.pause()
        assert reader.screen.controllers is None
        await go_on(reader)
        assert reader.title() == town.title(1)


async def test_enter_typed_before_the_first_news_opens_the_first_of_them(
    tmp_path: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hpreader.ui.screen.FIRST_NEWS", 3_600)
    for feed in town.SECTIONS.values():
        web.hangs(feed)
    async with starting(tmp_path, web, clock, monkeypatch) as reader:
        reader.screen.call_later(reader.screen._add_panes)
        await web.wait_asked(next(iter(town.SECTIONS.values())))
        await reader.pilot.press("question_mark")
        assert "Half a page down" in reader.text(), "it needs no headline, so it waits for none"
        await reader.pilot.press("escape")
        await reader.pilot.press("enter")
        assert reader.title() == ""
        for feed in town.SECTIONS.values():
            web.release(feed)
        await reader.app.keys.released.wait()
        await reader.settle()
        assert reader.title() != ""


async def test_keys_do_not_wait_long_for_the_first_news(
    tmp_path: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hpreader.ui.screen.FIRST_NEWS", 0.001)
    for feed in town.SECTIONS.values():
        web.hangs(feed)
    async with starting(tmp_path, web, clock, monkeypatch) as reader:
        await type_ahead(reader, "enter", "question_mark")
        reader.screen.call_later(reader.screen._add_panes)
        await reader.app.keys.released.wait()
        await reader.pilot.pause()
        assert "Half a page down" in reader.text()
        for feed in town.SECTIONS.values():
            web.release(feed)
        await reader.settle()


async def test_what_is_typed_ahead_does_not_hold_up_the_end(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting(directory, web, clock, monkeypatch) as reader:
        await type_ahead(reader, "enter")
        has_ended = asyncio.Event()

        async def end() -> None:
            has_ended.set()

        reader.app.departure.begin(end)
        await asyncio.wait_for(has_ended.wait(), END)


# --- on a terminal: keys at the moments that the program's output tells ---------------------------


@pytest.fixture
def program(tmp_path: Path, printed: Path) -> Program:
    """A home with the town's news, all of it in the cache."""
    program = Program(tmp_path)
    for path, name in ((program.places.data, "reader"), (program.places.cache, "cache")):
        path.parent.mkdir(parents=True)
        path.write_bytes((printed / f"{name}.sqlite3").read_bytes())
    return program


def start(program: Program) -> list[str]:
    return program.command("--offline", "--lang=en")


def read_until(screen: Terminal, moment: str | int) -> None:
    """Wait for some output, or for so many bytes of it; 0 is the moment the process is made."""
    if isinstance(moment, str):
        screen.wait_for(moment)
    else:
        screen.wait_for_bytes(moment)


MOMENTS = [0, "\x1b[c", "\x1b[?1049h", 1_000, 8_000]
"""Python loads; the terminal was asked; Textual has it; the first picture; the other panes come."""

TYPED = {
    "\r": "Đoạn 1 của bài 1:",
    "j\r": "Đoạn 1 của bài 2:",
    "J\r": "Đoạn 1 của bài 2:",
    "\r1": "Đoạn 1 của bài 2:",
    "?": "Half a page down",
    "FBài": "trong câu. Đoạn 1 của",
    "M": "marked as read",
}
"""Keys, and what is seen of them."""


@pytest.mark.parametrize("moment", MOMENTS, ids=repr)
def test_whatever_is_typed_while_the_reader_starts_is_done(
    program: Program, moment: str | int
) -> None:
    for keys, seen in TYPED.items():
        with terminal(start(program), program.environment(), 120, 40) as screen:
            read_until(screen, moment)
            screen.press(keys)
            screen.wait_for(seen)
            screen.press(CTRL_Q)
            assert screen.end()[0] == 0, keys


def test_keys_at_random_moments_of_the_start_are_kept(program: Program) -> None:
    chance = random.Random(13)
    assert [start_once(program, chance) for _ in range(10)] == [""] * 10


def test_keys_are_kept_by_a_terminal_that_is_asked_nothing(program: Program) -> None:
    environment = program.environment(TERM="linux")
    with terminal(start(program), environment, 120, 40) as screen:
        screen.press("j\r")
        screen.wait_for("Đoạn 1 của bài 2:")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


SEPARATELY = """
import os, sys
name = os.ttyname(0)
for number, way in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
    os.dup2(os.open(os.devnull if number == 2 and sys.argv[1] else name, way), number)
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.mark.parametrize("without_stderr", ["", "1"])
def test_input_and_output_may_be_opened_separately(program: Program, without_stderr: str) -> None:
    command = [sys.executable, "-c", SEPARATELY, without_stderr, *start(program)]
    with terminal(command, program.environment(), 120, 40) as screen:
        screen.wait_for("Dates")
        screen.press("\r")
        screen.wait_for("Đoạn 1 của bài 1:")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


GARBAGE = """
import gc, json, sys
from hpreader import garbage

looked, end = [], garbage.collect_as_usual
file = sys.argv.pop(1)

def note(phase, info):
    if phase == "start" and gc.get_threshold()[0] == garbage.START:
        looked.append(info["generation"])

def end_start():
    made = gc.get_count()[0]
    end()
    with open(file, "w") as result:
        json.dump([looked, made, gc.get_freeze_count()], result)

gc.callbacks.append(note)
garbage.collect_as_usual = end_start
from hpreader.__main__ import main
sys.exit(main())
"""


def test_no_garbage_is_looked_for_among_what_the_start_made(
    program: Program, tmp_path: Path
) -> None:
    """Neither while it starts nor at a later key, which would take up to 40 ms longer."""
    result = tmp_path / "garbage.json"
    command = [sys.executable, "-c", GARBAGE, str(result), *start(program)[-2:]]
    with terminal(command, program.environment(), 120, 40) as screen:
        screen.wait_for("Dates")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0
    looked, made, kept = json.loads(result.read_text())
    assert looked == []
    assert made < START
    assert kept > made / 2
