"""From a key to the last byte of the picture that it makes, against bare Textual widgets.

The reader and a program of Textual's own widgets (`bare.py`) run in pseudo-terminals of 120 x 40
and get the same keys in turns. What is compared is the CPU time that all threads of a program used
from the key to the last byte of its answer (as Linux's scheduler accounts it, in nanoseconds); the
time on the clock is told beside it. An answer has ended when nothing came and the program did
nothing for 30 ms, so that what it draws again a moment later counts too.

    python benchmarks/journeys.py [--rounds 10] [--only WORD]
"""

from __future__ import annotations

import argparse
import fcntl
import json
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newspaper import NEWEST, SECTIONS, SOURCES, articles

from hpreader.model import Article, Section, Source
from hpreader.store import Store
from hpreader.text import fold
from hpreader.ui.commands import COMMANDS

QUIET = 0.03
"""Seconds without a byte and without work after which an answer has ended."""
PATIENCE = 0.3
"""Seconds for which a program that does nothing at all is waited for."""
NEVER = 30.0
"""Seconds without a byte after which what is waited for will not come."""
IDLE = 0.03
"""The share of a CPU that is no work: timers."""
PROMISE = 1.5
"""How many times a bare widget's CPU time a journey may take."""
ESCAPE, ENTER, TRAIL, CLEAR = "\x1b", "\r", "\x19", "\x15"


@dataclass(frozen=True)
class Journey:
    """Keys that are pressed again and again, of which some are measured."""

    name: str
    before: str
    """Keys that lead to where it begins."""
    measured: str
    after: str = ""
    """Keys that lead back to there."""
    many: bool = False
    """With 10,000 articles instead of 10?"""
    scene: str = "list"


JOURNEYS = (
    Journey("cursor down, 10 headlines", "", "jjjjj", "g"),
    Journey("cursor down, 10,000 headlines", "", "j" * 20, "", many=True),
    Journey("page down in the article", ENTER, "   ", "g"),
    Journey("open a cached article", "", ENTER, "hj", many=True),
    Journey("back", ENTER + "JJ", "H", "L"),
    Journey("forward", ENTER + "JJ" + "H", "L", "H"),
    Journey("pane switch", ENTER, "\t\t\t\t", "", scene="panes"),
    Journey("filter letter, 10 headlines", "/", "cau", CLEAR),
    Journey("filter letter, 10,000 headlines", "/", "cau", CLEAR, many=True),
    Journey("help open", "", "?", ESCAPE),
    Journey("trail open", ENTER + "JJ", TRAIL, ESCAPE),
)


