"""Opening, other news, links, marks: what a reader does with the keys."""

from __future__ import annotations

from pathlib import Path

from hpreader.model import ListQuery
from tests.support import town
from tests.support.reader import town_reader
from tests.support.web import Web


async def test_the_first_picture_has_the_newest_headline_selected_and_help_in_the_empty_pane(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        assert reader.headlines.selected is not None
        assert reader.headlines.selected.title == town.title(1)
        assert "Follow other news by its number" in reader.text()
        assert reader.pane is reader.headlines


async def test_an_empty_cache_says_so_and_nothing_breaks(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(tmp_path, web, clock, offline=True) as reader:
        assert "No news in the cache yet" in reader.text()
        await reader.press("enter", "j", "k", "J", "n", "m", "s", "t", "1", "D", "x", "space", "G")
        assert "No news in the cache yet" in reader.text()


async def test_opening_shows_the_cached_copy_though_the_server_does_not_answer(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    clock.time = clock.time.replace(hour=23)
    async with town_reader(directory, web, clock) as reader:
        web.hangs(town.url(1))
        await reader.press("enter", settle=False)
        assert "Đoạn 1 của bài 1" in reader.text()
        await reader.press("space", "j", settle=False)
        web.release(town.url(1))
        await reader.settle()


async def test_read_means_opened_and_moving_the_cursor_marks_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "k")
        unread = reader.newsroom.lists.rows(ListQuery(unread=True))
        assert unread.count() == town.COUNT
        await reader.press("enter")
        assert unread.count() == town.COUNT - 1


async def test_a_number_opens_other_news_in_the_headlines_as_well(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "h", "2")
        assert reader.title() == town.title(3)


async def test_t_moves_among_the_other_news_and_enter_opens(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "t")
        assert reader.article.links.focused == 1
        assert town.title(2) in reader.text()
        await reader.press("tab", "j", "up", "enter")
        assert reader.title() == town.title(3)


async def test_the_other_news_say_what_is_here_what_needs_the_network_and_what_was_read(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 60)) as reader:
        await reader.press("enter", "2", "t")  # article 3, whose first links are 4, 5 and 6
        await reader.press("1", "H")
        await reader.press("escape", "G")
        text = reader.text()
        assert "\u2713" in text
        assert "\u25cf" in text
        assert "\u25cb" in text


async def test_a_link_that_is_not_cached_says_so_offline_is_queued_and_the_article_stays(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, offline=True) as reader:
        await reader.press("j", "j", "enter", "4")
        assert reader.title() == town.title(3)
        assert [item.url for item in reader.newsroom.queue.get_all()] == [town.MISSING]
        assert len(reader.history) == 1
        reader.silence()  # the message has the place of the status for some seconds
        await reader.settle()
        assert "1 waiting" in reader.text()
        await reader.press("X")
        assert "Chưa tải" in reader.text()
        await reader.press("d", "escape")
        assert reader.newsroom.queue.get_all() == ()


async def test_a_link_that_is_not_cached_opens_when_it_has_come(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", ["Nay đã tải về rồi, và đọc được ngay."] * 5)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "enter")
        web.hangs(town.MISSING)
        await reader.press("4", settle=False)
        assert reader.title() == town.title(3)
        assert "Fetching" in reader.text()
        web.release(town.MISSING)
        await reader.settle()
        assert reader.title() == "Chưa tải"
        assert len(reader.history) == 2


async def test_what_comes_for_an_older_wish_is_dropped(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.article(town.MISSING, "Chưa tải", ["Nay đã tải về rồi, và đọc được ngay."] * 5)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "enter")
        web.hangs(town.MISSING)
        await reader.press("4", settle=False)
        await reader.press("1", settle=False)
        web.release(town.MISSING)
        await reader.settle()
        assert reader.title() == town.title(4)
        assert len(reader.history) == 2


async def test_space_at_the_end_goes_on_to_the_next_unread(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "G", "space")
        assert reader.title() == town.title(2)
        assert reader.article.scroll_y == 0


async def test_next_and_previous_article_open_while_reading(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "J")
        assert reader.title() == town.title(2)
        await reader.press("K")
        assert reader.title() == town.title(1)
        await reader.press("n")
        assert reader.title() == town.title(3)


async def test_hints_open_a_link_in_the_text(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "f", "f")
        assert reader.title() == town.title(9)


async def test_a_key_that_is_no_hint_ends_them_and_does_nothing_else(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "f", "Z")
        assert not reader.article.links.has_hints
        assert reader.title() == town.title(1)


async def test_marks_are_undone_one_after_the_other(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        rows = reader.newsroom.lists.rows(ListQuery(unread=True))
        saved = reader.newsroom.lists.rows(ListQuery(saved=True))
        await reader.press("m", "s", "M")
        assert (rows.count(), saved.count()) == (0, 1)
        await reader.press("Z")
        assert (rows.count(), saved.count()) == (town.COUNT - 1, 1)
        await reader.press("Z", "Z")
        assert (rows.count(), saved.count()) == (town.COUNT, 0)


async def test_an_article_is_saved_and_stands_on_the_shelf(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "s", "S")
        assert reader.headlines.window.count == 1
        assert reader.headlines_title.text.startswith("Saved")
        await reader.press("S")
        assert reader.headlines.window.count == town.COUNT


async def test_copying_gives_the_address_and_the_text(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("c")
        assert reader.app.clipboard == town.url(1)
        await reader.press("enter", "C")
        assert "Đoạn 3 của bài 1" in reader.app.clipboard


async def test_find_marks_matches_and_n_goes_round(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "slash")
        await reader.type("doan 2")  # in 2 and 20 to 23
        assert "1/5" in reader.text()
        await reader.press("enter", "n", "n", "n", "n")
        assert reader.article.text_find.current.number == 4
        assert "Đoạn 23 của bài 1" in reader.text()
        await reader.press("n")
        assert reader.article.text_find.current.number == 0
        await reader.press("N", "escape", "n")
        assert reader.title() == town.title(2), "without a find, n is the next unread"


async def test_refreshing_the_article_ends_though_nothing_newer_comes(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "r", "r")
        assert "Fetching" not in reader.text()
        assert reader.title() == town.title(1)


async def test_a_refresh_that_was_asked_for_says_why_it_failed_and_the_copy_stays(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        clock.time = clock.time.replace(hour=23)
        web.gone_offline()
        await reader.press("enter")
        assert "Cannot find" not in reader.text(), "nobody asked for it"
        await reader.press("r")
        assert "Cannot find" in reader.text()
        assert reader.title() == town.title(1)
        assert "Offline" in reader.lines()[-2]
