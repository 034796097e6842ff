"""The reader as a command: `hpreader` and `hpreader demo` on a real terminal."""

import signal
import sys

import pytest

from tests.support.program import Program
from tests.support.pty import terminal

CTRL_Q = "\x11"


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


def test_the_demo_shows_the_sample_newspaper_and_keeps_nothing(program):
    environment = program.environment(TMPDIR=str(program.home))
    with terminal(
        program.command("demo", strict=False), environment, columns=140, lines=40
    ) as screen:
        screen.wait_for("Lạch Tray")
        screen.press(CTRL_Q)
        status, _ = screen.end()
    assert status == 0
    assert list(program.home.iterdir()) == []


def test_the_demo_is_not_sent_through_a_proxy(program):
    environment = program.environment(
        TMPDIR=str(program.home), HTTP_PROXY="http://127.0.0.1:9", ALL_PROXY="http://127.0.0.1:9"
    )
    with terminal(
        program.command("demo", strict=False), environment, columns=140, lines=40
    ) as screen:
        screen.wait_for("Lạch Tray")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


def test_the_reader_opens_at_a_first_run_without_a_network(program):
    with terminal(program.command("--offline"), program.environment(), 140, 40) as screen:
        screen.wait_for("Tin khác")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0
    assert program.places.data.exists()


def test_user_data_that_cannot_be_used_is_told_before_anything_is_drawn(program):
    program.places.data.parent.mkdir(parents=True)
    program.places.data.write_bytes(b"this is no database" * 1000)
    with terminal(program.command("--lang=en"), program.environment()) as screen:
        status, drawn = screen.end()
    assert status == 4
    assert drawn.startswith("hpreader: Your reading data at ")


def test_user_data_that_breaks_while_one_reads_ends_the_reader_with_a_sentence(program):
    with terminal(program.command("--offline", "--lang=en"), program.environment()) as screen:
        screen.wait_for("No news in the cache yet")
        screen.wait_for("Dates")
        for path in program.places.data.parent.iterdir():
            path.write_bytes(b"this is no database" * 4000)
        screen.press("S")
        status, drawn = screen.end()
    assert status == 4
    assert "hpreader: Your reading data at " in drawn


def test_the_shells_key_for_a_break_gives_the_terminal_back_and_fg_draws_all_anew(program):
    with terminal(program.command("--offline", "--lang=en"), program.environment()) as screen:
        screen.wait_for("No news in the cache yet")
        screen.wait_for("Dates")
        screen.suspend()
        screen.resume()
        screen.wait_for("No news in the cache yet")
        screen.wait_for("Dates")
        screen.press("\x11")
        assert screen.end()[0] == 0


@pytest.fixture(params=["SIG_DFL", "SIG_IGN"])
def orphan(request, program):
    """The reader over an empty cache, with SIGHUP as a shell leaves it, and as nohup does."""
    script = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal."
        + request.param
        + "); os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", script, *program.command("--offline", "--lang=en")]
    with terminal(command, program.environment()) as screen:
        screen.wait_for("No news in the cache yet")
        screen.wait_for("Dates")
        yield screen


def test_the_reader_ends_when_its_terminal_is_gone(orphan):
    assert orphan.hang_up() == 128 + signal.SIGHUP


def test_the_reader_gives_the_terminal_back_when_the_system_ends_it(orphan):
    orphan.terminate()
    status, drawn = orphan.end()
    assert status == 128 + signal.SIGTERM
    assert "\x1b[?1049l" in drawn
