"""Articles that another program had marked, and what becomes of them here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model.article import Article


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
    id: str = ""
    """Its id in the other program, where that is this one."""
    copy: Article | None = None
    """What that program exported of it: the text, or without one the headline; None of others."""

    @property
    def has_text(self) -> bool:
        """Is its text in the copy?"""
        return self.copy is not None and bool(self.copy.blocks or self.copy.has_page)


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

    @property
    def gets_text(self) -> bool:
        """Is the text of its copy to be stored? One that is here stays."""
        return self.article.has_text and not self.has_body


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
    texts: int = 0
    """Texts that were not here."""


def counts_of(examined: list[ExaminedArticle]) -> ImportedCounts:
    """Count what an import marks."""
    return ImportedCounts(
        read=sum(one.gets_read for one in examined),
        read_before=sum(one.article.is_read and one.is_read for one in examined),
        saved=sum(one.gets_saved for one in examined),
        saved_before=sum(one.article.is_saved and one.is_saved for one in examined),
        absent=sum(
            one.gets_read and not one.is_stored and not one.gets_saved and not one.gets_text
            for one in examined
        ),
        to_fetch=sum(one.gets_saved and not one.has_body and not one.gets_text for one in examined),
        texts=sum(one.gets_text for one in examined),
    )


AT_ONCE: Final = 500
"""Articles that are stored in one transaction: other processes wait no longer than that takes."""
