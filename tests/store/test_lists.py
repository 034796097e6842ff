import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hpreader.model import DayCount, ListQuery, Source, Validators
from hpreader.problems import Problem
from hpreader.store import Listed, Store, codec
from tests.support.storeroom import NOW, SITE, bring, entry, story


def titles(store: Store, **query: object) -> list[str]:
    rows = store.rows(ListQuery(**query))  # type: ignore[arg-type]
    shown = [headline.title for headline in rows.slice(0, 1000)]
    assert rows.count() == len(shown)
    return shown


def hours(count: float) -> datetime:
    return NOW - timedelta(hours=count)


# --- lists ---


def test_an_empty_store_has_empty_lists(store):
    rows = store.rows(ListQuery())
    assert (rows.count(), list(rows.slice(0, 10)), rows.find("none")) == (0, [], None)
    assert store.days(ListQuery()) == ()
    assert store.counts() == {}


def test_the_newest_news_stand_first(store):
    bring(store, [entry("cũ", published=hours(3)), entry("mới", published=hours(1))])
    assert titles(store) == ["mới", "cũ"]
    assert titles(store, oldest_first=True) == ["cũ", "mới"]


def test_entries_without_a_date_keep_the_order_of_their_list(store):
    bring(store, [entry(name, published=None) for name in ("một", "hai", "ba")])
    assert titles(store) == ["một", "hai", "ba"]
    assert store.rows(ListQuery()).slice(0, 1)[0].published is None


def test_news_from_the_future_do_not_stand_on_top_for_ever(store):
    bring(store, [entry("lỗi", published=NOW + timedelta(days=400))], at=hours(2))
    bring(store, [entry("mới", published=hours(1))])
    assert titles(store) == ["mới", "lỗi"]


def test_a_window_of_a_list_is_what_the_whole_list_has_there(store):
    bring(store, [entry(f"tin {number}", published=hours(number % 7)) for number in range(40)])
    rows = store.rows(ListQuery())
    whole = rows.slice(0, 100)
    assert [h for start in range(0, 40, 7) for h in rows.slice(start, start + 7)] == whole
    assert [rows.find(headline.id) for headline in whole] == list(range(40))
    backwards = store.rows(ListQuery(oldest_first=True))
    assert backwards.slice(0, 100) == whole[::-1]
    assert [backwards.find(headline.id) for headline in whole[::-1]] == list(range(40))
    assert rows.slice(38, 100) == whole[38:]
    assert rows.slice(50, 60) == []
    assert rows.slice(-5, 2) == whole[:2]


@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize(
    "query", [ListQuery(), ListQuery(order="section"), ListQuery(text="tin"), ListQuery(saved=True)]
)
def test_the_nearest_unread_row_is_the_one_that_walking_finds(store, query, oldest_first):
    ids = bring(store, [entry(f"tin {n}", published=hours(n % 4)) for n in range(20)])
    store.save(ids)
    store.mark_read([article_id for n, article_id in enumerate(ids) if n % 5], True)
    rows = store.rows(replace(query, oldest_first=oldest_first))
    unread = [row for row, headline in enumerate(rows.slice(0, 100)) if not headline.read]
    assert len(unread) == 4
    for row in range(20):
        assert rows.nearest_unread(row, 1) == next((n for n in unread if n > row), None)
        assert rows.nearest_unread(row, -1) == next((n for n in unread[::-1] if n < row), None)
    assert rows.nearest_unread(20, 1) is None


def test_rows_are_a_view_that_sees_what_comes_later(store):
    rows = store.rows(ListQuery())
    bring(store, [entry("tin")])
    assert rows.count() == 1


def test_an_article_stands_in_each_of_its_sections_and_sources_once(store):
    (first,) = bring(store, [entry("tin", sections=("Xã hội",))], section="Chính trị")
    assert bring(store, [entry("tin")], source="khac.example", section="Chính trị") == [first]
    assert store.counts() == {
        ("", ""): (1, 1),
        ("", "Chính trị"): (1, 1),
        ("", "Xã hội"): (1, 1),
        ("bao.example", ""): (1, 1),
        ("bao.example", "Chính trị"): (1, 1),
        ("bao.example", "Xã hội"): (1, 1),
        ("khac.example", ""): (1, 1),
        ("khac.example", "Chính trị"): (1, 1),
    }
    headline = store.headline(first)
    assert (headline.source, headline.section) == ("bao.example", "Chính trị")
    assert headline.sections == ("Chính trị", "Xã hội")
    assert titles(store, section="Xã hội") == ["tin"]
    assert titles(store, source="khac.example", section="Xã hội") == []


