"""How much of a page's article is read, against trafilatura and readability in the same run.

    make bench-extract PAGES=DIR

DIR holds pages and what a person says is in them, in one of three forms:

- `gold.json`: `{name: {file, url, headline, lede, section, date, author, source, body, blocks,
  captions, related, related_optional}}`, pages beside it;
- `NAME.json` beside `NAME.html`: `{url, stream: [[kind, text], …]}` in page order, kinds `para`,
  `head`, `list`, `quote`, `table`, `img`, `cap`;
- `ground-truth.json` and `html/NAME.html.gz`, as the public article-extraction-benchmark has them:
  `{name: {articleBody, url}}`.

F1 is said twice: of words, as a mean over pages, and of runs of four words as the public benchmark
counts it (mean precision and mean recall over pages, then F1). CPU is the median of several turns
that the three take one after the other, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import argparse
import logging
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from benchmarks.gold import Gold, read_gold
from benchmarks.readers import READERS, Reading
from hpreader import dates, text, urls
from hpreader.model import Heading, Image
from hpreader.page import article_builder as article_module
from hpreader.page.blocks.image_blocks import image_key
from hpreader.page.tree.document import Page
from hpreader.page.tree.html_parser import parse_document

WORD = re.compile(r"\w+")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
"""Soft hyphens and the like, which part no words for those who read them."""


def words(said: str) -> list[str]:
    """The words of a text, in one normal form and small letters, for all readers alike."""
    return WORD.findall(unicodedata.normalize("NFC", said.translate(UNSEEN)).lower())


def line(said: str) -> str:
    """A text as its words only, to compare captions and headings by."""
    return " ".join(words(said))


@dataclass(slots=True)
class Scores:
    """What one reader reached over all pages."""

    words: list[tuple[float, float]] = field(default_factory=list)
    runs: list[tuple[float, float]] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


# --- the scores ---------------------------------------------------------------------------------


def overlap(mine: list[str], true: list[str], length: int) -> tuple[float, float]:
    """Precision and recall of runs of words."""
    one, other = (
        Counter(zip(*(said[start:] for start in range(length)), strict=False))
        for said in (mine, true)
    )
    shared = (one & other).total()
    return shared / max(one.total(), 1), shared / max(other.total(), 1)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(scores: Scores, gold: Gold, reading: Reading) -> None:
    """Add what a reader made of one page."""
    title = words(gold.facts.get("headline") or reading.article.title)
    mine = words(reading.body)
    if title and mine[: len(title)] == title:
        mine = mine[len(title) :]
    true = words(gold.body)
    scores.words.append(overlap(mine, true, 1))
    scores.runs.append(overlap(mine, true, 4))
    pictures = [block for block in reading.article.blocks if isinstance(block, Image)]
    said = [line(picture.caption.text) for picture in pictures]
    pairs = {(name_of(picture.src), line(picture.caption.text)) for picture in pictures}
    headings = {
        line(block.content.text) for block in reading.article.blocks if isinstance(block, Heading)
    }
    count(scores, "captions", (line(caption) in said for caption in gold.captions))
    count(
        scores,
        "images",
        (name_of(src) in {name_of(picture.src) for picture in pictures} for src in gold.images),
    )
    count(scores, "image+caption", ((name_of(src), line(c)) in pairs for src, c in gold.pairs))
    count(scores, "headings", (line(heading) in headings for heading in gold.headings))
    for fact, value in gold.facts.items():
        if value:
            wanted = dates.parse(value) if fact == "date" else text.clean(value)
            count(scores, fact, [reading.facts.get(fact) == wanted])
    if gold.related is not None:
        mine_related = {urls.key(item.url) for item in reading.article.related}
        true_related = {urls.key(url) for url in gold.related}
        allowed = {urls.key(url) for url in gold.related_optional} | true_related
        count(scores, "related recall", (url in mine_related for url in true_related))
        count(scores, "related precision", (url in allowed for url in mine_related))


def count(scores: Scores, name: str, hits: Iterable[bool]) -> None:
    """Count what was wanted and what of it is there."""
    for hit in hits:
        scores.wanted[name] += 1
        scores.kept[name] += hit


def name_of(src: str) -> str:
    """A photo's file without its size, its end at least: gold may hold no more than that."""
    return image_key("http://x/" + src.partition("?")[0].rsplit("/", 1)[-1])[-60:]


