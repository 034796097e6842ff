from hpreader.model import (
    Anchor,
    ReadingProgress,
)
from tests.support.storeroom import NOW, entry, record_list


def test_the_reading_position_is_stored_and_the_share_read_never_decreases(room, store):
    (first,) = record_list(store, [entry("một")])
    assert store.progress.get([first]) == {}
    store.progress.put(first, ReadingProgress(Anchor(7, 40), 0.8), NOW)
    store.progress.put(first, ReadingProgress(Anchor(2, 0), 0.3), NOW)
    room.lose_cache()
    store = room.open()
    assert store.progress.get([first, "other"]) == {first: ReadingProgress(Anchor(2, 0), 0.8)}


def test_an_article_is_finished_when_its_last_line_was_shown():
    assert ReadingProgress(Anchor(), 1.0).is_finished
    assert not ReadingProgress(Anchor(), 0.98).is_finished
