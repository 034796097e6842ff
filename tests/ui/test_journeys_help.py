"""Journeys with the mouse alone: commands that are clicked in the help."""

from pathlib import Path

from hpreader.config import Settings
from tests.support import town
from tests.support.journey import (
    Mouse,
    by_mouse,
    headline_at_cursor,
    in_article,
    key_line,
    list_title,
    seen_in,
)
from tests.support.reader import town_reader
from tests.support.web import Web

MOVING = ("down", "up", "read_on", "page_down", "page_up", "half_down", "half_up", "top", "end")


async def test_words_that_no_command_has_are_said_to_find_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await reader.press("question_mark")
        await reader.type("qwz")
        assert "Nothing was found for “qwz”." in reader.text()
        await reader.press("enter", "backspace", "backspace", "backspace")
        assert "Nothing was found" not in reader.text()


@by_mouse(*MOVING, "leave", "next_pane", "previous_pane", "escape", "sections", "dates")
async def test_a_click_in_the_help_moves_in_the_pane_and_between_panes(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        mouse = Mouse(reader)
        seen = []
        for name in ("end", "top", "page_down", "page_up", "half_down", "half_up", "read_on"):
            await mouse.command(name)
            seen.append(headline_at_cursor(reader).split(" về")[0])
        assert seen[:2] == [f"Bài số {town.COUNT}", "Bài số 1"]
        assert seen[3] == seen[5] == "Bài số 1"
        assert seen[2] == seen[6] != seen[4]
        await mouse.command("up")
        await mouse.command("down")
        assert headline_at_cursor(reader).startswith(seen[6])
        for name, words in (
            ("leave", "+ Add"),
            ("next_pane", "Choose"),
            ("previous_pane", "+ Add"),
            ("dates", "Choose"),
            ("sections", "+ Add"),
            ("escape", "q Quit"),
        ):
            await mouse.command(name)
            assert words in key_line(reader), name


@by_mouse("trail", "branch", "next_article", "previous_article", "previous_unread", "related")
async def test_the_trail_is_jumped_in_and_the_list_read_on(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.click("Bài số 2")
        await mouse.click("Other news", reader.hints)
        assert "Enter: read it" in reader.text()
        await mouse.click("Up one level", reader.hints)
        await mouse.command("top")
        await mouse.click("một liên kết", reader.article)
        await mouse.command("branch")
        assert "Đoạn 0 của bài 2" in in_article(reader)
        await mouse.command("trail")
        await mouse.click("Bài số 9", reader.app.screen.query_one(".dialog"))
        assert "Đoạn 0 của bài 9" in in_article(reader)
        await mouse.command("next_article")
        assert "Đoạn 0 của bài 10" in in_article(reader)
        await mouse.command("previous_article")
        assert "Đoạn 0 của bài 9" in in_article(reader)
        await mouse.command("previous_unread")
        assert "Đoạn 0 của bài 8" in in_article(reader)


@by_mouse("hints", "browse", "copy_link", "copy_article", "toggle_read", "messages", "find")
async def test_a_click_in_the_help_takes_the_article_elsewhere(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.click("Bài số 2")
        for name, words in (
            ("browse", "Opened in the browser"),
            ("copy_link", "The link is in the clipboard"),
            ("copy_article", "The text is in the clipboard"),
            ("toggle_read", "All news           12"),
            ("hints", "Fột liên kết"),
        ):
            await mouse.command(name)
            assert words in reader.text(), name
        await mouse.click("Cancel", reader.hints)
        assert "Fột liên kết" not in reader.text()
        await mouse.command("messages")
        assert "The link is in the clipboard" in seen_in(
            reader, reader.app.screen.query_one(".dialog")
        )
        await mouse.click_at(1, 1)
        await mouse.command("find")
        assert " Find " in reader.text()


@by_mouse("wider", "narrower", "zen", "switch_theme", "mouse", "pictures", "photo", "palette")
async def test_a_click_in_the_help_changes_the_looks(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = Settings(refresh_minutes=0, theme="dark")
    async with town_reader(directory, web, clock, size=(160, 40), settings=settings) as reader:
        mouse = Mouse(reader)
        await mouse.click(town.title(1))
        for name, words in (
            ("wider", "Measure: 76 cells"),
            ("narrower", "Measure: 72 cells"),
            ("pictures", "This terminal cannot show photos"),
            ("photo", "This terminal cannot show photos"),
            ("mouse", "The mouse is the terminal's"),
        ):
            await mouse.command(name)
            assert words in reader.text(), name
            assert "Type to search" not in reader.text()
        await mouse.command("switch_theme")
        assert reader.app.theme == "hpreader-light"
        await mouse.command("palette")
        palette = reader.app.screen.query_one("Palette OptionList")
        await mouse.click("Reading trail", palette)
        assert "1 step" in reader.text()
        await mouse.click_at(1, 1)
        await mouse.command("zen")
        assert "Sections" not in reader.text()
        await mouse.click_at(2, 10)
        assert "Sections" in reader.text()


LISTS = ("unread_only", "sort", "rows_look", "dates_look", "next_section", "previous_section")


@by_mouse(*LISTS, "saved_shelf", "all_read", "day_before", "day_after", "choose_day", "all_days")
async def test_a_click_in_the_help_changes_the_list(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 40)) as reader:
        mouse = Mouse(reader)
        for name, words in (
            ("unread_only", "unread"),
            ("unread_only", "All news \u2219 12 articles"),
            ("sort", "oldest first"),
            ("saved_shelf", "Saved \u2219 0 articles"),
            ("saved_shelf", "All news \u2219 12 articles"),
            ("previous_section", "Đời sống \u2219 6 articles"),
            ("next_section", "All news \u2219 12 articles"),
        ):
            await mouse.command(name)
            assert words in list_title(reader), name
        await mouse.command("rows_look")
        assert "One line for each headline" in reader.text()
        await mouse.command("dates_look")
        assert "How long ago" in reader.text()
        await mouse.command("dates")
        for name in ("day_before", "day_before", "day_after", "choose_day"):
            await mouse.command(name)
        assert "0 articles \u2219 19/03/2026" in list_title(reader)
        await mouse.command("all_days")
        assert "12 articles" in list_title(reader)
        await mouse.command("all_read")
        assert "12 marked as read" in reader.text()
