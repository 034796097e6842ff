"""Canonical address, byline, lede, sections and dates of whole pages."""

from datetime import date

import pytest

from hpreader.model import (
    Article,
    Image,
    Related,
)
from hpreader.page import parse_page
from tests.support.pages import BODY, URL, page, read


def test_the_canonical_address_of_the_same_site_counts() -> None:
    assert (
        read(page("<link rel='canonical' href='/moi.html?utm_source=a'>")).url
        == "https://bao.example.vn/moi.html"
    )
    assert read(page("<link rel='canonical' href='https://khac.example/x.html'>")).url == URL
    assert read(page("<link rel='canonical' href='https://bao.example.vn/'>")).url == URL
    assert read(page(), URL + "/amp").url == URL


def signed(name: str, url: str) -> str:
    return read(page(body=f"<span class='author vcard'>{name}</span>{BODY}"), url).byline


@pytest.mark.parametrize(
    "name", ["Báo Mẫu", "Báo Mẫu Online", "baomau.example.vn", "BÁO MẪU ĐIỆN TỬ"]
)
def test_the_name_of_a_host_is_no_byline(name: str) -> None:
    assert signed(name, "https://baomau.example.vn/1.html") == ""
    assert signed(name, "https://bao-khac.example/1.html") == name


def test_a_name_that_is_a_word_of_the_address_is_a_byline() -> None:
    assert signed("Lan", "https://bao.example.vn/lan-da-1.html") == "Lan"


def test_a_site_or_an_account_is_no_byline() -> None:
    site = "<meta property='og:site_name' content='Báo Mẫu'><meta name='author' content='Báo Mẫu'>"
    assert read(page(site)).byline == ""
    for account in ("admin", "Ban Biên tập", "quantri"):
        assert read(page(body=f"<span class='author vcard'>{account}</span>{BODY}")).byline == ""
    assert (
        read(page(body=f"<span class='author vcard'>Minh Châu</span>{BODY}")).byline == "Minh Châu"
    )


@pytest.mark.parametrize(
    "lede",
    [
        "<p class='news-sapo'>{}</p>",
        "<div class='chapeau'>{}</div>",
        "<p class='mo-dau'>{}</p>",
        "<p class='pHead'>{}</p>",
        "<div class='des-small'>{}</div>",
    ],
)
def test_a_lede_above_the_body_of_any_site_is_found(lede: str) -> None:
    said = "Một đoạn tóm tắt đứng trên thân bài, nói gọn điều mà bài báo kể."
    body = "".join(
        f"<p>Đoạn {n} của thân bài kể tiếp câu chuyện dài về ngôi chợ, có đủ người bán và người mua.</p>"
        for n in range(6)
    )
    head = f"<title>Ngôi chợ mới</title><meta property='og:description' content='{said}'>"
    article = read(
        f"{head}<body><div><h1>Ngôi chợ mới</h1>{lede.format(said)}<div class='than-bai'>{body}</div></div>"
    )
    assert article.lede == said
    assert article.plain_text().count(said) == 1


def test_a_caption_above_the_body_is_no_lede() -> None:
    caption = "Người bán và người mua gặp nhau trong buổi sáng đầu tiên của ngôi chợ mới ở phố Mẫu."
    body = "".join(
        f"<p>Đoạn {n} của thân bài kể tiếp câu chuyện dài về ngôi chợ, có đủ người bán và người mua.</p>"
        for n in range(6)
    )
    article = read(
        "<title>Ngôi chợ mới</title><body><div><h1>Ngôi chợ mới</h1>"
        f"<div class='anh-lon'><img src='/cho.jpg'><div class='featured_caption'>{caption}</div></div>"
        f"<div class='than-bai'>{body}</div></div>"
    )
    assert article.lede == ""


def test_home_is_no_section() -> None:
    crumbs = "<div class='breadcrumb'><a href='/'>Trang chủ</a> <a href='/x'>Xã hội</a></div>"
    assert read(page(body=crumbs + BODY)).sections == ("Xã hội",)


def test_a_featured_image_that_the_body_shows_too_is_there_once() -> None:
    featured = "<div class='post-thumbnail'><img src='/wp-content/uploads/a-667x445.jpg'></div>"
    twice = BODY.replace("<p>", "<p><img src='/wp-content/uploads/a.jpg'></p><p>", 1)
    assert sum(isinstance(block, Image) for block in read(page(body=featured + twice)).blocks) == 1
    assert isinstance(read(page(body=featured + BODY)).blocks[0], Image)


def test_the_date_of_a_related_box_is_not_the_articles() -> None:
    box = "<h3>Tin khác</h3><ul><li><a href='/tin-khac-mot.html'>Một tin khác trong ngày</a> <time datetime='2020-01-01'>01/01/2020</time></li></ul>"
    article = parse_page(page(body=BODY).replace("</article>", f"</article><div>{box}</div>"), URL)
    assert isinstance(article, Article)
    assert article.published is None
    assert article.related == (
        Related(
            "Một tin khác trong ngày",
            "https://bao.example.vn/tin-khac-mot.html",
            "",
            date(2020, 1, 1),
        ),
    )
