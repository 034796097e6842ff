"""What becomes of a mark that two sides have and may both have changed since they agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model.accounts import RemoteState

if TYPE_CHECKING:
    from hpreader.model.accounts import Lead


def merged(base: bool | None, here: bool, there: bool) -> bool:
    """The value that both sides are to have.

    The API tells no times of marks, and none are needed: a mark is yes or no, so if both sides changed it
    since they agreed they changed it to the same value.

    Args:
        base: on what they agreed last; None where that was forgotten here.
        here: the value here.
        there: the value at the server.
    """
    return there if here == base else here


def agreed(base: bool | None, there: bool, *, is_sending: bool) -> bool | None:
    """On what both sides agreed last.

    Args:
        base: what is stored of that.
        there: the value at the server.
        is_sending: whether the other value was sent and no answer has come. If the server has that now,
            both had it once, so what was changed here since is newer.
    """
    return there if is_sending and base is not None else base


def is_left_alone(base: bool | None, here: bool, there: bool) -> bool:
    """Does a mark stay different? What was forgotten here neither comes back nor is taken back there."""
    return base is None and there and not here


def first_base(lead: Lead | None, here: RemoteState | None) -> RemoteState:
    """What to take for agreed of an article that is seen at the server for the first time.

    Saved is always merged so that nothing that either side saved is lost.

    Args:
        lead: who leads, where it is the first synchronisation; None in later ones: then each side began with
            an unread article, and what either did with it counts.
        here: the marks here; None where the article is not known here.
    """
    if lead is None or here is None:
        return RemoteState(read=False, saved=False)
    # As if the other side alone had changed since: the leader's value is what both get.
    return RemoteState(read=here.read if lead == "server" else not here.read, saved=False)
