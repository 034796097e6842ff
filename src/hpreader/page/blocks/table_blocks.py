"""Tables: data, frames around images, or layout only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element

from hpreader.model import Image, Inline, Table
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.image_blocks import image_of
from hpreader.page.blocks.inline import inline_of
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import IMAGE_TAGS

LONGEST_CELL = 1200
"""Characters; a longer cell is prose in a layout table."""
LONGEST_CAPTION = 500
MOST_ROWS = 2000


def rows_of(table: _Element) -> Iterator[list[_Element]]:
    """The rows of a table itself, not of the tables within it."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in {"td", "th"}]
        elif child.tag in {"tbody", "thead", "tfoot"}:
            for row in child.iterchildren("tr"):
                yield [cell for cell in row if cell.tag in {"td", "th"}]


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
    rows: list[tuple[Inline, ...]] = []
    header = False
    exclusions = Exclusions()
    for number, cells in enumerate(rows_of(table)):
        if number >= MOST_ROWS:
            break
        row = tuple(inline_of(cell, page, exclusions, keeps_lines=True) for cell in cells)
        if any(len(cell.text) > LONGEST_CELL for cell in row):
            return None
        if any(cell.text for cell in row):
            header = header or (
                not rows and bool(cells) and all(_is_header(cell) for cell in cells)
            )
            rows.append(row)
    if max((len(row) for row in rows), default=0) < 2:
        return None
    return Table(tuple(rows), header)


def _is_header(cell: _Element) -> bool:
    if cell.tag == "th":
        return True
    parent = cell.getparent()
    above = parent.getparent() if parent is not None else None
    return above is not None and above.tag == "thead"
