"""What no keyboard, mouse or honest terminal sends is left out of the input, and keys are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.ui.input.terminal_input import LONGEST_PASTE, Pasted, TerminalInput

PASTE, PASTE_END = "\x1b[200~", "\x1b[201~"
KEYS = [
    "a", "ữ", "\x1b", "\x1ba", "\x1b[A", "\x1bOP", "\x1b[15;5~", "\x1b[97;1;229:230u", "\x1b[57441;5u",
    "\x1b[<64;12;99M", "\x1b[I", "\x1b[48;40;120;800;1200t", "\x1b[?2048;2$y", "\r", "\x1b]", "\x1bP", "\x1b[",
]  # fmt: skip


def parts(*texts: str) -> list[str | Pasted]:
    """What is read of some parts, and after a pause."""
    read = TerminalInput()
    found = [part for text in texts for part in read.take(text)]
    return [*found, held] if (held := read.pause()) else found


def keys(*texts: str) -> str:
    return "".join(part for part in parts(*texts) if isinstance(part, str))


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_a_key_stays_as_it_is(key: str) -> None:
    assert keys(key) == key
    assert keys("x", key, "y") == f"x{key}y"
    assert keys(*key) == key


@pytest.mark.parametrize(
    "answer",
    [
        f"\x1b]11;{'a' * 10_000}\x07", f"\x1b]11;{'a' * 10_000}\x1b\\", f"\x1bP>|{'a' * 10_000}\x1b\\",
        f"\x1b_G{'a' * 10_000}\x1b\\", f"\x1b[?{'4;' * 5_000}c", f"\x1b[{'1;' * 5_000}R", "\x1b[1114112u",
        "\x1b[48;99999;99999;1;1t",
    ],
    ids=["osc bel", "osc st", "dcs", "apc", "da", "csi", "key", "size"],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 7, 4_096])
def test_a_false_answer_is_left_out_in_whatever_parts_it_comes(answer: str, size: int) -> None:
    text = f"j{answer}k"
    assert keys(*(text[at : at + size] for at in range(0, len(text), size))) == "jk"


def test_an_answer_without_an_end_ends_with_a_pause() -> None:
    read = TerminalInput()
    assert list(read.take(f"\x1b]11;{'a' * 100}")) == []
    assert list(read.take("a" * 100)) == []
    assert read.pause() == ""
    assert list(read.take("q")) == ["q"]


def test_of_many_focus_events_the_last_counts() -> None:
    assert keys("a" + "\x1b[I\x1b[O" * 250 + "b") == "a\x1b[Ob"


def test_thousands_of_escapes_are_two_and_what_is_no_utf_8_is_no_key() -> None:
    assert keys("\x1b" * 5_000) == "\x1b\x1b"
    assert keys("\x1b" * 5_000 + "[A") == "\x1b\x1b[A"
    assert keys("a" + "\ufffd" * 2_000 + "b") == "ab"


def test_a_long_paste_is_cut() -> None:
    assert parts(PASTE + "a" * 1_000, *["b" * 4_096] * 100, f"{PASTE_END}j") == [
        Pasted("a" * 1_000 + "b" * (LONGEST_PASTE - 1_000)),
        "j",
    ]


def test_a_paste_without_an_end_can_be_ended() -> None:
    read = TerminalInput()
    assert list(read.take(f"{PASTE}xin chào")) == []
    assert read.pause() == ""
    assert read.is_paste_open
    assert read.end_paste() == Pasted("xin chào")
    assert list(read.take("j")) == ["j"]


@given(
    st.lists(st.sampled_from("a[]P\x1b\x07\\;1u~\x9c")).map("".join), st.lists(st.integers(0, 40))
)
def test_no_input_is_read_for_ever(text: str, cuts: list[int]) -> None:
    bounds = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    read = keys(*(text[a:b] for a, b in pairwise(bounds)))
    assert len(read) <= len(text)
