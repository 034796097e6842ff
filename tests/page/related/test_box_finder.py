"""Boxes of other news by their labels, and lines that only link to another article."""

import pytest

from hpreader.page import parse_body
from tests.support.pages import BODY, URL, page, read


@pytest.mark.parametrize(
    "label",
    [
        "Tin khác",
        "TIN LIÊN QUAN:",
        "Bài liên quan",
        "Cùng chuyên mục",
        "Đọc thêm",
        "Đọc tiếp",
        "Xem thêm",
        "Các tin khác",
        "Related posts",
        "More from Báo Mẫu",
    ],
)
def test_a_box_is_found_by_its_label(label: str) -> None:
    box = f"<div><h4>{label}</h4><ul><li><a href='/tin-mot.html'>Tin thứ nhất của hộp này</a></li><li><a href='/tin-hai.html'>Tin thứ hai của hộp này</a></li></ul></div>"
    related = read(page(body=BODY + box)).related
    assert [item.title for item in related] == [
        "Tin thứ nhất của hộp này",
        "Tin thứ hai của hộp này",
    ]


@pytest.mark.parametrize(
    "label", ["Đọc nhiều", "Tin mới nhất", "Xem nhiều nhất", "Quảng cáo", "Bình luận", "Most read"]
)
def test_a_box_of_something_else_is_left_alone(label: str) -> None:
    box = f"<div><h4>{label}</h4><ul><li><a href='/tin-mot.html'>Tin thứ nhất của hộp này</a></li></ul></div>"
    assert read(page(body=BODY + box)).related == ()


@pytest.mark.parametrize(
    "label",
    ["Leave a Reply", "Schreibe einen Kommentar", "Kommentieren Sie den Artikel", "Laisser un commentaire", "Deja una respuesta", "Lascia un commento"],
)  # fmt: skip
def test_a_text_ends_where_its_site_asks_for_comments(label: str) -> None:
    text = "".join(f"<p>Câu số {number} của bài kể về bến phà, chợ cá và những người lái đò quen mặt nhau ở đây.</p>" for number in range(4))  # fmt: skip
    asked = f"<h3>{label}</h3><p>Báo giữ quyền rút gọn ý kiến và không đăng điều xúc phạm người khác.</p>"
    assert len(parse_body(f"{text}{asked}", URL).blocks) == 4


def test_addresses_in_a_box_are_resolved_against_the_base_of_the_page() -> None:
    box = "<div><h3>Tin liên quan</h3><ul><li><a href='tin-mot.html'>Tin thứ nhất của hộp này</a></li></ul></div>"
    head = "<base href='https://song.bao-khac.example/'>"
    [item] = read(page(head, f"{BODY}{box}")).related
    assert item.url.startswith("https://song.bao-khac.example/")


def test_a_box_has_each_article_once_and_never_the_page_itself() -> None:
    box = (
        "<div class='hop'><h3>Tin khác</h3><ul><li><a href='/tin-mot.html'><img src='/t.jpg'></a><a href='/tin-mot.html/amp'>Tin thứ nhất của hộp này</a></li>"
        "<li><a href='/bai.html'>Chính bài đang đọc ở đây</a></li><li><a href='/tag/tin'>Một thẻ chứ không phải bài</a></li></ul></div>"
    )
    assert [item.url for item in read(page(body=BODY + box)).related] == [
        "https://bao.example.vn/tin-mot.html"
    ]


@pytest.mark.parametrize("holder", ["entry-content", "khung-la"])
def test_a_line_that_only_links_to_another_article_is_related_news(holder: str) -> None:
    paragraph = "<p>Một đoạn văn đủ dài để ai cũng thấy đây là thân bài của một bài báo về ngôi chợ mới.</p>"
    line = "<p>&gt;&gt; Xem thêm: <a href='/cho-cu.html?utm_source=x'>Ngôi chợ cũ sau trăm năm tuổi</a></p>"
    body = f"<div class='{holder}'>{paragraph * 4}{line}{paragraph * 3}</div>"
    article = read(page(body=body, tokens="single" if holder == "entry-content" else ""))
    assert [item.url for item in article.related] == ["https://bao.example.vn/cho-cu.html"]
    assert len(article.blocks) == 7
