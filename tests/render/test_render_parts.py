"""The parts of an article as they are drawn: head, blocks, links, related news and colours."""

import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.style import Style

from hpreader.model import (
    Article,
    Attachment,
    Block,
    Embed,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
)
from hpreader.render import (
    DARK,
    DRAWN,
    LIGHT,
    PLAIN,
    SPOKEN,
    Palette,
    blocks,
    lay_out,
    related,
    tables,
)
from tests.render.golden.articles import FERRY, FERRY_STATES, cells, marked

pytestmark = pytest.mark.usefixtures("english")


# --- the parts ----------------------------------------------------------------------------------


def body_of(*blocks: Block, width: int = 40) -> list[str]:
    return list(lay_out(Article(url="u", title="", blocks=blocks), width, PLAIN).text_lines())[1:]


def test_the_head_leaves_out_what_the_article_does_not_have() -> None:
    layout = lay_out(Article(url="u", title="Tin", origin="baomau.vn"), 40, PLAIN)
    assert layout.plain() == "Tin\nbaomau.vn"


def test_times_are_told_on_the_clocks_of_vietnam() -> None:
    article = Article(url="u", title="Tin", published=datetime(2024, 7, 5, 23, 5, tzinfo=UTC))
    assert lay_out(article, 40, PLAIN).text_lines()[1] == "06/07/2024 06:05"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (timedelta(minutes=-9), ""),
        (timedelta(minutes=5), ""),
        (timedelta(minutes=6), " ∙ Updated 06:11"),
        (timedelta(days=1), " ∙ Updated 07/07/2024 06:05"),
        (timedelta(days=9), ""),
    ],
)
def test_an_update_is_told_when_it_is_one_and_not_in_the_future(
    after: timedelta, told: str
) -> None:
    published = datetime(2024, 7, 5, 23, 5, tzinfo=UTC)
    article = Article(url="u", title="T", published=published, updated=published + after)
    layout = lay_out(article, 60, PLAIN, now=published + timedelta(days=3))
    assert layout.text_lines()[1] == f"06/07/2024 06:05{told}"


def test_a_picture_without_a_caption_tells_its_alternative_text() -> None:
    assert body_of(Image("s", "Cầu"), Image("s", "Cầu", Inline("Cầu mới")), Image("s")) == [
        "[Photo] Cầu", "", "[Photo] Cầu mới", "", "[Photo]"
    ]  # fmt: skip


def test_numbers_of_a_long_list_stand_in_line() -> None:
    lines = body_of(ListBlock(True, cells(*"abcdefghij")))
    assert lines[0] == " 1. a"
    assert lines[9] == "10. j"


def test_a_numbered_list_goes_on_after_a_nested_one() -> None:
    lines = body_of(ListBlock(True, cells("a", "b", "c"), (0, 1, 0)))
    assert lines == ["1. a", "   ◦ b", "2. c"]


def test_numbers_in_a_table_are_read_from_their_last_digit() -> None:
    lines = body_of(
        Table((cells("Gian", "Giá"), cells("a", "9"), cells("b", "1.000")), header=True)
    )
    assert lines[2:] == ["a         9", "b     1.000"]


def test_a_table_too_wide_for_the_measure_is_told_row_by_row() -> None:
    rows = (cells("Phường", "Dân số"), cells("Máy Tơ", "9.000"), cells("Cầu Đất", ""))
    assert body_of(Table(rows, header=True), width=10) == [
        "Phường:", "Máy Tơ", "Dân số:", "9.000", "", "Phường:", "Cầu Đất"
    ]  # fmt: skip


def test_a_table_of_one_row_has_no_other_rows_to_name_columns_for() -> None:
    assert body_of(Table((cells("Phường", "Dân số"),), header=True), width=9) == [
        "Phường",
        "Dân số",
    ]


def test_a_column_without_values_keeps_its_name_where_a_table_is_told_row_by_row() -> None:
    table = Table((cells("Phường", "Ghi chú"), cells("Máy Tơ", "")), header=True)
    assert body_of(table, width=10) == ["Ghi chú", "", "Phường:", "Máy Tơ"]


