"""The replies of terminals to our queries, separated from what is typed.

Sources: ECMA-48 and xterm's control sequences
(https://invisible-island.net/xterm/ctlseqs/ctlseqs.html), and kitty's graphics protocol
(https://sw.kovidgoyal.net/kitty/graphics-protocol/).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

AMBIGUOUS = "\u0111"
"""`đ`: its width is ambiguous (Unicode Standard Annex 11), and Vietnamese is full of it."""

ESCAPE = "\x1b"

BACKGROUND = "\x1b]11;?\x1b\\"
CELL_SIZE = "\x1b[16t"
AREA = "\x1b[14t"
"""The pixels of the whole text area, for terminals that do not answer `CELL_SIZE`."""
SIXEL_LIMIT = "\x1b[?2;1;0S"
"""The most pixels of a sixel image (XTSMGRAPHICS): xterm draws nothing of one that is larger."""
NAME = "\x1b[>q"
KITTY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""Asks whether an image of one pixel can be sent; nothing is stored of it."""
WIDTH = f"\r{AMBIGUOUS}\x1b[6n\r\x1b[K"
"""Where is the cursor after an ambiguous character? Then the line is wiped."""
LAST = "\x1b[c"
"""Every terminal answers DA1, and replies come in the order of the queries: so this one is the last."""

_REPLIES = (
    r"\x1b\]11;(?P<background>[^\x07\x1b]{0,60})(?:\x07|\x1b\\)"
    r"|\x1b\[6;(?P<cell>\d{1,4};\d{1,4})t"
    r"|\x1b\[4;(?P<area>\d{1,5};\d{1,5})t"
    r"|\x1b\[\?2;(?P<limit>[\d;]{1,20})S"
    r"|\x1bP>\|(?P<name>[^\x1b]{0,200})\x1b\\"
    r"|\x1b_G(?P<kitty>[^\x1b]{0,200})\x1b\\"
    r"|\x1b\[\d{1,4};(?P<column>\d{1,4})R"
    r"|\x1b\[\?(?P<last>[\d;]{0,80})c"
)
_BEGUN = (
    r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,60}\x1b?)?)?)?|\[\??[\d;]{0,80}"
    r"|P(?:>[^\x1b]{0,200}\x1b?)?|_(?:G[^\x1b]{0,200}\x1b?)?)\Z"
)
"""A reply of which the rest has not come yet.

Both are compiled when they are first needed, so not without a terminal.
"""


class Answers(NamedTuple):
    """The capabilities that a terminal reported; None, empty or false without a reply.

    A tuple, because making a frozen dataclass would take three milliseconds of every start.
    """

    background: tuple[int, int, int] | None = None
    """Red, green, blue, 0 to 255."""
    is_wide: bool | None = None
    """Does it draw characters of ambiguous width in two cells?"""
    cell: tuple[int, int] | None = None
    """Width and height of a cell in pixels."""
    area: tuple[int, int] | None = None
    """Width and height of the text area in pixels."""
    sixel_limit: tuple[int, int] | None = None
    """Width and height of the largest sixel image."""
    name: str = ""
    """Its name and version (XTVERSION)."""
    has_kitty: bool = False
    """Whether it implements kitty's graphics protocol."""
    has_sixel: bool = False
    is_asked: bool = False
    """Was it asked at all?"""
    typed: str = ""
    """What was typed meanwhile."""
    pending: Replies | None = None
    """Takes the answers that are still to come out of what is typed."""
    mode: list[Any] | None = None
    """The terminal's attributes before it was asked (`termios.tcgetattr`), to be given back to it
    while the reader is suspended."""
    take_over: Callable[[], tuple[int, int] | None] = lambda: None
    """Called when the reader begins to draw: columns and lines of what is drawn on the alternate
    screen already; None where nothing is."""


class Replies:
    """Takes replies out of a terminal's input, each kind once, until the last one has come."""

    def __init__(self) -> None:
        self.answers = Answers(is_asked=True)
        self._waiting = {"background", "cell", "area", "limit", "name", "kitty", "column", "last"}
        self._begun = ""
        self._is_escape_gone = False
        """Was the escape that `_begun` begins with passed on, as it was most likely a key?"""

    @property
    def are_complete(self) -> bool:
        """Has the last answer come, so that no other will?"""
        return not self._waiting

    def take(self, text: str) -> str:
        """What remains of some input without the replies in it.

        The beginning of a reply is kept back until its rest comes.
        """
        if not self._waiting or not text:
            return text
        text, self._begun = self._begun + text, ""
        if self._is_escape_gone:
            reply = re.match(_REPLIES, text)
            if reply and not self._taken(reply):
                text = text[reply.end() :]
            elif self._waiting and re.match(_BEGUN, text):
                self._begun = text
                return ""
            else:
                text = text[1:]
            self._is_escape_gone = False
        rest = re.sub(_REPLIES, self._taken, text)
        if not self._waiting:
            return rest
        if ESCAPE in rest and (begun := re.search(_BEGUN, rest)):
            rest, self._begun = rest[: begun.start()], begun[0]
        elif rest.endswith(ESCAPE):
            self._begun, self._is_escape_gone = ESCAPE, True
        return rest

    def _taken(self, reply: re.Match[str]) -> str:
        kind = str(reply.lastgroup)
        if kind not in self._waiting:
            return reply[0]
        self._waiting.discard(kind)
        self._note(kind, reply[kind])
        return ""

    def _note(self, kind: str, value: str) -> None:
        answers = self.answers
        match kind:
            case "background":
                answers = answers._replace(background=colour_of(value))
            case "cell":
                height, width = map(int, value.split(";"))
                is_sensible = 2 <= width <= 200 and 2 <= height <= 400
                answers = answers._replace(cell=(width, height) if is_sensible else None)
            case "area":
                height, width = map(int, value.split(";"))
                answers = answers._replace(area=(width, height) if width and height else None)
            case "limit":
                answers = answers._replace(sixel_limit=_limit(value))
            case "name":
                name = "".join(letter for letter in value if letter.isprintable())
                answers = answers._replace(name=name)
            case "kitty":
                answers = answers._replace(has_kitty=value.partition(";")[2] == "OK")
            case "column":
                answers = answers._replace(is_wide=int(value) == 3)
            case _:
                # 4 among the attributes is sixel graphics.
                answers = answers._replace(has_sixel="4" in value.split(";")[1:])
                self._waiting.clear()
        self.answers = answers


def _limit(value: str) -> tuple[int, int] | None:
    """The limit in the rest of a reply to XTSMGRAPHICS: its status, which is 0, width and height."""
    numbers = [int(part) for part in value.split(";") if part]
    if len(numbers) != 3 or numbers[0] or not all(numbers[1:]):
        return None
    return numbers[1], numbers[2]


def colour_of(value: str) -> tuple[int, int, int] | None:
    """A colour as X11 writes it: `rgb:ffff/fbfb/efef`, with one to four digits each."""
    found = re.fullmatch(r"rgba?:([0-9a-fA-F/]+)", value)
    parts = found[1].split("/") if found else []
    if len(parts) < 3 or not all(1 <= len(part) <= 4 for part in parts):
        return None
    red, green, blue = (round(int(p, 16) * 255 / (16 ** len(p) - 1)) for p in parts[:3])
    return red, green, blue
