"""Tables: as columns where they fit into the measure, as records where they do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from hpreader.model import Inline, Table
from hpreader.render.layout import Segment
from hpreader.render.layout_builder import LayoutBuilder, Strip
from hpreader.render.line_breaks import cells, safe

if TYPE_CHECKING:
    from rich.style import Style

RULE = "╌"
GAP = 2
"""Cells between two columns."""
_WORD_LIMIT = 16
"""A longer word may be broken to fit a column in."""
_NUMBER = re.compile(r"[-+]?\d[\d.,/ ]*%?")

Side = Literal["left", "middle", "right"]


class _Column(NamedTuple):
    """Where the text of a cell is set, in cells of the screen."""

    start: int
    width: int
    side: Side
    """Numbers are set to the right, and a name of several columns in the middle of them."""

    def indent(self, width: int) -> int:
        """How far a text of some width is from the column's start."""
        spare = max(0, self.width - width)
        return {"left": 0, "middle": spare // 2, "right": spare}[self.side]


Rows = list[tuple[Inline, ...]]
Spans = Mapping[tuple[int, int], int]
"""How many columns a cell covers, by its row and column, for those that cover more than one."""


def set_table(builder: LayoutBuilder, table: Table) -> None:
    """Set a table in columns, or row by row where they would be too narrow to read."""
    columns = max(map(len, table.rows), default=0)
    rows = [row + (Inline(""),) * (columns - len(row)) for row in table.rows]
    spans = _spans(table, rows)
    widths = _widths(rows, spans, builder.width) if builder.signs.has_columns else []
    if widths:
        _set_columns(builder, table, rows, spans, widths)
    else:
        _set_records(builder, table, spans)


def _spans(table: Table, rows: Rows) -> dict[tuple[int, int], int]:
    """See `Spans`; only those that cover nothing but empty cells."""
    return {
        (row, column): width
        for row, column, _rows, width in table.spans
        if width > 1
        and row < len(rows)
        and column + width <= len(rows[row])
        and not any(cell.text for cell in rows[row][column + 1 : column + width])
    }


def _widths(rows: Rows, spans: Spans, width: int) -> list[int]:
    """The width of each column, none when they do not fit sensibly."""
    if not rows or not rows[0]:
        return []
    room = width - GAP * (len(rows[0]) - 1)
    wanted, least = [], []
    for at, column in enumerate(zip(*rows, strict=True)):
        own = [_extent(cell) for row, cell in enumerate(column) if (row, at) not in spans]
        wanted.append(max((most for most, _longest in own), default=0) or 1)
        longest = max((longest for _most, longest in own), default=1)
        least.append(max(1, min(longest, _WORD_LIMIT)))
    for (row, at), columns in sorted(spans.items(), key=lambda span: span[1]):
        most, longest = _extent(rows[row][at])
        _widen(wanted, range(at, at + columns), most)
        _widen(least, range(at, at + columns), min(longest, _WORD_LIMIT))
    wanted = list(map(max, wanted, least))
    if sum(wanted) <= room:
        return wanted
    if sum(least) > room:
        return []
    return _shared_out(wanted, least, room)


def _extent(cell: Inline) -> tuple[int, int]:
    """How many cells of the screen the longest line of a text takes, and its longest word."""
    text = safe(cell.text)
    return max(map(cells, text.split("\n"))), max(map(cells, text.split()), default=1)


def _widen(widths: list[int], columns: range, needed: int) -> None:
    """Widen columns evenly until a cell that covers them all has the room it needs."""
    lacking = needed - sum(widths[at] for at in columns) - GAP * (len(columns) - 1)
    for left, at in zip(range(len(columns), 0, -1), columns, strict=True):
        if lacking > 0:
            share = -(-lacking // left)
            widths[at] += share
            lacking -= share


def _shared_out(wanted: list[int], least: list[int], room: int) -> list[int]:
    """The least widths, and what is left of the room shared out evenly.

    Columns that lack little are served first: a wrapped "Bến Nam" looks worse than a longer note.
    """
    widths = list(least)
    spare = room - sum(least)
    order = sorted(range(len(widths)), key=lambda at: wanted[at] - least[at])
    for waiting, at in zip(range(len(order), 0, -1), order, strict=True):
        given = min(wanted[at] - least[at], spare // waiting)
        widths[at] += given
        spare -= given
    return widths


def _set_columns(
    builder: LayoutBuilder, table: Table, rows: Rows, spans: Spans, widths: list[int]
) -> None:
    """Set the rows with their cells side by side, and a rule below the names of the columns."""
    palette, header = builder.palette, table.header_rows
    ragged = [len(row) for row in table.rows]
    right = [_is_of_numbers(rows[header:], at) for at in range(len(widths))]
    edges = list(accumulate((width + GAP for width in widths), initial=0))
    for number, row in enumerate(rows):
        if header and number == header:
            rule = RULE * (sum(widths) + GAP * (len(widths) - 1))
            builder.blank(Segment(rule, palette.mark))
        columns = []
        for at in range(ragged[number]):
            end = at + spans.get((number, at), 1)
            width = edges[end] - GAP - edges[at]
            side: Side = "right" if right[at] and end == at + 1 else "left"
            if number < header and end > at + 1:
                side = "middle"
            columns.append(_Column(edges[at], width, side))
        style = palette.heading if number < header else palette.text
        _set_row(builder, row[: ragged[number]], columns, style)


def _is_of_numbers(rows: Rows, at: int) -> bool:
    """Are the cells of a column numbers, which are read from their last digit?

    Cells without text do not count: another cell covers them, or nothing is known there.
    """
    texts = [row[at].text.strip() for row in rows]
    return any(texts) and all(_NUMBER.fullmatch(text) for text in texts if text)


def _set_row(
    builder: LayoutBuilder, row: tuple[Inline, ...], columns: Sequence[_Column], style: Style | None
) -> None:
    """Set one row; its lines begin with the text of its tallest cell."""
    bases, wrapped = [], []
    start = builder.base
    for cell, column in zip(row, columns, strict=True):
        bases.append(builder.base)
        wrapped.append(builder.wrapped(cell, style, column.width))
        builder.skip(cell)
    tallest = max(range(len(row)), key=lambda at: len(wrapped[at]), default=0)
    for number, strips in enumerate(zip_longest(*wrapped)):
        beside: list[tuple[int, int, Strip]] = []
        for at, strip in enumerate(strips):
            if strip:
                start_cell = columns[at].start + columns[at].indent(strip.width)
                beside.append((start_cell, bases[at], strip))
        first = bases[tallest] + wrapped[tallest][number].offset if number else start
        builder.add_beside(beside, first)


def _set_records(builder: LayoutBuilder, table: Table, spans: Spans) -> None:
    """Set each row as lines of its own, each cell with the name of its column before it."""
    rows: Sequence[tuple[Inline, ...]] = table.rows
    labels: list[str] = []
    is_first = True
    header = table.header_rows
    if 0 < header < len(rows):
        labels = _labels(rows[:header], spans)
        is_first = not _set_idle_names(builder, rows, header, spans)
    else:
        header = 0
    for number, row in enumerate(rows[header:], header):
        if any(cell.text.strip() for cell in row):
            if not is_first:
                builder.blank()
            is_first = False
        for at, cell in enumerate(row):
            if cell.text.strip():
                is_of_column = at < len(labels) and (number, at) not in spans
                builder.add(cell, builder.palette.text, label=labels[at] if is_of_column else "")
            else:
                builder.skip(cell)


def _labels(header: Sequence[tuple[Inline, ...]], spans: Spans) -> list[str]:
    """The name of each column; of several rows of names, those above one another are joined."""
    names: list[list[str]] = [[] for _ in range(max(map(len, header)))]
    for number, row in enumerate(header):
        for at, cell in enumerate(row):
            if words := " ".join(cell.text.split()):
                for name in names[at : at + spans.get((number, at), 1)]:
                    name.append(words)
    return [f"{' '.join(name)}: " if name else "" for name in names]


def _set_idle_names(
    builder: LayoutBuilder, rows: Sequence[tuple[Inline, ...]], header: int, spans: Spans
) -> bool:
    """Set the names of columns that have nothing in them; the others are before their cells.

    Args:
        builder: of the layout.
        rows: of the table.
        header: how many of them are the names.
        spans: of the table.
    """
    builder.mark()
    idle = False
    for number, row in enumerate(rows[:header]):
        for at, cell in enumerate(row):
            columns = range(at, at + spans.get((number, at), 1))
            if cell.text.strip() and not _has_text(rows[header:], columns):
                builder.add(cell, builder.palette.heading)
                idle = True
            else:
                builder.skip(cell)
    return idle


def _has_text(rows: Sequence[tuple[Inline, ...]], columns: range) -> bool:
    """Is there text in any of these columns?"""
    return any(row[at].text.strip() for row in rows for at in columns if at < len(row))
