"""A pseudo-terminal with the program on it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

PATIENCE = 60
"""Seconds after which a program that says nothing hangs."""


END = 20
"""Seconds for a program to end that was told to: it takes two on a machine with nothing else to do."""


USUALLY_ON = {"7", "25"}
"""Autowrap and the cursor (DECAWM and DECTCEM of the VT510)."""


def left_on(drawn: bytes) -> set[str]:
    """What a program switched on and not off again, or off and not on: modes, keyboard flags."""
    on = set(USUALLY_ON)
    for numbers, letter in re.findall(rb"\x1b\[\?([\d;]+)([hl])", drawn):
        for number in numbers.decode().split(";"):
            (on.add if letter == b"h" else on.discard)(number)
    pushed = len(re.findall(rb"\x1b\[>\d+u", drawn)) - len(re.findall(rb"\x1b\[<\d*u", drawn))
    return on ^ USUALLY_ON | ({"keyboard flags"} if pushed > 0 else set())


class Terminal:
    """What a program draws, and the keys it is sent."""

    def __init__(self, ours: int, process: subprocess.Popen[bytes]) -> None:
        self._ours = ours
        self._process = process
        self.drawn = b""

    @property
    def file(self) -> int:
        """Our end, for a test that waits for no output."""
        return self._ours

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], PATIENCE)[0]:
            raise TimeoutError(self.drawn[-2_000:])
        try:
            part = os.read(self._ours, 65_536)
        except OSError:  # Linux says EIO when the program has ended
            return False
        self.drawn += part
        return bool(part)

    def wait_for(self, words: str) -> None:
        """Read until some words were drawn."""
        while words.encode() not in self.drawn:
            assert self._read(), self.drawn[-2_000:]

    def wait_for_bytes(self, count: int) -> None:
        """Read until so many bytes were written."""
        while len(self.drawn) < count:
            assert self._read(), self.drawn[-2_000:]

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._ours, keys.encode())

    def hang_up(self) -> int:
        """Take the terminal away, as a closed window does, and wait for the program's end."""
        self.close_terminal()
        return self.ended()

    def close_terminal(self) -> None:
        """Take the terminal away."""
        os.close(self._ours)
        self._ours = -1

    def ended(self) -> int:
        """Wait for the program's end, and read nothing of what it still draws."""
        return self._process.wait(END)

    def mode(self) -> list[Any]:
        """The terminal's attributes."""
        return termios.tcgetattr(self._ours)

    def send_signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def suspend(self) -> None:
        """Press the shell's key for a break, and wait until the program stands still."""
        self.press("\x1a")
        self.wait_for("\x1b[?1049l")  # it ends no sooner than all it has drawn is read
        self.wait_until_stopped()

    def wait_until_stopped(self) -> None:
        """Wait until the program stands still."""
        _, status = os.waitpid(self._process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), self.drawn[-2_000:]

    def resume(self) -> None:
        """Let it go on, as a shell's `fg` does; what was drawn before is gone."""
        self.wait_for("\x1b[?1049l")
        self.drawn = b""
        self._process.send_signal(signal.SIGCONT)

    def terminate(self) -> None:
        """Ask the program to end, as a system that shuts down does."""
        self._process.terminate()

    def close(self) -> None:
        """End the program whatever it does."""
        self._process.kill()
        self._process.wait()
        if self._ours >= 0:
            os.close(self._ours)

    def end(self) -> tuple[int, str]:
        """Wait for the program's end: its exit status, and all that it drew."""
        while self._read():
            pass
        status = self._process.wait(PATIENCE)
        text = self.drawn.decode(errors="replace").replace("\r\n", "\n")
        assert "Traceback" not in text, text
        return status, text


@contextmanager
def terminal(
    command: Sequence[str], environment: Mapping[str, str], columns: int = 80, lines: int = 24
) -> Iterator[Terminal]:
    """Run a program with a terminal of some size for stdin, stdout and stderr."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    screen = Terminal(ours, process)
    try:
        yield screen
    finally:
        screen.close()
