import sqlite3

import pytest

from hpreader.model import (
    ListQuery,
)
from tests.support.storeroom import NOW, SITE, entry, execute, record_list, saved_titles, story


@pytest.mark.parametrize(
    ("damage", "title", "is_here"),
    [
        ("headline = x'00'", "tin", True),
        ("article = x'00'", "tin", False),
        ("headline = '{', article = '{'", f"{SITE}/tin", False),
    ],
)
def test_the_readable_parts_of_a_damaged_copy_are_restored(room, damage, title, is_here):
    store = room.open()
    put = store.articles.put(story("tin", "x"))
    store.marks.set_saved([put.id])
    room.lose_cache()
    execute(room.userdata, f"UPDATE shelf SET {damage}")
    store = room.open()
    (headline,) = store.lists.rows(ListQuery(saved=True)).slice(0, 9)
    assert (headline.id, headline.title, headline.url) == (put.id, title, put.url)
    assert headline.cached is is_here is (store.articles.get(put.id) is not None)


def test_saved_articles_are_restored_wholly_after_the_cache_is_deleted(room, store):
    (first,) = record_list(store, [entry("một")], section="A")
    put = store.articles.put(
        story("một", "Nội dung đầy đủ.", section="A", sections=("A",), published=NOW)
    )
    lone = store.articles.put(story("lẻ", "Còn đây."))
    store.marks.set_saved([first, lone.id])
    store.marks.set_read([lone.id])
    room.lose_cache()
    store = room.open()
    assert store.articles.get(first) == put
    assert sorted(saved_titles(store)) == ["lẻ", "một"]
    assert store.articles.headline(lone.id).read
    assert [h.id for h in store.lists.rows(ListQuery("bao.example", "A")).slice(0, 9)] == [first]
    assert [hit.headline.id for hit in store.searches.find("con day")] == [lone.id]


def test_the_body_of_a_saved_headline_is_copied_when_it_is_stored(room, store):
    (first,) = record_list(store, [entry("một")])
    store.marks.set_saved([first])
    room.lose_cache()
    assert room.open().articles.get(first) is None
    put = room.reopen().articles.put(story("một", "Nội dung."))
    room.lose_cache()
    assert room.open().articles.get(first) == put


def test_unsaving_deletes_the_copy(room, store):
    put = store.articles.put(story("một", "x"))
    store.marks.set_saved([put.id])
    store.marks.set_saved([put.id], saved=False)
    room.lose_cache()
    assert room.open().articles.headline(put.id) is None


def test_user_data_contain_nothing_that_can_be_fetched_again(room, store):
    record_list(store, [entry(f"tin {number}") for number in range(50)])
    store.articles.put(story("tin 1", "Nội dung."))
    room.close()
    with sqlite3.connect(room.userdata) as data:
        tables = [
            name for (name,) in data.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows = {name: data.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    data.close()
    assert not any(rows.values())
