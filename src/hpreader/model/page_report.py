"""What is needed to see why a page reads badly: its bytes, the decisions on it, the profiles used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreader.model.article import Article
    from hpreader.model.explanation import Explanation
    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class PageCopy:
    """What a server sent for one address."""

    requested: str
    """The address that was asked for."""
    url: str
    """The address after redirects."""
    status: int
    """Of HTTP."""
    content_type: str
    """The media type in lower case, without parameters."""
    charset: str | None
    """Of the header `Content-Type`, which may be wrong."""
    body: bytes | None = field(repr=False)
    """Unpacked; None where it is too large for a report."""
    size: int
    """Bytes of the body."""


@dataclass(frozen=True, slots=True)
class UsedProfile:
    """A site profile by which a page was read."""

    name: str
    text: str
    """The TOML file."""
    is_own: bool
    """Whether it is the user's own, not the package's."""


@dataclass(frozen=True, slots=True)
class ExplainedArticle:
    """An article as its pages are now, with what came of the network and was decided on it."""

    article: Article | Problem
    explanations: tuple[Explanation, ...]
    """One for each page that was parsed."""
    pages: tuple[PageCopy, ...]
    """In the order of the requests."""
    failures: tuple[Problem, ...]
    """The requests that brought nothing."""


@dataclass(frozen=True, slots=True)
class PageReport:
    """An article read without anything that the user has, except their own profiles."""

    explained: ExplainedArticle
    profiles: tuple[UsedProfile, ...]
    own_profiles: tuple[str, ...]
    """The names of the user's own profiles, used or not."""