SPANNED = Table(
    (
        cells("Đội", "Sân nhà", "", "Sân khách", ""),
        cells("", "Thắng", "Bại", "Thắng", "Bại"),
        cells("Ngõ Sau", "1", "2", "3", "4"),
        cells("Ngõ Trước", "11", "2", "", "4"),
        cells("Tính đến hết vòng thứ mười hai", "", "", "", ""),
    ),
    header=True,
    spans=((0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 2), (4, 0, 1, 5)),
)


def test_a_cell_that_spans_columns_is_set_across_them() -> None:
    assert body_of(SPANNED, width=60) == [
        "Đội         Sân nhà    Sân khách",
        "           Thắng  Bại  Thắng  Bại",
        "╌" * 33,
        "Ngõ Sau        1    2      3    4",
        "Ngõ Trước     11    2           4",
        "Tính đến hết vòng thứ mười hai",
    ]


def test_a_cell_that_spans_columns_widens_them_where_it_needs_more_room() -> None:
    table = Table((cells("Một cái tên dài", ""), cells("a", "b")), spans=((0, 0, 1, 2),))
    assert body_of(table, width=40) == ["Một cái tên dài", "a        b"]
    assert body_of(table, width=9) == ["Một cái", "tên dài", "a     b"]


def test_a_table_with_spans_told_row_by_row_joins_the_names_above_one_another() -> None:
    assert body_of(SPANNED, width=20) == [
        "Đội: Ngõ Sau", "Sân nhà Thắng: 1", "Sân nhà Bại: 2", "Sân khách Thắng: 3",
        "Sân khách Bại: 4", "",
        "Đội: Ngõ Trước", "Sân nhà Thắng: 11", "Sân nhà Bại: 2", "Sân khách Bại: 4", "",
        "Tính đến hết vòng", "thứ mười hai",
    ]  # fmt: skip


def test_an_embed_is_a_link_line() -> None:
    layout = lay_out(
        Article(url="u", title="", blocks=(Embed("https://v.vn/1", "Video"),)), 40, PLAIN
    )
    [place] = layout.regions
    assert (place.start, place.end, place.url, place.title) == (2, 7, "https://v.vn/1", "Video")


# --- links and related news ---------------------------------------------------------------------


def test_a_link_broken_over_lines_is_one_link_with_a_place_on_each() -> None:
    content = marked("xem ở trang của đội nhé", ("trang của đội", "link", "https://a.vn"))
    layout = lay_out(Article(url="u", title="", blocks=(Paragraph(content),)), 12, LIGHT)
    assert layout.text_lines()[1:] == ("xem ở trang", "của đội nhé")
    assert [(p.index, p.line, p.start, p.end) for p in layout.regions] == [
        (0, 1, 6, 11),
        (0, 2, 0, 7),
    ]
    assert {place.title for place in layout.regions} == {"trang của đội"}


def test_emphasis_within_a_link_does_not_part_its_place() -> None:
    text = "một hai ba"
    spans = (Span(0, 10, "link", "https://a.vn"), Span(4, 7, "strong"))
    layout = lay_out(
        Article(url="u", title="", blocks=(Paragraph(Inline(text, spans)),)), 40, LIGHT
    )
    assert [(place.start, place.end) for place in layout.regions] == [(0, 10)]
    assert [segment.text for segment in layout.lines[1].segments] == ["một ", "hai", " ba"]
    assert all(s.style and s.style.underline for s in layout.lines[1].segments)


def test_links_in_a_table_have_their_places_where_the_cells_stand() -> None:
    row = (Inline("Bến Nam"), marked("xem bản đồ", ("bản đồ", "link", "https://a.vn")))
    layout = lay_out(Article(url="u", title="", blocks=(Table((row,)),)), 40, PLAIN)
    [place] = layout.regions
    assert layout.lines[place.line].text[place.start : place.end] == "bản đồ"


