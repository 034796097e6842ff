"""What the article pane reports to the Screen; the handlers are called `on_article_pane_...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from hpreader.images.cell_size import Cells
    from hpreader.model import Article


class ReplaceableMessage(Message):
    """A message of which only the last one in the queue is handled."""

    def can_replace(self, message: Message) -> bool:
        """True for a message of the same class."""
        return isinstance(message, type(self))


class Followed(Message, namespace="article_pane"):
    """A link is to be opened."""

    def __init__(self, url: str, title: str) -> None:
        self.url = url
        self.title = title
        super().__init__()


class LeftByClick(Message, namespace="article_pane"):
    """There was a click beside the text."""


class Focused(ReplaceableMessage, namespace="article_pane"):
    """The related item to preview has changed."""

    def __init__(self, number: int | None, *, is_low: bool = False) -> None:
        self.number = number
        """Of the item with the focus, or under the mouse, counted from 1; None for no item."""
        self.is_low = is_low
        """Is the mouse on it, in the lower half, where the preview would cover it?"""
        super().__init__()


class FindEnded(Message, namespace="article_pane"):
    """The find was cleared."""


class Scrolled(ReplaceableMessage, namespace="article_pane"):
    """Another line is on top."""


class ReadThrough(Message, namespace="article_pane"):
    """Space was pressed at the end of the article."""


class ImagesNeeded(ReplaceableMessage, namespace="article_pane"):
    """Images that are not drawn yet are in sight or near."""

    def __init__(self, article: Article, wanted: list[tuple[str, Cells | None]]) -> None:
        self.article = article
        self.wanted = wanted
        """Their addresses, the nearest first, with the cells they take where that is known."""
        super().__init__()


class ImageClicked(Message, namespace="article_pane"):
    """An image was clicked."""

    def __init__(self, number: int) -> None:
        self.number = number
        """Its number in the article, counted from 0."""
        super().__init__()
