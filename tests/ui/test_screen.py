"""What the screen looks like: widths, hostile words, looks, the mouse."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList

from hpreader.config import Settings
from hpreader.ui.dialogs.dialog import Picker
from hpreader.ui.panes.headlines import Headlines
from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.web import Web


def is_seen(reader: Reader, name: str) -> bool:
    return bool(reader.screen.query_one(name).region)


@pytest.mark.parametrize(
    ("width", "at_first", "while_reading"),
    [
        (120, "left middle right", "left middle right"),
        (119, "left middle", "right"),
        (80, "left middle", "right"),
        (79, "middle", "right"),
        (40, "middle", "right"),
    ],
)
async def test_the_width_says_how_many_panes_there_are(
    width: int, at_first: str, while_reading: str, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(width, 24)) as reader:
        panes = ("left", "middle", "right")
        assert [p for p in panes if is_seen(reader, f"#{p}")] == at_first.split()
        await reader.press("enter")
        assert [p for p in panes if is_seen(reader, f"#{p}")] == while_reading.split()
        await reader.press("h")
        assert [p for p in panes if is_seen(reader, f"#{p}")] == at_first.split()


@pytest.mark.parametrize(("width", "column"), [(120, 24), (139, 24), (140, 30), (240, 30)])
async def test_wide_screens_have_a_left_column_and_headlines_of_32_at_least(
    width: int, column: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(width, 40)) as reader:
        left, middle, right = (
            reader.screen.query_one(f"#{name}").region.width for name in ("left", "middle", "right")
        )
        assert left == column
        assert middle >= 32
        assert left + middle + right == width


@pytest.mark.parametrize(
    "size", [(120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (20, 6), (4, 2)]
)
async def test_no_size_breaks_it_and_every_line_fits(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        for keys in (
            ["enter", "space"],
            ["1", "f", "escape"],
            ["h"],
            ["D", "x"],
            ["?"],
            ["escape"],
            ["f3"],
        ):
            await reader.press(*keys)
            assert all(
                strip.cell_length <= size[0]
                for strip in reader.app.screen._compositor.render_strips()
            )


@pytest.mark.parametrize(("width", "measure"), [(80, 72), (60, 57), (40, 37), (120, 62), (200, 72)])
async def test_the_measure_is_72_or_what_the_pane_leaves(
    width: int, measure: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(width, 30)) as reader:
        await reader.press("enter")
        pane = reader.article
        assert pane.viewport.columns.text == min(72, pane.scrollable_content_region.width - 2)
        assert abs(pane.viewport.columns.text - measure) <= 20


async def test_the_measure_is_changed_by_keys_and_the_place_stays(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(100, 30)) as reader:
        await reader.press("enter", "space")
        top = reader.top_line()
        await reader.press("-", "-")
        assert reader.article.viewport.columns.text == 64
        assert " ".join(top.split()[:2]) in reader.top_line()
        await reader.press("=", "=")
        assert reader.top_line() == top


async def test_hostile_words_are_shown_as_words_and_obeyed_by_nobody(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 40)) as reader:
        await reader.press(*"jjjjjj", "enter", "s")
        text = reader.text()
        assert "[/b] [@click=app.quit]bấm[/]" in text
        assert not any(
            unicodedata.category(letter) in ("Cc", "Cf") for letter in text if letter != "\n"
        )
        await reader.press("f3")
        assert "[@click=app.quit]" in reader.text()
        await reader.press("escape", "ctrl+p")
        await reader.type("bam")
        assert "[@click=app.quit]" in reader.text()
        await reader.press("escape", "F")
        await reader.type("click")
        assert "[@click=app.quit]" in reader.text()
        assert reader.app.is_running


async def test_a_hostile_notice_is_no_markup(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        reader.say("[/b] [@click=app.quit]x[/] \x1b[2J")
        await reader.settle()
        assert "[/b] [@click=app.quit]x[/]" in reader.text()


async def test_the_theme_is_switched_and_the_article_with_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "space")
        top, before = reader.top_line(), reader.picture()
        await reader.press("T")
        assert reader.app.theme == "hpreader-light"
        assert reader.top_line() == top
        assert reader.picture() != before
        await reader.press("T", "T", "T")
        assert reader.app.theme == "hpreader-dark"


@pytest.mark.parametrize(
    ("wanted", "name"), [("light", "hpreader-light"), ("nord", "nord"), ("?", "hpreader-dark")]
)
async def test_the_theme_of_the_settings_is_used_where_there_is_such_a_one(
    wanted: str,
    name: str,
    directory: Path,
    web: Web,
    clock: town.Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLORFGBG", raising=False)
    settings = Settings(refresh_minutes=0, theme=wanted)
    async with town_reader(directory, web, clock, settings=settings) as reader:
        assert reader.app.theme == name


async def test_zen_leaves_only_the_article(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "z")
        assert reader.article.region.width == 120
        assert reader.article.region.height == 40
        await reader.press("escape")
        assert is_seen(reader, "#left")


async def test_the_status_line_tells_age_size_and_what_waits(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        status = reader.lines()[-2]
        assert "Online" in status
        assert "copy of 09:00" in status
        assert f"{town.COUNT} articles" in status
        assert "B" in status


async def test_the_keys_that_work_here_change_with_the_pane(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        assert "t Other news" not in reader.lines()[-1]
        await reader.press("enter")
        assert "t Other news" in reader.lines()[-1]
        await reader.press("x")
        assert "+ Add" in reader.lines()[-1]


async def test_the_hints_say_what_a_key_does_just_now(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(160, 24)) as reader:
        assert "q Quit" in reader.lines()[-1]
        await reader.press("enter")
        assert "q Up one level" in reader.lines()[-1]
        assert "n Next unread" in reader.lines()[-1]
        await reader.press("slash")
        await reader.type("song")
        await reader.press("enter")
        assert "n Next match" in reader.lines()[-1]
        await reader.press("escape")
        assert "n Next unread" in reader.lines()[-1]


async def test_the_slash_is_called_what_it_does_in_the_pane(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        assert "/ Filter" in reader.lines()[-1]
        await reader.press("enter")
        assert "/ Find" in reader.lines()[-1]
        await reader.press("h")
        assert "/ Filter" in reader.lines()[-1]


async def test_the_help_is_the_last_hint_to_go(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(12, 12)) as reader:
        assert reader.lines()[-1].strip() == "? Help"


async def test_an_empty_list_offers_nothing_that_needs_a_headline(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(tmp_path, web, clock, size=(160, 24), offline=True) as reader:
        hints = reader.lines()[-1]
        assert "? Help" in hints
        assert not any(words in hints for words in ("Open", "Next unread", "Save"))


async def test_a_step_in_the_headlines_draws_two_rows_only(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town_reader(directory, web, clock, size=(120, 40)) as reader:
        drawn: set[int] = set()
        render_line = Headlines.render_line

        def watch(pane: Headlines, y: int) -> Strip:
            drawn.add(y)
            return render_line(pane, y)

        monkeypatch.setattr(Headlines, "render_line", watch)
        await reader.press("j")
        heads, height = (
            reader.headlines.lines.headings,
            reader.headlines.lines.row_height,
        )
        rows = {heads.top(row) + part for row in (0, 1) for part in range(height)}
        assert drawn == rows, "the lines that name the days stay"


async def test_a_click_opens_a_headline_and_follows_a_link(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 60)) as reader:
        headlines = reader.headlines
        await reader.pilot.click(headlines, offset=(5, headlines.lines.headings.top(1)))
        await reader.settle()
        assert reader.title() == town.title(2)
        pane = reader.article
        place = next(place for place in pane.document.links if place.kind == "link")
        await reader.pilot.click(
            pane, offset=(pane.viewport.columns.margin + place.start, place.line)
        )
        await reader.settle()
        assert reader.title() == town.title(9)


async def test_a_click_chooses_a_section_and_a_day(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.pilot.click(reader.sections, offset=(5, 3))
        await reader.settle()
        assert reader.query.section == "Chính trị"
        await reader.pilot.click(reader.dates, offset=(1 + 3 * 4, 4))
        await reader.settle()
        assert reader.query.day is not None


async def test_pictures_are_the_same_every_time(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    pictures = set()
    for _ in range(2):
        async with town_reader(directory, web, clock, size=(100, 30), offline=True) as reader:
            pictures.add(reader.picture())
    assert len(pictures) == 1
    assert "font-face" not in pictures.pop()


async def test_a_key_and_a_click_that_come_together_close_a_dialog_once(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    answers: list[int | None] = []
    async with town_reader(directory, web, clock) as reader:
        dialog = Picker("Chọn", [Content("một"), Content("hai")])
        await reader.app.push_screen(dialog, answers.append)
        for _ in range(2):
            dialog.options.action_select()  # each tells of it in a message
        dialog.action_leave()
        dialog.answer(1)
        await reader.settle()
        assert answers == [None]
        assert reader.app.screen is reader.screen


async def test_keys_that_were_typed_ahead_do_not_hold_up_the_end_after_an_error(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Textual then calls nothing back that a key is waited for with: each would take a second.
    async with town_reader(directory, web, clock) as reader:
        before = reader.title()
        with monkeypatch.context() as closing:
            closing.setattr(reader.app, "_closing", True)
            await reader.app.keys.handle(events.Key("j", "j"))
        await reader.settle()
        assert reader.title() == before


async def test_a_line_is_what_was_chosen_though_the_list_has_others_when_that_is_told(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("ctrl+p")
        palette = reader.app.screen
        listed = palette.query_one(OptionList)
        listed.highlighted = listed.option_count - 1
        listed.action_select()
        palette._show("không có gì như vậy")
        await reader.settle()
        assert reader.app.screen is reader.screen
        assert reader.app.trouble is None
        assert not reader.app.has_failed
