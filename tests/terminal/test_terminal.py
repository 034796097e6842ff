"""What the terminal is asked before the reader draws, and what becomes of its answers."""

import fcntl
import re
import struct
import sys
import termios
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader import terminal as asking
from hpreader.terminal import Answers, Replies
from hpreader.terminal.replies import colour_of
from tests.support.program import Program
from tests.support.pty import terminal

CTRL_Q = "\x11"
LAST_QUESTION = "\x1b[c"
PAPER = "\x1b]11;rgb:fbfb/f7f7/efef\x1b\\"
NIGHT = "\x1b]11;rgb:1000/1000/1000\x07"
CELLS = "\x1b[6;20;10t"
AREA = "\x1b[4;800;1400t"
LIMIT = "\x1b[?2;0;1000;800S"
KITTY = "\x1bP>|kitty(0.40.1)\x1b\\\x1b_Gi=31;OK\x1b\\"
NARROW, WIDE = "\x1b[1;2R", "\x1b[1;3R"
ALL = f"{PAPER}{CELLS}{AREA}{LIMIT}{KITTY}{NARROW}\x1b[?62;4;22c"

LIGHT_PAGE = "48;2;251;247;239"
DARK_PAGE = "48;2;27;26;24"


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


def colourful(program, **changes):
    return program.environment(COLORTERM="truecolor", **changes)


# --- replies ------------------------------------------------------------------------------------


def taken(text):
    replies = Replies()
    return replies.take(text), replies


def test_all_that_a_terminal_says_of_itself_is_understood():
    rest, replies = taken(ALL)
    assert rest == ""
    assert replies.are_complete
    assert replies.answers == Answers(
        background=(251, 247, 239),
        is_wide=False,
        cell=(10, 20),
        area=(1400, 800),
        sixel_limit=(1000, 800),
        name="kitty(0.40.1)",
        has_kitty=True,
        has_sixel=True,
        is_asked=True,
    )


@given(st.lists(st.integers(0, len(ALL)), max_size=12))
def test_replies_are_understood_in_whatever_parts_they_come(cuts):
    replies = Replies()
    edges = [0, *sorted(cuts), len(ALL)]
    parts = [ALL[start:end] for start, end in pairwise(edges)]
    rest = "".join(replies.take(part) for part in parts)
    # An escape at a part's end may be a key: it is passed on, and nothing else is.
    assert set(rest) <= {"\x1b"}
    assert replies.are_complete
    assert replies.answers == taken(ALL)[1].answers


@given(st.lists(st.sampled_from(["j", "đ", "\x1b[A", "\x1bOP", " ", "q"]), max_size=6))
def test_keys_between_the_replies_stay_keys(keys):
    replies = [PAPER, CELLS, KITTY, NARROW, "\x1b[?62;c", ""]
    text = "".join(reply + key for reply, key in zip(replies, [*keys, *[""] * 6], strict=False))
    assert taken(text)[0] == "".join(keys)


@pytest.mark.parametrize(
    "key", ["\x1b", "\x1b[A", "\x1b]", "\x1b[1;2R", "ơ", "\x1b[200~a\x1b[201~"]
)
def test_keys_that_look_like_replies_are_keys_when_nothing_is_waited_for(key):
    replies = Replies()
    replies.take(ALL)
    assert replies.take(key) == key


def test_a_second_answer_to_one_question_is_no_answer():
    replies = Replies()
    assert replies.take(NARROW + "\x1b[1;2R") == "\x1b[1;2R"


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ("rgb:0000/8080/ffff", (0, 128, 255)),
        ("rgb:0/8/f", (0, 136, 255)),
        ("rgba:00/80/ff/ff", (0, 128, 255)),
        ("rgb:12/34", None),
        ("rgb:12345/0/0", None),
        ("white", None),
    ],
)
def test_colours_are_read_as_x11_writes_them(said, colour):
    assert colour_of(said) == colour


