"""Lists that answer without anything new for months, lists that are gone, and validators that prove nothing."""

from datetime import datetime, timedelta

import pytest

from hpreader.model import VIETNAM, Entry, Section, Source, Validators
from hpreader.newsroom.sync.list_rhythm import (
    ListDates,
    reliable_validators,
    rhythm_of,
    validators_to_send,
)
from tests.support.newsdesk import FEED, HOME, open_room, section_page, source_events, story, synced
from tests.support.web import item

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=VIETNAM)
OLD = f"{HOME}/rss/xa-hoi.rss"


def entries(*days_ago: float) -> list[Entry]:
    return [
        Entry(f"{HOME}/{number}.html", f"Tin {number}", published=NOW - timedelta(days=days))
        for number, days in enumerate(days_ago)
    ]


def items(first_day: float, count: int = 6, gap: float = 1):
    return [
        item(f"Tin {n}", f"{HOME}/tin-{n}.html", NOW - timedelta(days=first_day + n * gap))
        for n in range(count)
    ]


def is_frozen(found: list[Entry]) -> bool:
    rhythm = rhythm_of(ListDates(found), NOW)
    return rhythm is not None and rhythm.silent_until < NOW


@pytest.mark.parametrize(
    "days",
    [
        [60 + n for n in range(10)],
        [25, 25.1, 25.2, 25.5, 26],
        [90, 90.01, 90.02],
        [100 + n for n in range(8)] + [2000],
    ],
)
def test_a_busy_list_without_news_for_weeks_is_frozen(days):
    assert is_frozen(entries(*days))


@pytest.mark.parametrize(
    "days",
    [
        [0.1 * n for n in range(50)],
        [9 + n for n in range(10)],
        [60 + 30 * n for n in range(6)],
        [50, 50.1, 50.2, 110, 110.1, 110.2, 180, 180.1],
        [400, 800, 1200],
        [300, 301],
        [],
        [-3, -2, -1],
    ],
    ids=["today", "holiday", "monthly", "in batches", "yearly", "two only", "undated", "coming"],
)
def test_a_list_that_is_slow_by_nature_is_not_frozen(days):
    assert not is_frozen(entries(*days))


def test_a_list_with_undated_entries_is_not_judged_by_the_others():
    undated = [Entry(f"{HOME}/{name}.html", name) for name in ("a", "b")]
    assert not is_frozen([*entries(*(60 + n for n in range(10))), *undated])


async def test_a_frozen_list_gives_way_to_the_next_candidate(tmp_path, web, clock):
    web.feed(OLD, *items(90))
    section_page(web, f"{HOME}/xa-hoi", *(story(n) for n in range(5)))
    source = Source("bao.vn", "Báo", HOME, (Section("Xã hội", (OLD, f"{HOME}/xa-hoi")),))
    room = await open_room(tmp_path, web, clock, source)
    (event,) = source_events(await synced(room, pages=False))
    assert (event.status, event.new, event.problem) == ("new", 5, None)
    await room.close()


async def test_a_frozen_list_without_another_is_shown_and_said(tmp_path, web, clock):
    web.feed(OLD, *items(90), etag='"x"')
    room = await open_room(
        tmp_path, web, clock, Source("bao.vn", "Báo", HOME, (Section("Xã hội", (OLD,)),))
    )
    (first,) = source_events(await synced(room, pages=False))
    (second,) = source_events(await synced(room, pages=False))  # 304
    assert (first.status, first.new, second.status) == ("frozen", 6, "frozen")
    (state,) = room.subscriptions.states()
    assert state.problem
    assert state.problem.kind == "frozen"
    assert state.problem.detail == "01/12/2025"
    assert state.sections[0].problem == state.problem == state.list_problems["Xã hội"]
    web.feed(OLD, *items(0), etag='"y"')
    (third,) = source_events(await synced(room, pages=False))
    (state,) = room.subscriptions.states()
    assert (third.status, state.problem, state.list_problems) == (
        "unchanged",
        None,
        {},
    ) or third.new
    assert state.problem is None
    await room.close()


async def test_a_list_freezes_while_its_server_answers_304(tmp_path, web, clock):
    web.feed(FEED, *items(0), etag='"x"')
    room = await open_room(
        tmp_path, web, clock, Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),))
    )
    await synced(room, pages=False)
    clock.passes(days=13)
    assert source_events(await synced(room, pages=False))[0].status == "unchanged"
    clock.passes(days=4)
    assert source_events(await synced(room, pages=False))[0].status == "frozen"
    await room.close()


async def test_a_list_whose_server_says_itself_that_it_is_old_is_watched_first(
    tmp_path, web, clock
):
    web.feed(FEED, *items(90), last_modified=NOW - timedelta(days=80))
    source = Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),))
    room = await open_room(tmp_path, web, clock, source)
    assert source_events(await synced(room, pages=False))[0].status == "new"
    clock.passes(days=8)
    assert source_events(await synced(room, pages=False))[0].status == "unchanged"
    clock.passes(days=8)
    assert source_events(await synced(room, pages=False))[0].status == "frozen"
    await room.close()


async def test_a_list_that_is_gone_says_so_beside_lists_that_are_not(tmp_path, web, clock):
    web.feed(FEED, *items(0))
    web.status(OLD, 410)
    lists = (Section("", (FEED,)), Section("Xã hội", (OLD,)))
    room = await open_room(tmp_path, web, clock, Source("bao.vn", "Báo", HOME, lists))
    (event,) = source_events(await synced(room, pages=False))
    assert event.status == "new"
    assert event.problem
    assert event.problem.kind == "gone"
    web.status(FEED, 410)
    (event,) = source_events(await synced(room, pages=False))
    assert event.status == "gone"
    await room.close()


LATER = "Sun, 01 Mar 2026 01:00:00 GMT"


@pytest.mark.parametrize(
    ("modified", "is_reliable"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("Tue, 01 Jan 1980 00:00:00 GMT", False),
        ("Mon, 01 Dec 2025 00:00:00 GMT", False),
        ("Tue, 01 Jan 2030 00:00:00 GMT", False),
        ("yesterday, more or less", False),
        (LATER, True),
        ("", True),
    ],
)
def test_a_last_modified_that_cannot_be_right_is_not_sent_back(modified, is_reliable):
    found = Validators('"a"', modified)
    kept = reliable_validators(found, ListDates(entries(1, 2, 3)), NOW)
    assert kept == (found if is_reliable else Validators('"a"'))


def test_an_entry_of_tomorrow_makes_no_last_modified_wrong():
    found = Validators("", LATER)
    assert reliable_validators(found, ListDates(entries(-2, 1)), NOW) == found


def test_after_a_day_the_etag_is_asked_and_without_one_the_list_is_fetched_after_a_week():
    both, only = Validators('"a"', LATER), Validators("", LATER)
    day, week = timedelta(days=1), timedelta(days=7)
    assert validators_to_send(both, NOW - day / 2, NOW) == both
    assert validators_to_send(both, NOW - day, NOW) == Validators('"a"')
    assert validators_to_send(only, NOW - day, NOW) == only
    assert validators_to_send(only, NOW - week, NOW) is None
    assert validators_to_send(Validators('"a"'), NOW - 2 * week, NOW) == Validators('"a"')
