"""Whether a slow network is used well: lists side by side, connections kept, keys that do not wait.

    python benchmarks/slow_network.py [--runs 5] [--delay 0.3]

Twenty sources on as many addresses of loopback, each answer of which is late, are fetched by one
sync, and one of them alone; the time on the clock is compared. Then the reader runs in a
pseudo-terminal, and the cursor is moved while nothing else is done and while a sync goes on: from
the key to the title of the next headline, on the clock. So run it on a machine that is idle.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from feeds import Shape
from journeys import Program
from newspaper import NEWEST
from sync_cost import cost, hpreader, served

from hpreader.model import Entry, Section, Source
from hpreader.store import ListedEntry, Store

SHAPE: Final = Shape(20, 20, 240)
LARGE: Final = {"light": Shape(40, 60, 240), "heavy": Shape(4, 3000, 0)}
"""What is fetched while keys are pressed: feeds that are parsed in a thread, and in a process."""
PROMISE: Final = 1.3
KEYS_PROMISE: Final = 1.5
HEADLINES: Final = 5000
IDLE_KEYS: Final = 150
DONE: Final = b"new articles"
"""What the reader says after a sync."""


def clock(urls: list[str]) -> list[float]:
    """Seconds of a sync into nothing, and of another one."""
    program = hpreader()
    with tempfile.TemporaryDirectory() as folder:
        program.subscribe(Path(folder), urls)
        times = []
        for _ in range(2):
            start = time.perf_counter()
            cost(program, Path(folder))
            times.append(time.perf_counter() - start)
        return times


# --- keys meanwhile -----------------------------------------------------------------------------


def fill(home: Path, urls: list[str]) -> dict[str, str]:
    """Put headlines with marked titles into a home, whose sources are the feeds."""
    environment = {}
    for kind in ("cache", "data", "config"):
        (home / kind / "hpreader").mkdir(parents=True)
        environment[f"XDG_{kind.upper()}_HOME"] = str(home / kind)
    (home / "config" / "hpreader" / "config.toml").write_text(
        'refresh_minutes = 0\nlanguage = "en"\n'
    )
    cache, data = home / "cache" / "hpreader", home / "data" / "hpreader"
    with Store.open(cache / "cache.sqlite3", data / "reader.sqlite3", now=lambda: NEWEST) as store:
        store.sources.put_all(
            [
                Source(f"bao-{n}", f"Báo {n}", url, (Section("", (url,)),))
                for n, url in enumerate(urls)
            ]
        )
        items = []
        for number in range(HEADLINES):
            url = f"https://bao.example/cu-{number}.html"
            published = NEWEST - timedelta(days=40, minutes=number)
            entry = Entry(url, f"{mark(number)} tin", url, published=published)
            name = store.identities.identify(url, url)
            items.append(ListedEntry(name, entry, "", is_new=True, is_changed=False))
        store.entries.record_list("bao-0", "", items, NEWEST)
    return environment


def mark(number: int) -> str:
    """A word of a title that no other title has."""
    return f"x{number:05}y"


def delays(shape: Shape) -> tuple[list[float], list[float]]:
    """Milliseconds of keys while nothing is done, and while a sync goes on."""
    with served(shape) as (told, _), tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment |= fill(Path(folder), told["urls"])
        program = Program([sys.executable, "-m", "hpreader"], environment)
        try:
            return moved(program)
        finally:
            program.end()


def moved(program: Program) -> tuple[list[float], list[float]]:
    """Move the cursor down and up by a headline, before a sync and until its end."""
    times: list[float] = []
    key, output = "j", b""
    while DONE not in output:
        syncs = "R" if len(times) == IDLE_KEYS else ""
        row = 1 if key == "j" else 0
        seconds, output = program.press_until(syncs + key, mark(row).encode())
        times.append(seconds * 1000)
        key = "k" if key == "j" else "j"
        time.sleep(0.01)  # nobody types faster than a key repeats
    return times[20:IDLE_KEYS], times[IDLE_KEYS:]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--delay", type=float, default=0.3)
    parser.add_argument("--only", choices=("sync", "keys"))
    arguments = parser.parse_args()
    if arguments.only != "keys":
        print_syncs(arguments.runs, arguments.delay)
    if arguments.only != "sync":
        print_keys()


def print_keys() -> None:
    """The percentiles of keys."""
    for name, shape in LARGE.items():
        found = dict(zip(("idle", "during a sync"), delays(shape), strict=True))
        print(f"cursor down and up, {name} feeds ({shape})")
        for state, times in found.items():
            times.sort()
            p50, p95 = (times[int(len(times) * share)] for share in (0.5, 0.95))
            print(
                f"  {state:14} {len(times):4} keys   p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   most {times[-1]:6.1f} ms",
                flush=True,
            )


def print_syncs(runs: int, delay: float) -> None:
    """The times of syncs."""
    for hosts in (20, 1):
        options = ("--hosts", str(hosts), "--delay", str(delay))
        together: list[list[float]] = []
        alone: list[list[float]] = []
        with served(SHAPE, *options) as (told, send):
            urls = told["urls"]
            for run in range(runs):
                send("counts")
                together.append(clock(urls))
                counts = send("counts")
                alone.append(clock(urls[run : run + 1]))
        print(f"{len(urls)} sources on {hosts} hosts, {delay} s late; medians of {runs}")
        for name, times in (("together", together), ("one alone", alone)):
            cold, warm = map(statistics.median, zip(*times, strict=True))
            print(f"  {name:12} cold {cold:.2f} s   warm {warm:.2f} s")
        print(f"  both together: {counts}", flush=True)


if __name__ == "__main__":
    main()
