"""A list that takes long is read by one connection and shown by another."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from hpreader.model import ListQuery
from hpreader.store import Store
from tests.support.storeroom import Storeroom, entry, hours_ago, record_list, statements_of

COUNT = 2_100
"""Just more than are read within a frame."""
ODD = ListQuery(text="le")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storeroom]:
    """A cache whose titles are odd or even in turns, an article every hour."""
    room = Storeroom(tmp_path_factory.mktemp("long"))
    with closing(room.open()) as store:
        record_list(
            store,
            [
                entry(f"tin {'lẻ' if n % 2 else 'chẵn'} {n}", published=hours_ago(n))
                for n in range(COUNT)
            ],
        )
    yield room
    room.close()


@pytest.fixture
def reader(filled: Storeroom) -> Iterator[Store]:
    with closing(filled.open()) as store:
        yield store


def number_of(store: Store, title: str) -> str:
    return store.lists.rows(ListQuery(text=title)).slice(0, 1)[0].id


def titles(store: Store, query: ListQuery, start: int, stop: int) -> list[str]:
    return [headline.title for headline in store.lists.rows(query).slice(start, stop)]


def test_the_part_near_an_article_is_read_without_the_rest(reader: Store) -> None:
    middle = number_of(reader, "le 1001")
    scan = reader.long_lists.read_near(ODD, {}, middle, least=20, reach=100)
    assert scan is not None
    assert not scan.is_whole
    assert 100 <= len(scan.numbers) <= 100 + 24
    near = f"tin lẻ {1001 - 2 * 20}"
    reader.long_lists.give(ODD, scan, reader.long_lists.revision())
    assert near in titles(reader, ODD, 0, 200)
    rows = reader.lists.rows(ODD)
    assert rows.takes_long, "the rest is missing"
    assert not rows.is_whole
    assert reader.long_lists.read_near(ODD, {}, middle, least=60, reach=100) is None
    top = reader.long_lists.read_near(ODD, {}, "of no article", least=20, reach=100)
    assert top is not None
    reader.long_lists.give(ODD, top, reader.long_lists.revision())
    assert titles(reader, ODD, 0, 2) == ["tin lẻ 1", "tin lẻ 3"]


def test_a_list_that_was_given_is_shown_without_reading_it_again(
    filled: Storeroom, reader: Store
) -> None:
    assert reader.lists.rows(ODD).takes_long
    with closing(filled.open()) as other:
        scan = other.long_lists.read(ODD, {})
    reader.long_lists.give(ODD, scan, reader.long_lists.revision())
    rows = reader.lists.rows(ODD)
    assert not rows.takes_long
    statements = statements_of(reader, lambda: (rows.count(), rows.days(), rows.slice(500, 520)))
    assert not any("instr" in sql for sql in statements)
    assert rows.count() == COUNT // 2
    assert titles(reader, ODD, 500, 502) == ["tin lẻ 1001", "tin lẻ 1003"]
    assert sum(day.total for day in rows.days()) == COUNT // 2
    day = rows.days()[3].day
    of_day = reader.lists.rows(ListQuery(text="le", day=day))
    assert of_day.count() == rows.days()[3].total


def test_a_change_makes_a_list_one_that_is_to_be_read_again_and_is_shown_until_then(
    filled: Storeroom, reader: Store
) -> None:
    scan = reader.long_lists.read(ODD, {})
    reader.long_lists.give(ODD, scan, reader.long_lists.revision())
    rows = reader.lists.rows(ODD)
    first, second = rows.slice(0, 2)
    with closing(filled.open()) as other:
        other.marks.set_read([second.id])
    assert rows.takes_long
    assert rows.count() == COUNT // 2
    assert rows.nearest_unread(0, 1) == 1, "as it was read"
    reader.long_lists.note_marks(ODD, [second.id])
    assert rows.nearest_unread(0, 1) == 2
    with closing(filled.open()) as other:
        other.marks.set_read([second.id], read=False)
    reader.long_lists.note_marks(ODD, [second.id])
    assert rows.nearest_unread(0, 1) == 1
    assert rows.find(first.id) == 0
