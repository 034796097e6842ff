"""Subscribing, syncing twice, and what happens when posts come, change and move."""

from __future__ import annotations

import pytest

from hpreader.newsroom import Newsroom

from .posts import LISTED, Post
from .program import Program, of_kind, texts
from .server import WordPress

FRONT = 10
"""How many items WordPress' feed has."""

NEW = Post(
    slug="con-do-cuoi-ngay",
    title="Con đò cuối ngày chở một người và một chiếc xe đạp",
    content="<p>Chuyến đò cuối rời bến lúc bảy giờ kém mười.</p>",
    categories=("Văn hóa - Du lịch",),
    tags=("đò ngang",),
)


@pytest.mark.parametrize("page", ["/", "/tau-som-ve-cang.html", "/tau-som-ve-cang.html/amp"])
def test_any_page_of_the_site_is_enough_to_subscribe(wordpress: WordPress, tmp_path, page: str):
    source = Program(tmp_path).add(wordpress.url + page)
    addresses = [url for section in source["sections"] for url in section["candidates"]]
    assert f"{wordpress.url}/feed" in addresses
    assert not [url for url in addresses if "comments" in url or ".html" in url]


def test_the_first_sync_brings_the_feed_and_its_pages(reader: Program, wordpress: WordPress):
    events = reader.sync()
    (source,) = of_kind(events, "source")
    assert (source["status"], source["new"], source["problem"]) == ("new", FRONT, None)
    assert of_kind(events, "done")[0]["failed"] == 0
    assert {row["url"] for row in reader.headlines() if not row["cached"]} == {
        wordpress.page("so-tay-noi-bo")  # its text is for those who know the password
    }


def test_headlines_are_newest_first_in_vietnams_time(synced: Program):
    rows = synced.headlines()
    assert [row["url"].rpartition("/")[2] for row in rows[:3]] == [
        "tau-som-ve-cang.html",
        "doi-ca-o-nha-may-nuoc.html",
        "phien-hop-mau-thang-sau.html",
    ]
    assert rows[0]["published"] == "2024-07-06T06:05:00+07:00"
    assert rows[1]["published"] == "2024-07-05T23:40:00+07:00"
    assert all(row["schema"] == 1 for row in rows)


def test_a_day_is_a_day_in_vietnam(synced: Program):
    (only,) = synced.headlines("--date", "2024-07-06")
    assert only["url"].endswith("/tau-som-ve-cang.html")
    days = [row["url"] for row in synced.headlines("--date", "2024-07-05")]
    assert [url.rpartition("/")[2] for url in days] == ["doi-ca-o-nha-may-nuoc.html"]


def test_sections_are_categories_and_never_tags(synced: Program):
    assert synced.headline("tau-som-ve-cang")["sections"] == ["Kinh tế"]
    assert set(synced.headline("doi-ca-o-nha-may-nuoc")["sections"]) == {"Kinh tế", "Xã hội"}
    assert synced.headline("hai-bo-anh-lang-hoa")["section"] == "Văn hóa - Du lịch"
    assert {row["url"] for row in synced.headlines("--section", "Kinh tế")} == {
        row["url"] for row in synced.headlines() if "Kinh tế" in row["sections"]
    }


def test_the_second_sync_is_one_304_and_nothing_else(synced: Program, wordpress: WordPress):
    events = synced.sync()
    (source,) = of_kind(events, "source")
    assert (source["status"], source["new"], source["changed"]) == ("unchanged", 0, 0)
    assert of_kind(events, "page") == []
    (request,) = wordpress.requests()
    assert (request.path, request.status) == ("/feed", 304)
    assert request.since
    assert not request.etag


def test_sync_says_who_asks(reader: Program, wordpress: WordPress):
    reader.sync()
    agents = {request.agent for request in wordpress.requests()}
    assert len(agents) == 1
    assert "hpreader" in agents.pop()


def test_a_new_post_appears_and_nothing_else_is_fetched_again(
    synced: Program, wordpress: WordPress
):
    before = {row["id"] for row in synced.headlines()}
    wordpress.publish(NEW)
    (source,) = of_kind(events := synced.sync(), "source")
    assert (source["status"], source["new"], source["changed"]) == ("new", 1, 0)
    assert [event["url"] for event in of_kind(events, "page")] == [wordpress.page(NEW.slug)]

    rows = synced.headlines()
    assert rows[0]["title"] == NEW.title
    assert rows[0]["published"] == "2024-07-07T07:30:00+07:00"
    assert rows[0]["sections"] == ["Văn hóa - Du lịch"]
    assert {row["id"] for row in rows[1:]} == before
    pages = [request.path for request in wordpress.requests() if ".html" in request.path]
    assert pages
    assert all(f"/{NEW.slug}.html" in path for path in pages)


def test_an_edited_post_changes(synced: Program, wordpress: WordPress):
    before = synced.headline("tau-som-ve-cang")
    wordpress.edit(
        "tau-som-ve-cang",
        post_title="Chuyến tàu sớm đã rời cảng",
        post_content="<p>Sương tan, con tàu nhổ neo lúc chín giờ.</p>",
    )
    (source,) = of_kind(synced.sync(), "source")
    assert (source["status"], source["new"], source["changed"]) == ("new", 0, 1)

    after = synced.headline("tau-som-ve-cang")
    assert (after["id"], after["published"]) == (before["id"], before["published"])
    assert after["title"] == "Chuyến tàu sớm đã rời cảng"
    article = synced.show(after["id"], "--offline")
    assert [block["text"] for block in article["blocks"] if "text" in block] == [
        "Sương tan, con tàu nhổ neo lúc chín giờ."
    ]
    assert article["title"] == after["title"]


