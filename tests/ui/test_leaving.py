"""Whatever takes the terminal away, the reader keeps where it was and its process ends.

The process ends itself after 1.3 seconds; the tests give a busy machine 20. That the process is gone
means that none of its threads is left.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hpreader.config import Settings
from hpreader.model import ArticleRef
from hpreader.newsroom import Newsroom
from tests.support import town
from tests.support.program import Program
from tests.support.pty import Terminal, left_on, terminal

HANG_UP, TERMINATED = 128 + signal.SIGHUP, 128 + signal.SIGTERM

HANDLED, IGNORED = "SIG_DFL", "SIG_IGN"
WITH_SIGHUP = """
import os, signal, sys
signal.signal(signal.SIGHUP, getattr(signal, sys.argv[1]))
os.execv(sys.argv[2], sys.argv[2:])
"""
"""Starts a program with SIGHUP as a shell leaves it, or as nohup does."""


@pytest.fixture
def program(tmp_path: Path, printed: Path) -> Program:
    """A home with the town's news, all of it in the cache."""
    program = Program(tmp_path)
    for path, name in ((program.places.data, "reader"), (program.places.cache, "cache")):
        path.parent.mkdir(parents=True)
        path.write_bytes((printed / f"{name}.sqlite3").read_bytes())
    return program


def start(program: Program, sighup: str = HANDLED, *, strict: bool = True) -> list[str]:
    # Not strict where a signal may come while a module is read, which leaves its file to the collector.
    reader = program.command("--offline", "--lang=en", strict=strict)
    return [sys.executable, "-c", WITH_SIGHUP, sighup, *reader]


def read_an_article(screen: Terminal) -> None:
    """Open the first article and go to its end, which is not yet written down."""
    screen.wait_for("Dates")
    screen.press("\r")
    screen.wait_for("Đoạn 1 của bài 1:")
    screen.press("G")
    screen.wait_for("100 %")


def kept(program: Program) -> tuple[list[str], bool]:
    """The titles of the trail, and whether the first article was read to its last lines."""

    async def look() -> tuple[list[str], bool]:
        room = Newsroom.open(program.places, Settings(), offline=True)
        trail = (await room.trail.resume()).items
        ids = [visit.location.id for visit in trail if isinstance(visit.location, ArticleRef)]
        reached = room.articles.progress(ids[:1])
        await room.close()
        return [visit.title for visit in trail], any(
            each.shown > NEARLY_ALL for each in reached.values()
        )

    return asyncio.run(look())


READ = ([town.title(1)], True)
NEARLY_ALL = 0.9
"""A line above the end is as good, where keys go up and down while the reader is ended."""


def close(screen: Terminal) -> int:
    return screen.hang_up()


def close_while_it_draws(screen: Terminal) -> int:
    screen.press("kGkGkGkGkG" * 30)
    return screen.hang_up()


def close_when_nothing_is_read_any_more(screen: Terminal) -> int:
    stall(screen)
    return screen.hang_up()


def stall(screen: Terminal) -> None:
    """Have so much drawn that the terminal takes no more, and the program waits for it."""
    for _ in range(20):
        screen.press("kGkG" * 20)


def signal_with_the_terminal_there(screen: Terminal) -> int:
    screen.send_signal(signal.SIGHUP)
    return screen.ended()


def signal_a_stalled_terminal(screen: Terminal) -> int:
    stall(screen)
    screen.send_signal(signal.SIGHUP)
    return screen.ended()


def signal_twice_and_close(screen: Terminal) -> int:
    screen.send_signal(signal.SIGHUP)
    screen.send_signal(signal.SIGCONT)
    screen.send_signal(signal.SIGHUP)
    return screen.hang_up()


def continue_and_close(screen: Terminal) -> int:
    for _ in range(3):
        screen.send_signal(signal.SIGCONT)
    return screen.hang_up()


def suspend_resume_and_close(screen: Terminal) -> int:
    screen.suspend()
    screen.resume()
    screen.wait_for("100 %")
    return screen.hang_up()


def close_while_it_is_suspended(screen: Terminal) -> int:
    screen.suspend()
    screen.close_terminal()
    screen.send_signal(signal.SIGCONT)
    return screen.ended()


@pytest.mark.parametrize("sighup", [HANDLED, IGNORED])
@pytest.mark.parametrize(
    "end",
    [
        close,
        close_while_it_draws,
        signal_with_the_terminal_there,
        signal_twice_and_close,
        continue_and_close,
        suspend_resume_and_close,
        close_while_it_is_suspended,
    ],
)
def test_a_terminal_that_goes_away_ends_the_reader_and_its_place_is_kept(
    program: Program, end: Callable[[Terminal], int], sighup: str
) -> None:
    with terminal(start(program, sighup), program.environment(), 120, 40) as screen:
        read_an_article(screen)
        assert end(screen) == HANG_UP
    assert kept(program) == READ


