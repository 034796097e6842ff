"""Photos are fetched and drawn as they come near; switched off and on; shown full screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from hpreader.i18n import _
from hpreader.problems import Problem, ProblemError
from hpreader.terminal import cell_size
from hpreader.ui.screen import ScreenPart
from hpreader.ui.textual_compat import write_to_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.pictures.drawing import Drawing
    from hpreader.pictures.fitting import Cells
    from hpreader.pictures.photo import Photo
    from hpreader.ui.images.gallery import Gallery
    from hpreader.ui.panes import article_messages


ENLARGED = 2.0
"""How many times its size a photo may have on the whole screen; more only shows its pixels."""


class Showing(ScreenPart):
    """What brings photos on the screen."""

    _wanted: list[tuple[str, Cells | None]]
    _wanted_for = ""
    """The address of their article."""
    _is_bringing = False

    @property
    def gallery(self) -> Gallery | None:
        """The photos; None before the article's pane is there."""
        return self.article.images.gallery if self.panes_ready else None

    def on_resize(self) -> None:
        """Another font has other cells."""
        gallery, cell = self.gallery, cell_size()
        if gallery is not None and self.answers.cell and cell and cell != gallery.cell:
            self._forget(gallery.set_cell(cell))

    def on_article_pane_images_needed(self, message: article_messages.ImagesNeeded) -> None:
        """Bring what is near, one photo after the other."""
        self._wanted, self._wanted_for = message.wanted, message.article.url
        if not self._is_bringing:
            self._is_bringing = True
            self._bring_photos()

    @work(group="photos")
    async def _bring_photos(self) -> None:
        try:
            while self._wanted:
                url, cells = self._wanted.pop(0)
                await self._bring(url, cells, self._wanted_for)
        except ProblemError as error:
            self.say_problem(error.problem)
        finally:
            self._is_bringing = False

    async def _bring(self, url: str, cells: Cells | None, origin: str) -> None:
        gallery, article = self.gallery, self.article.article
        if gallery is None or not gallery.is_on or article is None or article.url != origin:
            return  # one reads something else by now
        was_known = gallery.knows(url)
        photo = await self._photo(url, origin)
        if not was_known:
            # Its room may be another one now; being near still, it is asked for again then.
            self.article.images_changed()
        if isinstance(photo, Problem) or cells is None:
            return
        if cells in self.article.images.cells_of(url):
            await self.draw_photo(url, photo, cells)
            self.article.invalidate()

    async def _photo(self, url: str, origin: str) -> Photo | Problem:
        """A photo from the cache or the network; what is learned of it is noted."""
        assert self.gallery is not None
        photo = await self.newsroom.picture(url, origin=origin)
        known = photo if isinstance(photo, Problem) else (photo.width, photo.height)
        self.gallery.note(url, known)
        return photo

    async def draw_photo(self, url: str, photo: Photo, cells: Cells) -> Drawing | Problem:
        """Draw a photo in its cells, in a thread: it takes a tenth of a second."""
        from hpreader.pictures.drawing import draw  # noqa: PLC0415 - Pillow waits for a photo

        gallery = self.gallery
        assert gallery is not None
        assert gallery.mode != "off"
        drawing = gallery.drawing(url, cells)
        if drawing is None:
            drawing = await asyncio.to_thread(draw, photo.data, gallery.mode, cells, gallery.cell)
            if drawing is None:
                problem = Problem("not_picture", url)
                gallery.note(url, problem)
                return problem
            self._write([drawing.sent])
            gallery.put(url, drawing)
            self._forget(gallery.dropped())
        return drawing

    def _forget(self, drawings: Iterable[Drawing]) -> None:
        from hpreader.pictures import kitty  # noqa: PLC0415 - not for the first picture

        self._write(kitty.forgotten(drawing.number) for drawing in drawings if drawing.number)

    def _write(self, sequences: Iterable[str]) -> None:
        """Give the terminal what is no text."""
        if words := "".join(sequences):
            write_to_terminal(self.app, words)

    # --- commands -----------------------------------------------------------------------------

    def action_pictures(self) -> None:
        """Photos on or off."""
        gallery = self.gallery
        if gallery is None or not self._can_draw(gallery):
            return
        gallery.is_on = not gallery.is_on
        self.article.images_changed()
        self.article.viewport.request_images()
        self.say(_("Photos are shown") if gallery.is_on else _("Photos are off"))

    def _can_draw(self, gallery: Gallery) -> bool:
        if gallery.mode == "off":
            self.say(_("This terminal cannot show photos, or they are off in config.toml."))
        return gallery.mode != "off"

    def on_article_pane_image_clicked(self, message: article_messages.ImageClicked) -> None:
        """The photo under the mouse on the whole screen."""
        self._show_photo(message.number)

    def action_photo(self) -> None:
        """The photo in sight on the whole screen."""
        self._show_photo(self.article.viewport.nearest_image)

    def _show_photo(self, number: int) -> None:
        gallery, article = self.gallery, self.article.article
        if gallery is None or article is None or not self._can_draw(gallery):
            return
        from hpreader.model import Image  # noqa: PLC0415 - not for the first picture
        from hpreader.ui.dialogs.photo import ImageViewer  # noqa: PLC0415 - not for the first picture

        images = [block for block in article.blocks if isinstance(block, Image)]
        if not images:
            self.say(_("This article has no photos."))
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
            return await self.draw_photo(url, photo, cells)

        def closed(_nothing: None) -> None:
            self.article.images_changed()

        self.ask(ImageViewer(images, number, load), closed)

    def on_unmount(self) -> None:
        """The terminal need not keep the photos."""
        if (gallery := self.gallery) is not None:
            self._forget(gallery.clear())
