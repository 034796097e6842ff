"""Journeys with articles that their sites edited."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support import edited_town, town
from tests.support.journey import (
    Mouse,
    by_keyboard,
    by_mouse,
    in_article,
    list_title,
    seen_in,
)
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

LINE = "Edited 11:00: "


def dialog(reader: Reader) -> str:
    """The lines of the dialog, without its frame, as one text."""
    lines = (line.strip().strip("│╭╮╰╯─").strip() for line in reader.lines())
    return " ".join(line for line in lines if line)


@by_keyboard("edits")
async def test_what_was_edited_is_told_in_the_list_and_in_the_article_and_compared_by_a_key(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    await edited_town.edit_read_article(directory, web, clock)
    async with town_reader(directory, web, clock) as reader:
        assert LINE in seen_in(reader, reader.headlines)
        assert "12 unread" in seen_in(reader, reader.sections) or list_title(reader)
        await reader.press("e")
        shown = dialog(reader)
        assert "What you read last, compared with now" in shown
        assert "Đoàn xe chở [-12-]{+15+} cây cột điện" in shown
        assert "+ Sáng hôm sau, người dân ra xem" in shown
        await reader.press("escape", "enter")
        assert LINE in in_article(reader)
        assert LINE not in seen_in(reader, reader.headlines)
        await reader.press("e")
        assert "{+15+} cây cột điện" in dialog(reader)
        await reader.press("escape")
        assert reader.is_reading


async def test_an_edit_that_comes_while_one_reads_is_told_above_the_text(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        town.page(web, 1, edited_town.BEFORE)
        clock.time += timedelta(hours=1)
        await reader.press("enter")
        await reader.settle()
        clock.time += timedelta(hours=1)
        edited_town.edit(web)
        await reader.press("r")
        await reader.settle()
        assert LINE in in_article(reader)
        headline = reader.headlines.selected
        assert headline is not None
        found = reader.controllers.lists and reader.app.newsroom.articles.headline(headline.id)
        assert found is not None
        assert found.read
        await reader.press("e", "h")
        assert "Edit 1 of" in dialog(reader)
        await reader.press("l")
        assert "What you read last" in dialog(reader)


async def test_the_key_tells_that_nothing_was_edited(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "e")
        assert "This article has not been edited since it was first fetched." in reader.told()


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_line_is_told_in_any_row(
    directory: Path, web: Web, clock: town.Clock, size: tuple[int, int]
) -> None:
    await edited_town.edit_read_article(directory, web, clock)
    async with town_reader(directory, web, clock, size=size) as reader:
        assert LINE in seen_in(reader, reader.headlines)
        await reader.press("|")  # one line for each headline
        seen = seen_in(reader, reader.headlines)
        assert "Bài số 1" in seen
        assert "Edited" in seen


@by_mouse("edits")
async def test_what_was_edited_is_compared_by_the_mouse(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    await edited_town.edit_read_article(directory, web, clock)
    async with town_reader(directory, web, clock) as reader:
        await Mouse(reader).command("edits")
        assert "{+15+} cây cột điện" in dialog(reader)


async def test_the_legend_of_an_edit_looks_as_the_edit_does(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    await edited_town.edit_read_article(directory, web, clock)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("e")
        assert _style_of(reader, "{+added+}") == _style_of(reader, "{+15+}")
        assert _style_of(reader, "[-removed-]") == _style_of(reader, "[-12-]")


def _style_of(reader: Reader, words: str) -> tuple[object, ...]:
    """The colour of some words on the screen, and how else they are told."""
    for strip in reader.app.screen._compositor.render_strips():
        for segment in strip:
            if words in segment.text and segment.style is not None:
                style = segment.style
                return style.color, style.bgcolor, style.bold, style.strike
    raise AssertionError(words)