def test_sections_can_be_set_anew(store):
    (first,) = bring(store, [entry("tin")], section="Chính trị")
    store.set_sections(first, ["Kinh tế", "Xã hội"])
    assert titles(store, section="Chính trị") == []
    assert titles(store, source="bao.example", section="Xã hội") == ["tin"]
    assert store.headline(first).section == "Kinh tế"


def test_the_section_of_a_page_places_a_listed_article(store):
    bring(store, [entry("tin")])
    store.put_article(story("tin", "Nội dung.", section="Kinh tế"))
    assert titles(store, source="bao.example", section="Kinh tế") == ["tin"]


def test_a_day_is_a_day_in_vietnam(store):
    bring(
        store,
        [
            entry("khuya", published=datetime(2026, 3, 5, 16, 59, tzinfo=UTC)),
            entry("sớm", published=datetime(2026, 3, 5, 17, 0, tzinfo=UTC)),
        ],
    )
    assert titles(store, day=date(2026, 3, 5)) == ["khuya"]
    assert titles(store, day=date(2026, 3, 6)) == ["sớm"]
    assert store.days(ListQuery(day=date(2026, 3, 6))) == (
        DayCount(date(2026, 3, 5), 1, 1),
        DayCount(date(2026, 3, 6), 1, 1),
    )


def test_days_count_what_the_other_filters_leave(store):
    first, _ = bring(store, [entry("bão"), entry("nắng")], section="Thời tiết")
    bring(store, [entry("giá vàng")], section="Kinh tế")
    store.mark_read([first])
    store.save([first])
    day = NOW.date()
    assert store.days(ListQuery()) == (DayCount(day, 3, 2),)
    assert store.days(ListQuery(section="Thời tiết")) == (DayCount(day, 2, 1),)
    assert store.days(ListQuery(unread=True)) == (DayCount(day, 2, 2),)
    assert store.days(ListQuery(text="gia vang")) == (DayCount(day, 1, 1),)
    assert store.days(ListQuery(saved=True)) == (DayCount(day, 1, 0),)


def test_the_filter_finds_words_without_marks_in_titles_and_summaries(store):
    bring(
        store,
        [
            entry("Đường Lạch Tray", summary="Thông xe hôm nay", published=hours(1)),
            entry("Cầu Rào", summary="Đường đông", published=hours(2)),
            entry("Trời nắng 100%", published=hours(3)),
        ],
    )
    assert titles(store, text="DUONG") == ["Đường Lạch Tray", "Cầu Rào"]
    assert titles(store, text="xe đường") == ["Đường Lạch Tray"]
    assert titles(store, text="100%") == ["Trời nắng 100%"]
    assert titles(store, text="_") == []


@pytest.mark.parametrize("text", ["'", '"', "%", "\x00", ";--", "\udc80", "\x1b[31m"])
def test_no_filter_text_breaks_the_list(store, text):
    bring(store, [entry("tin")])
    store.rows(ListQuery(text=text, section=text, source=text)).slice(0, 10)


def test_the_filters_combine(store):
    first, second, _ = bring(
        store,
        [entry("bão một"), entry("bão hai"), entry("nắng")],
        section="Thời tiết",
    )
    store.mark_read([first])
    assert titles(store, unread=True, text="bao", section="Thời tiết") == ["bão hai"]
    rows = store.rows(ListQuery(unread=True, text="bao", source="bao.example", day=NOW.date()))
    assert (rows.find(second), rows.find(first)) == (0, None)


def test_sections_and_sources_stand_in_the_order_of_the_vietnamese_alphabet(store):
    for hour, section in enumerate(("Đời sống", "Du lịch", "Ẩm thực", "Âm nhạc", "Văn hóa", "An")):
        bring(
            store,
            [entry(section, published=hours(hour)), entry(f"{section} 2", published=hours(9))],
            source=section,
            section=section,
        )
    expected = ["An", "Âm nhạc", "Ẩm thực", "Du lịch", "Đời sống", "Văn hóa"]
    pairs = [name for section in expected for name in (section, f"{section} 2")]
    assert titles(store, order="section") == pairs
    assert titles(store, order="source") == pairs
    store.put_sources([Source("Văn hóa", "Anh", "https://van.example/")])
    assert titles(store, order="source")[:4] == ["An", "An 2", "Văn hóa", "Văn hóa 2"], (
        "a source is called by its title"
    )


