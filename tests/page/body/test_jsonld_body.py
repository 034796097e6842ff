"""JSON-LD's own account of an article's text, heard but not believed blindly."""

import json

import pytest

from hpreader.model import Article
from hpreader.page import parse_page
from hpreader.problems import Problem

URL = "https://tin.example.vn/bai-12.html"
SENTENCES = [
    f"Câu số {number} của bài kể tiếp chuyện ngôi chợ bên sông, nơi người bán, người mua quen mặt nhau,"
    " và mỗi sớm mai tiếng nói cười vang đến tận đầu làng."
    for number in range(6)
]
PROSE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
OTHER = "Ai muốn báo lỗi chính tả trong bài này thì bôi đen chữ sai, rồi bấm vào nút ở góc phải của màn hình, và chờ một chút."


def read(body: str, stated: str) -> Article | Problem:
    statement = json.dumps({"@type": "NewsArticle", "headline": "Ngôi chợ", "articleBody": stated})
    head = f"<title>Ngôi chợ</title><script type='application/ld+json'>{statement}</script>"
    return parse_page(f"<html><head>{head}</head><body>{body}</body></html>", URL)


def texts(found: Article | Problem) -> list[str]:
    assert isinstance(found, Article), found
    return found.plain_text().split("\n")


@pytest.mark.parametrize("joint", ["\n", " ", "</p><p>", "&#10;"])
def test_text_below_the_end_stated_in_jsonld_is_left_out(joint: str) -> None:
    page = f"<div class='khung'><h1>Ngôi chợ</h1>{PROSE}<p>{OTHER}</p></div>"
    assert texts(read(page, joint.join(SENTENCES))) == SENTENCES
    assert OTHER in texts(read(page, ""))


def test_a_line_among_the_text_that_is_not_stated_is_left_out() -> None:
    page = PROSE.replace("</p><p>", f"</p><p>{OTHER}</p><p>", 1)
    assert texts(read(f"<div class='khung'>{page}</div>", " ".join(SENTENCES))) == SENTENCES


def test_a_lede_outside_the_stated_text_is_kept() -> None:
    page = f"<div class='khung'><p>{OTHER}</p>{PROSE}</div>"
    assert texts(read(page, " ".join(SENTENCES))) == [OTHER, *SENTENCES]


def test_a_statement_that_is_cut_short_takes_nothing_away() -> None:
    page = f"<div class='khung'>{PROSE}<p>{OTHER}</p></div>"
    assert texts(read(page, " ".join(SENTENCES[:3]))) == [*SENTENCES, OTHER]


def test_a_statement_about_something_else_takes_nothing_away() -> None:
    page = f"<div class='khung'>{PROSE}</div>"
    assert texts(read(page, "Một câu không có trên trang này bao giờ cả. " * 20)) == SENTENCES


def test_an_article_that_only_scripts_would_show_is_read_from_its_statement() -> None:
    page = "<div id='root'></div><noscript>Hãy bật JavaScript để xem trang này.</noscript>"
    assert texts(read(page, "\n".join(SENTENCES))) == SENTENCES
    assert texts(read(page, PROSE)) == SENTENCES
    assert read(page, "") == Problem("needs_script", URL)
