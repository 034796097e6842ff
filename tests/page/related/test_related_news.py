"""Boxes of other news: which labels announce them, what an item says, and what is none."""

from datetime import date, datetime

import pytest

from hpreader.model import VIETNAM, Article, Related
from hpreader.page import parse_page
from hpreader.page.related.labels import announces_news, strip_label

URL = "https://bao.example.vn/ben-pha-12345.html"
NOW = datetime(2025, 7, 7, 18, tzinfo=VIETNAM)
PROSE = "<p>Một đoạn văn đủ dài để ai cũng thấy đây là thân bài của một bài báo về bến phà mới mở bên sông.</p>"
ONE, OTHER = "Khởi công bến phà sau nhiều năm", "Giá vé phà không đổi năm nay"


def related(box: str, inner: str = "") -> tuple[Related, ...]:
    html = f"<html lang='vi'><title>Bến phà mới mở cửa đón khách</title><body><h1>Bến phà mới mở cửa đón khách</h1><div class='chu'>{PROSE * 3}{inner}{PROSE * 3}</div>{box}</body></html>"
    article = parse_page(html, URL, now=NOW)
    assert isinstance(article, Article)
    return article.related


@pytest.mark.parametrize(
    "label",
    [
        "Tin khác", "CÁC TIN KHÁC", "Tin liên quan (5)", "» Bài viết liên quan:", "Tin cùng chuyên mục Xã hội", "Cùng chuyên mục", "Bài cùng chủ đề",
        "Tin, bài liên quan", "Các tin đã đưa", "Những tin mới hơn", "Những tin cũ hơn", "Đọc thêm", "Đọc tiếp", "Xem thêm", "Mời bạn đọc xem thêm",
        "Có thể bạn quan tâm", "Bạn có thể quan tâm", "Đừng bỏ lỡ", "Dành cho bạn", "Thông tin khác", "Bài viết cùng tác giả", "Theo dòng sự kiện", "Tin tức khác",
        "Tin cùng loại", "Tin nên đọc", "Related", "Related posts", "More", "More from Sample", "Read also", "You may also like", "Recommended for you",
        "Tin lie\u0302n quan",
    ],
)  # fmt: skip
def test_these_labels_announce_other_news(label: str) -> None:
    assert announces_news(strip_label(label))


@pytest.mark.parametrize(
    "label",
    [
        "Đọc nhiều", "Tin đọc nhiều", "Xem nhiều nhất", "Tin mới nhất", "Tin mới", "Tin nổi bật", "Tin nóng", "Đang được quan tâm", "Bình luận (3)", "Từ khóa",
        "Quảng cáo", "Most read", "Trending", "Latest news", "Xã hội", "Đọc thêm tin mới nhất", "Liên quan vụ việc này, ông nói gì", "",
    ],
)  # fmt: skip
def test_these_labels_announce_something_else(label: str) -> None:
    assert not announces_news(strip_label(label))


def a(title: str, name: str) -> str:
    return f"<a href='/{name}-11111.html'>{title}</a>"


@pytest.mark.parametrize(
    "item",
    [
        f"<li>{a(ONE, 'khoi-cong')}<span>(05/07/2025)</span></li>",
        f"<li>{a(ONE, 'khoi-cong')} - 05/07/2025</li>",
        f"<div class='it'><h4>{a(ONE, 'khoi-cong')}</h4><em>05/07/2025</em></div>",
        f"<article><a href='/khoi-cong-11111.html'><img src='/a.jpg' alt='{ONE}'></a>{a(ONE, 'khoi-cong')}<a href='/xa-hoi'>Xã hội</a><time>05/07/2025</time></article>",
        f"<a href='/khoi-cong-11111.html'><h3>{ONE}</h3><p class='date'>05/07/2025</p></a>",
        f"<div><a href='/khoi-cong-11111.html' title='{ONE}'>Khởi công bến phà sau nhiều...</a><span>05/07/2025</span></div>",
        f"<div><a href='/khoi-cong-11111.html' title='{ONE}'><img src='/a.jpg'></a><p>05/07/2025</p></div>",
        f"<table><tr><td>{a(ONE, 'khoi-cong')}</td><td>05/07/2025</td></tr></table>",
        f"<h4>{a(ONE, 'khoi-cong')}</h4><span>05/07/2025</span>",
    ],
)
def test_an_item_of_any_markup_has_title_address_and_date(item: str) -> None:
    assert related(f"<div><h3>Tin khác</h3>{item}</div>") == (
        Related(ONE, "https://bao.example.vn/khoi-cong-11111.html", "", date(2025, 7, 5)),
    )


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("2 giờ trước", datetime(2025, 7, 7, 16, tzinfo=VIETNAM)),
        ("Hôm qua, 20:15", datetime(2025, 7, 6, 20, 15, tzinfo=VIETNAM)),
        ("yesterday", date(2025, 7, 6)),
        ("3 ngày trước", date(2025, 7, 4)),
        ("2 giờ trước 14:30 7/7/2025", datetime(2025, 7, 7, 14, 30, tzinfo=VIETNAM)),
    ],
)
def test_a_relative_date_of_an_item_counts_from_when_the_page_came(
    said: str, when: datetime | date
) -> None:
    box = f"<div><h3>Tin khác</h3><div class='it'>{a(ONE, 'khoi-cong')}<span class='ago'>{said}</span></div></div>"
    assert [item.published for item in related(box)] == [when]


