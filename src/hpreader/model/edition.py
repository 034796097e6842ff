"""Articles with their texts and images, as a file of them is made: Markdown, HTML or EPUB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hpreader.model.article import Article
    from hpreader.model.lists import Headline
    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class EditionArticle:
    """An article of an edition."""

    headline: Headline
    article: Article | None = None
    """None where its text is not in the cache; it stands with headline, teaser and address then."""
    problem: Problem | None = None
    """Why its text is not there, or not all of it."""
    note: str = ""
    """As of `BriefEntry`."""


@dataclass(frozen=True, slots=True)
class EditionPart:
    """A part with its name; the name may be empty where there is only one."""

    name: str
    articles: tuple[EditionArticle, ...]


@dataclass(frozen=True, slots=True)
class EditionImage:
    """A JPEG, and its size in pixels."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """What goes into a file."""

    title: str
    key: str
    """What tells it from other editions, the same for the same one made again."""
    made_at: datetime
    language: str
    """Of its headings and notes; a tag of BCP 47."""
    parts: tuple[EditionPart, ...]
    images: Mapping[str, EditionImage | Problem] = field(default_factory=dict)
    """By address those that are put into the file, and why others are not."""

    def articles(self) -> Iterator[EditionArticle]:
        """All articles in their order."""
        for part in self.parts:
            yield from part.articles
