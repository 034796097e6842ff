"""What short commands cost, against Python with the two modules that all of them need.

The CPU time (user and system) of `list`, `show` and `search` in a cache of 200 articles is compared
with that of `python -c "import sqlite3, json"`. The programs take turns; medians are printed.

    python benchmarks/commands.py [--runs 15]

Run it with compiled bytecode, as an installed program has it: `make bench-commands` does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from journeys import fill
from newspaper import articles

TIMES: Final = 2.5
ALLOWANCE: Final = 60.0
"""A command is to take at most so many times the CPU time of the bare program, and so many milliseconds."""
BARE: Final = "bare Python with sqlite3 and json"


def cpu(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of CPU that a command takes; what it prints is thrown away."""
    quiet = [(os.POSIX_SPAWN_OPEN, file, os.devnull, os.O_WRONLY, 0) for file in (1, 2)]
    process = os.posix_spawn(command[0], command, environment, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    assert status == 0, command
    return (used.ru_utime + used.ru_stime) * 1000


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    runs: int = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        paper = list(articles(200, words=400))
        environment = {**os.environ, **fill(Path(folder), paper)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {BARE: [sys.executable, "-c", "import sqlite3, json"]}
        url = paper[0].url
        for line in (
            "--version", "--help", "list -n 20", "list -n 20 --json", "search hai phong -n 20",
            f"show --offline {url}", f"show --offline {url} --json",
        ):  # fmt: skip
            commands[line] = [sys.executable, "-m", "hpreader", *line.split()]
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, command in commands.items():
                taken = cpu(command, environment)
                if run:  # the first warms the disk's cache
                    times[name].append(taken)
    bare = statistics.median(times[BARE])
    limit = TIMES * bare + ALLOWANCE
    print(f"CPU ms, medians of {runs} interleaved runs; at most {TIMES} x bare + {ALLOWANCE:.0f}")
    for name, all_ in times.items():
        median = statistics.median(all_)
        mark = f"  > {limit:.0f}" if median > limit else ""
        print(f"  {name:48} {median:6.1f}   {median / bare:5.2f} x bare{mark}")


if __name__ == "__main__":
    main()
