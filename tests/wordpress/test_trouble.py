"""The site is away, or asks not to be read: nothing kept is lost, and everything is said."""

from __future__ import annotations

import pytest

from .posts import LISTED
from .program import Program, of_kind
from .server import WordPress

OLD = "cau-lac-bo-tieng-anh-tren-pha"
"""A post that is in no feed's first page and in no box of other news."""


@pytest.mark.parametrize("trouble", ["gone", "broken"])
def test_everything_is_still_read_while_the_server_is_away(
    synced: Program, wordpress: WordPress, trouble: str
):
    before = synced.headlines()
    articles = [synced.show(row["id"]) for row in before[:3]]
    with getattr(wordpress, trouble)():
        done = synced.run("sync", "--json")
        assert done.status == 1
        (source,) = of_kind(done.rows, "source")
        assert source["status"] == "failed"
        assert source["problem"]
        assert "127.0.0.1" in done.narration

        assert synced.headlines() == before
        assert [synced.show(row["id"]) for row in before[:3]] == articles
        assert len(synced.rows("search", "phượng nở muộn")) == 1
    (source,) = of_kind(synced.sync(), "source")
    assert source["status"] == "unchanged"


def test_every_related_article_can_be_read_without_the_server(
    synced: Program, wordpress: WordPress
):
    with wordpress.gone():
        article = synced.show(wordpress.page("tau-som-ve-cang"))
        assert len(article["related"]) == 5
        for item in article["related"]:
            assert item["cached"]
            assert synced.show(item["url"])["title"] == item["title"]


def test_news_behind_tin_khac_comes_with_the_sync_though_no_list_has_it(
    tmp_path, wordpress: WordPress
):
    program = Program(tmp_path)
    source = program.subscribe(f"{wordpress.url}/category/giao-duc/feed")
    program.sync(source["name"])
    listed = [row["url"] for row in program.headlines()]
    assert listed == [wordpress.page(post.slug) for post in LISTED if "Giáo dục" in post.categories]
    assert wordpress.page("tau-som-ve-cang") not in listed
    with wordpress.gone():
        article = program.show(listed[0])
        assert article["related"][0]["url"] == wordpress.page("tau-som-ve-cang")
        assert all(item["cached"] for item in article["related"])
        related = program.show(article["related"][0]["url"])
    assert related["title"] == article["related"][0]["title"]
    assert program.rows("search", "mặt trời chưa lên khỏi bãi vẹt")[0]["url"] == related["url"]


def test_what_was_only_opened_is_searchable_but_not_listed(synced: Program, wordpress: WordPress):
    synced.show(wordpress.page(OLD))
    assert OLD not in str(synced.headlines())
    assert synced.rows("search", "câu lạc bộ tiếng Anh")[0]["url"] == wordpress.page(OLD)
    assert synced.show(wordpress.page(OLD), "--offline")["related_from"] == "page"


def test_what_is_wanted_offline_is_queued_and_there_after_the_next_sync(
    synced: Program, wordpress: WordPress
):
    page = wordpress.page(OLD)
    done = synced.run("show", page, "--offline")
    assert done.status == 3
    assert done.output == ""
    assert done.narration

    (fetched,) = of_kind(synced.sync(), "page")
    assert (fetched["url"], fetched["status"]) == (page, "fetched")
    article = synced.show(page, "--offline")
    assert article["title"] == "Câu lạc bộ tiếng Anh họp trên phà"
    assert article["published"] == "2024-06-02T19:30:00+07:00"
    assert article["sections"] == ["Giáo dục", "Văn hóa - Du lịch"]
    assert page not in [row["url"] for row in synced.headlines()]


def test_robots_are_obeyed_unasked_and_not_when_asked(reader: Program, wordpress: WordPress):
    slug = "sau-viec-cho-mua-bao"
    wordpress.set("hpreader_robots", f"User-agent: *\nDisallow: /{slug}.html\n")
    pages = {event["url"]: event["status"] for event in of_kind(reader.sync(), "page")}
    assert pages[wordpress.page(slug)] == "refused"
    assert list(pages.values()).count("refused") == 1
    assert list(pages.values()).count("fetched") == len(pages) - 2  # one asks for a password
    paths = [request.path for request in wordpress.requests()]
    assert "/robots.txt" in paths
    assert not [path for path in paths if slug in path]

    article = reader.show(wordpress.page(slug))
    assert len(article["related"]) == 5
    assert [path for path in (r.path for r in wordpress.requests()) if slug in path]


def test_without_pages_only_the_lists_are_fetched(reader: Program, wordpress: WordPress):
    reader.sync("--no-pages")
    paths = [request.path.partition("?")[0] for request in wordpress.requests()]
    assert not [path for path in paths if path.endswith((".html", "/amp"))]
    assert "/feed" in paths


def test_a_page_that_is_not_there_is_said(reader: Program, wordpress: WordPress):
    done = reader.run("show", f"{wordpress.url}/khong-co-bai-nay.html")
    assert done.status == 3
    assert done.output == ""
    assert "404" in done.narration


def test_a_post_that_was_taken_down_can_still_be_read(synced: Program, wordpress: WordPress):
    row = synced.headline("tau-som-ve-cang")
    wordpress.edit("tau-som-ve-cang", post_status="draft")
    synced.run("sync")
    assert synced.show(row["id"])["title"] == row["title"]
