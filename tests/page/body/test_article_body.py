"""Which text of an unknown page is its article: shapes of pages that hide it from simple judges."""

import pytest

from hpreader.model import Article, Heading, Image, ListBlock, Paragraph
from hpreader.page import parse_page
from hpreader.problems import Problem

URL = "https://tin.example.vn/bai-12.html"


def sentence(number: int) -> str:
    return (
        f"Câu số {number} của bài kể tiếp chuyện ngôi chợ bên sông, nơi người bán, người mua quen mặt nhau,"
        " và mỗi sớm mai tiếng nói cười vang đến tận đầu làng."
    )


PROSE = "".join(f"<p>{sentence(number)}</p>" for number in range(6))
HEAD = "<title>Ngôi chợ bên sông</title>"
MENU = "<div id='menu'><ul><li><a href='/a'>Xã hội</a></li><li><a href='/b'>Kinh tế</a></li></ul></div>"


def read(body: str, head: str = HEAD) -> Article:
    article = parse_page(f"<html><head>{head}</head><body>{body}</body></html>", URL)
    assert isinstance(article, Article), article
    return article


def texts(article: Article) -> list[str]:
    return article.plain_text().split("\n")


def test_paragraphs_that_only_line_breaks_part_are_all_there() -> None:
    text = "<br><br>\n".join(sentence(number) for number in range(6))
    article = read(
        f"{MENU}<div class='khung'><h1>Ngôi chợ bên sông</h1><div class='chu'>{text}</div></div>"
    )
    assert texts(article) == [sentence(number) for number in range(6)]


def test_a_page_of_nothing_but_text_is_read() -> None:
    assert texts(read(f"{sentence(1)}<br><br>{sentence(2)}<br><br>{sentence(3)}")) == [
        sentence(1),
        sentence(2),
        sentence(3),
    ]


def test_first_paragraphs_in_boxes_of_their_own_are_of_the_article() -> None:
    boxes = "".join(f"<div class='doan-{n}'><p>{sentence(n)}</p></div>" for n in range(10, 13))
    article = read(
        f"{MENU}<div class='trai'><h1>Ngôi chợ bên sông</h1><div>{boxes}<div class='con-lai'>{PROSE}</div></div></div>"
    )
    assert texts(article) == [sentence(n) for n in (10, 11, 12, 0, 1, 2, 3, 4, 5)]


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    boxes = "".join(f"<div class='doan-{n}'><p>{sentence(n)}</p></div>" for n in range(10, 13))
    page = f"<form><div><h1>Ngôi chợ bên sông</h1><div>{boxes}<div class='con-lai'>{PROSE}</div></div></div></form>"
    assert len(texts(read(page))) == 9


def test_text_that_is_marked_as_paid_for_but_there_is_read() -> None:
    # https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
    prose = PROSE.replace("<p>", "<p class='paywall'>")
    article = read(f"<article><h1>Ngôi chợ bên sông</h1><div class='than'>{prose}</div></article>")
    assert len(texts(article)) == 6


def test_text_for_screen_readers_only_is_left_out() -> None:
    prose = PROSE.replace("<p>", "<p><span class='off-screen'>Chú thích ảnh</span>", 1)
    assert texts(read(f"<div class='chu'>{prose}</div>"))[0] == sentence(0)


@pytest.mark.parametrize(
    "name",
    [
        "class='entry-content'",
        "class='article-body'",
        "class='tin articleBody'",
        "id='ArticleContent'",
        "class='post__content'",
        "itemprop='articleBody'",
    ],
)
def test_a_short_article_is_found_by_its_sites_name_for_it(name: str) -> None:
    article = read(f"{MENU}<h1>Ngôi chợ bên sông</h1><div {name}><p>{sentence(1)}</p></div>")
    assert article.blocks == (Paragraph(article.blocks[0].content),)
    assert texts(article) == [sentence(1)]


