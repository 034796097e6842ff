"""Links by keyboard, the preview of the other news, and what is fetched ahead of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hpreader.config import Settings
from hpreader.model import ArticleRef
from tests.support import town
from tests.support.browser import Browser
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

ELSEWHERE = "https://khac.example/bai-la.html"
EAGER = Settings(refresh_minutes=0, theme="dark", prefetch_mb=1)
BODY = ["Một đoạn văn của bài này, dài vừa đủ để là một bài báo thật sự."] * 5


def paragraph_with(web: Web, *links: str) -> None:
    """Article 1 with links in its first paragraph."""
    words = " ".join(f'<a href="{url}">liên kết {n}</a>,' for n, url in enumerate(links))
    rest = town.paragraphs(1)[1:]
    web.article(
        town.url(1),
        town.title(1),
        [f"Trong câu này có {words} và hết.", *rest],
        related=town.related(1),
        date=town.published(1).isoformat(),
    )


async def open_first(reader: Reader, clock: town.Clock) -> None:
    """The newest edition of article 1."""
    clock.time = clock.time.replace(hour=23)
    await reader.press("enter")


async def test_a_link_that_leaves_the_site_shows_its_whole_address_before_it_is_opened(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    paragraph_with(web, ELSEWHERE)
    web.article(ELSEWHERE, "Bài lạ", BODY)
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        web.forget()
        await reader.press("f", "f")
        assert ELSEWHERE in reader.text()
        assert web.asked == []
        await reader.press("enter")
        assert reader.title() == "Bài lạ"
        assert browser.opened == []


async def test_a_document_is_opened_in_the_browser(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    document = town.url(1).rpartition("/")[0] + "/cong-van-12.pdf"
    paragraph_with(web, document)
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        web.forget()
        await reader.press("f", "f")
        assert (web.asked, browser.opened) == ([], [document])
        assert reader.title() == town.title(1)


async def test_closing_where_the_address_is_shown_opens_nothing(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    paragraph_with(web, ELSEWHERE)
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        web.forget()
        await reader.press("f", "f", "escape")
        assert (web.asked, browser.opened) == ([], [])
        assert reader.title() == town.title(1)


async def test_o_opens_it_in_the_browser_and_c_copies_it(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    paragraph_with(web, ELSEWHERE)
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        await reader.press("f", "f", "o")
        assert browser.opened == [ELSEWHERE]
        await reader.press("f", "f", "c")
        assert reader.app.clipboard == ELSEWHERE
        assert len(reader.history) == 1


async def test_a_page_that_turns_out_to_be_no_article_goes_to_the_browser(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    document = f"{town.HOME}/van-ban.pdf"
    paragraph_with(web, document)
    web.raw(document, b"%PDF-1.7 ...", "application/pdf")
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        await reader.press("f", "f")
        assert browser.opened == [document]
        assert reader.title() == town.title(1)
        assert len(reader.history) == 1
        assert "Fetching" not in reader.text()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/admin", "http://192.168.1.1/", "https://me:secret@bao.vn/x"]
)
async def test_an_address_where_a_page_may_not_lead_is_never_opened(
    address: str, directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    paragraph_with(web, address, town.url(5))
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        web.forget()
        await reader.press("f", "f")
        assert browser.opened == []
        assert not any("127.0.0.1" in a or "192.168" in a or "@" in a for a in web.asked_urls())


async def test_a_click_on_a_link_does_what_its_letters_do(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    paragraph_with(web, ELSEWHERE)
    async with town_reader(directory, web, clock) as reader:
        await open_first(reader, clock)
        pane = reader.article
        place = next(place for place in pane.document.links if place.kind == "link")
        offset = (pane.viewport.columns.margin + place.start + 1, place.line - round(pane.scroll_y))
        await reader.pilot.click(pane, offset=offset)
        await reader.settle()
        assert ELSEWHERE in reader.text()


# --- the preview ------------------------------------------------------------------------------


def preview(reader: Reader) -> str:
    """What stands in the preview, empty while there is none."""
    widget = reader.preview
    if not widget.display or not widget.region:
        return ""
    lines = reader.lines()[widget.region.y : widget.region.bottom]
    return "\n".join(line[widget.region.x : widget.region.right] for line in lines)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_focused_one_of_the_other_news_is_shown_before_it_is_opened(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        await reader.press("enter")
        assert preview(reader) == ""
        await reader.press("t")
        assert town.title(2) in preview(reader)
        assert "18/03/2026 06:00" in preview(reader)
        assert "\u25cf ready" in preview(reader)
        assert "Đoạn 0 của bài 2" in preview(reader)
        focused = [p for p in reader.article.document.links if p.number == 1]
        lowest = max(p.line for p in focused) - round(reader.article.scroll_y)
        pane = reader.article.region
        assert pane.y + lowest < reader.preview.region.y, "it does not cover what it is of"
        await reader.press("j")
        assert town.title(3) in preview(reader)
        await reader.press("escape")
        assert preview(reader) == ""
        assert reader.newsroom.articles.headline("") is None
        assert len(reader.history) == 1


async def test_the_preview_of_what_is_not_here_says_what_the_page_says_of_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, offline=True) as reader:
        await reader.press("j", "j", "enter", "t", "j", "j", "j")
        assert "Chưa tải" in preview(reader)
        assert "\u25cb needs the network" in preview(reader)
        assert "when there is a network" in preview(reader)


async def test_pointing_at_one_of_the_other_news_shows_it_too(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "G")
        pane = reader.article
        place = next(place for place in pane.document.links if place.number == 2)
        offset = (pane.viewport.columns.margin + place.start + 1, place.line - round(pane.scroll_y))
        await reader.pilot.hover(pane, offset=offset)
        await reader.settle()
        assert town.title(3) in preview(reader)
        await reader.pilot.hover(reader.headlines, offset=(1, 1))
        await reader.settle()
        assert preview(reader) == ""


async def test_what_one_came_through_is_marked_as_a_loop(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 60)) as reader:
        # 12 leads to 1, 2 and 3; eleven links later it would lead to itself again.
        await reader.press("G", "enter", "1", "G")
        assert "\u21ba" not in reader.text(), "1 does not lead back to 12"
        page = town.related(1) + town.related(11)
        web.article(town.url(1), town.title(1), town.paragraphs(1), related=page)
        clock.time = clock.time.replace(hour=23)
        await reader.press("r")
        await reader.press("G")
        assert "\u21ba you came through it" in reader.text()
        number = 1 + next(n for n, item in enumerate(page) if item.url == town.url(12))
        await reader.press("t", *["j"] * (number - 1))
        assert "step 1 of the trail" in preview(reader)


# --- fetching ahead ---------------------------------------------------------------------------


def here(reader: Reader, url: str) -> bool:
    return reader.newsroom.articles.get(ArticleRef(url)) is not None


async def test_what_an_article_leads_to_is_fetched_when_it_is_opened(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", BODY)
    clock.time = clock.time.replace(hour=23)  # the sync has tried it in vain in the morning
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        assert not here(reader, town.MISSING)
        await reader.press("j", "j", "enter")
        assert here(reader, town.MISSING)
        assert "ahead:" in reader.lines()[-2]
        assert reader.newsroom.budget.spent > 0
        web.gone_offline()
        await reader.press("4")
        assert reader.title() == "Chưa tải"


async def test_what_is_fetched_ahead_is_neither_read_nor_listed(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", BODY)
    clock.time = clock.time.replace(hour=23)  # the sync has tried it in vain in the morning
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        await reader.press("j", "j", "enter")
        states = reader.newsroom.articles.link_states([town.MISSING])
        assert states == {town.MISSING: "cached"}
        assert reader.headlines.window.count == town.COUNT


async def test_what_robots_txt_refuses_is_not_fetched_ahead_but_opens_when_it_is_asked_for(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", BODY)
    web.robots(town.HOME, "User-agent: *\nDisallow: /chua-tai.html\n")
    clock.time = clock.time.replace(day=22)  # the rules that are kept are too old
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        await reader.press("j", "j", "enter")
        assert town.MISSING not in web.asked_urls()
        await reader.press("4")
        assert reader.title() == "Chưa tải"


async def test_nothing_is_fetched_ahead_when_the_budget_is_spent_or_there_is_none(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", BODY)
    clock.time = clock.time.replace(hour=23)  # the sync has tried it in vain in the morning
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        reader.newsroom.budget.spend(1_000_000)
        await reader.press("j", "j", "enter")
        assert town.MISSING not in web.asked_urls()
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "enter")
        assert town.MISSING not in web.asked_urls()


async def test_a_page_that_is_gone_is_asked_for_once(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        await reader.press("j", "j", "enter", "K", "J")
        clock.time = clock.time.replace(hour=12)
        await reader.press("r")
        assert web.asked_urls().count(town.MISSING) <= 1


async def test_fetching_ahead_ends_where_the_network_does(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        web.refuses(town.MISSING)
        await reader.press("j", "j", "enter")
        assert reader.title() == town.title(3)
        assert "Fetching" not in reader.text()


async def test_the_newest_article_is_the_one_whose_news_are_fetched(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    second = f"{town.HOME}/chua-tai-2.html"
    third = f"{town.HOME}/chua-tai-3.html"
    for url in (town.MISSING, second, third):
        web.article(url, "Chưa tải", BODY)
    links = [
        town.link(f"Bài thứ {n} chưa được tải về máy", url, "Chưa ai đọc bài này cả.", "19/03/2026")
        for n, url in enumerate((town.MISSING, second))
    ]
    web.article(town.url(1), town.title(1), town.paragraphs(1), related=links)
    others = [town.link("Bài cuối cùng chưa được tải về", third, "Chưa ai đọc.", "19/03/2026")]
    web.article(town.url(2), town.title(2), town.paragraphs(2), related=others)
    clock.time = clock.time.replace(hour=23)
    async with town_reader(directory, web, clock, settings=EAGER) as reader:
        web.hangs(town.MISSING)
        await reader.press("enter", settle=False)
        await web.wait_asked(town.MISSING)
        await reader.press("J", settle=False)
        await web.wait_asked(town.url(2))
        await reader.pilot.pause()
        web.release(town.MISSING)
        await reader.settle()
        assert here(reader, third)
        assert not here(reader, second)


async def test_a_sync_that_nobody_asked_for_is_of_the_budget_and_one_that_was_is_not(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    room = await town.newsroom(tmp_path, web, clock, settings=EAGER)
    events = [event async for event in room.syncs.run(unasked=True)]
    assert room.budget.spent == events[-1].bytes > 0
    room.budget.spend(room.budget.left)
    web.forget()
    clock.time = clock.time.replace(hour=23)
    town.page(web, 1)
    assert [event async for event in room.syncs.run(unasked=True)][-1].pages == 0
    spent = room.budget.spent
    async for _event in room.syncs.run():
        pass
    assert room.budget.spent == spent
    await room.close()


@pytest.mark.parametrize("width", [100, 120, 200])
async def test_the_preview_keeps_the_measure_of_the_article(
    width: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(width, 40)) as reader:
        await reader.press("enter", "t")
        columns, region = reader.article.viewport.columns, reader.preview.region
        lines = [reader.lines()[y][region.x : region.right] for y in range(region.y, region.bottom)]
        assert len(lines) > 3
        for line in lines:
            assert line[: columns.margin].strip() == ""
            assert line[columns.margin].strip()
            assert line[columns.margin + columns.text :].strip() == ""
