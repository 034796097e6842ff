"""The lede is not in the article once more, and is no caption, date or widget."""

import pytest

from hpreader.model import Article, Image
from hpreader.page import parse_page

URL = "https://bao.example.vn/bai.html"
FIRST = "Sáng nay con đò đầu tiên của mùa nước đã chở hơn bốn mươi người khách sang sông an toàn."
SECOND = "Người lái đò kể rằng nước lên chậm hơn năm ngoái nên bến cũ còn dùng được đến tháng sau."
PROSE = "".join(
    f"<p>Đoạn văn số {number} kể chuyện con đò chở khách sang sông mỗi sáng, đủ dài để là văn.</p>"
    for number in range(6)
)


def read(above: str, body: str) -> Article:
    page = f"<html lang='vi'><head><title>Con đò đầu mùa nước</title></head><body><div class='bai'><h1>Con đò đầu mùa nước</h1>{above}<div class='than'>{body}</div></div></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    return article


LEDE = "<div class='sapo'>{}</div>"


@pytest.mark.parametrize(
    ("lede", "body"),
    [
        (FIRST, f"<p>{FIRST}</p><p>{SECOND}</p>"),
        (FIRST, f"<p>{FIRST} {SECOND}</p>"),
        (f"{FIRST} {SECOND}", f"<p>{FIRST}</p><p>{SECOND}</p>"),
        (FIRST[:-20] + "…", f"<p>{FIRST} {SECOND}</p>"),
        (f"{FIRST} Nước còn lên.", f"<p>{FIRST}</p><p>{SECOND}</p>"),
    ],
)
def test_a_lede_that_is_the_beginning_of_the_body_is_there_once(lede: str, body: str) -> None:
    text = read(LEDE.format(lede), body + PROSE).plain_text()
    assert text.count(FIRST[:60]) == 1
    assert text.count(SECOND[:60]) == 1


def test_a_lede_of_its_own_stays() -> None:
    article = read(LEDE.format(FIRST), f"<p>{SECOND}</p>{PROSE}")
    assert article.lede == FIRST
    assert SECOND in article.plain_text()


def test_a_caption_is_no_lede() -> None:
    figure = f"<figure><img src='/do.jpg' width='900' height='600'><figcaption>{FIRST}</figcaption></figure>"
    article = read(LEDE.format(FIRST) + figure, f"<p>{SECOND}</p>{PROSE}")
    assert article.lede == ""
    assert [block.caption.text for block in article.blocks if isinstance(block, Image)] == [FIRST]


@pytest.mark.parametrize(
    "text",
    [
        "Chat with us on the messenger of your choice and find out what is going on in town today.",
        "Đăng ký nhận bản tin của chúng tôi để không bỏ lỡ tin nào trong ngày hôm nay và cả tuần này.",
        "Published: 22/11/2026 08:30 - Updated: 22/11/2026 10:45",
        "Subscribe to our channel for the latest news from the river and from all the ports nearby.",
    ],
)
def test_a_widget_or_a_date_is_no_lede(text: str) -> None:
    for above in (f"<div>{text}</div>", LEDE.format(text)):
        assert read(above, f"<p>{FIRST}</p><p>{SECOND}</p>{PROSE}").lede in {"", FIRST}
