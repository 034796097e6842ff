"""Journeys through the brief: the last hours in one screen, into an article and back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hpreader.model import BriefUntil
from hpreader.model.brief import Brief, BriefEntry, BriefPart, Period
from hpreader.ui.dialogs.brief import BriefDialog
from tests.support import editions, town
from tests.support.journey import Mouse, by_keyboard, by_mouse
from tests.support.reader import Reader, town_reader
from tests.support.web import Web


def dialog(reader: Reader) -> BriefDialog | None:
    """The brief that is over the panes."""
    screen = reader.app.screen
    return screen if isinstance(screen, BriefDialog) else None


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
@by_keyboard("brief", "back", "forward")
async def test_back_from_an_article_is_the_brief_with_its_line(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    clock.time += timedelta(minutes=5)
    async with town_reader(directory, web, clock, size=size) as reader:
        await reader.newsroom.searches.save("Đường", "đường")
        await reader.press("Q")
        assert dialog(reader) is not None
        assert "24 hours to 09:05 20/03/2026" in reader.text()
        assert "Đường (1)" in reader.text()
        assert reader.history.current is None, "looking at it is no step"
        await reader.press("enter")
        assert dialog(reader) is None
        assert reader.title() == town.title(1)
        assert isinstance(reader.history.items[-2].location, BriefUntil)
        clock.time += timedelta(hours=30)
        await reader.press("H")
        assert dialog(reader) is not None
        assert "24 hours to 09:05 20/03/2026" in reader.text(), "the one from which it was opened"
        shown = dialog(reader)
        assert shown is not None
        at = shown.options.highlighted
        assert at is not None
        assert shown.headline_at(at) == reader.newsroom.articles.headline(
            reader.headlines.selected.id
        )
        await reader.press("escape", "L")
        assert reader.title() == town.title(1)
        await reader.press("H", "enter")
        assert len(reader.history) == 2, "the same article from the same brief is no new step"


@by_keyboard("brief", "back")
async def test_the_brief_is_a_step_after_a_restart_too(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("Q")
        await reader.settle()
        await reader.press("enter")
    async with town_reader(directory, web, clock) as reader:
        assert [type(step.location).__name__ for step in reader.history] == [
            "BriefUntil", "ArticleRef",
        ]  # fmt: skip
        await reader.press("H", "H")
        assert dialog(reader) is not None
        await reader.press("escape", "f3")
        assert "= News brief, 09:00 20/03" in reader.text()


@by_keyboard("brief")
async def test_nothing_in_these_hours_is_told(directory: Path, web: Web, clock: town.Clock) -> None:
    clock.time += timedelta(days=40)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("Q")
        assert "No news in these 24 hours." in reader.text()
        await reader.press("escape")
        assert dialog(reader) is None
        assert len(reader.history) == 0


async def test_a_strangers_title_is_no_markup(directory: Path, web: Web, clock: town.Clock) -> None:
    clock.time = town.published(7) + timedelta(hours=1)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("Q")
        assert "[/b] [@click=app.quit]bấm[/]" in reader.text()
        assert "\x1b" not in reader.text()


def test_what_the_screen_has_no_room_for_is_one_line_more() -> None:
    parts = tuple(
        BriefPart(
            "section",
            f"Mục {at}",
            tuple(BriefEntry(editions.headline(10 * at + n)) for n in range(9)),
        )
        for at in range(5)
    )
    brief = Brief(Period.until(editions.NOW), parts)
    short = BriefDialog(brief, (80, 24))
    assert short.more_at is not None
    assert short.headline_at(short.more_at) is None
    lines = [at for at in range(short.more_at) if short.headline_at(at) is not None]
    assert 5 <= len(lines) == short.more_at - 5 < 24
    whole = BriefDialog(brief, (80, 24), is_whole=True)
    assert whole.more_at is None
    assert sum(whole.headline_at(at) is not None for at in range(60)) == 45
    hidden = parts[0].entries[8].headline.id
    assert BriefDialog(brief, (80, 24), selected=hidden).more_at is None, "to stand on it"


@by_keyboard("brief")
async def test_the_line_below_shows_all_of_it(directory: Path, web: Web, clock: town.Clock) -> None:
    at = town.NOW - timedelta(hours=2)
    entries = [town.entry(number)._replace(published=at) for number in range(20, 60)]
    web.feed(town.SECTIONS["Đời sống"], *entries)
    room = await town.newsroom(directory, web, clock)
    async for _event in room.syncs.run(pages=False):
        pass
    await room.close()
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("Q")
        assert "more articles" in reader.text()
        await reader.press("G", "enter")
        shown = dialog(reader)
        assert shown is not None
        assert shown.more_at is None
        assert shown.options.option_count == 41 + 2


@by_mouse("brief")
async def test_the_brief_and_an_article_in_it_are_opened_by_the_mouse(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.command("brief")
        shown = dialog(reader)
        assert shown is not None
        await mouse.click(town.title(1), shown.options)
        assert reader.title() == town.title(1)
