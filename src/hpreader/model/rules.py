"""Rules: what the user wants done with articles that meet conditions, and what follows for one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from hpreader.model.lists import Headline

RuleAction = Literal["mute", "keep", "save", "read", "notify"]
RULE_ACTIONS: Final[tuple[RuleAction, ...]] = ("mute", "keep", "save", "read", "notify")
"""What a rule does, besides giving tags: hide from the lists, never prune, put on the shelf, mark as read,
notify of."""
ACTIONS_DONE_ONCE: Final[tuple[RuleAction, ...]] = ("save", "read", "notify")
"""Those that the user may take back: each is done once for an article. The others follow from the rules
at any time."""


class Rule(NamedTuple):
    """One rule; an article must meet all of its conditions, and one of several values of a condition."""

    name: str
    actions: frozenset[RuleAction] = frozenset()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Words or phrases, of which one must occur; `bong*` is a beginning."""
    without: tuple[str, ...] = ()
    """Words or phrases, of which none may occur."""
    title_only: bool = False
    """Whether words are looked for in the title only, and not in the summary too."""
    exact: bool = False
    """Whether marks and capitals of all words must be as they are written."""
    sources: tuple[str, ...] = ()
    """Names or titles of sources."""
    sections: tuple[str, ...] = ()
    older_than: int = 0
    """Seconds since the publication; 0: any."""
    newer_than: int = 0
    line: int = 0
    """Its line in the file, counted from 1; 0: not known."""


class RuleSubject(NamedTuple):
    """The facts of an article that rules ask for."""

    title: str
    summary: str
    sources: Collection[str]
    sections: Collection[str]
    at: float
    """When it was published or, without a date, first seen: seconds since 1970."""
    folded: str = ""
    """Title and summary, joined by a blank, as `text.fold` gives them; empty where that is not known."""


class Verdict(NamedTuple):
    """What follows from the rules for one article."""

    muted: str = ""
    """The name of the rule that hides it; empty: none."""
    kept: str = ""
    """The name of the rule that keeps it from being pruned."""
    tags: tuple[str, ...] = ()
    once: tuple[tuple[RuleAction, str], ...] = ()
    """What is to be done once, with the names of the rules."""


class Judge(Protocol):
    """Decides by rules."""

    @property
    def asks_sources(self) -> bool:
        """Whether the sources of an article make a difference."""
        ...

    @property
    def asks_sections(self) -> bool:
        """Whether its sections do."""
        ...

    def judge(self, subject: RuleSubject, now: float) -> Verdict:
        """What follows for an article at a time in seconds since 1970."""
        ...


class RuleHits(NamedTuple):
    """The articles of the cache that a rule is about."""

    rule: Rule
    total: int
    headlines: tuple[Headline, ...]
    """The newest of them."""
