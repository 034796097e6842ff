"""How long until the first headline is on the screen, against a bare Textual program.

The last row is that of the last screen, which is drawn while the reader is being imported; in the
others there is none, because a reader that is killed keeps no screen.

Each program runs in a pseudo-terminal until the text it is to show has come through, and is ended
there and then; what is compared is the CPU time it had used (user and system, as the kernel
accounts it), which depends less on a busy machine than the clock does. The programs take turns,
so that a machine that slows down slows all of them; the medians are compared.

    python benchmarks/start.py [--runs 15]

Run it with compiled bytecode, as an installed program has it: `make bench` does.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hpreader.model import Entry, Section, Source
from hpreader.store import ListedEntry, Store

MARK = "Nhất-định-thấy"
"""What each program is to show; one word, so that no drawing order can part it."""

BARE = f"""
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static({MARK!r})

Bare().run()
"""

SECTIONS = "Chuyên mục"
"""What the reader shows when all panes are there."""

PATIENCE = 30.0
"""Seconds after which a program that shows nothing is given up."""


def fill(home: Path, count: int) -> None:
    """Put a cache and user data with `count` headlines where the reader looks for them."""
    cache, data = home / "cache" / "hpreader", home / "data" / "hpreader"
    cache.mkdir(parents=True)
    data.mkdir(parents=True)
    newest = datetime(2026, 11, 22, 8, tzinfo=UTC)
    store = Store.open(cache / "cache.sqlite3", data / "reader.sqlite3", now=lambda: newest)
    store.sources.put_all([Source("bao", "Báo", "http://127.0.0.1:9/", (Section("Tin"),))])
    items = []
    for number in range(count):
        title = MARK if number == 0 else f"Tin số {number}: cầu Hoàng Văn Thụ thông xe"
        url = f"http://127.0.0.1:9/tin-{number}.html"
        entry = Entry(url, title, url, published=newest - timedelta(minutes=7 * number))
        items.append(
            ListedEntry(
                store.identities.identify(url, url), entry, "", is_new=True, is_changed=False
            )
        )
    store.entries.record_list("bao", "Tin", items, newest)
    store.close()


def read_once(command: list[str], environment: dict[str, str]) -> None:
    """Open the reader and leave it, so that there is a last screen."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    shown, is_left = b"", False
    with suppress(OSError):  # the end of a pseudo-terminal
        while part := os.read(terminal, 65536):
            shown += part
            if not is_left and SECTIONS.encode() in shown:
                is_left = os.write(terminal, b"q") == 1
    os.waitpid(process, 0)
    os.close(terminal)


def cpu_until_shown(command: list[str], environment: dict[str, str]) -> float:
    """CPU seconds that a program used until the mark was on the screen.

    Raises:
        TimeoutError: it never was.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    shown, wanted, give_up = b"", MARK.encode(), time.monotonic() + PATIENCE
    try:
        while wanted not in shown:
            ready, _, _ = select.select([terminal], [], [], max(0.0, give_up - time.monotonic()))
            if not ready:
                raise TimeoutError(shown[-2000:].decode(errors="replace"))
            shown += os.read(terminal, 65536)
    finally:
        os.kill(process, signal.SIGKILL)
        _, _, usage = os.wait4(process, 0)
        os.close(terminal)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    runs: int = parser.parse_args().runs
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**clean, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "bare.py").write_text(BARE, "utf-8")
        programs = {"bare Textual": ([sys.executable, str(place / "bare.py")], environment)}
        for count in (10, 10_000):
            home = place / str(count)
            fill(home, count)
            homes = {
                f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("cache", "data", "config")
            }
            programs[f"hpreader, {count:,} articles"] = (
                [sys.executable, "-m", "hpreader", "--offline"],
                {**environment, **homes},
            )
        home = place / "left"
        fill(home, 10)
        homes = {
            f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("cache", "data", "config")
        }
        command = [sys.executable, "-m", "hpreader", "--offline"]
        read_once(command, {**environment, **homes})
        programs["hpreader, the last screen"] = (command, {**environment, **homes})
        times: dict[str, list[float]] = {name: [] for name in programs}
        for run in range(runs + 1):
            for name, (command, variables) in programs.items():
                seconds = cpu_until_shown(command, variables)
                if run:  # the first warms the disk's cache and the bytecode
                    times[name].append(seconds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["bare Textual"]
    print(f"CPU until the first headline is shown, median of {runs} interleaved runs")
    for name, median in medians.items():
        print(f"  {name:28} {median * 1000:6.0f} ms   {median / base:5.2f} x bare")
    few, many = (medians[f"hpreader, {count:,} articles"] for count in (10, 10_000))
    print(f"  10,000 articles against 10: {many / few:.2f} x")


if __name__ == "__main__":
    main()
