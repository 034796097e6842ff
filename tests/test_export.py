"""What leaves the reader: JSON to the letter of the contract, text, and Markdown that says the same."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len

from hpreader import i18n
from hpreader.export import (
    article_json,
    article_markdown,
    article_text,
    headline_json,
    headline_line,
    hit_json,
    json_line,
)
from hpreader.model import (
    VIETNAM,
    Article,
    Block,
    Embed,
    Heading,
    Headline,
    Hit,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
)
from tests.golden.articles import FERRY, cells, marked


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


HEADLINE = Headline(
    id="a1",
    url="https://baomau.vn/1.html",
    title="Chuyến phà cuối",
    source="baomau.vn",
    section="Đời sống",
    sections=("Đời sống", "Giao thông"),
    published=datetime(2024, 7, 5, 23, 5, 9, tzinfo=UTC),
    summary="Sau 41 năm.",
    read=True,
    cached=True,
)


# --- JSON ---------------------------------------------------------------------------------------


def test_a_headline_has_the_promised_keys_in_their_order() -> None:
    assert list(headline_json(HEADLINE).items()) == [
        ("schema", 1),
        ("id", "a1"),
        ("url", "https://baomau.vn/1.html"),
        ("title", "Chuyến phà cuối"),
        ("source", "baomau.vn"),
        ("section", "Đời sống"),
        ("sections", ["Đời sống", "Giao thông"]),
        ("published", "2024-07-06T06:05:09+07:00"),
        ("summary", "Sau 41 năm."),
        ("read", True),
        ("saved", False),
        ("cached", True),
    ]


def test_an_unknown_time_is_null() -> None:
    assert headline_json(replace(HEADLINE, published=None))["published"] is None


def test_a_hit_is_a_headline_with_the_words_around_the_match() -> None:
    hit = Hit(HEADLINE, Inline("chuyến phà cuối", (Span(7, 10, "strong"),)))
    assert hit_json(hit) == {**headline_json(HEADLINE), "snippet": "chuyến phà cuối"}


def test_an_article_has_the_promised_keys_in_their_order() -> None:
    record = article_json(FERRY, lambda url: False)
    assert " ".join(record) == (
        "schema id url source section sections title lede published updated byline origin blocks "
        "related related_from cached_at"
    )
    assert record["published"] == "2024-07-06T06:05:00+07:00"
    assert record["cached_at"] is None


@pytest.mark.parametrize(
    ("block", "record"),
    [
        (Paragraph(Inline("một")), {"kind": "paragraph", "text": "một"}),
        (Heading(3, Inline("hai")), {"kind": "heading", "level": 3, "text": "hai"}),
        (
            Image("https://a.vn/1.jpg", "phà", Inline("Phà. Ảnh: Mây")),
            {"kind": "image", "src": "https://a.vn/1.jpg", "alt": "phà", "caption": "Phà. Ảnh: Mây"},
        ),
        (ListBlock(True, cells("a", "b"), (0, 1)), {"kind": "list", "ordered": True, "items": ["a", "b"]}),
        (Quote(Inline("ba\nbốn")), {"kind": "quote", "text": "ba\nbốn"}),
        (Table((cells("a", "b"), cells("c", "d"))), {"kind": "table", "rows": [["a", "b"], ["c", "d"]]}),
        (Embed("https://v.vn", "Video"), {"kind": "embed", "url": "https://v.vn", "title": "Video"}),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_each_kind_of_block_has_its_record(block: Block, record: dict[str, object]) -> None:
    article = Article(url="u", title="t", blocks=(block,))
    assert article_json(article, lambda url: False)["blocks"] == [record]
    assert list(article_json(article, lambda url: False)["blocks"][0]) == list(record)


@pytest.mark.parametrize("kind", ["paragraph", "caption", "item", "cell"])
def test_links_stand_beside_the_text_of_their_block(kind: str) -> None:
    content = marked("xem bản đồ", ("bản đồ", "link", "https://a.vn"), ("xem", "strong", ""))
    block = {
        "paragraph": Paragraph(content),
        "caption": Image("https://a.vn/1.jpg", "", content),
        "item": ListBlock(False, (Inline("một"), content)),
        "cell": Table(((Inline("một"), content),)),
    }[kind]
    [record] = article_json(Article(url="u", title="t", blocks=(block,)), lambda url: False)[
        "blocks"
    ]
    assert record["links"] == [{"text": "bản đồ", "url": "https://a.vn"}]


def test_related_news_tell_a_date_as_precisely_as_their_page_and_whether_they_are_here() -> None:
    related = (
        Related("Một", "https://a.vn/1", "Đoạn", date(2024, 7, 6)),
        Related("Hai", "https://a.vn/2", "", datetime(2024, 7, 6, 8, tzinfo=VIETNAM)),
        Related("Ba", "https://a.vn/3"),
    )
    article = Article(url="u", title="t", related=related, related_from="cache")
    record = article_json(article, {"https://a.vn/2"}.__contains__)
    assert [list(item.values()) for item in record["related"]] == [
        ["Một", "https://a.vn/1", "Đoạn", "2024-07-06", False],
        ["Hai", "https://a.vn/2", "", "2024-07-06T08:00:00+07:00", True],
        ["Ba", "https://a.vn/3", "", None, False],
    ]
    assert list(record["related"][0]) == ["title", "url", "excerpt", "published", "cached"]
    assert record["related_from"] == "cache"


@given(st.text())
def test_an_object_is_one_line_whatever_is_in_it(title: str) -> None:
    line = json_line(headline_json(replace(HEADLINE, title=title)))
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["id"] == "a1"


def test_letters_are_written_as_they_are() -> None:
    assert '"Chuyến phà cuối"' in json_line(headline_json(HEADLINE))


# --- text ---------------------------------------------------------------------------------------


def test_an_article_as_text_fits_its_width() -> None:
    text = article_text(FERRY, 50)
    assert max(map(cell_len, text.splitlines())) <= 50
    assert "TP. Hải Phòng" in text


def test_a_row_of_a_list_tells_date_title_section_and_marks() -> None:
    assert headline_line(HEADLINE) == "06/07/2024 06:05  Chuyến phà cuối  Đời sống  ✓●"


def test_without_a_width_nothing_is_cut() -> None:
    title = "Tin dài " * 40
    assert title.strip() in headline_line(replace(HEADLINE, title=title))


@given(st.text(max_size=60), st.text(max_size=40), st.booleans(), st.integers(60, 160))
def test_columns_of_all_rows_stand_in_line(
    title: str, section: str, read: bool, width: int
) -> None:
    row = headline_line(
        replace(HEADLINE, title=title, section=section, read=read, saved=True), width
    )
    assert cell_len(row) == width
    assert row.endswith("✓●✦" if read else " ●✦")


def test_a_row_without_a_date_keeps_its_place() -> None:
    assert headline_line(replace(HEADLINE, published=None), 80).index("Chuyến") == 18


# --- Markdown -----------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("commonmark").enable("table")


def tokens_of(article: Article) -> list[Token]:
    return MARKDOWN.parse(article_markdown(article))


def body_of(*blocks: Block) -> str:
    return (
        article_markdown(Article(url="", title="T", blocks=blocks)).removeprefix("# T\n\n").rstrip()
    )


def seen(token: Token) -> str:
    """The text that a reader of the Markdown sees in an inline token."""
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(child.content or breaks.get(child.type, "") for child in token.children or [])


@given(st.text(st.sampled_from("a1 \n*_`#[]()!<>&;|\\~-+=.:'\"ắ港"), max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    """Emphasis, links, lists, headings, entities: nothing of them may come out of plain text."""
    wanted = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    tokens = tokens_of(
        Article(url="", title="T", blocks=(Paragraph(Inline(text)), Heading(2, Inline("Sau"))))
    )
    inline = [token for token in tokens if token.type == "inline"]
    assert [
        " ".join(line.split()) for token in inline[1:-1] for line in seen(token).split("\n")
    ] == wanted
    kinds = {child.type for token in inline for child in token.children or []}
    assert kinds <= {"text", "text_special", "hardbreak"}
    blocks = [token.type for token in tokens if token.nesting == 1]
    assert blocks == ["heading_open", *["paragraph_open"] * bool(wanted), "heading_open"]


@given(
    st.text(st.sampled_from("ab .,*_!"), min_size=1, max_size=20),
    st.lists(
        st.tuples(
            st.integers(0, 20), st.integers(0, 20), st.sampled_from(["strong", "emphasis", "link"])
        ),
        max_size=3,
    ),
)
def test_spans_change_no_letter(text: str, stretches: list[tuple[int, int, str]]) -> None:
    spans = tuple(
        Span(start, end, kind, "https://a.vn/(x)")
        for start, end, kind in stretches
        if start < end <= len(text)
    )
    tokens = tokens_of(Article(url="", title="T", blocks=(Paragraph(Inline(text, spans)),)))
    drawn = "".join(seen(token) for token in tokens if token.type == "inline")
    assert "".join(drawn.split()) == "T" + "".join(text.split())


def test_emphasis_and_links_are_marked() -> None:
    content = marked(
        "Xem bản đồ mới nhé",
        ("Xem", "strong", ""),
        ("bản đồ", "link", "https://a.vn/b(1)"),
        ("nhé", "emphasis", ""),
    )
    assert body_of(Paragraph(content)) == "**Xem** [bản đồ](https://a.vn/b%281%29) mới *nhé*"


@pytest.mark.parametrize(
    ("text", "words", "markdown"),
    [
        ("cả phố, dậy", "phố,", "cả **phố,** dậy"),
        ("cả phố,dậy", "phố,", "cả phố,dậy"),
        ("ga(cũ) đó", "(cũ)", "ga(cũ) đó"),
        ("giá *9", "9", "giá \\*9"),
        ("một hai ba", " hai ", "một **hai** ba"),
    ],
)
def test_emphasis_is_left_out_where_its_signs_would_be_read_as_text(
    text: str, words: str, markdown: str
) -> None:
    assert body_of(Paragraph(marked(text, (words, "strong", "")))) == markdown


def test_of_links_over_one_another_the_first_is_kept() -> None:
    spans = (Span(0, 7, "link", "https://a.vn"), Span(4, 10, "link", "https://b.vn"))
    assert body_of(Paragraph(Inline("một hai ba", spans))) == "[một hai](https://a.vn) ba"


def test_an_exclamation_before_a_link_makes_no_picture() -> None:
    content = marked("Hay!bản đồ", ("bản đồ", "link", "https://a.vn"))
    assert body_of(Paragraph(content)) == "Hay\\![bản đồ](https://a.vn)"


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    content = marked("xem đây", ("đây", "link", "javascript:alert(1)"))
    assert body_of(Paragraph(content)) == "xem đây"


def test_an_address_keeps_what_looks_like_an_entity() -> None:
    tokens = tokens_of(
        Article(url="", title="T", blocks=(Embed("https://a.vn/?a=1&copy;=2", "V"),))
    )
    links = [
        child for token in tokens for child in token.children or [] if child.type == "link_open"
    ]
    assert [link.attrs["href"] for link in links] == [
        "https://a.vn/?a=1&copy;=2".replace("©", "&copy;")
    ]


def test_nested_lists_are_nested_and_neighbours_stay_apart() -> None:
    first = ListBlock(True, cells("a", "b", "c"), (0, 3, 0))
    assert body_of(first, ListBlock(True, cells("d"))) == "1. a\n   - b\n2. c\n\n1) d"


def test_a_table_has_its_columns_named_or_named_nothing() -> None:
    rows = (cells("a|b", "c"), cells("d"))
    assert body_of(Table(rows, header=True)) == "| a\\|b | c |\n| --- | --- |\n| d |  |"
    assert body_of(Table(rows)) == "|  |  |\n| --- | --- |\n| a\\|b | c |\n| d |  |"


def test_a_picture_has_its_caption_below_it() -> None:
    picture = Image("https://a.vn/1.jpg", "phà [4]", Inline("Phà. Ảnh: Mây"))
    assert body_of(picture) == "![phà \\[4\\]](https://a.vn/1.jpg)\\\nPhà. Ảnh: Mây"


def test_a_quotation_keeps_its_paragraphs() -> None:
    assert body_of(Quote(Inline("một\n- hai"))) == "> một\n>\n> \\- hai"


def test_the_whole_article_is_there_with_its_related_news() -> None:
    text = article_markdown(FERRY)
    assert text.startswith("# Chuyến phà cuối trên sông Cấm")
    assert f"]({FERRY.url})" in text
    assert "\n## Other news\n\n1. [Công viên ven sông mở cửa thử một tuần](" in text
    assert "\\\n   05/07/2024\n2. [" in text
    assert "\\\n   04/07/2024 16:30\n3. [" in text
