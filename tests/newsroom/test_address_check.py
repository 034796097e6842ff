"""`doctor --online`: what is found out about each address of the subscribed lists."""

from datetime import timedelta

from hpreader.model import Section, Source
from tests.support.newsdesk import HOME, open_room
from tests.support.web import item

NEW_HOME = "https://moi.example/rss/xa-hoi.rss"


async def test_each_address_is_asked_once_and_its_state_is_named(tmp_path, web, clock):
    web.robots("bao.vn", "User-agent: *\nDisallow: /rieng")
    now = clock()
    alive, old, moved, closed, missing, gone, down, private = (
        f"{HOME}/rss/{name}.rss"
        for name in ("moi", "cu", "chuyen", "dong", "khong", "bo", "hong", "rieng")
    )
    private = f"{HOME}/rieng"
    news = [item(f"Tin {n}", f"{HOME}/{n}.html", now - timedelta(hours=n)) for n in range(5)]
    web.feed(alive, *news)
    web.feed(NEW_HOME, *news)
    web.feed(old, *(one._replace(published=one.published - timedelta(days=99)) for one in news))
    web.moved(moved, NEW_HOME)
    web.status(closed, 403)
    web.status(gone, 410)
    web.status(down, 500)
    lists = (alive, old, moved, closed, missing, gone, down, private)
    source = Source("bao.vn", "Báo", HOME, (Section("", lists), Section("Hai", (alive,))))
    room = await open_room(tmp_path, web, clock, source)
    found = {one.url: one async for one in room.check_addresses()}
    assert {url: one.state for url, one in found.items()} == {
        alive: "alive",
        old: "frozen",
        moved: "moved",
        closed: "refused",
        missing: "missing",
        gone: "missing",
        down: "unreachable",
        private: "refused",
    }
    assert found[moved].moved_to == NEW_HOME
    assert found[old].newest == now - timedelta(days=99)
    asked = web.asked_urls()
    assert all(asked.count(url) == (url != private) for url in lists)
    assert room.state().articles == 0
    await room.close()
