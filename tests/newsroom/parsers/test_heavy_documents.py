"""What may take long to parse is parsed in a process, which is ended; what it read is kept."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hpreader.child_process import Ending, run_child
from hpreader.fetch import Fetched
from hpreader.model import Article, Explanation, Listing
from hpreader.newsroom.parsers import heavy_documents
from hpreader.newsroom.parsers.content_parser import ContentParser
from hpreader.newsroom.parsers.heavy_documents import HeavyDocuments, is_heavy
from hpreader.problems import Problem
from tests.support.newsdesk import HOME, TEXTS, Clock

FEED = f"{HOME}/tin.rss"
ENDLESS = 600.0
"""Seconds that no parsing takes."""


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Tin {number}</title><link>{HOME}/tin-{number}.html</link>"
        f"<guid>tin-{number}</guid>{more}</item>"
    )


def feed(*items: str) -> Fetched:
    xml = (
        f'<rss version="2.0"><channel><title>Báo</title><link>{HOME}/</link>{"".join(items)}'
        "</channel></rss>"
    )
    return Fetched(FEED, xml.encode(), "application/rss+xml", "utf-8")


def page(body: str) -> Fetched:
    return Fetched(f"{HOME}/cau-moi-1.html", f"<html><body>{body}</body></html>".encode())


@pytest.fixture
def parser(tmp_path: Path, clock: Clock) -> ContentParser:
    return ContentParser(tmp_path / "sites", clock, heavy=HeavyDocuments(ENDLESS))


@pytest.fixture
def impatient_parser(tmp_path: Path, clock: Clock) -> ContentParser:
    """One that ends a process before it has read anything."""
    return ContentParser(tmp_path / "sites", clock, heavy=HeavyDocuments(0.0))


def children() -> list[str]:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return path.read_text().split() if path.exists() else []


async def test_a_feed_of_many_items_is_read_whole(parser: ContentParser) -> None:
    many = feed(*(item(number) for number in range(6_000)))
    assert is_heavy(many.body)
    listing = await parser.feed(many)
    assert isinstance(listing, Listing)
    assert [entry.title for entry in listing.entries] == [f"Tin {n}" for n in range(6_000)]
    assert (listing.title, listing.problem) == ("Báo", None)


async def test_an_item_with_thousands_of_categories_is_read(parser: ContentParser) -> None:
    categories = "".join(f"<category>mục {number}</category>" for number in range(20_000))
    heavy = feed(item(1), item(2, categories), item(3))
    assert is_heavy(heavy.body)
    listing = await parser.feed(heavy)
    assert isinstance(listing, Listing)
    assert [entry.title for entry in listing.entries] == ["Tin 1", "Tin 2", "Tin 3"]


async def test_what_was_read_of_a_feed_is_kept_when_the_rest_takes_too_long(
    tmp_path: Path, clock: Clock
) -> None:
    attributes = " ".join(f'a{number}="1"' for number in range(60_000))
    heavy = feed(*(item(number) for number in range(100)), f"<item {attributes}></item>")
    parser = ContentParser(tmp_path / "sites", clock, heavy=HeavyDocuments(8.0))
    listing = await parser.feed(heavy)
    assert isinstance(listing, Listing)
    assert len(listing.entries) == 100
    assert listing.problem is not None
    assert (listing.problem.kind, listing.problem.reason) == ("feed_broken", "time")


async def test_a_large_page_is_read_like_a_small_one(parser: ContentParser) -> None:
    text = "".join(f"<p>{one}</p>" for one in TEXTS * 3)
    small = page(f"<h1>Cầu mới thông xe</h1><article>{text}</article>")
    large = page(
        f"<h1>Cầu mới thông xe</h1><article>{text}</article><!--{'chú thích ' * 100_000}-->"
    )
    assert is_heavy(large.body)
    one, other = await parser.article(small), await parser.article(large)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert other.blocks == one.blocks
    assert await parser.links(large) == await parser.links(small)
    assert await parser.site(large) == await parser.site(small)
    assert await parser.headlines(large) == await parser.headlines(small)


async def test_an_article_and_the_links_of_its_page_take_one_process(
    parser: ContentParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes: list[str] = []

    async def counted(module: str, **options: Any) -> Ending:
        processes.append(module)
        return await run_child(module, **options)

    monkeypatch.setattr(heavy_documents, "run_child", counted)
    text = "".join(f"<p>{one}</p>" for one in TEXTS * 3)
    large = page(f"<h1>Cầu mới</h1><article>{text}</article><!--{'chú thích ' * 100_000}-->")
    await parser.article(large)
    await parser.links(large)
    await parser.links(large)
    assert len(processes) == 1


async def test_a_page_that_takes_too_long_is_a_problem(impatient_parser: ContentParser) -> None:
    heavy = page("<p a='1' b='2'>chữ</p>" * 20_000)
    found = await impatient_parser.article(heavy)
    assert isinstance(found, Problem)
    assert (found.kind, found.reason, found.detail) == ("too_deep", "time", "> 0 s")
    listing = await impatient_parser.feed(feed(*(item(number) for number in range(6_000))))
    assert isinstance(listing, Problem)
    assert listing.reason == "time"


async def test_a_page_that_takes_too_much_memory_is_a_problem_of_that_reason(
    parser: ContentParser,
) -> None:
    text = "a😀" + "chữ " * 1_500_000
    found = await parser.headlines(page(f"<p>{text}</p>"))
    assert isinstance(found, Problem)
    assert (found.kind, found.reason, found.detail) == ("too_deep", "memory", "> 120 MB")


async def test_a_process_that_ends_by_an_error_is_a_problem_of_that_reason(
    parser: ContentParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heavy_documents, "request_data", lambda request: (b"no pickle",))
    found = await parser.headlines(page("<p a='1' b='2'>chữ</p>" * 20_000))
    assert isinstance(found, Problem)
    assert (found.kind, found.reason) == ("too_deep", "failed")


async def test_of_a_feed_larger_than_its_process_may_be_all_is_read(parser: ContentParser) -> None:
    text = "<p>Một đoạn văn 😀.</p>" * 8_000
    large = feed(*(item(n, f"<description><![CDATA[{text}]]></description>") for n in range(90)))
    assert len(large.body) > 18_000_000
    listing = await parser.feed(large)
    assert isinstance(listing, Listing)
    assert [len(entry.body_html) for entry in listing.entries] == [len(text)] * 90


async def test_a_large_page_is_explained_like_a_small_one_and_within_the_same_bounds(
    tmp_path: Path, clock: Clock
) -> None:
    body = f"<h1>Cầu mới</h1><article>{''.join(f'<p>{one}</p>' for one in TEXTS * 3)}</article>"
    large = page(f"{body}<!--{'chú thích ' * 100_000}-->")
    reasons: list[list[Explanation]] = [[], [], []]
    for given, seconds, explanations in zip(
        (page(body), large, large), (ENDLESS, ENDLESS, 0.0), reasons, strict=True
    ):
        heavy = HeavyDocuments(seconds)
        await ContentParser(tmp_path / "sites", clock, explanations, heavy).article(given)
    small_page, large_page, ended = reasons
    assert len(small_page[0].steps) > 1
    assert large_page == small_page
    assert [(step.step, step.rule, step.detail) for step in ended[0].steps] == [
        ("problem", "too_deep", "> 0 s")
    ]


async def test_a_process_ends_with_the_task_that_waits_for_it(parser: ContentParser) -> None:
    before = children()
    attributes = " ".join(f'a{number}="1"' for number in range(400_000))
    task = asyncio.create_task(parser.article(page(f"<p {attributes}>chữ</p>")))
    while children() == before:  # noqa: ASYNC110 - nothing tells that the process was started
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert children() == before
