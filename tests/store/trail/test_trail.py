import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

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
from hpreader.store import Store
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
    trail = store.trail.resume()
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


def titles(trail: History[Visit]) -> list[str]:
    return [item.title.removeprefix("Bài ") for item in trail]


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


def test_two_processes_that_resumed_the_same_trail_keep_both_of_theirs(room, store):
    store.trail.put(History((visit(1, at=minutes(1)), visit(2, at=minutes(2))), 1))
    other = room.open()
    mine, yours = store.trail.resume(), other.trail.resume()
    mine = mine.visit(visit(3, at=minutes(3)))
    store.trail.put(mine)
    yours = yours.visit(visit(4, at=minutes(4)))
    other.trail.put(yours)
    mine = mine.visit(visit(5, at=minutes(5)))
    store.trail.put(mine)
    yours = yours.visit(visit(6, at=minutes(6)))
    other.trail.put(yours)
    store.trail.put(mine.update(lambda now: replace(now, progress=0.9)))
    trail = room.reopen().trail.resume()
    # What was on the screen last is the current one, whatever was opened later elsewhere.
    assert titles(trail) == ["1", "2", "3", "4", "6", "5"]
    assert trail.current is not None
    assert (trail.index, trail.current.progress) == (5, 0.9)


def test_a_merged_trail_is_stored_as_one_and_merged_again_as_often_as_needed(room, store):
    expected = set()
    for round_ in range(3):
        stores = [room.open() for _ in range(3)]
        trails = [each.trail.resume() for each in stores]
        for number, each in enumerate(stores):
            for step in range(2):
                name = round_ * 10 + number * 3 + step
                expected.add(str(name))
                at = minutes(round_ * 60 + step * 10 + number)
                trails[number] = trails[number].visit(visit(name, at=at))
                each.trail.put(trails[number])
        assert set(titles(room.reopen().trail.get())) == expected
        assert len(titles(room.open().trail.get())) == len(expected)
    store = room.reopen()
    store.trail.put(store.trail.resume().visit(visit(99, at=minutes(600))))
    assert store.database.number("SELECT count(*) FROM userdata.fact WHERE key LIKE 'trail%'") == 1
    assert len(room.reopen().trail.get()) == len(expected) + 1


def test_links_that_were_followed_in_two_windows_lead_from_where_they_led(room, store):
    store.trail.put(History((visit(1, at=minutes(1)),), 0))
    other = room.open()
    mine, yours = store.trail.resume(), other.trail.resume()
    for number in (3, 5, 7):
        mine = mine.visit(visit(number, at=minutes(number), followed=number > 3))
        yours = yours.visit(visit(number + 1, at=minutes(number + 1), followed=True))
        store.trail.put(mine)
        other.trail.put(yours)
    merged = room.reopen().trail.get()
    assert titles(merged) == ["3", "5", "7", "1", "4", "6", "8"]
    assert [item.followed for item in merged] == [False, True, True, False, True, True, True]


def test_what_another_window_cut_stays_where_this_one_still_has_it(room, store):
    store.trail.put(History(tuple(visit(n, at=minutes(n)) for n in (1, 2, 3)), 2))
    other = room.open()
    mine, yours = store.trail.resume(), other.trail.resume()
    other.trail.put(yours.visit(visit(4, at=minutes(4))))
    store.trail.put(mine.back().back().visit(visit(5, at=minutes(5))))
    assert titles(room.reopen().trail.get()) == ["1", "2", "3", "4", "5"]


def test_a_window_that_read_nothing_changes_nothing(room, store):
    store.trail.put(History((visit(1, at=minutes(1)), visit(2, at=minutes(2))), 1))
    for _ in range(3):
        before = room.reopen().trail.get()
        store = room.open()
        store.trail.resume()
        assert room.open().trail.get() == before


def test_the_forward_part_of_the_last_window_lies_ahead_and_nothing_of_the_other(room, store):
    other = room.open()
    other.trail.put(History((visit(1, at=minutes(1)), visit(4, at=minutes(4))), 0))
    trail = History(tuple(visit(n, at=minutes(n)) for n in (2, 3, 5)), 2)
    store.trail.put(trail.back().back())
    merged = room.reopen().trail.get()
    assert titles(merged) == ["1", "4", "2", "3", "5"]
    assert merged.index == 2
    assert titles(merged.visit(visit(6))) == ["1", "4", "2", "6"]


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
    @rule()
    def restart(self) -> None:
        self.store = self.room.reopen()
        assert self.store.trail.resume() == self.trail
        self.trail = self.trail.park()

    @invariant()
    def the_stored_trail_is_the_same(self) -> None:
        self.store.trail.put(self.trail)
        assert self.store.trail.get() == self.trail


TrailMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


test_the_stored_trail_follows_the_history = TrailMachine.TestCase


class WindowsMachine(RuleBasedStateMachine):
    """Whatever readers run at the same time: no visit is lost but those that all readers cut."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 0
        self.windows: list[tuple[Store, History[Visit]]] = []

    @initialize()
    def open_store(self) -> None:
        self.directory = tempfile.TemporaryDirectory()
        self.room = Storeroom(Path(self.directory.name))

    def teardown(self) -> None:
        self.room.close()
        self.directory.cleanup()

    @precondition(lambda self: len(self.windows) < 3)
    @rule()
    def start(self) -> None:
        store = self.room.open()
        self.windows.append((store, store.trail.resume().park()))

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(self.windows) - 1))
        store, trail = self.windows[at]
        self.clock += 1
        match data.draw(st.sampled_from(["visit", "follow", "back", "forward"])):
            case "back":
                trail = trail.back()
            case "forward":
                trail = trail.forward()
            case how:
                is_link = how == "follow" and trail.current is not None
                step = visit(self.clock, at=minutes(self.clock), followed=is_link)
                trail = trail.visit(step)
        self.windows[at] = (store, trail)
        if not trail.parked:
            store.trail.put(trail)

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(self.windows) - 1))
        store, trail = self.windows.pop(at)
        if not trail.parked:
            store.trail.put(trail)
        store.close()
        self.room.forget(store)

    @invariant()
    def what_every_window_has_is_stored(self) -> None:
        stored = self.room.open()
        merged = stored.trail.get()
        stored.close()
        self.room.forget(stored)
        for _store, trail in self.windows:
            if not trail.parked:
                assert set(titles(trail)) <= set(titles(merged))
        assert -1 <= merged.index < max(1, len(merged))
        for index, item in enumerate(merged.items):
            if item.followed and index:
                before = merged.items[index - 1]
                assert before.at is not None
                assert item.at is not None
                assert before.at < item.at, "a link leads from an earlier step"


WindowsMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


test_no_window_loses_a_visit_of_another = WindowsMachine.TestCase
