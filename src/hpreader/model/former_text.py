"""A text of an article that was replaced by another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model.article import Article
    from hpreader.model.text_changes import Change


@dataclass(frozen=True, slots=True)
class FormerText:
    """A text of an article that was replaced by another one."""

    article: Article
    """Without what is no text: other news, addresses of its forms."""
    replaced_at: datetime
    """When the text after it was fetched."""
    was_read: bool = False
    """Whether the user opened the article while this was its text."""
    changes: tuple[Change, ...] = ()
    """What matters of the differences to the text after it."""
