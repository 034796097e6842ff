"""What is no article: which Problem says so, and that it is said in time."""

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hpreader import text
from hpreader.model import Article, block_inlines
from hpreader.page import parse_body, parse_list, parse_page, parse_site
from hpreader.problems import Problem
from tests.support.pages import URL as ARTICLE_URL
from tests.support.pages import page as article_page

URL = "https://bao.example.vn/bai.html"
TITLE = "Cây cầu mới bắc qua sông Mẫu"
SENTENCES = (
    "Hôm nay thành phố khánh thành cây cầu mới, người dân đi lại dễ dàng hơn trước nhiều. " * 3
)
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>" + f"<p>{SENTENCES}</p>" * 5
)
WIDE = f"<h1>{TITLE}</h1>" + f"<p>{SENTENCES}{'đường ơ ư ượ ' * 60}</p>" * 5
"""Many letters from beyond U+0100, whose UTF-16 is full of control characters."""


def in_windows_1258(said: str) -> bytes:
    """Tones as combining marks after the letter, as the code page has them."""
    out = bytearray()
    tones = "\u0300\u0301\u0303\u0309\u0323"
    for letter in said:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out += (base + "".join(part for part in parts if part in tones)).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    ("source", "kind", "detail"),
    [
        (b"", "empty", ""),
        (b" \r\n\x00", "empty", ""),
        (b"%PDF-1.7 ...", "not_html", "PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "not_html", "JPEG"),
        (bytes(range(256)) * 20, "not_html", "binary data"),
        (b"\r\n %PDF-1.4", "not_html", "PDF"),
        (b"\x00\x00\x00\x18ftypmp42", "not_html", "MP4"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "not_html", "WebP, WAV or AVI"),
        ('<?xml version="1.0"?>\n<rss version="2.0"></rss>', "not_html", "RSS"),
        ('{"message": "không có gì"}', "not_html", "JSON"),
        (b"<p>" + b"a" * 10_000_001, "too_large", "10 MB"),
        ("<div>" * 20_000 + "sâu" + "</div>" * 20_000, "too_deep", "more than 500 levels"),
        ("<div>" * 1_000_000, "too_deep", "more than 250000 tags"),
        ("<i></i>" * 100_000, "too_deep", "more than 60000 elements"),
        (f"<title>{TITLE}</title><h1>{TITLE}</h1>" + f"<p>{SENTENCES}</p>" * 12_000, "too_deep", "more than 2 MB of text"),
        ("<title>404 - Không tìm thấy trang</title><h1>404</h1><p>Trang bạn tìm không tồn tại.</p>", "soft_404", ""),
        (f"<body class='error404'><h1>Ôi</h1><p>{SENTENCES * 9}</p>", "soft_404", ""),
        ("<h1>Tin</h1><p>Vui lòng đăng nhập để đọc.</p><form><input type='password'></form>", "login_wall", ""),
        ("<title>Báo</title><form><input name='u'><input type='password'><input type='submit'></form>", "login_wall", ""),
        ("<body class='single'><div class='entry-content'><form class='post-password-form'><p>Mật khẩu</p></form></div>", "login_wall", ""),
        ('<script>document.cookie="D1N=1a2b; path=/";window.location.reload(true);</script>', "needs_script", ""),
        ("<title>Báo</title><noscript>Vui lòng bật JavaScript để xem trang này.</noscript><div id='root'></div>", "needs_script", ""),
        ("<title>Báo</title><div id='__next'></div><footer>Bản quyền thuộc Báo Mẫu.</footer><script src='/a.js'></script>", "needs_script", ""),
        ("<title>Báo</title><div id='root'></div><script src='/a.js'></script>", "needs_script", ""),
        ("<title>Just a moment...</title><h1>bao.example.vn</h1><p>Checking your browser.</p>", "needs_script", ""),
        ("<h1>Xác nhận bạn không phải là robot</h1><form><input name='ma'></form>", "needs_script", ""),
        ("<meta http-equiv='refresh' content='0; url=https://bao.example.vn/'><p>Đang chuyển trang...</p>", "soft_404", ""),
        ("<meta http-equiv='refresh' content='0; url=/bai-khac-99.html'>", "needs_script", ""),
        ("<title>Trang không tồn tại</title><h1>Rất tiếc</h1><p>Bài viết đã bị gỡ bỏ.</p>", "soft_404", ""),
        ("<p>Xin chào.</p>", "no_article", ""),
        (f"<body class='archive category'><main>{'<p>' + SENTENCES + '</p>'}</main>", "no_article", ""),
    ],
)  # fmt: skip
def test_what_is_no_article_is_named(source: str | bytes, kind: str, detail: str) -> None:
    assert parse_page(source, URL) == Problem(kind, URL, detail)  # type: ignore[arg-type]


