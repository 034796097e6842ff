"""How long a search takes while somebody types, in a cache of 100,000 articles.

Every beginning of realistic queries is searched, one-letter and very common words among them, as
the search dialog does: hits ranked, snippets cut, the last word going on. Time on the clock and
CPU time of the searching thread are told; the latter depends less on a busy machine.

    python benchmarks/search.py [--articles 100000] [--home DIRECTORY]

Filling takes some minutes. A home that is named stays filled, for the next time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import islice
from pathlib import Path

from newspaper import NEWEST, articles

from hpreader.store import Store

PROMISE = 50.0
"""Milliseconds within which 95 of 100 searches are to end."""
HITS = 20
"""What the dialog shows."""
BATCH = 2000
"""Articles in one transaction while the cache is filled."""

QUERIES = (
    "t", "hai phong", "hải phòng", "thành phố", "thanh pho hai phong", "duong lach tray",
    "cảng lạch huyện", "bão số 3", '"công an thành phố"', "xe is:unread", "học sinh after:2026-11",
    'section:"Xã hội" cau', "le hoi choi trau", "an ninh", "ben cang", "bão before:2024",
    "source:bao-ca-nuoc tau is:saved",
)  # fmt: skip


def open_home(home: Path) -> Store:
    """The store in a directory."""
    return Store.open(home / "cache.sqlite3", home / "reader.sqlite3", now=lambda: NEWEST)


def fill(home: Path, count: int) -> None:
    """Put so many articles into a new cache, as a sync would, but many in one transaction."""
    start, done = time.monotonic(), 0
    with open_home(home) as store:
        if store.cache.state().bodies >= count:
            return
        made = articles(count)
        while batch := list(islice(made, BATCH)):
            with store.database.writing():  # one transaction for each would take twice as long
                for article in batch:
                    store.articles.put(article, listed=True)
            done += len(batch)
            print(f"\r{done:,} articles, {time.monotonic() - start:.0f} s", end="", flush=True)
    print()


def measure(store: Store) -> list[tuple[float, float, str]]:
    """Milliseconds on the clock and of the CPU, for each beginning of each query."""
    taken = []
    for query in QUERIES:
        for length in range(1, len(query) + 1):
            clock, cpu = time.perf_counter(), time.thread_time()
            store.searches.find(query[:length], HITS, typing=True)
            cpu, clock = time.thread_time() - cpu, time.perf_counter() - clock
            taken.append((clock * 1000, cpu * 1000, query[:length]))
    return taken


def main() -> None:
    """Fill, measure, and print the percentiles and the slowest ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home: Path = arguments.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        fill(home, arguments.articles)
        with open_home(home) as store:
            taken = measure(store)
    print(f"{len(taken)} searches in {arguments.articles:,} articles, as one types")
    for number, name in enumerate(("clock", "CPU")):
        times = sorted(search[number] for search in taken)
        middle, high = (times[int(len(times) * share)] for share in (0.5, 0.95))
        print(f"  {name:6} p50 {middle:5.1f} ms   p95 {high:5.1f} ms   most {times[-1]:5.1f} ms")
    slowest = sorted(taken, key=lambda search: -search[1])[:5]
    print("  slowest (CPU): " + ", ".join(f"{query!r} {cpu:.0f} ms" for _, cpu, query in slowest))
    print(f"  promised: p95 of at most {PROMISE:.0f} ms")


if __name__ == "__main__":
    main()
