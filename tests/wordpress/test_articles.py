"""One article put together from all its forms: feed, REST, desktop page and AMP page."""

from __future__ import annotations

import pytest

from .posts import Post
from .program import Program, texts
from .server import WordPress


def blocks(article: dict, kind: str) -> list[dict]:
    return [block for block in article["blocks"] if block["kind"] == kind]


def test_captions_source_line_and_related_news_come_from_different_forms(
    synced: Program, wordpress: WordPress
):
    article = synced.show(wordpress.page("phien-hop-mau-thang-sau"), "--offline")
    assert article["title"] == "Phiên họp mẫu tháng Sáu bàn về ba con đường mới"
    assert (article["section"], article["sections"]) == ("Chính trị", ["Chính trị"])
    assert article["published"] == "2024-07-04T08:12:31+07:00"
    assert article["origin"] == "haiphong.gov.vn"
    assert article["byline"] in ("", "Ban Biên tập")  # of the editors' account, never its login
    assert [(image["caption"], image["src"].rpartition("/")[2]) for image in blocks(article, "image")] == [
        ("Chủ tọa mở đầu phiên họp.", "phien-hop-1.png"),
        ("Giám đốc Sở trình bày phương án.", "phien-hop-2.png"),
        ("Đại biểu xem bản đồ.", "phien-hop-3.png"),
    ]  # fmt: skip
    text = texts(article)
    assert text.count("Sáng 4/7, hội trường lớn kín chỗ") == 1
    assert [block["kind"] for block in article["blocks"] if block["kind"] != "paragraph"] == [
        "image"
    ] * 3
    for junk in ("Nguồn tin", "cookies", "Tin khác", "Read More", "All Rights", "Chạy bằng"):
        assert junk not in text


def test_related_news_has_titles_excerpts_and_plain_days(synced: Program, wordpress: WordPress):
    article = synced.show(wordpress.page("phien-hop-mau-thang-sau"), "--offline")
    assert article["related_from"] == "page"
    first = article["related"][0]
    assert first == {
        "title": "Chuyến tàu sớm về cảng mang theo bốn nghìn công-ten-nơ",
        "url": wordpress.page("tau-som-ve-cang"),
        "excerpt": "Mặt trời chưa lên khỏi bãi vẹt, con tàu dài gần bốn trăm mét đã…",
        "published": "2024-07-06",
        "cached": True,
    }
    slugs = [item["url"].rpartition("/")[2] for item in article["related"]]
    assert slugs == [
        "tau-som-ve-cang.html",
        "doi-ca-o-nha-may-nuoc.html",
        "sau-viec-cho-mua-bao.html",
        "gia-rau-o-cho-sang.html",
        "hai-bo-anh-lang-hoa.html",
    ]


def forms_of(wordpress: WordPress) -> list[str]:
    page = wordpress.page("phien-hop-mau-thang-sau")
    number = page_number(wordpress, "phien-hop-mau-thang-sau")
    return [
        page,
        f"{page}/amp",
        f"{page}/amp/",
        f"{page}?amp",
        f"{page}?amp=1",
        f"{page}?utm_source=ban-tin&utm_medium=email&fbclid=abc#binh-luan",
        f"{page}/amp?utm_source=ban-tin",
        f"{wordpress.url}/?p={number}",
    ]


def page_number(wordpress: WordPress, slug: str) -> int:
    link = wordpress.ask(f"/{slug}.html").headers["link"]
    return int(link.partition("?p=")[2].partition(">")[0])


def test_every_form_of_an_address_shows_the_same_object(synced: Program, wordpress: WordPress):
    shown = [synced.run("show", form, "--json") for form in forms_of(wordpress)]
    assert {done.status for done in shown} == {0}
    assert len({done.output for done in shown}) == 1
    assert shown[0].row["id"] == synced.headline("phien-hop-mau-thang-sau")["id"]


def test_a_form_that_was_never_met_is_the_same_article_before_any_sync(
    reader: Program, wordpress: WordPress
):
    """Whichever form comes first, the article and its id are those that a sync gives later."""
    first = reader.show(f"{wordpress.page('phien-hop-mau-thang-sau')}/amp?utm_source=x")
    assert first["url"] == wordpress.page("phien-hop-mau-thang-sau")
    assert first["published"] == "2024-07-04T08:12:31+07:00"
    assert len(first["related"]) == 5
    assert reader.headlines() == []
    reader.sync()
    assert reader.headline("phien-hop-mau-thang-sau")["id"] == first["id"]


