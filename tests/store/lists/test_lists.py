from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hpreader.model import UNDATED, DayCount, ListQuery, Source
from tests.support.storeroom import NOW, entry, hours_ago, record_list, story, titles


def test_an_empty_store_has_empty_lists(store):
    rows = store.lists.rows(ListQuery())
    assert (rows.count(), list(rows.slice(0, 10)), rows.find("none")) == (0, [], None)
    assert store.lists.days(ListQuery()) == ()
    assert store.lists.counts() == {}


def test_the_newest_articles_come_first(store):
    record_list(store, [entry("cũ", published=hours_ago(3)), entry("mới", published=hours_ago(1))])
    assert titles(store) == ["mới", "cũ"]
    assert titles(store, oldest_first=True) == ["cũ", "mới"]


def test_entries_without_a_date_keep_the_order_of_their_list(store):
    record_list(store, [entry(name, published=None) for name in ("một", "hai", "ba")])
    assert titles(store) == ["một", "hai", "ba"]
    assert store.lists.rows(ListQuery()).slice(0, 1)[0].published is None


def test_articles_without_a_date_are_below_the_dated_ones_of_the_day_when_they_were_seen(store):
    dated = [entry("sáng nay", published=hours_ago(7.9)), entry("hôm qua", published=hours_ago(9))]
    record_list(store, [*dated, entry("không ngày 1", published=None)])
    record_list(store, [entry("không ngày 2", published=None)], at=NOW + timedelta(hours=1))
    order = ["sáng nay", "không ngày 2", "không ngày 1", "hôm qua"]
    assert titles(store) == order
    assert titles(store, oldest_first=True) == order[::-1]
    assert titles(store, day=NOW.date()) == ["sáng nay"]
    yesterday = NOW.date() - timedelta(days=1)
    assert titles(store, day=yesterday) == ["hôm qua"]
    days = (DayCount(yesterday, 1, 1), DayCount(NOW.date(), 1, 1))
    for order in ("time", "section"):
        assert store.lists.days(ListQuery(order=order)) == days
    rows = store.lists.rows(ListQuery())
    assert rows.days_in_order() == [(NOW.date(), 1), (UNDATED, 2), (yesterday, 1)]


def test_an_article_gets_its_day_with_its_date(store):
    record_list(store, [entry("tin", published=None)])
    assert store.lists.days(ListQuery()) == ()
    record_list(store, [entry("tin", published=hours_ago(1))], fingerprint="2")
    assert store.lists.days(ListQuery()) == (DayCount(NOW.date(), 1, 1),)


def test_articles_dated_in_the_future_are_sorted_by_when_they_were_seen(store):
    record_list(store, [entry("lỗi", published=NOW + timedelta(days=400))], at=hours_ago(2))
    record_list(store, [entry("mới", published=hours_ago(1))])
    assert titles(store) == ["mới", "lỗi"]


def test_a_window_of_a_list_equals_that_part_of_the_whole_list(store):
    record_list(
        store, [entry(f"tin {number}", published=hours_ago(number % 7)) for number in range(40)]
    )
    rows = store.lists.rows(ListQuery())
    whole = rows.slice(0, 100)
    assert [h for start in range(0, 40, 7) for h in rows.slice(start, start + 7)] == whole
    assert [rows.find(headline.id) for headline in whole] == list(range(40))
    backwards = store.lists.rows(ListQuery(oldest_first=True))
    assert backwards.slice(0, 100) == whole[::-1]
    assert [backwards.find(headline.id) for headline in whole[::-1]] == list(range(40))
    assert rows.slice(38, 100) == whole[38:]
    assert rows.slice(50, 60) == []
    assert rows.slice(-5, 2) == whole[:2]


@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize(
    "query", [ListQuery(), ListQuery(order="section"), ListQuery(text="tin"), ListQuery(saved=True)]
)
def test_the_nearest_unread_row_is_the_one_that_a_linear_search_finds(store, query, oldest_first):
    ids = record_list(store, [entry(f"tin {n}", published=hours_ago(n % 4)) for n in range(20)])
    store.marks.set_saved(ids)
    store.marks.set_read([article_id for n, article_id in enumerate(ids) if n % 5], True)
    rows = store.lists.rows(replace(query, oldest_first=oldest_first))
    unread = [row for row, headline in enumerate(rows.slice(0, 100)) if not headline.read]
    assert len(unread) == 4
    for row in range(20):
        assert rows.nearest_unread(row, 1) == next((n for n in unread if n > row), None)
        assert rows.nearest_unread(row, -1) == next((n for n in unread[::-1] if n < row), None)
    assert rows.nearest_unread(20, 1) is None


