"""Items that are stored with the same bytes are not parsed again, with the result as if they were."""

from __future__ import annotations

import random
from html import escape
from pathlib import Path
from typing import Any

import pytest

from hpreader.feed import parser
from hpreader.model import Section, Source
from hpreader.newsroom import Newsroom
from hpreader.newsroom.parsers.content_parser import ContentParser
from hpreader.newsroom.sync import entry_storage
from hpreader.problems import Problem, ProblemError
from hpreader.store.entries.entries import Entries
from tests.support.newsdesk import FEED, HOME, Clock, headlines, open_room, source_events, synced
from tests.support.web import Web

SOURCE = Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),))


def item(number: int, title: str = "", link: str = "", guid: str = "", day: int = 1) -> str:
    return (
        f"<item><title>{escape(title or f'Tin {number}')}</title>"
        f"<link>{HOME}/{link or f'tin-{number}.html'}</link>"
        f'<guid isPermaLink="false">{guid or f"tin-{number:05}"}</guid>'
        f"<pubDate>{day:02} Feb 2026 08:00:00 +0700</pubDate></item>\n"
    )


class OneFeed:
    """A newsroom with one feed."""

    def __init__(self, web: Web, room: Newsroom) -> None:
        self.web = web
        self.room = room

    async def sync(self, *items: str, etag: str = "") -> tuple[int, int]:
        """Let the feed contain these items, and fetch it; returns how many are new and changed."""
        xml = f"<rss version='2.0'><channel><title>Báo</title>{''.join(items)}</channel></rss>"
        kind = "application/rss+xml; charset=utf-8"
        self.web.raw(FEED, xml.encode(), kind, **({"ETag": etag} if etag else {}))
        (event,) = source_events(await synced(self.room, pages=False))
        return event.new, event.changed

    def listed(self) -> list[tuple[str, str, str]]:
        return sorted((one.id, one.url, one.title) for one in headlines(self.room))


