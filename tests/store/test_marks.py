from hpreader.model import (
    ListQuery,
)
from tests.support.storeroom import entry, record_list, saved_titles, story


def test_marking_read_returns_the_ids_that_changed(store):
    one, two = record_list(store, [entry("một"), entry("hai")])
    assert store.marks.set_read([one]) == (one,)
    assert store.marks.set_read([one, two, two]) == (two,)
    assert store.marks.set_read([one, two], read=False) == (one, two)
    assert store.marks.set_read([one], read=False) == ()
    assert store.lists.rows(ListQuery(unread=True)).count() == 2


def test_read_articles_leave_the_unread_lists_and_counts(store):
    one, _ = record_list(store, [entry("một"), entry("hai")], section="A")
    store.marks.set_read([one])
    assert store.lists.counts()["bao.example", "A"] == (2, 1)
    assert [h.title for h in store.lists.rows(ListQuery(unread=True)).slice(0, 9)] == ["hai"]
    assert store.articles.headline(one).read
    assert not store.articles.headline(one).saved


def test_a_whole_list_is_marked_read_and_no_other_article(store):
    a, b = record_list(store, [entry("a"), entry("b")], section="A")
    (c,) = record_list(store, [entry("c")], section="C")
    store.marks.set_read([b])
    assert store.marks.set_list_read(ListQuery(section="A")) == (a,)
    assert not store.articles.headline(c).read
    assert store.marks.set_list_read(ListQuery(section="A")) == ()


def test_marks_survive_a_deleted_cache(room, store):
    one, two = record_list(store, [entry("một", guid="g1"), entry("hai")])
    store.marks.set_read([one])
    room.lose_cache()
    store = room.open()
    record_list(store, [entry("một", guid="g1"), entry("hai")])
    assert (store.articles.headline(one).read, store.articles.headline(two).read) == (True, False)
    assert store.lists.counts()["", ""] == (2, 1)


def test_marks_follow_the_user_data_when_the_file_is_replaced(room, store):
    one, two = record_list(store, [entry("một"), entry("hai")])
    room.close()
    copy = room.userdata.read_bytes()
    store = room.open()
    store.marks.set_read([one])
    store.marks.set_saved([two])
    room.close()
    room.userdata.write_bytes(copy)
    store = room.open()
    assert (store.articles.headline(one).read, store.articles.headline(two).saved) == (False, False)
    assert store.lists.counts()["", ""] == (2, 2)


def test_saved_articles_are_listed_although_no_list_contains_them(store):
    put = store.articles.put(story("bài lẻ", "x", section="A"))
    assert store.marks.set_saved([put.id]) == (put.id,)
    assert store.marks.set_saved([put.id]) == ()
    assert saved_titles(store) == ["bài lẻ"]
    assert store.lists.rows(ListQuery("bao.example", "A", saved=True)).count() == 1
    assert store.lists.rows(ListQuery("khac.example", saved=True)).count() == 0
    assert store.lists.rows(ListQuery()).count() == 0
    assert store.marks.set_saved([put.id], saved=False) == (put.id,)
    assert saved_titles(store) == []
