"""Lists as steps of the trail, and reading on where an article was left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hpreader.history import History
from hpreader.model import ArticleRef, Day, Front, SavedShelf, Search, SectionOf, Visit
from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

LIFE = "Đời sống"


def kinds(reader: Reader) -> list[str]:
    return [type(visit.location).__name__ for visit in reader.history]


def selected(reader: Reader) -> str:
    headline = reader.headlines.selected
    return headline.title if headline is not None else ""


async def choose_section(reader: Reader, down: int) -> None:
    await reader.press("x", "g", *["j"] * down, "enter")


async def test_sections_days_and_the_shelf_are_steps_and_moving_the_cursor_is_none(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "x", "j", "j", "D", "h", "l")
        assert kinds(reader) == []
        await choose_section(reader, 4)
        await reader.press("D", "enter", "0", "S", "S")
        assert kinds(reader) == ["SectionOf", "Day", "SectionOf", "SavedShelf", "Front"]


async def test_choosing_where_one_is_makes_no_second_step(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await choose_section(reader, 0)
        assert kinds(reader) == [], "all news are on the screen from the start"
        await choose_section(reader, 4)
        await choose_section(reader, 4)
        assert kinds(reader) == ["SectionOf"]


async def test_back_and_forward_bring_the_lists_with_their_selection_and_filter(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await choose_section(reader, 4)
        await reader.press("slash")
        await reader.type("duong")
        await reader.press("enter", "j", "j", ".")
        await reader.press("j")
        section, place = reader.query, selected(reader)
        assert section.section == LIFE
        await reader.press("S")
        assert reader.query.saved
        await reader.press("H")
        assert reader.query == section
        assert selected(reader) == place
        assert reader.pane is reader.headlines
        await reader.press("L")
        assert reader.query.saved


async def test_back_from_an_article_leads_to_the_list_in_which_it_was_chosen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await choose_section(reader, 4)
        await reader.press("j", "enter")
        assert reader.title() == town.title(4)
        await reader.press("H")
        assert reader.pane is reader.headlines
        assert selected(reader) == town.title(4)
        await reader.press("L")
        assert reader.is_reading
        assert reader.title() == town.title(4)


async def test_back_to_an_article_brings_the_list_that_stood_beside_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "enter", "S", "H")
        assert reader.title() == town.title(3)
        assert not reader.query.saved
        assert selected(reader) == town.title(3)


async def test_a_day_is_restored_after_a_resize(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("D", "enter")
        assert reader.query.day == date(2026, 3, 20)
        await reader.press("enter")
        await reader.resize(70, 24)
        await reader.press("H")
        assert reader.query.day == date(2026, 3, 20)
        assert reader.dates.chosen == date(2026, 3, 20)
        assert town.title(1) in reader.text()


async def test_lists_are_there_again_after_a_restart_but_the_first_back_opens_the_article(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "space")
        top = reader.top_line()
        await choose_section(reader, 4)
        await reader.press("j", "j")
    async with town_reader(directory, web, clock) as reader:
        assert reader.query.section == ""
        await reader.press("H")
        assert reader.title() == town.title(1)
        assert reader.top_line() == top
        await reader.press("L")
        assert reader.query.section == LIFE
        assert selected(reader) == town.title(6)
        assert reader.title() == town.title(1), "which stood beside it"


async def test_a_trail_of_lists_alone_is_gone_back_in_after_a_restart(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await choose_section(reader, 4)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("H")
        assert reader.query.section == LIFE


async def test_a_search_is_a_step_that_shows_again_what_was_found(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type("doan 5")
        await reader.press("down", "enter")
        found = reader.title()
        assert kinds(reader) == ["Search", "ArticleRef"]
        await reader.press("H")
        assert "doan 5" in reader.text()
        assert found in reader.text()
        await reader.press("enter")
        assert reader.title() == found
        assert kinds(reader) == ["Search", "ArticleRef"]


async def test_a_search_that_is_kept_as_a_section_is_a_step_like_other_sections(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.newsroom.searches.save("Bài năm", "doan 5")
        reader.controllers.list_display.counts_changed()
        await reader.settle()
        choices = list(reader.sections.all_choices)
        kept = next(choice for choice in choices if choice.search)
        reader.controllers.lists.choose(kept)
        await reader.press("j")
        place = selected(reader)
        await reader.press("S", "H")
        assert reader.query.search == "doan 5"
        assert selected(reader) == place
        assert kinds(reader) == ["Search", "SavedShelf"]
        assert "Bài năm \u203a" in reader.lines()[0]


async def test_the_branch_is_found_though_a_list_was_chosen_on_the_way(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        await choose_section(reader, 4)
        await reader.press("1")
        assert kinds(reader) == ["ArticleRef", "SectionOf", "ArticleRef", "ArticleRef"]
        await reader.press("B")
        assert reader.title() == town.title(1)


async def test_a_list_chosen_while_an_article_is_fetched_is_not_covered_by_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", ["Nay đã tải về rồi, và đọc được ngay."] * 5)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "enter", "S")
        web.hangs(town.MISSING)
        await reader.press("4", settle=False)
        await reader.press("H", settle=False)
        web.release(town.MISSING)
        await reader.settle()
        assert reader.title() == town.title(3)
        assert "Fetching" not in reader.text()


async def test_resuming_opens_the_article_that_was_last_on_the_screen_at_its_line(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "space")
        top = reader.top_line()
    web.gone_offline()
    async with town_reader(directory, web, clock, resumes=True) as reader:
        assert reader.title() == town.title(2)
        assert reader.top_line() == top
        assert reader.is_reading
        await reader.press("H")
        assert reader.title() == town.title(1)


async def test_resuming_opens_the_list_that_was_last_on_the_screen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await choose_section(reader, 4)
        await reader.press("j", "j")
    async with town_reader(directory, web, clock, size=(80, 24), resumes=True) as reader:
        assert reader.query.section == LIFE
        assert selected(reader) == town.title(6)


async def test_resuming_at_the_very_first_start_is_a_start_like_any_other(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, resumes=True) as reader:
        assert kinds(reader) == []
        assert selected(reader) == town.title(1)


# --- reading on -------------------------------------------------------------------------------


async def test_an_article_left_in_the_middle_opens_there_again_and_g_goes_to_its_top(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "space")
        top = reader.top_line()
        share = reader.article.viewport.progress
        assert 0 < share < 1
        await reader.press("J", "h", "k", "enter")
        assert reader.title() == town.title(1)
        assert reader.top_line() == top
        assert f"\u258d {round(share * 100)} %" in reader.lines()[0]
        await reader.press("g")
        assert reader.article.scroll_y == 0


async def test_an_article_read_to_its_end_opens_at_its_top(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "G", "k", "k", "J", "K")
        assert reader.title() == town.title(1)
        assert reader.article.scroll_y == 0


async def test_how_far_an_article_was_read_stands_in_the_list_and_outlives_a_restart(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "space")
        share = f"\u258d {round(reader.article.viewport.progress * 100)} %"
        await reader.press("J")
        assert sum(share in line for line in reader.lines()) >= 1
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        assert any(share in line for line in reader.lines())


async def test_enter_on_the_article_that_is_open_goes_into_it_again(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("enter", "h", "enter")
        assert reader.is_reading
        assert "Đoạn 0 của bài 1" in reader.text()


async def test_the_trail_can_be_gone_along_with_the_mouse_alone(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(200, 40)) as reader:
        await choose_section(reader, 4)
        await reader.press("enter", "1")
        crumbs = reader.breadcrumbs
        at = reader.lines()[crumbs.region.y].index(LIFE, crumbs.region.x) - crumbs.region.x
        await reader.pilot.click(crumbs, offset=(at + 1, 0))
        await reader.settle()
        assert reader.history.index == 0
        await reader.press("f3")
        steps = reader.app.screen.query_one("TrailList")
        await reader.pilot.click(steps, offset=(20, 3))
        await reader.settle()
        assert reader.history.index == 2
        assert reader.title() == town.title(3)


async def test_escape_takes_back_the_words_before_it_closes_the_trail(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "f3", "slash")
        await reader.type("bai so 1")
        await reader.press("enter")
        assert "1 step" in reader.text()
        await reader.press("escape")
        assert "2 steps" in reader.text()
        await reader.press("escape")
        assert reader.screen is reader.app.screen


# --- long trails ------------------------------------------------------------------------------


def long_trail() -> list[Visit]:
    places = [Front(), SectionOf("bao.vn", LIFE), Day(date(2026, 3, 1)), SavedShelf(), Search("x")]
    return [
        Visit(ArticleRef(town.url(n % 12 + 1), f"id{n}"), f"Bước {n} trên đường", "bao.vn")
        if n % 7
        else Visit(places[n % 5], f"Nơi {n}")
        for n in range(5_000)
    ]


async def rows_written(reader: Reader) -> int:
    """How many rows the writing connection has changed so far."""
    stores = reader.newsroom._stores
    return await stores.run_in_writer(lambda store: store.database.connection.total_changes)


async def test_a_trail_of_five_thousand_steps_is_narrowed_jumped_in_and_kept(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    room = await town.newsroom(directory, web, clock)
    await room.trail.put(History(tuple(long_trail()), 4_999))
    await room.close()
    async with town_reader(directory, web, clock) as reader:
        await reader.press("f3")
        assert "Bước 4996" in reader.text()
        await reader.press("slash")
        await reader.type("buoc 4321")
        await reader.press("enter")
        assert "Bước 4321" in reader.text()
        assert "Bước 4996" not in reader.text()
        await reader.press("enter")
        assert reader.history.index == 4_321
        before = await rows_written(reader)
        await reader.press("space")
        reader.controllers.steps.remember()
        await reader.settle()
        after = await rows_written(reader)
        assert after - before < 10
        assert len(reader.history) == 5_000


@pytest.mark.parametrize("width", [20, 40, 60, 80, 119, 120, 200])
async def test_breadcrumbs_fit_any_width_and_name_where_one_is(
    width: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(width, 24)) as reader:
        await choose_section(reader, 4)
        await reader.press("enter", "1", "1", "1", "space")
        region = reader.breadcrumbs.region
        crumbs = reader.lines()[region.y][region.x : region.right]
        assert len(crumbs) == region.width
        assert town.title(5)[: min(8, width - 12)] in crumbs
        if region.width >= 70:
            assert town.title(2)[:8] in crumbs, "where the links began to be followed"


async def test_what_was_told_just_now_is_not_remembered_twice(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("c", "c")
        assert reader.told() == ["The link is in the clipboard, if the terminal allows it."]


async def test_where_an_article_is_read_on_is_not_said_of_the_next_one(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:

        def notices() -> list[str]:
            return reader.messages()

        await reader.press("enter", "space", "J", "K")
        assert any("Read on where you left it" in words for words in notices())
        await reader.press("J")
        assert notices() == []
