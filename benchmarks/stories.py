"""How well reports of one event are found, and what that costs for each new article.

    python -m benchmarks.stories [--pages DIR] [--sizes 1000 100000]

Quality is measured on labelled pairs (`tests/support/story_pairs.py`): reports of made-up events by several papers,
the sample newspaper with copies made of its articles, and, with `--pages`, what saved pages of news sites name:
their articles, the links of their lists with the teasers beside them, the items of feeds. The titles of these were
read by a person; `story_labels.json` has the hashes of those that report one event ("same"), and of those of which
a title alone does not tell ("unclear": pairs of these are left out). All other pairs are of different events. Dates of
links are unknown, so all are compared as if of one day, which is the hardest case.

*Copies* are pairs that are folded as one text. *Pairs* are judged two by two, *stories* after clustering, as lists
show them.

Cost is CPU time for each new article that is compared, in a cache that holds so many articles of a year.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import combinations
from pathlib import Path

from hpreader.feed import read_feed
from hpreader.model import VIETNAM, Article, Entry, Inline, Paragraph
from hpreader.newsroom.stories.stories import RECENT_DAYS
from hpreader.newsroom.stories.story_update import update_chunk
from hpreader.page import parse_page
from hpreader.page.tree.html_parser import parse_document
from hpreader.problems import Problem
from hpreader.store import ListedEntry, Store
from hpreader.stories import Link, Report, clusters
from hpreader.stories.similarity import STORY, WEAK
from tests.support.story_pairs import (
    Counts,
    Labelled,
    Pair,
    copies,
    judged,
    made_up_reports,
    sample_reports,
)

LABELS = Path(__file__).with_name("story_labels.json")
PAPERS = ("vn", "wordpress")
"""The folders of Vietnamese papers."""
FILLED = "wordpress"
"""The folder of pages whose bodies were filled with one text: only their titles tell anything."""
YEAR = 365
FEWEST_WORDS = 6
"""A link of fewer words is no headline."""
BEGINNINGS = "b c d g h k l m n ph qu r s t th tr v x"
ENDS = "a an ang ao au e en i inh o on ong u ung uoc uong ay am"
NOW = datetime(2026, 3, 30, 12, 0, tzinfo=VIETNAM)


# --- saved pages --------------------------------------------------------------------------------


def saved_reports(folder: Path) -> list[Labelled]:
    """What the pages and feeds of a folder name, each title once."""
    found: dict[str, Report] = {}
    labels = json.loads(LABELS.read_text("utf-8"))
    files = [file for kind in ("html", "xml") for file in sorted(folder.rglob(f"*.{kind}"))]
    for file in files:
        if file.suffix == ".xml" or file.parent.name not in PAPERS:
            continue
        source = file.stem.partition("_")[0]
        is_filled = file.parent.name == FILLED
        for title, text in (*_own_article(file), *_links(file)):
            if title not in found or len(found[title].text) < len(text):
                found[title] = Report(title, "" if is_filled else text, source)
    for file in files:
        if file.suffix != ".xml":
            continue
        listing = read_feed(file.read_bytes(), "https://example.com/feed")
        for entry in () if isinstance(listing, Problem) else listing.entries:
            found.setdefault(entry.title, Report(entry.title, "", "feed"))
    return [
        Labelled(hashed(title), report, hashed(title), hashed(title))
        for title, report in found.items()
        if hashed(title) not in labels["no_headlines"]
    ]


def hashed(title: str) -> str:
    """A title as labels name it."""
    return sha256(title.encode()).hexdigest()[:12]


def _own_article(file: Path) -> Iterator[tuple[str, str]]:
    article = parse_page(file.read_bytes(), f"https://example.com/{file.stem}")
    if isinstance(article, Article):
        yield article.title, article.plain_text()


def _links(file: Path) -> Iterator[tuple[str, str]]:
    """The links of a page that may be headlines, with a longer link to the same address as teaser."""
    page = parse_document(file.read_bytes(), f"https://example.com/{file.stem}")
    if isinstance(page, Problem):
        return
    texts: dict[str, list[str]] = {}
    for link in page.root.iter("a"):
        text = " ".join("".join(link.itertext()).split())
        if len(text.split()) >= FEWEST_WORDS and len(text) < 400:
            texts.setdefault(link.get("href") or text, []).append(text)
    for lines in texts.values():
        yield lines[0], " ".join(lines[1:2])


def labelled_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs as a person labelled them, without the unclear ones."""
    labels = json.loads(LABELS.read_text("utf-8"))
    groups = {kind: [set(group) for group in labels[kind]] for kind in ("same", "unclear")}
    found = []
    for pair in pairs:
        names = {pair.one.name, pair.other.name}
        if not any(names <= group for group in groups["unclear"]):
            same = any(names <= group for group in groups["same"])
            found.append(pair._replace(is_event=same))
    return found


# --- quality ------------------------------------------------------------------------------------


