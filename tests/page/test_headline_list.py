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


def _titles(page: str) -> list[tuple[str, str]]:
    listing = parse_list(f"<title>Thông báo</title><body>{page}", "https://phuong.example.vn/tb")
    assert isinstance(listing, Listing), listing
    return [(entry.title, entry.url.rpartition("/")[2]) for entry in listing.entries]


def test_headlines_that_lead_to_documents_are_listed_in_the_order_of_the_page() -> None:
    first, second, third, fourth = (
        f"Thông báo số {n} về lịch cắt nước trong tuần" for n in range(1, 5)
    )
    page = (
        f"<ul><li><a href='/tep/{{}}'>{first}</a></li><li><a href='/bai-viet-so-2.html'>{second}</a></li>"
        f"<li><a href='/tep/3.docx'>{third}</a></li><li><a href='/bai-viet-so-4.html'>{fourth}</a></li></ul>"
    )
    for name in ("1.pdf", "1.PDF", "1.pdf?v=2", "1.doc", "1.xlsx", "1.odt", "tai?tep=1.pdf"):
        assert _titles(page.format(name)) == [
            (first, name),
            (second, "bai-viet-so-2.html"),
            (third, "3.docx"),
            (fourth, "bai-viet-so-4.html"),
        ], name


def test_a_table_of_decisions_names_its_documents_by_their_rows() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>0{n}/11/2026</td><td>Quyết định số {n} về giá đất ở các phường</td>"
        f"<td><a href='/tep/{n}.pdf'>Tải về</a></td></tr>"
        for n in range(1, 5)
    )
    listing = parse_list(f"<body><table>{rows}</table>", "https://phuong.example.vn/vb")
    assert isinstance(listing, Listing)
    assert [entry.title for entry in listing.entries] == [
        f"Quyết định số {n} về giá đất ở các phường" for n in range(1, 5)
    ]
    assert {entry.media_type for entry in listing.entries} == {"application/pdf"}
    assert listing.entries[0].published is not None
    assert listing.entries[0].published.date().isoformat() == "2026-11-01"


def test_the_documents_attached_to_a_headline_are_no_headlines() -> None:
    items = "".join(
        f"<div class='item'><h3><a href='/tin-so-{n}.html'>Tin số {n} của chuyên mục xã hội</a></h3>"
        f"<a href='/tep/{n}.pdf'>Toàn văn quyết định số {n} của ủy ban</a>"
        f"<a href='/tep/{n}b.docx'>Phụ lục kèm theo quyết định số {n}</a></div>"
        for n in range(1, 5)
    )
    assert [name for _, name in _titles(items)] == [f"tin-so-{n}.html" for n in range(1, 5)]
