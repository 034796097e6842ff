"""What leaves the reader: JSON to the letter of the contract, text and rows of text."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpreader.export import (
    article_json,
    article_markdown,
    article_text,
    headline_json,
    headline_line,
    hit_json,
    json_line,
    problem_json,
)
from hpreader.i18n import explain
from hpreader.model import (
    VIETNAM,
    Article,
    Attachment,
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
from hpreader.problems import Problem
from tests.render.golden.articles import FERRY, cells, marked

pytestmark = pytest.mark.usefixtures("english")


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
        ("muted", None),
        ("tags", []),
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
        pytest.param(
            Paragraph(Inline("Điều 1."), document="https://a.vn/cv.pdf"),
            {"kind": "paragraph", "text": "Điều 1.", "from": "https://a.vn/cv.pdf"},
            id="Paragraph of a document",
        ),
        (
            Attachment("https://a.vn/cv.pdf", "Công văn", "application/pdf", 2048),
            {"kind": "attachment", "url": "https://a.vn/cv.pdf", "title": "Công văn", "media_type": "application/pdf", "size": 2048},
        ),
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


def test_a_narrow_row_has_a_short_date_of_this_year_or_another_and_no_section() -> None:
    row = headline_line(HEADLINE, 40, datetime(2024, 12, 1, tzinfo=UTC))
    assert row == "06/07 06:05  Chuyến phà cuối         ✓●"
    assert headline_line(HEADLINE, 40, datetime(2026, 12, 1, tzinfo=UTC)).startswith(
        "06/07/2024   "
    )
    assert headline_line(HEADLINE, 20, datetime(2026, 12, 1, tzinfo=UTC)) == "Chuyến phà cuối  ✓●"


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


def test_a_document_without_text_says_why() -> None:
    problem = Problem("pdf_locked", "https://a.vn/cv.pdf")
    block = Attachment("https://a.vn/cv.pdf", "Công văn", "application/pdf", 2048, problem)
    article = Article(url="u", title="t", blocks=(block,))
    [record] = article_json(article, lambda url: False)["blocks"]
    assert (record["problem"]["kind"], record["problem"]["text"]) == (
        "pdf_locked",
        explain(problem),
    )
    for text in (article_text(article), article_markdown(article)):
        assert "Công văn" in text
        assert explain(problem) in " ".join(text.split())


def test_a_problem_has_the_time_until_which_a_server_is_left_alone() -> None:
    until = datetime(2026, 3, 1, 10, 30, tzinfo=VIETNAM)
    record = problem_json(Problem("status", "https://a.vn/rss", status=429, until=until))
    assert record["until"] == "2026-03-01T10:30:00+07:00"
    assert problem_json(Problem("timeout", "https://a.vn/rss"))["until"] is None
