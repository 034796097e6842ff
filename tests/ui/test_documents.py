"""Official documents in the reader: their text, why there is none, and how they are opened."""

from __future__ import annotations

from pathlib import Path

from tests.support import town
from tests.support.browser import Browser
from tests.support.pdf import pdf, scanned_pdf
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

FILE = f"{town.HOME}/tep/thong-bao-12.pdf"
LINES = ["Điều 1. Chợ đêm mở từ mùng một.", "Điều 2. Chợ nghỉ ngày mưa bão."]
TITLE = "Thông báo về việc mở chợ đêm ven sông"


def post(web: Web) -> None:
    """The article that is not cached becomes a title and its attachment."""
    web.html(
        town.MISSING,
        f"<html><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1>"
        f"<div class='noi-dung'><p>Tệp đính kèm: <a href='{FILE}'>Thông báo số 12</a></p></div>"
        "</article></main></body></html>",
    )


async def open_post(reader: Reader, clock: town.Clock) -> None:
    """Follow the link of article 3 to it."""
    clock.time = clock.time.replace(hour=23)
    await reader.press("j", "j", "enter", "4")
    assert reader.title() == TITLE


async def test_a_post_shows_its_documents_and_their_text(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    post(web)
    web.raw(FILE, pdf(LINES), "application/pdf")
    async with town_reader(directory, web, clock) as reader:
        await open_post(reader, clock)
        for text in ("Thông báo số 12 (PDF, 1 kB)", *LINES):
            assert text in reader.text()
        titles = [visit.title for visit in reader.history]
        assert titles.count(TITLE) == 1


async def test_what_is_fetched_is_told_while_the_post_is_read(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    post(web)
    web.hangs(FILE)
    async with town_reader(directory, web, clock) as reader:
        clock.time = clock.time.replace(hour=23)
        await reader.press("j", "j", "enter")
        await reader.press("4", settle=False)
        await web.wait_asked(FILE)
        await reader.pilot.pause()
        assert reader.title() == TITLE
        assert "Fetching thong-bao-12.pdf" in reader.lines()[-2]
        web.raw(FILE, pdf(LINES), "application/pdf")
        web.release(FILE)
        await reader.settle()
        assert LINES[1] in reader.text()
        assert "Fetching" not in reader.lines()[-2]


async def test_a_document_of_pictures_says_so_below_its_name(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    post(web)
    web.raw(FILE, scanned_pdf(), "application/pdf")
    async with town_reader(directory, web, clock) as reader:
        await open_post(reader, clock)
        lines = reader.lines()
        (number,) = (n for n, line in enumerate(lines) if "Thông báo số 12 (PDF" in line)
        assert "This document has no text" in lines[number + 1]


async def test_a_hint_opens_the_document_in_the_browser(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    post(web)
    web.raw(FILE, pdf(LINES), "application/pdf")
    async with town_reader(directory, web, clock) as reader:
        await open_post(reader, clock)
        await reader.press("f", "f")
        assert browser.opened == [FILE]
        assert reader.title() == TITLE


async def test_words_of_a_document_are_found_in_the_article(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    post(web)
    web.raw(FILE, pdf(LINES), "application/pdf")
    async with town_reader(directory, web, clock) as reader:
        await open_post(reader, clock)
        await reader.press("ctrl+f")
        await reader.type("mua bao")
        await reader.press("enter")
        assert "1/1" in reader.text()
