"""Edits that no list shows, and posts of several pages: complete, or reported as incomplete."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from hpreader.config import Settings
from hpreader.model import ArticleRef, Failed, PageSynced, Ready, Section, Source, SourceSynced
from hpreader.newsroom import Newsroom
from hpreader.newsroom.articles.further_pages import MOST_PAGES
from hpreader.problems import Problem
from tests.support.newsdesk import (
    FEED,
    HOME,
    MODIFIED,
    Clock,
    article,
    headlines,
    open_room,
    opened,
    read,
    source_events,
    synced,
)
from tests.support.program import Program
from tests.support.web import Web, item


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    source = Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),))
    room = await open_room(tmp_path, web, clock, source)
    yield room
    await room.close()


class Api:
    """WordPress' API over a few posts, as far as it is asked here."""

    def __init__(self, web: Web) -> None:
        self.posts: dict[int, dict[str, Any]] = {}
        self.asked: list[dict[str, list[str]]] = []
        self._web = web
        web.asks(f"{HOME}/wp-json/wp/v2/posts?", self._answer)

    def put(self, number: int, slug: str, title: str, body: str, modified: str, *names: str) -> str:
        """Publish or edit a post; gives its address."""
        url = f"{HOME}/{slug}.html"
        self.posts[number] = {
            "id": number,
            "date_gmt": "2026-02-01T01:00:00",
            "modified_gmt": modified,
            "link": url,
            "guid": {"rendered": f"{HOME}/?p={number}"},
            "title": {"rendered": title},
            "content": {"rendered": body},
            "_embedded": {"wp:term": [[{"taxonomy": "category", "name": name} for name in names]]},
        }
        return url

    def feed(self, *numbers: int, last_modified: str = "") -> None:
        """The site's feed with these posts, summaries only."""
        posts = [self.posts[number] for number in numbers]
        items = (
            item(post["title"]["rendered"], post["link"], MODIFIED, guid=post["guid"]["rendered"])
            for post in posts
        )
        self._web.feed(FEED, *items, api=f"{HOME}/wp-json/", last_modified=last_modified)

    def _answer(self, url: str) -> list[dict[str, Any]]:
        query = parse_qs(urlsplit(url).query)
        self.asked.append(query)
        posts = list(self.posts.values())
        if "include" in query:
            posts = [post for post in posts if str(post["id"]) in query["include"][0].split(",")]
        if "modified_after" in query:
            since = query["modified_after"][0].removesuffix("Z")
            posts = [post for post in posts if post["modified_gmt"] > since]
        return posts


BODY = "<p>Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe.</p>"


