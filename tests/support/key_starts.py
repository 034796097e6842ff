"""Keys at random moments of the start of the real program on a pseudo-terminal: none is lost.

    python -m tests.support.key_starts [COUNT] [SEED]

Each start is given keys at moments between the start of the process and a second later, and must draw what the
keys ask for and then end with Ctrl+Q.
"""

from __future__ import annotations

import asyncio
import random
import select
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.support import town
from tests.support.program import Program
from tests.support.pty import Terminal, terminal

LONGEST = 1.0
"""Seconds from the start of the process to the last key."""
KEYS = [
    ("\r", "Đoạn 1 của bài 1:"),
    ("j\r", "Đoạn 1 của bài 2:"),
    ("jjk\r", "Đoạn 1 của bài 2:"),
    ("jjj\r", "Đoạn 1 của bài 4:"),
    ("?", "Half a page down"),
    ("M", "marked as read"),
]
"""Keys, and what is seen of them all."""


def read_for(screen: Terminal, seconds: float) -> None:
    """Read what is drawn for a while."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([screen.file], [], [], left)[0]:
            screen._read()


def start_once(program: Program, chance: random.Random) -> str:
    """One start; returns what went wrong, "" if nothing did."""
    keys, seen = chance.choice(KEYS)
    moments = sorted(chance.uniform(0, LONGEST) for _ in keys)
    command = program.command("--offline", "--lang=en")
    with terminal(command, program.environment(), 120, 40) as screen:
        before = 0.0
        for key, moment in zip(keys, moments, strict=True):
            read_for(screen, moment - before)
            before = moment
            screen.press(key)
        what = f"{keys!r} at {[round(moment, 3) for moment in moments]}"
        try:
            screen.wait_for(seen)
            screen.press("\x11")
            status, _ = screen.end()
        except (AssertionError, TimeoutError) as error:
            return f"{what}: {str(error)[-300:]}"
        return f"{what}: status {status}" if status else ""


def main() -> None:
    """Start it so many times, each with a copy of the home that the tests use, and tell of each."""
    count, seed = (int(each) for each in (*sys.argv[1:], *("80", "13")[len(sys.argv) - 1 :]))
    chance = random.Random(seed)
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        filled = Program(Path(folder, "filled"))
        filled.home.mkdir()
        asyncio.run(fill(filled))
        for number in range(1, count + 1):
            home = Path(shutil.copytree(filled.home, Path(folder, str(number))))
            trouble = start_once(Program(home), chance)  # "M" marks nothing a second time
            shutil.rmtree(home)
            lost += bool(trouble)
            sys.stdout.write(f"{number:3} {trouble or 'ok'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count} starts, seed {seed}: {lost} in which keys were lost\n")
    sys.exit(bool(lost))


async def fill(program: Program) -> None:
    """Put the news of the tests' town into its files."""
    folder = program.home / "printed"
    folder.mkdir()
    newsroom = await town.newsroom(folder, town.build(), town.Clock())
    async for _ in newsroom.syncs.run():
        pass
    await newsroom.close()
    for path, name in ((program.places.data, "reader"), (program.places.cache, "cache")):
        path.parent.mkdir(parents=True)
        (folder / f"{name}.sqlite3").rename(path)


if __name__ == "__main__":
    main()
