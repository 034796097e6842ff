"""Articles that another program had marked, and what becomes of them here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article as the other program knew it."""

    url: str
    guid: str = ""
    title: str = ""
    labels: tuple[str, ...] = ()
    """Its folder and tags there; its sections here, as long as its page names no others."""
    at: datetime | None = None
    """When it was saved or published; None where that is not known."""
    is_read: bool = False
    is_saved: bool = False


@dataclass(frozen=True, slots=True)
class ExaminedArticle:
    """An article that is to be imported, and what is stored of it."""

    id: str
    article: ImportedArticle
    is_read: bool
    """Whether it is marked so here."""
    is_saved: bool
    is_stored: bool
    """Whether it is in the cache."""
    has_body: bool

    @property
    def gets_read(self) -> bool:
        """Is it to be marked as read?"""
        return self.article.is_read and not self.is_read

    @property
    def gets_saved(self) -> bool:
        """Is it to be saved?"""
        return self.article.is_saved and not self.is_saved


@dataclass(frozen=True, slots=True)
class ImportedCounts:
    """How many articles an import marks, or would mark."""

    read: int = 0
    read_before: int = 0
    """Marked as read here before."""
    saved: int = 0
    saved_before: int = 0
    absent: int = 0
    """Of those marked as read: not in the cache; their marks are kept until a list brings them."""
    to_fetch: int = 0
    """Of those saved: without a body."""


def counts_of(examined: list[ExaminedArticle]) -> ImportedCounts:
    """Count what an import marks."""
    return ImportedCounts(
        read=sum(one.gets_read for one in examined),
        read_before=sum(one.article.is_read and one.is_read for one in examined),
        saved=sum(one.gets_saved for one in examined),
        saved_before=sum(one.article.is_saved and one.is_saved for one in examined),
        absent=sum(one.gets_read and not one.is_stored and not one.gets_saved for one in examined),
        to_fetch=sum(one.gets_saved and not one.has_body for one in examined),
    )


AT_ONCE: Final = 500
"""Articles that are stored in one transaction: other processes wait no longer than that takes."""
