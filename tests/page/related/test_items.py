"""Headlines of related news: without counts of reactions, and no archives or authors."""

import pytest

from hpreader.model import Article
from hpreader.page import parse_page

URL = "https://bao.example.vn/bai-12345.html"
PROSE = "".join(
    f"<p>Đoạn văn số {number} kể chuyện con đò chở khách sang sông mỗi sáng, đủ dài để là văn.</p>"
    for number in range(6)
)
TITLE = "Bến cũ mở lại sau ba tháng sửa chữa"


def titles(items: str) -> list[str]:
    page = f"<html lang='vi'><head><title>Con đò đầu mùa nước</title></head><body><article><h1>Con đò đầu mùa nước</h1>{PROSE}</article><div class='tin-khac'><h3>Tin khác</h3><ul>{items}</ul></div></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    return [item.title for item in article.related]


@pytest.mark.parametrize(
    "count",
    [
        "<span>66 Likes</span>",
        "<span class='cm'>12 bình luận</span>",
        "<small>(3 comments)</small>",
        "<span><i>1.2k views</i></span>",
    ],
)
def test_counts_of_reactions_are_no_part_of_a_title(count: str) -> None:
    link = "<li><a href='/ben-cu-mo-lai-sau-ba-thang-22222.html'>{}</a></li>"
    other = (
        "<li><a href='/cho-dem-hop-som-hon-mot-gio-33333.html'>Chợ đêm họp sớm hơn một giờ</a></li>"
    )
    for text in (f"{TITLE} {count}", f"{count} {TITLE}"):
        assert titles(link.format(text) + other) == [TITLE, "Chợ đêm họp sớm hơn một giờ"]
    separate = f"<li><a href='/ben-cu-mo-lai-sau-ba-thang-22222.html#y-kien'>{count}</a> <a href='/ben-cu-mo-lai-sau-ba-thang-22222.html'>{TITLE}</a></li>"
    assert titles(separate + other) == [TITLE, "Chợ đêm họp sớm hơn một giờ"]


def test_a_headline_that_ends_with_a_number_of_views_keeps_it() -> None:
    text = "Đoạn phim về bến cũ có 5.000 lượt xem"
    link = f"<li><a href='/doan-phim-ve-ben-cu-co-22222.html'>{text}</a></li><li><a href='/cho-dem-hop-som-hon-mot-gio-33333.html'>Chợ đêm họp sớm hơn một giờ</a></li>"
    assert text in titles(link)


@pytest.mark.parametrize(
    "address",
    [
        "/2026/11/",
        "/2026/11",
        "/2026/",
        "/2026/11/22/",
        "/2026/11/page/2/",
        "/author/minh-chau/",
        "/contributors/minh-chau",
        "/?m=202611",
        "/?author=3",
    ],
)
def test_archives_and_authors_are_no_related_news(address: str) -> None:
    link = f"<li><a href='{address}'>Lưu trữ của tháng mười một năm nay</a></li>"
    articles = "".join(
        f"<li><a href='/2026/11/{number}-ben-cu-mo-lai-sau-ba-thang.html'>{TITLE} lần {number}</a></li>"
        for number in (1, 2)
    )
    assert titles(articles + link) == [f"{TITLE} lần 1", f"{TITLE} lần 2"]
