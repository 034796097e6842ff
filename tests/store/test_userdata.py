import sqlite3
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hpreader.history import History
from hpreader.model import (
    LONGEST_TRAIL,
    Anchor,
    ArticleRef,
    Day,
    Front,
    ListPosition,
    ListQuery,
    Queued,
    ReadingProgress,
    SavedShelf,
    Search,
    Section,
    SectionOf,
    Source,
    Validators,
    Visit,
)
from hpreader.problems import ProblemError
from hpreader.store import Store
from tests.support.storeroom import NOW, SITE, Storeroom, bring, entry, story


def shelf(store: Store) -> list[str]:
    return [headline.title for headline in store.rows(ListQuery(saved=True)).slice(0, 100)]


# --- marks ---


def test_marking_read_gives_the_ids_that_changed_so_that_it_can_be_undone(store):
    one, two = bring(store, [entry("một"), entry("hai")])
    assert store.mark_read([one]) == (one,)
    assert store.mark_read([one, two, two]) == (two,)
    assert store.mark_read([one, two], read=False) == (one, two)
    assert store.mark_read([one], read=False) == ()
    assert store.rows(ListQuery(unread=True)).count() == 2


def test_read_articles_leave_the_unread_lists_and_counts(store):
    one, _ = bring(store, [entry("một"), entry("hai")], section="A")
    store.mark_read([one])
    assert store.counts()["bao.example", "A"] == (2, 1)
    assert [h.title for h in store.rows(ListQuery(unread=True)).slice(0, 9)] == ["hai"]
    assert store.headline(one).read
    assert not store.headline(one).saved


def test_all_of_a_list_can_be_marked_read_and_nothing_else_is(store):
    a, b = bring(store, [entry("a"), entry("b")], section="A")
    (c,) = bring(store, [entry("c")], section="C")
    store.mark_read([b])
    assert store.mark_all_read(ListQuery(section="A")) == (a,)
    assert not store.headline(c).read
    assert store.mark_all_read(ListQuery(section="A")) == ()


def test_marks_survive_a_deleted_cache(room, store):
    one, two = bring(store, [entry("một", guid="g1"), entry("hai")])
    store.mark_read([one])
    room.lose_cache()
    store = room.open()
    bring(store, [entry("một", guid="g1"), entry("hai")])
    assert (store.headline(one).read, store.headline(two).read) == (True, False)
    assert store.counts()["", ""] == (2, 1)


def test_marks_are_those_of_the_user_data_when_another_file_is_put_there(room, store):
    one, two = bring(store, [entry("một"), entry("hai")])
    room.close()
    copy = room.userdata.read_bytes()
    store = room.open()
    store.mark_read([one])
    store.save([two])
    room.close()
    room.userdata.write_bytes(copy)
    store = room.open()
    assert (store.headline(one).read, store.headline(two).saved) == (False, False)
    assert store.counts()["", ""] == (2, 2)


# --- the shelf ---


def test_saved_articles_are_listed_though_no_list_brought_them(store):
    put = store.put_article(story("bài lẻ", "x", section="A"))
    assert store.save([put.id]) == (put.id,)
    assert store.save([put.id]) == ()
    assert shelf(store) == ["bài lẻ"]
    assert store.rows(ListQuery("bao.example", "A", saved=True)).count() == 1
    assert store.rows(ListQuery("khac.example", saved=True)).count() == 0
    assert store.rows(ListQuery()).count() == 0
    assert store.save([put.id], saved=False) == (put.id,)
    assert shelf(store) == []


