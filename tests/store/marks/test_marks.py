import random

import pytest

from hpreader.model import ListQuery
from hpreader.store import Store
from hpreader.store.marks import marks
from hpreader.store.values.id_list import IdList
from tests.support.storeroom import entry, record_list, saved_titles, story


@pytest.fixture(params=["few", "many"])
def numbers(request, monkeypatch):
    """All tests are run with statements for single articles, and with those for a large part of the cache."""
    monkeypatch.setattr(marks, "MANY", 0 if request.param == "many" else 1000)
    return request.param


pytestmark = pytest.mark.usefixtures("numbers")


def equals(found, ids) -> bool:
    return tuple(found) == tuple(ids)


def test_marking_read_returns_the_ids_that_changed(store):
    one, two = record_list(store, [entry("một"), entry("hai")])
    assert equals(store.marks.set_read([one]), (one,))
    assert equals(store.marks.set_read([one, two, two]), (two,))
    assert equals(store.marks.set_read([one, two], read=False), (one, two))
    assert equals(store.marks.set_read([one], read=False), ())
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
    assert equals(store.marks.set_list_read(ListQuery(section="A")), (a,))
    assert not store.articles.headline(c).read
    assert equals(store.marks.set_list_read(ListQuery(section="A")), ())


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
    assert equals(store.marks.set_saved([put.id]), (put.id,))
    assert equals(store.marks.set_saved([put.id]), ())
    assert saved_titles(store) == ["bài lẻ"]
    assert store.lists.rows(ListQuery("bao.example", "A", saved=True)).count() == 1
    assert store.lists.rows(ListQuery("khac.example", saved=True)).count() == 0
    assert store.lists.rows(ListQuery()).count() == 0
    assert equals(store.marks.set_saved([put.id], saved=False), (put.id,))
    assert saved_titles(store) == []


def assert_counts(store: Store) -> None:
    """The numbers of lists and days, the index of unread ones and the copies of the marks agree."""
    database = store.database
    placed = "SELECT source, section, {day} count(*), sum(unread) FROM placement GROUP BY source, section{by}"
    lists = database.all("SELECT source, section, total, unread FROM list_count WHERE total <> 0")
    assert sorted(lists) == sorted(database.all(placed.format(day="", by="")))
    days = database.all(
        "SELECT source, section, day, total, unread FROM day_count WHERE total <> 0"
    )
    assert sorted(days) == sorted(database.all(placed.format(day="day,", by=", day")))
    gone = "SELECT count(*) FROM {} WHERE total = 0 AND unread <> 0"
    assert [database.number(gone.format(table)) for table in ("list_count", "day_count")] == [0, 0]
    assert not database.all(
        "SELECT id FROM article WHERE read <> EXISTS (SELECT 1 FROM"
        " userdata.mark WHERE mark.id = article.id AND read_at IS NOT NULL)"
    )
    assert not database.all(
        "SELECT article.id FROM placement JOIN article USING (number) WHERE unread = read"
    )
    assert database.check("main") == "ok"
    for unread in store.lists.rows(ListQuery(unread=True)).slice(0, 99):
        assert not unread.read


@pytest.mark.parametrize("seed", range(5))
def test_the_numbers_are_those_of_the_articles_whatever_is_marked(store, seed):
    chance = random.Random(seed)
    known: list[str] = []
    undo = []
    for _ in range(25):
        match chance.randrange(6):
            case 0 | 1:
                source, section = chance.choice("ab"), chance.choice(["", "A", "B"])
                named = [entry(f"tin {chance.randrange(40)}") for _ in range(4)]
                known += record_list(
                    store, named, source, section, fingerprint=str(chance.random())
                )
            case 2:
                ids = [*chance.sample(known, min(len(known), 9)), "f" * 12]
                read = chance.random() < 0.7
                undo.append((store.marks.set_read(ids, read), not read))
            case 3:
                query = ListQuery(chance.choice(["", "a", "b"]), chance.choice(["", "A"]))
                undo.append((store.marks.set_list_read(query), False))
            case 4 if undo:
                changed, read = undo.pop()
                assert sorted(store.marks.set_read(changed, read)) == sorted(changed)
            case 5 if known:
                store.marks.set_saved([chance.choice(known)], saved=chance.random() < 0.5)
        assert_counts(store)


def test_a_list_that_is_filtered_is_marked(store):
    first, _ = record_list(store, [entry("cầu mới"), entry("đường")])
    record_list(store, [entry("cầu cũ")], section="B")
    assert len(store.marks.set_list_read(ListQuery(text="cau"))) == 2
    assert store.lists.rows(ListQuery(unread=True)).count() == 1
    assert store.marks.set_list_read(ListQuery(search="duong", unread=True))
    assert store.lists.rows(ListQuery(unread=True)).count() == 0
    store.marks.set_saved([first])
    assert equals(store.marks.set_read([first], read=False), [first])
    assert equals(store.marks.set_list_read(ListQuery(saved=True)), [first])
    assert store.articles.headline(first).saved


def test_ids_take_six_bytes_and_are_a_sequence():
    ids = [f"{number:012x}" for number in range(0, 10**6, 997)]
    packed = IdList(ids)
    assert (list(packed), len(packed), packed[1], packed[-1]) == (ids, len(ids), ids[1], ids[-1])
    assert packed[3:5] == tuple(ids[3:5])
    assert ids[7] in packed
    with pytest.raises(IndexError):
        packed[len(ids)]