@pytest.fixture
async def feed(tmp_path: Path, web: Web, clock: Clock) -> OneFeed:
    return OneFeed(web, await open_room(tmp_path, web, clock, SOURCE))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many items each feed of a server had that was parsed."""
    counts: list[int] = []
    read = parser.read_plain_feed

    def counted(xml: str, url: str) -> object:
        if "example.invalid" not in url:  # the example of `preparation`
            counts.append(xml.count("<item>"))
        return read(xml, url)

    monkeypatch.setattr(parser, "read_plain_feed", counted)
    return counts


async def test_of_a_known_feed_the_new_and_the_edited_items_are_parsed(
    feed: OneFeed, parsed: list[int]
) -> None:
    old = [item(number) for number in range(30)]
    assert await feed.sync(*old) == (30, 0)
    edited = item(3, "Tin 3, đã sửa")
    assert await feed.sync(item(99), *old[:3], edited, *old[4:29]) == (1, 1)
    assert await feed.sync(item(99), *old[:3], edited, *old[4:29]) == (0, 0)
    assert parsed == [30, 2, 0]
    assert len(feed.listed()) == 31


async def test_guids_that_are_addresses_with_a_number_count_nothing(
    feed: OneFeed, parsed: list[int]
) -> None:
    """Those of WordPress with fewer than 10,000 posts."""
    posts = [item(number, guid=f"{HOME}/?p={number}") for number in range(3)]
    await feed.sync(*posts[:2])
    assert await feed.sync(posts[2], *posts[:2]) == (1, 0)
    assert parsed == [2, 1]
    places = [item(number, guid=f"{number}") for number in range(6, 9)]
    parsed.clear()
    await feed.sync(*places[:2])
    await feed.sync(places[2], *places[:2])
    assert parsed == [
        2,
        1,
        3,
    ]  # such a number may be a place in the list: it is read with the others


async def test_an_edit_that_is_undone_is_noticed(feed: OneFeed) -> None:
    await feed.sync(item(1), item(2))
    assert await feed.sync(item(1, "Tin một"), item(2)) == (0, 1)
    assert await feed.sync(item(1), item(2)) == (0, 1)
    assert sorted(title for *_, title in feed.listed()) == ["Tin 1", "Tin 2"]


async def test_a_known_item_with_the_address_or_guid_of_a_new_one_is_parsed_again(
    feed: OneFeed, parsed: list[int]
) -> None:
    await feed.sync(item(1), item(2))
    new, _ = await feed.sync(item(1), item(2), item(3, link="tin-1.html", day=2))
    assert (new, parsed) == (1, [2, 1, 3])
    new, _ = await feed.sync(item(5), item(6))
    parsed.clear()
    new, _ = await feed.sync(item(5), item(6), item(4, guid="tin-00006"))
    assert (new, parsed) == (1, [1, 3])
    assert len(feed.listed()) == 6


async def test_what_was_seen_last_is_known_of_items_that_are_not_parsed(
    feed: OneFeed, clock: Clock
) -> None:
    await feed.sync(item(1), item(2))
    await feed.room.marks.set_read([one.id for one in headlines(feed.room)])
    clock.passes(days=400)
    await feed.sync(item(1))  # at its end, what no list contained for a year is deleted
    assert [title for *_, title in feed.listed()] == ["Tin 1"]


def _states(chance: random.Random) -> list[list[str]]:
    """What a feed of bad habits contains one day after the other."""
    pool = [
        item(
            number,
            chance.choice(["", "", "Thông báo", "Tin 1"]),
            chance.choice(["", "", "", "chung.html", "tin-1.html", "tin-2.html#a"]),
            chance.choice(
                ["", "", "", "tin-00001", "none", "7", f"{HOME}/", f"{HOME}/?p={number}"]
            ),
            chance.randint(1, 3),
        )
        for number in range(1, 8)
    ]
    states = []
    for _ in range(4):
        items = chance.sample(pool, chance.randint(2, 6))
        if chance.random() < 0.3:
            items.append(chance.choice(items))
        if chance.random() < 0.5:
            items[0] = items[0].replace("<title>", "<title>Sửa: ")
        states.append(items)
    return states


@pytest.mark.parametrize("seed", range(8))
async def test_the_result_is_that_of_parsing_all(
    seed: int, tmp_path: Path, web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def undivided(*_: object) -> None:
        return None

    states = _states(random.Random(seed))
    found = []
    for name in ("known", "all"):
        feed = OneFeed(web, await open_room(tmp_path / name, web, clock, SOURCE))
        found.append([(await feed.sync(*items), feed.listed()) for items in states])
        await feed.room.close()
        monkeypatch.setattr(ContentParser, "changed_feed", undivided)
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(4))
async def test_no_item_of_a_list_that_is_stored_in_slices_is_lost(
    seed: int, tmp_path: Path, web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = _states(random.Random(seed))
    missing = []
    for size in (500, 2):
        monkeypatch.setattr(entry_storage, "SLICE", size)
        feed = OneFeed(web, await open_room(tmp_path / f"{size}", web, clock, SOURCE))
        for items in states:
            await feed.sync(*items)
        listed = {title for *_, title in feed.listed()}
        missing.append({one for one in states[-1] if _title(one) not in listed})
        await feed.room.close()
    assert missing[1] <= missing[0]


def _title(xml: str) -> str:
    return xml.partition("<title>")[2].partition("<")[0]


async def test_a_list_of_more_entries_than_a_slice_keeps_their_order(feed: OneFeed) -> None:
    undated = [item(number).replace("<pubDate>01 Feb 2026", "<pubDate>x") for number in range(1200)]
    assert await feed.sync(*undated) == (1200, 0)
    assert [one.title for one in headlines(feed.room)][:700] == [f"Tin {n}" for n in range(700)]


async def test_the_validators_of_a_list_are_stored_after_its_last_slice(
    feed: OneFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[int] = []
    record_list = Entries.record_list

    def fail_in_the_second(
        self: Entries, source: str, section: str, items: Any, at: Any, **more: Any
    ) -> None:
        if stored:
            raise ProblemError(Problem("disk_full"))
        record_list(self, source, section, items, at, **more)
        stored.append(len(items))

    items = [item(number) for number in range(600)]
    with monkeypatch.context() as patch:
        patch.setattr(Entries, "record_list", fail_in_the_second)
        with pytest.raises(ProblemError):
            await feed.sync(*items, etag='"a"')
    assert stored == [500]
    assert len(feed.listed()) == 500
    assert await feed.sync(*items, etag='"a"') == (100, 0)
    assert feed.web.asked[-1].headers.get("if-none-match") is None