# --- the run ------------------------------------------------------------------------------------


def run(pages: list[Gold], turns: int, detailed: bool) -> dict[str, Scores]:
    """Read every page with every reader, in turns."""
    results = {name: Scores() for name in READERS}
    for gold in pages:
        readers = {name: reader(gold) for name, reader in READERS.items()}
        spent: dict[str, list[float]] = {name: [] for name in readers}
        for turn in range(turns + 1):
            for name, read in readers.items():
                start = time.process_time()
                reading = read()
                if turn:  # the first turn imports and fills caches
                    spent[name].append(time.process_time() - start)
                else:
                    score(results[name], gold, reading)
        for name, measured in spent.items():
            results[name].seconds.append(statistics.median(measured) if measured else 0.0)
        if detailed:
            told = "  ".join(
                f"{name} {f1(*results[name].words[-1]):.3f}"
                f" (p {results[name].words[-1][0]:.3f} r {results[name].words[-1][1]:.3f})"
                f" {results[name].seconds[-1] * 1000:.0f} ms"
                for name in readers
            )
            print(f"{gold.name:40.40} {told}", file=sys.stderr)
    return results


def table(results: dict[str, Scores], known: list[bool]) -> str:
    """The results as a Markdown table."""
    rows = [["", *results], ["---"] * (len(results) + 1)]
    every = list(results.values())
    rows.append(
        ["body, words: mean F1"]
        + [f"{statistics.fmean(f1(*pair) for pair in scores.words):.3f}" for scores in every]
    )
    rows.append(
        ["body, runs of four words: F1"] + [f"{of_means(scores.runs):.3f}" for scores in every]
    )
    names = list(dict.fromkeys(name for scores in every for name in scores.wanted))
    rows.extend([name, *(kept(scores, name) for scores in every)] for name in names)
    rows.append(["CPU a page, median"] + [milliseconds(scores.seconds) for scores in every])
    base = results["readability-lxml"].seconds
    for label, wanted in (("pages of known sites", True), ("other pages", False)):
        chosen = [place for place, is_known in enumerate(known) if is_known is wanted]
        if chosen and all(base):
            rows.append(
                [f"CPU against readability, {label}: median (worst)"]
                + [ratios(scores.seconds, base, chosen) for scores in every]
            )
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def kept(scores: Scores, name: str) -> str:
    """How many of what was wanted are there."""
    wanted = scores.wanted[name]
    return f"{scores.kept[name]} of {wanted}" if wanted else "–"


def of_means(pairs: list[tuple[float, float]]) -> float:
    """F1 of the mean precision and the mean recall."""
    return f1(*(statistics.fmean(values) for values in zip(*pairs, strict=True)))


def milliseconds(seconds: list[float]) -> str:
    """A median in words."""
    return f"{statistics.median(seconds) * 1000:.0f} ms"


def ratios(mine: list[float], base: list[float], chosen: list[int]) -> str:
    """How much CPU against another reader, page by page."""
    found = [mine[place] / base[place] for place in chosen]
    return f"{statistics.median(found):.2f} ({max(found):.2f})"


def is_known(gold: Gold) -> bool:
    """Does a profile fit the page?"""
    page = parse_document(gold.html, gold.url)
    return isinstance(page, Page) and article_module.known_profile(page) is not None


def main() -> None:
    """Read the folder that the command line names and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--turns", type=int, default=5, help="how often each page is timed")
    parser.add_argument("--only", default="", help="a part of the names of the pages to read")
    parser.add_argument("--no-profiles", action="store_true", help="the decider alone")
    parser.add_argument("--each", action="store_true", help="one line a page, on stderr")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = [gold for gold in read_gold(asked.pages) if asked.only in gold.name]
    if not pages:
        parser.error(f"no pages with gold in {asked.pages}")
    if asked.no_profiles:
        with mock.patch.object(article_module, "known_profile", return_value=None):
            results = run(pages, asked.turns, asked.each)
        known = [False] * len(pages)
    else:
        results = run(pages, asked.turns, asked.each)
        known = [is_known(gold) for gold in pages]
    print(f"{len(pages)} pages\n\n{table(results, known)}")


if __name__ == "__main__":
    main()
