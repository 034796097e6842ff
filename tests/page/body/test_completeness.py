"""A page that is not the whole article says so: further pages, counted pages, walls."""

import base64

import pytest

from hpreader.model import Article
from hpreader.page import parse_page
from hpreader.problems import Problem

URL = "https://bao.example.vn/xa-hoi/cay-cau-moi-12345.html"
TITLE = "Cây cầu mới bắc qua sông Mẫu"
PROSE = (
    "<p>Hôm nay thành phố khánh thành cây cầu mới, người dân đi lại dễ dàng hơn trước nhiều, "
    "nhất là những ai đi làm sớm và về muộn.</p>"
)


def read(extra: str, url: str = URL, head: str = "", times: int = 6) -> Article | Problem:
    return parse_page(
        f"<html lang='vi'><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>"
        f"<div class='noi-dung'>{PROSE * times}</div>{extra}</body></html>",
        url,
    )


@pytest.mark.parametrize(
    ("links", "pages"),
    [
        ("<div class='pagination'><b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>", ["?page=2", "?page=3"]),
        ("<div class='phan-trang'><a href='/xa-hoi/cay-cau-moi-12345-p2.html'>2</a></div>", ["/xa-hoi/cay-cau-moi-12345-p2.html"]),
        ("<ul class='paging'><li><a href='/xa-hoi/cay-cau-moi-12345/trang-2.html'>Sau</a></ul>", ["/xa-hoi/cay-cau-moi-12345/trang-2.html"]),
        ("<p class='page-links'><a href='/xa-hoi/cay-cau-moi-12345.html/2'>2</a></p>", ["/xa-hoi/cay-cau-moi-12345.html/2"]),
        ("<a rel='next' href='/xa-hoi/cay-cau-moi-12345.html?trang=2'>Trang sau</a>", ["?trang=2"]),
        ("<a rel='next' href='/xa-hoi/cay-cau-cu-12344.html'>Bài sau</a>", []),
        ("<div class='pagination'><a href='/xa-hoi?page=2'>2</a></div>", []),
        ("<p><a href='/xa-hoi/cay-cau-moi-12345.html?page=2'>2</a></p>", []),
    ],
)  # fmt: skip
def test_further_pages_are_the_own_address_with_a_number(links: str, pages: list[str]) -> None:
    article = read(links)
    assert isinstance(article, Article)
    absolute = [URL + page if page[0] == "?" else "https://bao.example.vn" + page for page in pages]
    assert list(article.forms.next_pages) == absolute
    assert article.next_page == ""


def test_a_further_page_in_the_head_is_one() -> None:
    article = read("", head=f"<link rel='next' href='{URL}?page=2'>")
    assert isinstance(article, Article)
    assert article.forms.next_pages == (URL + "?page=2",)


@pytest.mark.parametrize(
    ("line", "is_half"),
    [("<span>Trang 1/3</span>", True), ("<div>(Page 1 of 2)</div>", True), ("<div>Trang 1/1</div>", False),
     ("<p>Seite 1/3</p>", True), ("<p>Seite 1 von 3</p>", True), ("<p>Página 1 de 2</p>", True), ("<p>Pagina 1 van 4</p>", True),
     ("<p>Page 1 sur 2</p>", True)],
)  # fmt: skip
def test_pages_that_are_counted_and_not_linked_are_reported_missing(
    line: str, is_half: bool
) -> None:
    article = read(line)
    assert isinstance(article, Article)
    assert article.next_page == (URL if is_half else "")


WALLS = [
    "<div class='paywall'><p>Vui lòng đăng nhập để đọc tiếp bài viết này.</p></div>",
    "<p>Nội dung này chỉ dành cho thuê bao của báo.</p>",
    "<section class='premium-box'><h3>Subscribe to continue reading</h3></section>",
]


@pytest.mark.parametrize("box", WALLS)
def test_a_teaser_before_a_wall_is_a_wall(box: str) -> None:
    assert read(box, times=2) == Problem("login_wall", URL)


def test_a_teaser_that_its_metadata_call_not_free_is_a_wall() -> None:
    stated = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    assert read("<div class='paywall-box'>Gói tháng</div>", head=stated, times=2) == Problem(
        "login_wall", URL
    )
    assert isinstance(read("", head=stated, times=2), Article)


@pytest.mark.parametrize("box", WALLS)
def test_a_long_part_of_an_article_before_a_wall_is_read_and_marked_as_a_part(box: str) -> None:
    article = read(box)
    assert isinstance(article, Article)
    assert article.next_page == URL
    assert "đọc tiếp" not in article.plain_text()
    assert "thuê bao" not in article.plain_text()


@pytest.mark.parametrize(
    "line",
    [
        "<div class='comments'><p>Đăng nhập để xem toàn bộ bình luận.</p></div>",
        "<footer><p>Đăng ký nhận tin để đọc toàn bộ bản tin sáng.</p></footer>",
        "<p>Người dân đăng ký tham gia để xem pháo hoa ở quảng trường.</p>",
    ],
)
def test_boxes_of_comments_and_newsletters_are_no_wall(line: str) -> None:
    article = read(line, times=3)
    assert isinstance(article, Article)
    assert article.next_page == ""


CODED = base64.b64encode(
    ("Một đoạn mà chỉ chương trình của trang mới đọc được. " * 20).encode()
).decode()


def test_text_that_only_a_script_can_read_is_refused_by_that_name() -> None:
    page = f"<html><body><h1>Bài bị mã hoá</h1><div id='dcontent'><p>{PROSE[3:60]}</p><p>{CODED}</p></div></body></html>"
    assert parse_page(page, URL) == Problem("needs_script", URL)


def test_an_article_with_a_part_that_only_a_script_can_read_is_not_whole() -> None:
    page = f"<html><body><h1>Bài bị mã hoá</h1><div id='dcontent'>{PROSE * 24}<p>{CODED}</p></div></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    assert article.next_page == URL
    assert CODED not in article.plain_text()


def test_the_links_to_its_other_pages_are_no_paragraph_of_an_amp_page() -> None:
    text = "<p>Một đoạn văn đủ dài của bài báo có nhiều trang.</p>" * 5
    links = "<div class='page-links'>Trang: <span class='post-page-numbers'>1</span> <a href='/a/2'>2</a></div>"
    page = f"<html amp><body class='amp-single'><h1 class='amp-post-title'>Tin</h1><div class='artl-cnt'>{text}{links}</div>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    assert "Trang" not in "".join(repr(block) for block in article.blocks)
    assert len(article.blocks) > 0
