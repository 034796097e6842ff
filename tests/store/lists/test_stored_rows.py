"""Articles held in a list keep their rows whatever their marks are."""

from datetime import date, timedelta

import pytest

from hpreader.model import Folding, ListQuery, Rows
from hpreader.store import Store
from tests.support.storeroom import NOW, entry, record_list, statements_of

LISTS_OF_MARKS = {
    "unread": ListQuery(unread=True),
    "unread of a section": ListQuery("bao.example", "Xã hội", unread=True),
    "unread of a day": ListQuery(unread=True, day=NOW.date()),
    "oldest unread first": ListQuery(unread=True, oldest_first=True),
    "unread by source": ListQuery(unread=True, order="source"),
    "unread ones first": ListQuery(order="unread"),
    "unread with words": ListQuery(unread=True, text="tin"),
    "a search for unread ones": ListQuery(search="tin is:unread"),
    "a search of unread ones": ListQuery(search="tin", unread=True),
    "the shelf": ListQuery(saved=True),
    "unread ones of the shelf": ListQuery(saved=True, unread=True),
    "the shelf, unread ones first": ListQuery(saved=True, order="unread"),
}


@pytest.mark.parametrize("query", LISTS_OF_MARKS.values(), ids=LISTS_OF_MARKS)
def test_held_articles_stay_where_they_are_whatever_their_marks_are(
    store: Store, query: ListQuery
) -> None:
    entries = [
        entry(f"tin {n:02}", published=NOW - timedelta(minutes=10 * (n // 2))) for n in range(24)
    ]
    ids = record_list(store, entries, section="Xã hội")
    store.marks.set_saved(ids)
    rows = store.lists.rows(query)
    before = [headline.id for headline in rows.slice(0, 99)]
    days, first, middle = rows.days_in_order(), before[0], before[len(before) // 2]
    assert len(before) == len(ids)
    rows.hold([first])
    store.marks.set_read([first])
    rows.hold(before[8:11])
    store.marks.set_read(before[8:11])
    store.marks.set_saved(before[8:11], saved=False)
    assert [headline.id for headline in rows.slice(0, 99)] == before
    assert [headline.id for headline in rows.slice(7, 12)] == before[7:12]
    assert [rows.find(article_id) for article_id in before] == list(range(len(before)))
    assert (rows.count(), rows.days_in_order()) == (len(before), days)
    assert rows.nearest_unread(7, 1) == 11
    assert rows.nearest_unread(11, -1) == 7
    assert rows.nearest_unread(1, -1) is None
    assert [row for row, line in enumerate(rows.slice(0, 99)) if line.read] == [0, 8, 9, 10]
    rows.hold()
    store.marks.set_read(before)
    store.marks.set_saved(before, saved=False)
    assert [headline.id for headline in rows.slice(0, 99)] == before
    assert rows.nearest_unread(0, 1) is None
    store.marks.set_read([middle], read=False)
    assert rows.count() == len(before)
    assert rows.nearest_unread(0, 1) == before.index(middle)
    expected = {middle} if not query.saved else set()
    if query.order == "unread" and not query.saved:
        expected = set(before)
    assert {headline.id for headline in store.lists.rows(query).slice(0, 99)} == expected


def test_only_rows_of_the_list_are_held_unless_absent_ones_are_allowed(store: Store) -> None:
    read, unread, other = record_list(store, [entry("tin một"), entry("tin hai"), entry("khác")])
    store.marks.set_read([read])
    rows = store.lists.rows(ListQuery(unread=True, text="tin"))
    rows.hold([read, other])
    assert titles_of(rows) == ["tin hai"]
    rows.hold([read, other], absent=True)
    assert sorted(titles_of(rows)) == ["tin hai", "tin một"]
    plain = store.lists.rows(ListQuery())
    plain.hold([unread])
    store.marks.set_read([unread])
    assert plain.count() == 3


def test_articles_stored_while_others_are_held_are_sorted_among_them(store: Store) -> None:
    ids = record_list(
        store, [entry(f"tin {n}", published=NOW - timedelta(hours=n)) for n in range(4)]
    )
    rows = store.lists.rows(ListQuery(unread=True))
    rows.hold(ids[:2])
    store.marks.set_read(ids[:2])
    record_list(
        store, [entry("giữa", published=NOW - timedelta(minutes=30)), entry("mới", published=NOW)]
    )
    assert titles_of(rows)[-4:] == ["giữa", "tin 1", "tin 2", "tin 3"]
    assert set(titles_of(rows)[:2]) == {"mới", "tin 0"}


def test_held_articles_are_found_by_an_index(store: Store) -> None:
    ids = record_list(store, [entry("tin một"), entry("tin hai")])
    for query in (ListQuery(unread=True), ListQuery(saved=True)):
        rows = store.lists.rows(query)
        rows.hold(ids, absent=True)
        *_counts, statement = statements_of(store, lambda rows=rows: rows.slice(0, 10))
        plan = store.database.all(f"EXPLAIN QUERY PLAN {statement}")
        steps = [row[3] for row in plan]
        assert any(step.startswith("SEARCH p ") and "(id=?" in step for step in steps), steps


def titles_of(rows: Rows) -> list[str]:
    return [headline.title for headline in rows.slice(0, 99)]


def test_the_days_of_a_list_of_which_nothing_is_folded_are_counted_once(store: Store) -> None:
    record_list(store, [entry("cũ", published=NOW)])
    rows = store.lists.rows(ListQuery())
    rows.folds.put(Folding())
    assert any("day_count" in one for one in statements_of(store, rows.days_in_order))
    counted = statements_of(store, lambda: store.lists.day_totals(ListQuery()))
    assert not any("day_count" in one for one in counted)
    totals = store.lists.day_totals(ListQuery())
    assert totals == store.lists.day_totals(ListQuery()) == {NOW.date(): 1}
    assert ([*totals], [*totals.values()], totals.get(NOW.date())) == ([NOW.date()], [1], 1)
    assert totals.get(NOW.date() - timedelta(days=1)) is totals.get(date.max) is None
    assert totals != {NOW.date(): 2}
