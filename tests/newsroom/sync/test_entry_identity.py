"""What identifies the items of real feeds: guids that say nothing, shared addresses, no address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape
from pathlib import Path

import pytest

from hpreader.model import Article, ArticleRef, Embed, Failed, Headline, Ready, Section, Source
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import FEED, HOME, Clock, headlines, open_room, source_events, synced
from tests.support.web import Web

OTHER_FEED = f"{HOME}/the-thao.rss"


def rss(*items: dict[str, str]) -> bytes:
    """A feed of items that have the elements that are given, and no others."""
    texts = [
        "<item>"
        + "".join(f"<{name}>{escape(text)}</{name.split()[0]}>" for name, text in one.items())
        + "</item>"
        for one in items
    ]
    return (
        f"<rss version='2.0'><channel><title>Báo</title>{''.join(texts)}</channel></rss>".encode()
    )


def item(
    title: str, link: str = "", guid: str = "", day: int = 0, text: str = ""
) -> dict[str, str]:
    """An item; each of its elements is left out where it is empty."""
    date = f"{day:02} Feb 2026 08:00:00 +0700" if day else ""
    elements = {
        "title": title,
        "link": f"{HOME}/{link}" if link else "",
        "guid isPermaLink='false'": guid,
        "pubDate": date,
        "description": text or f"Tóm tắt: {title}",
    }
    return {name: value for name, value in elements.items() if value}


class Lists:
    """A newsroom with two feeds of one site."""

    def __init__(self, web: Web, room: Newsroom) -> None:
        self.web = web
        self.room = room

    async def sync(self, *items: dict[str, str], url: str = FEED) -> int:
        """Let a feed contain these items, and fetch it; returns how many are new."""
        self.web.raw(url, rss(*items), "application/rss+xml; charset=utf-8")
        return source_events(await synced(self.room, pages=False))[0].new

    def titles(self) -> list[str]:
        return sorted(one.title for one in headlines(self.room))

    def one(self, title: str) -> Headline:
        (found,) = (one for one in headlines(self.room) if one.title == title)
        return found

    async def read(self, title: str) -> Article:
        one = self.one(title)
        events = [
            event async for event in self.room.open_article(ArticleRef(one.url, one.id, one.title))
        ]
        ready = [event for event in events if isinstance(event, Ready)]
        assert ready, events
        assert not [event for event in events if isinstance(event, Failed)]
        await self.room.marks.set_read([ready[-1].thing.id])
        return ready[-1].thing

    def unread(self) -> list[str]:
        return sorted(one.title for one in headlines(self.room) if not one.read)


@pytest.fixture
async def lists(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Lists]:
    web.raw(OTHER_FEED, rss(), "application/rss+xml; charset=utf-8")
    sections = (Section("Tin", (FEED,)), Section("Thể thao", (OTHER_FEED,)))
    room = await open_room(tmp_path, web, clock, Source("bao.vn", "Báo", HOME, sections))
    yield Lists(web, room)
    await room.close()


@pytest.mark.parametrize(
    "guids",
    [
        ("N/A", "N/A", "N/A"),
        ("", "", ""),
        ("x", "x", "y"),
        (HOME, HOME, HOME),
        (FEED, FEED, FEED),
        ("tin", "TIN", "tin"),
        ("1", "2", "3"),
        ("3", "2", "1"),
        ("item-0", "item-1", "item-2"),
        (f"{HOME}/x#1", f"{HOME}/x#2", f"{HOME}/x#3"),
    ],
)
async def test_guids_that_say_nothing_leave_all_items_apart(
    lists: Lists, guids: tuple[str, ...]
) -> None:
    items = [item(f"Tin {n}", f"a/{n}", guid) for n, guid in enumerate(guids, 1)]
    assert await lists.sync(*items) == 3
    ids = {one.id for one in headlines(lists.room)}
    assert len({one.url for one in headlines(lists.room)}) == 3
    assert await lists.sync(*items, item("Tin 4", "a/4", guids[0])) == 1
    assert ids <= {one.id for one in headlines(lists.room)}
    assert len(headlines(lists.room)) == 4


@pytest.mark.parametrize("name", ["{}", "tin-{}", "post/{}"])
async def test_guids_that_count_the_places_of_a_list_give_no_read_mark_away(
    lists: Lists, name: str
) -> None:
    def listed(*names: str) -> list[dict[str, str]]:
        return [item(f"Bài {one}", one, name.format(n)) for n, one in enumerate(names, 1)]

    assert await lists.sync(*listed("a", "b", "c")) == 3
    await lists.room.marks.set_read([one.id for one in headlines(lists.room)])
    assert await lists.sync(*listed("d", "a", "b")) == 1
    assert lists.unread() == ["Bài d"]
    assert lists.one("Bài a").url == f"{HOME}/a"
    assert await lists.sync(*listed("e", "d", "a")) == 1
    assert lists.unread() == ["Bài d", "Bài e"]


async def test_a_guid_with_another_address_and_another_title_is_another_article(
    lists: Lists,
) -> None:
    assert await lists.sync(item("Gió mạnh ngày một", "gio-mot", "canh-bao", 1)) == 1
    await lists.room.marks.set_read([lists.one("Gió mạnh ngày một").id])
    assert await lists.sync(item("Mưa lớn ngày hai", "mua-hai", "canh-bao", 2)) == 1
    assert await lists.sync(item("Nắng đẹp ngày ba", "nang-ba", "canh-bao", 3)) == 1
    assert lists.unread() == ["Mưa lớn ngày hai", "Nắng đẹp ngày ba"]
    assert await lists.sync(item("Nắng đẹp ngày ba", "nang-ba", "canh-bao", 3)) == 0


async def test_a_guid_that_was_used_again_stays_useless_without_the_cache(
    tmp_path: Path, web: Web, clock: Clock
) -> None:
    source = Source("bao.vn", "Báo", HOME, (Section("Tin", (FEED,)),))
    room = await open_room(tmp_path, web, clock, source)
    lists = Lists(web, room)
    await lists.sync(item("Gió mạnh ngày một", "gio-mot", "canh-bao", 1))
    await room.marks.set_read([lists.one("Gió mạnh ngày một").id])
    await lists.sync(item("Mưa lớn ngày hai", "mua-hai", "canh-bao", 2))
    await room.close()
    for path in (tmp_path / "cache").parent.rglob("cache.sqlite3*"):
        path.unlink()
    room = await open_room(tmp_path, web, clock, source)
    lists = Lists(web, room)
    await lists.sync(item("Nắng đẹp ngày ba", "nang-ba", "canh-bao", 3))
    assert lists.unread() == ["Nắng đẹp ngày ba"]
    await room.close()


async def test_two_feeds_of_a_site_may_count_from_one(lists: Lists) -> None:
    lists.web.raw(OTHER_FEED, rss(item("Trận đầu mùa", "bong-da/1", "1", 3)), "text/xml")
    await lists.sync(item("Phố trồng cây", "xa-hoi/1", "1", 3))
    assert {one.title: one.section for one in headlines(lists.room)} == {
        "Phố trồng cây": "Tin",
        "Trận đầu mùa": "Thể thao",
    }
    lists.web.raw(OTHER_FEED, rss(item("Đội bóng về", "bong-da/2", "2", 4)), "text/xml")
    assert await lists.sync(item("Cầu mới", "xa-hoi/2", "2", 4), item("Chợ", "xa-hoi/3", "3")) == 3


@pytest.mark.parametrize(
    ("second", "third"),
    [
        (item("Cầu mới", "cau", "k2"), item("Cầu mới thông xe", "cau", "k2")),
        (item("Cầu mới thông xe", "cau", "k1"), item("Cầu mới thông xe", "cau-moi", "k1")),
        (item("Cầu mới", "cau-moi", "k1"), item("Cầu mới thông xe", "cau-moi", "k1")),
        (item("Cầu mới", "cau-moi", "k1"), item("Cầu mới", "cau-moi", "k3")),
        (
            item("Thông xe cầu", "thong-xe-cau-1234567.htm", "k1"),
            item("Thông xe cầu", "thong-xe-cau-1234567.htm", "k3"),
        ),
    ],
)
async def test_an_article_whose_guid_address_and_title_change_one_at_a_time_stays_read(
    lists: Lists, second: dict[str, str], third: dict[str, str]
) -> None:
    link = "cau-moi-1234567.htm" if "1234567" in second["link"] else "cau"
    assert await lists.sync(item("Cầu mới", link, "k1")) == 1
    await lists.room.marks.set_read([lists.one("Cầu mới").id])
    assert await lists.sync(second) == 0
    assert await lists.sync(third) == 0
    assert lists.unread() == []
    assert len(headlines(lists.room)) == 1


async def test_items_that_share_an_address_show_their_own_texts(lists: Lists) -> None:
    texts = {f"Thông báo {n}": f"Phố số {n} mất điện." for n in (1, 2, 3)}
    items = [item(title, "bang-tin", title[-1] * 2, text=text) for title, text in texts.items()]
    assert await lists.sync(*items) == 3
    for title, text in texts.items():
        article = await lists.read(title)
        assert (article.title, article.url) == (title, f"{HOME}/bang-tin")
        assert text in article.plain_text()
    assert f"{HOME}/bang-tin" not in lists.web.asked_urls()
    assert await lists.sync(*items) == 0
    assert lists.unread() == []


@pytest.mark.parametrize("ending", ["#muc-{}", "#!/tin/{}", "#{}"])
async def test_items_whose_addresses_differ_after_the_number_sign_are_several(
    lists: Lists, ending: str
) -> None:
    items = [item(f"Mục {n}", "so-tay" + ending.format(n)) for n in (1, 2, 3)]
    assert await lists.sync(*items) == 3
    assert await lists.sync(*items) == 0
    renamed = [item(f"Chương {n}", "so-tay" + ending.format(n)) for n in (1, 2, 3)]
    assert await lists.sync(*renamed) == 0
    assert lists.titles() == ["Chương 1", "Chương 2", "Chương 3"]


async def test_items_that_share_an_address_without_guids_are_told_apart_by_title(
    lists: Lists,
) -> None:
    assert await lists.sync(item("Giờ nước 22", "gio-nuoc", day=22)) == 1
    await lists.room.marks.set_read([lists.one("Giờ nước 22").id])
    assert (
        await lists.sync(
            item("Giờ nước 23", "gio-nuoc", day=23), item("Giờ nước 22", "gio-nuoc", day=22)
        )
        == 1
    )
    assert lists.unread() == ["Giờ nước 23"]
    assert await lists.sync(item("Giờ nước 24", "gio-nuoc", day=24)) == 1
    assert lists.titles() == ["Giờ nước 22", "Giờ nước 23", "Giờ nước 24"]
    assert lists.one("Giờ nước 22").read


async def test_the_newest_of_daily_notices_alone_is_a_new_one(lists: Lists) -> None:
    for day in (21, 22, 23):
        assert await lists.sync(item(f"Giờ nước {day}", "gio-nuoc", f"nuoc-{day}", day)) == 1
    assert await lists.sync(item("Giờ nước 23", "gio-nuoc", "nuoc-23", 23)) == 0
    assert lists.titles() == ["Giờ nước 21", "Giờ nước 22", "Giờ nước 23"]
    assert "Giờ nước 21" in (await lists.read("Giờ nước 21")).plain_text()


async def test_an_item_that_comes_twice_is_one(lists: Lists) -> None:
    one = item("Cầu mới", "cau", "k1")
    assert await lists.sync(one, one, item("Chợ", "cho#xtor=RSS-3", "k2")) == 2
    assert await lists.sync(one, item("Chợ", "cho#xtor=RSS-4", "k2")) == 0
    assert await lists.sync(item("Chợ", "cho#xtor=RSS-5", "k2"), item("Chợ", "cho", "k2")) == 0
    assert not [one for one in headlines(lists.room) if one.url.endswith("bang-tin")]


async def test_one_address_in_two_lists_of_a_site_is_one_article(lists: Lists) -> None:
    lists.web.raw(OTHER_FEED, rss(item("Cầu mới", "cau", "b7")), "text/xml")
    assert await lists.sync(item("Cầu mới", "cau", "a1")) == 1
    assert lists.one("Cầu mới").sections


@pytest.mark.parametrize("guid", ["dien-{}", "", "N/A", "{}", "urn:dien:{}"])
async def test_an_item_without_an_address_is_listed_with_the_feeds_text(
    lists: Lists, guid: str
) -> None:
    items = [
        item(f"Cắt điện {n}", guid=guid.format(n), day=n, text=f"Phố số {n} mất điện.")
        for n in (1, 2, 3)
    ]
    assert await lists.sync(*items) == 3
    ids = {one.title: one.id for one in headlines(lists.room)}
    for n in (1, 2, 3):
        article = await lists.read(f"Cắt điện {n}")
        assert article.url == ""
        assert f"Phố số {n} mất điện." in article.plain_text()
    added = item("Cắt điện 4", guid=guid.format(4), day=4)
    assert await lists.sync(added, *items) == 1
    assert ids.items() <= {one.title: one.id for one in headlines(lists.room)}.items()
    assert lists.unread() == ["Cắt điện 4"]


@pytest.mark.parametrize("link", ["javascript:void(0)", "mailto:a@bao.vn", "#", FEED])
async def test_a_link_that_no_page_can_be_read_at_is_none(lists: Lists, link: str) -> None:
    one = {**item("Họp tổ dân phố", guid="hop-1"), "link": link}
    assert await lists.sync(one) == 1
    assert lists.one("Họp tổ dân phố").url == ""
    assert "Tóm tắt" in (await lists.read("Họp tổ dân phố")).plain_text()


async def test_a_plain_guid_that_is_called_an_address_is_none(lists: Lists) -> None:
    feed = "<rss><channel><item><title>Cắt nước</title><guid>nuoc-1</guid></item></channel></rss>"
    lists.web.raw(FEED, feed.encode(), "text/xml")
    await synced(lists.room, pages=False)
    assert lists.one("Cắt nước").url == ""


@pytest.mark.parametrize(
    ("kind", "name"),
    [("audio/mpeg", "1.mp3"), ("video/mp4", "2.mp4")],
)
async def test_an_item_that_is_a_file_is_not_fetched_as_a_page(
    lists: Lists, kind: str, name: str
) -> None:
    file = f"<enclosure url='{HOME}/{name}' type='{kind}' length='9'/>"
    feed = (
        "<rss><channel><item><title>Tập 1</title><guid isPermaLink='false'>t1</guid>"
        f"<description>Chuyện bến đò.</description>{file}</item></channel></rss>"
    )
    lists.web.raw(FEED, feed.encode(), "text/xml")
    assert source_events(await synced(lists.room))[0].new == 1
    article = await lists.read("Tập 1")
    assert article.url == f"{HOME}/{name}"
    assert "Chuyện bến đò." in article.plain_text()
    assert [block.url for block in article.blocks if isinstance(block, Embed)] == [article.url]
    assert f"{HOME}/{name}" not in lists.web.asked_urls()


@pytest.mark.parametrize("status", [401, 403, 451])
@pytest.mark.parametrize("element", ["description", "content:encoded"])
async def test_the_text_of_the_feed_is_readable_where_the_page_is_refused(
    lists: Lists, status: int, element: str
) -> None:
    text = "<p>" + "Xã cắt nước để sửa ống. " * 12 + "</p><p>Hết thông báo.</p>"
    feed = (
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
        f"<title>Cắt nước</title><link>{HOME}/kin</link><{element}>{escape(text)}</{element}>"
        "</item></channel></rss>"
    )
    lists.web.raw(FEED, feed.encode(), "text/xml")
    lists.web.status(f"{HOME}/kin", status)
    await synced(lists.room, pages=False)
    article = await lists.read("Cắt nước")
    assert article.plain_text().endswith("Hết thông báo.")
    copy = lists.room.articles.get(ArticleRef(f"{HOME}/kin"))
    assert copy is not None
    assert copy.plain_text().endswith("Hết thông báo.")


async def test_a_link_with_the_id_of_a_session_is_the_same_article(lists: Lists) -> None:
    def listed(session: str) -> list[dict[str, str]]:
        return [item(f"Tin {name}", f"{name}?ngay=22&sid={session}") for name in "abc"]

    assert await lists.sync(*listed("f3a9c0d1")) == 3
    assert await lists.sync(*listed("0be77d42")) == 0