async def test_an_edit_of_an_old_post_that_no_feed_shows_changes_the_cached_article(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    api = Api(web)
    old = api.put(7, "cau", "Cầu mới thông xe", BODY, "2026-02-01T01:00:00", "Giao thông")
    api.put(8, "cho", "Chợ hoa họp sớm hơn mọi năm", BODY, "2026-02-02T01:00:00", "Xã hội")
    api.feed(7, 8)
    await synced(newsroom, pages=False)
    api.feed(8)  # the old post has left the feed
    clock.passes(hours=5)
    edited = BODY + "<p>Đính chính: xe tải chưa được qua cầu.</p>"
    api.put(7, "cau", "Cầu mới đã thông xe", edited, "2026-03-01T04:00:00", "Đô thị")
    events = await synced(newsroom, pages=False)
    assert source_events(events) == [SourceSynced("bao.vn", "new", changed=1)]
    shown = newsroom.articles.get(ArticleRef(old))
    assert shown is not None
    assert "Đính chính" in shown.plain_text()
    (row,) = [row for row in headlines(newsroom) if row.url == old]
    assert (row.title, row.sections) == ("Cầu mới đã thông xe", ("Đô thị",))
    assert [hit.headline.url for hit in newsroom.searches.find("đính chính xe tải")] == [old]
    assert source_events(await synced(newsroom, pages=False))[0].status == "unchanged"


async def test_the_page_of_an_edited_old_post_is_fetched_again(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    api = Api(web)
    url = api.put(7, "cau", "Cầu mới thông xe", BODY, "2026-02-01T01:00:00", "Giao thông")
    article(web, "cau", "Cầu mới thông xe")
    api.feed(7)
    await synced(newsroom)
    api.feed()
    clock.passes(hours=5)
    api.put(7, "cau", "Cầu mới thông xe", BODY + BODY, "2026-03-01T04:00:00", "Giao thông")
    assert PageSynced(url, "fetched") in await synced(newsroom)


async def test_an_edited_post_that_is_not_stored_is_not_added(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    api = Api(web)
    api.put(7, "cau", "Cầu mới thông xe", BODY, "2026-02-01T01:00:00")
    api.feed(7)
    await synced(newsroom, pages=False)
    clock.passes(hours=5)
    api.put(1, "xua", "Bài từ năm xưa", BODY, "2026-03-01T04:00:00")
    assert source_events(await synced(newsroom, pages=False))[0].status == "unchanged"
    assert len(headlines(newsroom)) == 1


async def test_edits_are_found_on_a_site_whose_clock_is_years_behind(
    web: Web, newsroom: Newsroom
) -> None:
    api = Api(web)
    url = api.put(7, "cau", "Cầu mới thông xe", BODY, "2019-02-01T01:00:00")
    api.feed(7, last_modified="Fri, 01 Feb 2019 01:00:00 GMT")
    await synced(newsroom, pages=False)
    edited = BODY + "<p>Đính chính: xe tải chưa được qua cầu.</p>"
    api.put(7, "cau", "Cầu mới thông xe", edited, "2019-02-01T01:01:00")
    api.feed(7, last_modified="Fri, 01 Feb 2019 01:01:00 GMT")
    assert source_events(await synced(newsroom, pages=False))[0].changed == 1
    shown = newsroom.articles.get(ArticleRef(url))
    assert shown is not None
    assert "Đính chính" in shown.plain_text()


async def test_edits_are_requested_since_the_sites_own_time(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    api = Api(web)
    api.put(7, "cau", "Cầu mới thông xe", BODY, "2026-02-01T01:00:00")
    api.feed(7)
    await synced(newsroom, pages=False)
    api.put(7, "cau", "Cầu mới thông xe", BODY + BODY, "2026-03-01T04:00:00")
    for _ in range(2):
        clock.passes(hours=5)
        await synced(newsroom, pages=False)
    asked = [query["modified_after"] for query in api.asked if "modified_after" in query]
    assert asked[-1] == ["2026-03-01T03:59:59Z"]


# --- paged posts ---


def long_post(web: Web, pages: int, *, only_next: bool = False) -> str:
    """A post of so many pages, each of which names all others, or the next one only."""
    url = f"{HOME}/dai.html"
    for number in range(1, pages + 1):
        address = url if number == 1 else f"{url}/{number}"
        links = "".join(
            f'<a class="post-page-numbers" href="{url}/{other}">{other}</a>'
            for other in range(2, pages + 1)
        )
        nav, head = f'<div class="page-links">Trang: {links}</div>', ""
        if only_next:
            nav, head = "", f'<link rel="next" href="{url}/{number + 1}">' if number < pages else ""
        texts = [f"Trang số {number} kể tiếp chuyện con đường qua năm huyện ven biển.", nav]
        web.article(address, "Bài dài", texts, head=head)
    return url


def pages_in(text: str) -> list[int]:
    return [number for number in range(1, 40) if f"Trang số {number} kể" in text]


@pytest.mark.parametrize("only_next", [False, True])
async def test_all_pages_of_a_post_are_fetched(
    web: Web, newsroom: Newsroom, only_next: bool
) -> None:
    url = long_post(web, 4, only_next=only_next)
    whole = await read(newsroom, url)
    assert pages_in(whole.plain_text()) == [1, 2, 3, 4]
    assert whole.next_page == ""


async def test_a_post_without_its_second_page_is_shown_with_that_problem_each_time(
    web: Web, newsroom: Newsroom
) -> None:
    url = long_post(web, 3)
    web.status(f"{url}/2", 500)
    *_, ready, failed = await opened(newsroom, url)
    assert isinstance(ready, Ready)
    assert pages_in(ready.thing.plain_text()) == [1]
    missing = Failed(Problem("paged", f"{url}/2"), stale_shown=True)
    assert failed == missing
    assert (await opened(newsroom, url, refresh=False))[-1] == missing


def test_show_reports_an_incomplete_article(web: Web, tmp_path: Path) -> None:
    url, program = long_post(web, 3), Program(tmp_path)
    web.status(f"{url}/2", 500)

    async def fetch() -> None:
        for path in (program.places.data, program.places.cache):
            path.parent.mkdir(parents=True)
        room = Newsroom.open(program.places, Settings(), now=Clock(), transport=web)
        await opened(room, url)
        await room.close()

    asyncio.run(fetch())
    outcome = program.run("show", url, "--offline", "--text", "--lang", "en")
    assert outcome.status == 1
    assert pages_in(outcome.out) == [1]
    assert "this is its beginning" in outcome.err


async def test_a_post_with_more_pages_than_are_fetched_is_reported(
    web: Web, newsroom: Newsroom
) -> None:
    url = long_post(web, MOST_PAGES + 3)
    *_, ready, failed = await opened(newsroom, url)
    assert isinstance(ready, Ready)
    assert len(pages_in(ready.thing.plain_text())) == MOST_PAGES
    assert failed == Failed(Problem("paged", f"{url}/{MOST_PAGES + 1}"), stale_shown=True)


async def test_the_next_article_is_no_further_page(web: Web, newsroom: Newsroom) -> None:
    article(web, "sau", "Bài sau", ["Đây là một bài khác hẳn, đứng sau bài này."])
    url = article(web, "truoc", "Bài trước", head=f'<link rel="next" href="{HOME}/sau.html">')
    assert "bài khác hẳn" not in (await read(newsroom, url)).plain_text()


async def test_a_page_number_that_redirects_to_the_first_page_repeats_nothing(
    web: Web, newsroom: Newsroom
) -> None:
    url = long_post(web, 2)
    web.moved(f"{url}/2", url)
    assert pages_in((await read(newsroom, url)).plain_text()) == [1]
