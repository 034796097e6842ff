"""Older news and edits of it: by the API where it is open, by the pages of feeds and sections else."""

from __future__ import annotations

from typing import Any

import pytest

from .posts import LISTED
from .program import Program, of_kind, texts
from .server import WordPress

OLDEST = LISTED[-1].slug


def test_older_news_comes_by_the_api_a_hundred_posts_at_a_time(
    synced: Program, wordpress: WordPress
):
    synced.sync("--since", "2024-01-01", "--no-pages")
    assert len(synced.headlines()) == len(LISTED)
    paths = [request.path for request in wordpress.requests()]
    assert [path for path in paths if "after=" in path]
    assert not [path for path in paths if "paged=" in path]


def test_with_the_api_closed_older_news_comes_by_the_pages_of_the_feed(
    synced: Program, wordpress: WordPress
):
    wordpress.set("hpreader_no_rest", "1")
    synced.sync("--since", "2024-01-01", "--no-pages")
    assert len(synced.headlines()) == len(LISTED)
    assert [request for request in wordpress.requests() if "paged=2" in request.path]


def test_older_news_ends_with_the_day(synced: Program, wordpress: WordPress):
    synced.sync("--since", "2024-07-01", "--no-pages")
    rows = synced.headlines()
    wanted = [post for post in LISTED if post.published >= "2024-07-01"]
    assert len([row for row in rows if row["published"] >= "2024-07-01"]) == len(wanted)
    assert len(rows) < len(LISTED)


@pytest.mark.parametrize("closed", ["", "1"])
def test_older_news_of_one_category_is_of_that_category(
    tmp_path, wordpress: WordPress, closed: str
):
    wordpress.set("hpreader_no_rest", closed)
    program = Program(tmp_path)
    source = program.subscribe(f"{wordpress.url}/category/xa-hoi")
    addresses = [url for section in source["sections"] for url in section["candidates"]]
    assert addresses == [f"{wordpress.url}/category/xa-hoi/feed"]
    program.sync("--since", "2024-01-01", "--no-pages")
    titles = sorted(row["title"] for row in program.headlines() if row["title"])
    wanted = [post for post in LISTED if "Xã hội" in post.categories]
    assert len(program.headlines()) == len(wanted)
    assert {post.title for post in wanted if post.is_imported} <= set(titles)


def test_an_edit_of_a_post_that_left_the_feed_long_ago_is_seen(
    whole: Program, wordpress: WordPress
):
    before = whole.headline(OLDEST)
    wordpress.edit(
        OLDEST, post_content="<p>Số mới của đường dây nóng là một số hoàn toàn khác.</p>"
    )
    (source,) = of_kind(events := whole.sync(), "source")
    assert (source["status"], source["new"], source["changed"]) == ("new", 0, 1)
    assert [event["url"] for event in of_kind(events, "page")] == [wordpress.page(OLDEST)]
    after = whole.show(before["id"], "--offline")
    assert "Số mới của đường dây nóng" in texts(after)
    assert OLDEST not in wordpress.ask("/feed").body.decode()

    wordpress.requests()
    assert of_kind(whole.sync(), "source")[0]["status"] == "unchanged"
    (request,) = wordpress.requests()
    assert request.status == 304


def test_an_old_post_that_moves_to_another_section_stands_there(
    whole: Program, wordpress: WordPress
):
    wordpress.change("move", slug=OLDEST, categories=["Giáo dục"])
    whole.sync()
    assert whole.headline(OLDEST)["sections"] == ["Giáo dục"]


def only_list(source: dict[str, Any]) -> str:
    """The one address where a source's one list is."""
    ((address,),) = [section["candidates"] for section in source["sections"]]
    return str(address)


@pytest.mark.parametrize("page", ["/", "/category/xa-hoi"])
def test_a_site_whose_feeds_are_off_is_read_by_its_api(tmp_path, wordpress: WordPress, page: str):
    wordpress.set("hpreader_no_feed", "1")
    program = Program(tmp_path)
    address = only_list(program.subscribe(wordpress.url + page))
    assert address.startswith(f"{wordpress.url}/wp-json/wp/v2/posts?")
    program.sync("--since", "2024-01-01")
    wanted = [post for post in LISTED if page == "/" or "Xã hội" in post.categories]
    rows = program.headlines()
    assert len(rows) == len(wanted)
    assert {name for row in rows for name in row["sections"]} == {
        name for post in wanted for name in post.categories
    }
    oldest = next(post.slug for post in reversed(wanted) if post.slug)
    wordpress.edit(oldest, post_content="<p>Bài này nay đã được viết lại từ đầu đến cuối.</p>")
    assert of_kind(program.sync(), "source")[0]["changed"] == 1
    assert "viết lại từ đầu" in texts(program.show(wordpress.page(oldest), "--offline"))


@pytest.mark.parametrize("page", ["/", "/category/xa-hoi"])
def test_a_site_without_feeds_and_api_is_read_by_its_pages(
    tmp_path, wordpress: WordPress, page: str
):
    wordpress.set("hpreader_no_feed", "1")
    wordpress.set("hpreader_no_rest", "1")
    program = Program(tmp_path)
    assert only_list(program.subscribe(wordpress.url + page)) == wordpress.url + page
    program.sync("--since", "2024-01-01")
    wanted = [post for post in LISTED if page == "/" or "Xã hội" in post.categories]
    rows = program.headlines()
    assert [row["published"][:16] for row in rows] == sorted(
        (post.published[:16].replace(" ", "T") for post in wanted if post.title), reverse=True
    )