def test_related_news_are_numbered_and_counted_on_after_the_links() -> None:
    layout = lay_out(FERRY, 72, LIGHT, states=FERRY_STATES)
    related_places = [place for place in layout.regions if place.kind == "related"]
    assert [place.number for place in related_places] == [1, 2, 3]
    assert [place.index for place in related_places] == [3, 4, 5]
    assert [place.url for place in related_places] == [item.url for item in FERRY.related]


def test_the_box_says_where_it_has_its_news_from() -> None:
    assert "Other news" in lay_out(FERRY, 72, PLAIN).plain()
    assert (
        "More from this section" in lay_out(replace(FERRY, related_from="cache"), 72, PLAIN).plain()
    )


def test_an_item_of_unknown_state_has_no_mark() -> None:
    assert not set("●○✓") & set(lay_out(FERRY, 72, PLAIN).plain())
    assert {"●", "○", "✓"} <= set(lay_out(FERRY, 72, PLAIN, states=FERRY_STATES).plain())


# --- drawing ------------------------------------------------------------------------------------


def test_our_own_drawing_has_no_ambiguous_width_but_the_promised_states() -> None:
    own = blocks.BAR + DRAWN.bullets + DRAWN.link + DRAWN.document + tables.RULE + DRAWN.separator
    assert all(unicodedata.east_asian_width(sign) in {"N", "Na"} for sign in own)
    assert [sign for sign, _ in related.STATES.values()] == ["●", "○", "✓", "↺"]
    assert unicodedata.east_asian_width("↺") == "N", "it was never promised"


def test_for_ears_there_are_words_in_place_of_signs_and_tables_go_row_by_row() -> None:
    article = Article(
        "https://bao.vn/1",
        "Tin",
        (
            Quote(Inline("Một câu.\n\nCâu nữa.")),
            ListBlock(ordered=False, items=(Inline("ngoài"), Inline("trong")), depths=(0, 1)),
            Table(((Inline("Chợ"), Inline("Giá")), (Inline("Sắt"), Inline("9"))), header=True),
            Image("https://bao.vn/1.jpg", alt="Bến phà"),
            Embed("https://video.vn/1", "Phim"),
            Attachment("https://bao.vn/1.pdf", "Bảng giá"),
        ),
        byline="An",
        origin="baochinhphu.vn",
        related=(Related("Bài khác", "https://bao.vn/2"),),
    )
    lines = lay_out(article, 72, PLAIN, signs=SPOKEN, states={"https://bao.vn/2": "cached"})
    assert [line for line in lines.text_lines() if line] == [
        "Tin",
        "An, baochinhphu.vn",
        "Quotation: Một câu.",
        "Quotation: Câu nữa.",
        "- ngoài",
        "  - trong",
        "Chợ: Sắt",
        "Giá: 9",
        "Photo: Bến phà",
        "Link: Phim",
        "Document: Bảng giá (PDF)",
        "Other news",
        "1. Bài khác",
        "   ready",
    ]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def styles(palette: Palette) -> list[Style]:
    return [value for value in palette if isinstance(value, Style)]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_colour_can_be_read_on_its_page(palette: Palette) -> None:
    page = luminance(palette.background)
    for style in styles(palette):
        if style.color:
            ink = luminance(style.color.name)
            assert (max(page, ink) + 0.05) / (min(page, ink) + 0.05) >= 4.5


def test_the_plain_palette_has_no_colour() -> None:
    assert not any(style.color or style.bgcolor for style in styles(PLAIN))


def test_rendering_does_not_load_textual() -> None:
    code = "import sys, hpreader.render; print([m for m in sys.modules if m.startswith('textual')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_the_paper_of_an_article_is_named_once() -> None:
    article = Article(
        url="u", title="Tin", published=datetime(2024, 7, 5, 23, 5, tzinfo=UTC), byline="Hải Âu"
    )
    assert (
        "06/07/2024 06:05 ∙ Báo Cảng ∙ Hải Âu"
        in lay_out(article, 60, PLAIN, source="Báo Cảng").text_lines()
    )
    agreeing = replace(article, byline="Theo báo Cảng")
    assert (
        "06/07/2024 06:05 ∙ Theo báo Cảng"
        in lay_out(agreeing, 60, PLAIN, source="Báo Cảng").text_lines()
    )
