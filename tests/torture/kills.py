"""Kills the program at random moments: what it had acknowledged is there, and both files are whole.

Acknowledged is what a call returned for, or what another process could already read in the file.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import random
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from hpreader.history import History
from hpreader.model import Anchor, ListQuery, ReadingProgress, Search, Visit
from hpreader.newsroom.clock import wall_clock
from hpreader.sample import Newspaper
from hpreader.store import Store
from hpreader.store.files import migrations
from tests.support.program import Program
from tests.torture.matrix import Line

EDITION = date(2026, 3, 7)


class Kills:
    """A home with the sample newspaper, which is copied for each kill."""

    def __init__(self, folder: Path, paper: Newspaper, seed: int) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._filled = Program(folder / "filled")
        asyncio.run(subscribe(self._filled.places, Settings(), paper.url))
        outcome = self._filled.run("sync", "--quiet", "--no-pages")
        if outcome.status:
            raise AssertionError(outcome.err)
        with self._store(self._filled) as store:
            self._ids = list(store.lists.rows(ListQuery()).ids())
            store.marks.set_saved(self._ids[-2:])
            store.marks.set_read(self._ids[-4:])
        self._number = 0

    def _store(self, program: Program) -> Store:
        return Store.open(program.places.cache, program.places.data, now=wall_clock)

    @contextmanager
    def _home(self) -> Iterator[Program]:
        self._number += 1
        program = Program(self._folder / str(self._number))
        shutil.copytree(self._filled.home, program.home)
        try:
            yield program
        finally:
            shutil.rmtree(program.home, ignore_errors=True)

    # --- one kill of each kind ----------------------------------------------------------------------

    def writer(self) -> str:
        """A process that writes marks, progress, searches and the trail."""
        with self._home() as program:
            acknowledged = self._killed_writer(program, self._random.uniform(0.0, 0.15))
            with self._store(program) as store:
                read = read_ids(program)
                progress = store.progress.get(acknowledged)
                trail = [visit.title for visit in store.trail.get().items]
                lost = [one for one in acknowledged if one not in read or one not in progress]
                lost += [one for one in acknowledged if one not in trail]
            return f"lost: {lost}" if lost else self._broken(program)

    def _killed_writer(self, program: Program, after: float) -> list[str]:
        """The ids of the articles whose writing was acknowledged before the kill."""
        with started("write", program) as process:
            time.sleep(after)  # the moment of the kill is what is random
            process.kill()
            if process.stdout is None:
                raise AssertionError("unreachable")
            return [line for line in process.stdout.read().split("\n")[:-1] if line]

    def _killed(self, program: Program, *arguments: str, within: tuple[float, float]) -> bytes:
        """Run a command and kill it at a moment of so many seconds; returns what it wrote to stderr."""
        process = subprocess.Popen(
            program.command(*arguments), env=program.environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            process.wait(self._random.uniform(*within))
        except subprocess.TimeoutExpired:
            process.kill()
        return process.communicate()[1]

    def sync(self) -> str:
        """`hpreader sync` with its pages."""
        with self._home() as program:
            before = read_ids(program)
            errors = self._killed(program, "sync", "--quiet", within=(0.2, 2.5))
            if b"Traceback" in errors:
                return errors.decode()[-300:]
            if read_ids(program) != before:
                return "marks were lost"
            outcome = program.run("list", "--json")
            if outcome.status or len(outcome.records) < len(self._ids):
                return f"list: {outcome.status} {outcome.err}"
            return self._broken(program)

    def migration(self) -> str:
        """A migration of user data of the first version."""
        with self._home() as program:
            before = self._age(program)
            with started("migrate", program) as process:
                time.sleep(self._random.uniform(0.0, 0.05))
                process.kill()
            if read_ids(program) != before:
                return "marks were lost"
            return self._broken(program)

    def _age(self, program: Program) -> set[str]:
        """Make the user data those of the first version, with more marks."""
        with closing(sqlite3.connect(program.places.data)) as data:
            first = _tables_of(next(iter(migrations.userdata_scripts())))
            present = data.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            later = {name for (name,) in present if not name.startswith("sqlite_")} - first
            drops = "".join(f"DROP TABLE {table};" for table in sorted(later))
            data.executescript(f"{drops} PRAGMA user_version = 1")
            rows = [(f"moi{number}", 1) for number in range(20_000)]
            data.executemany("INSERT INTO mark (id, read_at) VALUES (?, ?)", rows)
            data.commit()
        if migrations.USERDATA_VERSION < 2:
            raise AssertionError("unreachable")
        return read_ids(program)

    def forget(self) -> str:
        """`hpreader forget`: what it keeps is kept, and it can be repeated."""
        with self._home() as program:
            self._killed(program, "forget", "--yes", within=(0.15, 0.6))
            outcome = program.run("forget", "--yes")
            if outcome.status:
                return outcome.err
            saved = program.run("list", "--saved", "--json").records
            return "saved articles were lost" if len(saved) != 2 else self._broken(program)

    def reader(self) -> str:
        """The reader while somebody reads with the keyboard."""
        with self._home() as program:
            ours, theirs = pty.openpty()
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            process = subprocess.Popen(
                program.command("--offline", "--lang=en"), env=program.environment(), start_new_session=True,
                stdin=theirs, stdout=theirs, stderr=theirs,
            )  # fmt: skip
            os.close(theirs)
            drawn = bytearray()
            ends_at = time.monotonic() + self._random.uniform(0.3, 4.0)
            seen = read_ids(program)
            while time.monotonic() < ends_at:
                if select.select([ours], [], [], 0.05)[0]:
                    drawn += os.read(ours, 65_536)
                if b"Dates" in drawn:
                    os.write(ours, self._random.choice((b"m", b"s", b"j", b"\r", b"h", b"J")))
                seen = read_ids(program)
            # What could be read in the file before the last key is acknowledged, but a key may take it back.
            process.kill()
            process.wait()
            os.close(ours)
            if b"Traceback" in drawn:
                return drawn[-300:].decode(errors="replace")
            lost = seen - read_ids(program)
            return f"lost: {lost}" if len(lost) > 2 else self._broken(program)

    # --- what is checked after each -------------------------------------------------------------------

    def _broken(self, program: Program) -> str:
        for path in (program.places.data, program.places.cache):
            if path.exists():
                with closing(sqlite3.connect(path)) as file:
                    found = file.execute("PRAGMA integrity_check(1)").fetchone()[0]
                if found != "ok":
                    return f"{path.name}: {found}"
        with self._store(program) as store:
            if store.notices:
                return str(store.notices)
        broken = [path.name for path in program.home.rglob("*.broken-*")]
        return f"moved aside: {broken}" if broken else ""


KINDS: dict[str, Callable[[Kills], str]] = {
    "a process that writes": Kills.writer,
    "migration": Kills.migration,
    "sync": Kills.sync,
    "forget": Kills.forget,
    "the reader": Kills.reader,
}


def _tables_of(script: str) -> set[str]:
    """The tables that an SQL script creates."""
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.executescript(script)
        rows = empty.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {name for (name,) in rows}


def read_ids(program: Program) -> set[str]:
    """The articles that are marked as read, as another process reads them."""
    with closing(sqlite3.connect(program.places.data, timeout=10)) as file:
        return {row[0] for row in file.execute("SELECT id FROM mark WHERE read_at IS NOT NULL")}


@contextmanager
def started(what: str, program: Program) -> Iterator[subprocess.Popen[str]]:
    """A process of this module that has begun its work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.kills", what, str(program.home)], text=True,
        stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], env=program.environment(),
    )  # fmt: skip
    try:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise AssertionError("it did not start")
        yield process
    finally:
        process.kill()
        process.communicate()


