"""Reads the sample newspaper with random keys for a long time: `make soak`, `make soak MINUTES=60`.

The reader runs on a pseudo-terminal. Its memory, its files and its threads are looked at all the time;
after the first quarter, in which all is loaded, they may not grow.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from hpreader.ui.commands import COMMANDS
from tests.support.program import Program
from tests.torture.matrix import Line, show

PAUSE = 0.03
"""Seconds between two keys."""
STALLED = 10.0
"""Seconds without anything drawn though keys are pressed, after which the reader hangs."""
LONG = 3.0
"""Seconds of keys that change nothing, which are told; it is no failure."""
MOST_GROWTH = 40_000
"""Kilobytes between the second quarter and the last."""
MOST_MORE = 8
"""Files and threads more than in the second quarter."""
LEFT_OUT = {"quit", "suspend"}
"""Commands that end the reader or stop it."""
SETTINGS = """\
stories = true
places = ["Lê Chân", "quận Hồng Bàng", "xã An Lão", "Hải An"]

[commands.count]
key = "W"
run = ["wc", "-w"]
"""
"""What a plain reader has not: stories, places, a command."""
RULES = """\
[[rule]]
words = ["mèo", "chợ"]
mute = true

[[rule]]
words = ["cầu", "bão"]
tag = ["theo dõi"]
notify = true

[[rule]]
words = "phà"
save = true
keep = true
"""
"""The rules of the demo's files, which are the user's of no other reader."""
CHANGES = ("", RULES, RULES.replace("mèo", "thuyền"), "[[rule]\n")
"""What another program writes into the file of rules meanwhile: none, others, no TOML."""
OFTEN = 0.005
"""How often, of all keys, the rules are changed from outside."""
SIZES = ((24, 80), (40, 120), (60, 200), (12, 40), (24, 79))
CHARACTERS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f9": "\x1b[20~", "alt+left": "\x1b[1;3D", "alt+right": "\x1b[1;3C",
    "ctrl+left": "\x1b[1;5D", "ctrl+right": "\x1b[1;5C",
}  # fmt: skip
NAMED = {
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "plus": "+",
    "minus": "-",
}
OTHERS = (
    "a",
    "đ",
    "ơ",
    "1",
    "\x1b[<0;10;5M\x1b[<0;10;5m",
    "\x1b[<65;60;9M",
    "\x1b[I",
    "\x1b[O",
    "\x1b[200~dán\x1b[201~",
    "\x1b[1114112u",
)
"""Letters, clicks, the wheel, focus, a paste, an answer of no terminal."""


def characters_of(key: str) -> str:
    """What a terminal sends for a key; "" if it is not known here."""
    if len(key) == 1:
        return key
    if key.startswith("ctrl+") and len(key) == 6:
        return chr(ord(key[-1].upper()) & 0x1F) if key[-1] not in "czqs" else ""
    return CHARACTERS.get(key) or NAMED.get(key, "")


def keys_of_the_table() -> list[str]:
    """All keys of the reader's table, as a terminal sends them."""
    found = [
        characters_of(key.strip())
        for command in COMMANDS.values()
        if command.id not in LEFT_OUT
        for key in command.keys.split(",")
    ]
    return [characters for characters in found if characters not in ("", "q")]


@dataclass
class Size:
    """What the process uses at some time."""

    memory: int
    files: int
    threads: int


