"""The places of the settings: sections, counts, and notices by the day that they are for."""

from datetime import date, timedelta

from hpreader.config import Settings
from hpreader.model import ListQuery
from hpreader.model.lists import MUTED_SEARCH
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import HOME, open_room, synced
from tests.support.web import item

FEED = f"{HOME}/tin.xml"


async def room_with(tmp_path, web, clock, titles, places=("Lê Chân", "huyện An Lão")) -> Newsroom:
    """A newsroom that follows places and has headlines, each as many days old as its number says."""
    items = [
        item(title, f"{HOME}/{number}.html", clock() - timedelta(days=ago), text)
        for number, (title, ago, text) in enumerate(titles)
    ]
    web.feed(FEED, *items)
    room = await open_room(tmp_path, web, clock, settings=Settings(places=tuple(places)))
    await room.subscriptions.add(FEED)
    await synced(room, pages=False)
    return room


def told(room, day=None, *, past=False):
    return [
        (one.kind, f"{one.first:%d/%m}", one.places) for one in room.places.notices(day, past=past)
    ]


def day(clock, days) -> str:
    return f"{clock() + timedelta(days=days):%d/%m}"


async def test_followed_places_are_sections_in_the_order_of_the_settings(tmp_path, web, clock):
    room = await room_with(
        tmp_path,
        web,
        clock,
        [("Phường Lê Chân, Hải Phòng", 1, ""), ("Xã An Quang, Hải Phòng", 1, "")],
    )
    await room.searches.save("Chợ", "chợ")
    saved = room.searches.saved()
    assert [one.name for one in saved] == ["Phường Lê Chân", "Huyện An Lão", "Chợ"]
    assert await room.searches.unread_counts() == {"Phường Lê Chân": 1, "Huyện An Lão": 1, "Chợ": 0}
    await room.close()


async def test_who_follows_nothing_has_no_such_sections_and_no_notices(tmp_path, web, clock):
    title = f"Cắt điện phường Lê Chân, Hải Phòng ngày {day(clock, 1)}"
    room = await room_with(tmp_path, web, clock, [(title, 0, "")], places=())
    assert (room.searches.saved(), room.places.notices()) == ((), ())
    await room.close()


async def test_notices_are_in_the_order_of_the_days_that_they_are_for(tmp_path, web, clock):
    room = await room_with(
        tmp_path,
        web,
        clock,
        [
            (f"Cắt điện phường Lê Chân, Hải Phòng ngày {day(clock, 3)}", 0, ""),
            (f"Cấm đường ở xã An Quang, Hải Phòng ngày {day(clock, 1)}", 2, ""),
            (f"Ngừng cấp nước phường Hải An, Hải Phòng ngày {day(clock, 1)}", 0, ""),
            (f"Bão số 9: Hải Phòng cấm biển từ ngày {day(clock, 2)}", 0, ""),
            (f"Cắt điện phường Lê Chân, Hải Phòng ngày {day(clock, -2)}", 4, ""),
            (f"Mất điện do bão số 9, Hải Phòng, ngày {day(clock, 4)}", 0, ""),
            ("Phường Lê Chân, Hải Phòng họp dân", 0, ""),
        ],
    )
    assert told(room) == [
        ("road", day(clock, 1), ("huyện An Lão",)),
        ("storm", day(clock, 2), ()),
        ("power", day(clock, 3), ("phường Lê Chân",)),
        ("storm", day(clock, 4), ()),
    ]
    assert told(room, past=True) == [("power", day(clock, -2), ("phường Lê Chân",))]
    wanted: date = (clock() + timedelta(days=3)).date()
    assert told(room, wanted) == [("power", day(clock, 3), ("phường Lê Chân",))]
    await room.close()


async def test_a_name_that_means_nothing_is_told_and_the_others_are_used(tmp_path, web, clock):
    room = await room_with(tmp_path, web, clock, [], places=("Atlantis", "Máy Chai"))
    assert [one.subject for one in room.places.unknown] == ["Atlantis"]
    assert [one.label for one in room.places.all()] == ["phường Ngô Quyền"]
    await room.close()


async def test_a_notice_that_a_rule_hides_is_told_nowhere(tmp_path, web, clock):
    title = f"Cắt điện phường Lê Chân, Hải Phòng ngày {day(clock, 1)}"
    room = await room_with(tmp_path, web, clock, [(title, 0, ""), (f"{title} để thay dây", 1, "")])
    room.rules.path.write_text('[[rule]]\nwords = "thay dây"\nmute = true\n', "utf-8")
    await room.rules.apply()
    assert [one.headline.title for one in room.places.notices()] == [title]
    (hidden,) = room.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)
    await room.marks.set_saved([hidden.id])
    assert len(room.places.notices()) == 2, "what is saved is never hidden"
    await room.close()
