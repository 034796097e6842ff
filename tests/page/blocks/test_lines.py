"""Lines within a text: `<br>`, `<pre>`, `<menu>`; what an editor inserted and deleted; formulas."""

import pytest

from hpreader.export import article_json, article_markdown, article_text
from hpreader.model import Article, ListBlock, Paragraph
from hpreader.page import PageReader, Trace, parse_body, parse_page

URL = "https://bao.example.vn/bai.html"
PROSE = "".join(
    f"<p>Đoạn văn số {number} kể chuyện con đò chở khách sang sông mỗi sáng, đủ dài để là văn.</p>"
    for number in range(5)
)


def read(markup: str) -> Article:
    page = f"<html lang='vi'><head><title>Chuyện bến đò</title></head><body><article><h1>Chuyện bến đò</h1>{PROSE}{markup}{PROSE.replace('số', 'thứ')}</article></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    return article


def texts(markup: str) -> list[str]:
    """The paragraphs of a text between two others."""
    paragraphs = [
        block.content.text for block in read(markup).blocks if isinstance(block, Paragraph)
    ]
    return [text for text in paragraphs if not text.startswith("Đoạn văn")]


LINES = {
    "phone numbers": ["Bến đò: 0225 000 111", "Trạm xá: 0225 000 222", "Trường: 0225 000 333"],
    "poem": ["Nước lên đầy bãi", "Đò ngang sang chiều", "Ai chờ bên ấy", "Ai còn bên neo"],
    "poem without capitals": ["nước lên đầy bãi", "đò ngang sang chiều", "ai chờ bên ấy", "ai còn bên neo"],
    "line-up": ["- Thủ môn: Tuấn", "- Hậu vệ: Minh, Hải", "- Tiền đạo: Sơn"],
    "timetable": ["05:00 Bính", "06:30 Gót", "08:00 Bính"],
    "address": ["Uỷ ban phường Bến Mẫu", "Số 12 phố Bến Mẫu", "Điện thoại 0225 000 444"],
    "two prices": ["Gạo tẻ: 18.000 đồng/kg", "Gạo nếp: 25.000 đồng/kg"],
    "results": ["Mỹ 2 – 1 Pháp", "Anh 0 – 0 Ý", "Nhật 3 – 2 Áo"],
}  # fmt: skip
SENTENCES = {
    "wrapped": [
        "Sáng nay con đò chở rau qua sông",
        "gặp gió nên phải quay về",
        "trước giờ họp chợ.",
    ],
    "before a name": ["Sáng nay bến đò đón ông", "Nguyễn Văn Mẫu về thăm quê."],
    "two lines": ["Con đò chở khách sang sông mỗi sáng", "và về lúc chiều muộn."],
    "a long line before a name": [
        "Con đò chở khách sang sông mỗi sáng, mỗi trưa, mỗi chiều và cả những đêm có trăng sáng",
        "Bến Mẫu thì đông hơn.",
    ],
}


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("sign", ["<br>", "<br/>\n", " <br /> "])
def test_lines_that_line_breaks_part_stay_lines(kind: str, sign: str) -> None:
    assert texts(f"<p>{sign.join(LINES[kind])}</p>") == ["\n".join(LINES[kind])]


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_sentence_that_line_breaks_wrap_stays_one_line(kind: str) -> None:
    assert texts(f"<p>{'<br>'.join(SENTENCES[kind])}</p>") == [" ".join(SENTENCES[kind])]


def test_a_line_break_after_a_sentence_ends_the_paragraph() -> None:
    first = "Con đò chở khách sang sông mỗi sáng và về lúc chiều muộn."
    assert texts(f"<p>{first}<br>{first.upper()}</p>") == [first, first.upper()]


def test_the_lines_of_list_items_cells_and_quotations_stay_lines() -> None:
    lines = LINES["address"]
    markup = "<br>".join(lines)
    (listed,) = (
        block
        for block in read(f"<ul><li>{markup}</li></ul>").blocks
        if isinstance(block, ListBlock)
    )
    assert listed.items[0].text == "\n".join(lines)
    table = (
        f"<table><tr><td>Nơi nhận</td><td>{markup}</td></tr><tr><td>Giờ</td><td>8</td></tr></table>"
    )
    assert "\n".join(lines) in read(table).plain_text()
    assert "\n".join(lines) in read(f"<blockquote>{markup}</blockquote>").plain_text()


def test_a_line_break_in_a_heading_is_a_space() -> None:
    assert "Giờ đò Mùa hè" in read(
        f"<h2>Giờ đò<br>Mùa hè</h2><p>{SENTENCES['wrapped'][0]}.</p>"
    ).plain_text().split("\n")


def test_lines_are_lines_in_every_form_of_output() -> None:
    lines = LINES["poem"]
    article = read(f"<p><em>{'<br>'.join(lines)}</em></p>")
    assert set(lines) <= {line.strip() for line in article_text(article).split("\n")}
    assert "\\\n".join(f"*{line}*" for line in lines) in article_markdown(article)
    blocks = article_json(article, lambda _: False)["blocks"]
    assert {"kind": "paragraph", "text": "\n".join(lines)} in list(blocks)  # type: ignore[call-overload]


