"""What 1,000,000 headlines cost against 1,000: start, memory, keys, search.

Both caches are filled by the store's own function for lists of a sync, with one transaction for
50,000 headlines and without waiting for the disk; the headlines have teasers and no bodies, and are
spread over ten years, 20 sources and 100 sections. Two readers, one with each cache, get the same
keys in turns in pseudo-terminals of 120 x 40, and a program that shows one line with Textual is
started between theirs. CPU time is told, of all threads, from a key to the last byte of its answer;
for a letter of the filter to the first picture of the narrowed list, and apart from that until all
rows are found, which goes on in a thread.

    python benchmarks/scale.py [--articles 1000000] [--rounds 10] [--home DIRECTORY]

A home that is named stays filled, for the next time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import search
from journeys import CLEAR, ENTER, ESCAPE, Answer, Program
from newspaper import NEWEST, entries
from start import BARE, MARK, cpu_until_shown

from hpreader.model import Entry, Section, Source
from hpreader.store import ListedEntry, Store

FEW = 1_000
BATCH = 50_000
"""Headlines in one transaction while a cache is filled."""
SECTIONS = tuple(Section(f"Mục {number}") for number in range(5))
SOURCES = tuple(
    Source(f"bao-{number:02}", f"Báo số {number}", "http://127.0.0.1:9/", SECTIONS)
    for number in range(20)
)
START, MEMORY, KEY = 1.1, 1.6, 50.0
"""What is promised: the start against that with 1,000, the memory against bare Textual, ms."""

KEYS = (
    ("down", "", "jjjjjjjjjj"),
    ("page down", "", "\x1b[6~" * 5),
    ("end", "", "G"),
    ("up from the end", "", "kkkkk"),
    ("page up", "", "\x1b[5~" * 3),
    ("top", "", "g"),
    ("unread only", "", ".."),
    ("oldest first", "", ","),
    ("next section", ",,,,", ">>>>>"),
    ("previous section", "", "<<<<<"),
    ("a day", "Dk", ENTER),
    ("all days", "D", ENTER),
)
"""Names of commands, keys that lead to them, and keys that are measured; each round goes through all."""
WORDS = "cau"
"""What the list is filtered by, letter by letter."""


# --- two caches ---------------------------------------------------------------------------------


def open_store(home: Path) -> Store:
    """The store where the reader looks for it."""
    cache, data = home / "cache" / "hpreader", home / "data" / "hpreader"
    for folder in (cache, data):
        folder.mkdir(parents=True, exist_ok=True)
    return Store.open(cache / "cache.sqlite3", data / "reader.sqlite3", now=lambda: NEWEST)


def fill(home: Path, count: int) -> None:
    """Put so many headlines into a new cache, the oldest first, as many syncs would."""
    start, done = time.monotonic(), 0
    with open_store(home) as store:
        if store.cache.state().articles >= count:
            return
        store.sources.put_all(SOURCES)
        store.database.execute("PRAGMA synchronous = OFF")
        # With SQLite's own 2 MB, each transaction writes most pages of the indexes several times.
        store.database.execute("PRAGMA main.cache_size = -1000000")
        made = entries(count, MARK)
        while batch := list(islice(made, BATCH)):
            record(store, batch)
            done += len(batch)
            print(f"\r{done:,} headlines, {time.monotonic() - start:.0f} s", end="", flush=True)
    print()


def record(store: Store, batch: Sequence[Entry]) -> None:
    """Store entries in one transaction, in turns as of the lists of all sections."""
    lists = [(source.name, section.name) for source in SOURCES for section in SECTIONS]
    with store.database.writing():
        for number, (source, section) in enumerate(lists):
            part = batch[number :: len(lists)]
            ids = [one.id for one in store.identities.identify_entries(part, source, section)]
            items = [
                ListedEntry(article_id, one, "", is_new=True, is_changed=False)
                for article_id, one in zip(ids, part, strict=True)
            ]
            if part:
                store.entries.record_list(source, section, items, part[-1].published or NEWEST)


# --- measuring ----------------------------------------------------------------------------------

Commands = dict[str, tuple[list[str], dict[str, str]]]


def measure_start(commands: Commands, rounds: int) -> None:
    """CPU until the first live headline is shown."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(rounds + 1):
        for name, command in commands.items():
            seconds = cpu_until_shown(*command)
            if run:  # the first warms the disk's cache and the bytecode
                taken[name].append(seconds * 1000)
    bare, few, many = (statistics.median(all_) for all_ in taken.values())
    print(f"start          {few:8.1f} {many:8.1f} ms   {promised(many / few, START)}", end="")
    print(f"   (bare Textual {bare:.1f} ms)")