LEGAL = (
    "<footer><p>Báo Mẫu, cơ quan của thành phố Mẫu. Giấy phép số 1/GP do Cục Báo chí cấp ngày 1/1/2020.</p>"
    "<p>Tổng biên tập: Na. Tòa soạn: số 1 phố Mẫu, phường Mẫu. Ghi rõ nguồn khi dùng lại tin của báo.</p></footer>"
)


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("<noscript>Please enable JavaScript to view the <a href='https://disqus.example/'>comments powered by Disqus.</a></noscript>", "needs_script"),
        ("<noscript><p>Vui lòng bật JavaScript để dùng hết trang này.</p></noscript>", "needs_script"),
        ("<div class='video-js'><p class='vjs-no-js'>To view this video please enable JavaScript</p></div>", "needs_script"),
        ("<div class='cua-so'><h4>Đăng nhập</h4><form><input name='u'><input type='password'></form></div>", "login_wall"),
    ],
)  # fmt: skip
def test_what_a_page_asks_for_beside_a_short_article_does_not_hide_it(
    beside: str, kind: str
) -> None:
    body = f"<article><h1>{TITLE}</h1><p>{SENTENCES}</p><p>{SENTENCES}</p></article>"
    for page in (f"{body}{beside}{LEGAL}", f"{beside}{body}{LEGAL}"):
        found = parse_page(f"<title>{TITLE}</title>{page}", URL)
        assert isinstance(found, Article)
        assert found.plain_text() == f"{SENTENCES.strip()}\n{SENTENCES.strip()}"
    alone = parse_page(f"<title>{TITLE}</title><h1>{TITLE}</h1>{beside}{LEGAL}", URL)
    assert alone == Problem(kind, URL)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        "404", "404 Not Found", "Lỗi 404 | Báo Mẫu", "Báo Mẫu - 404", "Error 404 (Not Found)!", "404 – Báo Mẫu", "Trang 404",
        "HTTP 404: not found", "Không tìm thấy trang",
    ],
)  # fmt: skip
def test_a_title_with_not_found_makes_a_short_page_a_soft_404(head: str) -> None:
    menu = "<ul>" + "<li><a href='/xa-hoi'>Xã hội và đời sống</a></li>" * 30 + "</ul>"
    excuse = "<p>Mời bạn về trang chủ hoặc dùng ô tìm kiếm ở trên.</p>"
    found = parse_page(f"<title>{head}</title><h1>{head}</h1>{menu}{excuse}", URL)
    assert found == Problem("soft_404", URL)


@pytest.mark.parametrize(
    "headline", ["The 404, một quán cà phê ở phố Mẫu", "404 người về đích ở giải chạy phố Mẫu"]
)
def test_a_number_in_a_headline_is_no_missing_page(headline: str) -> None:
    for said in (SENTENCES, SENTENCES * 3):
        found = parse_page(f"<title>{headline}</title><h1>{headline}</h1><p>{said}</p>", URL)
        assert isinstance(found, Article)
        assert found.title == headline


