"""Subscribing to several feeds of one site, and what their lists are called."""

from hpreader.model import Section
from tests.support.newsdesk import HOME, headlines, open_room, synced
from tests.support.web import item

SOCIETY, FOOTBALL = f"{HOME}/xa-hoi.xml", f"{HOME}/bong-da.xml"


def publish(web, **headers):
    web.feed(SOCIETY, item("Chợ họp sớm", f"{HOME}/1.html"), title="Xã hội", **headers)
    web.feed(FOOTBALL, item("Đội nhà thắng", f"{HOME}/2.html"), title="Bóng đá", **headers)


async def test_two_feeds_of_one_site_are_two_lists_with_the_titles_of_the_feeds(
    tmp_path, web, clock
):
    publish(web)
    room = await open_room(tmp_path, web, clock)
    await room.subscriptions.add(SOCIETY)
    await room.subscriptions.add(FOOTBALL)
    (source,) = room.subscriptions.get_all()
    assert source.sections == (Section("Xã hội", (SOCIETY,)), Section("Bóng đá", (FOOTBALL,)))
    await synced(room, pages=False)
    assert {one.section for one in headlines(room)} == {"Xã hội", "Bóng đá"}
    await room.close()


async def test_the_list_that_was_synced_before_is_listed_by_its_new_name(tmp_path, web, clock):
    publish(web, etag='"same"')
    room = await open_room(tmp_path, web, clock)
    await room.subscriptions.add(SOCIETY)
    await synced(room, pages=False)
    await room.subscriptions.add(FOOTBALL)
    await synced(room, pages=False)
    assert [one.title for one in headlines(room, source="bao.vn", section="Xã hội")] == [
        "Chợ họp sớm"
    ]
    await room.close()


async def test_feeds_of_one_title_are_told_apart_by_their_addresses(tmp_path, web, clock):
    for url in (SOCIETY, FOOTBALL):
        web.feed(url, item("Tin", f"{url}.html"), title="Báo")
    room = await open_room(tmp_path, web, clock)
    await room.subscriptions.add(SOCIETY)
    await room.subscriptions.add(FOOTBALL)
    await room.subscriptions.add(FOOTBALL)
    (source,) = room.subscriptions.get_all()
    assert [section.name for section in source.sections] == ["Báo", "bong-da"]
    await room.close()
