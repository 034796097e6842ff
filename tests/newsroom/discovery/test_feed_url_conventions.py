"""Where common systems keep feeds and further pages, by address alone."""

import pytest

from hpreader.newsroom.discovery.feed_url_conventions import (
    front_feeds,
    names_feed,
    section_feeds,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://bao.vn/feed",
        "https://bao.vn/feed/",
        "https://bao.vn/category/x/feed/",
        "https://bao.vn/rss/home.rss",
        "https://bao.vn/rss/chinh-tri",
        "https://bao.vn/thoi-su.rss",
        "https://bao.vn/rss.xml",
        "https://bao.vn/?feed=rss2",
        "https://bao.vn/wp-json/wp/v2/posts?per_page=20",
    ],
)
def test_the_address_of_a_feed_is_recognised(url: str) -> None:
    assert names_feed(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://bao.vn/",
        "https://bao.vn/xa-hoi",
        "https://bao.vn/feedback.html",
        "https://bao.vn/chuyen-muc/xa-hoi.html",
        "https://bao.vn/rss-la-gi.html",
    ],
)
def test_the_address_of_a_page_is_no_feeds(url: str) -> None:
    assert not names_feed(url)


def test_the_feed_of_a_section_is_where_its_system_keeps_it() -> None:
    found = section_feeds("https://bao.vn/phap-luat.htm")
    assert found == (
        "https://bao.vn/phap-luat/feed",
        "https://bao.vn/rss/phap-luat.rss",
        "https://bao.vn/rss/phap-luat",
        "https://bao.vn/phap-luat.rss",
    )
    assert section_feeds("https://bao.vn/") == ()
    assert "https://bao.vn/rss/home.rss" in front_feeds("https://bao.vn/phap-luat/x-1.html")