@pytest.mark.parametrize(
    "line",
    [
        "Tags: chợ, sông",
        "Trang: 1 2 3",
        "* Mời bạn đọc vào chuyên mục Xã hội xem các tin, bài liên quan.",
        "© 2026 Báo Mẫu. Giữ mọi quyền.",
        "The wire, ™ & © 2013 Báo Mẫu. All rights reserved.",
        "Share this story!",
        "Tin liên quan",
        "Sign up for our newsletter and never miss a story.",
        "Story continues below advertisement",
    ],
)
def test_lines_of_a_sites_machinery_are_no_paragraphs(line: str) -> None:
    article = read(f"<div class='chu'>{PROSE}<p>{line}</p>{PROSE}</div>")
    assert line not in texts(article)


def test_boxes_within_the_text_are_left_out() -> None:
    box = "<aside><h4>Hộp bên</h4><p>Một chuyện khác hẳn, được kể bên lề của bài báo này cho ai muốn biết thêm.</p></aside>"
    author = "<div class='author-dropdown'><p>Na viết cho báo này từ lâu, về chợ và về sông, và về những người ở đó.</p></div>"
    article = read(
        f"<div class='khung'><h1>Ngôi chợ bên sông</h1>{author}<div class='chu'>{PROSE}{box}{PROSE}</div></div>"
    )
    assert len(texts(article)) == 12


def test_a_link_within_a_sentence_stays_in_it() -> None:
    sentence_with = "Ngôi chợ ấy <span class='xem'>(<a href='/b'>xem ảnh của ngôi chợ ấy</a>)</span> vẫn còn đó, như bao đời nay vẫn vậy thôi."
    article = read(
        f"<div class='chu'>Chữ đứng riêng ở đây.<br><br>{sentence_with}<br><br>{sentence(1)}<br><br>{sentence(2)}</div>"
    )
    assert any("(xem ảnh của ngôi chợ ấy)" in line for line in texts(article))


def pictures(article: Article) -> list[tuple[str, str]]:
    return [
        (block.src.rpartition("/")[2], block.caption.text)
        for block in article.blocks
        if isinstance(block, Image)
    ]


def test_a_captioned_image_between_headline_and_text_belongs_to_the_article() -> None:
    photo = "<div class='dau'><figure><img src='/bia.jpg'><figcaption>Bến sông</figcaption></figure></div>"
    teaser = (
        "<aside><figure><img src='/khac.jpg'><figcaption>Tin khác</figcaption></figure></aside>"
    )
    article = read(
        f"<article><h1>Ngôi chợ bên sông</h1>{teaser}{photo}<div class='entry-content'>{PROSE}</div></article>"
    )
    assert pictures(article) == [("bia.jpg", "Bến sông")]


def test_the_open_graph_image_belongs_to_the_article_and_an_icon_does_not() -> None:
    head = f"{HEAD}<meta property='og:image' content='/u/bia-1200x800.jpg'>"
    above = "<h1>Ngôi chợ bên sông</h1><img src='/u/in.png'><img src='/u/bia-600x400.jpg'>"
    article = read(f"<article>{above}<div class='entry-content'>{PROSE}</div></article>", head)
    assert pictures(article) == [("bia-600x400.jpg", "")]


def test_an_image_named_as_the_featured_one_is_shown_even_above_the_headline() -> None:
    photo = "<figure class='post-featured-image'><img src='/bia.jpg'></figure>"
    article = read(
        f"<main>{photo}<h1>Ngôi chợ bên sông</h1><div class='entry-content'>{PROSE}</div></main>"
    )
    assert pictures(article) == [("bia.jpg", "")]


def test_images_after_the_last_paragraph_belong_to_the_article_even_with_links_in_captions() -> (
    None
):
    photo = "<div class='wp-caption'><img src='/cuoi.jpg'><p class='wp-caption-text'>Ảnh: <a href='https://na.example/'>Na</a></p></div>"
    teaser = "<div class='anh-tin'><a href='/tin-2.html'><img src='/khac.jpg'>Một tin khác trong ngày của báo</a></div>"
    article = read(f"<div class='khung'><h1>Ngôi chợ bên sông</h1>{PROSE}{photo}{teaser}</div>")
    assert pictures(article) == [("cuoi.jpg", "Ảnh: Na")]


def test_a_line_of_byline_and_day_above_the_text_is_no_paragraph_and_a_day_in_a_sentence_is() -> (
    None
):
    told = (
        "Ngày 04/07/2024, chợ bên sông mở lại sau nhiều năm đóng cửa, và ai cũng vui mừng đi xem."
    )
    article = read(
        f"<div class='chu'><div>Ban Biên tập On 04/07/2024</div><p>{told}</p>{PROSE}</div>"
    )
    assert texts(article)[0] == told