def test_saved_articles_come_back_whole_when_the_cache_is_lost(room, store):
    (first,) = bring(store, [entry("một")], section="A")
    put = store.put_article(
        story("một", "Nội dung đầy đủ.", section="A", sections=("A",), published=NOW)
    )
    lone = store.put_article(story("lẻ", "Còn đây."))
    store.save([first, lone.id])
    store.mark_read([lone.id])
    room.lose_cache()
    store = room.open()
    assert store.article(first) == put
    assert sorted(shelf(store)) == ["lẻ", "một"]
    assert store.headline(lone.id).read
    assert [h.id for h in store.rows(ListQuery("bao.example", "A")).slice(0, 9)] == [first]
    assert [hit.headline.id for hit in store.search("con day")] == [lone.id]


def test_a_saved_headline_gets_its_body_when_it_comes(room, store):
    (first,) = bring(store, [entry("một")])
    store.save([first])
    room.lose_cache()
    assert room.open().article(first) is None
    put = room.reopen().put_article(story("một", "Nội dung."))
    room.lose_cache()
    assert room.open().article(first) == put


def test_unsaving_takes_the_copy_away(room, store):
    put = store.put_article(story("một", "x"))
    store.save([put.id])
    store.save([put.id], saved=False)
    room.lose_cache()
    assert room.open().headline(put.id) is None


# --- the trail ---


def visit(number: int, **facts: object) -> Visit:
    return Visit(ArticleRef(f"{SITE}/{number}", f"id{number}"), f"Bài {number}", **facts)  # type: ignore[arg-type]


def test_there_is_no_trail_at_first(store):
    assert store.trail() == History()


def test_the_trail_keeps_its_forward_part_and_its_places(room, store):
    trail: History[Visit] = History()
    for location in (Front(), Day(date(2026, 3, 7)), Search("bão")):
        trail = trail.visit(Visit(location, at=NOW))
    trail = trail.visit(visit(1, anchor=Anchor(3, 14), focus=2, progress=0.5)).back().back()
    store.put_trail(trail)
    assert room.reopen().trail() == trail


def test_the_trail_is_no_longer_than_it_may_be(room, store):
    trail: History[Visit] = History()
    for number in range(LONGEST_TRAIL + 20):
        trail = trail.visit(visit(number))
        if number % 1000 == 0 or number > LONGEST_TRAIL - 5:
            store.put_trail(trail)
    kept = room.reopen().trail()
    assert len(kept) == LONGEST_TRAIL
    assert kept.current == visit(LONGEST_TRAIL + 19)
    assert kept.items[0] == visit(20)


def test_every_kind_of_place_is_kept_with_its_headlines(room, store):
    query = ListQuery("bao.example", "Xã hội", date(2026, 3, 7), unread=True, text="cầu")
    trail: History[Visit] = History()
    for location in (
        Front(),
        SectionOf("bao.example", "Xã hội"),
        Day(date(2026, 3, 7)),
        SavedShelf(),
        Search("bão số 3"),
        ArticleRef(f"{SITE}/1", "id1", "Bài 1"),
    ):
        place = ListPosition(query, "id7", row=3, above=4)
        trail = trail.visit(Visit(location, "tên", "nguồn", at=NOW, headlines=place))
    store.put_trail(trail)
    assert room.reopen().trail() == trail


def test_a_trail_that_is_taken_up_is_not_written_again(room, store):
    trail: History[Visit] = History()
    for number in range(50):
        trail = trail.visit(visit(number))
    store.put_trail(trail)
    store = room.reopen()
    taken = store.take_up_trail()
    assert taken == trail
    before = store._database.connection.total_changes
    store.put_trail(taken.visit(visit(99)))
    assert store._database.connection.total_changes - before == 2, "the new step, and where one is"
    assert room.reopen().trail() == trail.visit(visit(99))


def test_two_readers_that_took_up_the_same_trail_never_mix_theirs(room, store):
    store.put_trail(History((visit(1), visit(2)), 1))
    other = room.open()
    mine, yours = store.take_up_trail(), other.take_up_trail()
    store.put_trail(mine.visit(visit(3)))
    other.put_trail(yours.visit(visit(4)))
    assert [item.title for item in store.trail()] == ["Bài 1", "Bài 2", "Bài 4"]
    store.put_trail(mine.visit(visit(3)).visit(visit(5)))
    assert [item.title for item in other.trail()] == ["Bài 1", "Bài 2", "Bài 3", "Bài 5"]


