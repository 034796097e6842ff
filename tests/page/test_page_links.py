"""Where a page leads on: further pages of lists, feeds, and whether it is a list at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.page import parse_links

SITE = "https://bao.vn"


def page(body: str = "", head: str = "", classes: str = "") -> str:
    return f"<html><head>{head}</head><body class='{classes}'>{body}</body></html>"


def links(*paths: str) -> str:
    return page("".join(f'<a href="{path}">›</a>' for path in paths))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/phap-luat", "/phap-luat/page/2"),
        ("/phap-luat/", "/phap-luat/page/2/"),
        ("/phap-luat/page/2/", "/phap-luat/page/3/"),
        ("/phap-luat.html", "/phap-luat/trang-2.html"),
        ("/phap-luat.htm", "/phap-luat-p2.htm"),
        ("/phap-luat-p2", "/phap-luat-p3"),
        ("/phap-luat-d7/", "/phap-luat-d7/p2"),
        ("/phap-luat", "/phap-luat?page=2"),
        ("/tin?chuyen-muc=5&page=2", "/tin?chuyen-muc=5&page=3"),
        ("/", "/page/2"),
        ("/", "/?page=2"),
        ("/", "/trang-2"),
    ],
)
def test_the_next_page_of_a_list_has_its_address_with_the_next_number(
    here: str, there: str
) -> None:
    others = ("/the-thao/page/2", "/bai-viet-so-2-123456.html", "/phap-luat/page/9", here)
    assert parse_links(links(*others, there), SITE + here).next_page == SITE + there


def test_the_next_page_of_a_list_is_found() -> None:
    head = '<link rel="next" href="/tin-cu?tu=2026-01-01">'
    assert parse_links(page(head=head), f"{SITE}/tin").next_page == f"{SITE}/tin-cu?tu=2026-01-01"
    elsewhere = '<a rel="next" href="https://khac.vn/tin/page/2">Tiếp</a>'
    assert parse_links(page(elsewhere), f"{SITE}/tin").next_page == ""


def test_links_to_feeds_have_their_texts() -> None:
    body = '<a href="/rss/phap-luat-114.rss">Pháp luật</a><a href="/phap-luat">Mục</a><a href="/rss">RSS</a>'
    assert parse_links(page(body), SITE).feeds == (("Pháp luật", f"{SITE}/rss/phap-luat-114.rss"),)


GRAPH = '<meta property="og:type" content="article">'
ONE = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'


@pytest.mark.parametrize(
    ("path", "head", "classes", "expected"),
    [
        ("/mot-bai.html", "", "single single-post", True),
        ("/mot-bai-viet-ve-cay-cau-moi-123456.html", "", "", True),
        ("/mot-bai-viet-ve-cay-cau-moi-123456.ldo", "", "", True),
        ("/mot-bai-viet-ve-cay-cau-moi.html", GRAPH, "", True),
        ("/cay-cau.html", ONE, "", True),
        ("/", GRAPH, "", False),
        ("/the-thao.htm", GRAPH, "", False),
        ("/the-thao.htm", ONE + ONE, "", False),
        ("/category/the-thao", GRAPH, "archive category", False),
        ("/hai-phong-tags486183.html", GRAPH, "", False),
        ("/tag/hai-phong-123456", "", "", False),
    ],
)
def test_an_article_is_distinguished_from_a_list(
    path: str, head: str, classes: str, expected: bool
) -> None:
    assert parse_links(page("<p>x</p>", head, classes), SITE + path).is_article is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div id="_detail_cungchuyenmuc" class="lazier"></div>', True),
        ('<div class="react-relate animated"><div class="loading">Đang tải</div></div>', True),
        ("<div id='jp-relatedposts' class='jp-relatedposts'></div>", True),
        ('<div class="tin-lien-quan"><a href="/a-123456.html">Bài khác</a></div>', False),
        ("<div class='noi-dung'></div>", False),
        ("<div class='related-ads'></div><div class='correlated'></div>", False),
        ("<div class='detail__related'></div>", True),
    ],
)
def test_a_box_that_a_script_fills_is_known_by_its_name(body: str, expected: bool) -> None:
    assert parse_links(page(body), f"{SITE}/a.html").has_unfilled_box is expected


@given(
    st.lists(
        st.sampled_from(["<a href='", "/page/2'", ">", "<div id='related'>", "</a>", "12", "\x00"])
    )
)
def test_no_page_makes_it_raise(pieces: list[str]) -> None:
    parse_links("".join(pieces), f"{SITE}/tin")