def measure_memory(commands: Commands) -> None:
    """Memory of each program when its first picture is complete."""
    sizes = []
    for command in commands.values():
        program = Program(*command)
        sizes.append(program.memory / 1000)
        program.end()
    bare, few, many = sizes
    print(
        f"memory         {few:8.1f} {many:8.1f} MB   {promised(many / bare, MEMORY)} bare Textual",
        end="",
    )
    print(f"   (bare Textual {bare:.1f} MB)")


def measure_keys(programs: Sequence[Program], rounds: int) -> None:
    """What each command costs, in turns."""
    taken: dict[str, list[list[Answer]]] = {}
    loops = []
    for run in range(rounds + 1):
        for name, before, keys in KEYS:
            loops.append(fixed_loop())
            for at, program in enumerate(programs):
                for key in before:
                    program.press(key)
                answers = [program.press(key) for key in split(keys)]
                if run:
                    taken.setdefault(name, [[] for _ in programs])[at] += answers
        for at, program in enumerate(programs):
            for name, answer in filter_letters(program):
                if run:
                    taken.setdefault(name, [[] for _ in programs])[at].append(answer)
    for name, all_ in taken.items():
        few, many = (p95([one.cpu * 1000 for one in answers]) for answers in all_)
        clock = p95([one.clock * 1000 for one in all_[1]])
        print(f"{name:22} {few:8.1f} {many:8.1f}   {many / few:5.2f}   {clock:8.1f}", end="")
        print("" if many <= KEY or name == ALL_FOUND else f"   > {KEY:.0f}")
    print(
        f"a fixed loop at the same times: least {min(loops):.1f}, median"
        f" {statistics.median(loops):.1f}, p95 {p95(loops):.1f} ms of CPU time"
    )


def fixed_loop() -> float:
    """Milliseconds of CPU time that the same work takes now: what a busy machine does to all the others."""
    start, total = time.thread_time(), 0
    for number in range(300_000):
        total += number
    return (time.thread_time() - start) * 1000


ALL_FOUND = "all found"
REST = 0.5
"""Seconds within which the reader goes on to find the rest."""


def filter_letters(program: Program) -> list[tuple[str, Answer]]:
    """Filter by a word, letter by letter; the first letter is told apart."""
    program.press("/")
    found = []
    for length in range(1, len(WORDS) + 1):
        name = "first letter" if length == 1 else "letter"
        found.append((name, program.answer_until(WORDS[length - 1], f"“{WORDS[:length]}”")))
    program.press(CLEAR)
    found.append((ALL_FOUND, program.press(WORDS[0], quiet=REST)))
    program.press(ESCAPE)
    return found


def split(keys: str) -> list[str]:
    """Keys one by one; an escape sequence is one key."""
    parts = keys.split("\x1b")
    return [*parts[0], *(f"\x1b{part}" for part in parts[1:])]


def promised(ratio: float, most: float) -> str:
    """A ratio, and whether it is more than promised."""
    return f"{ratio:.2f} x" + ("" if ratio <= most else f"  > {most}")


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def main() -> None:
    """Fill, measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base: Path = arguments.home or Path(folder)
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        commands = programs_of(base, bare, arguments.articles)
        print(f"                  {FEW:,} {arguments.articles:,} headlines")
        measure_start(commands, arguments.rounds)
        measure_memory(commands)
        print(
            f"{'CPU ms of a key, p95':22} {FEW:>8,} {arguments.articles:>8,}   ratio   on the clock"
        )
        readers = [Program(*command) for command in list(commands.values())[1:]]
        try:
            measure_keys(readers, arguments.rounds)
            print(f"memory then: {', '.join(f'{one.memory / 1000:.1f} MB' for one in readers)}")
        finally:
            for program in readers:
                program.end()
        with open_store(base / str(arguments.articles)) as store:
            times = sorted(cpu for _, cpu, _ in search.measure(store))
            print(
                f"search as one types, CPU: p50 {statistics.median(times):.1f} ms, p95 {p95(times):.1f} ms"
            )


def programs_of(base: Path, bare: Path, articles: int) -> Commands:
    """Bare Textual, the reader with few headlines, and with many."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**clean, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    commands = {"bare": ([sys.executable, str(bare)], environment)}
    for count in (FEW, articles):
        home = base / str(count)
        fill(home, count)
        # A reader that was left would show its last screen first, and not the live headline.
        (home / "cache" / "hpreader" / "last-screen").unlink(missing_ok=True)
        homes = {
            f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("cache", "data", "config")
        }
        reader = [sys.executable, "-m", "hpreader", "--offline"]
        commands[str(count)] = reader, {**environment, **homes}
    return commands


if __name__ == "__main__":
    main()
