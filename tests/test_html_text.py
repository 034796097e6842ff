"""Titles and teasers without the HTML that sites put into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.html_text import plain_text, plain_title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<nobr>Bến Bính</nobr>", "Bến Bính"),
        ('<time datetime="2026-11-24">24/11</time> Bến Bính', "24/11 Bến Bính"),
        ('<svg><title>biểu tượng</title><path d="M0 0"/></svg> Bến Bính', "Bến Bính"),
        ("Bến <!-- mới -->Bính", "Bến Bính"),
        ('Bến Bính<script type="x">a < b</script>', "Bến Bính"),
        ("<style>p > a {}</style>Bến Bính", "Bến Bính"),
        ("<o:p></o:p>Bến Bính", "Bến Bính"),
        ('<st1:place w:st="on">Bến Bính</st1:place>', "Bến Bính"),
        ('<picture><source srcset="a"><img alt="a > b"></picture> Bến Bính', "Bến Bính"),
        ("<ul><li>Bến</li><li>Bính</li></ul>", "Bến Bính"),
        ("Bến<br/>Bính<hr>Gót", "Bến Bính Gót"),
        ("Bến<img src='a'>Bính", "Bến Bính"),
        ("Bến Bính<img src='a'>, Gót", "Bến Bính, Gót"),
        ("Khí CO<sub>2</sub>, 100 m<sup>2</sup>", "Khí CO2, 100 m2"),
        ("<i>Sóng</i>, phim cũ", "Sóng, phim cũ"),
        ("CO&amp;lt;sub&amp;gt;2&amp;lt;/sub&amp;gt;", "CO2"),
        ("<![CDATA[Bến Bính]]>", "Bến Bính"),
        ("a < b", "a < b"),
        ("x<y và y>z", "x<y và y>z"),
        ("a <b và c> d", "a <b và c> d"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("I <3 Bến Bính", "I <3 Bến Bính"),
        ("&lt;antirez&gt; trả lời", "<antirez> trả lời"),
    ],
)
def test_a_title_loses_every_tag_and_no_text(written, title):
    assert plain_title(written) == title


def test_inline_tags_part_no_words_of_a_teaser():
    assert plain_text("<p>Khí CO<sub>2</sub></p><p>hai<script>x</script></p>") == "Khí CO2 hai"


def test_a_title_of_many_tags_takes_no_time():
    for piece in ("<a '\"", "<", "<script ", "</a", "<!--", "&amp;", "<svg>"):
        plain_title(piece * 10_000)


@given(
    st.lists(
        st.sampled_from([
            "<p>", "</p>", "</p>\n<p>", "Bến  Bính", "Hải\nPhòng", " ", "\n", "<br>", "<b>", "a < b", ">", "&amp;", "\u00a0", "\u200b",
            "e\u0301", "\x1b]0;x", "\x1f", "\u2028", "\ud800", "\u0378", "<!--", "-->", "<script>", "\u0301" * 9,
        ])
        | st.text(max_size=9)
    )
)  # fmt: skip
def test_a_text_of_paragraphs_is_that_of_any_other_markup(pieces: list[str]) -> None:
    markup = "".join(("<p>", *pieces))
    assert plain_text(markup) == plain_text(f"<i></i>{markup}")
