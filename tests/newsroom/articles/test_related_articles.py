"""Related articles: those of the page stay as they are; for a box that a script fills, the cache provides some."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hpreader.model import ArticleRef, Section, Source
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import HOME, MODIFIED, Clock, open_room, read, synced
from tests.support.web import Web, item, link

FEED = f"{HOME}/rss/thoi-su.rss"
TEXT = "Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe sau hai năm thi công trên sông."
INLINE = f'<p>Xem thêm: <a href="{HOME}/ben-pha-mo-lai-300001.html">Bến phà cũ mở lại sau mùa nước lũ</a></p>'
EMPTY = '<div id="_detail_cungchuyenmuc" class="lazier"></div>'
FULL = (
    '<div class="box-tinlienquan"><h3>Tin liên quan</h3><ul>'
    f'<li><a href="{HOME}/duong-dan-vao-cau-300002.html">Đường dẫn vào cầu thông xe kỹ thuật sớm</a></li>'
    f'<li><a href="{HOME}/cam-xe-tai-300003.html">Cấm xe tải qua cầu cũ vào giờ cao điểm sáng</a></li>'
    "</ul></div>"
)


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web) -> AsyncIterator[Newsroom]:
    source = Source("bao.vn", "Báo", HOME, (Section("Thời sự", (FEED,)),))
    room = await open_room(tmp_path, web, Clock(), source)
    yield room
    await room.close()


def page(
    web: Web, number: int, *, inside: str = "", below: str = "", section: str = "Thời sự"
) -> str:
    """A page as VnExpress builds them."""
    url = f"{HOME}/cau-moi-thong-xe-lan-{number}-20000{number}.html"
    title = f"Cầu mới thông xe lần thứ {number} trong năm"
    web.html(
        url,
        f'<html><head><title>{title}</title></head><body><ul class="breadcrumb"><li><a href="/thoi-su">'
        f'{section}</a></li></ul><h1 class="title-detail">{title}</h1><article class="fck_detail">'
        f'<p class="Normal">{TEXT}</p>{inside}<p class="Normal">{TEXT} Người dân đi lại dễ hơn.</p>'
        f"</article>{below}</body></html>",
    )
    return url


async def listed(web: Web, newsroom: Newsroom, *urls: str) -> None:
    web.feed(FEED, *(item(f"Tin {url[-8:-5]} của mục Thời sự", url, MODIFIED) for url in urls))
    await synced(newsroom)


async def test_an_empty_box_is_filled_from_the_list_of_the_section(
    web: Web, newsroom: Newsroom
) -> None:
    first, *others = (page(web, number, below=EMPTY) for number in range(1, 5))
    await listed(web, newsroom, first, *others)
    article = await read(newsroom, first)
    assert article.related_from == "cache"
    assert {item.url for item in article.related} == set(others)


async def test_a_link_within_the_text_precedes_the_articles_from_the_cache(
    web: Web, newsroom: Newsroom
) -> None:
    first = page(web, 1, inside=INLINE, below=EMPTY)
    others = [page(web, number, below=EMPTY) for number in range(2, 5)]
    await listed(web, newsroom, first, *others)
    article = await read(newsroom, first)
    assert article.related_from == "cache"
    assert article.related[0].title == "Bến phà cũ mở lại sau mùa nước lũ"
    assert {item.url for item in article.related[1:]} == set(others)
    assert newsroom.articles.get(ArticleRef(first)) == article


async def test_a_small_box_of_a_page_stays_unchanged(web: Web, newsroom: Newsroom) -> None:
    first = page(web, 1, below=FULL)
    await listed(web, newsroom, first, *(page(web, number) for number in range(2, 5)))
    article = await read(newsroom, first)
    assert article.related_from == "page"
    assert len(article.related) == 2


async def test_a_section_without_other_articles_gets_those_of_its_source(
    web: Web, newsroom: Newsroom
) -> None:
    first = page(web, 1, below=EMPTY, section="Chuyện hiếm")
    other = page(web, 2, below=EMPTY)
    await listed(web, newsroom, first, other)
    article = await read(newsroom, first)
    assert [item.url for item in article.related] == [other]


# --- what is fetched unasked ---


def related_page(web: Web, host: str, *related: str) -> str:
    """An article on a host, with other news."""
    url = f"{host}/bai-{len(related)}.html"
    links = [
        link(f"Bến phà cũ mở lại sau mùa nước lũ thứ {n}", target, "Mở đầu…")
        for n, target in enumerate(related)
    ]
    # A page may call any site its own.
    head = "".join(f'<meta property="og:url" content="{target}">' for target in related[:1])
    web.article(url, "Cầu mới thông xe sau hai năm", [TEXT, TEXT], related=links, head=head)
    return url


@pytest.mark.parametrize(
    ("host", "state"),
    [("https://m.bao.vn", "cached"), ("https://ban.vn", "cached"), ("https://la.vn", "missing")],
)
async def test_other_news_on_other_sites_are_fetched_only_where_those_are_subscribed(
    web: Web, newsroom: Newsroom, host: str, state: str
) -> None:
    other = related_page(web, host)
    await newsroom.subscriptions.put(
        Source("ban.vn", "Bạn", "https://ban.vn", (Section("", ("https://ban.vn/feed",)),))
    )
    web.feed("https://ban.vn/feed")
    first = related_page(web, HOME, other)
    await listed(web, newsroom, first)
    article = newsroom.articles.get(ArticleRef(first))
    assert article is not None
    assert [item.url for item in article.related] == [other]
    assert newsroom.articles.link_states([other]) == {other: state}
    assert not [page async for page in newsroom.prefetch(article)]
    assert (host + "/robots.txt" in web.asked_urls()) is (state == "cached")


async def test_other_news_are_of_the_budget_also_in_a_sync_that_was_asked_for(
    web: Web, newsroom: Newsroom
) -> None:
    others = [related_page(web, f"https://{n}.bao.vn") for n in range(3)]
    first = related_page(web, HOME, *others)
    await listed(web, newsroom, first)
    assert newsroom.budget.spent > 0
    assert set(newsroom.articles.link_states(others).values()) == {"cached"}


async def test_without_a_budget_a_sync_fetches_what_is_listed_and_no_other_news(
    web: Web, newsroom: Newsroom
) -> None:
    newsroom.budget.spend(newsroom.budget.left)
    other = related_page(web, "https://m.bao.vn")
    first = related_page(web, HOME, other)
    await listed(web, newsroom, first)
    states = newsroom.articles.link_states([first, other])
    assert states == {first: "cached", other: "missing"}
