"""Articles as lines: nothing is lost, nothing is too wide, and places survive a resize."""

import re
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpreader.model import (
    Anchor,
    Article,
    Block,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
    block_inlines,
)
from hpreader.render import (
    DARK,
    LIGHT,
    PLAIN,
    Layout,
    lay_out,
)
from tests.render.golden.articles import FERRY, cells

pytestmark = pytest.mark.usefixtures("english")


# --- random articles ----------------------------------------------------------------------------

ODD = "aÁạ  \n\xa0\u0301\u200b\u200d\ufe0f\x1b\x00\x07\x9b\u202e\xad\ud800港焼🏮👨ﬃ–“…-/.7%"
WORDS = (
    "TP. Hải Phòng",
    "5 km",
    "ngày 3-9",
    "https://baomau.vn/mot/hai?ba=bon",
    "siêudàikhôngngắtđược",
    "thị trấn ven sông",
)
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.text(st.sampled_from(ODD), max_size=40),
    st.text(max_size=20),
)


@st.composite
def inlines(draw: st.DrawFn) -> Inline:
    text = draw(TEXT)
    place = st.integers(0, len(text) + 2)
    kinds = st.sampled_from(["strong", "emphasis", "link"])
    spans = st.lists(
        st.builds(Span, place, place, kinds, st.just("https://baomau.vn/x")), max_size=3
    )
    return Inline(text, tuple(draw(spans)))


def tuples(items: st.SearchStrategy, size: int = 4) -> st.SearchStrategy:
    return st.lists(items, max_size=size).map(tuple)


FLOWING = st.one_of(
    st.builds(Paragraph, inlines()),
    st.builds(Heading, st.integers(1, 6), inlines()),
    st.builds(Image, st.just("https://baomau.vn/a.jpg"), TEXT, inlines()),
    st.builds(ListBlock, st.booleans(), tuples(inlines()), tuples(st.integers(0, 9))),
    st.builds(Quote, inlines()),
    st.builds(Embed, st.just("https://baomau.vn/v"), TEXT),
)
SPANS = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 3), st.integers(1, 3))
TABLES = st.builds(Table, tuples(tuples(inlines()), 3), st.booleans(), tuples(SPANS, 2))
RELATED = st.builds(
    Related,
    TEXT,
    st.just("https://baomau.vn/r"),
    TEXT,
    st.sampled_from([None, date(2024, 7, 6), datetime(2024, 7, 6, tzinfo=UTC)]),
)
ARTICLES = st.builds(
    Article,
    url=st.just("https://baomau.vn/1"),
    title=TEXT,
    section=TEXT,
    lede=TEXT,
    byline=TEXT,
    blocks=tuples(st.one_of(FLOWING, TABLES)),
    related=tuples(RELATED, 3),
)
WIDTHS = st.integers(10, 110)


UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb\U0001f3fb-\U0001f3ff"
    "\U000e0000-\U0010ffff]"
)