@dataclass
class Reading:
    """One reader and what is known of it."""

    program: Program
    chooser: random.Random
    line: Line
    sizes: list[Size] = field(default_factory=list)
    starts: int = 0

    def read(self, seconds: float) -> None:
        """Press keys for some seconds; a reader that a key ended is started anew."""
        ends_at = time.monotonic() + seconds
        while time.monotonic() < ends_at:
            self.starts += 1
            self.sizes.clear()
            failure = self._read_once(ends_at)
            if failure:
                self.line.count(0.0, failure)
                return

    def _read_once(self, ends_at: float) -> str:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = self.program.environment(
            BROWSER="true", COLORTERM="truecolor", TMPDIR=str(self.program.home)
        )
        process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", "hpreader", "demo"], env=environment, start_new_session=True,
            stdin=theirs, stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        try:
            return self._press(process, ours, ends_at)
        finally:
            process.kill()
            process.wait()
            os.close(ours)

    def _press(self, process: subprocess.Popen[bytes], ours: int, ends_at: float) -> str:
        keys = [*keys_of_the_table(), "W"]
        drawn = b""
        waits_since = None
        history: list[str] = []
        while time.monotonic() < ends_at:
            if process.poll() is not None:
                return (
                    ""
                    if process.returncode == 0 and b"Traceback" not in drawn
                    else f"it ended: {drawn[-600:]!r}"
                )
            if select.select([ours], [], [], PAUSE)[0]:
                try:
                    drawn = (drawn + os.read(ours, 1 << 20))[-20_000:]
                except OSError:
                    continue  # it has ended
                if b"Traceback" in drawn:
                    rest = plain(drawn.decode(errors="replace") + rest_of(ours))
                    return f"after {history[-8:]}: {rest[rest.index('Traceback') :]}"
                if waits_since is not None:
                    waited = time.monotonic() - waits_since
                    if waited > max(LONG, self.line.worst):
                        self.line.notes.append(f"{waited:.1f} s without a change after {history}")
                    self.line.count(waited)
                waits_since = None
            if waits_since is not None and time.monotonic() - waits_since > STALLED:
                waits_since = None
                # Keys that change nothing draw nothing; another size always does.
                for size in SIZES[:2]:
                    resize(process, ours, size)
                    if not select.select([ours], [], [], STALLED)[0]:
                        process.send_signal(signal.SIGABRT)
                        return f"nothing is drawn after {history}: {rest_of(ours)}"
                    os.read(ours, 1 << 20)
            self._press_one(process, ours, keys, history)
            waits_since = waits_since or time.monotonic()
            if self.chooser.random() < 0.05 and (size := size_of(process.pid)):
                self.sizes.append(size)
        return self._growth()

    def _press_one(
        self, process: subprocess.Popen[bytes], ours: int, keys: list[str], history: list[str]
    ) -> None:
        chooser = self.chooser
        key = chooser.choice(keys if chooser.random() < 0.9 else OTHERS)
        history.append(key)
        del history[:-20]
        if chooser.random() < 0.01:
            resize(process, ours, chooser.choice(SIZES))
        if chooser.random() < OFTEN:
            for folder in self.program.home.glob("hpreader-demo-*"):
                (folder / "rules.toml").write_text(chooser.choice(CHANGES), "utf-8")
        os.write(ours, key.encode())

    def _growth(self) -> str:
        quarter = len(self.sizes) // 4
        if quarter < 5:
            return ""
        second, last = self.sizes[quarter : 2 * quarter], self.sizes[-quarter:]
        grown = {
            name: int(
                median(getattr(size, name) for size in last)
                - median(getattr(size, name) for size in second)
            )
            for name in ("memory", "files", "threads")
        }
        self.line.memory = max(size.memory for size in self.sizes)
        is_flat = (
            grown["memory"] < MOST_GROWTH
            and grown["files"] < MOST_MORE
            and grown["threads"] < MOST_MORE
        )
        self.line.notes.append(f"growth from the second quarter to the last: {grown}")
        return "" if is_flat else f"it grows: {grown}"


def resize(process: subprocess.Popen[bytes], ours: int, size: tuple[int, int]) -> None:
    """Give the terminal another size; the process has no terminal of its own that would tell it."""
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    process.send_signal(signal.SIGWINCH)


def rest_of(ours: int) -> str:
    """What a process writes until its end."""
    found = b""
    while select.select([ours], [], [], 3.0)[0]:
        try:
            found += os.read(ours, 65_536)
        except OSError:
            break
    return found[-6_000:].decode(errors="replace")


def plain(text: str) -> str:
    """What a process wrote, without control sequences and the lines around tracebacks."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|[\u2500-\u257f]| +(?=\r)|\r", "", text)


def size_of(pid: int) -> Size | None:
    """The size of a process; None if it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        values = dict(line.split(":", 1) for line in status.splitlines())
        files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        return Size(int(values["VmRSS"].split()[0]), files, int(values["Threads"]))
    except (OSError, KeyError, ValueError):
        return None


def main() -> int:
    """Read for some minutes, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument(
        "--seed", type=int, default=None, help="of the random keys; random if not given"
    )
    arguments = options.parse_args()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3))
    line = Line("keys that were answered")
    with tempfile.TemporaryDirectory(prefix="hpreader-soak-") as folder:
        program = Program(Path(folder))
        program.configure(SETTINGS)
        reading = Reading(program, random.Random(seed), line)
        reading.read(arguments.minutes * 60)
    line.notes.append(f"{reading.starts} starts")
    return 0 if show(f"soak, seed {seed}", [line]) else 1


if __name__ == "__main__":
    sys.exit(main())
