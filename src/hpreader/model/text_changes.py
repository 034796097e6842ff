"""The nouns of edited articles: what changed in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

ChangeKind = Literal["number", "name", "negation", "paragraph"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two texts of an article that matters to a reader."""

    kind: ChangeKind
    before: str = ""
    """As the former text has it; empty for what was added. Of a paragraph its beginning."""
    after: str = ""
    """As the text has it now; empty for what was removed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """That the text of an article was replaced by another one."""

    at: datetime
    """When the site edited it, as far as its page or feed tells; else when the new text was fetched."""
    changes: tuple[Change, ...] = ()
    """What differs from the text that the user read last; empty where nothing of it matters."""
    was_read: bool = False
    """Whether the user had read a former text."""