# --- what follows -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "environment", "light"),
    [
        (Answers(background=(251, 247, 239)), {"COLORFGBG": "15;0"}, True),
        (Answers(background=(0, 0, 0)), {"COLORFGBG": "0;15"}, False),
        (Answers(), {"COLORFGBG": "0;15"}, True),
        (Answers(), {"COLORFGBG": "15;default;0"}, False),
        (Answers(), {}, False),
    ],
)
def test_the_page_is_as_light_as_the_terminal_says_else_the_environment(
    answers, environment, light
):
    assert asking.is_light(answers, environment) is light


TRUE = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
ASKED = Answers(is_asked=True, is_wide=False)


@pytest.mark.parametrize(
    ("wanted", "answers", "environment", "mode"),
    [
        ("auto", Answers(is_asked=True, has_kitty=True, name="kitty(0.40)"), TRUE, "kitty"),
        ("auto", Answers(is_asked=True, has_kitty=True, name="ghostty 1.2"), TRUE, "kitty"),
        # They know the protocol but not its placeholders.
        (
            "auto",
            Answers(is_asked=True, has_kitty=True, has_sixel=True, name="WezTerm 2025"),
            TRUE,
            "sixel",
        ),
        ("auto", Answers(is_asked=True, has_sixel=True, name="foot(1.20)"), TRUE, "sixel"),
        ("auto", Answers(is_asked=True, name="iTerm2 3.5"), TRUE, "iterm"),
        ("auto", ASKED, TRUE, "blocks"),
        ("auto", ASKED, {"TERM": "xterm-256color"}, "blocks"),
        ("auto", ASKED, {"TERM": "xterm"}, "off"),
        ("auto", ASKED, {**TRUE, "NO_COLOR": "1"}, "off"),
        ("sixel", ASKED, {**TRUE, "NO_COLOR": "1"}, "off"),
        ("auto", Answers(is_asked=True, is_wide=True), TRUE, "off"),
        ("auto", Answers(), TRUE, "off"),
        ("blocks", Answers(), TRUE, "blocks"),
        ("off", Answers(is_asked=True, has_sixel=True), TRUE, "off"),
    ],
)
def test_pictures_are_drawn_the_best_way_that_surely_works(wanted, answers, environment, mode):
    assert asking.picture_mode(wanted, answers, environment) == mode


# --- in a terminal ------------------------------------------------------------------------------


def begin(program, environment, *arguments):
    return terminal(program.command("--offline", "--lang=en", *arguments), environment, 140, 40)


@pytest.mark.parametrize(("answer", "page"), [(PAPER, LIGHT_PAGE), (NIGHT, DARK_PAGE)])
def test_the_theme_is_that_of_the_terminals_page(program, answer, page):
    with begin(program, colourful(program)) as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press(f"{answer}{NARROW}\x1b[?62c")
        screen.wait_for(page)
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


def test_a_terminal_that_never_answers_gets_the_page_its_environment_names(program):
    with begin(program, colourful(program, COLORFGBG="0;15")) as screen:
        screen.wait_for(LIGHT_PAGE)
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


def test_answers_that_come_late_are_no_keys(program):
    with begin(program, colourful(program)) as screen:
        screen.wait_for("Dates")
        # As keys its letters would open the search and the link hints.
        screen.press("\x1b]11;rgb:FFFF/FFFF/FFFF\x1b\\" + CELLS + KITTY + NARROW + "\x1b[?62;4c")
        screen.press("?")
        screen.wait_for("Half a page down")
        screen.press(CTRL_Q)
        status, drawn = screen.end()
    assert status == 0
    assert "Search everything" not in drawn
    assert "rgb:" not in drawn


def test_what_is_typed_while_the_terminal_answers_is_typed(program):
    with begin(program, colourful(program)) as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press(f"{NIGHT}{CTRL_Q}{NARROW}\x1b[?62c")
        assert screen.end()[0] == 0


def test_wide_characters_are_told_on_the_screen(program):
    with begin(program, colourful(program)) as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press(f"{NIGHT}{WIDE}\x1b[?62c")
        screen.wait_for("ambiguous width")
        screen.press(CTRL_Q)
        assert screen.end()[0] == 0