def test_an_article_about_missing_pages_is_an_article() -> None:
    headline = "Trang không tồn tại: vì sao ta gặp lỗi 404"
    found = parse_page(
        f"<title>{headline}</title><h1>{headline}</h1>" + f"<p>{SENTENCES}</p>" * 3, URL
    )
    assert isinstance(found, Article)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://bao.example.vn/xa-hoi/cau-moi-o-pho-mau-12345.html", "Cau moi o pho mau"),
        ("https://bao.example.vn/c%E1%BA%A7u_m%E1%BB%9Bi/", "Cầu mới"),
        ("https://bao.example.vn/2026/11/991.html", "bao.example.vn"),
        ("https://bao.example.vn/", "bao.example.vn"),
    ],
)
def test_prose_without_any_title_is_an_article_named_after_its_address(
    address: str, title: str
) -> None:
    found = parse_page(f"<div>{f'<p>{SENTENCES}</p>' * 5}</div>", address)
    assert isinstance(found, Article)
    assert found.title == title
    assert len(found.blocks) == 5


def test_prose_without_any_title_is_named_after_its_first_heading() -> None:
    found = parse_page(f"<div><h2>Ngôi chợ mới</h2>{f'<p>{SENTENCES}</p>' * 5}</div>", URL)
    assert isinstance(found, Article)
    assert found.title == "Ngôi chợ mới"
    assert len(found.blocks) == 5


def test_a_few_words_without_a_title_are_no_article() -> None:
    said = (
        "Máy chủ đang bận nên chưa trả lời được, mời bạn quay lại sau vài phút nữa để đọc tiếp bài."
    )
    assert isinstance(parse_page(f"<p>{said}</p>", URL), Problem)


@pytest.mark.parametrize(
    ("source", "charset"),
    [
        (PAGE.encode(), None),
        (PAGE.encode(), "iso-8859-1"),
        (PAGE.encode(), "no-such-charset"),
        (PAGE.encode("utf-8-sig"), None),
        (PAGE.encode("utf-16"), None),
        (PAGE.encode("utf-16-le"), None),
        (PAGE.encode("utf-16-be"), "utf-8"),
        (WIDE.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + WIDE.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + WIDE.encode("utf-32-le"), None),
        (WIDE.encode("utf-16-le"), "utf-16le"),
        (WIDE.encode("utf-16-le"), "utf-16"),
        (WIDE.encode("utf-16-be"), "utf-16be"),
        (WIDE.encode("utf-16-le"), None),
        (PAGE.encode(), "utf-16"),
        (in_windows_1258(PAGE), "windows-1258"),
        (in_windows_1258(PAGE), None),
        (in_windows_1258(PAGE).replace(b"<head>", b"<head><meta charset='windows-1258'>"), None),
        (unicodedata.normalize("NFD", PAGE).encode(), "utf-8"),
        (PAGE.encode()[:-1] + b"\xe1\xba", "utf-8"),
    ],
)
def test_text_is_read_in_any_encoding(source: bytes, charset: str | None) -> None:
    article = parse_page(source, URL, charset)
    assert isinstance(article, Article)
    assert article.title == TITLE
    assert article.blocks
    assert all(
        "khánh thành cây cầu" in line.text
        for block in article.blocks
        for line in block_inlines(block)
    )


def test_utf_8_encoded_twice_is_mended() -> None:
    lacking = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    letters = (
        chr(byte) if byte in lacking else bytes([byte]).decode("cp1252") for byte in PAGE.encode()
    )
    article = parse_page("".join(letters).encode(), URL)
    assert isinstance(article, Article)
    assert article.title == TITLE


@pytest.mark.parametrize("charset", [None, "iso-8859-1", "utf-8"])
def test_tcvn3_is_refused_instead_of_shown_as_gibberish(charset: str | None) -> None:
    said = "®Êt n­íc ®æi míi, thµnh phè c¶ng ph¸t triÓn m¹nh mÏ. " * 20
    page = f"<title>Tin</title><h1>Tin</h1><p>{said}</p>"
    source = page.encode("utf-8" if charset == "utf-8" else "latin-1")
    assert parse_page(source, URL, charset) == Problem("wrong_charset", URL, "TCVN3")


def test_vni_is_refused_and_french_is_not() -> None:
    vni = (
        "Ñaát nöôùc ñoåi môùi, thaønh phoá caûng phaùt trieån maïnh meõ, ñôøi soáng toát hôn. " * 20
    )
    page = f"<title>Tin</title><h1>Tin</h1><p>{vni}</p>"
    assert parse_page(page.encode("latin-1"), URL) == Problem("wrong_charset", URL, "VNI")
    french = "Le village où il est né, où l'on goûte le maïs, où naïveté rime avec août. " * 30
    page = f"<title>Le village où il est né</title><h1>Le village où il est né</h1><p>{french}</p>"
    assert isinstance(parse_page(page.encode("latin-1"), URL), Article)


