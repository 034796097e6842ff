"""Lists without a feed: the headlines of section pages, stored and fetched like any list."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from hpreader.model import Section, Source, SourceSynced
from hpreader.newsroom import Newsroom
from hpreader.newsroom.discovery.feed_url_conventions import (
    numbered_pages,
)
from hpreader.newsroom.sync import backfill
from hpreader.problems import Problem
from tests.support.newsdesk import (
    HOME,
    MODIFIED,
    TEXTS,
    Clock,
    article,
    headlines,
    open_room,
    section_page,
    source_events,
    story,
    synced,
)
from tests.support.web import Web, item

PAGE = f"{HOME}/xa-hoi"


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    room = await open_room(
        tmp_path, web, clock, Source("bao.vn", "Báo", HOME, (Section("Xã hội", (PAGE,)),))
    )
    yield room
    await room.close()


async def test_headlines_of_a_section_page_are_listed_as_those_of_a_feed(
    web: Web, newsroom: Newsroom
) -> None:
    section_page(web, PAGE, *(story(number, "2026-02-28") for number in (1, 2, 3)))
    for number in (1, 2, 3):
        title, url, _ = story(number)
        web.article(url, title, TEXTS, date=f"2026-02-28T0{number}:15:00+07:00")
    events = await synced(newsroom)
    assert source_events(events) == [SourceSynced("bao.vn", "new", new=3)]
    rows = headlines(newsroom, section="Xã hội", day=date(2026, 2, 28))
    assert [row.url for row in rows] == [story(number)[1] for number in (3, 2, 1)]
    assert all(row.cached and row.summary and row.source == "bao.vn" for row in rows)
    (state,) = newsroom.subscriptions.states()
    assert [(section.name, section.total) for section in state.sections] == [("Xã hội", 3)]


async def test_the_time_of_day_is_the_articles_where_the_list_has_only_the_day(
    web: Web, newsroom: Newsroom
) -> None:
    section_page(web, PAGE, *(story(number, "2026-02-28") for number in (1, 2, 3)))
    title, url, _ = story(1)
    web.article(url, title, TEXTS, date="2026-02-28T06:05:00+07:00")
    await synced(newsroom)
    (row,) = [row for row in headlines(newsroom) if row.url == url]
    assert row.published is not None
    assert row.published.isoformat() == "2026-02-28T06:05:00+07:00"


async def test_relative_times_count_from_the_fetch_of_the_page(
    web: Web, newsroom: Newsroom
) -> None:
    dates = ("2 giờ trước", "hôm qua", "3 ngày trước")
    section_page(web, PAGE, *(story(number, ago) for number, ago in enumerate(dates)))
    await synced(newsroom, pages=False)  # at nine o'clock on the first of March
    published = [row.published for row in headlines(newsroom)]
    assert [moment.day for moment in published if moment] == [1, 28, 26]
    assert published[0] is not None
    assert published[0].hour == 7


async def test_headlines_without_any_date_keep_the_order_of_their_page(
    web: Web, newsroom: Newsroom
) -> None:
    section_page(web, PAGE, *map(story, (1, 2, 3)))
    await synced(newsroom, pages=False)
    assert [row.url for row in headlines(newsroom)] == [story(number)[1] for number in (1, 2, 3)]


async def test_the_archive_of_a_wordpress_theme_is_a_list(web: Web, newsroom: Newsroom) -> None:
    stories = "".join(
        f'<article class="post"><header class="entry-header"><h2 class="entry-title"><a href="{url}">'
        f'{title}</a></h2></header><div class="entry-content"><p>Vài lời mở đầu của bài này.</p></div>'
        f'<footer class="entry-footer"><time datetime="2026-02-28T0{number}:00:00+07:00">28/02</time>'
        "</footer></article>"
        for number in (1, 2, 3)
        for title, url, _ in (story(number),)
    )
    web.html(
        PAGE,
        '<html><head><title>Xã hội</title></head><body class="archive category"><header class="site-header">'
        f'<p><a href="/">Báo</a></p></header><main id="main"><header class="page-header"><h1>Xã hội</h1>'
        f'</header>{stories}</main><aside class="widget-area"><a href="/quang-cao-dai-that-la-dai.html">'
        "Một lời mời mua hàng rất dài ở cột bên</a></aside></body></html>",
    )
    await synced(newsroom, pages=False)
    assert [row.url for row in headlines(newsroom)] == [story(number)[1] for number in (3, 2, 1)]


async def test_a_section_page_is_fetched_conditionally_and_its_new_entries_stored(
    web: Web, newsroom: Newsroom
) -> None:
    section_page(web, PAGE, *map(story, (1, 2, 3)), ETag='"a"')
    web._answers[PAGE] = _with_etag(web, '"a"')
    await synced(newsroom, pages=False)
    web.forget()
    assert source_events(await synced(newsroom, pages=False)) == [
        SourceSynced("bao.vn", "unchanged")
    ]
    assert web.asked[-1].headers["If-None-Match"] == '"a"'
    section_page(web, PAGE, *map(story, (4, 1, 2, 3)))
    events = await synced(newsroom, pages=False)
    assert source_events(events) == [SourceSynced("bao.vn", "new", new=1)]


def _with_etag(web: Web, etag: str) -> object:
    from dataclasses import replace  # noqa: PLC0415

    return replace(web._answers[PAGE], etag=etag)  # type: ignore[type-var]


async def test_robots_txt_is_obeyed_for_section_pages_and_reported(
    web: Web, newsroom: Newsroom
) -> None:
    section_page(web, PAGE, *map(story, (1, 2, 3)))
    web.robots("bao.vn", "User-agent: *\nDisallow: /xa-hoi")
    (event,) = source_events(await synced(newsroom))
    assert (event.status, event.problem) == ("failed", Problem("robots", PAGE))
    assert PAGE not in web.asked_urls()


async def test_an_unreachable_site_is_not_reported_as_forbidden_by_robots_txt(
    web: Web, newsroom: Newsroom
) -> None:
    web.gone_offline()
    (event,) = source_events(await synced(newsroom))
    assert event.problem is not None
    assert event.problem.kind == "offline"


async def test_feeds_precede_the_section_page(web: Web, newsroom: Newsroom, clock: Clock) -> None:
    feed = f"{HOME}/rss/xa-hoi"
    section = Section("Xã hội", (feed, PAGE))
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, (section,)))
    section_page(web, PAGE, *map(story, (1, 2, 3)))
    await synced(newsroom, pages=False)
    assert len(headlines(newsroom)) == 3
    web.feed(feed, item("Tin từ nguồn", f"{HOME}/nguon.html", MODIFIED))
    await synced(newsroom, pages=False)
    assert len(headlines(newsroom)) == 3  # the page answered a moment ago, and is asked first
    clock.passes(hours=25)
    await synced(newsroom, pages=False)
    assert len(headlines(newsroom)) == 4


async def test_a_page_at_the_address_of_a_feed_is_no_list(web: Web, newsroom: Newsroom) -> None:
    feed = f"{HOME}/rss/xa-hoi.rss"
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, (Section("Xã hội", (feed,)),)))
    section_page(web, feed, *map(story, (1, 2, 3)), title="Không tìm thấy, mời đọc tin khác")
    (event,) = source_events(await synced(newsroom))
    assert event.status == "failed"
    assert headlines(newsroom) == []


async def test_a_section_that_redirects_to_the_front_page_is_gone(
    web: Web, newsroom: Newsroom
) -> None:
    section_page(web, f"{HOME}/", *map(story, (1, 2, 3)))
    web.moved(PAGE, f"{HOME}/")
    (event,) = source_events(await synced(newsroom))
    assert event.status == "failed"
    assert headlines(newsroom) == []


async def test_a_page_without_headlines_is_no_list(web: Web, newsroom: Newsroom) -> None:
    url = article(web, "bai", "Một bài viết không phải là danh sách")
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, (Section("", (url,)),)))
    (event,) = source_events(await synced(newsroom))
    assert event.problem == Problem("no_feed", url)


# --- backfill ---


def listing(
    web: Web, first: int, last: int, url: str, *, dated: bool = True, more: str = ""
) -> None:
    """A page of a list whose story N is of the Nth day before the first of March."""
    days = [date.fromordinal(date(2026, 3, 1).toordinal() - number) for number in range(50)]
    stories = [
        story(number, str(days[number]) if dated else "") for number in range(first, last + 1)
    ]
    section_page(web, url, *stories, more=more)


@pytest.mark.parametrize(
    ("second", "third", "says"),
    [
        ("/xa-hoi/page/2", "/xa-hoi/page/3", False),
        ("/xa-hoi?page=2", "/xa-hoi?page=3", False),
        ("/xa-hoi/trang-2", "/xa-hoi/trang-3", False),
        ("/xa-hoi-p2", "/xa-hoi-p3", False),
        ("/tin?chuyen-muc=9&trang=2", "/tin?chuyen-muc=9&trang=3", True),
    ],
)
async def test_older_entries_come_from_the_numbered_pages_of_a_section(
    web: Web, newsroom: Newsroom, second: str, third: str, says: bool
) -> None:
    def onward(path: str) -> str:
        return f'<a rel="next" href="{path}">Trang sau</a>' if says else ""

    listing(web, 1, 5, PAGE, more=onward(second))
    listing(web, 6, 10, HOME + second, more=onward(third))
    listing(web, 11, 15, HOME + third)
    await synced(newsroom, pages=False, since=date(2026, 2, 20))
    assert {story(number)[1] for number in range(1, 10)} <= {row.url for row in headlines(newsroom)}
    assert f"{HOME}{third}" in web.asked_urls()  # only a page wholly older than the day ends it
    web.forget()
    await synced(newsroom, pages=False, since=date(2026, 2, 25))
    assert HOME + third not in web.asked_urls()


async def test_backfill_ends_at_a_site_that_returns_its_first_page_for_every_number(
    web: Web, newsroom: Newsroom
) -> None:
    for url in (PAGE, *numbered_pages(PAGE, 2)):
        listing(web, 1, 5, url)
    await synced(newsroom, pages=False, since=date(2020, 1, 1))
    assert len(headlines(newsroom)) == 5
    assert len(web.asked_urls()) <= 2 + len(numbered_pages(PAGE, 2))


async def test_backfill_is_limited_in_time_and_in_pages(
    web: Web, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 9):
        url = PAGE if number == 1 else f"{PAGE}/page/{number}"
        listing(web, number * 3 - 2, number * 3, url)
    monkeypatch.setattr(backfill, "MOST_PAGES", 3)
    await synced(newsroom, pages=False, since=date(2020, 1, 1))
    assert len(headlines(newsroom)) == 4 * 3
    monkeypatch.setattr(backfill, "MOST_SECONDS", -1.0)
    web.forget()
    await synced(newsroom, pages=False, since=date(2020, 1, 1))
    assert f"{PAGE}/page/3" not in web.asked_urls()


async def test_the_last_page_of_a_list_may_have_one_headline(web: Web, newsroom: Newsroom) -> None:
    listing(web, 1, 5, PAGE)
    listing(web, 6, 6, f"{PAGE}/page/2")
    await synced(newsroom, pages=False, since=date(2020, 1, 1))
    assert len(headlines(newsroom)) == 6


async def test_an_old_article_pinned_on_top_does_not_end_backfill(
    web: Web, newsroom: Newsroom
) -> None:
    pinned = ("Bài ghim từ nhiều năm trước ở đầu trang", f"{HOME}/ghim.html", "2019-01-01")
    section_page(web, PAGE, pinned, *(story(number, "2026-02-27") for number in (1, 2, 3)))
    section_page(web, f"{PAGE}/page/2", *(story(number, "2026-02-20") for number in (4, 5, 6)))
    await synced(newsroom, pages=False, since=date(2026, 2, 1))
    assert len(headlines(newsroom)) == 7


async def test_without_dates_in_a_list_its_last_article_decides_how_far_it_reaches(
    web: Web, newsroom: Newsroom
) -> None:
    for page in range(1, 6):
        url = PAGE if page == 1 else f"{PAGE}/page/{page}"
        listing(web, page * 3 - 2, page * 3, url, dated=False)
    for number in range(1, 16):
        day = date.fromordinal(date(2026, 3, 1).toordinal() - number)
        title, url, _ = story(number)
        web.article(url, title, TEXTS, date=f"{day}T08:00:00+07:00")
    await synced(newsroom, pages=False, since=date(2026, 2, 24))
    assert f"{PAGE}/page/2" in web.asked_urls()
    assert f"{PAGE}/page/3" not in web.asked_urls()


async def test_the_section_page_is_used_where_a_feed_has_no_further_pages(
    web: Web, newsroom: Newsroom
) -> None:
    feed = f"{HOME}/rss/xa-hoi.rss"
    await newsroom.subscriptions.put(
        Source("bao.vn", "Báo", HOME, (Section("Xã hội", (feed, PAGE)),))
    )
    title, url, _ = story(1)
    for address in (feed, f"{feed}?paged=2"):
        web.feed(address, item(title, url, MODIFIED))
    listing(web, 1, 5, PAGE)
    listing(web, 6, 10, f"{PAGE}/page/2")
    await synced(newsroom, pages=False, since=date(2026, 2, 22))
    assert len(headlines(newsroom)) == 10
