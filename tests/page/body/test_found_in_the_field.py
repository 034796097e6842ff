"""Single traps of themes and frameworks that their whole pages in `pages/` show only one form of."""

import pytest

from hpreader.model import Article, Image, Inline, Paragraph
from hpreader.page import parse_body, parse_page

URL = "https://bao.example.vn/xa-hoi/cau-moi-qua-song.html"
PROSE = "".join(
    f"<p>Câu thứ {number} kể về chiếc cầu mới bắc qua con sông sau làng, nơi trước kia chỉ có đò ngang.</p>"
    for number in range(6)
)


def read(page: str) -> Article:
    article = parse_page(f"<html lang='vi'><body>{page}</body></html>", URL)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("src", "photo"),
    [
        ("/_next/image?url=https%3A%2F%2Fcdn.example.vn%2Fa%2Fcau.jpg&w=640&q=75", "https://cdn.example.vn/a/cau.jpg"),
        ("/_next/image?url=%2Fanh%2Fcau.webp&w=640&q=75", "https://bao.example.vn/anh/cau.webp"),
        ("/thumb.php?src=https://bao.example.vn/tep/cau.png&w=300", "https://bao.example.vn/tep/cau.png"),
        ("/anh/cau.jpg#joomlaImage://local-images/cau.jpg?width=9&height=6", "https://bao.example.vn/anh/cau.jpg"),
        ("/anh/cau.jpg?url=/khac.jpg", "https://bao.example.vn/anh/cau.jpg?url=/khac.jpg"),
        ("/anh?id=7&url=khong-phai-anh", "https://bao.example.vn/anh?id=7&url=khong-phai-anh"),
    ],
)  # fmt: skip
def test_an_image_has_its_own_address_and_not_that_of_a_resizing_script(
    src: str, photo: str
) -> None:
    (image,) = parse_body(f'<p><img src="{src}"></p>', URL).blocks
    assert isinstance(image, Image)
    assert image.src == photo


def test_two_images_through_one_script_are_two() -> None:
    html = "".join(f"<img src='/_next/image?url=%2F{name}.jpg&w=640'>" for name in ("a", "b"))
    assert len(parse_body(html, URL).blocks) == 2


@pytest.mark.parametrize("size", ["has-large-font-size", "has-small-font-size has-text-color"])
def test_a_paragraph_in_another_size_is_a_paragraph(size: str) -> None:
    assert parse_body(f'<p class="{size}">Chữ cỡ khác.</p>', URL).blocks == (
        Paragraph(Inline("Chữ cỡ khác.")),
    )


def test_the_buttons_for_the_size_of_letters_are_none() -> None:
    html = '<p>Thân bài.</p><div class="font-size-box"><span>A-</span> <span>A+</span></div>'
    assert parse_body(html, URL).plain_text() == "Thân bài."


@pytest.mark.parametrize(
    "advert", ["- Quảng cáo -", "— Advertisement —", "• QUẢNG CÁO •", "Quảng cáo"]
)
def test_the_label_of_an_advertisement_is_no_paragraph_with_any_punctuation(
    advert: str,
) -> None:
    assert advert not in parse_body(f"<p>Trước.</p><p>{advert}</p><p>Sau.</p>", URL).plain_text()


def test_prose_beside_an_image_is_no_caption_of_it() -> None:
    article = parse_body(
        '<div class="wp-block-media-text"><figure class="wp-block-media-text__media"><img src="/a.jpg"></figure>'
        '<div class="wp-block-media-text__content"><p>Đoạn văn đứng cạnh ảnh.</p></div></div>',
        URL,
    )
    assert article.blocks[1] == Paragraph(Inline("Đoạn văn đứng cạnh ảnh."))


def test_a_heading_in_the_middle_of_the_line_signs_nothing() -> None:
    last = '<p style="text-align:center"><strong>KÊNH CỦA CHÚNG TÔI</strong></p>'
    assert parse_body(PROSE + last, URL).byline == ""
    assert parse_body(PROSE + last.replace("center", "right"), URL).byline != ""


