"""Kitty's graphics protocol, with placeholders: an image is sent once, and placeholder text is where it is drawn.

Source: https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders. Such an image is
scrolled, cut and covered like any text. Its number is the colour of its placeholders.
"""

from __future__ import annotations

import base64
from itertools import count

PLACEHOLDER = "\U0010eeee"

_RUNS = """
305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599
59c-5a1 5a8-5a9 5ab-5ac 5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec
730 732-733 735-736 73a 73d 73f-741 743 745 747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827
829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73
1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 20d4-20d7
20db-20dc 20e1 20e7 20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0
aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38 1d185-1d189 1d1aa-1d1ad 1d242-1d244
"""
"""Kitty's table (`rowcolumn-diacritics.txt`): the n-th combining mark encodes row or column n."""

_MARKS = tuple(
    chr(code)
    for run in _RUNS.split()
    for code in range(int(run.partition("-")[0], 16), int(run.rpartition("-")[2], 16) + 1)
)
MOST = len(_MARKS)
"""How many columns and rows can be encoded."""

_CHUNK = 4096
_numbers = count(0x48_50_01)
"""They are the terminal's, not ours alone; another program that begins here is unlikely."""


def next_number() -> int:
    """A new number for an image, of 24 bits."""
    return next(_numbers) & 0xFF_FF_FF


def sent(number: int, png: bytes, columns: int, rows: int) -> str:
    """The sequence that sends an image (PNG), to be drawn in so many placeholder cells."""
    data = base64.standard_b64encode(png).decode("ascii")
    parts = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    # q=2: the terminal keeps to itself how it went, so that no answer is taken for keys.
    first = f"a=T,U=1,f=100,i={number},c={columns},r={rows},q=2"
    return "".join(
        f"\x1b_G{first + ',' if at == 0 else ''}m={int(at < len(parts) - 1)};{part}\x1b\\"
        for at, part in enumerate(parts)
    )


def forgotten(number: int) -> str:
    """The sequence that deletes an image from the terminal."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def cells(row: int, start: int, end: int) -> str:
    """The placeholders of some cells of a row."""
    return "".join(f"{PLACEHOLDER}{_MARKS[row]}{_MARKS[at]}" for at in range(start, end))


def colour(number: int) -> tuple[int, int, int]:
    """The colour that encodes an image's number."""
    return number >> 16, number >> 8 & 255, number & 255