def drawn(text: str) -> str:
    """What of a text must be seen: no spaces, and nothing that a terminal would not show."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"}
    return "".join(c for c in UNSEEN.sub("", text) if unicodedata.category(c) not in hidden)


# --- what always holds --------------------------------------------------------------------------


@given(ARTICLES, WIDTHS)
def test_no_line_is_wider_than_the_measure(article: Article, width: int) -> None:
    for line in lay_out(article, width, LIGHT).lines:
        assert sum(cell_len(segment.text) for segment in line.segments) <= width


@given(ARTICLES, WIDTHS)
def test_no_line_carries_a_control_a_bidi_override_or_a_terminal_link(
    article: Article, width: int
) -> None:
    for line in lay_out(article, width, DARK).lines:
        assert not re.search(
            "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ud800-\udfff]", line.text
        )
        assert all(segment.style is None or segment.style.link is None for segment in line.segments)


@example((Paragraph(Inline("\U0001f3fb")),), 10)
@given(st.lists(FLOWING, max_size=4).map(tuple), WIDTHS)
def test_every_character_of_the_text_is_drawn_in_order(
    blocks: tuple[Block, ...], width: int
) -> None:
    article = Article(url="u", title="", blocks=blocks)
    seen = iter(lay_out(article, width, PLAIN).plain())
    for block in blocks:
        for content in block_inlines(block):
            assert all(character in seen for character in drawn(content.text))


@given(TABLES, WIDTHS)
def test_every_character_of_a_table_is_drawn(table: Table, width: int) -> None:
    seen = Counter(lay_out(Article(url="u", title="", blocks=(table,)), width, PLAIN).plain())
    wanted = Counter(drawn("".join(cell.text for cell in block_inlines(table))))
    assert wanted <= seen


@given(ARTICLES, WIDTHS)
def test_a_line_is_found_again_by_its_anchor(article: Article, width: int) -> None:
    layout = lay_out(article, width, PLAIN)
    for line in range(len(layout.lines)):
        anchor = layout.anchor_of(line)
        assert layout.anchor_of(layout.line_of(anchor)) == anchor


@st.composite
def articles_of_different_words(draw: st.DrawFn) -> Article:
    """An article in which no word comes twice, so that a word tells where one is."""
    words = (f"t{number}" for number in range(10_000))

    def text() -> Inline:
        return Inline(" ".join(next(words) for _ in range(draw(st.integers(1, 30)))))

    def texts() -> tuple[Inline, ...]:
        return tuple(text() for _ in range(draw(st.integers(1, 4))))

    makers = {
        "paragraph": lambda: Paragraph(text()),
        "list": lambda: ListBlock(True, texts()),
        "quote": lambda: Quote(Inline("\n".join(part.text for part in texts()))),
        "table": lambda: Table(tuple(texts() for _ in range(3))),
        "photo": lambda: Image("https://baomau.vn/a.jpg", "", text()),
    }
    kinds = draw(st.lists(st.sampled_from(sorted(makers)), min_size=1, max_size=4))
    return Article(url="u", title=text().text, blocks=tuple(makers[kind]() for kind in kinds))


@given(articles_of_different_words(), WIDTHS, WIDTHS)
def test_after_a_resize_the_same_word_is_on_the_line_of_the_anchor(
    article: Article, width: int, other: int
) -> None:
    before, after = lay_out(article, width, PLAIN), lay_out(article, other, PLAIN)
    for line in before.lines:
        anchor = line.anchor
        if anchor.block >= 0 and anchor.offset >= 0:
            block_text = "\n".join(
                part.text for part in block_inlines(article.blocks[anchor.block])
            )
            if word := re.match(r"\w+", block_text[anchor.offset :]):
                found = after.lines[after.line_of(anchor)].text
                assert re.search(rf"\b{word[0]}\b", found)


@given(ARTICLES, WIDTHS)
def test_places_lie_within_their_lines(article: Article, width: int) -> None:
    layout = lay_out(article, width, PLAIN)
    for place in layout.regions:
        assert 0 <= place.start < place.end <= cell_len(layout.lines[place.line].text)
    numbers = [place.number for place in layout.regions if place.kind == "related"]
    assert numbers == sorted(numbers)


@given(st.integers(1, 9))
def test_a_pane_too_narrow_to_read_in_is_no_error(width: int) -> None:
    assert lay_out(FERRY, width, PLAIN).lines


# --- lines --------------------------------------------------------------------------------------


def lines_of(text: str, width: int) -> list[str]:
    layout = lay_out(Article(url="u", title=text), width, PLAIN)
    return list(layout.text_lines())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("một hai ba", 7, ["một hai", "ba"]),
        ("sang TP. Hải Phòng", 17, ["sang", "TP. Hải Phòng"]),
        ("cầu mới dài 5 km", 14, ["cầu mới dài", "5 km"]),
        ("khánh thành ngày 3-9", 17, ["khánh thành", "ngày 3-9"]),
        ("họp ngày 3/7", 10, ["họp", "ngày 3/7"]),
        ("ông N. V. An", 9, ["ông", "N. V. An"]),
        ("lúc 06/07/2024 06:05", 17, ["lúc", "06/07/2024 06:05"]),
        ("trị giá 12,5 triệu đồng", 20, ["trị giá", "12,5 triệu đồng"]),
        ("tăng 30 %", 8, ["tăng", "30 %"]),
        ("TP. Hải Phòng", 10, ["TP. Hải", "Phòng"]),
        ("aaaaaaaaaaaa", 5, ["aaaaa", "aaaaa", "aa"]),
        ("https://a.vn/bcdef", 14, ["https://a.vn/", "bcdef"]),
        ("港の夜市", 5, ["港の", "夜市"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("  một   hai  ", 20, ["một   hai"]),
        ("👨\u200d👩", 10, ["👨👩"]),
        ("họp lúc 8 giờ 30 phút", 15, ["họp lúc", "8 giờ 30 phút"]),
        ("sông dài 1 250 000 m", 13, ["sông dài", "1 250 000 m"]),
        ("từ thế kỷ XXI", 10, ["từ", "thế kỷ XXI"]),
        ("trên Quốc lộ 10", 12, ["trên", "Quốc lộ 10"]),
        ("đội ta thắng 3 – 2", 17, ["đội ta thắng", "3 – 2"]),
        ("cụ bà 102 tuổi", 12, ["cụ bà", "102 tuổi"]),
    ],
)
def test_lines_break_where_a_reader_would_break_them(
    text: str, width: int, lines: list[str]
) -> None:
    assert lines_of(text, width) == lines


PHRASES = (
    "TP. Hải Phòng", "TP Hồ Chí Minh", "5 km", "ngày 3-9", "06/07/2024 06:05", "12,5 triệu đồng",
    "30 %", "8 giờ 30 phút", "năm 2024", "1 250 000 đồng", "N. V. An", "Quốc lộ 10", "thế kỷ XXI",
)  # fmt: skip


@given(
    st.lists(st.sampled_from([*PHRASES, "và", "đường", "siêudàikhôngngắt", "🏮"]), max_size=25),
    WIDTHS,
)
def test_no_line_is_too_wide_and_no_phrase_is_broken_that_fits_a_line(
    words: list[str], width: int
) -> None:
    # A comma behind each, so that no two phrases make a third.
    text = ", ".join(words)
    lines = lines_of(text, width)
    assert all(cell_len(line) <= max(width, 2) for line in lines)
    # The words are the same, and each space that became a line's end was allowed to.
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    at = 0
    broken: set[int] = set()
    for line in lines[:-1]:
        for letter in line:
            while text[at] == " " and letter != " ":
                at += 1
            at += 1
        broken.add(at)
    start = 0
    for phrase in words:
        if phrase in PHRASES and cell_len(phrase) + 1 <= width:
            inside = {n for n in broken if start < n < start + len(phrase)}
            assert not inside, (phrase, lines)
        start += len(phrase) + 2


@pytest.mark.parametrize(
    ("text", "cells_drawn"),
    [
        # What xterm 379 and tmux 3.3 answer to a cursor position report after what we draw.
        ("👍🏽", 2), ("❤\ufe0f", 1), ("1\ufe0f\u20e3", 1), ("🇻🇳🇱🇦", 4), ("👨\u200d👩\u200d👧", 6),
        ("⭐", 2), ("⌚\ufe0e", 2), (unicodedata.normalize("NFD", "Đường ướt"), 9), ("漢字", 4),
        ("\u1112\u1161\u11ab", 2), ("กำ", 2), ("a\u3000b", 3), ("a\tb", 3), ("– “…”", 5),
    ],
)  # fmt: skip
def test_emoji_and_combining_marks_take_the_cells_that_terminals_give_them(
    text: str, cells_drawn: int
) -> None:
    (line,) = lines_of(text, 40)
    assert cell_len(line) == cells_drawn
    assert len(lines_of(text, cells_drawn)) == 1


@given(st.lists(st.sampled_from([*WORDS, "a", "đường", "–"]), max_size=30).map(" ".join), WIDTHS)
def test_a_wide_letter_far_away_changes_no_line_before_it(text: str, width: int) -> None:
    narrow, wide = lines_of(text, width), lines_of(f"{text}\n港", width)
    assert [*narrow, "港"] == wide


# --- anchors ------------------------------------------------------------------------------------


def test_an_anchor_finds_the_line_with_its_letter() -> None:
    text = " ".join(f"chữ{number}" for number in range(200))
    article = Article(url="u", title="", blocks=(Paragraph(Inline(text)),))
    for width in (20, 33, 72):
        layout = lay_out(article, width, PLAIN)
        line = layout.line_of(Anchor(0, text.index("chữ150")))
        assert "chữ150" in layout.lines[line].text


def test_an_anchor_in_any_cell_of_a_table_finds_its_line() -> None:
    row = cells("một hai ba bốn", "năm sáu bảy tám chín mười mười một mười hai")
    article = Article(url="u", title="", blocks=(Table((row,)),))
    layout = lay_out(article, 24, PLAIN)
    text = "\n".join(cell.text for cell in row)
    for word in ("một", "bốn", "tám", "hai"):
        assert word in layout.lines[layout.line_of(Anchor(0, text.index(word)))].text


def test_an_anchor_in_the_names_of_columns_finds_the_first_row_where_they_stand_before_cells() -> (
    None
):
    table = Table((cells("Phường cũ", "Dân số"), cells("Máy Tơ", "9.000")), header=True)
    article = Article(url="u", title="T", blocks=(table,))
    layout = lay_out(article, 10, PLAIN)
    for offset in (0, 7, 12):
        assert layout.lines[layout.line_of(Anchor(0, offset))].text == "Phường cũ:"


def test_an_anchor_of_another_article_is_no_error() -> None:
    layout = lay_out(FERRY, 40, PLAIN)
    assert layout.line_of(Anchor(-1, -5)) == 0
    assert layout.line_of(Anchor(999, 0)) == len(layout.lines) - 1
    assert Layout(40, (), (), ()).anchor_of(3) == Anchor()
