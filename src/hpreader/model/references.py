"""What names an article, and a position in one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """One article; `id` is empty while only an address is known (a link)."""

    url: str
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A position in an article that does not depend on the width: a block and an offset in its text.

    Block -1 is the head (section, headline, facts, lede); the block after the last one is the
    box of related news.
    """

    block: int = -1
    offset: int = 0
