"""The last screen is on the terminal before the reader is imported, where it is right, and only there."""

import asyncio
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.support.key_starts import fill
from tests.support.program import Program
from tests.support.pty import Terminal, left_on, terminal

COLUMNS, LINES = 120, 40
MARK, HEADLINE = "starting", "Bài số 1"
CTRL_Q = "\x11"
NIGHT, PAPER = "\x1b]11;rgb:1000/1000/1000\x07", "\x1b]11;rgb:fbfb/f7f7/efef\x07"
LAST_QUESTION, LAST_ANSWER = "\x1b[c", "\x1b[?62c"
ARGUMENTS = ("--offline", "--lang=en")

EARLY = """
import sys
from hpreader.snapshot import EarlyScreen
with EarlyScreen(sys.argv[2:]) as early:
    early.begin()
    early.draw(float(sys.argv[1]))
    modules = " ".join(sys.modules)
print("MODULES", modules)
"""
"""What the program does first, without the reader after it."""


def environment(program: Program, **changes: str) -> dict[str, str]:
    return program.environment(**{"COLORTERM": "truecolor", **changes})


def read_once(program: Program, answers: str = "") -> None:
    """Open the reader, then an article, and leave."""
    command = program.command(*ARGUMENTS)
    with terminal(command, environment(program), COLUMNS, LINES) as screen:
        if answers:
            screen.wait_for(LAST_QUESTION)
            screen.press(answers)
        screen.wait_for("Dates")
        screen.press("\r")
        screen.wait_for("Đoạn 1 của bài 1:")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


def made_in(folder: Path, answers: str = "") -> Program:
    program = Program(folder)
    asyncio.run(fill(program))
    read_once(program, answers)
    return program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home in which somebody has read; no test here leaves the reader in it."""
    return made_in(tmp_path_factory.mktemp("read"))


def early(
    program: Program,
    *arguments: str,
    size: tuple[int, int] = (COLUMNS, LINES),
    answers: str = "",
    **changes: str,
) -> str:
    """What is drawn before the reader is imported; the terminal is given back after it."""
    patience = "60" if answers else "0"
    command = [sys.executable, "-W", "error", "-c", EARLY, patience, *(arguments or ARGUMENTS)]
    with terminal(command, environment(program, **changes), *size) as screen:
        before = screen.mode()
        if answers:
            screen.wait_for(LAST_QUESTION)
            screen.press(answers)
        status, drawn = screen.end()
        assert (status, left_on(screen.drawn), screen.mode()) == (0, set(), before)
    return drawn


# --- where it is right --------------------------------------------------------------------------


def test_what_is_kept_is_the_start_and_not_the_article_and_for_the_user_alone(
    program: Program,
) -> None:
    path = program.places.snapshot
    text = path.read_text("utf-8")
    assert HEADLINE in text
    assert "The news as of " in text
    assert "Đoạn 1 của bài 1:" not in text
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_is_drawn_with_few_modules_and_the_terminal_is_given_back(program: Program) -> None:
    drawn, _, modules = early(program).partition("MODULES")
    assert drawn.count("\x1b[?1049h") == drawn.count("\x1b[?1049l") == 1
    assert HEADLINE in drawn
    heavy = {"textual", "rich", "asyncio", "sqlite3", "argparse", "dataclasses", "tomllib"}
    loaded = set(modules.split())
    assert not loaded & heavy
    ours = {name.split(".")[1] for name in loaded if name.startswith("hpreader.")}
    assert not ours & {"cli", "config", "model", "newsroom", "render", "store", "ui"}


def test_the_live_screen_takes_its_place_without_a_blank_in_between(program: Program) -> None:
    command = program.command(*ARGUMENTS)
    with terminal(command, environment(program), COLUMNS, LINES) as screen:
        screen.wait_for("Offline")
        drawn = screen.drawn.decode()
    early, live = drawn.split(MARK)
    assert HEADLINE in early
    assert (drawn.count("\x1b[?1049h"), drawn.count("\x1b[2J")) == (1, 0)
    assert "\x1b[?1000h" not in early, "Textual's first sequence"
    # The headlines come first, and nothing is drawn at their left before it is complete.
    headlines, _, all_panes = live.partition("\x1b[1;1H")
    assert HEADLINE in headlines
    assert "\x1b[2;1H" not in headlines
    assert "Sections" in all_panes.partition("\x1b[2;1H")[0]


@pytest.mark.parametrize(
    ("keys", "seen"), [("j\r", "Đoạn 1 của bài 2:"), ("?", "Half a page down")]
)
def test_keys_that_are_typed_over_it_are_done(program: Program, keys: str, seen: str) -> None:
    with terminal(program.command(*ARGUMENTS), environment(program), COLUMNS, LINES) as screen:
        screen.wait_for(MARK)
        assert not screen.mode()[3] & termios.ECHO
        screen.press(keys)
        screen.wait_for(seen)


# --- where it is not ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"NO_COLOR": "1"},
        {"TERM": "dumb"},
        {"TERM": "screen-256color"},
        {"COLORTERM": ""},
        {"COLORFGBG": "0;15"},
        {"TEXTUAL_COLOR_SYSTEM": "256"},
    ],
    ids=str,
)
def test_it_is_left_out_on_another_terminal(program: Program, changes: dict[str, str]) -> None:
    assert HEADLINE not in early(program, **changes)


@pytest.mark.parametrize("size", [(COLUMNS - 1, LINES), (COLUMNS, LINES + 1)])
def test_it_is_left_out_in_another_size(program: Program, size: tuple[int, int]) -> None:
    assert HEADLINE not in early(program, size=size)


@pytest.mark.parametrize(
    "arguments", [("--lang=vi",), ("--offline", "--resume"), ("--lang=en", "list"), ("--help",)]
)
def test_it_is_left_out_where_something_else_is_asked_for(
    program: Program, arguments: tuple[str, ...]
) -> None:
    assert HEADLINE not in early(program, *arguments)


def test_it_is_left_out_with_other_settings_or_files(program: Program) -> None:
    config, cache = program.places.config, program.places.cache
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('theme = "light"\n')
    assert HEADLINE not in early(program)
    config.unlink()
    aside = cache.with_name("aside")
    cache.rename(aside)
    assert HEADLINE not in early(program)
    cache.write_bytes(b"")
    assert HEADLINE not in early(program)
    aside.replace(cache)
    assert HEADLINE in early(program)


def test_it_is_left_out_when_it_is_old_or_damaged(program: Program) -> None:
    path = program.places.snapshot
    whole = path.read_bytes()
    first, at, rest = whole.split(b"\n", 2)
    week_ago = b"%d" % (int(at) - 8 * 24 * 3600)
    for damaged in (
        b"\n".join((first, week_ago, rest)),
        whole[: len(whole) // 2],
        whole.replace(HEADLINE.encode(), HEADLINE.encode() + b"\x1b]0;title\x07"),
        b"",
        b"\xff\xfe",
    ):
        path.write_bytes(damaged)
        assert HEADLINE not in early(program)
    path.write_bytes(whole)
    assert HEADLINE in early(program)


def test_it_waits_for_the_terminals_answer_and_is_left_out_under_another_theme(
    tmp_path: Path,
) -> None:
    program = made_in(tmp_path, NIGHT + LAST_ANSWER)
    assert HEADLINE in early(program, answers=NIGHT + LAST_ANSWER)
    assert HEADLINE not in early(program, answers=PAPER + LAST_ANSWER)
    assert HEADLINE not in early(program)


# --- the end ------------------------------------------------------------------------------------


def unwarned(program: Program) -> list[str]:
    """The command without warnings: a signal may leave a module's file to the garbage collector."""
    return program.command(*ARGUMENTS, strict=False)


