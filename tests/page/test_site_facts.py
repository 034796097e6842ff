"""Feeds, REST root and other forms that a page links to."""

from hpreader.page import SiteFacts, parse_site
from tests.support.pages import URL


def test_a_site_has_its_feeds_without_those_of_comments() -> None:
    facts = parse_site(
        "<title>Báo Mẫu</title><link rel='alternate' type='application/rss+xml' title='Báo Mẫu » Dòng phản hồi' href='/comments/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'><link rel='https://api.w.org/' href='/wp-json/'>"
        "<link rel='alternate' type='application/atom+xml' href='//bao.example.vn/atom'><link rel='shortlink' href='/?p=3'>",
        "https://bao.example.vn/",
    )
    assert facts == SiteFacts(
        title="Báo Mẫu",
        feeds=("https://bao.example.vn/feed", "https://bao.example.vn/atom"),
        rest_root="https://bao.example.vn/wp-json/",
        shortlink="https://bao.example.vn/?p=3",
        canonical="https://bao.example.vn/",
    )
    assert parse_site(b"%PDF", URL) == SiteFacts()
