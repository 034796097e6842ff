"""Tables: data, frames around images, or layout only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml.etree import _Element

from hpreader.model import Image, Inline, Table
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.image_blocks import image_of
from hpreader.page.blocks.inline import inline_of
from hpreader.page.blocks.table_grid import PlacedCell, groups_of, place_cells
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import IMAGE_TAGS

LONGEST_CELL = 1200
"""Characters; a longer cell is prose in a layout table."""
LONGEST_CAPTION = 500
MOST_ROWS = 2000


def rows_of(table: _Element) -> Iterator[list[_Element]]:
    """The rows of a table itself, not of the tables within it."""
    for group in groups_of(table):
        yield from group


def images_in(table: _Element, page: Page) -> list[Image] | None:
    """The images of a table that only frames them and their captions, None for other tables."""
    if next(table.iter(*IMAGE_TAGS), None) is None:
        return None
    images: list[Image] = []
    captions: list[Inline] = []
    exclusions = Exclusions()
    for row in rows_of(table):
        for cell in row:
            found = [
                image for element in cell.iter(*IMAGE_TAGS) if (image := image_of(element, page))
            ]
            text = inline_of(cell, page, exclusions)
            images.extend(found)
            if len(text.text) > LONGEST_CAPTION or next(cell.iter("table"), None) is not None:
                return None
            if text.text:
                captions.append(text)
    if not images or len(captions) > len(images):
        return None
    return paired(images, captions)


def paired(images: list[Image], captions: list[Inline]) -> list[Image]:
    """Images with captions: one each; if there are fewer captions, the last images get them."""
    first = 0 if len(captions) == len(images) else len(images) - len(captions)
    return [
        replace(image, caption=captions[number - first]) if number >= first else image
        for number, image in enumerate(images)
    ]


def data_in(table: _Element, page: Page) -> Table | None:
    """The cells of a table of data, None if it is only a layout."""
    if next(table.iterdescendants("table", *IMAGE_TAGS), None) is not None:
        return None
    exclusions = Exclusions()
    texts: dict[_Element, Inline] = {}
    placed = place_cells(table, MOST_ROWS)
    for row in placed:
        for place in row:
            text = inline_of(place.cell, page, exclusions, keeps_lines=True)
            if len(text.text) > LONGEST_CELL:
                return None
            texts[place.cell] = text
    kept = [row for row in placed if any(texts[place.cell].text for place in row)]
    if not kept:
        return None
    columns = sorted({place.column for row in kept for place in row})
    if len(columns) < 2:
        return None
    header = all(_is_header(place.cell) for place in kept[0])
    return _table(kept, texts, columns, header=header)


def _table(
    placed: list[list[PlacedCell]],
    texts: Mapping[_Element, Inline],
    columns: Sequence[int],
    *,
    header: bool,
) -> Table:
    """The table of some rows.

    Args:
        placed: the cells of the rows that are kept.
        texts: of the cells.
        columns: those in which a cell begins, which are kept.
        header: is the first row one of headers?
    """
    rows: list[list[Inline]] = []
    spans: list[tuple[int, int, int, int]] = []
    numbers = [row[0].row for row in placed]
    for at, row in enumerate(placed):
        cells: list[Inline] = []
        for place in row:
            column = bisect_left(columns, place.column)
            width = bisect_left(columns, place.column + place.columns) - column
            height = bisect_left(numbers, place.row + place.rows) - at
            cells += [Inline("")] * (column - len(cells))
            cells += [texts[place.cell], *[Inline("")] * (width - 1)]
            if width > 1 or height > 1:
                spans.append((at, column, height, width))
        rows.append(cells)
    for at, column, height, width in spans:
        for below in range(at + 1, at + height):
            rows[below] += [Inline("")] * (column + width - len(rows[below]))
    return Table(tuple(tuple(row) for row in rows), header, tuple(spans))


def _is_header(cell: _Element) -> bool:
    if cell.tag == "th":
        return True
    parent = cell.getparent()
    above = parent.getparent() if parent is not None else None
    return above is not None and above.tag == "thead"