def test_a_correction_of_one_word_in_the_body_is_seen(synced: Program, wordpress: WordPress):
    wordpress.edit(
        "gia-rau-o-cho-sang",
        post_content="<p>Ghi tại ba chợ.</p><p>Đính chính: cà chua 18.500 đồng một cân.</p>",
    )
    assert of_kind(synced.sync(), "source")[0]["changed"] == 1
    article = synced.show(wordpress.page("gia-rau-o-cho-sang"), "--offline")
    assert "Đính chính: cà chua 18.500 đồng một cân." in str(article["blocks"])
    assert [row["url"] for row in synced.rows("search", "đính chính cà chua")] == [article["url"]]
    assert synced.run("search", "Rau muống", "--json").status == 3


def test_an_edit_that_no_feed_shows_is_seen(synced: Program, wordpress: WordPress):
    """A feed holds page 1 of a paged post only; that something changed, it tells by its date."""
    wordpress.edit(
        "duong-dai-qua-nam-huyen",
        post_content="<p>Trang một bắt đầu ở bến phà, nơi ông lái đò đếm khách bằng hạt ngô.</p>"
        "<!--nextpage--><p>Trang hai giờ đã viết lại.</p>",
    )
    assert of_kind(synced.sync(), "source")[0]["changed"] == 1
    article = synced.show(wordpress.page("duong-dai-qua-nam-huyen"), "--offline")
    assert "Trang hai giờ đã viết lại." in texts(article)
    assert "Trang ba" not in texts(article)


def test_a_post_that_moves_to_another_section_stands_there(synced: Program, wordpress: WordPress):
    wordpress.change("move", slug="tau-som-ve-cang", categories=["Giáo dục"])
    synced.sync()
    assert synced.headline("tau-som-ve-cang")["sections"] == ["Giáo dục"]
    listed = [row["url"] for row in synced.headlines("--section", "Kinh tế")]
    assert wordpress.page("tau-som-ve-cang") not in listed


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param("phien-hop-mau-thang-sau", id="guid is a number"),
        pytest.param("gia-rau-o-cho-sang", id="guid is the former address"),
    ],
)
def test_a_renamed_post_keeps_its_id_and_its_marks(
    synced: Program, wordpress: WordPress, slug: str
):
    before = synced.headline(slug)

    async def mark(newsroom: Newsroom) -> None:
        await newsroom.marks.set_read([before["id"]])
        await newsroom.marks.set_saved([before["id"]])

    synced.as_reader(mark)
    wordpress.edit(slug, post_name="ten-khac-cua-bai")
    synced.sync()

    after = synced.headline("ten-khac-cua-bai")
    assert after["id"] == before["id"]
    assert after["read"]
    assert after["saved"]
    assert len(synced.headlines()) == FRONT
    assert [row["id"] for row in synced.headlines("--saved")] == [before["id"]]
    assert synced.show(wordpress.page(slug)) == synced.show(wordpress.page("ten-khac-cua-bai"))


def test_without_the_cache_everything_is_the_same_after_the_next_sync(
    synced: Program, wordpress: WordPress
):
    chosen = synced.headline("doi-ca-o-nha-may-nuoc")["id"]

    async def mark(newsroom: Newsroom) -> None:
        await newsroom.marks.set_read([chosen])
        await newsroom.marks.set_saved([chosen])

    synced.as_reader(mark)
    before = synced.headlines()
    synced.forget_cache()
    synced.sync()
    assert synced.headlines() == before
    assert [row["id"] for row in before if row["read"] and row["saved"]] == [chosen]


def test_sync_and_show_mark_nothing_as_read(synced: Program):
    synced.show(synced.headlines()[0]["id"])
    assert not [row for row in synced.headlines() if row["read"]]


def test_since_brings_every_post_once(whole: Program):
    rows = whole.headlines()
    assert len(rows) == len({row["id"] for row in rows}) == len(LISTED)
    assert [row["published"] for row in rows] == sorted(
        (row["published"] for row in rows), reverse=True
    )
    assert {section for row in rows for section in row["sections"]} == {
        category for post in LISTED for category in post.categories
    }
    same_title = [row for row in rows if row["title"] == "Lịch cắt điện trong tuần"]
    assert len({row["url"] for row in same_title}) == 2


def test_drafts_stay_in_the_editors_room(whole: Program):
    assert whole.run("search", "nháp", "--json").status == 3


def test_a_sticky_post_stands_where_its_date_puts_it(whole: Program):
    rows = whole.headlines()
    assert rows[0]["url"].endswith("/tau-som-ve-cang.html")
    assert rows[-1]["url"].endswith("/duong-day-nong.html")


def test_a_feed_that_is_not_well_formed_is_read_all_the_same(synced: Program, wordpress: WordPress):
    wordpress.publish(
        Post(
            slug="dan-tu-may-khac",
            title="Dán từ máy khác\x08 sang",
            content="<p>Một ký tự\x0b lạ theo vào\x1b[31m bài.</p>",
        )
    )
    done = synced.run("sync", "--json")
    assert done.status == 0, done
    newest = synced.headlines()[0]
    assert newest["title"] == "Dán từ máy khác sang"
    assert "\x1b" not in synced.run("show", newest["id"]).output
    assert len(synced.headlines()) == FRONT + 1