def test_nothing_is_taken_up_where_there_is_no_trail_or_one_with_gaps(room, store):
    assert store.take_up_trail() == History()
    store.put_trail(History((visit(1), visit(2), visit(3)), 2))
    store._database.execute("UPDATE userdata.visit SET visit = 'x' WHERE position = 1")
    trail = room.reopen().take_up_trail()
    assert [item.title for item in trail] == ["Bài 1", "Bài 3"]
    store = room.open()
    store.put_trail(trail)
    assert room.reopen().trail() == trail


def test_scrolling_writes_one_row(store):
    trail: History[Visit] = History()
    for number in range(100):
        trail = trail.visit(visit(number))
    store.put_trail(trail)
    before = store._database.connection.total_changes
    store.put_trail(trail.update(lambda now: replace(now, anchor=Anchor(7, 7))))
    assert store._database.connection.total_changes - before == 1


def test_two_readers_never_mix_their_trails(room, store):
    other = room.open()
    mine = History((visit(1), visit(2), visit(3)), 2)
    store.put_trail(mine)
    other.put_trail(History((visit(8),), 0))
    store.put_trail(mine.update(lambda now: replace(now, progress=0.9)))
    assert [item.title for item in other.trail()] == ["Bài 1", "Bài 2", "Bài 3"]


def test_a_trail_that_could_not_be_kept_is_kept_whole_the_next_time(room, store):
    store.put_trail(History((visit(1), visit(2)), 1))
    pages = store._database.number("PRAGMA userdata.page_count")
    store._database.execute(f"PRAGMA userdata.max_page_count = {pages}")
    long = History((visit(1), Visit(Front(), "dài " * 50_000)), 1)
    with pytest.raises(ProblemError, match="disk_full"):
        store.put_trail(long)
    assert len(store.trail()) == 2
    store._database.execute("PRAGMA userdata.max_page_count = 100000")
    store.put_trail(long)
    assert room.reopen().trail() == long


class TrailMachine(RuleBasedStateMachine):
    """Whatever is done to a history, the stored one is the same."""

    def __init__(self) -> None:
        super().__init__()
        self.trail: History[Visit] = History()

    @initialize()
    def open_store(self) -> None:
        self.directory = tempfile.TemporaryDirectory()
        self.room = Storeroom(Path(self.directory.name))
        self.store = self.room.open()

    def teardown(self) -> None:
        self.room.close()
        self.directory.cleanup()

    @rule(number=st.integers(0, 5))
    def go(self, number: int) -> None:
        self.trail = self.trail.visit(visit(number))

    @rule()
    def back(self) -> None:
        self.trail = self.trail.back()

    @rule()
    def forward(self) -> None:
        self.trail = self.trail.forward()

    @rule(offset=st.integers(0, 3))
    def scroll(self, offset: int) -> None:
        self.trail = self.trail.update(lambda now: replace(now, anchor=Anchor(0, offset)))

    @rule(count=st.integers(1, 4))
    def forget(self, count: int) -> None:
        self.trail = self.trail.keep_last(count)

    @precondition(lambda self: self.trail.items)
    @rule(takes_up=st.booleans())
    def restart(self, takes_up: bool) -> None:
        self.store = self.room.reopen()
        if takes_up:
            assert self.store.take_up_trail() == self.trail
        self.trail = self.trail.park()

    @invariant()
    def the_stored_trail_is_the_same(self) -> None:
        self.store.put_trail(self.trail)
        assert self.store.trail() == self.trail


TrailMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
test_the_stored_trail_follows_the_history = TrailMachine.TestCase


# --- how far articles were read ---


