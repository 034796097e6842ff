import sqlite3
from datetime import timedelta

from hpreader.problems import Problem
from hpreader.store import RobotsFile, Store
from tests.support.storeroom import (
    NOW,
    SITE,
    Storeroom,
    entry,
    hours_ago,
    record_list,
    story,
    titles,
)


def long_text(number: int) -> str:
    return " ".join(f"từ{number}x{place}" for place in range(3000))


def fill(room: Storeroom, store: Store, count: int = 12) -> list[str]:
    """Store articles that lists contained on successive days, the first one longest ago."""
    ids = []
    for number in range(count):
        room.now = NOW + timedelta(days=number)
        ids += record_list(store, [entry(f"tin {number}")], at=room.now)
        store.articles.put(story(f"tin {number}", long_text(number)))
    return ids


def test_nothing_is_deleted_below_the_limit(room, store):
    store.marks.set_read(fill(room, store))
    assert store.cache.prune(100_000_000) == 0


def test_the_longest_unseen_articles_are_deleted_first_and_the_file_shrinks(room, store):
    ids = fill(room, store)
    store.marks.set_read(ids, at=NOW)
    before = store.cache.state().size
    limit = 600_000
    assert 0 < store.cache.prune(limit) < len(ids)
    left = [article_id for article_id in ids if store.articles.headline(article_id)]
    assert left == ids[-len(left) :]
    store.cache.prune(limit)
    room.close()
    assert room.cache.stat().st_size <= max(limit, 300_000)
    assert room.cache.stat().st_size < before


def test_the_date_of_publication_does_not_count(room, store):
    room.now = NOW
    old = record_list(store, [entry("xưa", published=NOW - timedelta(days=3000))])
    store.articles.put(story("xưa", "x"))
    store.marks.set_read(old)
    assert store.cache.prune(100_000_000) == 0
    assert store.articles.headline(old[0])


def test_saved_and_unread_articles_are_kept_whatever_their_size(room, store):
    ids = fill(room, store)
    store.marks.set_saved(ids[:2])
    store.marks.set_read([ids[0], *ids[6:]])
    store.cache.prune(1)
    left = [article_id for article_id in ids if store.articles.headline(article_id)]
    assert left == ids[:6]
    assert store.searches.find("từ9x7") == ()
    assert len(store.searches.find("từ3x7")) == 1


def test_unlisted_articles_are_deleted_even_if_unread(room, store):
    put = store.articles.put(story("bài lẻ", long_text(1)))
    store.cache.prune(1)
    assert store.articles.headline(put.id) is None


def test_articles_unseen_for_a_year_are_deleted_even_below_the_limit(room, store):
    (seen, opened) = record_list(store, [entry("tin"), entry("mở lại")])
    store.marks.set_read([seen, opened], at=NOW)
    room.now = NOW + timedelta(days=400)
    store.articles.mark_opened(opened, room.now - timedelta(days=10))
    assert store.cache.prune(100_000_000) == 1
    assert store.articles.headline(seen) is None
    assert store.articles.headline(opened)


def test_free_pages_are_returned_to_the_file_system_where_nothing_is_pruned(room, store):
    fill(room, store)
    with sqlite3.connect(room.cache) as cache:  # as merges of the index leave them
        cache.execute("CREATE TABLE gone AS SELECT randomblob(500000) AS data")
        cache.execute("DROP TABLE gone")
    free = "PRAGMA freelist_count"
    assert cache.execute(free).fetchone() > (50,)
    assert store.cache.prune(100_000_000) == 0
    assert cache.execute(free).fetchone() == (0,)
    cache.close()
    assert len(store.searches.find("từ9x7")) == 1


def test_a_pruned_article_that_is_listed_again_is_still_read(room, store):
    ids = fill(room, store, 2)
    store.marks.set_read(ids)
    store.cache.prune(1)
    record_list(store, [entry("tin 0")])
    assert store.articles.headline(ids[0]).read


def test_no_article_is_deleted_because_of_notes(store):
    store.marks.set_read(record_list(store, [entry("tin")]))
    used = store.cache.state().size
    store.notes.put_robots(SITE, RobotsFile("x" * 1_000_000, NOW))
    assert store.cache.prune(used + 200_000) == 0
    assert titles(store) == ["tin"]


def test_the_state_counts_articles_bodies_and_queued_links(room, store):
    record_list(store, [entry("tin"), entry("tin hai")])
    store.articles.put(story("tin", "x"))
    store.articles.put(story("bài lẻ", "x"))
    store.queue.add(f"{SITE}/sau", "Sau", NOW)
    store.sources.put_check("a", hours_ago(2), None)
    store.sources.put_check("b", hours_ago(1), Problem("offline", "b"))
    state = store.cache.state()
    assert (state.articles, state.bodies, state.queued) == (2, 2, 1)
    assert state.synced_at == hours_ago(2)
    assert state.size >= room.cache.stat().st_size


def test_the_age_is_that_of_the_last_synchronisation_without_a_problem(store: Store) -> None:
    store.sources.put_check("bao.vn", NOW, None)
    store.sources.put_check("bao.vn", NOW + timedelta(hours=2), Problem("refused", "bao.vn"))
    assert store.cache.state().synced_at == NOW
