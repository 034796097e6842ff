"""Lines that templates put around and between a text, and the text that they look like."""

import pytest

from hpreader.model import Article, Image
from hpreader.page import PageReader, Trace, parse_page

URL = "https://bao.example.vn/bai.html"
PROSE = "".join(
    f"<p>Đoạn văn số {number} kể chuyện con đò chở khách sang sông mỗi sáng, đủ dài để là văn.</p>"
    for number in range(5)
)


def page_of(markup: str) -> str:
    return f"<html lang='vi'><head><title>Chuyện bến đò</title></head><body><article><h1>Chuyện bến đò</h1>{PROSE}{markup}{PROSE.replace('số', 'thứ')}</article></body></html>"


def read(markup: str) -> Article:
    article = parse_page(page_of(markup), URL)
    assert isinstance(article, Article)
    return article


FURNITURE = [
    "Image 1 of 8", "Photo 3 of 12:", "Ảnh 1/8", "Hình ảnh 2 / 7", "Slide 2 out of 5", "Bức ảnh số 2 trên tổng số 9",
    "This article is licensed under a Creative Commons licence.", "License: CC BY 4.0", "Bài viết này được phát hành theo giấy phép mở.",
    "Sign up for our morning newsletter and never miss a story.", "Đăng ký nhận bản tin mỗi sáng của chúng tôi.", "Enter your email address",
    "Comments are moderated before they appear.", "Please read our comment policy before you write.", "Ý kiến của bạn sẽ được biên tập trước khi đăng.",
    "Vui lòng gõ tiếng Việt có dấu", "You must be logged in to post a comment.", "Bạn cần đăng nhập để gửi bình luận.", "Chat with us on the messenger of your choice.",
]  # fmt: skip
TEXT = [
    "Ảnh 1/8 vòng đấu được trao giải tối qua.", "Đội nhà vào vòng 1/8 sau loạt luân lưu.", "Tỷ lệ 1/8", "Chủ đề: Đại dương xanh",
    "Người dân đăng ký nhận tin nhắn báo bão qua tổng đài.", "The band chose to sign up for the festival in May.", "Giấy phép số 12 do sở cấp năm 2026.",
    "The software is licensed under terms that the city accepted.", "Toà soạn mở bình luận từ hôm nay.", "Photographs of 8 boats hang in the hall.",
    "Please keep the tickets until the ferry lands.",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_a_template_is_left_out_and_recorded(line: str) -> None:
    assert line not in read(f"<p>{line}</p>").plain_text()
    trace = Trace()
    assert isinstance(PageReader(page_of(f"<p>{line}</p>"), URL, trace=trace).article, Article)
    excluded = [step.text for step in trace.explanation(URL).steps if step.step == "excluded"]
    assert line in excluded


@pytest.mark.parametrize("line", TEXT)
def test_a_sentence_about_such_things_stays(line: str) -> None:
    assert line in read(f"<p>{line}</p>").plain_text().split("\n")


def test_positions_without_a_word_go_where_there_are_several_of_one_gallery() -> None:
    slides = "".join(
        f"<p>{number} / 3</p><p>Chú giải của tấm thứ {number} trong loạt.</p>"
        for number in (1, 2, 3)
    )
    assert "/ 3" not in read(slides).plain_text()


def test_a_position_goes_from_the_beginning_of_a_caption() -> None:
    figures = "".join(
        f"<figure><img src='/{number}.jpg'><figcaption>Ảnh {number}/2: {text}</figcaption></figure>"
        for number, text in ((1, "Bến cũ"), (2, "Bến mới"))
    )
    images = [block for block in read(figures).blocks if isinstance(block, Image)]
    assert [image.caption.text for image in images] == ["Bến cũ", "Bến mới"]


def test_a_label_and_links_to_topics_are_no_text() -> None:
    links = "<a href='/tag/do'>đò</a>, <a href='/tag/ben'>bến</a>"
    for label in ("Tags:", "Chủ đề:", "Từ khoá", "Topics:"):
        assert "bến" not in read(f"<p>{label} {links}</p>").plain_text().replace("bến đò", "")
