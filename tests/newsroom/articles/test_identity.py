"""One article has one id, whatever address leads to it; another page never replaces it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hpreader.model import (
    Article,
    ArticleRef,
    Failed,
    Ready,
    Section,
    Source,
    SourceSynced,
    SyncDone,
)
from hpreader.newsroom import Newsroom
from hpreader.newsroom.articles.redirects import RequestedArticle, is_gone, is_other
from hpreader.problems import Problem
from tests.support.newsdesk import (
    FEED,
    HOME,
    MODIFIED,
    TEXTS,
    Clock,
    article,
    headlines,
    open_room,
    opened,
    read,
    source_events,
    synced,
)
from tests.support.web import Web, item

OTHER = "https://khac.vn/feed"
TITLE = "Cầu mới thông xe sáng nay"


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    room = await open_room(
        tmp_path,
        web,
        clock,
        Source("bao.vn", "Báo", HOME, (Section("Giao thông", (FEED,)),)),
        Source("khac.vn", "Khác", "https://khac.vn", (Section("Tổng hợp", (OTHER,)),)),
    )
    yield room
    await room.close()


async def test_an_article_with_a_changed_headline_and_address_is_the_same(
    web: Web, newsroom: Newsroom
) -> None:
    number = "20260301081500123"
    old = article(web, f"cau-moi-thong-xe-{number}", TITLE)
    new = article(web, f"cau-moi-ket-xe-{number}", "Cầu mới kẹt xe sáng nay")
    other = article(web, "cau-moi-ket-xe-20260301081500124", "Cầu mới kẹt xe chiều nay")
    web.feed(FEED, item(TITLE, old, MODIFIED), item("Cầu mới kẹt xe chiều nay", other, MODIFIED))
    web.feed(OTHER)
    await synced(newsroom)
    await newsroom.marks.set_read([row.id for row in headlines(newsroom) if row.url == old])
    web.feed(FEED, item("Cầu mới kẹt xe sáng nay", new, MODIFIED))
    web.feed(OTHER, item(TITLE, old, MODIFIED))
    for _ in range(2):
        await synced(newsroom)
        assert {row.title: row.read for row in headlines(newsroom)} == {
            "Cầu mới kẹt xe sáng nay": True,
            "Cầu mới kẹt xe chiều nay": False,
        }
    assert (await read(newsroom, old)).id == (await read(newsroom, new)).id


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://bao.vn/xo-so-20260301.html", "https://bao.vn/lich-dau-20260301.html"),
        ("https://bao.vn/a-4712345.html", "https://bao.vn/b-4712345.html"),
        ("https://bao.vn/a-20260301081500123.htm", "https://khac.vn/a-20260301081500123.htm"),
    ],
)
async def test_a_day_or_another_sites_number_does_not_merge_two_articles(
    newsroom: Newsroom, one: str, two: str
) -> None:
    assert len(set(newsroom.articles.identify([one, two]).values())) == 2
    numbered = [f"https://vnexpress.net/{words}-4712345.html" for words in ("a", "b")]
    assert (
        len(set(newsroom.articles.identify([*numbered, numbered[0] + "?utm_source=rss"]).values()))
        == 1
    )


@pytest.mark.parametrize("late", [FEED, OTHER])
async def test_an_article_in_two_sources_belongs_to_the_first_subscribed_and_is_counted_once(
    web: Web, newsroom: Newsroom, late: str
) -> None:
    url = article(web, "cau", TITLE)
    web.feed(FEED, item(TITLE, url, MODIFIED, summary="Lời của báo", guid="báo-1"))
    web.feed(OTHER, item(TITLE, url, MODIFIED, summary="Lời của báo khác", guid="khác-9"))
    web.hangs(late)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(synced(newsroom))
        early = OTHER if late == FEED else FEED
        await web.wait_asked(early)
        await web.wait_asked(late)
        web.release(late)
    events = task.result()
    (row,) = headlines(newsroom)
    assert (row.source, row.summary) == ("bao.vn", "Lời của báo")
    assert row.sections == ("Giao thông", "Tổng hợp")
    assert sorted(source_events(events), key=lambda event: event.source) == [
        SourceSynced("bao.vn", "new", new=1),
        SourceSynced("khac.vn", "new", new=1),
    ]
    done = events[-1]
    assert isinstance(done, SyncDone)
    assert done.new == 1
    assert [len(headlines(newsroom, source=name)) for name in ("bao.vn", "khac.vn")] == [1, 1]
    again = (await synced(newsroom))[-1]
    assert isinstance(again, SyncDone)
    assert again.new == 0


@pytest.mark.parametrize(
    "form",
    [
        f"{HOME}/cau.html/amp",
        f"{HOME}/cau.html?amp=1",
        f"{HOME}/cau.html?utm_source=rss&fbclid=x",
        "http://bao.vn/cau.html",
        "https://www.bao.vn/cau.html",
        f"{HOME}/cau.html#doc-tiep",
    ],
)
async def test_two_lists_with_two_forms_of_an_address_contain_one_article(
    web: Web, newsroom: Newsroom, form: str
) -> None:
    url = article(web, "cau", TITLE)
    web.feed(FEED, item(TITLE, url, MODIFIED, guid="báo-1"))
    web.feed(OTHER, item(TITLE, form, MODIFIED, guid="khác-9"))
    await synced(newsroom)
    assert [row.url for row in headlines(newsroom)] == [url]


@pytest.mark.parametrize("former", [f"{HOME}/?p=7", f"{HOME}/ten-cu.html"])
async def test_an_address_that_redirects_to_an_article_is_that_article_with_all_its_marks(
    web: Web, newsroom: Newsroom, clock: Clock, former: str
) -> None:
    url = article(web, "cau", TITLE)
    web.feed(OTHER, item(TITLE, former, MODIFIED, guid="khác-9"))
    web.feed(FEED)
    web.status(former, 503)
    await synced(newsroom)
    (row,) = headlines(newsroom)
    await newsroom.marks.set_read([row.id])
    await newsroom.marks.set_saved([row.id])
    web.feed(FEED, item(TITLE, url, MODIFIED, guid="báo-1"))
    await synced(newsroom)
    assert len(headlines(newsroom)) == 2  # nobody knows yet that they are one
    web.moved(former, url)
    clock.passes(hours=7)
    await synced(newsroom)
    (one,) = headlines(newsroom)
    assert (one.url, one.read, one.saved, one.source) == (url, True, True, "bao.vn")
    assert one.sections == ("Giao thông", "Tổng hợp")
    assert [kept.id for kept in headlines(newsroom, saved=True)] == [one.id]
    by_former = newsroom.articles.get(ArticleRef(former, row.id))
    assert by_former is not None
    assert by_former.id == one.id
    await synced(newsroom)
    assert len(headlines(newsroom)) == 1


async def test_a_site_whose_pages_all_name_one_canonical_address_has_many_articles_all_the_same(
    web: Web, newsroom: Newsroom
) -> None:
    wrong = f'<link rel="canonical" href="{HOME}/tin-1.html">'
    names = ("Chợ hoa họp sớm", "Bến phà mở lại", "Trường làng có thư viện")
    for number, name in enumerate(names, 1):
        page = (
            f"<html><head><title>{name}</title>{wrong}</head><body class='single'><h1>{name}</h1>"
            f"<div class='entry-content'><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p></div></body></html>"
        )
        web.html(f"{HOME}/tin-{number}.html", page)
    web.feed(
        FEED,
        *(
            item(name, f"{HOME}/tin-{number}.html", MODIFIED)
            for number, name in enumerate(names, 1)
        ),
    )
    await synced(newsroom)
    assert sorted(row.title for row in headlines(newsroom)) == sorted(names)


# --- gone, moved and guessed ---


@pytest.mark.parametrize("target", ["/", "/giao-thong", "/giao-thong/cau-moi-o-tinh-khac.html"])
async def test_a_page_in_place_of_an_article_replaces_nothing(
    web: Web, newsroom: Newsroom, clock: Clock, target: str
) -> None:
    url = f"{HOME}/giao-thong/cau-moi.html"
    web.article(url, TITLE, TEXTS)
    before = await read(newsroom, url)
    clock.passes(hours=1)
    web.article(HOME + target, "Chuyện hoàn toàn khác hẳn", ["Một bài dài về việc khác. " * 20])
    web.moved(url, HOME + target)
    first, *_, last = await opened(newsroom, url)
    assert isinstance(first, Ready)
    assert last == Failed(Problem("soft_404", url), stale_shown=True)
    assert newsroom.articles.get(ArticleRef(url)) == before


async def test_the_entry_of_a_feed_does_not_replace_the_stored_page(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    url = article(web, "cau", TITLE, [*TEXTS, "Đoạn này chỉ có ở trang."])
    web.feed(FEED, item(TITLE, url, MODIFIED, body=f"<p>{TEXTS[0]}</p>"))
    await synced(newsroom)
    clock.passes(hours=1)
    web.status(url, 410)
    *_, last = await opened(newsroom, url)
    assert last == Failed(Problem("status", url, status=410), stale_shown=True)
    kept = newsroom.articles.get(ArticleRef(url))
    assert kept is not None
    assert "chỉ có ở trang" in kept.plain_text()


async def test_a_feed_that_still_contains_a_former_address_changes_nothing(
    web: Web, newsroom: Newsroom
) -> None:
    url = article(web, "cau", TITLE)
    former = f"{HOME}/chuyen-huong?toi=cau"
    web.moved(former, url)
    web.feed(FEED, item(TITLE, former, MODIFIED, guid="báo-1"))
    await synced(newsroom)
    assert [row.url for row in headlines(newsroom)] == [url]
    web.feed(FEED, item(TITLE, former, MODIFIED, guid="báo-1"), item("Tin khác", f"{HOME}/2"))
    (event,) = source_events(await synced(newsroom, "bao.vn", pages=False))
    assert (event.new, event.changed) == (1, 0)
    web.feed(FEED, item("Tựa đã sửa", former, MODIFIED, guid="báo-1"))
    (event,) = source_events(await synced(newsroom, "bao.vn", pages=False))
    assert event.changed == 1
    assert ("Tựa đã sửa", url) in [(row.title, row.url) for row in headlines(newsroom)]


async def test_a_link_with_any_text_to_a_moved_article_opens_it(
    web: Web, newsroom: Newsroom
) -> None:
    url = article(web, "cau-moi-thong-xe", TITLE)
    web.moved(f"{HOME}/2019/tin.html", url)
    events = [
        one
        async for one in newsroom.open_article(ArticleRef(f"{HOME}/2019/tin.html", title="tại đây"))
    ]
    last = events[-1]
    assert isinstance(last, Ready)
    assert last.thing.url == url


@pytest.mark.parametrize(
    ("asked", "came", "gone"),
    [
        ("/a/b.html", "/", True),
        ("/a/b.html", "/?utm_source=404", True),
        ("/a/b.html", "/a", True),
        ("/a/b.html", "/a/b.html/", False),
        ("/a/b.html/2", "/a/b.html", False),
        ("/a/b/page/2", "/a/b", False),
        ("/?p=7", "/", True),
        ("/", "/trang-chu", False),
        ("/a/b.html", "/c/d.html", False),
    ],
)
def test_the_front_page_and_the_section_are_not_the_article(
    asked: str, came: str, gone: bool
) -> None:
    assert is_gone(HOME + asked, HOME + came) is gone


@pytest.mark.parametrize(
    ("asked", "came", "title", "other"),
    [
        ("/tin-cu.html", "/tin-cu-nhat-o-lang.html", "", True),
        ("/tin-cu.html", "/mot-ten-khac-han.html", "", False),
        ("/tin-cu.html", "/mot-ten-khac-han.html", "Giá rau ở chợ sáng", True),
        ("/tin-cu.html", "/tin-cu-nhat-o-lang.html", "CẦU MỚI thông xe", False),
        ("/ten-cu-123456.html", "/ten-moi-123456.html", "Giá rau", False),
        ("/ten-cu-123456.html", "/ten-cu-123499.html", TITLE, True),
        ("/?p=7", "/mot-ten.html", "Giá rau", False),
    ],
)
def test_a_guessed_redirect_is_distinguished_from_a_move(
    asked: str, came: str, title: str, other: bool
) -> None:
    page = Article(HOME + came, TITLE, published=datetime(2026, 3, 1, tzinfo=UTC))
    assert is_other(RequestedArticle(HOME + asked, title), page, HOME + came) is other
