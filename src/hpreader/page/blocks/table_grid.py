"""The grid of a table: in which row and column each cell is, where cells span several of them.

The algorithm is the one of browsers (HTML Standard, section 4.9.12, "Forming a table"), except that
cells never overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern

MOST_COLUMNS = 200
"""Only in so many columns cells span others: the size of a table is limited by that of its page."""
_NUMBER = lazy_pattern(r"\s*\+?(\d{1,5})")
"""An integer as browsers read it: what follows the digits is ignored."""


class PlacedCell(NamedTuple):
    """A cell, and the rows and columns that it covers, counted from 0."""

    cell: _Element
    row: int
    column: int
    rows: int
    columns: int


def groups_of(table: _Element) -> Iterator[list[list[_Element]]]:
    """The groups of rows of a table itself: `thead`, `tbody`, `tfoot`, or rows without one."""
    children = table.iterchildren("tr", "tbody", "thead", "tfoot")
    for is_row, parts in groupby(children, lambda child: child.tag == "tr"):
        if is_row:
            yield [_cells_of(row) for row in parts]
        else:
            for group in parts:
                yield [_cells_of(row) for row in group.iterchildren("tr")]


def place_cells(table: _Element, most: int) -> list[list[PlacedCell]]:
    """The cells of each row of a table, at most so many rows; a row without cells is left out."""
    rows: list[list[PlacedCell]] = []
    number = 0
    for group in groups_of(table):
        ends: dict[int, int] = {}
        """By column, the row after the last one that a cell above covers."""
        for at, cells in enumerate(group):
            if number == most:
                return rows
            if row := _place_row(cells, number, len(group) - at, ends):
                rows.append(row)
            number += 1
    return rows


def _place_row(
    cells: list[_Element], number: int, rows_left: int, ends: dict[int, int]
) -> list[PlacedCell]:
    """Place the cells of a row.

    Args:
        cells: of the row.
        number: of the row in the table.
        rows_left: of its group, itself included: cells span no rows of other groups.
        ends: see `place_cells`; changed.
    """
    placed, column = [], 0
    for cell in cells:
        while ends.get(column, 0) > number:
            column += 1
        columns = min(_span(cell, "colspan") or 1, max(1, MOST_COLUMNS - column))
        columns = next((n for n in range(1, columns) if ends.get(column + n, 0) > number), columns)
        rows = min(_span(cell, "rowspan") or rows_left, rows_left)
        rows = rows if column < MOST_COLUMNS else 1
        placed.append(PlacedCell(cell, number, column, rows, columns))
        if rows > 1:
            ends.update(dict.fromkeys(range(column, column + columns), number + rows))
        column += columns
    return placed


def _span(cell: _Element, name: str) -> int:
    """The value of `colspan` or `rowspan`: 1 where there is none; 0 rows are all that are left."""
    found = _NUMBER.match(cell.get(name) or "")
    return int(found[1]) if found else 1


def _cells_of(row: _Element) -> list[_Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]
