"""What the test site itself answers: the traps that the program has to get round, as facts.

Where one of these fails, WordPress has changed (or the site is set up wrongly), not the program.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata

from .posts import LISTED, Post
from .server import WordPress


def test_a_compressed_feed_is_unchanged_only_for_if_modified_since_alone(wordpress: WordPress):
    plain = wordpress.ask("/feed")
    compressed = wordpress.ask("/feed", Accept_Encoding="gzip")
    etag, modified = compressed.headers["etag"], compressed.headers["last-modified"]

    assert etag == f"W/{plain.headers['etag']}"
    assert gzip.decompress(compressed.body) == plain.body

    def status(**headers: str) -> int:
        return wordpress.ask("/feed", Accept_Encoding="gzip", **headers).status

    assert status(If_None_Match=etag) == 200
    assert status(If_None_Match=etag, If_Modified_Since=modified) == 200
    assert status(If_Modified_Since=modified) == 304


def test_every_feed_changes_with_any_post(wordpress: WordPress):
    before = wordpress.ask("/category/giao-duc/feed").headers["last-modified"]
    wordpress.edit("so-tay-noi-bo", post_content="<p>Một chữ khác.</p>")
    after = wordpress.ask("/category/giao-duc/feed").headers["last-modified"]
    assert before != after


def test_the_page_before_the_last_is_a_feed_and_the_one_after_is_an_empty_404(
    wordpress: WordPress,
):
    last = -(-len(LISTED) // 10)
    assert wordpress.ask(f"/feed?paged={last}").body.count(b"<item>") == len(LISTED) - 10 * (
        last - 1
    )
    past = wordpress.ask(f"/feed?paged={last + 1}")
    assert past.status == 404
    assert past.headers["content-type"].startswith("application/rss+xml")
    assert past.body.count(b"<item>") == 0


def test_the_feed_has_utc_times_tags_among_categories_and_page_one_only(wordpress: WordPress):
    feed = wordpress.ask("/feed").body.decode()
    assert "<pubDate>Fri, 05 Jul 2024 23:05:00 +0000</pubDate>" in feed
    assert "<category><![CDATA[Lạch Huyện]]></category>" in feed
    assert "Trang một" in feed
    assert "Trang ba" not in feed
    assert "Bảo vệ: Sổ tay nội bộ" in feed
    assert unicodedata.normalize("NFD", "Hoa phượng nở muộn") in feed


def test_most_guids_are_numbers_and_an_imported_one_is_its_first_address(wordpress: WordPress):
    feed = wordpress.ask("/feed?paged=2").body.decode()
    guids = re.findall(r'<guid isPermaLink="false">(.*?)</guid>', feed)
    assert wordpress.page("lich-cat-dien") in guids
    assert sum("/?p=" in guid for guid in guids) == 9


def test_rest_has_all_pages_and_local_times_without_an_offset(wordpress: WordPress):
    answer = wordpress.ask("/wp-json/wp/v2/posts?per_page=100")
    posts = json.loads(answer.body)
    assert answer.headers["x-wp-total"] == str(len(LISTED)) == str(len(posts))
    assert posts[0]["date"] == "2024-07-06T06:05:00"
    paged = next(post for post in posts if post["slug"] == "duong-dai-qua-nam-huyen")
    assert "Trang ba" in paged["content"]["rendered"]


def test_only_the_amp_page_has_the_box_of_other_news(wordpress: WordPress):
    desktop = wordpress.ask("/phien-hop-mau-thang-sau.html").body.decode()
    amp = wordpress.ask("/phien-hop-mau-thang-sau.html/amp").body.decode()
    assert "Tin khác" not in desktop
    assert amp.count('class="loop-title"') == 5
    assert f'<link rel="amphtml" href="{wordpress.page("phien-hop-mau-thang-sau")}/amp"' in desktop
    assert "04/07/2024" not in amp
    # 08:12:31 in Vietnam is 01:12:31 in UTC: the offset is pasted on.
    assert '"datePublished":"2024-07-04T01:12:31+07:00"' in amp


def test_the_amp_page_loses_galleries_and_what_stands_between_them(wordpress: WordPress):
    desktop = wordpress.ask("/hai-bo-anh-lang-hoa.html").body.decode()
    amp = wordpress.ask("/hai-bo-anh-lang-hoa.html/amp").body.decode()
    assert "Giữa hai bộ ảnh" in desktop
    body = amp[amp.index("artl-cnt") : amp.index("Tin khác")]
    assert "<amp-carousel" in body
    assert "Bộ thứ hai" in body
    assert "Giữa hai bộ ảnh" not in body


def test_an_amp_page_is_always_modified_just_now(wordpress: WordPress):
    answer = wordpress.ask(
        "/tau-som-ve-cang.html/amp", If_Modified_Since="Fri, 31 Dec 2100 23:59:59 GMT"
    )
    assert answer.status == 200
    assert "last-modified" in answer.headers


def test_a_truncated_address_leads_to_a_guessed_article(wordpress: WordPress):
    answer = wordpress.ask("/tau-som-ve.html")
    assert answer.status == 301
    assert answer.headers["location"] == wordpress.page("tau-som-ve-cang")


def test_a_renamed_post_redirects_and_keeps_its_guid(wordpress: WordPress):
    wordpress.edit("tau-som-ve-cang", post_name="tau-ve-cang-luc-binh-minh")
    answer = wordpress.ask("/tau-som-ve-cang.html")
    assert answer.status == 301
    assert answer.headers["location"] == wordpress.page("tau-ve-cang-luc-binh-minh")
    assert "/?p=1</guid>" in wordpress.ask("/feed").body.decode()


def test_feeds_with_a_slash_at_the_end_redirect_to_those_without(wordpress: WordPress):
    answer = wordpress.ask("/feed/")
    assert answer.status == 301
    assert answer.headers["location"] == f"{wordpress.url}/feed"


def test_neither_the_theme_nor_the_plugin_makes_php_complain(wordpress: WordPress):
    for post in LISTED:
        if post.slug:
            assert wordpress.ask(f"/{post.slug}.html").status == 200
            assert wordpress.ask(f"/{post.slug}.html/amp").status == 200
    for path in ("/", "/category/kinh-te", "/?s=hoa", "/khong-co.html", "/robots.txt"):
        wordpress.ask(path)
    assert wordpress.complaints() == ""


def test_what_a_test_changes_is_put_back(wordpress: WordPress):
    before = wordpress.ask("/feed").body
    number = wordpress.publish(Post(slug="bai-moi", title="Bài mới", content="<p>Mới.</p>"))
    wordpress.edit("tau-som-ve-cang", post_title="Tên khác")
    assert wordpress.ask("/feed").body != before
    wordpress.restore()
    assert wordpress.ask("/feed").body == before
    assert wordpress.ask(f"/?p={number}").status == 404


def test_the_server_can_go_away_and_come_back(wordpress: WordPress):
    with wordpress.broken():
        assert wordpress.ask("/feed").status == 502
    with wordpress.gone():
        try:
            wordpress.ask("/feed")
        except ConnectionRefusedError:
            refused = True
        else:
            refused = False
    assert refused
    assert wordpress.ask("/feed").status == 200