def test_rows_include_articles_stored_later(store):
    rows = store.lists.rows(ListQuery())
    record_list(store, [entry("tin")])
    assert rows.count() == 1


def test_an_article_is_once_in_each_of_its_sections_and_sources(store):
    (first,) = record_list(store, [entry("tin", sections=("Xã hội",))], section="Chính trị")
    assert record_list(store, [entry("tin")], source="khac.example", section="Chính trị") == [first]
    assert store.lists.counts() == {
        ("", ""): (1, 1),
        ("", "Chính trị"): (1, 1),
        ("", "Xã hội"): (1, 1),
        ("bao.example", ""): (1, 1),
        ("bao.example", "Chính trị"): (1, 1),
        ("bao.example", "Xã hội"): (1, 1),
        ("khac.example", ""): (1, 1),
        ("khac.example", "Chính trị"): (1, 1),
    }
    headline = store.articles.headline(first)
    assert (headline.source, headline.section) == ("bao.example", "Chính trị")
    assert headline.sections == ("Chính trị", "Xã hội")
    assert titles(store, section="Xã hội") == ["tin"]
    assert titles(store, source="khac.example", section="Xã hội") == []


def test_a_day_is_a_day_in_vietnam(store):
    record_list(
        store,
        [
            entry("khuya", published=datetime(2026, 3, 5, 16, 59, tzinfo=UTC)),
            entry("sớm", published=datetime(2026, 3, 5, 17, 0, tzinfo=UTC)),
        ],
    )
    assert titles(store, day=date(2026, 3, 5)) == ["khuya"]
    assert titles(store, day=date(2026, 3, 6)) == ["sớm"]
    assert store.lists.days(ListQuery(day=date(2026, 3, 6))) == (
        DayCount(date(2026, 3, 5), 1, 1),
        DayCount(date(2026, 3, 6), 1, 1),
    )


def test_days_count_the_rows_that_match_the_other_filters(store):
    first, _ = record_list(store, [entry("bão"), entry("nắng")], section="Thời tiết")
    record_list(store, [entry("giá vàng")], section="Kinh tế")
    store.marks.set_read([first])
    store.marks.set_saved([first])
    day = NOW.date()
    assert store.lists.days(ListQuery()) == (DayCount(day, 3, 2),)
    assert store.lists.days(ListQuery(section="Thời tiết")) == (DayCount(day, 2, 1),)
    assert store.lists.days(ListQuery(unread=True)) == (DayCount(day, 2, 2),)
    assert store.lists.days(ListQuery(text="gia vang")) == (DayCount(day, 1, 1),)
    assert store.lists.days(ListQuery(saved=True)) == (DayCount(day, 1, 0),)


def test_the_filter_ignores_diacritics_in_titles_and_summaries(store):
    record_list(
        store,
        [
            entry("Đường Lạch Tray", summary="Thông xe hôm nay", published=hours_ago(1)),
            entry("Cầu Rào", summary="Đường đông", published=hours_ago(2)),
            entry("Trời nắng 100%", published=hours_ago(3)),
        ],
    )
    assert titles(store, text="DUONG") == ["Đường Lạch Tray", "Cầu Rào"]
    assert titles(store, text="xe đường") == ["Đường Lạch Tray"]
    assert titles(store, text="100%") == ["Trời nắng 100%"]
    assert titles(store, text="_") == []


MANY_WORDS = " ".join(f"x{number}" for number in range(3_000))


@pytest.mark.parametrize(
    "text",
    ["'", '"', "%", "\x00", ";--", "\udc80", "\x1b[31m", pytest.param(MANY_WORDS, id="many")],
)
def test_any_text_is_a_filter(store, text):
    record_list(store, [entry("tin")])
    store.lists.rows(ListQuery(text=text, section=text, source=text)).slice(0, 10)


def test_the_filters_combine(store):
    first, second, _ = record_list(
        store,
        [entry("bão một"), entry("bão hai"), entry("nắng")],
        section="Thời tiết",
    )
    store.marks.set_read([first])
    assert titles(store, unread=True, text="bao", section="Thời tiết") == ["bão hai"]
    rows = store.lists.rows(
        ListQuery(unread=True, text="bao", source="bao.example", day=NOW.date())
    )
    assert (rows.find(second), rows.find(first)) == (0, None)


