"""Articles as plain text."""

from __future__ import annotations

from hpreader.model import Article
from hpreader.render import UNSTYLED, lay_out


def article_text(article: Article, width: int = 72) -> str:
    """An article as the reader draws it, without styles."""
    return lay_out(article, width, UNSTYLED).plain()
