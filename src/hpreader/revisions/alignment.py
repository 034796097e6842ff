"""Which units of two texts belong together, and which of their words: within bounds of time.

`difflib` takes a time that grows with the square of the length, so equal units are taken out first, and what
is left is compared in parts of at most `MOST_UNITS` units and `MOST_WORDS` words; what is longer counts as
replaced as a whole.
https://docs.python.org/3/library/difflib.html#difflib.SequenceMatcher
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from hpreader.revisions.units import Unit

MOST_UNITS: Final = 300
"""Units that are compared in order; of more, equal ones are found wherever they are."""
MOST_WORDS: Final = 400
"""Words of a unit that are compared one by one, beside those that it begins and ends with."""
_MOST_PAIRED: Final = 40
"""Units between two equal ones of which each is compared with each."""
_SIMILAR: Final = 0.5
"""From this share of common words on, two units are one that was edited."""


class Pair(NamedTuple):
    """Two units that belong together, by their numbers; None: there is none in that text."""

    before: int | None
    after: int | None


class Hunk(NamedTuple):
    """A part that was replaced: from `before_start` up to `before_stop`, by that from `after_start` on."""

    before_start: int
    before_stop: int
    after_start: int
    after_stop: int


def hunks_of(before: Sequence[Hashable], after: Sequence[Hashable], most: int) -> list[Hunk]:
    """The parts of two sequences that differ; one part where they differ in more than `most` items."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    before_stop, after_stop = len(before) - end, len(after) - end
    if start == before_stop and start == after_stop:
        return []
    if start in (before_stop, after_stop) or max(before_stop, after_stop) - start > most:
        return [Hunk(start, before_stop, start, after_stop)]
    matcher = SequenceMatcher(
        None, before[start:before_stop], after[start:after_stop], autojunk=False
    )
    return [
        Hunk(start + first, start + last, start + other, start + until)
        for kind, first, last, other, until in matcher.get_opcodes()
        if kind != "equal"
    ]


def pairs_of(before: Sequence[Unit], after: Sequence[Unit]) -> list[Pair]:
    """Both texts' units as pairs, in the order of the new text; what was removed is where it was.

    A unit that only moved is paired with itself.
    """
    old, new = [unit.keys for unit in before], [unit.keys for unit in after]
    found: list[Pair] = []
    hunks = hunks_of(old, new, MOST_UNITS)
    removed = {one for hunk in hunks for one in range(hunk.before_start, hunk.before_stop)}
    added = {one for hunk in hunks for one in range(hunk.after_start, hunk.after_stop)}
    moved = _moved(old, new, removed, added)
    gone = set(moved.values())
    at = other = 0
    for hunk in [*hunks, Hunk(len(old), len(old), len(new), len(new))]:
        found += [Pair(at + step, other + step) for step in range(hunk.before_start - at)]
        olds = [one for one in range(hunk.before_start, hunk.before_stop) if one not in gone]
        news = [one for one in range(hunk.after_start, hunk.after_stop) if one not in moved]
        found += _with_moved(_paired(before, after, olds, news), hunk, moved)
        at, other = hunk.before_stop, hunk.after_stop
    return found


def _moved(
    old: Sequence[tuple[str, ...]],
    new: Sequence[tuple[str, ...]],
    removed: set[int],
    added: set[int],
) -> dict[int, int]:
    """The units that are elsewhere now: their numbers in the new text, with those in the former one."""
    places: dict[tuple[str, ...], list[int]] = {}
    for one in sorted(removed, reverse=True):
        places.setdefault(old[one], []).append(one)
    return {one: places[new[one]].pop() for one in sorted(added) if places.get(new[one])}


def _with_moved(pairs: list[Pair], hunk: Hunk, moved: dict[int, int]) -> Iterator[Pair]:
    """The pairs of a hunk, and those that moved into it where they are now."""
    waiting = [one for one in range(hunk.after_start, hunk.after_stop) if one in moved]
    for pair in pairs:
        while waiting and pair.after is not None and waiting[0] < pair.after:
            yield Pair(moved[waiting[0]], waiting.pop(0))
        yield pair
    yield from (Pair(moved[one], one) for one in waiting)


def _paired(
    before: Sequence[Unit], after: Sequence[Unit], olds: list[int], news: list[int]
) -> list[Pair]:
    """Units between two equal ones as pairs: the most similar ones first, none across another pair."""
    if max(len(olds), len(news)) > _MOST_PAIRED:
        chosen = _in_order(before, after, olds, news)
    else:
        likely = sorted(
            ((_similarity(before[old], after[new]), old, new) for old in olds for new in news),
            key=lambda one: (-one[0], one[1], one[2]),
        )
        chosen = {}
        for share, old, new in likely:
            if share < _SIMILAR:
                break
            if old not in chosen and new not in chosen.values() and _fits(chosen, old, new):
                chosen[old] = new
    return _merged(olds, news, chosen)


def _fits(chosen: dict[int, int], old: int, new: int) -> bool:
    return all((old < one) == (new < other) for one, other in chosen.items())


def _in_order(
    before: Sequence[Unit], after: Sequence[Unit], olds: list[int], news: list[int]
) -> dict[int, int]:
    """Each unit with the next similar one among the few that follow; for very different texts."""
    chosen: dict[int, int] = {}
    position = 0
    for old in olds:
        for place in range(position, min(position + 5, len(news))):
            if _similarity(before[old], after[news[place]]) >= _SIMILAR:
                chosen[old] = news[place]
                position = place + 1
                break
    return chosen


def _merged(olds: list[int], news: list[int], chosen: dict[int, int]) -> list[Pair]:
    found: list[Pair] = []
    rest = list(news)
    for old in olds:
        if old not in chosen:
            found.append(Pair(old, None))
            continue
        while rest and rest[0] < chosen[old]:
            found.append(Pair(None, rest.pop(0)))
        found.append(Pair(old, chosen[old]))
        rest.pop(0)
    return found + [Pair(None, new) for new in rest]


def _similarity(one: Unit, other: Unit) -> float:
    """The share of the words of two units that both have (Dice's coefficient).

    Captions are compared among themselves only, and so are lines of links and of updates.
    """
    if (one.role == "caption") != (other.role == "caption") or one.is_service != other.is_service:
        return 0.0
    sizes = len(one.keys) + len(other.keys)
    if not sizes or min(len(one.keys), len(other.keys)) < sizes * _SIMILAR / 4:
        return 0.0
    common = (Counter(one.keys) & Counter(other.keys)).total()
    return 2 * common / sizes