@pytest.mark.parametrize("order", ["time", "source", "section", "unread"])
def test_a_list_that_was_read_through_sees_what_this_store_or_another_has_changed(room, order):
    with room.open() as store, room.open() as other:
        rows = store.rows(ListQuery(text="bao", order=order))
        query = ListQuery(text="bao", unread=True)
        assert (rows.count(), rows.find("nowhere")) == (0, None)
        (first,) = bring(store, [entry("bão một")])
        assert (rows.count(), rows.find(first)) == (1, 0)
        bring(other, [entry("bão hai"), entry("nắng")])
        assert rows.count() == len(rows.slice(0, 9)) == 2
        other.mark_read([first])
        assert [line.read for line in rows.slice(0, 9) if line.id == first] == [True]
        assert store.rows(query).count() == 1
        assert sum(day.unread for day in store.days(ListQuery(text="bao", order=order))) == 1


def test_a_filtered_list_and_its_days_are_read_through_once(store):
    bring(store, [entry(f"bão {n}", published=hours(n * 10)) for n in range(30)])
    statements = []
    store._database.connection.set_trace_callback(statements.append)
    query = ListQuery(text="bao")
    rows = store.rows(query)
    assert (rows.count(), len(rows.slice(0, 9)), rows.find(rows.slice(4, 5)[0].id)) == (30, 9, 4)
    days = store.days(replace(query, day=NOW.date()))
    assert sum(day.total for day in days) == 30
    store.rows(replace(query, day=days[0].day)).count()
    assert len([statement for statement in statements if "instr(" in statement]) == 1


def test_the_newest_of_a_section_leave_one_article_out(store):
    ids = bring(
        store, [entry(f"tin {n}", published=hours(n)) for n in range(5)], section="Chính trị"
    )
    bring(store, [entry("khác")], section="Kinh tế")
    found = store.newest_in("Chính trị", "bao.example", 2, ids[0])
    assert [headline.title for headline in found] == ["tin 1", "tin 2"]
    assert len(store.newest_in("", "bao.example", 10, "")) == 6


def test_names_of_sources_are_as_their_owner_wrote_them_and_sections_are_clean(store):
    bring(store, [entry("tin")], source="Báo  của tôi", section="Xã hội")
    assert titles(store, source="Báo  của tôi") == ["tin"]
    assert titles(store, section="Xa\u0303 ho\u0323\u0302i") == ["tin"]


# --- what lists bring ---


def test_a_headline_that_came_again_stays_as_it_was_and_a_changed_one_does_not(store):
    bring(store, [entry("tin")])
    again = entry("tin", title="Tiêu đề khác")
    bring(store, [again])
    assert titles(store) == ["tin"]
    bring(store, [again], fingerprint="second")
    assert titles(store) == ["Tiêu đề khác"]


def test_a_list_without_dates_and_summaries_takes_none_away(store):
    (first,) = bring(store, [entry("tin", summary="Tóm tắt")])
    bring(store, [entry("tin", published=None)], fingerprint="second")
    assert store.headline(first).summary == "Tóm tắt"
    assert store.headline(first).published == NOW - timedelta(hours=1)


def test_what_is_known_tells_new_from_changed(store):
    (first,) = bring(store, [entry("tin")])
    store.put_article(story("bài lẻ", "x"))
    other = store.identify(f"{SITE}/bài-lẻ")
    known = store.fingerprints([first, other, "nobody"])
    assert set(known) == {first, other}
    assert (known[first].fingerprint, known[first].has_body, known[first].listed) == (
        "first", False, True,
    )  # fmt: skip
    assert (known[other].has_body, known[other].listed) == (True, False)


def test_each_list_has_its_own_words_for_an_article(store):
    (first,) = bring(store, [entry("tin")], section="A", fingerprint="of A")
    bring(store, [entry("tin")], section="B", fingerprint="of B")
    bring(store, [entry("tin")], source="khac.example", fingerprint="of another")

    def given(source: str, section: str = "") -> str:
        return store.fingerprints([first], source, section)[first].fingerprint

    assert [given("bao.example", name) for name in ("A", "B")] == ["of A", "of B"]
    assert given("khac.example") == "of another"
    assert given("bao.example") == given("nobody.example", "A") == ""
    bring(store, [entry("tin")], section="A", fingerprint="new of A")
    assert [given("bao.example", name) for name in ("A", "B")] == ["new of A", "of B"]
    assert store.fingerprints(["nobody"], "bao.example", "A") == {}


