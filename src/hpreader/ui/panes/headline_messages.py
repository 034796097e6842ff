"""What the headlines pane reports to the Screen; the handlers are called `on_headlines_...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from hpreader.model import Headline


class Chosen(Message, namespace="headlines"):
    """A headline is to be opened."""

    def __init__(self, headline: Headline) -> None:
        self.headline = headline
        super().__init__()


class Moved(Message, namespace="headlines"):
    """Another headline is under the cursor, or none."""

    def __init__(self, headline: Headline | None) -> None:
        self.headline = headline
        super().__init__()
