"""Journeys through lists that marks decide about: what was opened stays until the list is chosen anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support import town
from tests.support.journey import (
    CURSOR,
    by_keyboard,
    headline_at_cursor,
    list_title,
    seen_in,
)
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

ALL = [town.url(number) for number in range(1, town.COUNT + 1)]
ODD = ALL[::2]


def opened(reader: Reader) -> str:
    """The address of the article on the screen."""
    article = reader.article.article
    return article.url if article is not None else ""


async def go_on(reader: Reader, keys: list[str], most: int = town.COUNT + 2) -> list[str]:
    """Press keys again and again and note each article that they open, until they open none."""
    urls = [opened(reader)]
    while len(urls) <= most:
        await reader.press(*keys)
        if opened(reader) == urls[-1]:
            break
        urls.append(opened(reader))
    return urls


async def test_unread_only_goes_on_from_where_one_is(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j", "j", "enter", "h")
        await reader.press(".")
        assert headline_at_cursor(reader).startswith(town.title(5)), "4 is read"
        await reader.press(".")
        assert headline_at_cursor(reader).startswith(town.title(4)), "it is there again"
        await reader.press("G", "enter", "h", ".")
        assert headline_at_cursor(reader).startswith(town.title(town.COUNT - 1)), "none is below"


ONWARD = {
    "n": ["n"],
    "J": ["J"],
    "space at the end": ["G", "space"],
    "the list": ["h", "j", "enter"],
}
every_way = pytest.mark.parametrize("keys", ONWARD.values(), ids=ONWARD)


@every_way
@by_keyboard("unread_only", "enter")
async def test_unread_only_opens_each_article_once_and_in_order(
    keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "enter")
        assert await go_on(reader, keys) == ALL
        assert list_title(reader) == "All news \u2219 12 articles \u2219 unread"
        assert "All news" in seen_in(reader, reader.sections).splitlines()[0]
        assert "12" not in seen_in(reader, reader.sections).splitlines()[0]


@every_way
@by_keyboard("sort", "enter")
async def test_unread_first_opens_each_article_once_and_in_order(
    keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "m", "g", *["comma"] * 4)
        assert "unread f" in list_title(reader)
        await reader.press("enter")
        expected = [ALL[0], *ALL[2:]]
        if keys != ONWARD["n"] and keys != ONWARD["space at the end"]:
            expected.append(ALL[1])
        assert await go_on(reader, keys) == expected


@every_way
@by_keyboard("search", "sections", "enter")
async def test_a_kept_search_of_unread_ones_opens_each_article_once_and_in_order(
    keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.newsroom.searches.save("Mới", "doan is:unread")
        reader.controllers.list_display.changed()
        await reader.press("m", "x", "G", "enter")
        assert list_title(reader).startswith("Mới \u2219 ")
        count = reader.headlines.window.count
        first = headline_at_cursor(reader)
        await reader.press("F", "escape", "enter")
        urls = await go_on(reader, keys)
        assert len(urls) == len(set(urls)) == count
        assert urls == sorted(urls, key=ALL.index)
        assert not first.startswith(town.title(1))


@pytest.mark.parametrize(
    ("how", "keys"),
    list(zip(["section", "filter", "by source", "oldest first"], ONWARD.values(), strict=True)),
)
@by_keyboard("unread_only", "enter")
async def test_narrower_and_ordered_lists_of_unread_ones_open_each_article_once(
    how: str, keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".")
        expected = ALL
        if how == "section":
            await reader.press("x", "j", "j", "j", "enter")
            expected = ODD
        elif how == "filter":
            await reader.press("/")
            await reader.type("bai so 1")
            await reader.press("enter")
            expected = [ALL[0], *ALL[9:]]
        elif how == "oldest first":
            await reader.press("comma", "g")
            expected = ALL[::-1]
        else:
            await reader.press("comma", "comma")
        await reader.press("enter")
        assert await go_on(reader, keys) == expected


@by_keyboard("unread_only", "previous_article", "previous_unread", "next_unread")
async def test_the_way_back_in_a_list_of_unread_ones_leads_through_what_was_opened(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "j", "enter", "n", "n")
        assert opened(reader) == ALL[3]
        await reader.press("K", "K")
        assert opened(reader) == ALL[1]
        await reader.press("n")
        assert opened(reader) == ALL[4], "the next one that is unread still"
        await reader.press("p")
        assert opened(reader) == ALL[0]
        await reader.press("p")
        assert "There is nothing unread" in reader.text()


@by_keyboard("unread_only", "back", "forward")
async def test_back_and_forward_in_a_list_of_unread_ones_keep_the_cursor_on_the_article(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "enter", "n", "H")
        assert opened(reader) == ALL[0]
        assert headline_at_cursor(reader).startswith(town.title(1))
        await reader.press("L", "n")
        assert opened(reader) == ALL[2]
        # Another list, and back to the article: it is in its list, and the way goes on from it.
        await reader.press("x", "g", "j", "enter", "H")
        assert opened(reader) == ALL[2]
        assert headline_at_cursor(reader).startswith(town.title(3))
        assert list_title(reader) == "All news \u2219 10 articles \u2219 unread"
        await reader.press("n")
        assert opened(reader) == ALL[3]


@by_keyboard("saved_shelf", "toggle_saved", "undo")
async def test_what_is_taken_off_the_shelf_stays_in_sight_until_the_shelf_is_chosen_anew(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("s", "j", "s", "j", "s", "S")
        assert list_title(reader) == "Saved \u2219 3 articles"
        await reader.press("g", "s")
        assert list_title(reader) == "Saved \u2219 3 articles"
        assert headline_at_cursor(reader).startswith(town.title(1))
        assert "\u2726" not in cursor_rows(reader)
        await reader.press("Z")
        assert "\u2726" in cursor_rows(reader)
        await reader.press("s", "j", "s", "enter")
        assert opened(reader) == ALL[1]
        await reader.press("S", "S")
        assert list_title(reader) == "Saved \u2219 1 article"
        assert headline_at_cursor(reader).startswith(town.title(3))


def cursor_rows(reader: Reader) -> str:
    lines = seen_in(reader, reader.headlines).splitlines()
    return "\n".join(line for line in lines if line.startswith(CURSOR))


@by_keyboard("unread_only", "refresh_all", "next_unread")
async def test_news_that_come_meanwhile_move_neither_the_cursor_nor_what_was_opened(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "enter", "n")
        clock.time += timedelta(hours=2)
        news = town.Item("Tin mới toanh", f"{town.HOME}/moi.html", clock.time, "Mới.")
        between = town.Item(
            "Tin xen giữa", f"{town.HOME}/xen.html", town.published(3) + timedelta(hours=1), "Xen."
        )
        for item in (news, between):
            web.article(item.url, item.title, town.paragraphs(1))
        web.feed(town.SECTIONS["Chính trị"], news, between, town.entry(1))
        await reader.press("R")
        assert opened(reader) == ALL[1]
        assert headline_at_cursor(reader).startswith(town.title(2))
        assert list_title(reader) == "All news \u2219 14 articles \u2219 unread"
        await reader.press("n")
        assert opened(reader) == between.url
        await reader.press("n")
        assert opened(reader) == ALL[2]


@pytest.mark.parametrize("how", ["twice the key", "another section", "the same one", "refresh"])
@by_keyboard("unread_only")
async def test_a_list_that_is_chosen_anew_has_only_unread_ones(
    how: str, directory: Path, web: Web, clock: town.Clock
) -> None:
    keys = {
        "twice the key": [".", "."],
        "another section": ["x", "j", "enter", "x", "g", "enter"],
        "the same one": ["x", "g", "enter"],
        "refresh": ["r"],
    }
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "enter", "n", "h")
        assert list_title(reader) == "All news \u2219 12 articles \u2219 unread"
        await reader.press(*keys[how])
        assert list_title(reader) == "All news \u2219 10 articles \u2219 unread"
        assert headline_at_cursor(reader)
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".")
        assert list_title(reader) == "All news \u2219 10 articles \u2219 unread"


@by_keyboard("unread_only", "all_read", "undo")
async def test_all_read_in_a_list_of_unread_ones_leaves_them_in_sight(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "j", "M")
        assert list_title(reader) == "All news \u2219 12 articles \u2219 unread"
        assert headline_at_cursor(reader).startswith(town.title(2))
        assert seen_in(reader, reader.sections).splitlines()[0].split() == ["All", "news"]
        await reader.press("n")
        assert "There is nothing unread" in reader.text()
        await reader.press("Z")
        assert seen_in(reader, reader.sections).splitlines()[0].split()[-1] == "12"
        await reader.press("enter", "n")
        assert opened(reader) == ALL[2]
        await reader.press("M", ".", ".")
        assert list_title(reader) == "All news \u2219 0 articles \u2219 unread"


@by_keyboard("unread_only", "toggle_read", "toggle_saved")
async def test_only_what_was_in_the_list_stays_in_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "h", ".")
        assert list_title(reader) == "All news \u2219 11 articles \u2219 unread"
        # The article on the screen was read before: saving it does not bring it into the list.
        await reader.press("tab", "s")
        assert list_title(reader) == "All news \u2219 11 articles \u2219 unread"
        await reader.press("m")
        assert list_title(reader) == "All news \u2219 12 articles \u2219 unread"
        await reader.press("m")
        assert list_title(reader) == "All news \u2219 12 articles \u2219 unread"


@by_keyboard("unread_only", "next_section", "next_unread")
async def test_the_next_one_of_a_list_chosen_while_one_reads_is_its_first(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", ".", "n")
        assert opened(reader) == ALL[1]
        await reader.press("n")
        assert opened(reader) == ALL[2]
        await reader.press(">", ">", ">", ">", "n")
        assert list_title(reader).startswith("Đời sống")
        assert opened(reader) == ALL[3]
        await reader.press("n")
        assert opened(reader) == ALL[5]


@pytest.mark.parametrize("keys", [["comma"], ["/", "b", "a", "i", "enter", "escape"]], ids=" ".join)
@by_keyboard("unread_only", "enter")
async def test_another_order_and_a_filter_keep_what_was_opened_in_the_list(
    keys: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(".", "enter", "n", "h", *keys)
        assert list_title(reader).startswith("All news \u2219 12 articles \u2219 unread")
        assert town.title(2) in headline_at_cursor(reader)


@by_keyboard("sort", "toggle_read", "undo")
async def test_unread_first_moves_nothing_that_is_marked_under_the_cursor(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "m", "j", "m", *["comma"] * 4, "G")
        at = reader.headlines.cursor
        assert town.title(3) in headline_at_cursor(reader)
        for key in ("m", "m", "m", "Z"):
            await reader.press(key)
            assert town.title(3) in headline_at_cursor(reader)
            assert reader.headlines.cursor == at
        # In the order by date anything is where its date is; chosen again, it is where its mark is.
        await reader.press("m", "comma", *["comma"] * 4)
        assert reader.headlines.cursor == 1
