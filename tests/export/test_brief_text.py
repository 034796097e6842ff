"""A brief on a terminal: one screen of 80 columns, whole where nobody limits it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpreader.export import brief_lines, brief_markdown
from hpreader.model.brief import Brief, BriefEntry, BriefPart, Period
from tests.support.editions import HOSTILE, NOW, headline

pytestmark = pytest.mark.usefixtures("english")


def brief(*sizes: int, title: str = "") -> Brief:
    """A brief with parts of so many articles."""
    numbers = iter(range(1, 1 + sum(sizes)))
    parts = tuple(
        BriefPart(
            "section",
            f"Mục {at}",
            tuple(BriefEntry(headline(next(numbers), title)) for _number in range(size)),
        )
        for at, size in enumerate(sizes, 1)
    )
    return Brief(Period.until(NOW), parts)


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=40),
    st.integers(30, 120),
    st.integers(5, 60),
)
def test_it_fits_the_screen_and_counts_what_does_not(
    sizes: list[int], width: int, height: int
) -> None:
    whole = brief(*sizes)
    lines = brief_lines(whole, width, height)
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines)
    shown = sum("Bài số" in line for line in lines)
    rest = sum(sizes) - shown
    assert (f"{rest} more article" in lines[-1]) == bool(rest)


def test_each_part_has_its_best_before_one_has_all() -> None:
    lines = brief_lines(brief(20, 1, 3), 80, 12)
    assert [line for line in lines if line.startswith("Mục")] == [
        "Mục 1 (20)",
        "Mục 2 (1)",
        "Mục 3 (3)",
    ]
    assert sum("Bài số" in line for line in lines) == 12 - 1 - 3 - 1


def test_a_screen_with_room_has_teasers_and_gaps() -> None:
    lines = brief_lines(brief(1, 1), 80, 24)
    assert lines[1] == ""
    assert any("Mở đầu bài 1." in line for line in lines)
    assert brief_lines(brief(1, 1), 80, 5) == [
        line for line in lines if "Mở đầu" not in line and line
    ]


def test_all_of_it_has_teasers_and_addresses_and_cuts_nothing() -> None:
    title = "Một tiêu đề rất dài " * 12
    lines = brief_lines(brief(2, title=title.strip()), 80)
    assert " ".join(" ".join(lines).split()).count(title.strip()) == 2
    assert all(cell_len(line) <= 80 for line in lines)
    assert "               https://bao.vn/bai-1.html" in lines


def test_articles_of_one_story_stand_in_one_line_and_are_all_told() -> None:
    entry = BriefEntry(headline(1), others=(headline(2), headline(3)))
    whole = Brief(Period.until(NOW), (BriefPart("story", "Cùng sự kiện", (entry,)),))
    (row,) = [line for line in brief_lines(whole, 80, 4) if "Bài số" in line]
    assert row.endswith("Bài số 1  +2 articles")
    text = "\n".join(brief_lines(whole, 80))
    assert all(f"bai-{number}.html" in text for number in (1, 2, 3))
    markdown = brief_markdown(whole)
    assert all(f"[Bài số {number}]" in markdown for number in (1, 2, 3))


def test_what_has_no_date_has_a_gap_there() -> None:
    entry = BriefEntry(replace(headline(1), published=None))
    whole = Brief(Period.until(NOW), (BriefPart("section", "Mục", (entry,)),))
    assert brief_lines(whole, 80, 4)[-1] == "               Bài số 1"


def test_a_strangers_title_controls_nothing() -> None:
    for height in (0, 24):
        text = "\n".join(brief_lines(brief(1, title=HOSTILE), 80, height))
        assert not {"\x1b", "\x00", "\u202e"} & set(text)
