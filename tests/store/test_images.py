from datetime import timedelta

from hpreader.problems import Problem
from tests.support.storeroom import NOW, SITE

LIMIT = 1000


def test_an_image_is_returned_as_it_was_stored(store):
    assert store.images.get(SITE) is None
    store.images.put(SITE, (30, 20), b"jpeg", LIMIT)
    assert store.images.get(SITE) == ((30, 20), b"jpeg")
    assert store.images.sizes([SITE, f"{SITE}/other"]) == {SITE: (30, 20)}
    assert store.images.usage() == (1, 4)


def test_a_problem_is_stored_for_a_day(room, store):
    problem = Problem("not_picture", SITE)
    store.images.put_problem(SITE, problem)
    assert store.images.sizes([SITE]) == {SITE: problem}
    assert store.images.get(SITE) is None
    room.now = NOW + timedelta(hours=25)
    assert store.images.sizes([SITE]) == {}


def test_images_that_were_not_drawn_for_longest_are_deleted_first(room, store):
    for minute, name in enumerate("abc"):
        room.now = NOW + timedelta(minutes=minute)
        store.images.put(name, (1, 1), bytes(300), LIMIT)
    room.now = NOW + timedelta(minutes=5)
    store.images.mark_seen("a")
    store.images.put("d", (1, 1), bytes(300), LIMIT)
    assert set(store.images.sizes("abcd")) == {"a", "c", "d"}
