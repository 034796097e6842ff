"""What a terminal sends, without what no keyboard, mouse or honest terminal sends.

Textual's parser takes a control sequence that it does not know for keys, one for each letter: an answer of
100 kB becomes 100,000 keys. Sources: ECMA-48, sections 5.4 and 5.6; kitty's keyboard protocol
(https://sw.kovidgoyal.net/kitty/keyboard-protocol/); xterm's control sequences
(https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_PASTE: Final = 4_000
"""Characters of pasted text that are used: a paste is a search, an address or a name."""
LONGEST_SEQUENCE: Final = 32
"""Parameters of a sequence; those of keys, mouse and sizes have fewer characters."""
MOST_COLUMNS: Final = 1_000
MOST_LINES: Final = 500
"""Of a terminal; a larger one is drawn on in part. Screens of 8,000 pixels have as many in a small font."""

_PASTE_END: Final = "\x1b[201~"
_SPECIAL: Final = (
    r"(?P<paste>\x1b\[200~)"
    r"|(?P<string>\x1b[\]PX^_](?=[^\x07\x1b]{4}))"
    rf"|(?P<long>\x1b\[[0-?]{{{LONGEST_SEQUENCE + 1},}})"
    r"|(?P<focus>(?:\x1b\[[IO]){3,})"
    r"|(?P<escapes>\x1b{4,}(?=\x1b))"
    r"|(?P<sequence>\x1b\[(?P<values>[0-?]*)[ -/]*(?P<final>[@-~]))"
    r"|(?P<begun>\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]{0,3})?\Z)"
)
"""What is no plain key; compiled when the first comes, which takes milliseconds."""
_STRING_END: Final = re.compile(r"\x07|\x9c|\x1b\\|(?=\x1b[^\\])")
_SEQUENCE_END: Final = re.compile(r"[^ -?]")
_ENDS: Final = {"string": _STRING_END, "long": _SEQUENCE_END}

_LARGEST_NUMBER: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


class Pasted(NamedTuple):
    """A text that was pasted, or the beginning of one that is too long."""

    text: str


class TerminalInput:
    """Separates the input of a terminal into keys, pasted texts, and what is left out."""

    def __init__(self) -> None:
        self._held = ""
        """The beginning of a sequence of which the rest has not come yet."""
        self._within = ""
        """What is being left out, "string" or "long", or "paste"."""
        self._pasted: list[str] = []
        self._room = LONGEST_PASTE

    @property
    def is_paste_open(self) -> bool:
        """Whether the end of a pasted text has not come yet."""
        return self._within == "paste"

    def take(self, text: str) -> Iterator[str | Pasted]:
        """Yield what some input contains: keys as the terminal sends them, and pasted texts."""
        # What is no UTF-8 is no key either.
        text, self._held = self._held + text.replace("\ufffd", ""), ""
        while text:
            if self._within == "paste":
                pasted, text = self._paste(text)
                if pasted is not None:
                    yield pasted
            elif self._within:
                text = self._skip(text)
            else:
                keys, text = self._keys(text)
                if keys:
                    yield keys

    def pause(self) -> str:
        """Return what was held back, as nothing came for a while; an unfinished answer is over."""
        if self._within == "paste":
            return ""
        self._within = ""
        held, self._held = self._held, ""
        return held

    def end_paste(self) -> Pasted:
        """End a pasted text whose end does not come, and return it."""
        self._held = ""
        return self._end_paste()

    def _paste(self, text: str) -> tuple[Pasted | None, str]:
        """A pasted text if it ends here, and what is behind it."""
        pasted, end, rest = text.partition(_PASTE_END)
        if not end:
            kept = _begun_end(pasted)
            pasted, self._held = pasted[: len(pasted) - kept], pasted[len(pasted) - kept :]
        if self._room > 0:
            self._pasted.append(pasted[: self._room])
            self._room -= len(pasted)
        return (self._end_paste(), rest) if end else (None, "")

    def _end_paste(self) -> Pasted:
        text = "".join(self._pasted).replace("\0", "")
        self._pasted, self._room, self._within = [], LONGEST_PASTE, ""
        return Pasted(text)

    def _skip(self, text: str) -> str:
        """What is behind the end of a sequence that is left out."""
        end = _ENDS[self._within].search(text)
        if end is None:
            self._held = "\x1b" if self._within == "string" and text.endswith("\x1b") else ""
            return ""
        is_final = self._within == "long" and end[0] != "\x1b"
        self._within = ""
        return text[end.end() if is_final or end[0] != "\x1b" else end.start() :]

    def _keys(self, text: str) -> tuple[str, str]:
        """The keys up to a paste or a long sequence, and what is behind them."""
        keys: list[str] = []
        start = 0
        if "\x1b" not in text:
            return text, ""
        for found in re.finditer(_SPECIAL, text):
            keys.append(text[start : found.start()])
            start = found.end()
            kind = found.lastgroup if found.lastgroup in {"paste", "string", "long"} else ""
            if kind:
                self._within = kind
                return "".join(keys), text[start:]
            if found["begun"]:
                self._held = found["begun"]
            elif found["escapes"]:
                keys.append("\x1b")
            elif found["focus"]:
                keys.append(found["focus"][-3:])
            elif not _is_false(found["values"], found["final"]):
                keys.append(found[0])
        return "".join(keys) + text[start:], ""


def _begun_end(text: str) -> int:
    """How many characters at the end of a text may be the beginning of the end of a paste."""
    for length in range(len(_PASTE_END) - 1, 0, -1):
        if text.endswith(_PASTE_END[:length]):
            return length
    return 0


def _is_false(values: str, final: str) -> bool:
    """Whether no honest terminal sends a sequence with these parameters and this last character."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", values)]
    if any(number > _LARGEST_NUMBER for number in numbers):
        return True
    if final == "u":
        return values[:1] in {":", ";"} or any(number in _SURROGATES for number in numbers)
    if final == "t" and numbers[:1] == [48] and len(numbers) >= 3:
        return not (0 < numbers[1] <= MOST_LINES and 0 < numbers[2] <= MOST_COLUMNS)
    return False
