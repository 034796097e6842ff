"""The newsroom by its facade: the events that it yields and what it stores, over a fake Web."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from hpreader.config import Paths, Settings
from hpreader.model import (
    Article,
    ArticleRef,
    Failed,
    ListQuery,
    PageSynced,
    Progress,
    Ready,
    Section,
    Source,
    SourceSynced,
    SyncDone,
)
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.store.articles.articles import Articles
from tests.support.newsdesk import (
    FEED,
    HOME,
    MODIFIED,
    TEXTS,
    Clock,
    opened,
    source_events,
    synced,
)
from tests.support.web import Web, item, link

BODY = "<p>Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe.</p><p>Người dân hai bờ đi lại dễ hơn.</p>"


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "config.toml", tmp_path / "reader.sqlite3", tmp_path / "cache.sqlite3")


@pytest.fixture
async def newsroom(places: Paths, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    room = Newsroom.open(places, Settings(), now=clock, transport=web)
    for state in room.subscriptions.states():
        await room.subscriptions.remove(state.source.name)
    await room.subscriptions.put(Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),)))
    yield room
    await room.close()


def bridge(web: Web, name: str = "cau", title: str = "Cầu mới thông xe", **page: object) -> str:
    url = f"{HOME}/{name}.html"
    web.article(url, title, TEXTS, amp=True, date="2026-03-01T06:05:00+07:00", **page)  # type: ignore[arg-type]
    return url


async def test_a_sync_stores_headlines_with_their_bodies_and_local_days(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web, section="Giao thông")
    web.feed(
        FEED, item("Cầu mới thông xe", url, datetime(2026, 2, 28, 23, 5, tzinfo=UTC), body=BODY)
    )
    events = await synced(newsroom)
    assert source_events(events) == [SourceSynced("bao.vn", "new", new=1)]
    (headline,) = newsroom.lists.rows(ListQuery()).slice(0, 10)
    assert headline.cached
    assert newsroom.lists.rows(ListQuery(day=date(2026, 3, 1))).count() == 1
    assert newsroom.lists.rows(ListQuery(day=date(2026, 2, 28))).count() == 0
    assert headline.sections == ("Giao thông",)


async def test_the_second_sync_asks_only_whether_the_list_changed(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web)
    web.feed(
        FEED, item("Cầu mới thông xe", url, MODIFIED, body=BODY), last_modified=MODIFIED, etag='"a"'
    )
    await synced(newsroom)
    web.forget()
    events = await synced(newsroom)
    assert source_events(events) == [SourceSynced("bao.vn", "unchanged")]
    assert web.asked_urls() == [FEED]
    assert "If-None-Match" not in web.asked[0].headers


async def test_an_edited_article_is_changed_and_fetched_again(web: Web, newsroom: Newsroom) -> None:
    url = bridge(web)
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, body=BODY, guid="g1"))
    await synced(newsroom)
    web.article(url, "Cầu mới thông xe", [*TEXTS, "Cập nhật: cấm xe tải."], amp=True)
    edited = BODY + "<p>Cập nhật: cấm xe tải.</p>"
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, body=edited, guid="g1"))
    events = await synced(newsroom)
    assert source_events(events) == [SourceSynced("bao.vn", "new", changed=1)]
    assert PageSynced(url, "fetched") in events
    article = newsroom.articles.get(ArticleRef(url))
    assert article is not None
    assert "cấm xe tải" in article.plain_text()


async def test_a_renamed_article_keeps_its_id_and_its_marks(web: Web, newsroom: Newsroom) -> None:
    old = bridge(web, "cau-cu")
    guid = f"{HOME}/?p=7"
    web.feed(FEED, item("Cầu mới thông xe", old, MODIFIED, body=BODY, guid=guid))
    await synced(newsroom)
    (before,) = newsroom.lists.rows(ListQuery()).slice(0, 10)
    await newsroom.marks.set_read([before.id])
    await newsroom.marks.set_saved([before.id])
    new = bridge(web, "cau-moi")
    web.moved(old, new)
    web.feed(FEED, item("Cầu mới thông xe", new, MODIFIED, body=BODY, guid=guid))
    await synced(newsroom)
    (after,) = newsroom.lists.rows(ListQuery()).slice(0, 10)
    assert (after.id, after.url, after.read, after.saved) == (before.id, new, True, True)
    by_old_address = newsroom.articles.get(ArticleRef(old))
    assert by_old_address is not None
    assert by_old_address.url == new


async def test_ids_marks_and_trail_survive_a_deleted_cache(
    web: Web, newsroom: Newsroom, places: Paths, clock: Clock
) -> None:
    listed = bridge(web, "cau", related=[link("Tin sau", f"{HOME}/sau.html", "", "01/03/2026")])
    later = bridge(web, "sau", "Tin sau")
    web.feed(FEED, item("Cầu mới thông xe", listed, MODIFIED, body=BODY, guid=f"{HOME}/?p=7"))
    await synced(newsroom)  # "Tin sau" is met by its page first …
    two = [
        item("Cầu mới thông xe", listed, MODIFIED, body=BODY, guid=f"{HOME}/?p=7"),
        item("Tin sau", later, MODIFIED, body=BODY, guid=f"{HOME}/?p=8"),
    ]
    web.feed(FEED, *two)  # … and by its guid then
    await synced(newsroom)
    before = {row.url: row.id for row in newsroom.lists.rows(ListQuery()).slice(0, 10)}
    await newsroom.marks.set_read([before[later]])
    await newsroom.close()
    for path in places.cache.parent.glob("cache.sqlite3*"):
        path.unlink()
    again = Newsroom.open(places, Settings(), now=clock, transport=web)
    await synced(again)
    rows = again.lists.rows(ListQuery()).slice(0, 10)
    assert {row.url: row.id for row in rows} == before
    assert [row.url for row in rows if row.read] == [later]
    await again.close()


async def test_related_articles_are_stored_but_in_no_list(
    web: Web, newsroom: Newsroom, places: Paths, clock: Clock
) -> None:
    other = bridge(web, "ngoai-danh-sach", "Chỉ có trong Tin khác")
    url = bridge(web, related=[link("Chỉ có trong Tin khác", other, "Mở đầu…", "28/02/2026")])
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, body=BODY))
    await synced(newsroom)
    assert newsroom.lists.rows(ListQuery()).count() == 1
    assert newsroom.articles.link_states([other]) == {other: "cached"}
    web.gone_offline()
    (event,) = await opened(newsroom, other, refresh=False)
    assert isinstance(event, Ready)
    assert event.thing.title == "Chỉ có trong Tin khác"


async def test_the_related_articles_of_related_articles_are_not_fetched(
    web: Web, newsroom: Newsroom
) -> None:
    third = bridge(web, "ba", "Chợ hoa ngày cuối năm")
    second = bridge(web, "hai", "Bến phà mở lại", related=[link("Chợ hoa ngày cuối năm", third)])
    first = bridge(web, "mot", "Mưa lớn đầu tuần", related=[link("Bến phà mở lại", second)])
    web.feed(FEED, item("Mưa lớn đầu tuần", first, MODIFIED, body=BODY))
    await synced(newsroom)
    assert newsroom.articles.link_states([second, third]) == {second: "cached", third: "missing"}


async def test_a_sync_without_pages_fetches_the_lists_only(web: Web, newsroom: Newsroom) -> None:
    url = bridge(web)
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, body=BODY))
    await synced(newsroom, pages=False)
    assert web.asked_urls() == [FEED]
    article = newsroom.articles.get(ArticleRef(url))
    assert article is not None
    assert article.plain_text().splitlines() == TEXTS


async def test_robots_txt_is_obeyed_for_pages_that_the_user_did_not_request(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web)
    web.robots("bao.vn", "User-agent: *\nDisallow: /cau")
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, summary="Ngắn"))
    events = await synced(newsroom)
    assert PageSynced(url, "refused", Problem("robots", url)) in events
    assert url not in web.asked_urls()
    assert isinstance((await opened(newsroom, url))[-1], Ready)


async def test_a_page_that_cannot_be_read_is_not_fetched_at_every_sync(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    url = f"{HOME}/mat.html"
    web.feed(FEED, item("Trang đã mất", url, MODIFIED, summary="Ngắn"))
    await synced(newsroom)
    assert web.asked_urls().count(url) == 1
    await synced(newsroom)
    assert web.asked_urls().count(url) == 1
    clock.passes(hours=7)
    await synced(newsroom)
    assert web.asked_urls().count(url) == 2


async def test_a_budget_ends_the_prefetch(web: Web, newsroom: Newsroom) -> None:
    urls = [bridge(web, f"tin-{number}", f"Tin {number}") for number in range(4)]
    web.feed(FEED, *(item(f"Tin {number}", url, MODIFIED) for number, url in enumerate(urls)))
    events = await synced(newsroom, max_mb=0)
    assert not [event for event in events if isinstance(event, PageSynced)]
    assert isinstance(events[-1], SyncDone)


async def test_a_source_that_is_down_does_not_stop_the_others(web: Web, newsroom: Newsroom) -> None:
    url = bridge(web)
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, body=BODY))
    down = "https://hong.vn/feed"
    await newsroom.subscriptions.put(
        Source("hong.vn", "Hỏng", "https://hong.vn", (Section("", (down,)),))
    )
    web.refuses(down)
    events = await synced(newsroom)
    states = {event.source: event.status for event in source_events(events)}
    assert states == {"bao.vn": "new", "hong.vn": "failed"}
    problems = {state.source.name: state.problem for state in newsroom.subscriptions.states()}
    assert problems["bao.vn"] is None
    assert problems["hong.vn"] is not None
    assert problems["hong.vn"].kind == "refused"
    done = events[-1]
    assert isinstance(done, SyncDone)
    assert (done.sources, done.failed) == (2, 1)


async def test_the_candidate_that_answered_is_the_first_at_the_next_sync(
    web: Web, newsroom: Newsroom
) -> None:
    second = f"{HOME}/rss/trang-chu"
    candidates = (f"{HOME}/sai", second)
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, (Section("", candidates),)))
    web.feed(second, item("Cầu mới thông xe", bridge(web), MODIFIED, body=BODY))
    await synced(newsroom)
    web.forget()
    await synced(newsroom)
    assert web.asked_urls()[0] == second


async def test_a_missing_section_is_no_problem_while_others_exist(
    web: Web, newsroom: Newsroom
) -> None:
    sections = (Section("", (FEED,)), Section("Thơ", (f"{HOME}/tho/feed",)))
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, sections))
    web.feed(FEED, item("Cầu mới thông xe", bridge(web), MODIFIED, body=BODY))
    assert source_events(await synced(newsroom)) == [SourceSynced("bao.vn", "new", new=1)]


async def test_the_readable_part_of_a_broken_feed_is_stored_and_the_problem_reported(
    web: Web, newsroom: Newsroom
) -> None:
    web.raw(
        FEED,
        "<rss version='2.0'><channel><title>Báo</title><item><title>Còn đọc được</title>"
        f"<link>{HOME}/a.html</link></item><item><title>Bị c".encode(),
        "application/rss+xml",
    )
    (event,) = source_events(await synced(newsroom, pages=False))
    assert event.problem is not None
    assert event.problem.kind == "feed_broken"
    titles = [row.title for row in newsroom.lists.rows(ListQuery()).slice(0, 10)]
    assert "Còn đọc được" in titles


async def test_older_news_is_fetched_back_to_a_day(web: Web, newsroom: Newsroom) -> None:
    api = {"Link": f'<{HOME}/wp-json/>; rel="https://api.w.org/"'}
    for number in (1, 2, 3):
        url = FEED if number == 1 else f"{FEED}?paged={number}"
        when = datetime(2026, 3, 4 - number, 2, tzinfo=UTC)
        web.feed(url, item(f"Tin {number}", f"{HOME}/tin-{number}.html", when))
        web.raw(url, feed_bytes(web, url), "application/rss+xml", **api)
    await synced(newsroom, pages=False, since=date(2026, 3, 2))
    titles = {row.title for row in newsroom.lists.rows(ListQuery()).slice(0, 10)}
    assert titles == {"Tin 1", "Tin 2"} or titles == {"Tin 1", "Tin 2", "Tin 3"}
    assert f"{FEED}?paged=4" not in web.asked_urls()


def feed_bytes(web: Web, url: str) -> bytes:
    answer = web._answers[url]
    assert not callable(answer)
    return answer.body


async def test_the_cached_copy_comes_first_and_the_fetched_one_after_it(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    url = bridge(web)
    await opened(newsroom, url)
    clock.passes(minutes=30)
    web.article(url, "Cầu mới thông xe", [*TEXTS, "Thêm một đoạn."])
    first, *_, last = await opened(newsroom, url)
    assert isinstance(first, Ready)
    assert isinstance(last, Ready)
    assert (first.stale, last.stale) == (True, False)
    assert "Thêm" not in first.thing.plain_text()
    assert "Thêm" in last.thing.plain_text()


async def test_a_problem_leaves_the_cached_copy_on_the_screen(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    url = bridge(web)
    await opened(newsroom, url)
    clock.passes(minutes=30)
    web.status(url, 503)
    first, *_, last = await opened(newsroom, url)
    assert isinstance(first, Ready)
    assert last == Failed(Problem("status", url, status=503), stale_shown=True)
    assert newsroom.articles.get(ArticleRef(url)) == first.thing


async def test_a_link_opened_offline_is_queued_and_fetched_by_the_next_sync(
    web: Web, newsroom: Newsroom, places: Paths, clock: Clock
) -> None:
    url = bridge(web, "cho-mang", "Chờ mạng")
    web.feed(FEED)
    offline = Newsroom.open(places, Settings(), offline=True, now=clock, transport=web)
    (event,) = await opened(offline, url)
    assert event == Failed(Problem("not_cached", url))
    assert [waiting.url for waiting in offline.queue.get_all()] == [url]
    await offline.close()
    await synced(newsroom)
    assert newsroom.queue.get_all() == ()
    assert newsroom.articles.get(ArticleRef(url)) is not None
    assert newsroom.lists.rows(ListQuery()).count() == 0


async def test_a_link_opened_while_the_network_is_down_is_queued_too(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web)
    web.gone_offline()
    *_, last = await opened(newsroom, url)
    assert isinstance(last, Failed)
    assert last.problem.kind == "offline"
    assert [waiting.url for waiting in newsroom.queue.get_all()] == [url]


async def test_every_form_of_an_address_is_the_same_article(web: Web, newsroom: Newsroom) -> None:
    url = bridge(web)
    web.moved(f"{HOME}/?p=7", url)
    articles: list[Article] = []
    for form in (url, f"{url}/amp", f"{url}?amp=1", f"{url}?utm_source=x#y", f"{HOME}/?p=7"):
        last = (await opened(newsroom, form))[-1]
        assert isinstance(last, Ready)
        articles.append(last.thing)
    assert len({article.id for article in articles}) == 1
    assert {article.url for article in articles} == {url}


async def test_a_redirect_to_a_guessed_article_is_not_the_article(
    web: Web, newsroom: Newsroom
) -> None:
    full = bridge(web, "cau-moi-thong-xe-sang-nay")
    web.moved(f"{HOME}/cau-moi.html", full)
    last = (await opened(newsroom, f"{HOME}/cau-moi.html"))[-1]
    assert last == Failed(Problem("soft_404", f"{HOME}/cau-moi.html"))


async def test_a_page_without_related_articles_gets_the_newest_of_its_section(
    web: Web, newsroom: Newsroom
) -> None:
    urls = [bridge(web, f"tin-{number}", f"Tin {number}", section="Xã hội") for number in range(3)]
    web.feed(
        FEED, *(item(f"Tin {number}", url, MODIFIED, body=BODY) for number, url in enumerate(urls))
    )
    await synced(newsroom)
    article = newsroom.articles.get(ArticleRef(urls[0]))
    assert article is not None
    assert article.related_from == "cache"
    assert {other.url for other in article.related} == set(urls[1:])


async def test_the_further_pages_of_a_post_are_appended(web: Web, newsroom: Newsroom) -> None:
    url = f"{HOME}/dai.html"
    pages = '<link rel="next" href="{url}/2">'
    web.article(
        url,
        "Bài dài",
        [
            *TEXTS,
            f'<div class="page-links">Trang: <span class="post-page-numbers current">1</span> <a class="post-page-numbers" href="{url}/2">2</a></div>',
        ],
        head=pages.format(url=url),
    )
    web.article(f"{url}/2", "Bài dài", ["Đây là trang thứ hai của bài dài này."])
    last = (await opened(newsroom, url))[-1]
    assert isinstance(last, Ready)
    assert "Đây là trang thứ hai của bài dài này." in last.thing.plain_text()


async def test_a_source_is_found_from_any_page_of_a_site(web: Web, newsroom: Newsroom) -> None:
    web.html(
        "https://moi.vn/",
        '<html><head><title>Báo mới</title><link rel="alternate" type="application/rss+xml" '
        'title="Báo mới » Dòng phản hồi" href="https://moi.vn/comments/feed">'
        '<link rel="alternate" type="application/rss+xml" title="Báo mới" href="https://moi.vn/rss">'
        "</head><body></body></html>",
    )
    web.feed("https://moi.vn/rss", item("Tin", "https://moi.vn/tin.html"), title="Báo mới")
    source = await newsroom.subscriptions.add("moi.vn")
    assert isinstance(source, Source)
    assert (source.name, source.title) == ("moi.vn", "Báo mới")
    assert source.sections == (Section("", ("https://moi.vn/rss",)),)
    assert "moi.vn" in [state.source.name for state in newsroom.subscriptions.states()]
    named = await newsroom.subscriptions.add("moi.vn", name="Báo của tôi")
    assert isinstance(named, Source)
    assert (named.name, named.title) == ("Báo của tôi", "Báo của tôi")


async def test_a_site_without_a_feed_and_one_that_is_down_are_different_problems(
    web: Web, newsroom: Newsroom
) -> None:
    web.html("https://khong.vn/", "<html><body><p>Chào</p></body></html>")
    assert await newsroom.subscriptions.add("https://khong.vn/") == Problem(
        "no_feed", "https://khong.vn/"
    )
    web.refuses("https://tat.vn/")
    problem = await newsroom.subscriptions.add("https://tat.vn/")
    assert isinstance(problem, Problem)
    assert problem.kind == "refused"


async def test_rest_gives_true_sections_and_the_whole_body(web: Web, newsroom: Newsroom) -> None:
    url, guid = bridge(web), f"{HOME}/?p=7"
    web.raw(FEED, b"")
    web.feed(
        FEED,
        item("Cầu mới thông xe", url, MODIFIED, summary="Ngắn", guid=guid, categories=("thẻ",)),
    )
    body = feed_bytes(web, FEED)
    web.raw(FEED, body, "application/rss+xml", Link=f'<{HOME}/wp-json/>; rel="https://api.w.org/"')
    terms = [
        [{"taxonomy": "category", "name": "Kinh tế &amp; Đô thị"}],
        [{"taxonomy": "post_tag", "name": "thẻ"}],
    ]
    post = {
        "id": 7,
        "date_gmt": "2026-03-01T01:00:00",
        "modified_gmt": "2026-03-01T02:00:00",
        "link": url,
        "guid": {"rendered": guid},
        "title": {"rendered": "Cầu mới thông xe"},
        "content": {"rendered": BODY},
        "_embedded": {"wp:term": terms},
    }
    web.json(
        f"{HOME}/wp-json/wp/v2/posts?_embed=wp:term&_fields=id,date_gmt,modified_gmt,link,guid,"
        "title,content,_links,_embedded&per_page=100&include=7",
        [post],
    )
    await synced(newsroom, pages=False)
    (headline,) = newsroom.lists.rows(ListQuery()).slice(0, 10)
    assert headline.sections == ("Kinh tế & Đô thị",)
    assert headline.cached


async def test_leaving_a_sync_early_ends_its_work(web: Web, newsroom: Newsroom) -> None:
    web.hangs(FEED)
    stream = newsroom.syncs.run()
    assert isinstance(await anext(stream), Progress)

    waiting = asyncio.ensure_future(anext(stream))
    await web.wait_asked(FEED)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await stream.aclose()  # type: ignore[attr-defined]
    assert newsroom.lists.rows(ListQuery()).count() == 0


async def test_the_first_run_subscribes_to_the_papers_of_hai_phong(
    places: Paths, web: Web, clock: Clock
) -> None:
    room = Newsroom.open(places, Settings(), now=clock, transport=web)
    names = [state.source.name for state in room.subscriptions.states()]
    assert names[:2] == ["thanhphohaiphong.gov.vn", "baohaiphong.vn"]
    assert "vnexpress.net" not in names
    await room.close()


async def test_the_users_own_profile_precedes_those_of_the_package(
    web: Web, newsroom: Newsroom, places: Paths
) -> None:
    url = "https://rieng.vn/bai.html"
    web.html(
        url,
        "<html><body><h1>Tên khác</h1><h2 class='ten'>Tên bài viết riêng</h2><div class='than'>"
        + "".join(f"<p>{text}</p>" for text in TEXTS)
        + "</div></body></html>",
    )
    places.profiles.mkdir()
    own = 'hosts = ["rieng.vn"]\ntitle = ["h2.ten"]\nbody = ["div.than"]\n'
    (places.profiles / "rieng.toml").write_text(own, "utf-8")
    (places.profiles / "hong.toml").write_text("hosts = [", "utf-8")
    last = (await opened(newsroom, url))[-1]
    assert isinstance(last, Ready)
    assert last.thing.title == "Tên bài viết riêng"
    report = newsroom.doctor()
    assert "rieng" in report.profiles
    (problem,) = report.problems
    assert (problem.kind, problem.subject) == ("bad_file", str(places.profiles / "hong.toml"))


async def test_an_imported_post_is_requested_by_its_slug(web: Web, newsroom: Newsroom) -> None:
    url = bridge(web)
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, summary="Ngắn", guid=url))
    api = f'<{HOME}/wp-json/>; rel="https://api.w.org/"'
    web.raw(FEED, feed_bytes(web, FEED), "application/rss+xml", Link=api)
    await synced(newsroom, pages=False)
    assert web.asked_urls()[-1].endswith("&per_page=100&slug=cau")


async def test_after_a_page_that_breaks_off_the_others_of_its_host_are_fetched(
    web: Web, newsroom: Newsroom
) -> None:
    bad, good = f"{HOME}/dut.html", bridge(web, "tot", "Trang đọc được")
    web.cuts(bad)
    web.feed(FEED, item("Trang bị đứt", bad, MODIFIED), item("Trang đọc được", good, MODIFIED))
    events = await synced(newsroom)
    assert PageSynced(good, "fetched") in events
    web.forget()
    await synced(newsroom)
    assert bad not in web.asked_urls()


async def test_a_list_may_not_lead_into_the_readers_own_network(
    web: Web, newsroom: Newsroom
) -> None:
    inside = ["http://192.168.1.1/reboot", "http://localhost:8080/x", "http://[::1]/y"]
    web.feed(FEED, *(item(f"Tin {url}", url, MODIFIED) for url in inside))
    await synced(newsroom)
    assert web.asked_urls() == [FEED]
    assert newsroom.lists.rows(ListQuery()).count() == 0


async def test_robots_txt_is_obeyed_for_every_version_of_an_article(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web)
    web.robots("bao.vn", "User-agent: *\nDisallow: /*/amp")
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED))
    events = await synced(newsroom)
    assert PageSynced(url, "fetched") in events
    assert f"{url}/amp" not in web.asked_urls()


async def test_a_requested_article_is_fetched_without_a_source_and_in_spite_of_robots_txt(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web)
    web.gone_offline()
    await opened(newsroom, url)
    web.back_online()
    web.robots("bao.vn", "User-agent: *\nDisallow: /")
    await newsroom.subscriptions.remove("bao.vn")
    await synced(newsroom)
    assert newsroom.queue.get_all() == ()
    assert newsroom.articles.get(ArticleRef(url)) is not None


async def test_the_articles_of_a_broken_feed_are_fetched_too(web: Web, newsroom: Newsroom) -> None:
    url = bridge(web)
    start = f"<rss version='2.0'><channel><title>Báo</title><item><title>Cầu mới</title><link>{url}</link></item>"
    web.raw(FEED, (start + "<item><title>Bị c").encode(), "application/rss+xml")
    events = await synced(newsroom)
    assert source_events(events)[0].status == "new"
    assert PageSynced(url, "fetched") in events


async def test_an_article_that_cannot_be_stored_is_shown_with_the_problem(
    web: Web, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, full = bridge(web), Problem("disk_full", "cache.sqlite3")

    def fail(*_: object, **_options: object) -> NoReturn:
        raise ProblemError(full)

    monkeypatch.setattr(Articles, "put_fetched", fail)
    *_, ready, failed = await opened(newsroom, url)
    assert isinstance(ready, Ready)
    assert failed == Failed(full, stale_shown=True)


async def test_adding_a_second_list_of_a_site_keeps_the_first(web: Web, newsroom: Newsroom) -> None:
    for name in ("xa-hoi", "kinh-te"):
        web.feed(f"https://moi.vn/{name}/feed", item("Tin", f"https://moi.vn/{name}.html"))
        await newsroom.subscriptions.add(f"https://moi.vn/{name}/feed", section=name)
    (source,) = [
        one.source for one in newsroom.subscriptions.states() if one.source.name == "moi.vn"
    ]
    assert [section.name for section in source.sections] == ["xa-hoi", "kinh-te"]
    again = await newsroom.subscriptions.add("https://moi.vn/xa-hoi/feed", section="xa-hoi")
    assert again == source


async def test_another_site_of_the_same_name_gets_a_number(web: Web, newsroom: Newsroom) -> None:
    web.feed("https://moi.vn/feed", item("Tin", "https://moi.vn/tin.html"))
    source = await newsroom.subscriptions.add("https://moi.vn/feed", name="bao.vn")
    assert isinstance(source, Source)
    assert source.name == "bao.vn-2"
    assert {state.source.name for state in newsroom.subscriptions.states()} == {
        "bao.vn",
        "bao.vn-2",
    }


async def test_the_page_of_a_section_leads_to_the_feed_of_that_section(
    web: Web, newsroom: Newsroom
) -> None:
    page, kind = "https://moi.vn/category/the-thao/", "application/rss+xml"
    feeds = ["https://moi.vn/feed", f"{page}feed"]
    links = "".join(f'<link rel="alternate" type="{kind}" href="{url}">' for url in feeds)
    web.html(page, f"<html><head><title>Thể thao</title>{links}</head><body></body></html>")
    for url in feeds:
        web.feed(url, item("Tin", "https://moi.vn/tin.html"))
    source = await newsroom.subscriptions.add(page)
    assert isinstance(source, Source)
    assert source.sections == (Section("", (f"{page}feed",)),)


async def test_an_article_in_two_sources_is_fetched_once(web: Web, newsroom: Newsroom) -> None:
    url, second = bridge(web), f"{HOME}/rss"
    for feed in (FEED, second):
        web.feed(feed, item("Cầu mới thông xe", url, MODIFIED))
    await newsroom.subscriptions.put(Source("hai", "Hai", HOME, (Section("", (second,)),)))
    await synced(newsroom)
    assert web.asked_urls().count(url) == 1


async def test_an_article_in_several_sections_has_the_sources_first_one_in_list_and_article(
    web: Web, newsroom: Newsroom
) -> None:
    url = bridge(web, section="Nhãn của trang")
    names = ("Thời sự", "Đô thị", "Giao thông")
    sections = tuple(Section(name, (f"{HOME}/{name}/feed",)) for name in names)
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, sections))
    for section in sections:
        web.feed(section.candidates[0], item("Cầu mới thông xe", url, MODIFIED))
    web.hangs(sections[1].candidates[0])  # the second list comes last
    async with asyncio.TaskGroup() as group:  # where the sync fails, nobody waits for ever
        group.create_task(synced(newsroom))
        await web.wait_asked(sections[1].candidates[0])
        await web.wait_asked(sections[2].candidates[0])
        web.release(sections[1].candidates[0])
    (headline,) = newsroom.lists.rows(ListQuery()).slice(0, 10)
    article = newsroom.articles.get(ArticleRef(url))
    assert article is not None
    assert headline.section == article.section == "Thời sự"
    assert headline.sections == article.sections
    assert headline.sections[:3] == names


async def test_two_lists_with_different_words_for_an_article_do_not_change_it_in_turn(
    web: Web, newsroom: Newsroom
) -> None:
    url, second = bridge(web), f"{HOME}/rss"
    web.feed(FEED, item("Cầu mới thông xe", url, MODIFIED, summary="Một cách nói"))
    web.feed(second, item("Cầu mới thông xe", url, MODIFIED, summary="Cách nói khác hẳn"))
    sections = (Section("", (FEED,)), Section("Mới", (second,)))
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, sections))
    await synced(newsroom)
    assert source_events(await synced(newsroom)) == [SourceSynced("bao.vn", "unchanged")]