@dataclass(frozen=True)
class Answer:
    """What one key cost."""

    cpu: float
    clock: float
    size: int


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._read(quiet=1.5)

    def _cpu(self) -> float:
        """CPU seconds of all its threads so far (proc(5), schedstat)."""
        tasks = Path(f"/proc/{self._process}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def _read(self, quiet: float) -> tuple[int, float, float]:
        """Read until nothing comes: how much came, and CPU time and clock at its last byte."""
        size, cpu, clock = 0, self._cpu(), time.perf_counter()
        seen, patience = cpu, clock + PATIENCE
        while True:
            if select.select([self._terminal], [], [], quiet)[0]:
                size += len(os.read(self._terminal, 1 << 20))
                seen = cpu = self._cpu()
                clock = time.perf_counter()
            elif (now := self._cpu()) - seen > IDLE * quiet:
                seen = now
            elif size or time.perf_counter() > patience:
                return size, cpu, clock

    def press(self, key: str, quiet: float = QUIET) -> Answer:
        """Press a key and wait for the end of its answer, after which nothing comes for so many seconds."""
        cpu, clock = self._cpu(), time.perf_counter()
        os.write(self._terminal, key.encode())
        size, cpu_then, clock_then = self._read(quiet)
        return Answer(cpu_then - cpu, clock_then - clock, size)

    def press_until(self, key: str, text: bytes) -> tuple[float, bytes]:
        """Press a key; returns the seconds until a text was drawn, and all that was drawn until then.

        Raises:
            TimeoutError: it was not drawn.
        """
        output, start = b"", time.perf_counter()
        os.write(self._terminal, key.encode())
        while text not in output:
            if not select.select([self._terminal], [], [], NEVER)[0]:
                raise TimeoutError(text)
            output += os.read(self._terminal, 1 << 20)
        return time.perf_counter() - start, output

    def answer_until(self, key: str, text: str) -> Answer:
        """What a key cost until a text was drawn; what comes later is read and not counted.

        Raises:
            TimeoutError: it was not drawn.
        """
        cpu = self._cpu()
        clock, output = self.press_until(key, text.encode())
        answer = Answer(self._cpu() - cpu, clock, len(output))
        self._read(QUIET)
        return answer

    @property
    def memory(self) -> int:
        """Kilobytes of memory that only this program uses, and its share of the rest (proc(5), Pss)."""
        lines = Path(f"/proc/{self._process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

    def end(self) -> None:
        """End it whatever it does."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)


# --- the same newspaper for both ----------------------------------------------------------------


def newspaper(count: int) -> list[Article]:
    """The articles: the first ones long enough to page through."""
    return [*articles(min(count, 200), words=1500), *articles(count, words=40, seed=4)][:count]


def fill(home: Path, paper: Sequence[Article]) -> dict[str, str]:
    """Put the articles where the reader looks for them, and say so in its environment."""
    cache, data = home / "cache" / "hpreader", home / "data" / "hpreader"
    cache.mkdir(parents=True)
    data.mkdir(parents=True)
    with Store.open(cache / "cache.sqlite3", data / "reader.sqlite3", now=lambda: NEWEST) as store:
        sections = tuple(Section(name) for name in SECTIONS)
        store.sources.put_all(
            [Source(name, name, "http://127.0.0.1:9/", sections) for name in SOURCES]
        )
        with store.database.writing():  # one transaction for each would take twice as long
            for article in paper:
                store.articles.put(article, listed=True)
    return {f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("cache", "data", "config")}


def wrapped(article: Article, width: int = 72) -> list[str]:
    """The text in lines, as the bare program shows it."""
    lines = [article.title, ""]
    for paragraph in article.plain_text().split("\n"):
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) >= width:
                lines.append(line)
                line = ""
            line += word + " "
        lines += [line, ""]
    return lines


def given(paper: Sequence[Article]) -> str:
    """What the bare program is to show, as JSON."""
    rows = [f"{article.title}\n{article.published:%d/%m %H:%M}" for article in paper]
    return json.dumps(
        {
            "rows": rows,
            "folded": [fold(article.title) for article in paper],
            "texts": [wrapped(article) for article in paper[:50]],
            "lines": {
                "help": [f"{one.keys:38}{one.help or one.title}" for one in COMMANDS.values()],
                "trail": [article.title for article in paper[:3]],
            },
        }
    )


# --- measuring ----------------------------------------------------------------------------------


def answers(program: Program, journey: Journey) -> Iterator[Answer]:
    """One round of a journey; what it yields is to be counted."""
    for key in journey.measured:
        yield program.press(key)
    for key in journey.after:
        program.press(key)


def measure(
    journey: Journey, commands: dict[str, tuple[list[str], dict[str, str]]], rounds: int
) -> dict[str, list[Answer]]:
    """Both programs in turns."""
    programs = {name: Program(*command) for name, command in commands.items()}
    found: dict[str, list[Answer]] = {name: [] for name in programs}
    try:
        for program in programs.values():
            for key in journey.before:
                program.press(key)
        for round_number in range(rounds + 1):
            for name, program in programs.items():
                measured = list(answers(program, journey))
                if round_number:  # the first one imports what is needed later
                    found[name] += measured
    finally:
        for program in programs.values():
            program.end()
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", default="", help="journeys with this in their names")
    arguments = parser.parse_args()
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    bare = str(Path(__file__).with_name("bare.py"))
    print("from the key to the last byte: median CPU ms, median ms on the clock, bytes")
    print(f"{'':33}{'reader':>20}{'bare Textual':>21}   ratio")
    with tempfile.TemporaryDirectory() as folder:
        ready: dict[bool, tuple[dict[str, str], str]] = {}
        for many in (False, True):
            paper = newspaper(10_000 if many else 10)
            file = Path(folder) / f"given-{many}.json"
            file.write_text(given(paper), "utf-8")
            ready[many] = fill(Path(folder) / str(many), paper), str(file)
        for journey in JOURNEYS:
            if arguments.only not in journey.name:
                continue
            home, file_name = ready[journey.many]
            reader = [sys.executable, "-m", "hpreader", "--offline"]
            commands = {
                "reader": (reader, {**environment, **home}),
                "bare": ([sys.executable, bare, journey.scene, file_name], environment),
            }
            print_line(journey, measure(journey, commands, arguments.rounds))


def print_line(journey: Journey, found: dict[str, list[Answer]]) -> None:
    """One line of the table."""
    cpu = {name: statistics.median(one.cpu for one in all_) for name, all_ in found.items()}
    parts = []
    for name, all_ in found.items():
        clock = statistics.median(one.clock for one in all_)
        size = statistics.median(one.size for one in all_)
        parts.append(f"{cpu[name] * 1000:6.1f} {clock * 1000:6.1f} {size:7.0f}")
    ratio = cpu["reader"] / cpu["bare"]
    mark = "" if ratio <= PROMISE else f"  > {PROMISE}"
    print(f"{journey.name:33}{parts[0]:>20}{parts[1]:>21}   {ratio:5.2f}{mark}", flush=True)


if __name__ == "__main__":
    main()