def test_the_author_of_a_comment_is_not_the_byline() -> None:
    comments = (
        '<ol class="commentlist"><li class="comment"><div class="comment-author vcard">'
        '<cite class="fn">Minh Hằng</cite> <span class="says">Viết:</span></div></li></ol>'
    )
    page = f"<h1>Cầu mới qua sông đã thông xe</h1><div>{PROSE}</div>"
    assert read(page + comments).byline == ""
    signed = page.replace("</h1>", "</h1><p class='author'>Hoàng Nam</p>")
    assert read(signed + comments).byline == "Hoàng Nam"


@pytest.mark.parametrize("box", ["image-wrapper", "thumbnail-container", "media-frame"])
def test_a_featured_image_has_the_caption_of_the_outer_figure(box: str) -> None:
    article = read(
        f"<article><h1>Cầu mới qua sông đã thông xe</h1><figure><div class='{box}'><img src='/cau.jpg'></div>"
        f"<figcaption>Cầu mới lúc hoàng hôn.</figcaption></figure><div class='entry-content'>{PROSE}</div></article>"
    )
    (photo,) = (block for block in article.blocks if isinstance(block, Image))
    assert photo.caption.text == "Cầu mới lúc hoàng hôn."


def test_the_day_above_a_featured_image_is_no_caption() -> None:
    article = read(
        "<article><h1>Cầu mới qua sông đã thông xe</h1><div class='entry-image'><img class='wp-post-image' src='/cau.jpg'>"
        f"<div class='badge'><span>12</span> <span>Th5</span></div></div><div class='entry-content'>{PROSE}</div></article>"
    )
    assert [block for block in article.blocks if isinstance(block, Image)] == [
        Image("https://bao.example.vn/cau.jpg", "", Inline(""), (0, 0))
    ]


def test_a_menu_is_not_the_way_to_the_article() -> None:
    menu = "<ul class='main-menu'><li><a href='/'>Trang chủ</a></li><li><a href='/kinh-te'>Kinh tế</a></li></ul>"
    page = f"<h1>Cầu mới qua sông đã thông xe</h1><div>{PROSE}</div>"
    assert read(menu + page).section == ""
    assert read(menu.replace("main-menu", "way") + page).section == "Kinh tế"


def test_a_time_of_day_beside_another_line_completes_the_day() -> None:
    article = read(
        f"<h2>Thứ Hai, 12 tháng 5, 2025</h2><h3>Cầu mới qua sông đã thông xe</h3><div class='post-body'>{PROSE}</div>"
        "<abbr class='published' title='2025-05-12T20:15:00+07:00'>20:15</abbr>"
    )
    assert article.published is not None
    assert article.published.isoformat() == "2025-05-12T20:15:00+07:00"


@pytest.mark.parametrize("address", ["/category/pho-phuong/", "/chuyen-muc/pho-phuong"])
def test_a_link_to_a_category_beside_the_headline_is_the_section(address: str) -> None:
    link = f"<p><a href='{address}'>Phố phường</a></p>"
    page = f"<h1>Cầu mới qua sông đã thông xe</h1><div>{PROSE}</div>"
    assert read(link + page).section == "Phố phường"
    assert read(page + link).section == ""
    assert read(f"<div class='top-menu'>{link}</div>" + page).section == ""


def test_the_title_and_the_numbers_of_a_slide_show_are_no_paragraphs() -> None:
    slides = "".join(
        f"<div><img src='/{number}.jpg'><p>Hội làng mùa nước nổi</p></div>" for number in range(4)
    )
    counters = "".join(f"<div>{number}</div>" for number in range(1, 5))
    article = parse_body(PROSE + slides + counters, URL)
    assert article.plain_text() == parse_body(PROSE, URL).plain_text()
    assert sum(isinstance(block, Image) for block in article.blocks) == 4


def test_chapters_have_numbers_and_speakers_have_names() -> None:
    html = "".join(
        f"<p>{number}</p><p>Chương kể chuyện thứ {number} của xóm.</p><p>Phóng viên:</p>"
        f"<p>Câu hỏi số {number} dành cho bà Lụa là gì?</p>"
        for number in range(1, 5)
    )
    said = parse_body(html, URL).plain_text().split("\n")
    assert said.count("Phóng viên:") == 4
    assert {"1", "2", "3", "4"} <= set(said)


