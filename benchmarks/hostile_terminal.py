"""The real program on a pseudo-terminal that answers falsely, and that is given very much to read.

    python benchmarks/hostile_terminal.py [CASE ...]

Each case is sent while the program asks the terminal what it can do, and again while the newspaper is on
the screen. Printed are the seconds until all of it was read, those until a key behind it is answered, and those
from Ctrl+Q to the end.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import struct
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.program import Program
from tests.support.pty import Terminal, terminal

PASTE, PASTE_END = "\x1b[200~", "\x1b[201~"
HELP, QUIT = "?", "\x11"
HELP_TEXT = b"Half a page down"
MOST = 60.0
"""Seconds after which the program hangs."""
MOST_RUNNING, MOST_AT_START, MOST_END = 1.0, 3.0, 1.5
"""Seconds that pass; at the start they contain the rest of it."""

CASES: dict[str, str] = {
    "nothing": "",
    "osc": f"\x1b]11;{'a' * 100_000}\x07",
    "osc_without_end": f"\x1b]11;rgb:{'f' * 100_000}",
    "dcs": f"\x1bP>|{'a' * 50_000}\x1b\\",
    "apc": f"\x1b_G{'a' * 50_000}\x1b\\",
    "da": f"\x1b[?{'4;' * 5_000}c",
    "csi_digits": f"\x1b[{'1;' * 5_000}R",
    "huge_numbers": f"\x1b[6;{'9' * 5_000};{'9' * 5_000}t\x1b[4;99999;99999t",
    "window_size": "",
    "resize": "\x1b[48;99999;99999;99999;99999t",
    "resize_zero": "\x1b[48;0;0;0;0t",
    "focus": "\x1b[I\x1b[O" * 250,
    "key_above_unicode": "\x1b[1114112u",
    "keys_above_unicode": "".join(
        f"\x1b[{number}u" for number in (55_296, 1_114_111, 10**10, 10**20)
    ),
    "key_fields": "\x1b[97:65:99999999;99999999u\x1b[97;;99999999u\x1b[57441;5u\x1b[;u\x1b[:;u\x1b[97;0u",
    "mouse": "\x1b[<0;99999;99999M\x1b[<999;1;1M\x1b[<64;-1;-1M\x1b[M\xff\xff\xff" * 50,
    "mode_reports": "\x1b[?2048;9$y\x1b[?2026;0$y\x1b[?99999999999;1$y" * 100,
    "cursor": "\x1b[99999999999;99999999999R" * 50,
    "escapes": "\x1b" * 5_000,
    "invalid_utf8": "\udcff" * 2_000,
    "paste_into_list": PASTE + "chữ " * 250_000 + PASTE_END,
    "paste_into_search": "F" + PASTE + "chữ " * 1_250_000 + PASTE_END,
    "paste_lines_into_search": "F" + PASTE + "chữ\r\n" * 800_000 + PASTE_END,
    "paste_marks_into_search": "F" + PASTE + "a" + "\u0301\u0323" * 200_000 + PASTE_END,
    "paste_into_filter": "/" + PASTE + "chữ " * 1_250_000 + PASTE_END,
    "paste_into_source": "+" + PASTE + "chữ " * 1_250_000 + PASTE_END,
    "paste_into_palette": ":" + PASTE + "chữ " * 1_250_000 + PASTE_END,
    "paste_without_end": PASTE + "chữ " * 250_000,
}
ENDS: dict[str, str] = {"paste_without_end": PASTE_END, "osc_without_end": "\x07"}


class Reader(threading.Thread):
    """Reads what a terminal is sent, so that the program is never held up."""

    def __init__(self, screen: Terminal) -> None:
        super().__init__(daemon=True)
        self._file = screen.file
        self.drawn = bytearray()
        self.has_ended = threading.Event()
        self.start()

    def run(self) -> None:
        """Read to the end."""
        with contextlib.suppress(OSError):
            while part := os.read(self._file, 65_536):
                self.drawn += part
        self.has_ended.set()

    def wait(self, condition: Callable[[], bool]) -> float:
        """Seconds until something is so, at most `MOST`."""
        started = time.monotonic()
        while not condition() and time.monotonic() < started + MOST:
            self.has_ended.wait(0.005)
            if self.has_ended.is_set():
                break
        return round(time.monotonic() - started, 2)

    def wait_for(self, text: bytes, start: int = 0) -> float:
        """Seconds until a text was drawn behind some byte of the output."""
        return self.wait(lambda: self.drawn.find(text, start) >= 0)


def send(screen: Terminal, text: str) -> float:
    """Write all of a text; returns how long that took."""
    started = time.monotonic()
    data = memoryview(text.encode("utf-8", "surrogateescape"))
    while data and time.monotonic() < started + MOST:
        if select.select([], [screen.file], [], 1)[1]:
            data = data[os.write(screen.file, data[:4_096]) :]
    return round(time.monotonic() - started, 2)


def is_read(screen: Terminal) -> bool:
    """Has the program read all that was sent?"""
    theirs = os.open(os.ptsname(screen.file), os.O_RDWR | os.O_NOCTTY)
    try:
        return struct.unpack("i", fcntl.ioctl(theirs, termios.FIONREAD, bytes(4)))[0] == 0
    finally:
        os.close(theirs)


def measure(name: str, *, at_start: bool) -> dict[str, object]:
    """Run one case."""
    with tempfile.TemporaryDirectory() as home:
        program = Program(Path(home))
        command = program.command("--lang=en", "demo", strict=False)
        with terminal(command, program.environment(), 120, 40) as screen:
            reader = Reader(screen)
            if at_start:
                reader.wait_for(b"\x1b[c")
            else:
                reader.wait_for(b"Dates")
                time.sleep(1)
            sent = send(screen, CASES[name])
            if name == "window_size":
                largest = struct.pack("HHHH", 65_535, 65_535, 0, 0)
                fcntl.ioctl(screen.file, termios.TIOCSWINSZ, largest)
            if at_start:
                reader.wait_for(b"Dates")
            send(screen, ENDS.get(name, ""))
            behind = time.monotonic()
            start = len(reader.drawn)
            time.sleep(0.2)
            send(screen, "\x1b")
            time.sleep(0.15)
            send(screen, "\x1b")
            time.sleep(0.15)
            send(screen, HELP)
            reader.wait_for(HELP_TEXT, start)
            answered = round(time.monotonic() - behind - 0.5, 2)
            send(screen, QUIT)
            ended = reader.wait(reader.has_ended.is_set)
            text = reader.drawn.decode(errors="replace")
            return {
                "case": name,
                "at_start": at_start,
                "sent": sent,
                "answered": answered,
                "end": ended,
                "status": screen._process.wait(10) if ended < MOST else "hangs",
                "traceback": "Traceback" in text,
                "last": text[-6000:] if "Traceback" in text else "",
            }


def main() -> None:
    """Run the cases and print a line for each."""
    for name in sys.argv[1:] or CASES:
        for at_start in (False, True):
            found = measure(name, at_start=at_start)
            most_answered = MOST_AT_START if at_start else MOST_RUNNING
            is_quick = float(str(found["answered"])) <= most_answered
            is_well = is_quick and float(str(found["end"])) <= MOST_END and not found["traceback"]
            print("ok  " if is_well else "FAIL", json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
