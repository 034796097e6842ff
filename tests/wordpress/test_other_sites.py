"""The same site as others run theirs: REST closed, feeds with excerpts only, no AMP."""

from __future__ import annotations

from .program import Program, texts
from .server import WordPress


def test_with_rest_closed_the_pages_tell_sections_and_the_rest_of_a_paged_post(
    reader: Program, wordpress: WordPress
):
    wordpress.set("hpreader_no_rest", "1")
    assert wordpress.ask("/wp-json/wp/v2/posts").status == 401
    reader.sync()
    assert reader.headline("tau-som-ve-cang")["sections"] == ["Kinh tế"]
    assert set(reader.headline("doi-ca-o-nha-may-nuoc")["sections"]) == {"Kinh tế", "Xã hội"}
    assert "cảng biển" not in str(reader.headlines())

    article = reader.show(wordpress.page("duong-dai-qua-nam-huyen"), "--offline")
    text = texts(article)
    assert [text.count(words) for words in ("Trang một", "Trang hai", "Trang ba")] == [1, 1, 1]
    article = reader.show(wordpress.page("phien-hop-mau-thang-sau"), "--offline")
    assert article["published"] == "2024-07-04T08:12:31+07:00"


def test_with_excerpts_in_the_feed_the_pages_give_the_text(reader: Program, wordpress: WordPress):
    wordpress.set("rss_use_excerpt", "1")
    wordpress.set("hpreader_no_rest", "1")
    assert "content:encoded>" not in wordpress.ask("/feed").body.decode()
    reader.sync()
    article = reader.show(wordpress.page("phien-hop-mau-thang-sau"), "--offline")
    assert "Kết luận được hẹn vào phiên sau." in texts(article)
    assert len([block for block in article["blocks"] if block["kind"] == "image"]) == 3
    assert article["origin"] == "haiphong.gov.vn"


def test_without_amp_the_newest_others_of_the_section_stand_in(
    reader: Program, wordpress: WordPress
):
    wordpress.set("hpreader_no_amp", "1")
    assert "amphtml" not in wordpress.ask("/tau-som-ve-cang.html").body.decode()
    reader.sync()
    article = reader.show(wordpress.page("tau-som-ve-cang"), "--offline")
    assert article["related_from"] == "cache"
    assert [item["url"] for item in article["related"]] == [
        wordpress.page("doi-ca-o-nha-may-nuoc"),
        wordpress.page("gia-rau-o-cho-sang"),
    ]
