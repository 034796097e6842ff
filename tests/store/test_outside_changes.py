"""What another connection stores is noticed, if it is something that is shown."""

from __future__ import annotations

from hpreader.history import History
from hpreader.model import Front, Section, Source, Visit
from tests.support.storeroom import NOW, SITE, entry, record_list


def test_only_what_another_connection_changes_counts(room, store):
    other = room.open()
    ids = record_list(store, [entry("một"), entry("hai")])
    assert store.outside_changes.take() is False, "the first look has nothing to compare with"
    assert store.outside_changes.take() is False
    store.marks.set_read([ids[0]])
    assert store.outside_changes.take() is False, "it did that itself"
    other.marks.set_read([ids[1]])
    assert store.outside_changes.take() is True
    assert store.outside_changes.take() is False


def test_news_sources_and_kept_searches_count_and_a_trail_does_not(room, store):
    other = room.open()
    store.outside_changes.take()
    record_list(other, [entry("ba")])
    assert store.outside_changes.take() is True
    other.trail.put(History((Visit(Front(), at=NOW),), 0))
    assert store.outside_changes.take() is False
    other.sources.put(Source("moi", "Mới", SITE, (Section("", (f"{SITE}/feed",)),)))
    assert store.outside_changes.take() is True
    other.searches.save("Cầu", "cầu is:unread")
    assert store.outside_changes.take() is True
    assert store.outside_changes.take() is False
