"""What fetching and keeping news costs, beside newsboat and lemon24/reader.

Feeds of made-up news (`feeds.py`) are fetched from loopback three times: into nothing (cold), once
more without a change (warm), and with one new item in each feed (news). CPU is user and system time
of a program and of its children, memory the peak of its largest process, disk the size of its files
after the first time. The programs take turns, each run begins with nothing, and the medians are
printed as a table in Markdown.

    python benchmarks/sync_cost.py [--runs 5] [--shape 50x100x240 ...] [--only hpreader ...]

newsboat is left out where it is not installed; reader is installed into build/. hpreader fetches no
pages of articles here, as the others do not; both it and reader fill their full-text index.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from feeds import Shape

from hpreader import __version__
from hpreader.model import Section, Source
from hpreader.store import Store

SHAPES: Final = (Shape(50, 100, 240), Shape(6, 5000, 0))
READER: Final = ("reader==3.26", "sgmllib3k")  # its copy of feedparser imports the latter
VENV: Final = Path(__file__).parents[1] / "build" / "reader"
PATIENCE: Final = 1800.0
"""Seconds after which a program is given up."""

ACCOUNT: Final = """
import os, sys
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
status, used = os.wait4(process, 0)[1:]
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=open("account", "w"))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a program from a process of 10 MB: peak memory cannot be measured below that of the parent."""

UPDATE: Final = """
from reader import make_reader
with make_reader("reader.sqlite") as reader:
    for url in open("urls").read().split():
        reader.add_feed(url, exist_ok=True)
    reader.update_feeds(scheduled=False)
    reader.enable_search()
    reader.update_search()
"""
"""An update of lemon24/reader, and of its index."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a program cost: seconds of CPU, megabytes."""

    cpu: float
    memory: float
    disk: float


@dataclass(frozen=True, slots=True)
class Program:
    """A program that keeps news, each time in a directory of its own, where it is run."""

    title: str
    command: list[str]
    subscribe: Callable[[Path, Sequence[str]], object]
    """Called with the directory and the addresses of the feeds; not measured."""


# --- the programs -------------------------------------------------------------------------------


def hpreader() -> Program:
    """This program."""

    def subscribe(home: Path, urls: Sequence[str]) -> None:
        cache, data = home / "cache" / "hpreader", home / "data" / "hpreader"
        cache.mkdir(parents=True)
        data.mkdir(parents=True)
        sources = [
            Source(f"bao-{number}", f"Báo {number}", url, (Section("", (url,)),))
            for number, url in enumerate(urls)
        ]
        now = partial(datetime.now, UTC)
        with Store.open(cache / "cache.sqlite3", data / "reader.sqlite3", now=now) as store:
            store.sources.put_all(sources)

    command = [sys.executable, "-m", "hpreader", "sync", "--no-pages", "--quiet"]
    return Program(f"hpreader {__version__}", command, subscribe)


def newsboat() -> Program | None:
    """The reader of feeds in C++, where it is installed."""
    path = shutil.which("newsboat")
    if path is None:
        print("newsboat is not installed, and left out (Debian: apt install newsboat).")
        return None
    version = run([path, "--version"]).split()[1]
    files = ["-C", "config", "-u", "urls", "-c", "cache.db"]
    return Program(f"newsboat {version}", [path, *files, "-x", "reload"], write_urls)


def reader() -> Program | None:
    """The library by lemon24, in an environment of its own."""
    python = VENV / "bin" / "python"
    try:
        if not python.exists():
            run([sys.executable, "-m", "venv", str(VENV)])
        run([str(python), "-m", "pip", "install", "--quiet", *READER])
    except subprocess.CalledProcessError as error:
        print(f"reader cannot be installed, and is left out: {error.stderr[-500:]}")
        return None
    return Program(READER[0].replace("==", " "), [str(python), "-c", UPDATE], write_urls)


PROGRAMS: Final = {"newsboat": newsboat, "reader": reader, "hpreader": hpreader}


