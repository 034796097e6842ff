"""Journeys through searches: to the words that were looked for, and to what was looked for before."""

from __future__ import annotations

from pathlib import Path

import pytest

from hpreader.text import fold
from tests.support import town
from tests.support.journey import by_keyboard, in_article, list_title
from tests.support.reader import Reader, town_reader
from tests.support.web import Web


async def search(reader: Reader, words: str) -> None:
    await reader.press("F")
    await reader.type(words)


def lit(reader: Reader) -> list[str]:
    """What is lit in the lines of the article that are in sight, the current match in brackets."""
    pane, found = reader.article, []
    current = pane.get_component_rich_style("article--current").bgcolor
    match = pane.get_component_rich_style("article--match").bgcolor
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            background = segment.style.bgcolor if segment.style else None
            if background == current:
                found.append(f"[{segment.text}]")
            elif background == match:
                found.append(segment.text)
    return found


@pytest.mark.parametrize("size", [(120, 24), (80, 24), (200, 60)])
@by_keyboard("search", "next_unread", "previous_match", "escape")
async def test_a_hit_is_opened_at_its_words_and_n_goes_on_to_the_next(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        await search(reader, '"doan 20" bai')
        await reader.press("enter")
        first = reader.title()
        assert "[Đoạn 20]" in lit(reader), "marks do not count, as in the search"
        assert "bài" in lit(reader)
        await reader.press("n")
        assert reader.title() == first
        assert "[bài]" in lit(reader)
        assert "Đoạn 20" in lit(reader)
        await reader.press("N")
        assert "[Đoạn 20]" in lit(reader)
        await reader.press("escape")
        assert lit(reader) == []
        await reader.press("n")
        assert reader.title() != first, "nothing is looked for any more: the next article"


@by_keyboard("search")
async def test_only_whole_words_are_lit_but_for_the_last_one(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await search(reader, "ben song c")
        await reader.press("enter")
        words = {fold(word.strip("[]")) for word in lit(reader)}
        assert {"ben", "song", "cam", "cua"} & words
        assert words <= {"ben", "song", "cam", "cua", "co", "cau", "con", "chinh"}
        assert "[" in "".join(lit(reader))


@by_keyboard("search")
async def test_words_with_marks_light_only_words_with_these_marks_and_filters_light_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await search(reader, "Cấm section:doi ")
        await reader.press("enter")
        assert {word.strip("[]") for word in lit(reader)} <= {"Cấm", "cấm"}
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await search(reader, "is:unread ")
        await reader.press("enter")
        assert reader.title()
        assert lit(reader) == []


@by_keyboard("search", "enter")
async def test_a_search_that_was_left_halfway_through_an_article_opens_it_at_the_words(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await reader.press("enter", *["space"] * 3, "h", "j", "enter")
        await search(reader, '"doan 5 cua bai 1"')
        await reader.press("enter")
        assert reader.title() == town.title(1)
        assert lit(reader) == ["[Đoạn 5 của bài 1]"]
        assert "Read on where you left it" not in reader.text()


@by_keyboard("search", "back")
async def test_what_was_opened_stays_among_the_hits_of_a_search_for_unread_ones(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await search(reader, "doan is:unread")
        assert "12 articles" in reader.text()
        await reader.press("down", "down", "enter")
        opened = reader.title()
        await reader.press("H")
        assert "12 articles" in reader.text()
        await reader.press("enter")
        assert reader.title() == opened
        await reader.press("H", "backspace", "d")
        assert "11 articles" in reader.text(), "it was searched for anew"


@by_keyboard("search")
async def test_an_empty_search_shows_the_last_ones_also_after_a_restart(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        assert "Your last searches" not in reader.text()
        await reader.press("escape")
        for words in ("bai so 3", "song cam", "bai so 5", "song cam"):
            await search(reader, words)
            await reader.press("enter")
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        text = "\n".join(reader.lines()[1:])  # without the trail above
        assert "Your last searches" in text
        assert text.index("song cam") < text.index("bai so 5") < text.index("bai so 3")
        assert text.count("song cam") == 1
        await reader.press("enter")
        assert "Your last searches" in reader.text(), "none is chosen yet"
        await reader.press("down", "down", "enter")
        assert "Your last searches" not in reader.text()
        await reader.press("enter")
        assert reader.title() == town.title(5)


@by_keyboard("next_section", "back", "previous_section")
async def test_sections_that_were_only_passed_leave_one_step(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "h", *[">"] * 5)
        assert [visit.title for visit in reader.history] == [town.title(1), list_name(reader)]
        await reader.press("H")
        assert reader.title() == town.title(1)
        await reader.press("L")
        # One in which something is opened stays, and so does one that is chosen in the pane.
        await reader.press("enter", "h", ">", "<", ">", ">")
        assert len(reader.history) == 4
        await reader.press("x", "j", "enter", "x", "G", "enter")
        assert len(reader.history) == 6
        await reader.press(">", ">", "<", "<")
        assert len(reader.history) == 6, "it is where it began"
        assert not reader.history.can_go_forward


def list_name(reader: Reader) -> str:
    return list_title(reader).split(" \u2219 ")[0]


@by_keyboard("all_read", "undo")
async def test_the_message_about_all_read_names_the_key_that_undoes_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("M")
        assert "12 marked as read. Z: undo" in reader.text()
        await reader.press("Z")
        assert "12" in in_sections(reader)


def in_sections(reader: Reader) -> str:
    return "\n".join(line[:24] for line in reader.lines()[:4])


async def test_an_article_without_the_words_in_its_text_is_opened_at_its_beginning(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        await search(reader, '"con duong" "bai so 4"')
        await reader.press("enter")
        assert reader.title() == town.title(4)
        assert town.title(4).split()[0] in in_article(reader)
