"""Links between articles as stories: clusters by average linkage, with the splits of the user.

The result depends only on the links, not on the order in which they were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.stories.similarity import STORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_MEAN: Final = 0.35
"""The mean score between the articles of two clusters that become one; a pair without a link counts 0, so a
chain of reports that drifts from event to event is parted."""
MOST: Final = 60
"""Articles of one story."""


class Link(NamedTuple):
    """Two articles, by their numbers, and how sure it is that they report one event."""

    first: int
    second: int
    score: float
    is_copy: bool = False


def clusters(
    links: Iterable[Link], splits: Collection[frozenset[int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """The stories of some articles: at least two each, in ascending order.

    Args:
        links: the pairs that have something in common; a pair without one has nothing.
        splits: pairs that are in no common story, whatever links them.
    """
    scores: dict[frozenset[int], float] = {}
    for link in links:
        pair = frozenset((link.first, link.second))
        if pair not in splits and len(pair) == 2:
            scores[pair] = max(link.score, scores.get(pair, 0.0))
    members: dict[int, set[int]] = {number: {number} for pair in scores for number in pair}
    home = {number: number for number in members}
    strong = sorted(
        (-score, min(pair), max(pair)) for pair, score in scores.items() if score >= STORY
    )
    for _, first, second in strong:
        one, other = members[home[first]], members[home[second]]
        if one is not other and _may_join(one, other, scores, splits):
            small, large = sorted((one, other), key=len)
            for number in small:
                home[number] = home[next(iter(large))]
            large |= small
    found = {id(members[home[number]]): members[home[number]] for number in members}
    return tuple(sorted(tuple(sorted(one)) for one in found.values() if len(one) > 1))


def _may_join(
    one: set[int],
    other: set[int],
    scores: dict[frozenset[int], float],
    splits: Collection[frozenset[int]],
) -> bool:
    if len(one) + len(other) > MOST:
        return False
    total = 0.0
    for first in one:
        for second in other:
            pair = frozenset((first, second))
            if pair in splits:
                return False
            total += scores.get(pair, 0.0)
    return total / (len(one) * len(other)) >= _MEAN