def write(program: Program) -> None:
    """Write without end, and say of each article that it is written."""
    trail: History[Visit] | None = None
    with Store.open(program.places.cache, program.places.data, now=wall_clock) as store:
        ids = store.lists.rows(ListQuery()).ids()
        print("ready", flush=True)
        for number, article_id in enumerate((*ids, *(f"moi{n}" for n in range(2_000)))):
            store.marks.set_read([article_id])
            store.progress.put(article_id, ReadingProgress(Anchor(1, number), 0.5), wall_clock())
            visit = Visit(Search(article_id), article_id, at=wall_clock())
            trail = History((visit,), 0) if trail is None else trail.visit(visit)
            store.trail.put(trail)
            print(article_id, flush=True)


def migrate(program: Program) -> None:
    """Open user data of an earlier version."""
    print("ready", flush=True)
    Store.open(program.places.cache, program.places.data, now=wall_clock).close()


def run(seconds: float, seed: int) -> list[Line]:
    """Kill processes of every kind, each for its share of some seconds and at least three times."""
    lines = []
    with (
        tempfile.TemporaryDirectory(prefix="hpreader-kills-") as folder,
        Newspaper(EDITION) as paper,
    ):
        kills = Kills(Path(folder), paper, seed)
        for name, kind in KINDS.items():
            line = Line(f"kills: {name}")
            ends_at = time.monotonic() + seconds / len(KINDS)
            while time.monotonic() < ends_at or line.tried < 3:
                started = time.monotonic()
                try:
                    failure = kind(kills)
                except Exception as error:  # noqa: BLE001 - it is what is looked for
                    failure = f"{type(error).__name__}: {error}"
                line.count(time.monotonic() - started, failure)
            lines.append(line)
    return lines


if __name__ == "__main__":
    {"write": write, "migrate": migrate}[sys.argv[1]](Program(Path(sys.argv[2])))
