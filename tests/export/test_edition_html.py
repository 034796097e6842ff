"""An edition as one HTML document: nothing from elsewhere, and everything inside."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from lxml import html

from hpreader.export import html_pieces, markdown_pieces
from hpreader.model.edition import Edition
from tests.support import editions

pytestmark = pytest.mark.usefixtures("english")


def edition_html(edition: Edition) -> str:
    return "".join(html_pieces(edition))


def edition_markdown(edition: Edition) -> str:
    return "".join(markdown_pieces(edition))


@pytest.fixture(params=["full", "hostile"])
def page(request: pytest.FixtureRequest) -> html.HtmlElement:
    return html.document_fromstring(edition_html(getattr(editions, request.param)()))


def test_the_page_asks_for_nothing(page: html.HtmlElement) -> None:
    tags = {one.tag for one in page.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "link", "iframe", "object", "embed", "base", "form", "video"}
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert all(src.startswith("data:image/jpeg;base64,") for src in page.xpath("//@src"))
    assert not page.xpath("//@srcset | //@background | //@style")
    assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    style = "".join(page.xpath("//style/text()"))
    assert "url(" not in style
    assert "@import" not in style
    for link in page.xpath("//a/@href"):
        assert re.fullmatch(r"#\w+|https?://[!-~]+", link), link


def test_links_within_the_page_lead_somewhere(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert inner
    assert inner <= set(ids)


def test_a_photo_is_inside_and_both_looks_are_there() -> None:
    text = edition_html(editions.full())
    (data,) = re.findall(r'src="data:image/jpeg;base64,([^"]+)" alt="Cầu" width="6"', text)
    assert b64decode(data) == editions.jpeg().data
    assert "prefers-color-scheme: dark" in text
    assert '<meta name="viewport"' in text


def test_strangers_write_no_markup_and_control_no_terminal() -> None:
    for text in (edition_html(editions.hostile()), edition_markdown(editions.hostile())):
        assert "\x1b" not in text
        assert "\x00" not in text
        assert "\u202e" not in text
    assert "<script" not in edition_html(editions.hostile())
    assert "u:p@" not in edition_html(editions.hostile()), "passwords stay here"


def test_markdown_has_the_parts_the_articles_and_what_is_missing() -> None:
    text = edition_markdown(editions.full())
    lines = text.splitlines()
    assert lines[0] == "# Bản tin, 20/03/2026"
    assert [line for line in lines if line.startswith("# ")][1:] == ["# Cầu đường", "# Xã hội"]
    assert [line for line in lines if line.startswith("## ")] == [
        "## Bài số 1", "## Bài số 2", "## Bài số 3",
    ]  # fmt: skip
    assert "### Đầu đề" in lines, "below its article"
    assert "*The text of this article has not been fetched yet; the next sync fetches it.*" in lines
    assert "Mở đầu bài 3." in lines