@pytest.mark.parametrize(
    "line",
    [
        "Published: 4 Mar, 2026 CET. Updated: Wed 4 Mar 2026 13:04 CET",
        "Cập nhật lúc 13:04 ngày 4 tháng 3 năm 2026",
        "Đăng ngày 04-03-2026 | Cập nhật 05-03-2026 07:15",
        "Trần Thị Mai - mai@tin.example.vn",
    ],
)
def test_dates_and_bylines_above_the_text_are_no_paragraphs(line: str) -> None:
    article = read(f"<div class='chu'><div>{line}</div>{PROSE}</div>")
    assert texts(article)[0] == sentence(0)


@pytest.mark.parametrize(
    "told",
    [
        "Đăng ngày 4 tháng 3 năm 2026, bài hát về ngôi chợ ấy được nghe khắp nơi.",
        "Published in 2019, the song about that market is heard everywhere.",
        "Ai còn giữ ảnh cũ của chợ thì gửi về mai@tin.example.vn trước cuối tháng.",
    ],
)
def test_a_sentence_with_a_day_or_an_address_is_a_paragraph(told: str) -> None:
    assert texts(read(f"<div class='chu'><p>{told}</p>{PROSE}</div>"))[0] == told


@pytest.mark.parametrize(
    "name",
    [
        "id='onetrust-banner-sdk'",
        "class='cmpbox cmpstyleroot'",
        "class='cookie-notice'",
        "id='gdpr-popup'",
    ],
)
def test_a_consent_layer_is_not_the_article_even_if_it_is_longer(name: str) -> None:
    asking = "".join(
        f"<p>Chúng tôi và {number} đối tác lưu dữ liệu trên máy của bạn, đo quảng cáo, và xin bạn đồng ý với từng mục đích.</p>"
        for number in range(40)
    )
    article = read(f"<div {name}>{asking}</div>{MENU}<div class='chu'>{PROSE}</div>")
    assert texts(article) == [sentence(number) for number in range(6)]


@pytest.mark.parametrize(
    "page",
    [
        "<html lang='vi'></html><head>{head}</head><body>{body}</body></html>",
        "<html lang='vi'></html>\n<html><head>{head}</head><body>{body}</body></html>",
        "<html lang='vi'><head>{head}</head><body></body><body>{body}</body></html>",
        "<html lang='vi'><head>{head}</head><body></body></html>{body}",
        "<html lang='vi'><head>{head}</head></html><body>{body}</body>",
    ],
)
def test_content_after_an_early_end_of_the_page_belongs_to_it(page: str) -> None:
    body = f"{MENU}<h1>Ngôi chợ bên sông</h1><div class='chu'>{PROSE}</div>"
    article = parse_page(page.format(head=HEAD, body=body), URL)
    assert isinstance(article, Article)
    assert article.title == "Ngôi chợ bên sông"
    assert texts(article) == [sentence(number) for number in range(6)]


@pytest.mark.parametrize(
    "page",
    [
        "{head}<main>{body}</main><div>Báo Mẫu</div>",
        "{head}<header><a href='/'>Báo Mẫu</a></header><main>{body}</main><footer><p>Báo Mẫu</p></footer>",
        "{head}<page-wrapper>{body}</page-wrapper><p>Báo Mẫu</p>",
        "{head}<section>{body}</section>",
    ],
)
def test_tags_of_head_and_body_may_be_left_out(page: str) -> None:
    """https://html.spec.whatwg.org/multipage/syntax.html#optional-tags, as minifiers do."""
    body = f"{MENU}<h1>Ngôi chợ bên sông</h1><div class='chu'>{PROSE}</div>"
    article = parse_page("<!doctype html>" + page.format(head=HEAD, body=body), URL)
    assert isinstance(article, Article)
    assert article.title == "Ngôi chợ bên sông"
    assert texts(article) == [sentence(number) for number in range(6)]


