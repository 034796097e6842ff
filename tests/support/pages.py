"""A small article page, for tests that change one part of it."""

from hpreader.model import Article
from hpreader.page import parse_page

URL = "https://bao.example.vn/bai.html"
BODY = (
    "<div class='entry-content'>"
    + "<p>Một đoạn văn đủ dài để ai cũng thấy đây là thân bài của một bài báo.</p>" * 3
    + "</div>"
)


def page(head: str = "", body: str = BODY, tokens: str = "single single-post") -> str:
    return f"<html><head><title>Tiêu đề</title>{head}</head><body class='{tokens}'><article><h1 class='entry-title'>Tiêu đề</h1>{body}</article></body></html>"


def read(html: str, url: str = URL) -> Article:
    article = parse_page(html, url)
    assert isinstance(article, Article), article
    return article
