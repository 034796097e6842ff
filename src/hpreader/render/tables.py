"""Tables: as columns where they fit into the measure, as records where they do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style

from hpreader.model import Inline, Table
from hpreader.render.layout_builder import LayoutBuilder, Strip
from hpreader.render.line_breaks import cells, safe

RULE = "╌"
GAP = 2
"""Cells between two columns."""
_WORD_LIMIT = 16
"""A longer word may be broken to fit a column in."""
_NUMBER = re.compile(r"[-+]?\d[\d.,/ ]*%?")

Rows = list[tuple[Inline, ...]]


def set_table(builder: LayoutBuilder, table: Table) -> None:
    """Set a table in columns, or row by row where they would be too narrow to read."""
    columns = max(map(len, table.rows), default=0)
    rows = [row + (Inline(""),) * (columns - len(row)) for row in table.rows]
    widths = _widths(rows, builder.width)
    if widths:
        _set_columns(builder, table, rows, widths)
    else:
        _set_records(builder, table)


def _widths(rows: Rows, width: int) -> list[int]:
    """The width of each column, none when they do not fit sensibly."""
    if not rows or not rows[0]:
        return []
    room = width - GAP * (len(rows[0]) - 1)
    wanted, least = [], []
    for column in zip(*rows, strict=True):
        texts = [safe(cell.text) for cell in column]
        wanted.append(max(max(map(cells, text.split("\n"))) for text in texts) or 1)
        longest = max((cells(word) for text in texts for word in text.split()), default=1)
        least.append(max(1, min(longest, _WORD_LIMIT)))
    if sum(wanted) <= room:
        return wanted
    if sum(least) > room:
        return []
    return _shared_out(wanted, least, room)


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


def _set_columns(builder: LayoutBuilder, table: Table, rows: Rows, widths: list[int]) -> None:
    """Set the rows with their cells side by side, and a rule below the names of the columns."""
    palette = builder.palette
    ragged = [len(row) for row in table.rows]
    body = rows[1:] if table.header else rows
    right = [all(_is_number(row[at]) for row in body) and bool(body) for at in range(len(widths))]
    for number, row in enumerate(rows):
        is_header = table.header and number == 0
        if table.header and number == 1:
            rule = RULE * (sum(widths) + GAP * (len(widths) - 1))
            builder.blank(Segment(rule, palette.mark))
        _set_row(
            builder,
            row[: ragged[number]],
            widths,
            right,
            palette.heading if is_header else palette.text,
        )


def _is_number(cell: Inline) -> bool:
    """Is it a number, which is read from its last digit?"""
    return bool(_NUMBER.fullmatch(cell.text.strip()))


def _set_row(
    builder: LayoutBuilder,
    row: tuple[Inline, ...],
    widths: list[int],
    right: list[bool],
    style: Style,
) -> None:
    """Set one row; its lines begin with the text of its tallest cell."""
    bases, wrapped = [], []
    start = builder.base
    for cell, width in zip(row, widths, strict=False):
        bases.append(builder.base)
        wrapped.append(builder.wrapped(cell, style, width))
        builder.skip(cell)
    tallest = max(range(len(row)), key=lambda at: len(wrapped[at]), default=0)
    for number, strips in enumerate(zip_longest(*wrapped)):
        columns: list[tuple[int, int, Strip]] = []
        edge = 0
        for at, strip in enumerate(strips):
            if strip:
                indent = widths[at] - strip.width if right[at] else 0
                columns.append((edge + max(indent, 0), bases[at], strip))
            edge += widths[at] + GAP
        first = bases[tallest] + wrapped[tallest][number].offset if number else start
        builder.add_beside(columns, first)


def _set_records(builder: LayoutBuilder, table: Table) -> None:
    """Set each row as lines of its own, each cell with the name of its column before it."""
    rows: Sequence[tuple[Inline, ...]] = table.rows
    labels: list[str] = []
    is_first = True
    if table.header and len(rows) > 1:
        header, *rows = rows
        labels = [
            f"{' '.join(cell.text.split())}: " if cell.text.strip() else "" for cell in header
        ]
        is_first = not _set_idle_names(builder, header, rows)
    for row in rows:
        if any(cell.text.strip() for cell in row):
            if not is_first:
                builder.blank()
            is_first = False
        for at, cell in enumerate(row):
            if cell.text.strip():
                label = labels[at] if at < len(labels) else ""
                builder.add(cell, builder.palette.text, label=label)
            else:
                builder.skip(cell)


def _set_idle_names(builder: LayoutBuilder, header: tuple[Inline, ...], rows: Rows) -> bool:
    """Set the names of columns that have nothing in them; the others are before their cells."""
    builder.mark()
    idle = False
    for at, cell in enumerate(header):
        if cell.text.strip() and not any(row[at].text.strip() for row in rows if at < len(row)):
            builder.add(cell, builder.palette.heading)
            idle = True
        else:
            builder.skip(cell)
    return idle
