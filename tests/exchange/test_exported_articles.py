"""Our own articles and headlines in JSON, read again."""

from __future__ import annotations

import json
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from hpreader import model
from hpreader.exchange.exported_articles import read_articles
from hpreader.exchange.file_format import format_of
from hpreader.export import article_json, json_line
from hpreader.model import VIETNAM
from hpreader.model.text_run import Inline, Span

AT = datetime(2026, 3, 7, 8, 0, tzinfo=VIETNAM)
HOME = "https://bao.example"


def link(text: str, words: str, url: str) -> Inline:
    start = text.index(words)
    return Inline(text, (Span(start, start + len(words), "link", url),))


WHOLE = model.Article(
    f"{HOME}/mot.html",
    "Một",
    (
        model.Paragraph(link("Theo báo cáo của Sở", "báo cáo", f"{HOME}/bao-cao?b=1#c")),
        model.Paragraph(Inline("a   b\n  c"), preformatted=True),
        model.Heading(3, Inline("Đầu mục")),
        model.Image(f"{HOME}/anh.jpg", "ảnh", link("Ảnh: An", "An", f"{HOME}/an")),
        model.ListBlock(True, (Inline("một"), link("hai", "hai", f"{HOME}/hai"), Inline("ba"))),
        model.Quote(Inline("dòng một\ndòng hai")),
        model.Table(((Inline("a"), Inline("")), (Inline("c"), link("d e", "e", f"{HOME}/e")))),
        model.Embed("https://video.example/1", "phim"),
        model.Attachment(f"{HOME}/van-ban.pdf", "Văn bản", "application/pdf", 12),
        model.Paragraph(Inline("Của văn bản"), document=f"{HOME}/van-ban.pdf"),
    ),
    id="0123456789ab",
    source="bao.example",
    section="Kinh tế",
    sections=("Kinh tế", "Cảng"),
    lede="Mở đầu",
    published=AT,
    updated=AT,
    byline="An",
    origin="bao.example",
    related=(
        model.Related("Hai", f"{HOME}/hai.html", "Trích", date(2026, 3, 6)),
        model.Related("Ba", f"{HOME}/ba.html", "", AT),
    ),
    cached_at=AT,
    has_page=True,
)


def line(article: model.Article, **more: object) -> str:
    return json_line(article_json(article, lambda _url: False) | more) + "\n"


def test_what_the_format_has_is_read_as_it_was() -> None:
    text = line(WHOLE, has_page=True, read=True, saved=False, problem=None)
    assert format_of(text.encode()) == "hpreader"
    found = read_articles(text)
    assert found is not None
    (one,) = found.articles
    assert one.copy == WHOLE
    assert (one.is_read, one.is_saved, one.id) == (True, False, WHOLE.id)
    assert one.labels == WHOLE.sections


def test_a_text_that_is_not_whole_is_not_taken_for_a_page() -> None:
    found = read_articles(line(WHOLE, has_page=True, problem={"kind": "paged"}))
    assert found is not None
    assert found.articles[0].copy is not None
    assert not found.articles[0].copy.has_page
    assert found.articles[0].has_text


def test_without_a_mark_it_is_saved_as_a_bookmark_is() -> None:
    found = read_articles(line(WHOLE))
    assert found is not None
    assert (found.articles[0].is_saved, found.articles[0].is_read) == (True, False)


def test_lines_that_cannot_be_read_are_named_and_the_others_taken() -> None:
    broken = line(WHOLE)[:40] + "\n"
    text = line(WHOLE) + "\n" + broken + line(WHOLE) + '{"schema": 1}\n[1]\n'
    found = read_articles(text)
    assert found is not None
    assert len(found.articles) == 1
    assert [(one.text.split()[-1], one.reason) for one in found.refused] == [
        ("3", "no_address"), ("Một", "twice"), ("5", "no_address"), ("6", "no_address"),
    ]  # fmt: skip


def test_an_address_that_is_none_of_the_web_opens_nothing() -> None:
    text = json.dumps(
        {
            "schema": 1,
            "id": "../../../etc",
            "url": "https://bao.example/mot",
            "title": "Một\x1b[2J",
            "blocks": [
                {"kind": "image", "src": "file:///etc/passwd"},
                {
                    "kind": "paragraph",
                    "text": "a b",
                    "links": [{"text": "b", "url": "javascript:1"}],
                },
                {"kind": "of a later version"},
            ],
        }
    )
    found = read_articles(text)
    assert found is not None
    (one,) = found.articles
    assert (one.id, one.title) == ("", "Một")
    assert one.copy is not None
    assert one.copy.blocks == (model.Paragraph(Inline("a b")),)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "url",
                    "blocks",
                    "kind",
                    "text",
                    "links",
                    "items",
                    "rows",
                    "related",
                    "level",
                    "size",
                ]
            ),
            inner
            | st.sampled_from(
                ["paragraph", "list", "table", "image", "heading", "attachment", HOME]
            ),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_value_is_read_or_refused(value: object) -> None:
    read_articles(
        json.dumps({"schema": 1, "id": "0123456789ab", "blocks": [value], "related": value})
    )
    read_articles(json.dumps(value))
