import tempfile
from dataclasses import replace
from datetime import date
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
    SavedShelf,
    Search,
    SectionOf,
    Visit,
)
from hpreader.problems import ProblemError
from tests.support.storeroom import NOW, SITE, Storeroom, execute


def test_an_invalid_visit_or_queued_link_is_left_out(room):
    store = room.open()
    visits = tuple(Visit(Search(query), query) for query in "abcd")
    store.trail.put(History(visits, 2))
    for number in range(3):
        store.queue.add(f"{SITE}/{number}", "", NOW)
    room.close()
    execute(
        room.userdata,
        "UPDATE visit SET visit = '{' WHERE position = 1",
        f"UPDATE queue SET at = 'x' WHERE url = '{SITE}/1'",
    )
    store = room.open()
    trail = store.trail.get()
    assert (trail.items, trail.index) == ((visits[0], visits[2], visits[3]), 1)
    assert [queued.url for queued in store.queue.get_all()] == [f"{SITE}/0", f"{SITE}/2"]
    store.trail.put(trail)
    assert room.reopen().trail.get().items == trail.items
    assert room.open().notices == ()


def test_a_trail_with_an_invalid_position_is_parked_at_its_end(room):
    store = room.open()
    visits = tuple(Visit(Search(query), query) for query in "ab")
    store.trail.put(History(visits, 0))
    room.close()
    execute(room.userdata, "UPDATE fact SET value = '{' WHERE key = 'trail'")
    assert room.open().trail.get() == History(visits, 1, True)


def visit(number: int, **facts: object) -> Visit:
    return Visit(ArticleRef(f"{SITE}/{number}", f"id{number}"), f"Bài {number}", **facts)  # type: ignore[arg-type]


def test_there_is_no_trail_at_first(store):
    assert store.trail.get() == History()


def test_the_trail_is_stored_with_its_forward_part_and_positions(room, store):
    trail: History[Visit] = History()
    for location in (Front(), Day(date(2026, 3, 7)), Search("bão")):
        trail = trail.visit(Visit(location, at=NOW))
    trail = trail.visit(visit(1, anchor=Anchor(3, 14), focus=2, progress=0.5)).back().back()
    store.trail.put(trail)
    assert room.reopen().trail.get() == trail


def test_the_trail_is_cut_at_its_longest_length(room, store):
    trail: History[Visit] = History()
    for number in range(LONGEST_TRAIL + 20):
        trail = trail.visit(visit(number))
        if number % 1000 == 0 or number > LONGEST_TRAIL - 5:
            store.trail.put(trail)
    kept = room.reopen().trail.get()
    assert len(kept) == LONGEST_TRAIL
    assert kept.current == visit(LONGEST_TRAIL + 19)
    assert kept.items[0] == visit(20)


def test_every_kind_of_location_is_stored_with_its_list_position(room, store):
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
    store.trail.put(trail)
    assert room.reopen().trail.get() == trail


def test_a_resumed_trail_is_not_written_again(room, store):
    trail: History[Visit] = History()
    for number in range(50):
        trail = trail.visit(visit(number))
    store.trail.put(trail)
    store = room.reopen()
    taken = store.trail.resume()
    assert taken == trail
    before = store.database.connection.total_changes
    store.trail.put(taken.visit(visit(99)))
    assert store.database.connection.total_changes - before == 2, "the new step, and where one is"
    assert room.reopen().trail.get() == trail.visit(visit(99))


def test_two_processes_that_resumed_the_same_trail_never_mix_theirs(room, store):
    store.trail.put(History((visit(1), visit(2)), 1))
    other = room.open()
    mine, yours = store.trail.resume(), other.trail.resume()
    store.trail.put(mine.visit(visit(3)))
    other.trail.put(yours.visit(visit(4)))
    assert [item.title for item in store.trail.get()] == ["Bài 1", "Bài 2", "Bài 4"]
    store.trail.put(mine.visit(visit(3)).visit(visit(5)))
    assert [item.title for item in other.trail.get()] == ["Bài 1", "Bài 2", "Bài 3", "Bài 5"]


def test_a_missing_trail_and_one_with_gaps_can_be_resumed(room, store):
    assert store.trail.resume() == History()
    store.trail.put(History((visit(1), visit(2), visit(3)), 2))
    store.database.execute("UPDATE userdata.visit SET visit = 'x' WHERE position = 1")
    trail = room.reopen().trail.resume()
    assert [item.title for item in trail] == ["Bài 1", "Bài 3"]
    store = room.open()
    store.trail.put(trail)
    assert room.reopen().trail.get() == trail


def test_scrolling_writes_one_row(store):
    trail: History[Visit] = History()
    for number in range(100):
        trail = trail.visit(visit(number))
    store.trail.put(trail)
    before = store.database.connection.total_changes
    store.trail.put(trail.update(lambda now: replace(now, anchor=Anchor(7, 7))))
    assert store.database.connection.total_changes - before == 1


def test_two_processes_never_mix_their_trails(room, store):
    other = room.open()
    mine = History((visit(1), visit(2), visit(3)), 2)
    store.trail.put(mine)
    other.trail.put(History((visit(8),), 0))
    store.trail.put(mine.update(lambda now: replace(now, progress=0.9)))
    assert [item.title for item in other.trail.get()] == ["Bài 1", "Bài 2", "Bài 3"]


def test_a_trail_that_could_not_be_stored_is_stored_wholly_the_next_time(room, store):
    store.trail.put(History((visit(1), visit(2)), 1))
    pages = store.database.number("PRAGMA userdata.page_count")
    store.database.execute(f"PRAGMA userdata.max_page_count = {pages}")
    long = History((visit(1), Visit(Front(), "dài " * 50_000)), 1)
    with pytest.raises(ProblemError, match="disk_full"):
        store.trail.put(long)
    assert len(store.trail.get()) == 2
    store.database.execute("PRAGMA userdata.max_page_count = 100000")
    store.trail.put(long)
    assert room.reopen().trail.get() == long


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
            assert self.store.trail.resume() == self.trail
        self.trail = self.trail.park()

    @invariant()
    def the_stored_trail_is_the_same(self) -> None:
        self.store.trail.put(self.trail)
        assert self.store.trail.get() == self.trail


TrailMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


test_the_stored_trail_follows_the_history = TrailMachine.TestCase
