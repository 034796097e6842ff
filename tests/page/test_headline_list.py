"""Section pages read as lists of headlines."""

from hpreader.model import Entry, Listing
from hpreader.page import parse_list
from hpreader.problems import Problem
from tests.support.pages import URL


def test_a_section_page_is_read_as_headlines() -> None:
    items = "".join(
        f"<div class='item'><a href='/tin-so-{n}.html'><img src='/{n}.jpg'></a><h3><a href='/tin-so-{n}.html'>Tin số {n} của chuyên mục xã hội</a></h3><p class='sapo'>Đoạn tóm tắt ngắn của tin số {n} ở đây.</p><span class='time'>0{n}/07/2024 08:00</span></div>"
        for n in range(1, 5)
    )
    aside = (
        "<div class='sidebar'><a href='/doc-nhieu.html'>Một tin đọc nhiều ở cột bên phải</a></div>"
    )
    listing = parse_list(
        f"<title>Xã hội</title><body><nav><a href='/a'>Trang chủ của báo mẫu đây</a></nav><div>{items}</div>{aside}",
        "https://bao.example.vn/xa-hoi",
    )
    assert isinstance(listing, Listing)
    assert [entry.title for entry in listing.entries] == [
        f"Tin số {n} của chuyên mục xã hội" for n in range(1, 5)
    ]
    first = listing.entries[0]
    assert isinstance(first, Entry)
    assert first.url == "https://bao.example.vn/tin-so-1.html"
    assert first.summary == "Đoạn tóm tắt ngắn của tin số 1 ở đây."
    assert first.published is not None
    assert first.published.isoformat() == "2024-07-01T08:00:00+07:00"


def test_a_page_without_headlines_is_no_list() -> None:
    assert parse_list("<p>Không có gì.</p>", URL) == Problem("no_article", URL)