def test_what_a_list_said_goes_with_its_source_and_with_its_article(room, store):
    (first,) = bring(store, [entry("tin")])
    store.put_source(Source("bao.example", "Báo", SITE))
    store.remove_source("bao.example")
    assert store.fingerprints([first], "bao.example")[first].fingerprint == ""
    bring(store, [entry("tin")])
    store.mark_read([first])
    room.now = NOW + timedelta(days=400)
    assert store.prune(100_000_000) == 1
    store.put_article(story("tin", "x"))
    assert store.fingerprints([first], "bao.example")[first].fingerprint == ""


def test_a_list_that_says_nothing_new_keeps_an_article_from_being_pruned(room, store):
    (first,) = bring(store, [entry("tin")])
    store.mark_read([first])
    bring(store, [entry("tin")], at=NOW + timedelta(days=300))
    room.now = NOW + timedelta(days=400)
    assert store.prune(100_000_000) == 0


def test_an_article_that_nothing_changes_stands_also_in_the_next_section(store):
    bring(store, [entry("tin")], section="A")
    bring(store, [entry("tin")], section="B")
    bring(store, [entry("tin")], source="khac.example", section="A")
    assert titles(store, section="B") == ["tin"]
    assert titles(store, source="khac.example", section="A") == ["tin"]


def statements_of(store: Store, work: Callable[[], object]) -> list[str]:
    statements: list[str] = []
    store._database.connection.set_trace_callback(statements.append)
    work()
    store._database.connection.set_trace_callback(None)
    return statements


def test_many_are_asked_for_in_few_statements(store):
    entries = [entry(f"tin {number}") for number in range(1200)]
    ids = bring(store, entries)
    store.mark_read(ids[1100:])
    store.put_article(story("tin 5", "x"))
    links = [item.url for item in entries]
    assert len(store.fingerprints([*ids, "nobody"])) == 1200
    states = store.link_states([*links, f"{SITE}/khác"])
    assert [states[links[number]] for number in (5, 6, 1150)] == ["cached", "missing", "read"]
    assert store.known([*links, f"{SITE}/khác"]) == dict(zip(links, ids, strict=True))
    for work, most in (
        (lambda: store.fingerprints(ids, "bao.example"), 3),
        (lambda: store.known(links), 6),
        (lambda: store.link_states(links), 9),
    ):
        assert len(statements_of(store, work)) == most


def test_noting_that_an_article_was_opened_is_one_update(store):
    put = store.put_article(story("tin", "x"))
    before = store.headline(put.id)
    for article_id in (put.id, "nobody"):
        begin, update, commit = statements_of(
            store, lambda article_id=article_id: store.mark_opened(article_id, NOW)
        )
        assert (begin, commit) == ("BEGIN IMMEDIATE", "COMMIT")
        assert update.startswith("UPDATE article SET opened_at")
    assert store.headline(put.id) == before
    assert store.headline("nobody") is None


def test_the_entry_of_a_list_is_kept_for_when_its_page_cannot_be_had(store):
    brought = entry("tin", body_html="<p>Nội dung</p>", updated=NOW, byline="An")
    (first,) = bring(store, [brought])
    assert store.entry_of(first) == brought
    assert store.entry_of("nobody") is None


def test_what_has_no_page_yet_is_known_newest_first(store):
    entries = [entry(f"tin {n}", published=hours(n)) for n in range(4)]
    bring(store, entries)
    bring(store, [entry("khác")], source="khac.example")
    store.put_article(story("tin 0", "từ danh sách"))
    store.put_article(story("tin 1", "từ trang", has_page=True))
    pageless = store.listed_without_page("bao.example", 2)
    assert [headline.title for headline in pageless] == ["tin 0", "tin 2"]


# --- what is remembered of servers ---


def test_validators_are_kept_until_a_server_gives_none(store):
    assert store.validators(SITE) is None
    store.put_validators(SITE, Validators('"a"', "Sat, 07 Mar 2026 01:00:00 GMT"), NOW)
    assert store.validators(SITE) == Validators('"a"', "Sat, 07 Mar 2026 01:00:00 GMT")
    store.put_validators(SITE, Validators(), NOW)
    assert store.validators(SITE) is None


