from datetime import timedelta

from hpreader.model import (
    Queued,
)
from tests.support.storeroom import NOW, SITE


def test_links_are_returned_in_the_order_in_which_they_were_added(store):
    store.queue.add(f"{SITE}/b", "", NOW)
    store.queue.add(f"{SITE}/a", "A", NOW + timedelta(minutes=1))
    store.queue.add(f"{SITE}/b", "B", NOW + timedelta(minutes=2))
    assert store.queue.get_all() == (
        Queued(f"{SITE}/b", "B", NOW),
        Queued(f"{SITE}/a", "A", NOW + timedelta(minutes=1)),
    )
    store.queue.remove(f"{SITE}/b")
    store.queue.remove(f"{SITE}/nobody")
    assert [item.url for item in store.queue.get_all()] == [f"{SITE}/a"]
