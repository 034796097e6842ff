"""Documents attached to an article, and posts that are nothing else."""

import pytest

from hpreader.export import article_markdown, article_text
from hpreader.model import Article, Attachment, ListBlock, Paragraph
from hpreader.page import parse_body, parse_page
from hpreader.problems import Problem

URL = "https://phuong.example.vn/thong-bao-12.html"
PDF = "https://phuong.example.vn/tep/cong-van-12.pdf"
DOCX = "https://phuong.example.vn/tep/phu-luc.docx"
XLSX = "https://phuong.example.vn/tep/lich%20tuan.xlsx"
TITLE = "Thông báo lịch tiếp công dân tuần tới"
PROSE = "".join(
    f"<p>Đoạn văn số {number} kể việc phường tiếp dân mỗi tuần một buổi, đủ dài để là văn xuôi.</p>"
    for number in range(6)
)
MENU = "<ul class='menu'><li><a href='/'>Trang chủ</a></li><li><a href='/tin-tuc'>Tin tức</a></li></ul>"
FOOTER = "<div class='footer'><p>Uỷ ban phường Bến Mẫu. Địa chỉ: số 1 phố Bến Mẫu, thành phố Mẫu. Điện thoại: 0225 000 111. Chịu trách nhiệm: ông Nguyễn Văn Mẫu, chủ tịch.</p><p><a href='/huong-dan.pdf'>Hướng dẫn sử dụng</a></p></div>"


def page_of(markup: str) -> str:
    return f"<html lang='vi'><head><title>{TITLE}</title></head><body>{MENU}<div class='chi-tiet'><h1>{TITLE}</h1><div class='ngay'>22/11/2026 08:30</div>{markup}</div>{FOOTER}</body></html>"


def read(markup: str) -> Article:
    article = parse_page(page_of(markup), URL)
    assert isinstance(article, Article), article
    return article


def attached(article: Article) -> list[Attachment]:
    return [block for block in article.blocks if isinstance(block, Attachment)]


POSTS = {
    "a link in a paragraph": f"<div class='noi-dung'><p><a href='{PDF}'>Công văn số 12</a></p></div>",
    "a link in a box": f"<div class='noi-dung'></div><div class='dinh-kem'>Tệp đính kèm: <a href='{PDF}'>Công văn số 12</a></div>",
    "a list": f"<div class='noi-dung'><ul><li><a href='{PDF}'>Công văn số 12</a></li></ul></div>",
    "a file block": f"<div class='noi-dung'><div class='wp-block-file'><a href='{PDF}'>Công văn số 12</a><a href='{PDF}' class='wp-block-file__button' download>Tải về</a></div></div>",
    "a viewer of Google": f"<div class='noi-dung'><iframe title='Công văn số 12' src='https://docs.google.com/viewer?url={PDF}&embedded=true'></iframe></div>",
    "a viewer of Office": f"<div class='noi-dung'><iframe title='Công văn số 12' src='https://view.officeapps.live.com/op/embed.aspx?src={PDF}'></iframe></div>",
    "PDF.js": f"<div class='noi-dung'><iframe title='Công văn số 12' src='/pdfjs/web/viewer.html?file={PDF}'></iframe></div>",
    "an iframe": f"<div class='noi-dung'><iframe title='Công văn số 12' src='{PDF}'></iframe></div>",
    "an object": f"<div class='noi-dung'><object title='Công văn số 12' data='{PDF}' type='application/pdf'><p>Trình duyệt không xem được.</p></object></div>",
    "an embed": f"<div class='noi-dung'><embed title='Công văn số 12' src='{PDF}' type='application/pdf'></div>",
    "PDF Embedder": f"<div class='noi-dung'><a class='pdfemb-viewer' href='{PDF}'>Công văn số 12</a></div>",
    "a line with a button": f"<div class='noi-dung'><p>Công văn số 12 <a href='{PDF}'>Tải về</a></p></div>",
    "no element around it": f"<p><a href='{PDF}'>Công văn số 12</a></p>",
}


@pytest.mark.parametrize("kind", POSTS)
def test_a_post_that_is_a_title_and_a_document_is_an_article(kind: str) -> None:
    article = read(POSTS[kind])
    assert article.title == TITLE
    assert article.published is not None
    assert article.blocks == (Attachment(PDF, "Công văn số 12", "application/pdf"),)


def test_a_shortcode_whose_plugin_is_gone_names_its_document() -> None:
    for code in (f'[pdf-embedder url="{PDF}"]', f"[pdfjs-viewer url=”{PDF}” download=true]"):
        assert read(f"<div><p>{code}</p></div>").blocks == (
            Attachment(PDF, "cong-van-12.pdf", "application/pdf"),
        )


