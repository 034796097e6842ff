"""Texts of paragraphs only are read without a tree, with the same result."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.page import article_builder, parse_body

URL = "https://bao.example/tin-1.html"

LINES = st.sampled_from([
    "Thành phố  Hải Phòng mở\ncầu mới.", "", " ", "\n\t ", "Theo VnExpress", "(Theo TTXVN)", "Nguồn: Báo Hải Phòng",
    "Ảnh 1/8", "Chia sẻ:", "3/7/2026", "12", "13", "Nguyễn Văn A", "Xem thêm", "Chủ đề:", "a > b", "…", "e\u0301te\u0301",
    "phóng viên: a@bao.example", "\u00a0x", "\u200bx", "a\x0bb", "a\rb", "a&amp;b", "[caption]x", "🙂\ufe0f", "\x00", "\ud800",
])  # fmt: skip
"""Lines that the rules for texts look at, and some that are not read without a tree."""
PARAGRAPHS = st.builds(
    lambda lines, between: between.join(f"<p>{line}</p>" for line in lines),
    st.lists(LINES | st.text(max_size=40), min_size=1, max_size=8),
    st.sampled_from(["", "\n", " \n\t", "x", "<br>", "\u2003"]),
)


@given(PARAGRAPHS)
def test_a_text_of_paragraphs_reads_as_its_tree_does(html: str) -> None:
    tree = article_builder._body_of_tree(html, URL)
    assert parse_body(html, URL) == tree


@pytest.mark.parametrize(
    ("html", "is_plain"),
    [
        ("<p>Một.</p>\n<p>Hai.</p>\n", True),
        ("<p>Một.</p>", True),
        ("<p>Một <b>hai</b>.</p>", False),
        ('<p class="lede">Một.</p>', False),
        ("<p>Một.</p><img src='a.jpg'>", False),
        ("<p>Một &amp; hai.</p>", False),
        ("Một.", False),
    ],
)
def test_a_tree_is_made_of_all_other_texts(
    html: str, is_plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    parse = article_builder.parse_markup

    def counted(source: str, url: str) -> object:
        made.append(source)
        return parse(source, url)

    monkeypatch.setattr(article_builder, "parse_markup", counted)
    assert parse_body(html, URL).blocks
    assert bool(made) != is_plain