def test_where_an_article_was_left_is_kept_and_never_less_read_than_it_was(room, store):
    (first,) = bring(store, [entry("một")])
    assert store.progress([first]) == {}
    store.put_progress(first, ReadingProgress(Anchor(7, 40), 0.8), NOW)
    store.put_progress(first, ReadingProgress(Anchor(2, 0), 0.3), NOW)
    room.lose_cache()
    store = room.open()
    assert store.progress([first, "other"]) == {first: ReadingProgress(Anchor(2, 0), 0.8)}


def test_an_article_is_finished_when_its_last_line_was_shown():
    assert ReadingProgress(Anchor(), 1.0).is_finished
    assert not ReadingProgress(Anchor(), 0.98).is_finished


# --- the queue ---


def test_links_wait_in_the_order_in_which_they_were_wanted(store):
    store.enqueue(f"{SITE}/b", "", NOW)
    store.enqueue(f"{SITE}/a", "A", NOW + timedelta(minutes=1))
    store.enqueue(f"{SITE}/b", "B", NOW + timedelta(minutes=2))
    assert store.queue() == (
        Queued(f"{SITE}/b", "B", NOW),
        Queued(f"{SITE}/a", "A", NOW + timedelta(minutes=1)),
    )
    store.dequeue(f"{SITE}/b")
    store.dequeue(f"{SITE}/nobody")
    assert [item.url for item in store.queue()] == [f"{SITE}/a"]


# --- sources ---

PAPER = Source(
    "bao.example",
    "Báo mẫu",
    SITE,
    (Section("", (f"{SITE}/feed",)), Section("Xã hội", (f"{SITE}/xa-hoi/feed", f"{SITE}/xa-hoi"))),
)


def test_a_first_run_has_no_sources_and_a_reader_who_removed_all_has_none_either(store):
    assert store.sources() is None
    store.put_source(PAPER)
    assert store.remove_source("bao.example")
    assert store.sources() == ()
    assert not store.remove_source("bao.example")


def test_no_sources_end_the_first_run_too(store):
    store.put_sources([])
    assert store.sources() == ()


def test_sources_keep_the_order_in_which_they_were_added(store):
    other = Source("an.example", "An", "https://an.example")
    store.put_sources([PAPER, other])
    renamed = replace(PAPER, title="Tên mới")
    store.put_source(renamed)
    assert store.sources() == (renamed, other)


def test_a_removed_source_takes_its_news_out_of_the_lists_but_not_off_the_shelf(store):
    store.put_source(PAPER)
    only, both, saved = bring(store, [entry("riêng"), entry("chung"), entry("giữ")], section="A")
    bring(store, [entry("chung")], source="khac.example", section="B")
    store.save([saved])
    store.remove_source("bao.example")
    listed = [headline.id for headline in store.rows(ListQuery()).slice(0, 9)]
    assert listed == [both]
    assert shelf(store) == ["giữ"]
    assert store.headline(only) is not None
    assert set(store.counts()) == {("", ""), ("", "B"), ("khac.example", ""), ("khac.example", "B")}


def test_a_source_added_again_brings_its_news_again(store):
    store.put_source(PAPER)
    store.put_validators(f"{SITE}/feed", Validators('"a"'), NOW)
    store.put_source_check("bao.example", NOW, None)
    (first,) = bring(store, [entry("tin")])
    store.remove_source("bao.example")
    assert store.validators(f"{SITE}/feed") is None
    assert store.checks() == {}
    store.put_source(PAPER)
    bring(store, [entry("tin")])
    assert store.rows(ListQuery()).find(first) == 0


def test_user_data_hold_nothing_that_the_cache_can_give(room, store):
    bring(store, [entry(f"tin {number}") for number in range(50)])
    store.put_article(story("tin 1", "Nội dung."))
    room.close()
    with sqlite3.connect(room.userdata) as data:
        tables = [
            name for (name,) in data.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows = {name: data.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    data.close()
    assert not any(rows.values())