@pytest.mark.parametrize(
    "changes",
    [{"TERM": "linux"}, {"TERM": "vt220"}],
)
def test_terminals_that_have_no_answers_are_asked_nothing(program, changes):
    with terminal(program.command("doctor"), program.environment(**changes)) as screen:
        assert "\x1b" not in screen.end()[1]


@pytest.mark.parametrize(
    "changes",
    [{"TERM": "tmux-256color"}, {"TMUX": "/run/tmux"}, {"TERM_PROGRAM": "Apple_Terminal"}],
)
def test_terminals_that_take_commands_for_titles_get_none(program, changes):
    with terminal(program.command("doctor"), program.environment(**changes)) as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press("\x1b[?62c")
        drawn = screen.end()[1]
    assert "\x1b]11;?" in drawn
    assert "\x1b_" not in drawn


def test_doctor_tells_what_the_terminal_can_do(program):
    command = program.command("--lang=en", "doctor")
    with terminal(command, colourful(program), 200, 60) as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press(ALL.replace(NARROW, WIDE))
        status, drawn = screen.end()
    assert status == 0
    assert "kitty(0.40.1)" in drawn
    assert "background #fbf7ef" in drawn
    assert "cells of 10×20 pixels" in drawn
    assert "pictures: by kitty's graphics protocol" in drawn
    assert "two cells wide" in drawn


def open_first_article(program, answer):
    """The sample newspaper in a terminal that answers so, up to its first article's photo."""
    environment = colourful(program, TMPDIR=str(program.home))
    screen = terminal(program.command("demo", strict=False), environment, 140, 40)
    return screen, f"{NIGHT}{CELLS}{answer}"


def read_on(screen, until):
    screen.wait_for("Lạch Tray")
    screen.wait_for("phút")  # the time that reading takes: its text is in the cache
    screen.press("\r")
    screen.wait_for(until)
    screen.wait_for(until)
    screen.press(CTRL_Q)
    status, _ = screen.end()
    assert status == 0
    return screen.drawn.decode()


def test_kitty_is_sent_the_photo_and_its_placeholders(program):
    started, answers = open_first_article(program, f"{KITTY}{NARROW}\x1b[?62c")
    with started as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press(answers)
        drawn = read_on(screen, "\U0010eeee")
    sent = re.findall(r"\x1b_G([^;\x1b]*);?([\w+/=]*)\x1b\\", drawn)
    keys = [keys for keys, _ in sent if "a=T" in keys]
    assert re.fullmatch(r"a=T,U=1,f=100,i=\d+,c=\d+,r=\d+,q=2,m=[01]", keys[0])
    assert any("a=d,d=I" in keys for keys, _ in sent)
    # Nothing of them is left when the well-formed ones are taken out.
    assert "\x1b_" not in re.sub(r"\x1b_G[^;\x1b]*;?[\w+/=]*\x1b\\", "", drawn)
    number = int(re.search(r"i=(\d+)", keys[0])[1])
    colour = f"38;2;{number >> 16};{number >> 8 & 255};{number & 255}"
    assert re.search(rf"\x1b\[[\d;]*{colour}[\d;]*m\U0010eeee\u0305\u0305", drawn)


def test_a_terminal_with_sixels_is_drawn_each_row_and_given_the_cursor_back(program):
    started, answers = open_first_article(program, f"\x1bP>|foot(1.20)\x1b\\{NARROW}\x1b[?62;4c")
    with started as screen:
        screen.wait_for(LAST_QUESTION)
        screen.press(answers)
        drawn = read_on(screen, "\x1bP0;1;0q")
    rows = re.findall(
        r'\x1b7\x1b\[\d+D\x1bP0;1;0q"1;1;\d+;20(?:#\d+;2;\d+;\d+;\d+)+[#\d!?-~$-]+\x1b\\\x1b8',
        drawn,
    )
    assert len(rows) > 5
    assert len(rows) == drawn.count("\x1bP")


