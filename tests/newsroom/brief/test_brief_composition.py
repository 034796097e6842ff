"""Which news are in a brief: each once, by followed words and sections, as lists have them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from hpreader.model import VIETNAM, ListQuery, Section, Source
from hpreader.model.brief import Brief, Period
from hpreader.newsroom import Newsroom
from hpreader.newsroom.brief.brief_composition import compose_brief
from tests.support.newsdesk import Clock, headlines, open_room, synced
from tests.support.web import Item, Web, item

pytestmark = pytest.mark.usefixtures("english")

HOME, OTHER = "https://bao.vn", "https://khac.vn"
NOW = datetime(2026, 3, 1, 6, 30, tzinfo=VIETNAM)
NEWS: dict[str, list[tuple[str, str, datetime | None]]] = {
    f"{HOME}/khac/feed": [("Chuyện lạ", "la", NOW - timedelta(hours=1))],
    f"{HOME}/xa-hoi/feed": [
        ("Cầu Rào thông xe", "cau", NOW - timedelta(minutes=30)),
        ("Mất điện ở Đồ Sơn", "dien", NOW - timedelta(hours=9)),
        ("Tin hôm kia", "cu", NOW - timedelta(hours=24, minutes=1)),
        ("Không rõ ngày", "khong-ngay", None),
    ],
    f"{HOME}/kinh-te/feed": [("Cảng mới", "cang", NOW - timedelta(hours=2))],
    f"{OTHER}/feed": [("Cầu Rào nhìn từ xa", "xa", NOW - timedelta(hours=3))],
}
SOURCES = (
    Source(
        "bao.vn",
        "Báo thử",
        HOME,
        (
            Section("Khác", (f"{HOME}/khac/feed",)),
            Section("Xã hội", (f"{HOME}/xa-hoi/feed",)),
            Section("Kinh tế", (f"{HOME}/kinh-te/feed",)),
        ),
    ),
    Source("khac.vn", "Báo khác", OTHER, (Section("XÃ HỘI", (f"{OTHER}/feed",)),)),
)


def entry(feed: str, title: str, slug: str, at: datetime | None) -> Item:
    host = feed.split("/", 3)[2]
    return item(title, f"https://{host}/{slug}.html", at, f"Mở đầu của {title}.")


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    web, clock = Web(), Clock()
    clock.time = NOW
    for feed, news in NEWS.items():
        web.feed(feed, *(entry(feed, *one) for one in news))
    newsroom = await open_room(tmp_path, web, clock, *SOURCES)
    await synced(newsroom, pages=False)
    yield newsroom
    await newsroom.close()


def told(brief: Brief) -> dict[str, list[str]]:
    return {
        part.name: [one.title for entry in part.entries for one in entry.headlines]
        for part in brief.parts
    }


def test_sections_stand_in_their_order_and_what_is_left_over_comes_last(room: Newsroom) -> None:
    brief = compose_brief(room, Period.until(NOW))
    assert told(brief) == {
        "Xã hội": [
            "Cầu Rào thông xe",
            "Cầu Rào nhìn từ xa",
            "Không rõ ngày",
            "Mất điện ở Đồ Sơn",
        ],
        "Kinh tế": ["Cảng mới"],
        "Khác": ["Chuyện lạ"],
    }
    assert {part.kind for part in brief.parts} == {"section"}


async def test_followed_words_come_first_and_nothing_stands_twice(room: Newsroom) -> None:
    await room.searches.save("Cầu", '"cầu rào"')
    await room.searches.save("Điện", "mất điện")
    await room.searches.save("Không có", "hồ tây")
    await room.searches.save("Không chữ", "!?")
    await room.searches.save("Năm ngoái", "cảng before:2025-06")
    brief = compose_brief(room, Period.until(NOW))
    assert told(brief) == {
        "Cầu": ["Cầu Rào thông xe", "Cầu Rào nhìn từ xa"],
        "Điện": ["Mất điện ở Đồ Sơn"],
        "Xã hội": ["Không rõ ngày"],
        "Kinh tế": ["Cảng mới"],
        "Khác": ["Chuyện lạ"],
    }
    assert brief.count == 6


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 1), date(2026, 2, 20)])
def test_a_day_has_what_its_list_has_and_what_was_first_seen_then_without_a_date(
    room: Newsroom, day: date
) -> None:
    brief = compose_brief(room, Period.of_day(day))
    found = {one.id for _part, entry in brief.entries() for one in entry.headlines}
    undated = {one.id for one in headlines(room) if one.published is None}
    assert len(undated) == 1
    listed = {one.id for one in headlines(room, day=day)}
    assert found == (listed | undated if day == NOW.date() else listed)


async def test_one_section_only(room: Newsroom) -> None:
    await room.searches.save("Cầu", '"cầu rào"')
    brief = compose_brief(room, Period.until(NOW), "Xã hội")
    assert told(brief) == {
        "Cầu": ["Cầu Rào thông xe"],
        "Xã hội": ["Không rõ ngày", "Mất điện ở Đồ Sơn"],
    }
    assert not compose_brief(room, Period.until(NOW), "Không có mục này").parts


def test_a_period_ends_with_the_minute_and_has_a_name() -> None:
    period = Period.until(NOW.replace(second=59))
    assert period.contains(NOW.replace(second=58))
    assert not period.contains(NOW + timedelta(minutes=1))
    assert not period.contains(None)
    assert period.name == "24 hours to 06:30 01/03/2026"
    assert Period.of_day(date(2026, 3, 1)).name == "01/03/2026"
    assert Period.of_day(date(2026, 3, 1)).days == (date(2026, 3, 1),)
    assert period.days == (date(2026, 3, 1), date(2026, 2, 28))
    midnight = Period.until(datetime(2026, 3, 1, 23, 59, tzinfo=VIETNAM))
    assert midnight.is_day, "the hours of a whole day are that day"


def test_the_marks_of_the_reader_are_not_touched(room: Newsroom) -> None:
    before = headlines(room)
    compose_brief(room, Period.until(NOW))
    assert headlines(room) == before
    assert room.lists.rows(ListQuery(unread=True)).count() == len(before)