def test_a_text_that_continues_after_the_end_of_the_page_is_whole() -> None:
    first, rest = PROSE.split("</p>", 1)
    page = f"<html>{HEAD}<body><h1>Ngôi chợ bên sông</h1>{first}</p></body></html>{rest}"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    assert texts(article) == [sentence(number) for number in range(6)]


def test_places_that_no_script_filled_are_no_paragraphs() -> None:
    article = read(
        f"<div class='chu'>{PROSE}<p>{{title}} {{publish}}</p><p>{{{{tin.ten}}}}</p></div>"
    )
    assert texts(article) == [sentence(number) for number in range(6)]


@pytest.mark.parametrize(
    "said_of_it", ["aria-labelledby='article-byline'", "data-component='share-tools'", "data-testid='newsletter-box'", "aria-label='Advertisement'"]
)  # fmt: skip
def test_a_box_is_found_by_other_attributes_if_its_classes_are_generated(said_of_it: str) -> None:
    box = f"<section class='css-1sh5qp7' {said_of_it}><strong>Đôi dòng thông tin về bài này</strong><ul><li>Vai trò, Báo Mẫu</li></ul></section>"
    first, rest = PROSE.split("</p>", 1)
    article = read(
        f"<h1>Ngôi chợ bên sông</h1><div class='css-2ab'>{box}{first}</p>{box}{rest}</div>"
    )
    assert [block.content.text for block in article.blocks if isinstance(block, Paragraph)] == [
        sentence(number) for number in range(6)
    ]
    assert not any(isinstance(block, ListBlock) for block in article.blocks)


@pytest.mark.parametrize("name", ["has-comments", "no-related", "related-enabled", "share-enabled", "noidung-comment", "with-sidebar", "modal-body"])  # fmt: skip
def test_a_wrapper_around_headline_and_text_is_no_box_with_any_name(name: str) -> None:
    article = read(f"{MENU}<div class='{name}'><h1>Ngôi chợ bên sông</h1>{PROSE}</div>")
    assert texts(article) == [sentence(number) for number in range(6)]


@pytest.mark.parametrize("name", ["remove_no_follow", "modal-body", "text-toolbar", "promo-text", "banner-page", "copyright-text"])  # fmt: skip
def test_a_wrapper_around_a_short_text_is_no_box_with_any_name(name: str) -> None:
    short = "".join(f"<p>{sentence(number)}</p>" for number in range(3))
    article = read(
        f"{MENU}<h1>Ngôi chợ bên sông</h1><div class='article-content'><p>Bến Mẫu</p><div id='{name}'>{short}</div></div>"
    )
    assert texts(article)[-3:] == [sentence(number) for number in range(3)]


@pytest.mark.parametrize("name", ["class='article-body'", "class='css-1sh' data-testid='article-body'"])  # fmt: skip
def test_a_short_text_in_the_element_named_as_the_article_is_the_article_even_above_longer_texts(
    name: str,
) -> None:
    short = "".join(f"<p>{sentence(number)}</p>" for number in range(3))
    notes = "".join(
        f"<p>Huy hiệu số {number}: ban biên tập trao cho bạn đọc góp ý hay, đúng hẹn, và giữ lời với người khác.</p>"
        for number in range(12)
    )
    article = read(
        f"{MENU}<h1>Ngôi chợ bên sông</h1><div class='khung'><div {name}>{short}</div></div>"
        f"<div class='duoi'><div class='huy-hieu'>{notes}</div></div>"
    )
    assert texts(article) == [sentence(number) for number in range(3)]


def test_a_page_whose_wrapper_has_the_name_of_a_consent_layer_is_read() -> None:
    article = read(f"<div class='cookie-notice-visible'><main><div>{PROSE}</div></main></div>")
    assert texts(article) == [sentence(number) for number in range(6)]


def test_an_element_named_as_the_article_is_not_used_if_columns_are_within_it() -> None:
    column = "".join(
        f"<li><a href='/khac-{number}.html'>Tin số {number} trong cột bên cạnh của trang báo này</a></li>"
        for number in range(30)
    )
    article = read(
        f"<div class='article-content'><div class='trai'><div class='chu'>{PROSE}</div></div>"
        f"<div class='phai'><ul>{column}</ul><p>Quét mã để theo dõi trang</p></div></div>"
    )
    assert texts(article) == [sentence(number) for number in range(6)]