def write_urls(home: Path, urls: Sequence[str]) -> None:
    """Name the feeds in a file."""
    (home / "urls").write_text("\n".join(urls) + "\n", "utf-8")
    (home / "config").touch()


def run(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# --- measuring ----------------------------------------------------------------------------------


@contextmanager
def served(shape: Shape, *options: str) -> Iterator[tuple[dict[str, Any], Callable[[str], object]]]:
    """Serve feeds; gives what the server tells of them, and what sends it a line."""
    command = [sys.executable, str(Path(__file__).with_name("feeds.py"))]
    size = f"{shape.feeds}x{shape.items}x{shape.words}"
    with subprocess.Popen(
        [*command, "--shape", size, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        told, asked = server.stdout, server.stdin

        def send(line: str) -> object:
            print(line, file=asked, flush=True)
            return json.loads(told.readline())

        yield json.loads(told.readline()), send
        asked.close()


def cost(program: Program, home: Path) -> Cost:
    """Run a program in its home once.

    Raises:
        RuntimeError: it failed.
    """
    variables = {"HOME": str(home)}
    variables |= {
        f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("cache", "data", "config")
    }
    variables = {**os.environ, **variables}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-ISc", ACCOUNT, *program.command],
        cwd=home,
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program.title}: {done.returncode} {done.stderr[-2000:]}")
    cpu, memory = map(float, (home / "account").read_text().split())
    return Cost(cpu, memory / 1000, size_of(home))


def size_of(home: Path) -> float:
    """Megabytes of the files in a directory."""
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6


def one_run(program: Program, shape: Shape) -> list[Cost]:
    """The costs of the three steps, in a new home."""
    with tempfile.TemporaryDirectory() as folder, served(shape) as (told, send):
        home = Path(folder)
        program.subscribe(home, told["urls"])
        costs = [cost(program, home), cost(program, home)]
        send("publish")
        return [*costs, cost(program, home)]


def measured(programs: Sequence[Program], shape: Shape, runs: int) -> dict[str, list[Cost]]:
    """The medians of the steps of each program; the programs take turns."""
    found: dict[str, list[list[Cost]]] = {program.title: [] for program in programs}
    for _ in range(runs):
        for program in programs:
            found[program.title].append(one_run(program, shape))
    return {
        title: [
            Cost(*map(statistics.median, zip(*map(astuple, step), strict=True)))
            for step in zip(*costs, strict=True)
        ]
        for title, costs in found.items()
    }


def print_rows(shape: Shape, found: dict[str, list[Cost]]) -> None:
    """The rows of a shape; in the last column, the ratios to those before it."""
    with served(shape) as (told, _):
        size = told["bytes"] / 1e6
    print(f"| **{shape}, {size:.1f} MB** |{' |' * len(found)}")
    print_row("cold, CPU seconds", [costs[0].cpu for costs in found.values()])
    print_row("nothing new, CPU seconds", [costs[1].cpu for costs in found.values()])
    print_row("one new item in each, CPU seconds", [costs[2].cpu for costs in found.values()])
    print_row("cold, peak MB", [costs[0].memory for costs in found.values()])
    print_row("disk, MB", [costs[0].disk for costs in found.values()])


def print_row(title: str, values: Sequence[float]) -> None:
    """A row of the table."""
    *others, last = values
    ratios = ", ".join(f"{last / other:.2f} ×" for other in others)
    cells = [*(f"{other:.1f}" for other in others), f"{last:.1f}" + (ratios and f" ({ratios})")]
    print(f"| {title} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--shape", type=Shape.parse, nargs="+", default=SHAPES)
    parser.add_argument("--only", nargs="+", choices=PROGRAMS, default=list(PROGRAMS))
    arguments = parser.parse_args()
    programs = [program for name in arguments.only if (program := PROGRAMS[name]())]
    print(f"medians of {arguments.runs} interleaved runs\n")
    titles = [program.title for program in programs]
    print(f"| | {' | '.join(titles)} |\n|---|{'---|' * len(titles)}", flush=True)
    for shape in arguments.shape:
        print_rows(shape, measured(programs, shape, arguments.runs))


if __name__ == "__main__":
    main()