def test_sections_and_sources_are_sorted_by_the_vietnamese_alphabet(store):
    for hour, section in enumerate(("Đời sống", "Du lịch", "Ẩm thực", "Âm nhạc", "Văn hóa", "An")):
        record_list(
            store,
            [
                entry(section, published=hours_ago(hour)),
                entry(f"{section} 2", published=hours_ago(9)),
            ],
            source=section,
            section=section,
        )
    expected = ["An", "Âm nhạc", "Ẩm thực", "Du lịch", "Đời sống", "Văn hóa"]
    pairs = [name for section in expected for name in (section, f"{section} 2")]
    assert titles(store, order="section") == pairs
    assert titles(store, order="source") == pairs
    store.sources.put_all([Source("Văn hóa", "Anh", "https://van.example/")])
    assert titles(store, order="source")[:4] == ["An", "An 2", "Văn hóa", "Văn hóa 2"], (
        "a source is called by its title"
    )


@pytest.mark.parametrize("order", ["time", "source", "section", "unread"])
def test_a_scanned_list_shows_changes_of_this_and_other_connections(room, order):
    with room.open() as store, room.open() as other:
        rows = store.lists.rows(ListQuery(text="bao", order=order))
        query = ListQuery(text="bao", unread=True)
        assert (rows.count(), rows.find("nowhere")) == (0, None)
        (first,) = record_list(store, [entry("bão một")])
        assert (rows.count(), rows.find(first)) == (1, 0)
        record_list(other, [entry("bão hai"), entry("nắng")])
        assert rows.count() == len(rows.slice(0, 9)) == 2
        other.marks.set_read([first])
        assert [line.read for line in rows.slice(0, 9) if line.id == first] == [True]
        assert store.lists.rows(query).count() == 1
        assert sum(day.unread for day in store.lists.days(ListQuery(text="bao", order=order))) == 1


def test_a_filtered_list_and_its_days_are_read_once(store):
    record_list(store, [entry(f"bão {n}", published=hours_ago(n * 10)) for n in range(30)])
    statements = []
    store.database.connection.set_trace_callback(statements.append)
    query = ListQuery(text="bao")
    rows = store.lists.rows(query)
    assert (rows.count(), len(rows.slice(0, 9)), rows.find(rows.slice(4, 5)[0].id)) == (30, 9, 4)
    days = store.lists.days(replace(query, day=NOW.date()))
    assert sum(day.total for day in days) == 30
    store.lists.rows(replace(query, day=days[0].day)).count()
    assert len([statement for statement in statements if "instr(" in statement]) == 1


def test_the_newest_of_a_section_are_returned_without_one_article(store):
    ids = record_list(
        store, [entry(f"tin {n}", published=hours_ago(n)) for n in range(5)], section="Chính trị"
    )
    record_list(store, [entry("khác")], section="Kinh tế")
    found = store.lists.newest_in_section("Chính trị", "bao.example", 2, ids[0])
    assert [headline.title for headline in found] == ["tin 1", "tin 2"]
    assert len(store.lists.newest_in_section("", "bao.example", 10, "")) == 6


def test_names_of_sources_are_kept_as_written_and_sections_are_cleaned(store):
    record_list(store, [entry("tin")], source="Báo  của tôi", section="Xã hội")
    assert titles(store, source="Báo  của tôi") == ["tin"]
    assert titles(store, section="Xa\u0303 ho\u0323\u0302i") == ["tin"]


def test_listed_articles_without_a_page_are_returned_newest_first(store):
    entries = [entry(f"tin {n}", published=hours_ago(n)) for n in range(4)]
    record_list(store, entries)
    record_list(store, [entry("khác")], source="khac.example")
    store.articles.put(story("tin 0", "từ danh sách"))
    store.articles.put(story("tin 1", "từ trang", has_page=True))
    pageless = store.lists.without_page("bao.example", 2)
    assert [headline.title for headline in pageless] == ["tin 0", "tin 2"]


def test_many_undated_articles_of_one_minute_are_all_listed(store):
    record_list(store, [entry(f"tin {n}", published=NOW) for n in range(300)])
    assert len(titles(store)) == 300
