"""What is known of the photos of a session, and the drawings of the last ones."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from hpreader.i18n import N_, _
from hpreader.images.cell_size import USUAL_CELL, Cells, fitted
from hpreader.model import Image
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hpreader.images.terminal_image import Drawing
    from hpreader.model import Article, ImageMode

Size = tuple[int, int]

KEPT = 24
"""Drawings: a sixel takes a megabyte or two."""

_REASONS = {
    "too_large": N_("too large"),
    "not_picture": N_("no photo that can be shown"),
    "robots": N_("the site asks not to fetch it"),
    "status": N_("not there"),
    "bad_url": N_("no address that may be opened"),
}


class Gallery:
    """The photos of a session: their sizes, what is wrong with them, their drawings."""

    def __init__(
        self,
        mode: ImageMode,
        cell: Size | None,
        sizes: Callable[[Iterable[str]], Mapping[str, Size | Problem]],
        widest_pixels: int = 0,
    ) -> None:
        """Begin with no photo.

        Args:
            mode: how this terminal draws photos.
            cell: the pixels of a cell, None where the terminal does not say.
            sizes: what the cache knows of addresses.
            widest_pixels: the widest image that the terminal draws; 0 without a limit.
        """
        self.mode = mode
        self.cell = cell or USUAL_CELL
        self.widest_pixels = widest_pixels
        self.is_on = mode != "off"
        self._sizes = sizes
        self._known: dict[str, Size | Problem] = {}
        self._drawings: OrderedDict[tuple[str, Cells], Drawing] = OrderedDict()
        self._dropped: list[Drawing] = []

    def look_up(self, article: Article) -> None:
        """Learn what the cache knows of an article's photos."""
        urls = [block.src for block in article.blocks if isinstance(block, Image)]
        if unknown := [url for url in urls if url not in self._known]:
            self._known |= self._sizes(unknown)

    def forget_trouble(self) -> None:
        """Ask again for what the network kept away: it may be back."""
        for url, known in list(self._known.items()):
            if isinstance(known, Problem) and known.is_network:
                del self._known[url]

    def note(self, url: str, known: Size | Problem) -> None:
        """Learn a photo's pixels, or why it cannot be shown."""
        self._known[url] = known

    def knows(self, url: str) -> bool:
        """Is a photo's size known, and not only what its page says of it?"""
        return isinstance(self._known.get(url), tuple)

    def problem(self, url: str) -> Problem | None:
        """Why a photo cannot be shown, None where nothing is known against it."""
        known = self._known.get(url)
        return known if isinstance(known, Problem) else None

    def cells(self, url: str, columns: int, rows: int, *, enlarged: float = 1.0) -> Cells | None:
        """What a photo takes of some room, None while its size is not known."""
        known = self._known.get(url)
        if known is None or isinstance(known, Problem):
            return None
        return fitted(known, self.cell, columns, rows, enlarged=enlarged)

    def room(
        self, article: Article, columns: int, rows: int
    ) -> tuple[tuple[str, tuple[int, int] | str], ...]:
        """What the article's photos take, or why they are not drawn, as a layout is told it."""
        if not self.is_on:
            return ()
        room: dict[str, tuple[int, int] | str] = {}
        for block in article.blocks:
            if not isinstance(block, Image):
                continue
            if (problem := self.problem(block.src)) is not None:
                room[block.src] = reason(problem)
            elif (cells := self._room_of(block, columns, rows)) is not None:
                room[block.src] = (cells.columns, cells.rows)
        return tuple(room.items())

    def _room_of(self, image: Image, columns: int, rows: int) -> Cells | None:
        """What a photo takes, as far as it is known or its page lets one know.

        A page tells the shape of a photo, but often the size of a smaller one: only where even
        that fills the room is it sure what the photo will take.
        """
        cells = self.cells(image.src, columns, rows)
        if cells is not None or not all(image.size):
            return cells
        told = fitted(image.size, self.cell, columns, rows)
        return told if told.columns == columns or told.rows == rows else None

    # --- drawings -----------------------------------------------------------------------------

    def drawing(self, url: str, cells: Cells) -> Drawing | None:
        """A photo drawn in these cells, None where it is not (any more)."""
        key = (url, cells)
        if key in self._drawings:
            self._drawings.move_to_end(key)
        return self._drawings.get(key)

    def put(self, url: str, drawing: Drawing) -> None:
        """Keep a drawing; the oldest give way."""
        self._drawings[url, drawing.size] = drawing
        while len(self._drawings) > KEPT:
            self._dropped.append(self._drawings.popitem(last=False)[1])

    def dropped(self) -> list[Drawing]:
        """The drawings that gave way since this was asked last: the terminal may forget them."""
        dropped, self._dropped = self._dropped, []
        return dropped

    def set_cell(self, cell: Size) -> list[Drawing]:
        """Draw for cells of other pixels from now on; gives the drawings that hold no longer."""
        self.cell = cell
        return self.clear()

    def clear(self) -> list[Drawing]:
        """Give all drawings away."""
        drawings = [*self.dropped(), *self._drawings.values()]
        self._drawings.clear()
        return drawings


def reason(problem: Problem) -> str:
    """Why a photo is not drawn, in few words."""
    if problem.is_network:
        return _("needs the network")
    return _(_REASONS.get(problem.kind, N_("could not be fetched")))