ENDING = [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT]


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("moment", [1, 1_000, MARK])
def test_a_signal_leaves_the_terminal_as_it_was(
    program: Program, moment: int | str, number: signal.Signals
) -> None:
    with terminal(unwarned(program), environment(program), COLUMNS, LINES) as screen:
        before = screen.mode()
        if isinstance(moment, str):
            screen.wait_for(moment)
        else:
            screen.wait_for_bytes(moment)
        screen.send_signal(number)
        assert screen.end()[0] == 128 + number
        assert (left_on(screen.drawn), screen.mode()) == (set(), before)


@pytest.mark.parametrize("moment", [1, 1_000, MARK])
def test_a_terminal_that_goes_away_ends_it(program: Program, moment: int | str) -> None:
    with terminal(unwarned(program), environment(program), COLUMNS, LINES) as screen:
        if isinstance(moment, str):
            screen.wait_for(moment)
        else:
            screen.wait_for_bytes(moment)
        assert screen.hang_up() in (128 + signal.SIGHUP, -signal.SIGHUP)


def suspended(screen: Terminal) -> None:
    screen.send_signal(signal.SIGTSTP)
    screen.wait_for("\x1b[?1049l")
    screen.wait_until_stopped()


def test_a_suspension_gives_the_terminal_back_and_the_reader_goes_on(program: Program) -> None:
    with terminal(unwarned(program), environment(program), COLUMNS, LINES) as screen:
        before = screen.mode()
        screen.wait_for(MARK)
        suspended(screen)
        assert (left_on(screen.drawn), screen.mode()) == (set(), before)
        screen.resume()
        screen.wait_for("Dates")
        assert "1049" in left_on(screen.drawn)


def test_a_problem_is_told_when_the_screen_is_gone(tmp_path: Path) -> None:
    program = made_in(tmp_path)
    program.places.data.write_bytes(b"no database" * 1_000)
    with terminal(unwarned(program), environment(program), COLUMNS, LINES) as screen:
        status, drawn = screen.end()
        assert (status, left_on(screen.drawn)) == (4, set())
    assert HEADLINE in drawn
    assert "hpreader: " in drawn.rpartition("\x1b[?1049l")[2]


def test_it_costs_nothing_where_there_is_no_terminal(program: Program) -> None:
    outcome = program.run(*ARGUMENTS)
    assert (outcome.status, HEADLINE in outcome.out) == (2, False)
    assert program.places.snapshot.exists()