@pytest.mark.parametrize(
    "box",
    [
        "<nav><span>Tin khác</span><ul><li><a href='/khoa-hoc-cong-nghe-doi-song'>Khoa học công nghệ và đời sống</a></li></ul></nav>",
        "<div><h3>Tin khác</h3><ul><li><a href='https://quangcao.example.com/mua-xe-99999.html'>Mua xe máy trả góp không lãi</a></li></ul></div>",
        "<div><h3>Tin khác</h3><ul><li><a href='/ben-pha-tag99.html'>bến phà của thành phố</a></li><li><a href='/tac-gia/minh-thu-12'>Tác giả Minh Thử viết</a></li></ul></div>",
        "<div><h3>Tin cùng chuyên mục</h3><div></div></div><div><h3>Đọc nhiều</h3><ul><li>" + a(ONE, "khoi-cong") + "</li></ul></div>",
        "<div><h3>Đọc nhiều</h3><ul><li>" + a(ONE, "khoi-cong") + "</li></ul><a href='/doc-nhieu'>Xem thêm</a></div>",
        "<div class='related-news'><h3>Tin mới nhất</h3><ul><li>" + a(ONE, "khoi-cong") + "</li></ul></div>",
        "<div class='related-tags'><ul><li>" + a(ONE, "khoi-cong") + "</li></ul></div>",
        "<div style='display:none'><h3>Tin khác</h3></div><div><p>Hết bài.</p></div>",
    ],
)  # fmt: skip
def test_menus_advertisements_tags_and_most_read_lists_are_no_related_news(box: str) -> None:
    assert related(box) == ()


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='tin-lien-quan'><ul><li>{a(ONE, 'khoi-cong')}</li><li>{a(OTHER, 'gia-ve')}</li></ul></div>",
        f"<ul id='relatedPosts'><li>{a(ONE, 'khoi-cong')}</li><li>{a(OTHER, 'gia-ve')}</li></ul>",
        f"<aside class='box-tinlienquanv2'><div>{a(ONE, 'khoi-cong')}</div><div>{a(OTHER, 'gia-ve')}</div></aside>",
        f"<ul><li>{a(ONE, 'khoi-cong')}</li><li>{a(OTHER, 'gia-ve')}</li></ul>",
        f"<p>&gt;&gt; {a(ONE, 'khoi-cong')}</p><p><b>Đọc thêm:</b> {a(OTHER, 'gia-ve')}</p>",
        f"<h4>Xem thêm</h4><p>{a(ONE, 'khoi-cong')}</p><p>{a(OTHER, 'gia-ve')}</p>",
    ],
)
def test_a_box_within_the_text_is_found_without_a_label_too(box: str) -> None:
    assert [item.title for item in related("", box)] == [ONE, OTHER]


def test_a_link_within_a_sentence_is_no_related_news() -> None:
    inner = f"<p>Trước đó, báo đã viết về việc {a(ONE, 'khoi-cong')}, với nhiều ý kiến khác nhau của người dân.</p>"
    assert related("", inner) == ()


def test_a_list_that_the_sentence_before_announces_stays_in_the_text() -> None:
    inner = f"<p>Ban tổ chức công bố hai văn bản mà người dân cần đọc trước khi đến dự, cụ thể như sau:</p><ul><li>{a(ONE, 'khoi-cong')}</li><li>{a(OTHER, 'gia-ve')}</li></ul>"
    assert related("", inner) == ()


def test_news_of_a_page_that_was_saved_elsewhere_are_of_its_own_site() -> None:
    links = "".join(
        f"<li><a href='http://may-khac.example:8091/tin-so-{n}-1111{n}.html'>Tin số {n} của một máy chủ khác</a></li>"
        for n in range(4)
    )
    assert len(related(f"<div><h3>Tin khác</h3><ul>{links}</ul></div>")) == 4
