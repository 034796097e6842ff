"""A source for any address: what is found, and the order of the search."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from hpreader.model import Section, Source
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from tests.support.newsdesk import Clock, headlines, open_room, section_page, synced
from tests.support.web import Web, feed_xml, item

SITE = "https://moi.vn"
NEWS = item("Tin đầu tiên của báo mới", f"{SITE}/tin.html")


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web) -> AsyncIterator[Newsroom]:
    room = await open_room(tmp_path, web, Clock())
    yield room
    await room.close()


async def found(newsroom: Newsroom, address: str) -> tuple[str, ...]:
    """The list addresses that were found."""
    source = await newsroom.subscriptions.add(address)
    assert isinstance(source, Source), source
    return tuple(url for section in source.sections for url in section.candidates)


def page(
    web: Web, path: str, head: str = "", body: str = "", classes: str = "", **headers: str
) -> str:
    """A page of the site with some markup."""
    web.html(
        SITE + path,
        f"<html><head><title>Trang</title>{head}</head><body class='{classes}'>{body}</body></html>",
        **headers,
    )
    return SITE + path


def alternate(path: str, title: str = "") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'


async def test_an_address_may_give_its_feed_only_to_who_asks_for_one(
    web: Web, newsroom: Newsroom
) -> None:
    feed = feed_xml([NEWS]).encode()

    def answer(request: httpx.Request) -> tuple[int, bytes]:
        is_for_browser = request.headers["Accept"].startswith("text/html")
        return 200, b"<html>x</html>" if is_for_browser else feed

    web.handled(f"{SITE}/tin", answer)
    assert await found(newsroom, f"{SITE}/tin") == (f"{SITE}/tin",)
    assert "text/html" in web.asked[0].headers["Accept"]


async def test_a_feed_is_a_source_itself(web: Web, newsroom: Newsroom) -> None:
    web.feed(f"{SITE}/la/lung", NEWS)
    assert await found(newsroom, f"{SITE}/la/lung") == (f"{SITE}/la/lung",)


@pytest.mark.parametrize(
    ("section", "feed"),
    [
        ("/the-thao.htm", "/rss/the-thao.rss"),
        ("/the-thao", "/rss/the-thao"),
        ("/the-thao", "/the-thao.rss"),
        ("/category/the-thao", "/category/the-thao/feed"),
        ("/thoi-su/phap-luat", "/rss/thoi-su/phap-luat.rss"),
    ],
)
async def test_the_feed_of_a_section_is_found_by_the_convention_of_its_system(
    web: Web, newsroom: Newsroom, section: str, feed: str
) -> None:
    web.feed(SITE + feed, NEWS)
    web.feed(f"{SITE}/rss/home.rss", NEWS)
    start = page(web, section, alternate("/rss/home.rss", "Trang chủ"))
    assert await found(newsroom, start) == (SITE + feed,)


async def test_a_section_without_a_feed_of_its_own_gets_the_feed_that_its_page_names(
    web: Web, newsroom: Newsroom
) -> None:
    web.feed(f"{SITE}/nguon-tin", NEWS)
    start = page(web, "/the-thao", alternate("/nguon-tin"))
    assert await found(newsroom, start) == (f"{SITE}/nguon-tin",)


async def test_of_a_page_that_lists_feeds_the_fitting_one_is_chosen(
    web: Web, newsroom: Newsroom
) -> None:
    links = "".join(
        f'<li><a href="/rss/{slug}-{number}.rss">{name}</a></li>'
        for slug, number, name in (
            ("the-gioi", 8, "Thế giới"),
            ("home", 1, "Trang chủ"),
            ("phap-luat", 114, "Pháp luật"),
        )
    )
    page(web, "/rss.html", body=f"<ul>{links}</ul>")
    for name in ("the-gioi-8", "home-1", "phap-luat-114"):
        web.feed(f"{SITE}/rss/{name}.rss", NEWS)
    front = page(web, "/", body='<a href="/rss.html">RSS</a>')
    assert await found(newsroom, front) == (f"{SITE}/rss/home-1.rss",)


async def test_a_feed_linked_on_the_page_of_its_section_is_found(
    web: Web, newsroom: Newsroom
) -> None:
    web.feed(f"{SITE}/rss/phap-luat-114.rss", NEWS)
    start = page(web, "/phap-luat", body='<a href="/rss/phap-luat-114.rss">Pháp luật</a>')
    assert await found(newsroom, start) == (f"{SITE}/rss/phap-luat-114.rss",)


async def test_an_address_without_a_scheme_is_fetched_over_http_where_there_is_no_tls(
    web: Web, newsroom: Newsroom
) -> None:
    web.refuses("https://cu.vn/feed")
    web.feed("http://cu.vn/feed", NEWS)
    assert await found(newsroom, "cu.vn/feed") == ("http://cu.vn/feed",)
    refused = await newsroom.subscriptions.add("https://cu.vn/feed")
    assert isinstance(refused, Problem)
    assert refused.kind == "refused"


async def test_an_invalid_certificate_is_no_reason_to_go_without_tls(
    web: Web, newsroom: Newsroom
) -> None:
    web.has_wrong_certificate("https://cu.vn/feed")
    web.feed("http://cu.vn/feed", NEWS)
    refused = await newsroom.subscriptions.add("cu.vn/feed")
    assert isinstance(refused, Problem)
    assert refused.kind == "tls"


async def test_the_page_of_a_subscribed_source_is_fetched_for_lists_that_the_catalogue_lacks(
    web: Web, newsroom: Newsroom
) -> None:
    first = await newsroom.subscriptions.add("vtv.vn")
    assert isinstance(first, Source)
    assert web.asked_urls() == []
    web.html("https://vtv.vn/", f"<html><head>{alternate('/moi/feed')}</head><body></body></html>")
    web.feed("https://vtv.vn/moi/feed", item("Tin", "https://vtv.vn/tin.html"))
    second = await newsroom.subscriptions.add("https://vtv.vn/")
    assert isinstance(second, Source)
    assert (second.name, second.only) == ("vtv.vn", ("Hải Phòng",))
    assert second.sections == (*first.sections, Section("", ("https://vtv.vn/moi/feed",)))


async def test_comments_are_no_news(web: Web, newsroom: Newsroom) -> None:
    web.feed(f"{SITE}/bai.html/feed", title="Các phản hồi luận về: Bài")
    web.feed(f"{SITE}/feed", NEWS)
    own = alternate("/bai.html/feed", "Báo mới » Bài Dòng phản hồi")
    start = page(web, "/bai.html", alternate("/comments/feed") + own, classes="single single-post")
    assert await found(newsroom, start) == (f"{SITE}/feed",)


async def test_a_site_is_one_source_with_and_without_www_and_over_either_scheme(
    web: Web, newsroom: Newsroom
) -> None:
    for root in ("https://moi.vn", "http://moi.vn", "https://www.moi.vn"):
        web.feed(f"{root}/feed", NEWS)
        assert await found(newsroom, f"{root}/feed") == (f"{SITE}/feed",)
    assert [state.source.name for state in newsroom.subscriptions.states()] == ["moi.vn"]


async def test_a_feed_with_news_comes_before_an_empty_one(web: Web, newsroom: Newsroom) -> None:
    web.feed(f"{SITE}/rss/home.rss")
    web.feed(f"{SITE}/rss/trang-chu", NEWS)
    assert await found(newsroom, page(web, "/")) == (f"{SITE}/rss/trang-chu",)


async def test_an_empty_feed_is_better_than_nothing(web: Web, newsroom: Newsroom) -> None:
    web.feed(f"{SITE}/rss/home.rss")
    assert await found(newsroom, page(web, "/")) == (f"{SITE}/rss/home.rss",)


def stories(web: Web, url: str) -> None:
    """A page of four headlines."""
    section_page(
        web,
        url,
        *(
            (f"Câu chuyện thứ {number} của làng chài", f"{SITE}/chuyen-{number}.html", "")
            for number in range(4)
        ),
        title="Chuyện làng",
    )


@pytest.mark.parametrize("path", ["/", "/doi-song"])
async def test_where_there_is_no_feed_the_page_itself_is_the_list(
    web: Web, newsroom: Newsroom, path: str
) -> None:
    stories(web, SITE + path)
    source = await newsroom.subscriptions.add(SITE + path, section="Đời sống")
    assert isinstance(source, Source)
    assert (source.name, source.title, source.home) == ("moi.vn", "Chuyện làng", f"{SITE}/")
    assert source.sections == (Section("Đời sống", (SITE + path,)),)
    await synced(newsroom, pages=False)
    assert len(headlines(newsroom, source="moi.vn", section="Đời sống")) == 4


async def test_an_article_of_a_site_without_feeds_leads_to_its_front_page(
    web: Web, newsroom: Newsroom
) -> None:
    web.article(f"{SITE}/bai.html", "Một bài viết", ["Sáng nay trời nắng đẹp khắp thành phố cảng."])
    stories(web, f"{SITE}/")
    assert await found(newsroom, f"{SITE}/bai.html") == (f"{SITE}/",)


async def test_a_page_that_needs_a_script_is_that_problem(web: Web, newsroom: Newsroom) -> None:
    page(
        web,
        "/",
        body='<div id="app"></div><noscript>Hãy bật JavaScript</noscript><script>x</script>',
    )
    problem = await newsroom.subscriptions.add(f"{SITE}/")
    assert isinstance(problem, Problem)
    assert problem.kind == "needs_script"


async def test_a_site_whose_feeds_are_off_is_read_by_its_api(web: Web, newsroom: Newsroom) -> None:
    api = f'<{SITE}/wp-json/>; rel="https://api.w.org/"'
    post = {
        "id": 7,
        "date_gmt": "2026-03-01T01:00:00",
        "modified_gmt": "2026-03-01T01:00:00",
        "link": f"{SITE}/tin.html",
        "guid": {"rendered": f"{SITE}/?p=7"},
        "title": {"rendered": "Tin đọc được qua cửa sau"},
        "content": {"rendered": "<p>Sáng nay trời nắng đẹp khắp thành phố cảng.</p>"},
    }
    start = page(web, "/", Link=api)
    address = (
        f"{SITE}/wp-json/wp/v2/posts?_embed=wp:term"
        "&_fields=id,date_gmt,modified_gmt,link,guid,title,content,_links,_embedded&per_page=20"
    )
    web.json(address, [post])
    assert await found(newsroom, start) == (address,)
    await synced(newsroom, pages=False)
    (row,) = headlines(newsroom)
    assert (row.title, row.cached) == ("Tin đọc được qua cửa sau", True)


async def test_the_number_of_tried_addresses_is_limited(web: Web, newsroom: Newsroom) -> None:
    links = "".join(
        f'<a href="/rss/muc-{number}.rss">Tin mới {number}</a>' for number in range(100)
    )
    page(web, "/", body=links)
    page(web, "/rss", body=links)
    assert await newsroom.subscriptions.add(f"{SITE}/") == Problem("no_feed", f"{SITE}/")
    assert len(web.asked) < 30