def test_an_article_with_many_linked_images_is_read_though_it_looks_like_a_gallery() -> None:
    photos = "".join(
        f"<a href='/anh-{number}.html'><img src='/{number}.jpg'></a>" for number in range(10)
    )
    article = read(f"<h1>Ngôi chợ bên sông</h1><div class='chu'>{PROSE}{photos}</div>")
    assert texts(article)[:6] == [sentence(number) for number in range(6)]
    assert sum(isinstance(block, Image) for block in article.blocks) == 10


def test_a_list_that_somebody_recommends_is_an_article_and_keeps_its_headings() -> None:
    items = "".join(
        f"<div class='muc'><h2><a href='https://quan-{number}.example/'>Quán số {number}</a></h2><p>{sentence(number)}</p><p>{sentence(number + 10)}</p></div>"
        for number in range(6)
    )
    article = read(f"{MENU}<div class='khung'><h1>Sáu quán ngon bên chợ</h1>{items}</div>")
    assert [block.content.text for block in article.blocks if isinstance(block, Heading)] == [
        f"Quán số {number}" for number in range(6)
    ]
    assert sum(isinstance(block, Paragraph) for block in article.blocks) == 12


def test_long_texts_below_headings_that_link_to_own_pages_are_an_article() -> None:
    items = "".join(
        f"<div class='muc'><h2><a href='/quan-so-{number}-4712345.html'>Quán số {number}</a></h2><p>{sentence(number) * 5}</p></div>"
        for number in range(6)
    )
    assert len(read(f"<div class='khung'><h1>Sáu quán ngon bên chợ</h1>{items}</div>").blocks) >= 6


def test_the_way_back_to_the_section_is_not_of_the_text() -> None:
    article = read(f"<div class='chu'>{PROSE}<p><a href='/suc-khoe'>Trở lại Sức khỏe</a></p></div>")
    assert texts(article)[-1] == sentence(5)


@pytest.mark.parametrize("attribute", ["class", "id", "style"])
def test_an_endless_attribute_costs_nothing(attribute: str) -> None:
    endless = "a b" * 700_000
    assert (
        len(texts(read(f"<div class='chu'>{PROSE}<p {attribute}='{endless}'>Hết.</p></div>"))) == 7
    )


def test_an_article_on_a_body_with_the_class_blog_is_read_if_the_page_states_that_it_is_one() -> (
    None
):
    head = f"{HEAD}<meta property='og:type' content='article'>"
    page = (
        f"<html><head>{head}</head><body class='blog'><div class='chu'>{PROSE}</div></body></html>"
    )
    assert isinstance(parse_page(page, URL), Article)
    assert parse_page(page.replace("'article'", "'website'"), URL) == Problem("no_article", URL)


NOTICE = "<div class='bao'><p>Các hạng mục do độc giả bình chọn, mỗi năm một lần.</p><p>Hạng mục của năm nay đã mở cho mọi người.</p></div>"


@pytest.mark.parametrize("notice", ["", NOTICE])
def test_a_list_of_teasers_is_no_article(notice: str) -> None:
    teasers = "".join(
        f"<div class='tin'><h3><a href='/tin-{n}.html'>Tin số {n} của chuyên mục</a></h3><p>{sentence(n)}</p></div>"
        for n in range(12)
    )
    page = f"<html><head>{HEAD}</head><body>{notice}{teasers}</body></html>"
    assert parse_page(page, URL) == Problem("no_article", URL)


def test_what_a_site_calls_its_article_keeps_its_lines_and_loses_its_lists_of_links() -> None:
    links = "<ul><li><a href='/a'>Một tin khác trong ngày</a></li><li><a href='/b'>Một tin khác nữa</a></li></ul>"
    lines = "<h3>Chuyện chợ</h3><p>Ngắn thôi.</p><ul><li>Mục một của chợ.</li><li>Mục hai của chợ.</li></ul>"
    page = f"{MENU}<div class='article-body'>{lines}{PROSE}{links}<p>Hết chuyện.</p></div>"
    lines_said = ["Chuyện chợ", "Ngắn thôi.", "Mục một của chợ.", "Mục hai của chợ."]
    assert texts(read(page)) == [*lines_said, *map(sentence, range(6)), "Hết chuyện."]
