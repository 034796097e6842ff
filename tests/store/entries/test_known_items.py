"""The items of feeds: what is stored is what comes back, in few bytes."""

from __future__ import annotations

from datetime import timedelta

from hpreader.store import KnownItem
from tests.support.storeroom import NOW, SITE, Storeroom, entry, record_list

FEED = f"{SITE}/feed"
SOURCE = "bao.example"


def test_items_come_back_while_their_article_is_in_the_list(room: Storeroom) -> None:
    store = room.open()
    first, second = record_list(store, [entry("một"), entry("hai", published=None)], SOURCE)
    items = [
        KnownItem(2**64 - 2, first, NOW, 2**32 - 1, 1),
        KnownItem(4, second, None, 2, 0),
        KnownItem(6, "0" * 12, NOW, 3, 0),
        KnownItem(8, first, NOW.replace(year=1969), 4, 0),
        KnownItem(10, first, NOW.replace(year=2106), 4, 0),
    ]
    store.known_items.put(FEED, items, NOW)
    assert store.known_items.get(FEED, SOURCE, "") == {one.hash: one for one in items[:2]}
    assert store.known_items.get(FEED, SOURCE, "Khác") == {}
    assert store.known_items.get(f"{SITE}/other", SOURCE, "") == {}


def test_items_are_replaced_and_forgotten(room: Storeroom) -> None:
    store = room.open()
    (article,) = record_list(store, [entry("một")], SOURCE)
    for number in (2, 4):
        store.known_items.put(FEED, [KnownItem(number, article, NOW, 1, 1)], NOW)
    assert list(store.known_items.get(FEED, SOURCE, "")) == [4]
    store.known_items.put(f"{SITE}/other", (), NOW + timedelta(days=61))
    assert store.known_items.get(FEED, SOURCE, "") == {}


def test_an_item_takes_few_bytes(room: Storeroom) -> None:
    feeds, items = 50, 100
    store = room.open()
    before = store.database.number("PRAGMA main.page_count")
    for feed in range(feeds):
        known = [KnownItem(number, f"{number:012x}", NOW, 1, 2) for number in range(items)]
        store.known_items.put(f"{FEED}-{feed}", known, NOW)
    pages = store.database.number("PRAGMA main.page_count") - before
    size = pages * store.database.number("PRAGMA main.page_size")
    assert size / (feeds * items) < 35
