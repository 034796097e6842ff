"""A page that was fetched becomes a tree once, whatever the newsroom asks of it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from lxml.etree import _Element

from hpreader.model import Section, Source
from hpreader.newsroom import Newsroom
from hpreader.page.tree import html_parser
from tests.support.newsdesk import (
    HOME,
    TEXTS,
    Clock,
    open_room,
    read,
    section_page,
    story,
    synced,
)
from tests.support.web import Web

PAGE = f"{HOME}/xa-hoi"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The source of each tree that was made."""
    sources: list[bytes] = []
    original = html_parser.read_tree

    def counted(source: bytes) -> _Element | None:
        sources.append(source)
        return original(source)

    monkeypatch.setattr(html_parser, "read_tree", counted)
    return sources


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    room = await open_room(
        tmp_path, web, clock, Source("bao.vn", "Báo", HOME, (Section("Xã hội", (PAGE,)),))
    )
    yield room
    await room.close()


async def test_an_opened_article_with_a_box_and_a_next_page_is_parsed_once(
    web: Web, newsroom: Newsroom, parsed: list[bytes]
) -> None:
    url = f"{HOME}/cau-moi-1.html"
    web.html(
        url,
        f"<html lang='vi'><head><title>Cầu mới đã thông xe</title><link rel=next href='{url}?page=2'></head>"
        f"<body><h1>Cầu mới đã thông xe</h1><div class='entry-content'>{''.join(f'<p>{text}</p>' for text in TEXTS * 4)}"
        f"<p>Xem thêm: <a href='{HOME}/ben-pha-cu-ben-song-2.html'>Bến phà cũ bên sông được giữ lại</a></p></div>"
        "<div class='related-news'></div></body></html>",
    )
    web.article(f"{url}?page=2", "Cầu mới đã thông xe", ["Trang hai kể thêm về cây cầu mới."] * 6)
    whole = await read(newsroom, url)
    assert "Trang hai" in whole.plain_text()
    assert whole.related
    asked = [one for one in web.asked_urls() if "robots" not in one]
    assert len(asked) == 2
    assert len(set(parsed)) == len(parsed) == 2


async def test_a_section_page_is_parsed_once_for_its_headlines_and_its_next_page(
    web: Web, newsroom: Newsroom, parsed: list[bytes]
) -> None:
    more = '<a rel="next" href="/xa-hoi/trang-2">2</a>'
    section_page(web, PAGE, *(story(n, "2026-02-28") for n in (1, 2, 3)), more=more)
    section_page(web, f"{PAGE}/trang-2", *(story(n, "2026-02-20") for n in (4, 5, 6)))
    await synced(newsroom, pages=False, since=date(2026, 2, 1))
    assert len(set(parsed)) == len(parsed) == 2


async def test_a_page_where_feeds_are_looked_for_is_parsed_once(
    web: Web, newsroom: Newsroom, parsed: list[bytes]
) -> None:
    section_page(web, f"{HOME}/kinh-te", *(story(n, "2026-02-28") for n in (1, 2, 3)))
    await newsroom.subscriptions.add(f"{HOME}/kinh-te")
    assert len(set(parsed)) == len(parsed) == 1
