"""How many cells an image takes."""

from __future__ import annotations

from dataclasses import dataclass

USUAL_CELL = (10, 20)
"""Pixels of a cell where the terminal does not report it: most fonts are twice as high as wide."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The size of an image on the screen."""

    columns: int
    rows: int


def fitted(
    size: tuple[int, int],
    cell: tuple[int, int],
    most_columns: int,
    most_rows: int,
    *,
    enlarged: float = 1.0,
) -> Cells:
    """The most cells that an image may take without being enlarged or distorted.

    Args:
        size: of the image in pixels.
        cell: of a cell in pixels.
        most_columns: the room across.
        most_rows: the room down.
        enlarged: how many times its size it may have.
    """
    width, height = (max(side, 1) for side in size)
    # In units of a cell.
    wide, high = width / cell[0], height / cell[1]
    scale = min(enlarged, most_columns / wide, most_rows / high)
    return Cells(
        max(1, min(most_columns, round(wide * scale))),
        max(1, min(most_rows, round(high * scale))),
    )