@pytest.mark.parametrize("form", ["{page}", "{page}/amp", "{page}?amp=1", "{url}/?p={number}"])
def test_the_first_form_met_does_not_matter(
    reader: Program, synced_home: Program, wordpress: WordPress, form: str
):
    address = form.format(
        page=wordpress.page("phien-hop-mau-thang-sau"),
        url=wordpress.url,
        number=page_number(wordpress, "phien-hop-mau-thang-sau"),
    )
    shown = reader.show(address)
    known = synced_home.show(wordpress.page("phien-hop-mau-thang-sau"))
    differences = {
        key: (shown[key], known[key])
        for key in known
        if key not in ("cached_at", "related") and shown[key] != known[key]
    }
    assert differences == {}


def test_a_paged_post_has_all_its_pages(synced: Program, wordpress: WordPress):
    article = synced.show(wordpress.page("duong-dai-qua-nam-huyen"), "--offline")
    assert [block["text"].partition(" ")[0] for block in blocks(article, "paragraph")] == [
        "Trang"
    ] * 3
    assert texts(article).count("Trang ba dừng ở chân ngọn hải đăng") == 1


def test_what_the_amp_page_loses_is_there(synced: Program, wordpress: WordPress):
    article = synced.show(wordpress.page("hai-bo-anh-lang-hoa"), "--offline")
    assert [block["text"] for block in blocks(article, "paragraph")] == [
        "Bộ thứ nhất chụp lúc hoa còn ngậm sương.",
        "Giữa hai bộ ảnh là cả một ngày: người làng cắt hoa, bó hoa, chở hoa ra phố.",
        "Bộ thứ hai chụp lúc chợ tan.",
    ]
    assert len(blocks(article, "image")) == 4
    assert len(article["related"]) == 5


def test_lists_headings_quotes_and_links_are_blocks(synced: Program, wordpress: WordPress):
    article = synced.show(wordpress.page("sau-viec-cho-mua-bao"), "--offline")
    assert [(block["level"], block["text"]) for block in blocks(article, "heading")] == [
        (2, "Ở trong nhà"),
        (3, "Ở ngoài sân"),
    ]
    bullets, numbers = blocks(article, "list")
    assert (bullets["ordered"], numbers["ordered"]) == (False, True)
    assert bullets["items"][:2] == ["Chép số điện thoại cần gọi ra giấy", "Để sẵn một túi:"]
    assert bullets["items"][2:4] == ["đèn pin và pin", "thuốc dùng hằng ngày"]
    assert bullets["links"] == [{"text": "tin từ cảng", "url": wordpress.page("tau-som-ve-cang")}]
    assert numbers["items"] == ["Tỉa cành khô", "Buộc lại mái tôn"]
    (quote,) = blocks(article, "quote")
    assert quote["text"].splitlines() == [
        "Chuẩn bị một giờ, đỡ lo cả mùa.",
        "Bà Nguyễn Thị Mẫu, tổ trưởng tổ dân phố",
    ]


def test_a_table_has_its_empty_cells(synced: Program, wordpress: WordPress):
    article = synced.show(wordpress.page("gia-rau-o-cho-sang"), "--offline")
    (table,) = blocks(article, "table")
    assert table["rows"] == [
        ["Mặt hàng", "Chợ Sắt", "Chợ Đổ"],
        ["Rau muống (mớ)", "7.000", "6.500"],
        ["Cà chua (kg)", "18.000", "17.000"],
        ["Bí xanh (kg)", "", "12.000"],
    ]


def test_decomposed_letters_are_composed_and_found(synced: Program, wordpress: WordPress):
    row = synced.headline("hoa-phuong-no-muon")
    assert row["title"] == "Hoa phượng nở muộn trên phố Điện Biên"
    for query in ("phượng nở muộn", "phuong no muon", "Thúy hòa mình", '"hoà mình"', "dien bien"):
        assert [hit["id"] for hit in synced.rows("search", query)] == [row["id"]], query


def test_brackets_in_a_title_are_text(synced: Program, wordpress: WordPress):
    title = "[TIN NHANH] Cầu tạm thông xe lúc 5 giờ [/b] sáng [@click=app.quit]nay[/]"
    assert synced.headline("tin-nhanh-cau-tam")["title"] == title
    assert "[TIN NHANH] Cầu tạm" in synced.run("list").output
    shown = synced.run("show", wordpress.page("tin-nhanh-cau-tam"), "--text").output
    assert "[/b]" in shown
    assert "[@click=app.quit]nay[/]" in " ".join(shown.split())