def sixels(drawn, back_from):
    """The images of the last full screen: for each, the cells in front of it and its pixels."""
    found = re.findall(r'\x1b7\x1b\[(\d+)D\x1bP0;1;0q"1;1;(\d+);(\d+)', drawn)
    return [(back_from - int(back), int(width), int(height)) for back, width, height in found]


@pytest.mark.parametrize("answer", ["", "\x1b[4;{height};{width}t"], ids=["system", "area"])
def test_a_photo_on_the_whole_screen_has_the_terminals_cells_and_limits(program, answer):
    columns, lines, cell_width, cell_height = 140, 40, 8, 17
    width, height = columns * cell_width, lines * cell_height
    limit = 1000
    started, _ = open_first_article(program, "")
    with started as screen:
        if not answer:
            size = struct.pack("HHHH", lines, columns, width, height)
            fcntl.ioctl(screen._ours, termios.TIOCSWINSZ, size)
        screen.wait_for(LAST_QUESTION)
        told = answer.format(width=width, height=height)
        name = "\x1bP>|XTerm(379)\x1b\\"
        screen.press(f"{NIGHT}{told}\x1b[?2;0;{limit};{height}S{name}{NARROW}\x1b[?63;4c")
        screen.wait_for("Lạch Tray")
        screen.wait_for("phút")  # its text is in the cache
        screen.press("\r")
        screen.wait_for("\x1bP0;1;0q")
        screen.press("V")
        screen.wait_for("n, p:")
        screen.drawn = screen.drawn.partition(b"n, p:")[2]
        screen.wait_for("\x1bP0;1;0q")
        screen.press(CTRL_Q)
        screen.end()
    images = sixels(screen.drawn.decode(errors="replace"), columns - 2)
    assert all(wide <= limit and high == cell_height for _, wide, high in images)
    # The parts of a row follow one another, and the row is in the middle.
    (start, first, _), (at, second, _) = images[:2]
    assert at == start + first // cell_width
    total = (first + second) // cell_width
    assert abs(2 * start + total - (columns - 2)) <= 1
    assert 0.6 * columns < total < columns


def test_what_is_no_terminal_is_asked_nothing(program):
    outcome = program.run("--lang=en", "doctor")
    assert "\x1b" not in outcome.out
    assert "pictures: off" in outcome.out


def test_the_pixels_of_a_cell_are_those_the_terminal_told_last(program):
    script = (
        "from hpreader.terminal import cell_size; print(cell_size()); input(); print(cell_size())"
    )
    with terminal([sys.executable, "-c", script], program.environment(), 80, 24) as screen:
        screen.wait_for("None")
        size = struct.pack("HHHH", 24, 80, 80 * 12, 24 * 25)
        fcntl.ioctl(screen._ours, termios.TIOCSWINSZ, size)
        screen.press("\n")
        assert "(12, 25)" in screen.end()[1]


SCRIPT = """
import select, sys, termios
from hpreader.terminal import question
before = termios.tcgetattr(0)
with question() as asked:
    print("ASKED", flush=True)
    select.select([0], [], [])  # as long as it takes to load the reader
    answers = asked.answers()
assert termios.tcgetattr(0) == before, "the mode is as it was"
print(repr(answers.typed), answers.pending is not None, answers.background)
"""


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (f"a{NIGHT}b\x1b[?62c", "'ab' False (16, 16, 16)"),
        (f"đ{NIGHT}", "'đ' True (16, 16, 16)"),
        (f"\r{NIGHT}\x11\x13\x16\x1b[?62c", r"'\r\x11\x13\x16' False (16, 16, 16)"),
    ],
)
def test_the_terminals_mode_is_given_back(program, typed, printed):
    with terminal([sys.executable, "-c", SCRIPT], program.environment()) as screen:
        screen.wait_for("ASKED")
        screen.press(typed)
        status, drawn = screen.end()
    assert status == 0, drawn
    assert printed in drawn
