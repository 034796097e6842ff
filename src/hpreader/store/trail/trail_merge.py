"""One trail made of the trails of several readers that ran at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hpreader.model import Visit

_START: Final = datetime.min.replace(tzinfo=UTC)

_Key = tuple[tuple[object, object], ...]
"""What identifies a chain: positions and progress may be newer in one of two copies."""


class _Chain(NamedTuple):
    """A visit and those that were reached from it by links alone; a merged trail keeps them together."""

    at: datetime
    visits: tuple[Visit, ...]

    @property
    def key(self) -> _Key:
        """The location and the time of each visit."""
        return tuple((visit.location, visit.at) for visit in self.visits)


def merge_trails(trails: Sequence[History[Visit]]) -> History[Visit]:
    """Merge trails by time, with nothing left out.

    Visits that two trails have in common, because one reader started with the trail of the other,
    are in it once. The current visit and the forward part are those of the last trail; everything
    of the others comes before, so that a new visit cuts nothing of theirs.

    Args:
        trails: the one that was stored last at the end.
    """
    *others, last = [trail for trail in trails if trail.items] or [History()]
    if not others:
        return last
    past = list(_chains(last.items[: last.index + 1]))
    *earlier, current = past or [_Chain(_START, ())]
    known = {*_beginnings(chain.key for chain in past)}
    found = list(earlier)
    for trail in reversed(others):
        for chain in _chains(trail.items):
            if chain.key in known:
                continue
            beginnings = {*_beginnings([chain.key])}
            if beginnings & known:  # the same chain, which went on in this trail
                found = [shorter for shorter in found if shorter.key not in beginnings]
            found.append(chain)
            known |= beginnings
    items = [visit for chain in sorted(found, key=_time) for visit in chain.visits]
    ahead = last.items[last.index + 1 :]
    index = len(items) + len(current.visits) - 1
    return History((*items, *current.visits, *ahead), index, last.parked)


def _beginnings(keys: Iterable[_Key]) -> Iterator[_Key]:
    """Each key, and the keys of all shorter chains that begin like it."""
    return (key[:length] for key in keys for length in range(1, len(key) + 1))


def _time(chain: _Chain) -> datetime:
    return chain.at


def _chains(visits: Iterable[Visit]) -> Iterator[_Chain]:
    """The chains of a trail in its order; none is earlier than the one before, whatever the clock."""
    at = _START
    chain: list[Visit] = []
    for visit in visits:
        if chain and not visit.followed:
            yield _Chain(at, tuple(chain))
            chain = []
        if not chain and visit.at is not None:
            at = max(at, visit.at)
        # The visit from which a link led to the first one may have been dropped.
        chain.append(visit if chain else replace(visit, followed=False))
    if chain:
        yield _Chain(at, tuple(chain))