def test_a_page_with_letters_that_no_encoding_explains_is_refused() -> None:
    source = (
        PAGE.encode()
        .replace("ấ".encode(), b"\xff\xfe\xff")
        .replace("ầ".encode(), b"\xfe\xff\xff\xff\xff\xff")
    )
    result = parse_page(source * 3, URL, "utf-8")
    assert isinstance(result, Problem)
    assert result.kind == "wrong_charset"


PIECES = st.sampled_from([
    "<p>", "</p>", "<div class='entry-content'>", "</div>", "<figure>", "<figcaption>", "</figure>", "<img src='a.jpg'>", "<ul>", "<li>", "</ul>",
    "<table>", "<tr>", "<td>", "</table>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<a href='/bai-viet-khac-12.html'>", "</a>", "<b>", "</b>",
    "<br>", "<br/>", "&nbsp;", "&#8;", "\x1b[31m", "\u202e", "chữ", "Tin khác", "Nguồn tin: ai đó", "(Theo báo)", " ", "\n", "[ma_ngan]", "<iframe src='//v.vn/1'>",
    "<body class='single single-post'>", "<h1 class='entry-title'>Một tiêu đề</h1>", "<noscript>", "</noscript>", "<!--", "-->", "<script>", "</script>", "<amp-img src=b.jpg>",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
def test_no_soup_breaks_the_reading_and_what_comes_out_is_clean(soup: str) -> None:
    for result in (parse_page(soup, URL), parse_body(soup, URL)):
        if isinstance(result, Problem):
            continue
        for block in result.blocks:
            for line in block_inlines(block):
                assert text.clean(line.text, lines=True) == line.text
                assert all(0 <= span.start < span.end <= len(line.text) for span in line.spans)
    parse_list(soup, URL)
    parse_site(soup, URL)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div class='cmpbox'>x</div>&#1;&#xfffe;{}</body></html>",
        "<html><body><p>a</p><div class='cmpbox'>x</div>&#1;{}</body></html>",
        "<html class='&#1;'></html>&#1;<body id='a&#2;' b:c='d'>{}</body>",
        "<html><body></body><body>&#1;{}</body></html>",
    ],
)
def test_characters_that_no_text_may_hold_break_no_mending(page: str) -> None:
    article = parse_page(page.format(f"<h1>{TITLE}</h1>" + f"<p>{SENTENCES}</p>" * 5), URL)
    assert isinstance(article, Article)


PAGES = sorted(Path(__file__).parents[1].joinpath("pages").glob("*.html"))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(PAGES),
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 0.2), st.text(max_size=12) | PIECES), max_size=4
    ),
)
def test_no_damage_to_a_page_of_any_family_breaks_the_reading(
    path: Path, cuts: list[tuple[float, float, str]]
) -> None:
    html = path.read_text("utf-8")
    for place, share, instead in cuts:
        start = int(place * len(html))
        html = html[:start] + instead + html[start + int(share * len(html)) :]
    result = parse_page(html.encode("utf-8", "replace"), URL)
    assert isinstance(result, Article | Problem)
    if isinstance(result, Article):
        assert all(text.clean(item.title) == item.title for item in result.related)
    parse_list(html, URL)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(source: bytes) -> None:
    assert isinstance(parse_page(source, URL), Article | Problem)


def test_a_body_of_nothing_but_signs_is_no_article() -> None:
    assert parse_page(
        article_page(body="<div class='entry-content'><p>* * * [[[</p></div>"), ARTICLE_URL
    ) == Problem("no_article", ARTICLE_URL)


def test_a_password_in_the_page_is_a_wall() -> None:
    form = "<div class='entry-content'><form class='post-password-form'><p>Nội dung này được bảo vệ.</p></form></div>"
    assert parse_page(article_page(body=form), ARTICLE_URL) == Problem("login_wall", ARTICLE_URL)