def test_several_documents_have_their_kinds_and_sizes_and_each_is_there_once() -> None:
    article = read(
        f"<div class='noi-dung'><p>Tệp đính kèm:</p><p><a href='{PDF}'>Công văn số 12</a> (PDF, 1,5 MB)</p><p><a href='{DOCX}'>Phụ lục</a></p>"
        f"<p><a href='{XLSX}'>Tải về</a></p><p><a href='{PDF}'>Tải về</a></p></div>"
    )
    assert article.blocks == (
        Attachment(PDF, "Công văn số 12", "application/pdf", 1572864),
        Attachment(
            DOCX,
            "Phụ lục",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        Attachment(
            XLSX,
            "lich tuan.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    )


def test_a_short_text_above_the_documents_stays() -> None:
    article = read(
        f"<div class='noi-dung'><p>Mời bà con xem lịch tuần.</p><p><a href='{PDF}'>Lịch tuần</a></p></div>"
    )
    assert "Mời bà con xem lịch tuần." in article.plain_text()
    assert "Bến Mẫu" not in article.plain_text()
    assert [one.url for one in attached(article)] == [PDF]


def test_documents_follow_the_text_and_links_in_sentences_stay_there() -> None:
    article = read(
        f"<div class='noi-dung'><p><a href='{DOCX}'>Phụ lục kèm theo</a></p>{PROSE}<p>Ông nói <a href='{PDF}'>công văn số 12</a> đã gửi các tổ dân phố từ tuần trước.</p></div>"
    )
    assert [one.url for one in attached(article)] == [DOCX]
    assert isinstance(article.blocks[-1], Attachment)
    assert "công văn số 12 đã gửi" in article.plain_text()


def test_documents_in_a_box_below_the_text_belong_to_the_article() -> None:
    article = read(
        f"<div class='noi-dung'>{PROSE}</div><div class='file-dinh-kem'><span>Tài liệu đính kèm:</span> <a href='{PDF}'>Công văn số 12</a></div>"
        f"<div class='sidebar'><h3>Văn bản mới</h3><ul><li><a href='{DOCX}'>Một văn bản khác của phường</a></li></ul></div>"
    )
    assert [one.url for one in attached(article)] == [PDF]


def test_of_a_list_the_documents_are_taken_and_the_other_items_stay() -> None:
    article = parse_body(
        f"<p>Hồ sơ gồm.</p><ul><li>Đơn viết tay</li><li><a href='{DOCX}'>Mẫu đơn</a></li></ul>", URL
    )
    assert (
        next(block for block in article.blocks if isinstance(block, ListBlock)).items[0].text
        == "Đơn viết tay"
    )
    assert [one.title for one in attached(article)] == ["Mẫu đơn"]


def test_a_page_without_text_and_documents_is_still_no_article() -> None:
    assert isinstance(parse_page(page_of("<div></div>"), URL), Problem)


def test_a_document_in_the_menu_or_the_footer_makes_no_article() -> None:
    markup = f"<nav><a href='{PDF}'>Hướng dẫn sử dụng cổng</a></nav>"
    assert isinstance(parse_page(page_of(markup), URL), Problem)


def test_a_table_of_documents_stays_and_its_rows_name_them() -> None:
    article = read(
        f"<div class='noi-dung'><table><tr><td>1</td><td>Mẫu đơn xin cấp đất</td><td><a href='{DOCX}'>Tải về</a></td></tr>"
        f"<tr><td>2</td><td>Bản khai</td><td><a href='{XLSX}'>Tải về</a></td></tr></table></div>"
    )
    assert [one.title for one in attached(article)] == ["Mẫu đơn xin cấp đất", "Bản khai"]
    assert len(article.blocks) == 3


def test_a_list_of_posts_with_their_documents_is_no_post() -> None:
    items = "".join(
        f"<div><h3><a href='/vb-{number}.html'>Quyết định số {number} về chợ</a></h3><a href='/vb-{number}.pdf'>Tải về</a></div>"
        for number in range(6)
    )
    assert isinstance(parse_page(page_of(items), URL), Problem)


def test_a_headline_that_is_no_heading_is_found_by_the_pages_title() -> None:
    url = "https://phuong.example.vn/documents/10180/0/CV+12.pdf/1a2b-3c"
    page = page_of(f"<p><a href='{url}?t=1'>Tải về</a></p>").replace("<h1>", "<div class='title'>")
    article = parse_page(page.replace("</h1>", "</div>"), URL)
    assert isinstance(article, Article)
    assert [one.title for one in attached(article)] == ["CV 12.pdf"]


def test_documents_are_links_on_the_screen_and_in_markdown() -> None:
    article = Article(URL, TITLE, (Attachment(PDF, "Công văn số 12", "application/pdf", 1572864),))
    assert "↪ Công văn số 12 (PDF, 1.5 MB)" in article_text(article)
    assert f"[Công văn số 12]({PDF}) (PDF, 1.5 MB)" in article_markdown(article)
    assert article.plain_text() == ""


def test_text_and_documents_of_a_body_alone() -> None:
    article = parse_body(f"<p>Lời dẫn.</p><p><a href='{PDF}'>Công văn số 12</a></p>", URL)
    assert [type(block) for block in article.blocks] == [Paragraph, Attachment]
