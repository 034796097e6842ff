"""What is read of each family's pages when nothing is known of their sites: floors in quality.toml.

The golden texts hold what the profiles read, to the letter; this holds the decider alone against them,
as a page of an unknown site would meet it. A change may raise a floor: HPREADER_RAISE_QUALITY=1 writes
what is reached now where it is more. Lowering one is done by hand, and says why in the commit.
"""

import os
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from hpreader.model import Article, Heading, Image
from hpreader.page import article_builder as article_module
from hpreader.page import parse_page

FLOORS = Path(__file__).with_name("quality.toml")
PAGES = sorted(Path(__file__).parent.joinpath("pages").glob("*.html"))
FACTS = ("title", "section", "lede", "published", "updated", "byline", "origin")
MEASURES = ("body", "headings", "pictures", "captions", "related", "facts")


def floors() -> dict[str, dict[str, float]]:
    return tomllib.loads(FLOORS.read_text("utf-8"))


def words(said: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", said.lower()))


def agreement(mine: Counter[str], true: Counter[str]) -> float:
    """F1; 1 where there is nothing to find and nothing was found."""
    shared = 2 * (mine & true).total()
    everything = mine.total() + true.total()
    return shared / everything if everything else 1.0


def scores(mine: Article, true: Article) -> dict[str, float]:
    def pictures(article: Article) -> list[Image]:
        return [block for block in article.blocks if isinstance(block, Image)]

    def headings(article: Article) -> Counter[str]:
        return Counter(block.content.text for block in article.blocks if isinstance(block, Heading))

    found = {
        "body": agreement(words(mine.plain_text()), words(true.plain_text())),
        "headings": agreement(headings(mine), headings(true)),
        "pictures": agreement(
            Counter(picture.src for picture in pictures(mine)),
            Counter(picture.src for picture in pictures(true)),
        ),
        "captions": agreement(
            Counter(f"{picture.src} {picture.caption.text}" for picture in pictures(mine)),
            Counter(f"{picture.src} {picture.caption.text}" for picture in pictures(true)),
        ),
        "related": agreement(
            Counter(item.url for item in mine.related), Counter(item.url for item in true.related)
        ),
        "facts": sum(getattr(mine, fact) == getattr(true, fact) for fact in FACTS) / len(FACTS),
    }
    return {name: int(score * 1000) / 1000 for name, score in found.items()}


@pytest.fixture
def reached(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The scores of a page that is read without its profile."""
    html = request.param.read_bytes()
    url = html.decode().partition("url: ")[2].partition(" -->")[0]
    true = parse_page(html, url)
    monkeypatch.setattr(article_module, "known_profile", lambda page: None)
    mine = parse_page(html, url)
    assert isinstance(true, Article)
    return scores(mine if isinstance(mine, Article) else Article(url, ""), true)


@pytest.mark.parametrize(
    ("reached", "name"), [(path, path.stem) for path in PAGES], indirect=["reached"],
    ids=[path.stem for path in PAGES],
)  # fmt: skip
def test_no_page_is_read_worse_than_its_floor(reached: dict[str, float], name: str) -> None:
    known = floors()
    if os.environ.get("HPREADER_RAISE_QUALITY"):
        old = known.get(name, {})
        known[name] = {measure: max(reached[measure], old.get(measure, 0)) for measure in MEASURES}
        write(known)
    below = {
        measure: (reached[measure], floor)
        for measure, floor in floors()[name].items()
        if reached[measure] < floor
    }
    assert not below


def test_every_page_has_a_floor_for_everything() -> None:
    known = floors()
    assert {path.stem for path in PAGES} <= set(known)
    assert all(set(floor) == set(MEASURES) for floor in known.values())


def test_a_page_that_is_read_worse_is_below_its_floor() -> None:
    true = Article("https://a.example/", "Một", lede="Hai ba bốn.")
    worse = scores(Article("https://a.example/", "Một", lede="Hai ba."), true)
    assert worse["body"] == 0.8
    assert worse["facts"] < 1
    assert scores(true, true) == dict.fromkeys(MEASURES, 1.0)


def write(known: dict[str, dict[str, float]]) -> None:
    lines = [
        "# Floors of tests/page/test_quality.py, which says what they mean and how to raise them."
    ]
    for name in sorted(known):
        told = ", ".join(f"{measure} = {known[name][measure]}" for measure in MEASURES)
        lines.append(f"{name} = {{ {told} }}")
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")
