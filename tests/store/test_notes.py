from datetime import timedelta

import pytest

from hpreader.store import ListAddress, RobotsFile, StaleProfileNote
from tests.support.storeroom import NOW, SITE, entry, record_list


def test_each_kind_of_note_is_returned_as_it_was_stored(room, store):
    address = ListAddress(f"{SITE}/feed", "feed", NOW)
    mismatch = StaleProfileNote("mau", 2, f"{SITE}/b")
    robots = RobotsFile("Disallow: /tim", NOW)
    notes = store.notes
    assert notes.failed_prefetch(SITE) is notes.robots(SITE) is notes.newest_edit(SITE) is None
    assert notes.list_address("a", "") is notes.stale_profile("bao.example") is None
    assert not notes.is_feed(SITE)
    notes.put_failed_prefetch(SITE, NOW)
    notes.put_robots(SITE, robots)
    notes.put_newest_edit(SITE, NOW)
    notes.put_list_address("a", "", address)
    notes.put_stale_profile("bao.example", mismatch)
    notes.put_is_feed(SITE)
    notes = room.reopen().notes
    assert notes.failed_prefetch(SITE) == notes.newest_edit(SITE) == NOW
    assert notes.robots(SITE) == robots
    assert notes.list_address("a", "") == address
    assert notes.list_address("a", "B") is None
    assert notes.stale_profile("bao.example") == mismatch
    assert notes.is_feed(SITE)
    assert not notes.is_feed(f"{SITE}/khác")


def test_a_note_of_a_profile_is_removed_and_those_of_other_hosts_stay(store):
    for host in ("b.example", "a.example"):
        store.notes.put_stale_profile(host, StaleProfileNote("mau", 1, f"https://{host}/1"))
    assert list(store.notes.stale_profiles()) == ["a.example", "b.example"]
    store.notes.remove_stale_profile("a.example")
    assert store.notes.stale_profiles() == {
        "b.example": StaleProfileNote("mau", 1, "https://b.example/1")
    }


@pytest.mark.parametrize("value", ["5", "[]", '["x"]', '{"a": 1}', '[1, "page", 2]', '"no time"'])
def test_a_note_of_another_shape_counts_as_absent(room, store, value):
    notes = store.notes
    notes.put_failed_prefetch(SITE, NOW)
    notes.put_robots(SITE, RobotsFile("", NOW))
    notes.put_newest_edit(SITE, NOW)
    notes.put_list_address("a", "", ListAddress(SITE, "page", NOW))
    notes.put_stale_profile("bao.example", StaleProfileNote("mau", 2, f"{SITE}/b"))
    store.database.execute("UPDATE note SET value = ?", (value,))
    assert notes.failed_prefetch(SITE) is notes.robots(SITE) is notes.newest_edit(SITE) is None
    assert notes.list_address("a", "") is notes.stale_profile("bao.example") is None
    assert notes.stale_profiles() == {}
    assert store.notices == ()


def test_notes_of_single_addresses_expire_after_a_day_and_others_do_not(room, store):
    store.notes.put_failed_prefetch(f"{SITE}/a", NOW)
    store.notes.put_robots(SITE, RobotsFile("", NOW))
    store.notes.put_is_feed(SITE)
    store.notes.put_newest_edit(SITE, NOW)
    room.now = NOW + timedelta(hours=20)
    store.notes.put_failed_prefetch(f"{SITE}/b", NOW)
    store.cache.prune(100_000_000)
    assert store.notes.failed_prefetch(f"{SITE}/a") == NOW
    room.now = NOW + timedelta(hours=25)
    store.cache.prune(100_000_000)
    assert store.notes.failed_prefetch(f"{SITE}/b") == store.notes.newest_edit(SITE) == NOW
    assert store.notes.is_feed(SITE)
    assert store.notes.failed_prefetch(f"{SITE}/a") is store.notes.robots(SITE) is None


def test_notes_do_not_change_whether_marks_are_copied_at_the_next_start(room, store):
    (first,) = record_list(store, [entry("tin")])
    store.marks.set_read([first])
    store.notes.put_failed_prefetch("marks", NOW)
    store = room.reopen()
    assert store.notes.failed_prefetch("marks") == NOW
    assert store.articles.headline(first).read