def test_the_repeated_headline_is_no_lede() -> None:
    title = "Cầu mới qua sông đã thông xe sau mười tám tháng thi công không nghỉ"
    page = f"<title>{title} Báo mẫu hằng ngày</title><h1>{title} Báo mẫu hằng ngày</h1><h2>{title}</h2><div>{PROSE}</div>"
    assert read(page).lede == ""


@pytest.mark.parametrize("depth", [1, 200])
def test_thousands_of_images_above_an_article_take_no_time(depth: int) -> None:
    photos = "".join(f"<img src='/{number}.jpg'>" for number in range(3000))
    wall = "<figure>" * depth + photos + "</figure>" * depth
    title = "<h1>Cầu mới qua sông đã thông xe</h1>"
    article = read(f"<article>{title}{wall}<div class='entry-content'>{PROSE}</div></article>")
    assert sum(isinstance(block, Paragraph) for block in article.blocks) == 6


def test_comments_are_not_the_article_though_the_theme_names_them_alike() -> None:
    comments = "".join(
        f"<li class='comment even' id='comment-{number}'><blockquote class='entry-content'><p>Bạn đọc thứ {number} thấy chiếc cầu ấy đẹp.</p></blockquote></li>"
        for number in range(3)
    )
    article = parse_page(
        f"<body class='single single-post'><article class='post'><h1>Cầu mới qua sông</h1>{PROSE}</article>"
        f"<div id='comments'><ol class='commentlist'>{comments}</ol></div></body>",
        URL,
    )
    assert isinstance(article, Article)
    assert len(article.blocks) == 6
    assert "Bạn đọc thứ" not in article.plain_text()


CARD = (
    "<div class='nhung'><a href='/xa-hoi/pha-cu-ngung-chay.html'><img src='/anh/pha.jpg'></a>"
    "<h4><a href='/xa-hoi/pha-cu-ngung-chay.html'>Phà cũ ngừng chạy sau bốn mươi năm</a></h4>"
    "<p>Chuyến phà cuối cùng rời bến trong tiếng vỗ tay của người dân hai bờ.</p></div>"
)


@pytest.mark.parametrize("holder", ["<article class='hentry'><div class='entry-content'>{}</div></article>", "<div class='chu'>{}</div>"])  # fmt: skip
def test_a_card_between_paragraphs_is_other_news_and_not_of_the_text(holder: str) -> None:
    article = read(f"<h1>Cầu mới qua sông</h1>{holder.format(PROSE + CARD + PROSE)}")
    assert "phà" not in article.plain_text().lower()
    assert [item.title for item in article.related] == ["Phà cũ ngừng chạy sau bốn mươi năm"]


def test_an_article_whose_image_and_headline_link_to_itself_keeps_them() -> None:
    own = "<div class='dau'><a href='/?p=7'><img src='/anh/cau.jpg'></a><h2><a href='/?p=7'>Cầu mới qua sông sau làng</a></h2></div>"
    head = "<head><link rel='canonical' href='https://bao.example.vn/?p=7'></head>"
    article = read(f"{head}<article class='hentry'><div class='entry-content'>{own}{PROSE}</div></article>")  # fmt: skip
    assert article.related == ()
    assert any(isinstance(block, Image) for block in article.blocks)


@pytest.mark.parametrize("many", ["<a href='/xa-hoi/anh-{}.html'><img src='/anh/{}.jpg'></a>", "</html><p>{} {}</p>"])  # fmt: skip
def test_a_gallery_of_thousands_and_a_thousand_ends_are_read_in_time(many: str) -> None:
    parts = "".join(many.format(number, number) for number in range(4_000))
    assert isinstance(read(f"<h1>Cầu mới qua sông</h1><div class='chu'>{PROSE}{parts}</div>"), Article)  # fmt: skip


def test_a_page_that_is_made_of_cards_keeps_them() -> None:
    cards = "".join(CARD.replace("pha-cu", f"ben-{number}").replace("Phà cũ", f"Bến {number}") for number in range(6))  # fmt: skip
    article = read(f"<article class='hentry'><div class='entry-content'>{PROSE}{cards}</div></article>")  # fmt: skip
    assert "Bến 5 ngừng chạy sau bốn mươi năm" in article.plain_text()
