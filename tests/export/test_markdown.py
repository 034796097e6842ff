"""An article as Markdown says what the article says: a CommonMark parser is the judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hpreader.export import (
    article_markdown,
)
from hpreader.model import (
    Article,
    Block,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Table,
)
from tests.render.golden.articles import FERRY, cells, marked

pytestmark = pytest.mark.usefixtures("english")


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