def pair_counts(pairs: Sequence[Pair]) -> Counts:
    """How well pairs are judged two by two."""
    return Counts(
        sum(pair.score >= STORY and pair.is_event for pair in pairs),
        sum(pair.score >= STORY and not pair.is_event for pair in pairs),
        sum(pair.score < STORY and pair.is_event for pair in pairs),
    )


def story_counts(pairs: Sequence[Pair]) -> Counts:
    """How well pairs are found after clustering."""
    names = list(dict.fromkeys(name for pair in pairs for name in (pair.one.name, pair.other.name)))
    number = {name: at for at, name in enumerate(names)}
    links = [
        Link(number[pair.one.name], number[pair.other.name], pair.score, pair.found_copy)
        for pair in pairs
        if pair.score >= WEAK
    ]
    together = {frozenset(pair) for story in clusters(links) for pair in combinations(story, 2)}
    found = [
        (frozenset((number[pair.one.name], number[pair.other.name])) in together, pair.is_event)
        for pair in pairs
    ]
    return Counts(
        sum(is_found and is_event for is_found, is_event in found),
        sum(is_found and not is_event for is_found, is_event in found),
        sum(is_event and not is_found for is_found, is_event in found),
    )


def tell(title: str, articles: Sequence[Labelled], pairs: Sequence[Pair]) -> None:
    """Print the counts of one set of pairs."""
    events = sum(pair.is_event for pair in pairs)
    print(f"{title}: {len(articles)} articles, {len(pairs)} pairs, {events} of one event")
    if any(pair.is_copy for pair in pairs):
        print("  copies ", copies(pairs))
    print("  pairs  ", pair_counts(pairs))
    print("  stories", story_counts(pairs))


# --- cost ---------------------------------------------------------------------------------------


def measure_cost(size: int, runs: int = 5) -> float:
    """Milliseconds of CPU for a new article, in a cache of so many of a year."""
    maker = random.Random(size)
    syllables = [f"{first}{rest}" for first in BEGINNINGS.split() for rest in ENDS.split()]
    weights = [1 / (rank + 1) for rank in range(len(syllables))]
    with tempfile.TemporaryDirectory() as directory:
        files = Path(directory) / "cache.sqlite3", Path(directory) / "reader.sqlite3"
        with Store.open(*files, now=lambda: NOW) as store:
            _fill(store, maker, syllables, weights, size, days=YEAR)
            first, last = NOW.toordinal() - RECENT_DAYS, NOW.toordinal() + 1
            while update_chunk(store, first, last):
                pass
            costs = []
            for _ in range(runs):
                _fill(store, maker, syllables, weights, 200, days=1)
                begun, count = time.process_time(), 0
                while done := update_chunk(store, first, last):
                    count += done
                costs.append(1000 * (time.process_time() - begun) / count)
    return statistics.median(costs)


def _fill(
    store: Store,
    maker: random.Random,
    syllables: list[str],
    weights: list[float],
    count: int,
    *,
    days: int,
) -> None:
    """Store articles of made-up words of the last days.

    Those of the days that are compared have bodies: 300 syllables, ten names, six numbers.
    """
    for start in range(0, count, 500):
        items = []
        for _ in range(min(500, count - start)):
            published = NOW - timedelta(minutes=maker.randrange(days * 24 * 60))
            url = f"https://bao{maker.randrange(8)}.example/{maker.randrange(10**12)}"
            title = " ".join(maker.choices(syllables, weights, k=12)).capitalize()
            entry = Entry(url, title, published=published)
            name = store.identities.identify(url)
            article = None
            if published > NOW - timedelta(days=RECENT_DAYS):
                text = _text(maker, syllables, weights)
                blocks = (Paragraph(Inline(text)),)
                article = Article(url, title, blocks, id=name, published=published)
            items.append(ListedEntry(name, entry, "x", True, False, article))
        store.entries.record_list("bao", "", items, NOW)


def _text(maker: random.Random, syllables: list[str], weights: list[float]) -> str:
    words = maker.choices(syllables, weights, k=300)
    for _ in range(10):
        at = maker.randrange(290)
        words[at : at + 3] = [one.title() for one in maker.choices(syllables, k=3)]
    for _ in range(6):
        words[maker.randrange(300)] = f"{maker.randrange(2, 5000)} người"
    return " ".join(words)


# --- the whole ----------------------------------------------------------------------------------


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=Path, help="a folder of saved pages and feeds")
    options.add_argument("--sizes", type=int, nargs="*", default=[1_000, 100_000])
    arguments = options.parse_args()
    for half in ("a", "b", "c"):
        articles = made_up_reports(half)
        tell(f"made-up reports, part {half}", articles, list(judged(articles)))
    together = [*made_up_reports(), *sample_reports()]
    tell("made-up reports and the sample newspaper", together, list(judged(together)))
    if arguments.pages:
        articles = saved_reports(arguments.pages)
        tell("saved pages", articles, labelled_pairs(judged(articles)))
    for size in arguments.sizes:
        print(f"{size:,} articles in the cache: {measure_cost(size):.2f} ms of CPU for a new one")


if __name__ == "__main__":
    main()
