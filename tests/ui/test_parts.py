"""The parts of the screen that are pure: finding, breadcrumbs, the calendar, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpreader.i18n import _
from hpreader.model import UNDATED, Headline
from hpreader.ui.cell_text import fit_width, sanitize, wrap_lines
from hpreader.ui.panes.dates import SHADES, month_after, shade
from hpreader.ui.panes.day_headings import day_name
from hpreader.ui.panes.headline_window import WINDOW
from hpreader.ui.panes.headlines import Headlines
from hpreader.ui.panes.text_find import TextFind, matches
from hpreader.ui.widgets.breadcrumbs import elided
from hpreader.ui.widgets.status_line import size_words
from tests.support import town

LETTERS = st.text(alphabet="aăâbđêghi ôơưố 中🙂", max_size=40)


def test_words_without_marks_find_any_spelling_and_words_with_marks_their_own() -> None:
    lines = ["Đường đông, dương xỉ"]
    assert len(matches(lines, "duong")) == 2
    assert [(m.start, m.end) for m in matches(lines, "đường")] == [(0, 5)]
    assert len(matches(["hoà bình, hòa giải"], "hoà")) == 2


def test_words_parted_by_the_end_of_a_line_are_found() -> None:
    found = matches(["  người dân hai", "  bên bờ sông"], "hai bên")
    assert [(m.number, m.line, m.start, m.end) for m in found] == [(0, 0, 12, 15), (0, 1, 2, 5)]


@given(st.lists(LETTERS, max_size=6), LETTERS)
def test_every_match_lies_within_its_line(lines: list[str], query: str) -> None:
    for match in matches(lines, query):
        assert 0 <= match.start < match.end <= len(lines[match.line])


def test_a_find_begins_at_the_line_on_top_and_goes_round() -> None:
    find = TextFind()
    find.search(["a", "b", "a", "a"], "a", top=1)
    assert (find.count, find.number, find.line) == (3, 1, 2)
    find.step(2)
    assert find.line == 0
    find.step(-1)
    assert find.line == 3


@given(st.lists(LETTERS, min_size=1, max_size=9), st.integers(0, 8), st.integers(10, 120))
def test_breadcrumbs_fit_and_hold_the_current_step(titles: list[str], at: int, width: int) -> None:
    current = min(at, len(titles) - 1)
    parts = elided(titles, current, width)
    assert sum(cell_len(text) for text, _step in parts) <= max(width, 14)
    assert current in [step for _text, step in parts]


@given(LETTERS, st.integers(0, 30))
def test_a_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit_width(text, width)) == width


@given(LETTERS, st.integers(2, 30), st.integers(1, 3))
def test_folded_lines_are_as_many_as_allowed_and_never_too_wide(
    text: str, width: int, most: int
) -> None:
    lines = wrap_lines(text, width, most)
    assert len(lines) <= most
    assert all(cell_len(line) <= width for line in lines)


def test_nothing_that_a_terminal_obeys_is_drawn() -> None:
    assert sanitize("a\x1b[2Jb\x9b1mc\u202ed\ne") == "a[2Jb1mcd e"


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_day_is_shaded_when_it_brought_anything(total: int, most: int) -> None:
    assert (shade(min(total, most), most) > 0) == (total > 0)
    assert shade(min(total, most), most) <= SHADES


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(9999, 12, 5), 1, date(9999, 12, 5)),
        (date(1, 1, 5), -1, date(1, 1, 5)),
    ],
)
def test_a_month_on_or_back(day: date, months: int, after: date) -> None:
    assert month_after(day, months) == after


def test_sizes_are_said_as_people_say_them() -> None:
    assert size_words(0) == "0 kB"
    assert size_words(4_132_000) == "4.1 MB"


class CountingRows:
    """A million headlines that note what was read of them."""

    def __init__(self) -> None:
        self.read = 0

    held: Mapping[str, bool] = MappingProxyType({})

    def hold_as(self, rows: object) -> None:
        pass

    def hold(self, ids: Iterable[str] | None = None, *, absent: bool = False) -> None:
        pass

    def count(self) -> int:
        return 1_000_000

    def slice(self, start: int, stop: int) -> list[Headline]:
        self.read += stop - start
        return [
            Headline(str(n), f"https://bao.vn/{n}", f"Tin {n}", "bao.vn")
            for n in range(start, stop)
        ]

    def find(self, article_id: str) -> int | None:
        return int(article_id)

    def nearest_unread(self, row: int, step: int) -> int | None:
        return 900_000 if step > 0 else None

    def days_in_order(self) -> list[tuple[date, int]]:
        return [(date(2026, 3, 20), 400_000), (date(2026, 3, 19), 600_000)]


async def test_a_million_headlines_are_read_a_window_at_a_time() -> None:
    rows = CountingRows()
    pane = Headlines(rows, town.Clock())
    assert pane.window.count == 1_000_000
    assert [pane.window.row(n) is not None for n in range(500_000, 500_040)] == [True] * 40
    assert rows.read <= 2 * WINDOW


class Uncompared(list[tuple[date, int]]):
    """Days that must not be compared with others, of which there may be thousands."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    __hash__ = None  # type: ignore[assignment]


async def test_the_days_of_a_list_are_not_compared_for_each_line_that_is_drawn() -> None:
    pane = Headlines(CountingRows(), town.Clock())
    for _list in range(2):
        pane.window.days = Uncompared([(date(2026, 3, 20), 400_000), (date(2026, 3, 19), 600_000)])
        assert pane.lines.headings is pane.lines.headings


async def test_the_next_unread_headline_is_asked_for_and_not_looked_for_row_by_row() -> None:
    rows = CountingRows()
    pane = Headlines(rows, town.Clock())
    found = pane.window.neighbour(pane.cursor, 1, unread=True)
    assert found is not None
    assert found.id == "900000"
    assert pane.window.neighbour(pane.cursor, -1, unread=True) is None
    assert rows.read <= 2 * WINDOW


def test_the_heading_above_undated_rows_says_so() -> None:
    assert day_name(UNDATED, date(2026, 11, 22)) == _("Date unknown")