@pytest.mark.parametrize("end", [close_when_nothing_is_read_any_more, signal_a_stalled_terminal])
def test_a_terminal_that_takes_no_more_text_does_not_hold_up_the_end(
    program: Program, end: Callable[[Terminal], int]
) -> None:
    with terminal(start(program), program.environment(), 120, 40) as screen:
        read_an_article(screen)
        assert end(screen) == HANG_UP
    assert kept(program) == READ


@pytest.mark.parametrize("stalls", [False, True])
def test_the_system_ends_the_reader_and_its_place_is_kept(program: Program, stalls: bool) -> None:
    with terminal(start(program), program.environment(), 120, 40) as screen:
        read_an_article(screen)
        if stalls:
            stall(screen)
        screen.terminate()
        assert (screen.ended() if stalls else screen.end()[0]) == TERMINATED
    assert kept(program) == READ


@pytest.mark.parametrize("sighup", [HANDLED, IGNORED])
@pytest.mark.parametrize("count", [1, 100, 1_000, 8_000])
def test_a_terminal_that_goes_away_while_the_reader_starts_ends_it(
    program: Program, count: int, sighup: str
) -> None:
    with terminal(start(program, sighup, strict=False), program.environment(), 120, 40) as screen:
        screen.wait_for_bytes(count)
        assert screen.hang_up() in (HANG_UP, -signal.SIGHUP)


def test_a_mode_that_was_changed_for_the_keys_is_given_back(program: Program) -> None:
    with terminal(start(program), program.environment(), 120, 40) as screen:
        before = screen.mode()
        screen.wait_for("Dates")
        assert screen.mode() != before
        screen.suspend()
        assert screen.mode() == before
        screen.resume()
        screen.wait_for("Dates")
        screen.send_signal(signal.SIGHUP)
        assert screen.ended() == HANG_UP
        assert screen.mode() == before


ENDING = [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT]


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("moment", [1, 100, 1_000, 4_000, "Dates"])
def test_a_signal_leaves_the_terminal_as_it_was_at_any_moment(
    program: Program, moment: int | str, number: signal.Signals
) -> None:
    with terminal(start(program, strict=False), program.environment(), 120, 40) as screen:
        before = screen.mode()
        if isinstance(moment, str):
            screen.wait_for(moment)
        else:
            screen.wait_for_bytes(moment)
        screen.send_signal(number)
        status, _ = screen.end()
        assert status == 128 + number
        assert screen.mode() == before
        assert left_on(screen.drawn) == set()


def test_a_suspension_gives_the_terminal_back_with_all_its_modes(program: Program) -> None:
    with terminal(start(program), program.environment(), 120, 40) as screen:
        before = screen.mode()
        screen.wait_for("Dates")
        assert "1049" in left_on(screen.drawn)
        screen.suspend()
        screen.wait_for("\x1b[?1004l")
        assert (left_on(screen.drawn), screen.mode()) == (set(), before)
        screen.resume()
        screen.wait_for("Dates")
        assert "1049" in left_on(screen.drawn)
        screen.send_signal(signal.SIGTERM)
        assert screen.end()[0] == TERMINATED
        assert (left_on(screen.drawn), screen.mode()) == (set(), before)


def test_keys_that_suspend_or_quit_wait_while_the_reader_starts(program: Program) -> None:
    with terminal(start(program), program.environment(), 120, 40) as screen:
        before = screen.mode()
        screen.wait_for_bytes(1)
        screen.press("\x1c\x1a")
        screen.wait_for("\x1b[?1049l")
        screen.wait_until_stopped()
        assert screen.mode() == before
        screen.resume()
        screen.wait_for("Dates")
        screen.press("\x11")
        assert screen.end()[0] == 0


def suspend_a_stalled_terminal_and_close(screen: Terminal) -> int:
    stall(screen)
    screen.send_signal(signal.SIGTSTP)
    screen.close_terminal()
    screen.send_signal(signal.SIGCONT)
    return screen.ended()


def close_and_suspend(screen: Terminal) -> int:
    screen.close_terminal()
    screen.send_signal(signal.SIGTSTP)
    return screen.ended()


@pytest.mark.parametrize(
    "end",
    [
        close,
        close_and_suspend,
        close_while_it_draws,
        close_when_nothing_is_read_any_more,
        signal_with_the_terminal_there,
        suspend_a_stalled_terminal_and_close,
        signal_a_stalled_terminal,
    ],
)
def test_the_sample_newspaper_ends_with_its_terminal_and_leaves_no_files(
    tmp_path: Path, end: Callable[[Terminal], int]
) -> None:
    program = Program(tmp_path)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = program.environment(TMPDIR=str(temporary))
    with terminal(program.command("--lang=en", "demo"), environment, 120, 40) as screen:
        screen.wait_for("new articles")
        screen.press("\r")
        screen.wait_for("›")
        assert end(screen) == HANG_UP
    assert list(temporary.iterdir()) == []
