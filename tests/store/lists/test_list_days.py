"""A row in the middle of a long list is found by the counts of its days, not by counting rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hpreader.model import ListQuery, Source
from hpreader.store import Store
from tests.support.storeroom import NOW, entry, hours_ago, record_list, statements_of


@pytest.fixture
def ids(store: Store) -> tuple[str, ...]:
    """Four days with several articles each; every third one has no date, some have the same time."""
    found: list[str] = []
    for day in range(4):
        dates = [None if n % 3 == 0 else hours_ago(24 * day + n // 2) for n in range(9)]
        entries = [entry(f"tin {day} {n}", published=date) for n, date in enumerate(dates)]
        found += record_list(store, entries, at=NOW - timedelta(days=day))
    return tuple(found)


QUERIES = {
    "newest first": ListQuery(),
    "oldest first": ListQuery(oldest_first=True),
    "unread": ListQuery(unread=True),
    "oldest unread first": ListQuery(unread=True, oldest_first=True),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_part_of_a_list_is_that_of_the_whole(
    store: Store, ids: tuple[str, ...], query: ListQuery
) -> None:
    rows = store.lists.rows(query)
    rows.hold(ids[3:6])
    store.marks.set_read([*ids[3:6], *ids[20:24]])
    whole = rows.slice(0, 99)
    assert rows.count() == len(whole) == len(ids) - (4 if query.unread else 0)
    for row, headline in enumerate(whole):
        assert rows.slice(row, row + 3) == whole[row : row + 3]
        assert rows.find(headline.id) == row
        below = (at for at in range(row + 1, len(whole)) if not whole[at].read)
        assert rows.nearest_unread(row, 1) == next(below, None)
    assert sum(total for _day, total in rows.days_in_order()) == len(whole)
    assert rows.slice(len(whole), 99) == []


def test_the_counts_of_days_follow_marks_and_removed_sources(
    store: Store, ids: tuple[str, ...]
) -> None:
    def counted() -> list[tuple[int, int]]:
        return [(day.total, day.unread) for day in store.lists.days(ListQuery())]

    before = counted()
    dated = [one.id for one in store.lists.rows(ListQuery(day=NOW.date())).slice(0, 9)]
    store.marks.set_read(dated[:2])
    assert counted() == [*before[:-1], (before[-1][0], before[-1][1] - 2)]
    store.marks.set_read(dated[:2], read=False)
    assert counted() == before
    store.sources.put(Source("bao.example", "Báo", "https://bao.example/"))
    store.sources.remove("bao.example")
    assert counted() == []


@pytest.mark.parametrize(
    "read",
    [
        lambda store, row: store.lists.rows(ListQuery()).slice(row, row + 5),
        lambda store, row: store.lists.rows(ListQuery(unread=True)).slice(row, row + 5),
        lambda store, row: store.lists.rows(ListQuery()).nearest_unread(row, 1),
    ],
    ids=["slice", "unread slice", "nearest unread"],
)
def test_sqlite_goes_to_the_day_of_a_row_by_an_index(
    store: Store, ids: tuple[str, ...], read: Callable[[Store, int], object]
) -> None:
    pages = [sql for sql in statements_of(store, lambda: read(store, 30)) if "OFFSET" in sql]
    plans = [row[3] for row in store.database.all(f"EXPLAIN QUERY PLAN {pages[0]}")]
    assert any("source=? AND section=? AND sorted_at<?" in step for step in plans), plans
    assert not any("TEMP B-TREE" in step and "page" not in step for step in plans[:2]), plans
    (skipped,) = [int(sql.rpartition("OFFSET ")[2].split(")")[0]) for sql in pages]
    assert skipped < 9, "only rows of the day are skipped"
