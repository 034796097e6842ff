"""`hpreader --linear` as a command: pipes, a dumb terminal, and how it ends."""

import asyncio
import re
import shutil
import signal
import subprocess
import termios

import pytest

from tests.support import town
from tests.support.program import Program
from tests.support.pty import terminal


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("printed"))
    asyncio.run(town.fetch_into(program.places))
    return program.home


@pytest.fixture
def program(tmp_path, printed):
    shutil.copytree(printed, tmp_path / "home")
    return Program(tmp_path / "home")


LINEAR = ("--offline", "--lang=en", "--linear")


def test_lines_from_a_pipe_are_obeyed_without_prompts(program):
    outcome = program.run(*LINEAR, stdin=b"1\nq\nfoo")
    assert (outcome.status, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert "Đoạn 23 của bài 1" in outcome.out
    assert lines[-1] == "There is no command “foo”. h: help."
    assert "Enter" not in outcome.out
    assert "\x1b" not in outcome.out


def test_it_speaks_vietnamese_to_those_who_do(program):
    out = program.run("--offline", "--linear", stdin=b"9 9\nx\n").out
    assert "hpreader, đọc từng dòng. h: trợ giúp." in out
    assert "Không có lệnh “9 9”. h: trợ giúp." in out
    assert "Chuyên mục\n1. Mọi tin, 12 chưa đọc\n" in out


def test_an_input_that_is_a_file_or_never_ends_a_line_is_read_too(program, tmp_path):
    (tmp_path / "orders").write_bytes(b"\xff" * 200_000 + b"\nq\n")
    with (tmp_path / "orders").open("rb") as orders:
        done = subprocess.run(
            program.command(*LINEAR), stdin=orders, capture_output=True, env=program.environment(),
            check=True,
        )  # fmt: skip
    assert len(done.stdout) < 300_000


def test_a_closed_output_ends_it_in_silence(program):
    process = subprocess.Popen(
        program.command(*LINEAR), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=program.environment(),
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(b"1\n2\nh\n", timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_it_goes_with_no_command_but_the_demo(program):
    outcome = program.run("--linear", "list", "--lang=en")
    assert outcome.status == 2
    assert "--linear opens the reader" in outcome.err
    out = program.run("demo", "--linear", "--lang=en").out
    assert "Lạch Tray" in out


def dumb(program, *arguments):
    command = program.command("--offline", "--lang=en", *arguments)
    return terminal(command, program.environment(TERM="dumb"), columns=60, lines=16)


def test_a_dumb_terminal_has_it_by_itself_a_page_at_a_time(program):
    with dumb(program) as screen:
        screen.wait_for("h: help: ")
        screen.press("1\n")
        screen.wait_for("read. Enter: more; h: help: ")
        assert "Đoạn 20" not in screen.drawn.decode()
        screen.press("\n")
        screen.press("q\n")
        screen.press("\x04")
        status, drawn = screen.end()
    assert status == 0
    assert drawn.endswith("h: help: \n"), "the shell's prompt begins a line"
    assert "\x1b" not in drawn
    assert not re.search(r"[\r\b]", drawn), "the cursor never moves back"
    assert max(map(len, drawn.splitlines()[:8])) <= 60


def test_ctrl_c_ends_it_at_a_prompt_and_leaves_the_terminal_as_it_was(program):
    with dumb(program) as screen:
        screen.wait_for("h: help: ")
        before = screen.mode()
        assert before[3] & termios.ICANON
        screen.send_signal(signal.SIGINT)
        assert screen.end()[0] == 130


def test_a_terminal_that_is_gone_ends_it_and_the_place_is_kept(program):
    with dumb(program) as screen:
        screen.wait_for("h: help: ")
        screen.press("2\n")
        screen.wait_for("read. Enter: more")
        screen.drawn = b""
        screen.press("\n")
        screen.wait_for("read. Enter: more")
        assert screen.hang_up() == 128 + signal.SIGHUP
    with dumb(program, "--resume") as screen:
        screen.wait_for("h: help: ")
        screen.press("thoát\n")
        assert "Đoạn 0 của bài 2" not in screen.end()[1]


def test_the_reader_on_the_whole_screen_goes_on_where_the_lines_ended(program):
    program.run(*LINEAR, stdin=b"x doi song\n2\nt 2\ns\nH\n")
    command = program.command("--offline", "--lang=en", "--resume")
    with terminal(command, program.environment(), columns=140, lines=40) as screen:
        screen.wait_for("Đoạn 1 của bài 4")
        screen.press("L")
        screen.wait_for("Đoạn 1 của bài 6")
        screen.press("\x11")
        assert screen.end()[0] == 0
    (saved,) = program.run("list", "--saved", "--json").records
    assert saved["title"] == town.title(6)
