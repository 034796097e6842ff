"""No two entries of a list that is stored in slices are one article."""

from __future__ import annotations

from hpreader.model import Entry
from hpreader.store import IdTable, TakenIds
from hpreader.store.rows.entry_identity import IdentifiedEntry

SITE = "https://bao.vn"


def taken_with(entry: Entry, article_id: str = "a" * 12) -> TakenIds:
    taken = TakenIds()
    taken.add([IdentifiedEntry(article_id, entry)])
    return taken


def test_a_table_has_the_last_number_of_each_id() -> None:
    table = IdTable()
    ids = [f"{number:012x}" for number in range(5_000)]
    for article_id in ids:
        table.put(article_id, 1)
    table.put(ids[7], 0)
    assert (len(table), table.total()) == (5_000, 4_999)
    assert all(article_id in table for article_id in ids)
    assert "f" * 12 not in table
    assert (table.get(ids[7]), table.get(ids[8]), table.get("f" * 12)) == (0, 1, None)


def test_an_entry_of_an_earlier_slice_is_not_stored_a_second_time() -> None:
    taken = taken_with(Entry(f"{SITE}/a", "Một"))
    again = [
        IdentifiedEntry("a" * 12, Entry(f"{SITE}/a", "Một, đã sửa")),
        IdentifiedEntry("a" * 12, Entry(f"{SITE}/khac", "MỘT")),
        IdentifiedEntry("b" * 12, Entry(f"{SITE}/b", "Hai")),
    ]
    assert taken.resolve(again) == (None, None, again[2])


def test_another_entry_that_leads_to_the_same_article_gets_an_id_of_its_own() -> None:
    taken = taken_with(Entry(f"{SITE}/a", "Một"))
    other = Entry(f"{SITE}/b", "Hai", own_key="b")
    shared = Entry(f"{SITE}/a", "Một", own_key="a\n#hai", is_shared=True)
    without = Entry("", "Một", own_key="một")
    found = taken.resolve(IdentifiedEntry("a" * 12, one) for one in (other, shared, without))
    ids = {item.id for item in found if item is not None}
    assert len(ids) == 3
    assert "a" * 12 not in ids
