"""The reading trail: back and forward bring the article and the very line, from the cache."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.support import town
from tests.support.journey import seen_in
from tests.support.reader import Reader, town_reader
from tests.support.web import Web


def opened(reader: Reader) -> list[str]:
    return [visit.title for visit in reader.history]


async def page_down_twice_and_follow(reader: Reader) -> str:
    await reader.press("enter", "space", "space")
    top = reader.top_line()
    assert top
    await reader.press("1")
    assert reader.title() == town.title(2)
    return top


async def test_back_shows_the_same_line_on_top(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        top = await page_down_twice_and_follow(reader)
        await reader.press("H")
        assert reader.title() == town.title(1)
        assert reader.top_line() == top


async def test_the_line_is_the_same_after_going_back_and_forward_with_no_network(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        top = await page_down_twice_and_follow(reader)
        await reader.press("space")
        second = reader.top_line()
        web.gone_offline()
        web.forget()
        await reader.press("alt+left")
        assert reader.top_line() == top
        await reader.press("alt+right")
        assert reader.title() == town.title(2)
        assert reader.top_line() == second
        assert web.asked == []


async def test_back_only_draws_lines_that_are_laid_out_already(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await page_down_twice_and_follow(reader)
        kept = reader.article.document.cache.last(town.url(1))
        assert kept is not None
        await reader.press("[", settle=False)
        assert reader.article.document.layout is not None
        assert reader.title() == town.title(1)


async def test_the_place_survives_a_resize(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        top = await page_down_twice_and_follow(reader)
        await reader.resize(90, 30)
        await reader.press("H")
        assert reader.title() == town.title(1)
        assert top.split()[0] in reader.top_line()
        await reader.resize(120, 40)
        assert reader.top_line() == top


async def test_the_place_survives_a_wider_and_taller_window_near_the_end(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("enter", "G")
        top = reader.top_line()
        await reader.press("1", "H")
        assert reader.top_line() == top
        await reader.resize(160, 60)
        assert reader.top_line().split()[:3] == top.split()[:3]
        await reader.resize(80, 24)
        assert reader.top_line() == top


async def test_after_a_restart_back_opens_what_was_last_on_the_screen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        top = await page_down_twice_and_follow(reader)
        await reader.press("space")
        last = reader.top_line()
    web.gone_offline()
    async with town_reader(directory, web, clock) as reader:
        assert reader.title() == ""
        await reader.press("H")
        assert reader.title() == town.title(2)
        assert reader.top_line() == last
        await reader.press("H")
        assert reader.title() == town.title(1)
        assert reader.top_line() == top
        await reader.press("L")
        assert reader.title() == town.title(2)


async def test_opening_after_a_restart_what_was_last_on_the_screen_is_no_new_step(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "space")
        top = reader.top_line()
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        assert opened(reader) == [town.title(1)]
        assert reader.top_line() == top


async def test_the_place_is_kept_though_the_program_is_killed(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    newsroom = await town.newsroom(directory, web, clock)
    async with town_reader(directory, web, clock) as reader:
        await page_down_twice_and_follow(reader)
        kept = newsroom.trail.get()
        assert [visit.title for visit in kept] == [town.title(1), town.title(2)]
        assert kept.items[0].anchor.block > 0
    await newsroom.close()


async def test_a_new_visit_cuts_what_lay_ahead(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "1", "H", "H")
        assert opened(reader) == [town.title(1), town.title(2), town.title(3)]
        await reader.press("3")
        assert opened(reader) == [town.title(1), town.title(4)]
        assert not reader.history.can_go_forward


async def test_the_start_is_no_visit_and_opening_the_same_article_again_is_none_either(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        assert opened(reader) == []
        await reader.press("enter", "h", "enter")
        assert opened(reader) == [town.title(1)]


async def test_the_branch_key_returns_to_where_the_first_link_was_followed(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("J", "enter", "1", "1", "2")
        await reader.press("B")
        assert reader.title() == town.title(2)
        assert reader.history.can_go_forward


async def test_the_trail_is_a_list_to_jump_in(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "1")
        await reader.press("f3")
        assert all(town.title(number) in reader.text() for number in (1, 2, 3))
        await reader.press("k", "k", "enter")
        assert reader.title() == town.title(1)
        assert len(reader.history) == 3


async def test_in_a_narrow_window_a_step_stands_whole_under_its_time(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(40, 24)) as reader:
        await reader.press("enter", "f3")
        at = next(n for n, line in enumerate(reader.lines()) if "09:00" in line)
        assert town.title(1) in reader.lines()[at + 1]


async def test_breadcrumbs_name_the_steps(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "space")
        crumbs = reader.lines()[0]
        assert "Bài số 1" in crumbs
        assert "\u203a Bài số 2" in crumbs


def crumbs_of(reader: Reader) -> str:
    """The breadcrumbs without how far the article is read."""
    region = reader.breadcrumbs.region
    return reader.lines()[region.y][region.x : region.right].split("\u258d")[0].strip()


async def test_breadcrumbs_begin_with_the_list_and_do_not_repeat_the_headline_below(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 24)) as reader:
        await reader.press("enter")
        assert crumbs_of(reader) == "All news \u203a"
        await reader.press("space")
        assert crumbs_of(reader) == f"All news \u203a {town.title(1)}", (
            "the headline is out of sight"
        )
        await reader.press("g", "1")
        assert crumbs_of(reader) == f"All news \u203a {town.title(1)} \u203a"
        await reader.press("H")
        assert crumbs_of(reader) == f"All news \u203a \u25b8 \u203a {town.title(2)}"


async def test_breadcrumbs_begin_with_the_list_that_was_chosen_last(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 24)) as reader:
        await reader.press("enter", ">", ">", "h", "enter", "j")
        name = reader.headlines_title.text.split(" \u2219 ")[0]
        assert crumbs_of(reader) == f"{name} \u203a"
        await reader.press("H")
        assert crumbs_of(reader).startswith(name)
        assert "\u203a" in crumbs_of(reader), "the step ahead"


async def test_a_click_on_the_list_in_the_breadcrumbs_gives_it_the_keys(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        await reader.pilot.click(reader.breadcrumbs, offset=(3, 0))
        await reader.settle()
        assert reader.pane is reader.headlines


async def test_a_fresh_edition_that_comes_later_keeps_the_place(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        clock.time = clock.time.replace(hour=23)
        town.page(web, 1, "Đoạn viết thêm.")
        web.hangs(town.url(1))
        await reader.press("enter", "space", settle=False)
        top = reader.top_line()
        web.release(town.url(1))
        await reader.settle()
        article = reader.article.article
        assert article is not None
        assert "Đoạn viết thêm." in article.plain_text()
        assert reader.top_line() == top


async def test_the_days_part_the_list_of_the_trail(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1")
        clock.time += timedelta(days=1)
        await reader.press("1")
        clock.time += timedelta(days=2)
        await reader.press("1", "f3")
        listed = seen_in(reader, reader.app.screen.query_one("TrailList"))
        names = ("Friday 20/03 \u254c", "Saturday 21/03 \u254c", "Today 23/03 \u254c")
        places = [listed.index(name) for name in names]
        assert places == sorted(places)
        assert listed.count("\u254c ") <= 3
        assert "23/03 09:00" not in listed, "the day is not told twice"
        assert listed.index(town.title(1)) < places[1] < listed.index(town.title(3))
        await reader.press("k", "k", "enter")
        assert reader.title() == town.title(2)
        await reader.press("f3", "/")
        await reader.type("so 3")
        listed = seen_in(reader, reader.app.screen.query_one("TrailList"))
        assert "Saturday" in listed
        assert "Friday" not in listed
        assert "Today" not in listed
