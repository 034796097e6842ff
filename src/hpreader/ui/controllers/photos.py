"""Photos are fetched and drawn as they come near; switched off and on; shown full screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.problems import Problem, ProblemError
from hpreader.terminal import cell_size
from hpreader.urls import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hpreader.images.cell_size import Cells
    from hpreader.images.stored_image import StoredImage
    from hpreader.images.terminal_image import Drawing
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.images.gallery import Gallery
    from hpreader.ui.panes.article import ArticlePane


ENLARGED = 2.0
"""How many times its size a photo may have on the whole screen; more only shows its pixels."""


class Photos:
    """Brings photos on the screen."""

    def __init__(
        self,
        newsroom: Newsroom,
        gallery: Gallery,
        pane: ArticlePane,
        messages: Messages,
        background: Background,
        ask: Ask,
        write: Callable[[str], object],
        *,
        knows_cell: bool,
    ) -> None:
        """Make it.

        Args:
            newsroom: has the photos, or fetches them.
            gallery: what is known of photos, and the drawings.
            pane: where the article is.
            messages: tells what goes wrong.
            background: fetches one photo after the other.
            ask: opens the view of one photo.
            write: gives the terminal a control sequence.
            knows_cell: the terminal told how many pixels its cells have.
        """
        self._newsroom = newsroom
        self._gallery = gallery
        self._pane = pane
        self._messages = messages
        self._background = background
        self._ask = ask
        self._write_sequence = write
        self._knows_cell = knows_cell
        self._wanted: list[tuple[str, Cells | None]] = []
        self._wanted_for = ""
        """The address of their article."""
        self._is_fetching = False

    # --- commands -----------------------------------------------------------------------------

    def toggle(self) -> None:
        """Photos on or off."""
        gallery = self._gallery
        if not self._can_draw():
            return
        gallery.is_on = not gallery.is_on
        self._pane.images_changed()
        self._pane.viewport.request_images()
        words = _("Photos are shown") if gallery.is_on else _("Photos are off")
        self._messages.say(words, topic="photos")

    def _can_draw(self) -> bool:
        if self._gallery.mode == "off":
            words = _("This terminal cannot show photos, or they are off in config.toml.")
            self._messages.say(words)
        return self._gallery.mode != "off"

    def show_nearest(self) -> None:
        """The photo in sight on the whole screen."""
        self.show(self._pane.viewport.nearest_image)

    def show(self, number: int) -> None:
        """One photo of the article on the whole screen.

        Args:
            number: which one, counted from 0.
        """
        gallery, article = self._gallery, self._pane.article
        if article is None or not self._can_draw():
            return
        from hpreader.model import Image  # noqa: PLC0415 - not for the first picture
        from hpreader.ui.dialogs.photo import ImageViewer  # noqa: PLC0415 - not for the first picture

        images = [block for block in article.blocks if isinstance(block, Image)]
        if not images:
            self._messages.say(_("This article has no photos."))
            return
        origin = article.url

        async def load(url: str, columns: int, rows: int) -> Drawing | Problem:
            try:
                photo = await self._photo(url, origin)
            except ProblemError as error:
                return error.problem
            if isinstance(photo, Problem):
                return photo
            cells = gallery.cells(url, columns, rows, enlarged=ENLARGED)
            assert cells is not None
            return await self._draw(url, photo, cells)

        self._ask(ImageViewer(images, number, load), lambda _nothing: self._pane.images_changed())

    # --- what comes near ----------------------------------------------------------------------

    def fetch(self, wanted: list[tuple[str, Cells | None]], article_url: str) -> None:
        """Bring the photos that are near, one after the other; others are no longer wanted.

        Args:
            wanted: addresses, and the cells they take where that is known.
            article_url: the address of their article.
        """
        self._wanted, self._wanted_for = wanted, article_url
        if not self._is_fetching:
            self._is_fetching = True
            self._background.start(self._fetch(), "photos")

    async def _fetch(self) -> None:
        try:
            while self._wanted:
                url, cells = self._wanted.pop(0)
                await self._fetch_one(url, cells, self._wanted_for)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
        finally:
            self._is_fetching = False

    async def _fetch_one(self, url: str, cells: Cells | None, origin: str) -> None:
        gallery, article = self._gallery, self._pane.article
        if not gallery.is_on or article is None or article.url != origin:
            return  # one reads something else by now
        was_known = gallery.knows(url)
        photo = await self._photo(url, origin)
        if not was_known:
            # Its room may be another one now; being near still, it is asked for again then.
            self._pane.images_changed()
        if isinstance(photo, Problem) or cells is None:
            return
        if cells in self._pane.images.cells_of(url):
            await self._draw(url, photo, cells)
            self._pane.invalidate()

    async def _photo(self, url: str, origin: str) -> StoredImage | Problem:
        """A photo from the cache or the network; what is learned of it is noted."""
        photo = await self._newsroom.images.get(url, origin=origin or PUBLIC)
        known = photo if isinstance(photo, Problem) else (photo.width, photo.height)
        self._gallery.note(url, known)
        return photo

    async def _draw(self, url: str, photo: StoredImage, cells: Cells) -> Drawing | Problem:
        """Draw a photo in its cells, in a thread: it takes a tenth of a second."""
        from hpreader.images.terminal_image import draw  # noqa: PLC0415 - Pillow waits for a photo

        gallery = self._gallery
        assert gallery.mode != "off"
        drawing = gallery.drawing(url, cells)
        if drawing is None:
            drawing = await asyncio.to_thread(
                draw, photo.data, gallery.mode, cells, gallery.cell, gallery.widest_pixels
            )
            if drawing is None:
                problem = Problem("not_picture", url)
                gallery.note(url, problem)
                return problem
            self._write([drawing.sent])
            gallery.put(url, drawing)
            self._forget(gallery.dropped())
        return drawing

    # --- the terminal -------------------------------------------------------------------------

    def resized(self) -> None:
        """Another font has other cells."""
        cell = cell_size()
        if self._knows_cell and cell and cell != self._gallery.cell:
            self._forget(self._gallery.set_cell(cell))

    def close(self) -> None:
        """The terminal need not keep the photos."""
        self._forget(self._gallery.clear())

    def _forget(self, drawings: Iterable[Drawing]) -> None:
        from hpreader.images import kitty  # noqa: PLC0415 - not for the first picture

        self._write(kitty.forgotten(drawing.number) for drawing in drawings if drawing.number)

    def _write(self, sequences: Iterable[str]) -> None:
        if words := "".join(sequences):
            self._write_sequence(words)
