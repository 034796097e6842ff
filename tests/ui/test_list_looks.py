"""What the list of headlines looks like, in which order it stands, and what stays as it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.screen import Screen

from hpreader import i18n
from hpreader.model import VIETNAM, ListQuery
from hpreader.ui.panes.day_headings import HEADING, DayHeadings, day_name
from hpreader.ui.panes.headline_lines import MISSING, ago, reading_time
from hpreader.ui.panes.headlines import Headlines
from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=VIETNAM)
OLDEST = town.published(town.COUNT).astimezone(VIETNAM).date()


async def test_rows_of_one_line_or_two_are_chosen_and_kept(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        assert reader.headlines.lines.row_height == 3
        await reader.press("f6")
        assert reader.headlines.lines.row_height == 1
        await reader.press("|")
        assert reader.headlines.lines.row_height == 2
    async with town_reader(directory, web, clock) as reader:
        assert reader.headlines.lines.row_height == 2
        await reader.press("f6")
        assert reader.headlines.lines.row_height == 3


async def test_dates_tell_the_day_or_how_long_ago_and_the_choice_is_kept(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        assert "06:00" in reader.text()
        await reader.press("f7")
        assert "3 h ago" in reader.text()
        assert "06:00" not in "".join(reader.lines()[:6])
    async with town_reader(directory, web, clock) as reader:
        assert "3 h ago" in reader.text()
        await reader.press("\\")
        assert "3 h ago" not in reader.text()


def line_of(headlines: Headlines) -> int:
    """The line of the pane that the selected headline stands on."""
    return headlines.lines.headings.top(headlines.cursor) - round(headlines.scroll_y)


def pane_lines(reader: Reader) -> list[str]:
    """What stands in the pane of the headlines."""
    region = reader.headlines.content_region
    return [line[region.x : region.right - 1] for line in reader.lines()[region.y : region.bottom]]


async def test_a_line_above_the_first_headline_of_a_day_names_the_day(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        lines = pane_lines(reader)
        assert lines[0].startswith("  Today 20/03 \u254c")
        assert town.title(1)[:20] in lines[1]
        assert lines[4].strip() == "", "there is room for a blank line"
        assert lines[5].startswith("  Wednesday 18/03 \u254c")
        await reader.press("f6")
        assert town.title(1)[:10] in pane_lines(reader)[1]
        assert pane_lines(reader)[2].startswith("  Wednesday 18/03")


async def test_rows_below_the_name_of_a_day_tell_the_time_only(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        rows = pane_lines(reader)
        facts = [line for line in rows if "06:00" in line]
        assert len(facts) >= 5
        assert all(line.startswith(("  06:00  ", "\u2590 06:00  ")) for line in facts)
        await reader.press("comma", "comma")
        assert any("18/03 06:00" in line for line in pane_lines(reader)), "no day is named here"
        await reader.press("comma", "comma", "comma", "D", "left", "left", "enter")
        assert reader.query.day is not None
        rows = [line for line in pane_lines(reader) if "06:00" in line]
        assert rows
        assert all(line[2:].startswith("06:00") for line in rows), "the title tells it"


async def test_the_first_row_in_sight_tells_its_day_where_its_heading_is_above_the_pane(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    same_day = [
        town.Item(f"Tin số {n} trong ngày", f"{town.HOME}/n-{n}.html", at, "Vắn tắt.")
        for n, at in enumerate(NOW - timedelta(minutes=10 * n) for n in range(1, 12))
    ]
    web.feed(town.SECTIONS["Chính trị"], *same_day)
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await reader.press("R")
        await reader.press("g")
        headlines = reader.headlines
        assert not [line for line in pane_lines(reader) if "20/03 " in line and ":" in line]
        headlines.scroll_to(y=2, animate=False)
        await reader.settle()
        dated = [line for line in pane_lines(reader) if "20/03 08:50" in line]
        assert len(dated) == 1, "its title is above the pane, its time is not"
        headlines.scroll_to(y=4, animate=False)
        await reader.settle()
        rows = pane_lines(reader)
        assert [line[2:13] for line in rows if "20/03" in line] == ["20/03 08:40"]
        await reader.press("f6")
        headlines.scroll_to(y=3, animate=False)
        await reader.settle()
        assert not any("20/03" in line for line in pane_lines(reader)), "no room for dates"


async def test_an_empty_shelf_says_that_nothing_is_saved(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("S")
        assert "Nothing is saved yet" in reader.text()


async def test_rows_name_their_source_only_where_the_list_has_several(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    """Every row is drawn anew when another list needs other facts in it."""
    async with town_reader(directory, web, clock) as reader:
        lines = reader.headlines.lines
        reader.headlines.show_context({"town": "Tờ báo của phố"}, is_one_day=False)
        source = reader.headlines.selected
        assert source is not None
        reader.headlines.show_context({source.source: "Tờ báo của phố"}, is_one_day=False)
        await reader.settle()
        named = sum("Tờ báo" in line for line in pane_lines(reader))
        assert named == sum(":" in line[:9] for line in pane_lines(reader))
        reader.headlines.show_context({}, is_one_day=True)
        await reader.settle()
        assert not any("Tờ báo" in line for line in pane_lines(reader))
        assert lines.is_one_day


@pytest.mark.parametrize(("lines", "blank"), [(24, 0), (39, 0), (40, 1), (60, 1)])
async def test_a_blank_line_ends_each_headline_where_there_is_room(
    lines: int, blank: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, lines)) as reader:
        await reader.press("comma", "comma")  # no days
        rows = pane_lines(reader)
        assert [town.title(1)[:9] in row for row in rows[:4]] == [True, False, False, False]
        assert [bool(row.strip()) for row in rows[3 : 3 + blank]] == [False] * blank
        assert "Bài số" in rows[3 + blank]
        await reader.press("f6", "f6")
        assert "Bài số" in pane_lines(reader)[2], "two lines are two lines"


async def test_a_short_title_is_followed_by_the_beginning_of_the_text(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        rows = pane_lines(reader)
        headline = reader.headlines.selected
        assert headline is not None
        assert rows[1][2:].strip() == town.title(1)
        assert rows[2][2:].strip().rstrip("\u22ef") in headline.summary
        assert rows[3][2:].startswith("06:00")


@pytest.mark.parametrize("width", [80, 120, 140])
async def test_in_rows_of_one_line_the_title_has_the_room(
    width: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(width, 30)) as reader:
        await reader.press("f6")
        assert any(town.title(1) in row for row in pane_lines(reader))


async def test_only_what_needs_the_network_has_a_sign(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    clock.time += timedelta(hours=2)
    async with town_reader(directory, web, clock) as reader:
        assert MISSING not in "".join(pane_lines(reader))
        new = town.Item("Tin chưa có bài", f"{town.HOME}/moi.html", clock.time, "")
        web.feed(town.SECTIONS["Chính trị"], new, town.entry(1))
        web.refuses(f"{town.HOME}/moi.html")
        await reader.press("R")  # what comes above the selected headline moves the list
        await reader.press("g")
        rows = pane_lines(reader)
        signs = [at for at, row in enumerate(rows) if MISSING in row]
        titles = [at for at, row in enumerate(rows) if "Tin chưa có bài" in row]
        assert len(signs) == len(titles) == 1, rows
        assert 0 < signs[0] - titles[0] < 3


async def test_the_day_comes_into_sight_with_the_first_news(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(tmp_path, web, clock) as reader:
        assert reader.headlines.window.count == 0
        await reader.press("R")
        assert reader.headlines.cursor == 0
        assert pane_lines(reader)[0].startswith("  Today")


async def test_days_are_named_in_the_language_of_the_screen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    i18n.use("vi")
    try:
        async with town_reader(directory, web, clock) as reader:
            lines = pane_lines(reader)
            assert lines[0].startswith("  Hôm nay 20/03 ")
            assert any(line.startswith("  Thứ Tư 18/03 ") for line in lines)
    finally:
        i18n.use("en")


async def test_days_are_told_apart_only_where_they_stand_one_after_the_other(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("comma", "g")
        assert pane_lines(reader)[0].startswith(f"  {day_name(OLDEST, NOW.date())} \u254c")
        for _ in range(3):
            await reader.press("comma")
            assert "\u254c" not in "".join(pane_lines(reader))
        await reader.press("comma", "D", "enter")
        assert reader.query.day == NOW.date()
        assert "\u254c" not in "".join(pane_lines(reader))


async def test_a_click_on_a_day_opens_nothing_and_one_below_it_its_first_headline(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        headlines = reader.headlines
        await reader.pilot.click(headlines, offset=(5, headlines.lines.headings.heading(1)))
        await reader.settle()
        assert (reader.title(), headlines.cursor) == ("", 0)
        await reader.pilot.click(headlines, offset=(5, headlines.lines.headings.top(1)))
        await reader.settle()
        assert reader.title() == town.title(2)


async def test_going_up_to_the_first_headline_of_a_day_brings_the_day_in_sight(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 20)) as reader:
        await reader.press("G", *["k"] * (town.COUNT - 1))
        assert pane_lines(reader)[0].startswith("  Today 20/03 ")
        await reader.press("space")
        shown = "".join(pane_lines(reader))
        assert reader.headlines.selected is not None
        assert reader.headlines.selected.title[:20] in shown


@given(
    counts=st.lists(st.integers(1, 9), max_size=12),
    extra=st.integers(0, 5),
    height=st.integers(1, 3),
)
def test_rows_and_lines_lead_to_each_other(counts: list[int], extra: int, height: int) -> None:
    days = [(OLDEST + timedelta(days=n), count) for n, count in enumerate(counts)]
    heads, rows = DayHeadings(days, height), sum(counts) + (extra if counts else 5)
    drawn: list[tuple[int, int]] = []
    begun = {sum(counts[:n]) for n in range(len(counts))}
    for row in range(rows):
        if row in begun:
            assert heads.heading(row) == len(drawn)
            drawn.append((row, HEADING))
        assert heads.top(row) == len(drawn)
        drawn += [(row, part) for part in range(height)]
    assert [heads.at(line) for line in range(len(drawn))] == drawn
    assert heads.lines(rows) == len(drawn)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=8), "8 h ago"),
        (timedelta(hours=10), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=40), "08/02/2026"),
        (timedelta(hours=-2), "20/03 11:00"),
    ],
)
def test_how_long_ago_is_told_in_the_largest_unit(before: timedelta, words: str) -> None:
    assert ago(NOW - before, NOW) == words


@pytest.mark.parametrize(("count", "words"), [(0, ""), (30, "1 min read"), (620, "3 min read")])
def test_the_reading_time_follows_from_the_words(count: int, words: str) -> None:
    assert reading_time(count) == words


async def test_the_orders_go_round_and_the_title_names_them(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        named = []
        for _ in range(5):
            await reader.press("comma")
            named.append(reader.headlines_title.text.split(" \u2219 ")[-1])
        assert named[:4] == ["oldest first", "by source", "by section", "unread first"]
        assert reader.query == ListQuery()


async def test_by_section_and_unread_first_are_what_they_say(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("m", "comma", "comma", "comma")
        rows = reader.newsroom.lists.rows(reader.query)
        half = town.COUNT // 2
        sections = [headline.section for headline in rows.slice(0, town.COUNT)]
        assert sections == ["Chính trị"] * half + ["Đời sống"] * half
        await reader.press("comma")
        rows = reader.newsroom.lists.rows(reader.query)
        read = [headline.read for headline in rows.slice(0, town.COUNT)]
        assert read == [False] * (town.COUNT - 1) + [True]
        last = rows.slice(town.COUNT - 1, town.COUNT)[0]
        assert rows.find(last.id) == town.COUNT - 1


async def test_the_selected_headline_stays_on_its_line_when_news_come_in_above(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 20)) as reader:
        headlines = reader.headlines
        await reader.press("j", "j", "j", "j", "j", "j", "k")
        standing = headlines.selected
        line = line_of(headlines)
        clock.time += timedelta(hours=2)
        newer = [
            town.Item(f"Tin mới {n}", f"{town.HOME}/moi-{n}.html", clock.time, "Mới.")
            for n in range(4)
        ]
        web.feed(town.SECTIONS["Chính trị"], *newer, town.entry(1))
        await reader.press("R")
        assert headlines.window.count == town.COUNT + 4
        assert headlines.selected == standing
        assert line_of(headlines) == line


async def test_several_steps_are_undone_and_each_is_named(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("s", "M", "Z")
        unread = ListQuery(unread=True)
        assert reader.newsroom.lists.rows(unread).count() == town.COUNT
        assert any("mark all as read" in words for words in reader.told())
        assert reader.newsroom.lists.rows(ListQuery(saved=True)).count() == 1
        await reader.press("Z")
        assert reader.newsroom.lists.rows(ListQuery(saved=True)).count() == 0


async def test_without_colours_what_is_unread_is_bold_and_what_is_read_is_not(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with town_reader(directory, web, clock) as reader:
        await reader.press("m", "j")
        weights = {
            segment.text.strip(): bool(segment.style and segment.style.bold)
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if segment.text.strip() in (town.title(1), town.title(2))
        }
        assert reader.app.no_color
        assert weights == {town.title(1): False, town.title(2): True}


async def test_without_colours_none_is_sent_and_the_cursor_is_told_by_reversing(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with town_reader(directory, web, clock) as reader:
        for keys in ((), ("x",), ("D",), ("question_mark",)):
            await reader.press(*keys)
            drawn = [
                segment
                for strip in reader.app.screen._compositor.render_strips()
                for segment in strip
                if segment.style is not None
            ]
            assert not [part for part in drawn if part.style.color or part.style.bgcolor]
            assert any(part.style.reverse and part.text.strip() for part in drawn), keys


async def test_a_letter_of_the_filter_draws_the_headlines_and_not_the_whole_screen(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("slash")
        drawn: list[object] = []
        display = reader.app._display

        def watch(screen: Screen[object], update: object) -> None:
            drawn.append(update)
            display(screen, update)

        monkeypatch.setattr(reader.app, "_display", watch)
        await reader.type("so 1")
        assert reader.headlines.window.count < town.COUNT
        assert any(isinstance(update, ChopsUpdate) for update in drawn)
        assert not any(isinstance(update, LayoutUpdate) for update in drawn)


async def test_changing_panes_draws_the_cursors_and_not_whole_panes(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("tab", "tab", "tab")
        drawn: list[int] = []
        headlines = reader.headlines
        render = headlines.render_line
        monkeypatch.setattr(headlines, "render_line", lambda y: drawn.append(y) or render(y))
        await reader.press("tab")
        assert 0 < len(set(drawn)) <= headlines.lines.row_height
