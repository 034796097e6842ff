"""Which lines of the article are in sight: laying out, scrolling, and the anchor on the top line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from hpreader.model import Anchor
from hpreader.ui.panes import article_messages as messages

if TYPE_CHECKING:
    from hpreader.ui.panes.article_document import ArticleDocument, Columns
    from hpreader.ui.panes.article_images import ArticleImages
    from hpreader.ui.panes.pane import Pane


class ArticleViewport:
    """The part of a document that a pane shows."""

    def __init__(self, pane: Pane, document: ArticleDocument, images: ArticleImages) -> None:
        self._pane = pane
        self._document = document
        self._images = images
        self.anchor = Anchor()
        """What is on the top line; it stays there when the layout changes."""
        self._read = 0.0
        """How much of the text was passed by reading, 0 to 1."""
        self._shown = 0.0
        """The same, or less after scrolling back."""
        self.read_anchor = Anchor()
        """What was on the top line when something was last passed by reading."""
        self._is_jump = False
        """Is the next scrolling a jump, by which nothing is read? Textual scrolls after it draws."""
        self.covered = 0
        """The number of lines at the bottom that the preview covers."""
        self._laid_out_size = Size(0, 0)

    @property
    def size(self) -> Size:
        """Columns and lines of the pane without its scroll bar."""
        return self._pane.scrollable_content_region.size

    @property
    def columns(self) -> Columns:
        """How the width of the pane is divided."""
        return self._document.columns(self.size.width)

    @property
    def top(self) -> int:
        """The first line in sight."""
        return round(self._pane.scroll_y)

    @property
    def shows_headline(self) -> bool:
        """Is the end of the article's headline in sight?"""
        return self.top <= self._document.headline_line

    @property
    def bottom(self) -> int:
        """The line below the last one in sight."""
        return self.top + self.size.height

    @property
    def progress(self) -> float:
        """How much of the text has been read, 0 to 1; 0 before it is laid out.

        What was jumped over, to the other news, to a match or to the end, was not read.
        """
        return self._shown if self._laid_out_size.height else 0.0

    def begin(self, read: float, anchor: Anchor) -> None:
        """Begin with another article.

        Args:
            read: how much of it was read before, 0 to 1.
            anchor: where it is opened.
        """
        self._read = self._shown = read
        self.read_anchor = anchor

    def _pass(self) -> None:
        """Note what is in sight as read, if it follows what was read."""
        if self._document.progress(self.top) <= self._read or self.top == 0:
            self._shown = self._document.progress(self.bottom)
            self._read = max(self._read, self._shown)
            self.read_anchor = self.anchor

    @property
    def is_at_end(self) -> bool:
        """Is the very last line in sight?"""
        return self.bottom >= self._document.line_count

    @property
    def is_laid_out(self) -> bool:
        """Is the article laid out for the size that the pane has now?"""
        return bool(self.size.width) and self.size == self._laid_out_size

    def lay_out(self, anchor: Anchor) -> bool:
        """Lay the article out for this pane with an anchor on the top line.

        Returns:
            True if the lines are others than before.
        """
        self.anchor = anchor
        article, size, columns = self._document.article, self.size, self.columns
        if article is None or not size.width:
            return False  # a pane that was never in sight gets its size with its first resize
        images = self._images.sizes(article, columns.text, size.height)
        is_new = self._document.lay_out(article, columns.text, images)
        line = self._document.line_of(anchor)
        if not is_new and (size, line) == (self._laid_out_size, self.top):
            return False  # it is on the screen already
        # Blank lines below the end: else a text that got shorter could not keep its top line.
        lines = max(self._document.line_count, line + size.height if line else 0)
        self._pane.virtual_size = Size(size.width, lines)
        self._pane.scroll_line_to_top(line)
        self._laid_out_size, self.anchor = size, anchor
        if line == 0:
            self._pass()
        self._pane.invalidate()
        self._pane.post_message(messages.Scrolled())
        return is_new

    def scrolled(self) -> None:
        """Take the anchor of the top line, unless Textual scrolled because the size changed."""
        if self.size == self._laid_out_size and self._document.layout is not None:
            self.anchor = self._document.layout.anchor_of(self.top)
            if not self._is_jump:
                self._pass()
            self._is_jump = False
            self._pane.post_message(messages.Scrolled())

    def scroll(self, lines: int) -> None:
        """Scroll by lines, down to the end of the article."""
        last = self._document.line_count - self.size.height
        if lines >= self._document.line_count:
            self._read = 1.0  # the key for the end: nobody scrolls so far by reading
        # From blank lines below the end a step down must not jump up.
        self._pane.scroll_line_to_top(max(0, min(self.top + lines, max(last, self.top))))

    def scroll_into_view(self, first: int, last: int) -> None:
        """Scroll only if these lines are not in sight, or covered by the preview."""
        size = self.size
        height = max(1, size.height - self.covered)
        if first < self.top or last >= self.top + height:
            line = max(0, first - height // 3)
            if self.covered:  # the last lines can only be uncovered with blank ones below
                lines = max(self._pane.virtual_size.height, line + size.height)
                self._pane.virtual_size = Size(size.width, lines)
            self._is_jump = True
            self._pane.scroll_line_to_top(line)

    def request_images(self) -> None:
        """Report the images that are near and not drawn."""
        article = self._document.article
        missing = self._images.missing(self.top, self.size.height)
        if article is not None and missing:
            self._pane.post_message(messages.ImagesNeeded(article, missing))

    @property
    def nearest_image(self) -> int:
        """The number of the first image in sight, else of the last one above, else 0."""
        return self._images.nearest(self.top, self.size.height)
