"""A command that a signal ends leaves the terminal as it was."""

from __future__ import annotations

import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hpreader.model import Section, Source
from hpreader.newsroom.clock import wall_clock
from hpreader.store import Store
from tests.support.program import Program
from tests.support.pty import terminal


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A home with one source, whose server accepts connections and never answers."""
    program = Program(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        source = Source("bao", "Báo", url, (Section("Tin", (f"{url}/feed",)),))
        program.places.cache.parent.mkdir(parents=True)
        with Store.open(program.places.cache, program.places.data, now=wall_clock) as store:
            store.sources.put(source)
        yield program


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_sync_that_a_signal_ends_shows_the_cursor_and_takes_its_bar_away(
    program: Program, number: signal.Signals
) -> None:
    command = program.command("sync", "--no-pages")
    with terminal(command, program.environment()) as screen:
        before = screen.mode()
        screen.wait_for("\x1b[?25l")
        screen.wait_for("━")
        screen.send_signal(number)
        status, drawn = screen.end()
    assert status == 128 + number
    assert drawn.rindex("\x1b[?25h") > drawn.rindex("\x1b[?25l")
    assert drawn.rindex("\x1b[2K") > drawn.rindex("━")
    with terminal(["true"], program.environment()) as other:
        assert other.mode()[:4] == before[:4]
    assert not re.search(r"Traceback|Error", drawn)


def test_a_sync_whose_terminal_goes_away_ends(program: Program) -> None:
    with terminal(program.command("sync", "--no-pages"), program.environment()) as screen:
        screen.wait_for("━")
        screen.send_signal(signal.SIGHUP)
        assert screen.hang_up() == 128 + signal.SIGHUP