def test_a_link_to_more_within_the_text_does_not_hide_the_box_of_other_news(
    synced: Program, wordpress: WordPress
):
    wordpress.publish(
        Post(
            slug="hoi-cho-sach-cu",
            title="Hội chợ sách cũ dưới vòm cây",
            content="<p>Ba mươi quầy sách, quầy nào cũng có ghế.</p>"
            '<p>Xem thêm: <a href="/thu-vien-mo-cua-dem.html">Thư viện mở cửa đến mười giờ đêm</a></p>'
            "<p>Hội chợ họp đến hết tuần.</p>",
        )
    )
    synced.sync()
    article = synced.show(wordpress.page("hoi-cho-sach-cu"), "--offline")
    related = [item["url"].rpartition("/")[2] for item in article["related"]]
    assert "tau-som-ve-cang.html" in related
    assert len(related) >= 5
    assert "thu-vien-mo-cua-dem.html" in str(article)


def test_hidden_and_empty_paragraphs_are_not_shown(synced: Program, wordpress: WordPress):
    article = synced.show(wordpress.page("tin-nhanh-cau-tam"), "--offline")
    paragraphs = [block["text"] for block in blocks(article, "paragraph")]
    assert "Dòng này không ai thấy." not in texts(article)
    assert all(text.strip() for text in paragraphs)
    assert paragraphs[-1] == "Xe máy đi trước, ô tô con đi sau 7 giờ."


def test_a_protected_post_is_listed_and_tells_nothing(synced: Program, wordpress: WordPress):
    assert "Sổ tay nội bộ" in synced.headline("so-tay-noi-bo")["title"]
    done = synced.run("show", wordpress.page("so-tay-noi-bo"), "--json")
    assert "mật khẩu mới đọc" not in done.output
    assert "Mật khẩu:" not in done.output
    assert done.narration or "bảo vệ" in done.output


def test_a_post_without_a_title_can_be_read(whole: Program, wordpress: WordPress):
    (row,) = [row for row in whole.headlines() if row["published"] == "2024-06-29T11:11:00+07:00"]
    done = whole.run("show", row["id"], "--text", "--offline")
    assert done.status == 0
    assert "quên đặt tên" in done.output
    assert f"{row['id']}" in whole.run("list").output


def test_a_title_reads_the_same_in_every_form(whole: Program, wordpress: WordPress):
    row = whole.headline("noi-khong-voi-rac-nhua")
    assert row["title"].startswith("“Nói ‘không")
    assert "rác nhựa – chuyện của lớp 5×7… & hơn thế < 100 ngày" in row["title"]
    assert whole.show(row["id"], "--offline")["title"] == row["title"]


def test_a_lazy_picture_has_its_real_address(whole: Program, wordpress: WordPress):
    article = whole.show(wordpress.page("anh-tai-cham"), "--offline")
    (image,) = blocks(article, "image")
    assert image["src"] == f"{wordpress.url}/wp-content/uploads/2024/06/cho-ca.png"
    assert image["caption"] == "Thuyền cập bến chợ cá."


def test_a_video_is_an_embed_with_an_address(whole: Program, wordpress: WordPress):
    article = whole.show(wordpress.page("phim-ngan-ben-binh"), "--offline")
    (embed,) = blocks(article, "embed")
    assert "aaaaaaaaaaa" in embed["url"]
    assert "youtube" in embed["url"]


def test_a_caption_beside_the_picture_and_links_to_other_forms(
    whole: Program, wordpress: WordPress
):
    article = whole.show(wordpress.page("tuan-tra-dem-tren-dao"), "--offline")
    assert set(article["sections"]) == {"An ninh - Quốc phòng", "Xã hội"}
    assert article["origin"] == "Báo thử Hải Phòng"
    assert "Tổ tuần tra trên bờ đá phía bắc." in texts(article)
    (paragraph,) = [block for block in blocks(article, "paragraph") if block.get("links")]
    assert paragraph["links"] == [
        {"text": "bài đầu tiên", "url": f"{wordpress.url}/?p=1"},
        {"text": "phiên họp mẫu", "url": wordpress.page("phien-hop-mau-thang-sau")},
    ]


def test_a_guessed_address_is_not_the_article(synced: Program, wordpress: WordPress):
    """WordPress redirects a cut address to a post it guesses; that is no proof of identity."""
    done = synced.run("show", f"{wordpress.url}/tau-som-ve.html", "--json")
    assert done.status == 3
    assert done.output == ""
    assert done.narration
