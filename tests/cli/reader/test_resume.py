"""`hpreader --resume` on a real terminal, and what of reading outlives the program."""

import asyncio

import pytest

from tests.support import town
from tests.support.program import Program
from tests.support.pty import terminal

CTRL_Q = "\x11"


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


def test_resuming_opens_what_was_on_the_screen_when_the_program_ended(program):
    asyncio.run(town.fetch_into(program.places))
    command = program.command("--offline", "--lang=en", "--resume")
    with terminal(command, program.environment(), columns=80, lines=24) as screen:
        screen.wait_for("Filter")
        screen.press("\r")
        screen.wait_for("Đoạn 1 của bài 1")
        screen.press(" ")
        screen.wait_for("Đoạn 7 của bài 1")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0
    with terminal(command, program.environment(), columns=80, lines=24) as screen:
        screen.wait_for("Đoạn 7 của bài 1")
        screen.press(CTRL_Q)
        status, drawn = screen.end()
    assert status == 0
    assert "Đoạn 0 của bài 1" not in drawn, "it is not at its top"


def test_resuming_goes_with_no_command(program):
    outcome = program.run("--lang=en", "--resume", "list")
    assert outcome.status == 2
    assert "--resume opens the reader" in outcome.err


def test_doctor_tells_how_much_is_fetched_ahead(program):
    program.configure("prefetch_mb = 7\n")
    assert "7.0 MB a session" in program.run("--lang=en", "doctor").out
    (report,) = program.run("doctor", "--json").records
    assert report["prefetch_mb"] == 7