@pytest.mark.parametrize(
    "problem",
    [
        Problem("status", SITE, status=404),
        Problem("tls", SITE, "certificate has expired", reason="certificate"),
        Problem("offline", SITE, reason="started_offline"),
    ],
)
def test_the_typed_fields_of_a_problem_are_stored(store, problem):
    store.put_source_check("a", NOW, problem)
    assert store.source_check("a") == (NOW, problem)


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        ({"kind": "status", "subject": "x", "detail": "404"}, Problem("status", "x", status=404)),
        (
            {"kind": "offline", "subject": "x", "detail": "wished"},
            Problem("offline", "x", reason="started_offline"),
        ),
        ({"kind": "not_html", "detail": "PDF"}, Problem("not_html", "", "PDF")),
        ({"kind": "empty", "later": "unknown field"}, Problem("empty")),
    ],
)
def test_problems_stored_by_older_versions_get_their_typed_fields(stored, problem):
    assert codec.load(json.dumps({"is": "Problem", **stored})) == problem


def test_the_last_check_of_a_source_is_kept_with_its_problem(store):
    store.put_source_check("a", NOW, Problem("timeout", "a.example", "10 s"))
    store.put_source_check("b", NOW, None)
    assert store.source_check("a") == (NOW, Problem("timeout", "a.example", "10 s"))
    assert store.checks() == {
        "a": (NOW, Problem("timeout", "a.example", "10 s")),
        "b": (NOW, None),
    }
    assert store.source_check("c") is None


def test_notes_are_any_json_and_none_forgets_them(store):
    store.put_note("answers", ["một", 2, None])
    assert store.get_note("answers") == ["một", 2, None]
    store.put_note("answers", None)
    assert store.get_note("answers") is None


def test_notes_of_single_addresses_are_forgotten_after_a_day_and_others_are_not(room, store):
    for key in (f"tried {SITE}/a", f"robots {SITE}", "tried", "answers a"):
        store.put_note(key, "x")
    room.now = NOW + timedelta(hours=20)
    store.put_note(f"tried {SITE}/b", "x")
    store.prune(100_000_000)
    assert store.get_note(f"tried {SITE}/a") == "x"
    room.now = NOW + timedelta(hours=25)
    store.prune(100_000_000)
    kept = [f"tried {SITE}/b", "tried", "answers a"]
    assert [store.get_note(key) for key in kept] == ["x"] * 3
    assert store.get_note(f"tried {SITE}/a") is store.get_note(f"robots {SITE}") is None


def test_no_article_goes_because_of_notes(store):
    store.mark_read(bring(store, [entry("tin")]))
    used = store.state().size
    store.put_note(f"robots {SITE}", "x" * 1_000_000)
    assert store.prune(used + 200_000) == 0
    assert titles(store) == ["tin"]


def test_a_note_cannot_reach_what_the_store_notes_itself(room, store):
    (first,) = bring(store, [entry("tin")])
    store.mark_read([first])
    store.put_note("marks", "mine")
    assert room.reopen().get_note("marks") == "mine"


def test_the_state_counts_what_is_here(room, store):
    bring(store, [entry("tin"), entry("tin hai")])
    store.put_article(story("tin", "x"))
    store.put_article(story("bài lẻ", "x"))
    store.enqueue(f"{SITE}/sau", "Sau", NOW)
    store.put_source_check("a", hours(2), None)
    store.put_source_check("b", hours(1), Problem("offline", "b"))
    state = store.state()
    assert (state.articles, state.bodies, state.queued) == (2, 2, 1)
    assert state.synced_at == hours(2)
    assert state.size >= room.cache.stat().st_size


# --- many ---


def test_many_undated_articles_of_one_minute_all_find_room(store):
    bring(store, [entry(f"tin {n}", published=NOW) for n in range(300)])
    assert len(titles(store)) == 300


def test_an_edit_that_the_headline_does_not_show_is_kept_all_the_same(store: Store) -> None:
    before = entry("cau", body_html="<p>Trang một.</p>")
    item = Listed(store.identify(before.url), before, "same", is_new=True, is_changed=False)
    store.record_listing("bao.vn", "", [item], NOW)
    after = entry("cau", body_html="<p>Trang một.</p><p>Trang hai.</p>")
    store.record_listing(
        "bao.vn", "", [item._replace(entry=after, is_new=False, is_changed=True)], NOW
    )
    assert store.entry_of(item.id) == after


def test_what_is_here_is_as_old_as_the_last_check_that_worked(store: Store) -> None:
    store.put_source_check("bao.vn", NOW, None)
    store.put_source_check("bao.vn", NOW + timedelta(hours=2), Problem("refused", "bao.vn"))
    assert store.state().synced_at == NOW