def test_a_link_over_two_lines_is_one_link() -> None:
    (content,) = (
        block.content
        for block in read(
            "<p>Xem:<br>Thông báo<br><a href='/van-ban-12.html'>Số 12<br>Ngày 3</a></p>"
        ).blocks
        if isinstance(block, Paragraph) and block.content.spans
    )
    assert content.links() == (("Số 12\nNgày 3", "https://bao.example.vn/van-ban-12.html"),)


def test_preformatted_text_keeps_its_lines_and_spaces() -> None:
    article = read("<pre>05:00  Bính\n  06:30  Gót\n08:00\tBính</pre>")
    text = "05:00  Bính\n  06:30  Gót\n08:00   Bính"
    assert text in article.plain_text()
    shown = article_text(article)
    assert all(line in shown.split("\n") for line in text.split("\n"))
    assert f"```\n{text}\n```" in article_markdown(article)


def test_preformatted_text_is_parted_at_empty_lines_and_keeps_its_links() -> None:
    article = read(
        "<pre class='wp-block-verse'>Một câu\nhai câu\n\nba <a href='/x.html'>câu</a><br>bốn câu</pre>"
    )
    contents = [block.content for block in article.blocks if isinstance(block, Paragraph)]
    found = [content for content in contents if "câu" in content.text]
    assert [content.text for content in found] == ["Một câu\nhai câu", "ba câu\nbốn câu"]
    assert found[1].links() == (("câu", "https://bao.example.vn/x.html"),)


def test_preformatted_text_has_no_escape_sequences() -> None:
    assert "[31m" not in read("<pre>đỏ &#27;[31m  xanh</pre>").plain_text()


def test_a_pre_around_paragraphs_is_read_like_any_box() -> None:
    assert texts("<pre><p>Một câu  dài.</p><p>Câu nữa.</p></pre>") == ["Một câu dài.", "Câu nữa."]


@pytest.mark.parametrize("tag", ["menu", "dir", "ul"])
def test_every_kind_of_list_is_a_list(tag: str) -> None:
    article = read(f"<{tag}><li>Bánh đúc nóng</li><li>Cháo trai</li></{tag}>")
    (found,) = (block for block in article.blocks if isinstance(block, ListBlock))
    assert [item.text for item in found.items] == ["Bánh đúc nóng", "Cháo trai"]


def test_a_menu_of_buttons_is_no_list() -> None:
    assert not any(
        isinstance(block, ListBlock)
        for block in read("<menu><li><button>Chép</button></li></menu>").blocks
    )


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_inserted_text_is_text_and_deleted_text_is_left_out(tag: str) -> None:
    assert texts(f"<p>Giá vé <{tag}>50.000</{tag}> <ins>60.000</ins> đồng.</p>") == [
        "Giá vé 60.000 đồng."
    ]
    assert texts(
        f"<ul><li>Giá vé <{tag}>50.000</{tag}> <ins>60.000</ins> đồng</li></ul><p>Hết.</p>"
    ) == ["Hết."]


def test_inserted_lines_and_blocks_are_text() -> None:
    assert texts("<p><ins datetime='2026-11-22'>Cập nhật: thêm một chuyến.</ins></p>") == [
        "Cập nhật: thêm một chuyến."
    ]
    assert texts("<ins><p>Cập nhật: thêm hai chuyến.</p></ins>") == ["Cập nhật: thêm hai chuyến."]


@pytest.mark.parametrize(
    "attributes",
    [
        "class='adsbygoogle'",
        "data-ad-client='x'",
        "data-revive-zoneid='3'",
        "id='banner-1'",
        "class='adv-box'",
    ],
)
def test_an_insertion_that_is_an_advertisers_slot_is_left_out(attributes: str) -> None:
    assert texts(f"<ins {attributes}>mua hàng</ins>") == []


def test_a_deletion_is_recorded_and_one_without_end_takes_no_article() -> None:
    page = f"<html><body><article><h1>Chuyện bến đò</h1>{PROSE}<p>Giá <del>50.000</del> 60.000.</p></article></body></html>"
    trace = Trace()
    assert isinstance(PageReader(page, URL, trace=trace).article, Article)
    assert any(step.rule == "deleted" for step in trace.explanation(URL).steps)
    assert len(parse_body(f"<div><s>{PROSE * 4}</s></div>", URL).blocks) >= 20


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mi>S</mi><mo>=</mo><mn>25</mn>", "S = 25"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x²"),
        ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "H₂O"),
        ("<msqrt><mn>16</mn></msqrt>", "√16"),
        (
            "<semantics><mrow><mi>E</mi></mrow><annotation encoding='application/x-tex'>E_0</annotation></semantics>",
            "E",
        ),
    ],
)
def test_a_formula_in_a_sentence_is_text(formula: str, text: str) -> None:
    (sentence,) = texts(f"<p>Diện tích <math>{formula}</math> ha.</p>")
    assert sentence.replace(" ", "") == f"Diện tích {text} ha.".replace(" ", "")
    assert sentence.startswith("Diện tích ")
    assert sentence.endswith(" ha.")


def test_a_formula_that_a_script_drew_beside_its_source_is_there_once() -> None:
    drawn = "<span class='katex'><span class='katex-mathml'><math><mi>S</mi></math></span><span class='katex-html' aria-hidden='true'>S</span></span>"
    assert texts(f"<p>Diện tích {drawn} ha.</p>") == ["Diện tích S ha."]
